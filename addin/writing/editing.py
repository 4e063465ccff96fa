"""Changes to a workbook file: add a sheet, drop sheets, set texts, set formula results.

As with marking, only the parts that must change are written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from addin.writing.patch.cells import (
    Position,
    has_formula,
    number_cell,
    position,
    text_cell,
    with_value,
)
from addin.writing.patch.layout import column_styles, reach
from addin.writing.patch.package import Package
from addin.writing.patch.report import relink, report_xml
from addin.writing.patch.rows import SHEET_DATA, Cell, rewrite
from addin.writing.patch.styles import Styles
from addin.writing.patch.workbook import WorkbookPart
from addin.writing.plan import Content, Link, ReportSheet

# Prefix, wanted cell, its format, its present markup -> its new markup, None to leave it so.
_Write = Callable[[str, Position, str, bytes], str | None]


def put_sheet(source: bytes | Path, report: ReportSheet) -> bytes:
    """Return the workbook with the sheet as its last tab, or in the place of its namesake."""
    package = Package(source)
    book = WorkbookPart(package)
    styles = Styles(package, book)
    xml = report_xml(report, styles, book.space)
    styles.save()
    book.put_sheet(report.name, xml)
    return package.to_bytes()


def update_sheet(source: bytes | Path, sheet: str, cells: Mapping[Position, Content]) -> bytes:
    """Return the workbook with these contents in cells (row, column) of a sheet.

    Cells keep their format; one that becomes a link and has none of its own gets a link's.
    """
    package = Package(source)
    book = WorkbookPart(package)
    part = book.sheet(sheet).part
    styles = Styles(package, book)
    link = styles.link()
    markup = package.open(part, opaque=SHEET_DATA)
    columns = column_styles(markup)

    def write(prefix: str, cell: Cell, _present: bytes) -> str:
        content = cells[cell.at]
        style = cell.style if cell.tag else columns.get(cell.at[1], "")
        if isinstance(content, Link):
            plain = style in ("", "0", columns.get(cell.at[1], ""))
            return text_cell(prefix, cell.at, content.text, link if plain else style)
        if isinstance(content, (int, float)):
            return number_cell(prefix, cell.at, content, style or 0)
        return text_cell(prefix, cell.at, content or "", style)

    rewrite(markup, cells, write)
    if cells:
        rows, numbers = zip(*cells, strict=True)
        reach(markup, [(max(rows), max(numbers))])
    relink(markup, cells)
    styles.save()
    package.edit(part, markup)
    return package.to_bytes()


def drop_sheets(source: bytes | Path, names: Collection[str]) -> bytes:
    """Return the workbook without these sheets and without anything that only they use.

    In the sheets that stay, cells whose formula refers to a dropped sheet keep their last value;
    drop-downs and conditional formats that refer to one are removed. Names of no sheet are
    ignored.
    """
    package = Package(source)
    WorkbookPart(package).drop_sheets(names)
    return package.to_bytes()


def set_texts(source: bytes | Path, sheet: str, texts: Mapping[str, str | float]) -> bytes:
    """Return the workbook with texts in the cells (A1 address → text), each in its own format.

    A cell that is not there yet takes its column's format. Numbers are written as numbers. A cell
    with a formula is left as it is.
    """
    by_position = {position(at): text for at, text in texts.items()}

    def write(prefix: str, at: Position, style: str, present: bytes) -> str | None:
        if has_formula(present):
            return None
        text = by_position[at]
        if isinstance(text, str):
            return text_cell(prefix, at, text, style)
        return number_cell(prefix, at, text, style or 0)

    return _rewritten(source, sheet, by_position, write)


def set_cached(source: bytes | Path, sheet: str, values: Mapping[str, float]) -> bytes:
    """Return the workbook with a stored result for each formula (A1 address → number).

    Programs that do not calculate then show numbers. Cells without a formula are left alone.
    """
    by_position = {position(at): value for at, value in values.items()}

    def write(_prefix: str, at: Position, _style: str, present: bytes) -> str | None:
        return with_value(present, by_position[at]) if has_formula(present) else None

    return _rewritten(source, sheet, by_position, write)


def _rewritten(
    source: bytes | Path, name: str, wanted: Collection[Position], write: _Write
) -> bytes:
    package = Package(source)
    part = WorkbookPart(package).sheet(name).part
    markup = package.open(part, opaque=SHEET_DATA)
    styles = column_styles(markup)

    def write_cell(prefix: str, cell: Cell, present: bytes) -> str | None:
        style = cell.style if cell.tag else styles.get(cell.at[1], "")
        return write(prefix, cell.at, style, present)

    rewrite(markup, wanted, write_cell)
    if wanted:
        rows, columns = zip(*wanted, strict=True)
        reach(markup, [(max(rows), max(columns))])
    package.edit(part, markup)
    return package.to_bytes()
