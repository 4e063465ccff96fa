"""报送清单 and 接收回执 of a submission package: what is in it, and who has received it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import sheets
from addin.jobs.package.manifest import Item
from addin.values.dates import spoken
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import (
    CENTRE,
    DATA,
    GRID,
    HEADING,
    HEADING_FILL,
    LEFT,
    NOTE,
    PLAIN,
    TEXT,
    Content,
    height_for,
    new_workbook,
    put,
    set_paper,
    typeface,
)

_TITLE = typeface("方正小标宋简体", 20)
_CODE = typeface("黑体", 16)
_LIST = {
    "序号": 6.0, "文件": 38.0, "内容": 14.0, "单位": 24.0, "登记备案人数": 10.0, "字节": 11.0,
    "SHA-256": 40.0,
}  # fmt: skip
_RECEIPT = {"序号": 6.0, "文件": 46.0, "内容": 16.0, "字节": 12.0, "已收到": 10.0, "备注": 20.0}
_HOW = (
    "校验码由全部文件的 SHA-256 算出，电话中两边念的一样，文件就一个字节也没有变。",
    "接收方核对：chujing package --verify 报送包文件夹；没有本软件的，在文件夹中运行 "
    "sha256sum -c SHA256SUMS。",
)


def handover_workbook(
    items: Sequence[Item], code: str, remarks: Sequence[str], day: date, *, locked: bool
) -> bytes:
    """Return the workbook's bytes; ``code`` stands for the whole list, ``remarks`` go below it."""
    workbook = new_workbook(sheets.PACKAGE_LIST)
    page = _Page(workbook.create_sheet(sheets.PACKAGE_LIST), _LIST, "报送清单")
    page.line(f"报送日期：{spoken(day)}　　文件 {len(items)} 个")
    page.line(f"校验码：{code}", _CODE)
    page.table([
        (n, each.path, each.what, each.unit, each.people, each.size, each.sha256)
        for n, each in enumerate(items, 1)
    ])  # fmt: skip
    page.notes("说明", remarks)
    page.notes("核对办法", (*_HOW, *(("工作簿设有打开密码，密码另行告知。",) if locked else ())))
    page.close()
    page = _Page(workbook.create_sheet(sheets.RECEIPT), _RECEIPT, "接收回执")
    page.line(f"报送日期：{spoken(day)}　　文件 {len(items)} 个")
    page.line(f"校验码：{code}", _CODE)
    page.table([
        (n, each.path, each.what, each.size, "　□", "") for n, each in enumerate(items, 1)
    ])  # fmt: skip
    page.line("校验码电话核对：□ 一致　　□ 不一致，情况：")
    page.line("报送单位（章）：　　　　　　　　　　　　报送人：　　　　　　　联系电话：")
    page.line(
        "接收单位（章）：　　　　　　　　　　　　接收人：　　　　　　接收时间：　　　年　　月　　日"
    )
    page.close()
    return deterministic(workbook)


class _Page:
    """A sheet filled from the top: a title, lines across, one table, lines again."""

    def __init__(self, sheet: Worksheet, columns: dict[str, float], title: str) -> None:
        self._sheet = sheet
        self._columns = columns
        self._row = 0
        self._headings = "1:1"
        for at, width in enumerate(columns.values(), 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.sheet_view.showGridLines = False
        self.line(title, _TITLE, CENTRE, 36)

    def line(
        self, text: str, font: Font = PLAIN, side: Alignment = LEFT, height: float = 24
    ) -> None:
        """Write a text across the page."""
        self._row += 1
        cell = put(self._sheet, self._row, 1, text)
        cell.font, cell.alignment = font, side
        self._sheet.merge_cells(
            start_row=self._row, end_row=self._row, start_column=1, end_column=len(self._columns)
        )
        width = sum(self._columns.values())
        self._sheet.row_dimensions[self._row].height = max(height, height_for(text, width))

    def table(self, rows: Sequence[Sequence[Content]]) -> None:
        """Draw the table; its headings repeat on every page."""
        self._row += 1
        self._headings = f"{self._row}:{self._row}"
        self._draw(tuple(self._columns), HEADING, CENTRE)
        for cell in self._sheet[self._row]:
            cell.fill = HEADING_FILL
        for values in rows:
            self._row += 1
            self._draw(values, DATA, LEFT)

    def notes(self, heading: str, texts: Sequence[str]) -> None:
        """Write numbered remarks, where there are any."""
        for number, text in enumerate(texts, 1):
            if number == 1:
                self.line(f"{heading}：", HEADING)
            self.line(f"{number}．{text}", NOTE, height=16)

    def close(self) -> None:
        """Set the paper, now that the rows that repeat are known."""
        set_paper(self._sheet, "A4", self._headings)

    def _draw(self, values: Sequence[Content], font: Font, side: Alignment) -> None:
        needed = [20.0]
        for at, (value, width) in enumerate(zip(values, self._columns.values(), strict=True), 1):
            cell = put(self._sheet, self._row, at, value)
            cell.font, cell.border = font, GRID
            cell.alignment = side if isinstance(value, str) else CENTRE
            if isinstance(value, str):
                cell.number_format = TEXT
                needed.append(height_for(value, width))
        self._sheet.row_dimensions[self._row].height = max(needed)
