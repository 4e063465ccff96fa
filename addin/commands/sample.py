"""抽查: people to look at, drawn from the workbooks of many units, and the sheet to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook as Book

from addin.books.drawing.saving import deterministic
from addin.books.drawing.tables import add_table_sheet
from addin.books.unit import UnitBook
from addin.rules.sampling import Candidate, candidate

SHEET = "抽查表"
_HEADINGS = (
    "序号", "单位", "姓名", "身份证号", "现任职务（职级）", "登记备案人员类型", "是否持有证件",
    "证件号", "是否集中保管", "登记备案状态", "核查情况", "检查人",
)  # fmt: skip
_WIDTHS = (5, 18, 9, 20.5, 22, 20, 8, 16, 8, 9, 26, 9)


def candidates_of(path: Path) -> list[Candidate]:
    """Return the people of one unit's workbook; raises UnusableFile."""
    book = UnitBook(path)
    return [candidate(book.unit, str(path), person) for person in book.form.people]


def inspection_sheet(drawn: Sequence[Candidate]) -> bytes:
    """Return 抽查表 as a workbook, with room for what the inspector finds."""
    book = Book()
    book.remove(book.worksheets[0])
    rows = [
        (
            number, each.unit, each.name, each.id_number, each.post, each.category, each.holds,
            each.documents, each.custody, each.status, "", "",
        )
        for number, each in enumerate(drawn, 1)
    ]  # fmt: skip
    add_table_sheet(book, SHEET, _HEADINGS, _WIDTHS, rows)
    return deterministic(book)
