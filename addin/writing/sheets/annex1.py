"""Drawing of 附件1, empty or filled, with the ledger sheets behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import annex1
from addin.forms.page import HEADING_ROW
from addin.writing.sheets.frame import Frame
from addin.writing.sheets.ledgers import add_ledgers
from addin.writing.sheets.native_checks import add_native_checks
from addin.writing.sheets.styles import (
    CENTRE,
    DATA,
    GRID,
    HEADING,
    TEXT,
    Content,
    height_for,
    new_workbook,
    put,
)
from addin.writing.sheets.validation import guidance

_PAGE = annex1.PAGE
_COLUMNS = annex1.TABLE.columns


def annex1_workbook(
    people: Sequence[Mapping[str, Content]], filled: Mapping[str, str] | None = None
) -> Workbook:
    """Return 附件1 with one row per mapping (column key → value), and empty ledger sheets.

    ``filled`` gives the values of the blanks around the table by label (``annex1.UNIT`` …).
    """
    workbook = new_workbook(annex1.TITLE)
    draw_annex1(workbook.create_sheet(annex1.SHEET), people or ({},), filled or {})
    add_ledgers(workbook)
    return workbook


def draw_annex1(
    sheet: Worksheet, people: Sequence[Mapping[str, Content]], filled: Mapping[str, str]
) -> None:
    """Draw the form on an empty sheet, with one row per mapping."""
    frame = Frame(sheet, _PAGE, len(_COLUMNS), filled, annex1.BLANKS)
    frame.head(annex1.LABEL, annex1.TITLE)
    _draw_headings(sheet)
    for row, person in enumerate(people, start=_PAGE.first_row):
        _draw_row(sheet, row, person)
    last = _PAGE.first_row + len(people) - 1
    for at, column in enumerate(_COLUMNS, start=1):
        letter = get_column_letter(at)
        validation = guidance(column, f"{letter}{_PAGE.first_row}:{letter}{last}")
        if validation:
            sheet.add_data_validation(validation)
    add_native_checks(sheet, _PAGE.first_row, last)
    frame.foot(last + 1)
    frame.close(frame.notes(last + 2, annex1.NOTES))


def _draw_headings(sheet: Worksheet) -> None:
    sheet.row_dimensions[HEADING_ROW].height = _PAGE.heading_heights[0]
    for at, column in enumerate(_COLUMNS, start=1):
        cell = put(sheet, HEADING_ROW, at, column.printed)
        cell.font, cell.alignment, cell.border = HEADING, CENTRE, GRID
        sheet.column_dimensions[get_column_letter(at)].width = column.width


def _draw_row(sheet: Worksheet, row: int, person: Mapping[str, Content]) -> None:
    heights = [_PAGE.row_height]
    for at, column in enumerate(_COLUMNS, start=1):
        value = person.get(column.key)
        cell = put(sheet, row, at, value)
        cell.font, cell.alignment, cell.border = DATA, CENTRE, GRID
        cell.number_format = TEXT  # an identity number can never become 1.1E+17
        heights.append(height_for(str(value or ""), column.width))
    sheet.row_dimensions[row].height = max(heights)
