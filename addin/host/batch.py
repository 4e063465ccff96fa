"""Run one function on the workbooks of many units in worker processes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from addin.errors import Cancelled, CannotDo, FileError, LeftOut, UnusableFile
from addin.forms.text import squeeze
from addin.host.port import Host
from addin.reading.sources import beside, choose, require_some
from addin.reading.unit import UnitBook
from addin.reading.workers.local import each_file
from addin.writing.saving import save

R = TypeVar("R")
_TOLD = 5  # files left out that a sentence names


@dataclass(frozen=True)
class Answer(Generic[R]):
    """The result of one unit's workbook, its file, and the notes about the file."""

    source: str
    unit: str
    sha256: str
    value: R
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers(Generic[R]):
    """All results in the files' order.

    ``notes`` are about units: files handed in twice, several workbooks of one unit, active content
    in a file.
    """

    found: tuple[Answer[R], ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """Return the number of workbooks used, as text."""
        more = f"，{len(self.left_out)} 个文件没有使用（见“未使用文件”表）" if self.left_out else ""
        return f"{len(self.found)} 本工作簿{more}"

    @property
    def files(self) -> list[tuple[str, str]]:
        """Return the files left out, each with the reason."""
        return [(each.source, each.reason) for each in self.left_out]


def ask(question: Callable[[UnitBook], R], paths: Sequence[Path]) -> Iterator[Answer[R] | LeftOut]:
    """Run ``question`` (picklable) on each workbook in worker processes, in order of the files."""
    return each_file(partial(_answer, question), paths)


def ask_from(
    host: Host, question: Callable[[UnitBook], R], paths: Sequence[Path]
) -> Iterator[Answer[R] | LeftOut]:
    """Run ``question`` as :func:`ask` does, and show the progress."""
    return watched(host, "读取", paths, ask(question, paths))


def watched(host: Host, doing: str, paths: Sequence[Path], results: Iterable[R]) -> Iterator[R]:
    """Yield the results, one for each path, and show the progress."""
    for done, (path, result) in enumerate(zip(paths, results, strict=True), 1):
        host.progress(f"正在{doing} {path.name}", done / len(paths))
        yield result


def from_folder(host: Host, file: str) -> tuple[list[Path], Path]:
    """Ask for the folder of the units' workbooks; return these, and the path of ``file`` beside it.

    Raises Cancelled.
    """
    folder = pick_folder(host, "选择各单位工作簿所在的文件夹")
    output = beside(folder, file)
    return require_some(choose([folder], output)), output


def pick_folder(host: Host, title: str) -> Path:
    """Return the folder that the user picks; raise Cancelled where none is picked."""
    folder = host.pick_folder(title)
    if folder is None:
        raise Cancelled("没有选文件夹")
    return folder


def pick_file(host: Host, title: str) -> Path:
    """Return the file that the user picks; raise Cancelled where none is picked."""
    file = host.pick_file(title)
    if file is None:
        raise Cancelled("没有选文件")
    return file


def ask_line(host: Host, question: str, default: str) -> str:
    """Return the line of text that the user types; raise Cancelled on cancelling."""
    typed = host.ask(question, default)
    if typed is None:
        raise Cancelled("没有填写")
    return typed


def deliver(host: Host, output: Path, data: bytes, said: str) -> None:
    """Save a result, open it, and say where it is."""
    save(output, data)
    host.open(output)
    host.say(f"{said}，已存为 {output}")


def nothing_usable(left_out: Sequence[LeftOut]) -> str:
    """Return the sentence for a result that would be of nothing, and is not written."""
    told = "；".join(f"“{each.source}”{each.reason}" for each in left_out[:_TOLD])
    more = f"；等 {len(left_out)} 个文件" if len(left_out) > _TOLD else ""
    return f"没有一个文件可以使用，没有写结果：{told}{more}"


def gather(outcomes: Iterable[Answer[R] | LeftOut]) -> Answers[R]:
    """Sort answers from files left out; the same file twice counts once.

    Raises CannotDo where there is no answer.
    """
    outcomes = list(outcomes)
    if not any(isinstance(each, Answer) for each in outcomes):
        raise CannotDo(nothing_usable([e for e in outcomes if isinstance(e, LeftOut)]))
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
