"""汇总: workbooks of units and subordinate 附件2 into one 附件2 (规格 §4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotDo, LeftOut
from addin.forms import sheets
from addin.gcpause import gc_paused
from addin.host.batch import from_folder, nothing_usable, watched
from addin.host.port import Host
from addin.jobs.rollup.files import report_of
from addin.jobs.rollup.rules import Contribution, RolledUp, roll_up
from addin.reading.workers import Workers
from addin.reading.workers.local import Processes, or_left_out
from addin.writing.saving import save


@dataclass(frozen=True)
class Result:
    """What 汇总 made, and which files it had to leave out.

    Without an ``output`` there was nothing to roll up, and nothing has been written.
    """

    rolled: RolledUp
    left_out: tuple[LeftOut, ...]
    output: Path | None


def gather(
    paths: Sequence[Path], workers: Workers | None = None
) -> Iterator[Contribution | LeftOut]:
    """Read the files in worker processes; return what they report, in the files' order."""
    return or_left_out(paths, (workers or Processes()).map(report_of, paths))


@gc_paused()
def finish(outcomes: Iterable[Contribution | LeftOut], output: Path) -> Result:
    """Join what the files report, in their order, and write the result to ``output``."""
    from addin.jobs.rollup.sheet import rollup_workbook  # noqa: PLC0415 - files are being read

    rolled, left_out = _join(outcomes)
    if not rolled.rows:
        return Result(rolled, left_out, None)
    data = rollup_workbook(rolled, [(each.source, each.reason) for each in left_out])
    save(output, data)
    return Result(rolled, left_out, output)


def _join(outcomes: Iterable[Contribution | LeftOut]) -> tuple[RolledUp, tuple[LeftOut, ...]]:
    """Sum up; afterwards nobody holds what the files report, a province's people and all."""
    outcomes = list(outcomes)
    rolled = roll_up(each for each in outcomes if isinstance(each, Contribution))
    return rolled, tuple(each for each in outcomes if isinstance(each, LeftOut))


def rollup(host: Host) -> None:
    """The button 汇总: ask for a folder, make 附件2 beside it, open it."""
    paths, output = from_folder(host, sheets.ROLLUP_FILE)
    result = finish(watched(host, "汇总", paths, gather(paths)), output)
    if result.output is None:
        raise CannotDo(nothing_usable(result.left_out))
    host.open(output)
    left_out = ""
    if result.left_out:
        left_out = f"，{len(result.left_out)} 个文件没有汇总（见“{sheets.NOT_ROLLED_UP}”表）"
    host.say(f"汇总完成：{len(result.rolled.rows)} 个单位{left_out}，已存为 {output}")
