"""情况报告: the report on a 附件2, with its numbers (规格 §5)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from addin.errors import CannotDo, FileError, UnusableFile
from addin.forms import annex2, sheets
from addin.host.port import Host
from addin.jobs.report import paper as document
from addin.jobs.report.rules import Situation, situation
from addin.model.annex2 import Summary
from addin.reading.annex2 import looks_like_annex2, read_annex2
from addin.reading.coverage import coverage_of, read_coverage
from addin.reading.grid import Grid
from addin.reading.opening import Workbook, read_file
from addin.reading.workers.local import isolated
from addin.writing.saving import save
from addin.writing.word.filling import fill


def report(source: Path | bytes, previous: Path | None = None) -> bytes:
    """Return 情况报告 as .docx from 附件2, a file or its bytes; raises UnusableFile.

    ``previous`` is the 附件2 of the last time, for what changed since.
    """
    path, data = (source, None) if isinstance(source, Path) else (Path(annex2.SHEET), source)
    return written(situation_of(path, previous, data))


def situation_of(path: Path, previous: Path | None = None, data: bytes | None = None) -> Situation:
    """Return what 附件2 says, compared with the former one if given; raises UnusableFile."""
    now = summary_of(path, data)
    return situation(now, summary_of(previous) if previous else None)


def written(found: Situation, template: Path | None = None) -> bytes:
    """Return the report as .docx, on an office's own template or the built-in one."""
    form = read_file(template) if template else document.template()
    return fill(form, document.context(found))


def summary_of(path: Path, data: bytes | None = None) -> Summary:
    """Return the first 附件2 of a workbook that is filled in; raises UnusableFile."""
    book = Workbook(path, data)
    grids = [grid for grid in book.grids() if looks_like_annex2(grid)]
    if not grids:
        raise UnusableFile(
            f"“{path.name}”中没有找到附件2的表头，请用汇总出来的附件2或官方样表",
            FileError.NO_SUCH_FORM,
        )
    coverage = coverage_of(book)
    read = (read_annex2(grid, coverage) for grid in grids)
    filled = [each for each in read if not each.is_blank]
    if not filled:
        raise UnusableFile(
            f"“{path.name}”的附件2是空表，没有填写任何数字", FileError.INCOMPLETE_FORM
        )
    return filled[0]


def press_report(host: Host) -> None:
    """情况报告, the button: from the 附件2 in front, and the former one where there is one."""
    grid = _in_front(host)
    folder = host.folder()
    if folder is None:
        raise CannotDo("请先保存这本工作簿，情况报告要存在同一个文件夹里")
    former = host.pick_file("选择上一次报送的附件2，没有的按“取消”")
    before = isolated(summary_of, former) if former else None
    host.progress("正在写情况报告", 0.5)
    covered = host.sheet(sheets.COVERAGE)
    found = situation(read_annex2(grid, read_coverage(covered) if covered else None), before)
    output = folder / sheets.REPORT_FILE
    save(output, written(found))
    doubts = f"；附件2有 {len(found.doubts)} 处不平，见报告最后一页" if found.doubts else ""
    host.say(f"情况报告已存为 {output}{doubts}")


def _in_front(host: Host) -> Grid:
    """Return the active sheet where it is 附件2, else the sheet of that name."""
    names = [annex2.SHEET]
    with suppress(UnusableFile):  # a chart or a picture may be selected, no cell
        names.insert(0, host.selection()[0])
    for name in names:
        grid = host.sheet(name)
        if grid and looks_like_annex2(grid):
            return grid
    raise UnusableFile(
        "打开的工作簿里没有附件2，请打开汇总出来的附件2再按“情况报告”", FileError.NO_SUCH_FORM
    )
