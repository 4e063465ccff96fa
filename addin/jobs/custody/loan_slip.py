"""Build 领用单, half a page to sign when a document is lent and returned.

Source: 2004年通知 三（一）（三）（四）.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import sheets
from addin.writing.sheets.page import write_across
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import (
    CENTRE,
    GRID,
    HEADING_FILL,
    LEFT,
    PLAIN,
    TEXT,
    height_for,
    new_workbook,
    put,
    set_paper,
    typeface,
)

_TITLE = typeface("方正小标宋简体", 20)
_LABEL = typeface("宋体", 11, bold=True)
_WIDTHS = (13, 17, 13, 17, 13, 19)
_ACROSS = range(1, len(_WIDTHS) + 1)
_NOTICE = "依据《关于进一步加强党员干部出国（境）管理的通知》（2004年12月16日）"
_PRIVATE = (
    "三（三）：因私出国（境）的登记备案人员，应在回国（境）后{days}天内，将所持因私出国（境）证件交由"
    "所在单位组织人事部门集中保管。"
)
_OFFICIAL = (
    "三（一）：因公出国（境）的党员干部，应在回国（境）后{days}天内，将所持因公出国（境）证件交由"
    "发证机关指定的部门统一保管或注销。"
)
_EARLY = "提前返回的，从实际返回之日起算。"


@dataclass(frozen=True, slots=True)
class Slip:
    """The texts of one slip, '' where unknown.

    ``due`` is the last day to return the document, ``days`` the days allowed after the journey.
    """

    unit: str
    name: str
    id_number: str
    post: str
    kind: str
    number: str
    expires: str
    reference: str
    country: str
    period: str
    lent: str
    due: str
    handler: str
    days: int
    is_official: bool

    @property
    def clause(self) -> str:
        """Return the clause that says why and by when the document must be returned."""
        rule = _OFFICIAL if self.is_official else _PRIVATE
        return _NOTICE + rule.format(days=self.days) + _EARLY


def loan_slip(slip: Slip) -> bytes:
    """Return the slip as a workbook of one sheet that prints on half a page of A4."""
    workbook = new_workbook(sheets.LOAN_SLIP)
    sheet = workbook.create_sheet(sheets.LOAN_SLIP)
    for at, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    write_across(sheet, 1, _ACROSS, "出国（境）证件领用单", _TITLE, CENTRE)
    sheet.row_dimensions[1].height = 40
    write_across(sheet, 2, _ACROSS, f"单位：{slip.unit}", PLAIN, LEFT)
    sheet.row_dimensions[2].height = 24
    lines = (
        ("姓名", slip.name, "身份证号", slip.id_number),
        ("现任职务", slip.post),
        ("证件种类", slip.kind, "证件号码", slip.number, "有效期至", slip.expires),
        ("批准文号", slip.reference, "前往国家（地区）", slip.country),
        ("批准行程", slip.period),
        ("领用日期", slip.lent, "应归还日期", _due(slip)),
    )
    for row, line in enumerate(lines, 3):
        _line(sheet, row, line, 26)
    row += 1
    write_across(sheet, row, _ACROSS, slip.clause, PLAIN, LEFT)
    sheet.row_dimensions[row].height = 50
    _frame(sheet, row)
    _line(sheet, row + 1, ("领用人签名", "", "经办人签名", "", "经办人", slip.handler), 34)
    _line(sheet, row + 2, ("归还人签名", "", "经办人签名", "", "归还日期", ""), 34)
    sheet.sheet_view.showGridLines = False
    sheet.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{row + 2}"
    set_paper(sheet, "A4", "1:1")
    sheet.page_setup.orientation = "portrait"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem()  # one page needs no number
    return deterministic(workbook)


def _due(slip: Slip) -> str:
    return f"{slip.due}（含当日）前" if slip.due else "没有批准的行程，算不出"


def _line(sheet: Worksheet, row: int, texts: Sequence[str], height: float) -> None:
    """Draw labels and values in turn; the last value takes all columns that are left."""
    last = len(texts) - 1
    widths = (*_WIDTHS[:last], sum(_WIDTHS[last:]))
    needed = (height_for(text, width) for text, width in zip(texts, widths, strict=True))
    sheet.row_dimensions[row].height = max(height, *needed)
    for at, text in enumerate(texts, 1):
        cell = put(sheet, row, at, text)
        is_label = at % 2 == 1
        cell.font, cell.alignment = (_LABEL if is_label else PLAIN), CENTRE
        cell.number_format = TEXT
        if is_label:
            cell.fill = HEADING_FILL
    _frame(sheet, row)
    if len(texts) < len(_WIDTHS):
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=len(texts), end_column=len(_WIDTHS)
        )


def _frame(sheet: Worksheet, row: int) -> None:
    for at in _ACROSS:
        sheet.cell(row, at).border = GRID
