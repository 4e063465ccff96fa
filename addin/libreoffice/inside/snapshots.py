"""What stands in a document before a change, and how it is put back exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT
from com.sun.star.util import CloseVetoException

from addin.libreoffice.inside import highlights, reading

TakeBack = Callable[[], None]
LOOKS = (
    "CharWeight", "CharWeightAsian", "CharPosture", "CharUnderline", "CharStrikeout", "CharColor",
    "CharHeight", "CharFontName", "CharFontNameAsian", "CharEscapement", "TextPortionType",
)  # fmt: skip
_NOTHING = "EMPTY", None
CONTENTS = 23  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas; not remarks, formats
DEFAULT = uno.Enum("com.sun.star.beans.PropertyState", "DEFAULT_VALUE")
AMBIGUOUS = uno.Enum("com.sun.star.beans.PropertyState", "AMBIGUOUS_VALUE")


class Shelf:
    """Sheets kept in a document that nobody sees, until they are put back.

    It goes when the document does, or when there is nothing left to be put back.
    """

    def __init__(self, create: Callable[[str], Any]) -> None:
        self._create = create
        self._book: Any = None

    def close(self) -> None:
        """Give the kept sheets up; a hidden document would keep LibreOffice from ending."""
        book, self._book = self._book, None
        if book is not None:
            with suppress(DisposedException, CloseVetoException):
                book.close(True)

    def sheet(self, document: Any, name: str) -> TakeBack:
        """Keep a sheet that is about to be replaced or taken away, or note that there is none."""
        sheets = document.Sheets
        if not sheets.hasByName(name):
            return lambda: sheets.removeByName(name) if sheets.hasByName(name) else None
        place = sheets.ElementNames.index(name)
        books = self._shelf().Sheets
        kept = books.getByIndex(books.importSheet(document, name, books.Count)).Name
        style = sheets.getByName(name).PageStyle

        def put_back() -> None:
            front = document.CurrentController.ActiveSheet.Name
            if sheets.hasByName(name):
                sheets.removeByName(name)
            at = sheets.importSheet(self._book, kept, min(place, sheets.Count))
            sheet = sheets.getByIndex(at)
            sheet.Name = name
            sheet.PageStyle = style
            freeze(document, sheet)
            if sheets.hasByName(front):
                document.CurrentController.setActiveSheet(sheets.getByName(front))

        return put_back

    def _shelf(self) -> Any:
        if self._book is None:
            hidden = PropertyValue()
            hidden.Name, hidden.Value = "Hidden", True
            desktop = self._create("com.sun.star.frame.Desktop")
            url = "private:factory/scalc"
            self._book = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
        return self._book


def freeze(document: Any, sheet: Any) -> None:
    """Keep the headings of a sheet in sight, and the person on the sheet they were on."""
    controller = document.CurrentController
    front = controller.ActiveSheet
    controller.setActiveSheet(sheet)
    controller.freezeAtPosition(0, 1)
    controller.setActiveSheet(front)


def contents(document: Any, name: str, cells: Iterable[tuple[int, int]]) -> TakeBack | None:
    """Keep what cells (row and column from 1) hold; None where it could not be put back exactly."""
    sheet = document.Sheets.getByName(name)
    former = {at: _content(sheet.getCellByPosition(at[1] - 1, at[0] - 1)) for at in cells}
    if None in former.values():
        return None

    def put_back() -> None:
        sheet = document.Sheets.getByName(name)
        for (row, column), content in former.items():
            kind, value = content or _NOTHING
            _fill(sheet.getCellByPosition(column - 1, row - 1), kind, value)

    return put_back


def _content(cell: Any) -> tuple[str, Any] | None:
    if cell.Type == EMPTY:
        return _NOTHING
    if cell.Type == FORMULA:
        return ("FORMULA", cell.Formula) if not cell.ArrayFormula else None
    if cell.Type == TEXT:
        return ("TEXT", cell.String) if _is_plain(cell) else None
    return "VALUE", cell.Value


def _is_plain(cell: Any) -> bool:
    """Whether a text has one look from beginning to end; portions end also where figures begin."""
    looks = {
        tuple(repr(portion.getPropertyValue(key)) for key in LOOKS)
        for paragraph in _each(cell)
        for portion in _each(paragraph)
        if portion.String
    }
    return len(looks) <= 1


def _each(parts: Any) -> Iterable[Any]:
    found = parts.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def _fill(cell: Any, kind: str, content: Any) -> None:
    if kind == "EMPTY":
        cell.clearContents(CONTENTS)
    elif kind == "FORMULA":
        cell.Formula = content
    elif kind == "TEXT":
        cell.String = content
    else:
        cell.Value = content


def form(document: Any, name: str, column: int, properties: Iterable[str]) -> TakeBack | None:
    """Keep what marks change on a sheet: a column (from 1), conditional formats, print areas."""
    sheet = document.Sheets.getByName(name)
    bottom = reading.used_area(sheet).RangeAddress.EndRow + 1
    cells = [(row, column) for row in range(1, bottom + 1)]
    texts = contents(document, name, cells)
    if texts is None or not highlights.can_be_restored(sheet):
        return None
    whole = sheet.getCellRangeByPosition(column - 1, 0, column - 1, bottom - 1)
    looks = [(key, list(_looks(whole, key, 0, bottom))) for key in properties]
    width = sheet.Columns.getByIndex(column - 1).Width
    formats = highlights.present(sheet)
    styles = highlights.styles(document)
    areas = sheet.getPrintAreas()

    def put_back() -> None:
        sheet = document.Sheets.getByName(name)
        whole = sheet.getCellRangeByPosition(column - 1, 0, column - 1, bottom - 1)
        whole.clearContents(CONTENTS)
        texts()
        for key, runs in looks:
            for first, last, value in runs:
                part = whole.getCellRangeByPosition(0, first, 0, last)
                if value is None:
                    part.setPropertyToDefault(key)
                else:
                    part.setPropertyValue(key, value)
        sheet.Columns.getByIndex(column - 1).Width = width
        highlights.put_styles(document, styles)
        highlights.restore(document, sheet, formats)
        highlights.drop_styles(document, set(styles))
        sheet.setPrintAreas(areas)

    return put_back


def _looks(cells: Any, key: str, first: int, end: int) -> Iterable[tuple[int, int, Any]]:
    """Runs of cells with one value of a property, None for that of their style."""
    part = cells.getCellRangeByPosition(0, first, 0, end - 1)
    state = part.getPropertyState(key)
    if state == AMBIGUOUS and end - first > 1:
        middle = (first + end) // 2
        yield from _looks(cells, key, first, middle)
        yield from _looks(cells, key, middle, end)
    else:
        yield first, end - 1, None if state == DEFAULT else part.getPropertyValue(key)
