"""Writing the marks of 校验 into a workbook file, and removing them.

Only the parts that change are rewritten, and of these only the bytes that change. A workbook that
was not saved since marking has its old bytes again when cleared; one saved by Excel in between
loses everything that marking added.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from addin.errors import UnusableFile
from addin.forms import sheets
from addin.forms.sheets import plain_name
from addin.reading.grid import Grid
from addin.reading.opening import Workbook
from addin.reading.own import is_own
from addin.writing.patch import record as records
from addin.writing.patch.cells import text_cell
from addin.writing.patch.layout import highlight, reach, unhighlight, unwiden, widen
from addin.writing.patch.markup import Markup
from addin.writing.patch.package import Package
from addin.writing.patch.record import Record
from addin.writing.patch.report import report_xml
from addin.writing.patch.rows import SHEET_DATA, Cell, end_of, rewrite
from addin.writing.patch.search import column_from, find_text, shared_texts, text_of
from addin.writing.patch.styles import Styles
from addin.writing.patch.workbook import PRINT_AREA, Sheet, WorkbookPart
from addin.writing.plan import OPENING, SIGN, Marks

_WIDTH = 48.0  # of the result column; longer texts run on to the right


def mark(source: bytes | Path, marks: Marks) -> bytes:
    """Return the workbook with the marks in it; marks from before are taken away first.

    The result column must be empty: what it holds comes back only by ``clear``.
    Raises UnusableFile where the file is no workbook that can be changed or lacks the sheet.
    """
    package = Package(clear(source))
    book = WorkbookPart(package)
    sheet = book.sheet(marks.sheet)
    styles = Styles(package, book)
    _mark_sheet(package, sheet, marks, styles)
    xml = report_xml(marks.report, styles, book.space)
    styles.save()
    book.put_sheet(marks.report.name, xml)
    framed = book.print_area(sheet) == ""
    if framed:
        book.set_print_area(sheet, marks.print_area)
    records.keep(package, book, sheet, marks, framed)
    return package.to_bytes()


def clear(source: bytes | Path) -> bytes:
    """Return the workbook without marks; one that has none is returned as it is.

    Parts still as marking left them get their old bytes back; from those written anew by another
    program the marks are taken out one by one.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    package = Package(data)
    book = WorkbookPart(package)
    item = records.find(package)
    record = records.load(package, item)
    reports = _reports(data, book)
    cleared = _clear_form(package, book, record, is_reported=bool(reports))
    if not (item or reports or cleared):
        return data
    framed = "" if record else _framed_elsewhere(reports)
    _clear_frame(package, book, record, item, [grid.name for grid in reports])
    form = book.find(framed) if framed else None
    if form:
        book.remove_names(form, PRINT_AREA)
    return package.to_bytes()


def _reports(data: bytes, book: WorkbookPart) -> list[Grid]:
    """The result sheets that are ours; somebody else's of that name is left alone."""
    named = [each.name for each in book.worksheets() if plain_name(each.name) == sheets.RESULT]
    if not named:
        return []
    with suppress(UnusableFile):
        reader = Workbook(Path(f"{sheets.RESULT}.xlsx"), data)
        return [grid for grid in map(reader.grid, named) if is_own(grid)]
    return []


def _framed_elsewhere(reports: Collection[Grid]) -> str:
    """The sheet that got a print area with marks put in by Excel or LibreOffice, '' for none.

    These marks have no record part; the first row of the result sheet holds what to undo.
    """
    with suppress(ValueError):
        for value in (value for grid in reports for value in grid.rows[0]):
            if isinstance(value, str) and value.startswith("{"):
                undo = json.loads(value)
                return str(undo.get("sheet", "")) if undo.get("print_area") else ""
    return ""


def _mark_sheet(package: Package, sheet: Sheet, marks: Marks, styles: Styles) -> None:
    markup = package.open(sheet.part, opaque=SHEET_DATA)
    texts = {(row, marks.column): text for row, text in marks.texts.items() if text}
    heading, line = styles.heading(), styles.line()

    def write(prefix: str, cell: Cell, _present: bytes) -> str:
        if cell.at[0] == marks.heading_row:
            return text_cell(prefix, cell.at, marks.heading, heading)
        return text_cell(prefix, cell.at, texts[cell.at], line)

    wanted = {(marks.heading_row, marks.column), *texts}
    rewrite(markup, wanted, write)
    reach(markup, [min(wanted), max(wanted)])
    widen(markup, marks.column, _WIDTH)
    highlight(markup, [(h.area, h.formula, styles.colour(h.colour)) for h in marks.highlights])
    package.edit(sheet.part, markup)


def _clear_form(
    package: Package, book: WorkbookPart, record: Record | None, *, is_reported: bool
) -> bool:
    """Remove highlights and result columns; return whether there were any."""
    if record and record.untouched(package, record.part):
        record.restore(package, record.part)
        return True
    heading = record.heading if record else sheets.RESULT
    shared = shared_texts(package, book)
    found = False
    for sheet in book.worksheets():
        markup = package.open(sheet.part, opaque=SHEET_DATA)
        marked = unhighlight(markup, SIGN)
        known = marked or is_reported or bool(record and sheet.name == record.sheet)
        found |= _strip_column(markup, heading, shared, known=known) or marked
        package.edit(sheet.part, markup)
    return found


def _strip_column(markup: Markup, heading: str, shared: Sequence[str], *, known: bool) -> bool:
    """Remove the result column: all cells below its heading are results of 校验, or blank.

    A column of somebody else's with that heading stays. Without other marks on the sheet (not
    ``known``) the heading alone does not make it ours.
    """
    top = find_text(markup, heading, shared)
    if top is None:
        return False
    cells = list(column_from(markup, top))
    said = [text for cell in cells[1:] if (text := text_of(markup, cell, shared))]
    if not all(text.startswith(OPENING) for text in said) or not (said or known):
        return False
    for cell in cells:
        markup.replace(cell.start, end_of(markup, cell), "")
    unwiden(markup, top[1])
    return True


def _clear_frame(
    package: Package,
    book: WorkbookPart,
    record: Record | None,
    item: str,
    reports: Collection[str],
) -> None:
    """Restore what holds the sheets together, whole or not at all; else take our things out."""
    frame = [part for part in record.changed if part != record.part] if record else []
    if record and all(record.untouched(package, part) for part in frame):
        for part in frame:
            record.restore(package, part)
        for part in record.added:
            package.discard(part)
        return
    if item:
        records.discard(package, book, item)
    form = book.find(record.sheet) if record else None
    if record and form and book.print_area(form) == record.print_area:
        book.remove_names(form, PRINT_AREA)
    book.drop_sheets(reports)
