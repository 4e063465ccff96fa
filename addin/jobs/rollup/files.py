"""One file as 汇总 counts it: a unit's workbook or a subordinate 附件2 (规格 §4).

This is what worker processes do for each file; nothing is loaded here that draws workbooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from addin.errors import Trouble, UnusableFile
from addin.forms import annex1, annex2, ledgers
from addin.forms.columns import Table
from addin.forms.lists import PROBLEM_LIST
from addin.forms.text import squeeze
from addin.jobs.rollup.rules import Doubt, Kind, Report, UnitCount
from addin.jobs.verify.rules import verify
from addin.model.rows import Form, Row
from addin.reading.annex2 import looks_like_annex2, read_annex2
from addin.reading.grid import Grid
from addin.reading.opening import Workbook
from addin.reading.tables import read_table
from addin.reading.unit import UnitBook

_COUNTED_BY = ("category", "status")  # without these columns 附件1 cannot be counted


def report_of(path: Path, data: bytes | None = None) -> Report:
    """Read one file: a unit's workbook or a subordinate 附件2, told apart by their headings.

    ``data`` is its content where that is at hand. Raises UnusableFile.
    """
    book = UnitBook(path, data)
    try:
        form = book.form
    except UnusableFile:
        grids = [grid for grid in book.book.grids() if looks_like_annex2(grid)]
        if not grids:
            raise
        return _from_summary(book.book, grids)
    return _from_unit(book, form)


def _from_summary(book: Workbook, grids: Sequence[Grid]) -> Report:
    summaries = [read_annex2(grid) for grid in grids]
    filled = [summary for summary in summaries if not summary.is_blank]
    if not filled:
        raise UnusableFile(
            "附件2是空表，没有填写任何数字，请核对是否报错了文件", Trouble.INCOMPLETE_FORM
        )
    first, *others = filled
    unit = first.unit or name_of(book.path)
    doubts = tuple(
        Doubt(Kind.UNCOUNTED, unit, f"工作表“{other.sheet}”也是附件2，没有计入", str(book.path))
        for other in others
    )
    doubts += _carried(book, unit)
    return Report(str(book.path), book.sha256, unit, bool(first.unit), summary=first, doubts=doubts)


def _carried(book: Workbook, unit: str) -> tuple[Doubt, ...]:
    return tuple(Doubt(Kind.CARRIED, unit, each, str(book.path)) for each in book.carried)


def _from_unit(book: UnitBook, form: Form) -> Report:
    if not form.people:
        raise UnusableFile(
            "附件1是空表，没有填写人员，请核对是否报错了文件", Trouble.INCOMPLETE_FORM
        )
    missing = [key for key in _COUNTED_BY if not form.people[0].row.has(key)]
    if missing:
        titles = "”“".join(annex1.TABLE.titles(missing))
        raise UnusableFile(
            f"附件1缺少“{titles}”栏，无法统计，请对照官方样表补上后再报", Trouble.INCOMPLETE_FORM
        )
    count = UnitCount()
    count.add_form(form)
    if _sheet_name(book.book, PROBLEM_LIST):
        count.add_problems(_rows(book.book, PROBLEM_LIST, count))
    else:
        _add_open(book, form, count)
    count.add_handling(_rows(book.book, ledgers.HANDLING, count))
    unit = form.unit or name_of(book.path)
    source = str(book.path)
    doubts = [Doubt(kind, unit, message, source) for kind, message in count.doubts]
    if not form.unit:
        doubts.append(Doubt(Kind.REMARK, unit, "没有填写填表单位，以文件名代替", source))
    doubts += [Doubt(Kind.UNCOUNTED, unit, message, source) for message in book.unused]
    doubts += _carried(book.book, unit)
    return Report(
        source,
        book.book.sha256,
        unit,
        bool(form.unit),
        frozenset(count.entries),
        tuple(count.members),
        doubts=tuple(doubts),
    )


def name_of(path: Path) -> str:
    """Return what a unit is called by whose form does not say: by its file, or its folder.

    The folder names it where the file is only called by the form's name.
    """
    return path.parent.name if path.stem in (annex1.SHEET, annex2.SHEET) else path.stem


def _add_open(book: UnitBook, form: Form, count: UnitCount) -> None:
    """Without a 问题清单 the workbook is verified first; nobody has settled what is found."""
    settings, _ = book.ledgers.settings(date.today())
    problems = verify(form, book.ledgers.rows, settings).problems
    count.add_open(problem.id for problem in problems)
    if problems:
        words = f"没有问题清单，已按底稿核查，得线索{len(problems)}条，均待核实"
        count.doubt(Kind.REMARK, words)


def _rows(book: Workbook, table: Table, count: UnitCount) -> Sequence[Row]:
    """Rows of a sheet behind the form; none where it is absent, or its headings are unknown."""
    name = _sheet_name(book, table)
    if not name:
        return ()
    grid = book.grid(name)
    sheet = read_table(grid, table)
    if sheet is None and any(not grid.is_blank(row) for row in range(len(grid.rows))):
        count.doubt(Kind.UNCOUNTED, f"“{name}”的表头认不出，其中的内容没有计入")
    return sheet.rows if sheet else ()


def _sheet_name(book: Workbook, table: Table) -> str:
    return next((name for name in book.sheet_names if squeeze(name) == table.name), "")
