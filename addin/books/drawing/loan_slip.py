"""领用单: half a page to sign when documents leave the safe, and again when they come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.books.drawing.saving import deterministic
from addin.books.drawing.styles import (
    CENTRE,
    GRID,
    HEADING,
    HEADING_FILL,
    LEFT,
    NOTE,
    PLAIN,
    new_workbook,
    put,
    set_paper,
    typeface,
)

SHEET = "领用单"
_TITLE = typeface("方正小标宋简体", 20)
_HEADINGS = (
    "证件种类",
    "证件号码",
    "有效期至",
    "批准文号",
    "前往国家（地区）",
    "批准行程",
    "最迟归还",
)
_WIDTHS = (18, 14, 14, 22, 18, 26, 16)
_CLAUSE = (
    "依据2004年《关于进一步加强党员干部出国（境）管理的通知》三：因私证件回国（境）后10天内、"
    "因公证件15天内交回。逾期的列入预警。"
)
_SIGNATURES = (
    "领用人（签名）：　　　　　　　　　　　经办人：{handler}　　　　　　　　领用日期：{day}",
    "归还人（签名）：　　　　　　　　　　　经办人：　　　　　　　　归还日期：　　　年　　月　　日",
)


@dataclass(frozen=True, slots=True)
class Lent:
    """One document on the slip, each field as printed."""

    kind: str
    number: str
    expires: str
    reference: str
    country: str
    period: str
    due: str


@dataclass(frozen=True, slots=True)
class Borrower:
    """Who takes the documents, and from whom."""

    unit: str
    name: str
    id_number: str
    post: str
    handler: str
    day: str


def loan_slip(borrower: Borrower, documents: Sequence[Lent]) -> bytes:
    """Return the slip as a workbook of one sheet, fit to print."""
    workbook = new_workbook(SHEET)
    sheet = workbook.create_sheet(SHEET)
    for at, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.sheet_view.showGridLines = False
    _across(sheet, 1, "出国（境）证件领用单", _TITLE, CENTRE, 40)
    _across(sheet, 2, f"单位：{borrower.unit}　　　　职务：{borrower.post}", PLAIN, LEFT, 26)
    _across(
        sheet, 3, f"姓名：{borrower.name}　　　　身份证号：{borrower.id_number}", PLAIN, LEFT, 26
    )
    _line(sheet, 4, _HEADINGS, HEADING)
    for cell in sheet[4]:
        cell.fill = HEADING_FILL
    row = 4
    for row, each in enumerate(documents, 5):
        _line(
            sheet,
            row,
            (each.kind, each.number, each.expires, each.reference, each.country, each.period,
             each.due),
            PLAIN,
        )  # fmt: skip
    _across(sheet, row + 1, _CLAUSE, NOTE, LEFT, 34)
    for offset, text in enumerate(_SIGNATURES, 2):
        signed = text.format(handler=borrower.handler, day=borrower.day)
        _across(sheet, row + offset, signed, PLAIN, LEFT, 34)
    set_paper(sheet, "A4", "4:4")
    return deterministic(workbook)


def _line(sheet: Worksheet, row: int, values: Sequence[str], font: Font) -> None:
    sheet.row_dimensions[row].height = 30
    for at, value in enumerate(values, 1):
        cell = put(sheet, row, at, value)
        cell.font, cell.alignment, cell.border = font, CENTRE, GRID


def _across(
    sheet: Worksheet, row: int, text: str, font: Font, side: Alignment, height: float
) -> None:
    cell = put(sheet, row, 1, text)
    cell.font, cell.alignment = font, side
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    sheet.row_dimensions[row].height = height
