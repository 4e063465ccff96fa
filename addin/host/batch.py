"""One question to the workbooks of many units: side by side, bad ones left out, copies once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from addin.errors import CannotDo, ChujingError, FileError, LeftOut, UnusableFile
from addin.forms.text import squeeze
from addin.host.port import Host
from addin.reading.sources import expand, require_workbook_name
from addin.reading.unit import UnitBook
from addin.reading.workers.local import Processes

R = TypeVar("R")


@dataclass(frozen=True)
class Answer(Generic[R]):
    """What one unit's workbook answers, the file it comes from, what to say of the file."""

    source: str
    unit: str
    sha256: str
    value: R
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers(Generic[R]):
    """All answers in the files' order.

    ``notes`` are about units: files handed in twice, several workbooks of one unit, what a file
    carries besides.
    """

    found: tuple[Answer[R], ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """How many workbooks answered, in words."""
        more = f"，{len(self.left_out)} 个文件没有使用（见“未使用文件”表）" if self.left_out else ""
        return f"{len(self.found)} 本工作簿{more}"

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files left out, each with the reason."""
        return [(each.source, each.reason) for each in self.left_out]


def choose(sources: Iterable[Path], output: Path) -> list[Path]:
    """Return the workbooks to ask, a former result at ``output`` not among them.

    Raises CannotDo where there are none, or ``output`` is one of ``sources`` or no .xlsx.
    """
    sources = list(sources)
    require_workbook_name(output)
    if output.resolve() in [source.resolve() for source in sources]:
        raise CannotDo(f"结果不能写到来源文件“{output.name}”上，请用 -o 另取一个文件名")
    paths = [path for path in expand(sources) if path.resolve() != output.resolve()]
    if not paths:
        raise CannotDo("没有找到工作簿，请核对文件名或文件夹")
    return paths


def ask(question: Callable[[UnitBook], R], paths: Sequence[Path]) -> Iterator[Answer[R] | LeftOut]:
    """Put the question (picklable) to each workbook in worker processes, in order of the files."""
    answers = Processes().map(partial(_answer, question), paths)
    for path, answer in zip(paths, answers, strict=True):
        if isinstance(answer, ChujingError):
            yield LeftOut(str(path), answer.reason, answer.kind)
        else:
            yield answer


def ask_from(
    host: Host, question: Callable[[UnitBook], R], paths: Sequence[Path]
) -> Iterator[Answer[R] | LeftOut]:
    """Put the question as :func:`ask` does, and let the person see how far it is."""
    for done, outcome in enumerate(ask(question, paths), 1):
        host.progress(f"正在读取 {paths[done - 1].name}", done / len(paths))
        yield outcome


def gather(outcomes: Iterable[Answer[R] | LeftOut]) -> Answers[R]:
    """Sort answers from files left out; the same file twice counts once."""
    outcomes = list(outcomes)
    first: dict[str, Answer[R]] = {}
    notes = []
    for each in outcomes:
        if isinstance(each, Answer) and first.setdefault(each.sha256, each) is not each:
            same = first[each.sha256].source
            notes.append((each.unit, f"“{each.source}”与“{same}”内容完全相同，只计一次。"))
    by_unit: dict[str, list[Answer[R]]] = defaultdict(list)
    for answer in first.values():
        notes += [(answer.unit, f"“{answer.source}”：{remark}。") for remark in answer.remarks]
        by_unit[squeeze(answer.unit)].append(answer)
    for answers in by_unit.values():
        if len(answers) > 1:
            listed = "、".join(f"“{answer.source}”" for answer in answers)
            notes.append((
                answers[0].unit,
                f"有{len(answers)}本内容不同的工作簿（{listed}），都已计入；有作废的请移走后重做。",
            ))  # fmt: skip
    left_out = tuple(each for each in outcomes if isinstance(each, LeftOut))
    return Answers(tuple(first.values()), left_out, tuple(notes))


def _answer(question: Callable[[UnitBook], R], path: Path) -> Answer[R]:
    book = UnitBook(path)
    if not book.form.people:
        raise UnusableFile(
            "附件1是空表，没有填写人员，请核对是否报错了文件", FileError.INCOMPLETE_FORM
        )
    return Answer(str(path), book.unit, book.book.sha256, question(book), book.remarks)
