"""汇总: workbooks of units and subordinate 附件2 into one 附件2 (规格 §4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotDo, ChujingError, LeftOut
from addin.forms import annex2, sheets
from addin.gcpause import gc_paused
from addin.host.port import Host
from addin.jobs.rollup.files import report_of
from addin.jobs.rollup.rules import Contribution, RolledUp, roll_up
from addin.reading.opening import Workbook
from addin.reading.sources import beside, expand, require_workbook_name
from addin.reading.workers import Workers
from addin.reading.workers.local import Processes, isolated
from addin.writing.saving import save


@dataclass(frozen=True)
class Result:
    """What 汇总 made, and which files it had to leave out."""

    rolled: RolledUp
    left_out: tuple[LeftOut, ...]
    output: Path


def choose(sources: Iterable[Path], output: Path) -> list[Path]:
    """Return the files to roll up; raise CannotDo where the result cannot go to ``output``.

    It never replaces a source. A former result that stands at ``output`` and turns up in a
    folder is passed over. Each path tells its file's folder, also where it is read elsewhere.
    """
    require_workbook_name(output)
    sources, target = list(sources), output.resolve()
    chosen = []
    for path in expand(sources):
        if path.resolve() != target:
            chosen.append(path if path.parent.name.strip(".") else path.resolve())
        elif path in sources or not _is_result(path):
            raise CannotDo(f"汇总结果不能写到来源文件“{path}”上，请用 -o 另取一个文件名")
    if not chosen:
        raise CannotDo("没有找到工作簿，请核对文件名或文件夹")
    return chosen


def gather(paths: Sequence[Path], workers: Workers) -> Iterator[Contribution | LeftOut]:
    """Let the workers read the files; return what they report, in the files' order."""
    return map(_outcome, workers.map(report_of, paths), paths)


def _outcome(read: Contribution | ChujingError, path: Path) -> Contribution | LeftOut:
    if isinstance(read, ChujingError):
        return LeftOut(str(path), read.reason, read.kind)
    return read


@gc_paused()
def finish(outcomes: Iterable[Contribution | LeftOut], output: Path) -> Result:
    """Join what the files report, in their order, and write the result to ``output``."""
    from addin.jobs.rollup.sheet import rollup_workbook  # noqa: PLC0415 - files are being read

    rolled, left_out = _join(outcomes)
    data = rollup_workbook(rolled, [(each.source, each.reason) for each in left_out])
    save(output, data, backup=False)
    return Result(rolled, left_out, output)


def _join(outcomes: Iterable[Contribution | LeftOut]) -> tuple[RolledUp, tuple[LeftOut, ...]]:
    """Sum up; afterwards nobody holds what the files report, a province's people and all."""
    outcomes = list(outcomes)
    rolled = roll_up(each for each in outcomes if isinstance(each, Contribution))
    return rolled, tuple(each for each in outcomes if isinstance(each, LeftOut))


def rollup(host: Host) -> None:
    """The button 汇总: ask for a folder, make 附件2 beside it, open it."""
    folder = host.pick_folder("选择各单位工作簿所在的文件夹")
    if folder is None:
        host.say("没有选文件夹，没有汇总")
        return
    output = beside(folder, sheets.ROLLUP_FILE)
    paths = choose([folder], output)
    outcomes = []
    for path, outcome in zip(paths, gather(paths, Processes()), strict=True):
        outcomes.append(outcome)
        host.progress(f"正在汇总 {path.name}", len(outcomes) / len(paths))
    result = finish(outcomes, output)
    host.open(output)
    left_out = ""
    if result.left_out:
        left_out = f"，{len(result.left_out)} 个文件没有汇总（见“{sheets.NOT_ROLLED_UP}”表）"
    host.say(f"汇总完成：{len(result.rolled.rows)} 个单位{left_out}，已存为 {output}")


def _is_result(path: Path) -> bool:
    try:
        names = isolated(_sheet_names, path)
    except ChujingError:
        return False
    return {annex2.SHEET, sheets.NOT_ROLLED_UP, sheets.DOUBTS} <= set(names)


def _sheet_names(path: Path) -> list[str]:
    return Workbook(path).sheet_names
