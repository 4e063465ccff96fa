"""The workbook of 报送清单 and 接收回执."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font

from addin.forms import sheets
from addin.forms.columns import Table
from addin.jobs.package.manifest import Item
from addin.jobs.package.tables import PACKAGE_LIST, RECEIPT
from addin.values.dates import spoken
from addin.writing.sheets.page import Page
from addin.writing.sheets.styles import (
    CENTRE,
    HEADING,
    LEFT,
    NOTE,
    PLAIN,
    height_for,
    new_workbook,
    typeface,
)

_TITLE = typeface("方正小标宋简体", 20)
_CODE = typeface("黑体", 16)
_HOW = (
    "校验码由全部文件的 SHA-256 算出，电话中两边念的一样，文件就一个字节也没有变。",
    "接收方核对：chujing package --verify 报送包文件夹；没有本软件的，在文件夹中运行 "
    "sha256sum -c SHA256SUMS。",
)


def handover_workbook(
    items: Sequence[Item],
    code: str,
    coverage: Sequence[str],
    remarks: Sequence[str],
    day: date,
    *,
    locked: bool,
) -> Workbook:
    """Return 报送清单 and 接收回执; ``code`` stands for the whole list.

    ``coverage`` and ``remarks`` go below it: how many people were judged, and what else to know.
    """
    workbook = new_workbook(sheets.PACKAGE_LIST)
    head = (f"报送日期：{spoken(day)}　　文件 {len(items)} 个", f"校验码：{code}")
    page = _Handover(workbook, PACKAGE_LIST, *head)
    page.table([PACKAGE_LIST.row(each, serial=n) for n, each in enumerate(items, 1)])
    page.notes("核查情况", coverage)
    page.notes("说明", remarks)
    page.notes("核对办法", (*_HOW, *(("工作簿设有打开密码，密码另行告知。",) if locked else ())))
    page = _Handover(workbook, RECEIPT, *head)
    page.table([
        RECEIPT.row(each, serial=n, received="　□", remarks="") for n, each in enumerate(items, 1)
    ])  # fmt: skip
    page.text("校验码电话核对：□ 一致　　□ 不一致，情况：")
    page.text("报送单位（章）：　　　　　　　　　　　　报送人：　　　　　　　联系电话：")
    page.text(
        "接收单位（章）：　　　　　　　　　　　　接收人：　　　　　　接收时间：　　　年　　月　　日"
    )
    return workbook


class _Handover(Page):
    """One of the two sheets: its name as title, what is handed over, the code, the table."""

    def __init__(self, workbook: Workbook, table: Table, what: str, code: str) -> None:
        sheet = workbook.create_sheet(table.name)
        sheet.sheet_view.showGridLines = False
        super().__init__(sheet, table)
        self._width = sum(table.widths())
        self.line(table.name, _TITLE, CENTRE, 36)
        self.text(what)
        self.text(code, _CODE)

    def text(self, text: str, font: Font = PLAIN, height: float = 24) -> None:
        """Write a text across the page, as high as it needs and ``height`` at least."""
        self.line(text, font, LEFT, max(height, height_for(text, self._width)))

    def notes(self, heading: str, texts: Sequence[str]) -> None:
        """Write numbered remarks below their heading, where there are any."""
        for number, text in enumerate(texts, 1):
            if number == 1:
                self.text(f"{heading}：", HEADING)
            self.text(f"{number}．{text}", NOTE, 16)
