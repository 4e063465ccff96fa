"""The lists that go to the police, each a workbook with one plain table."""

from __future__ import annotations

from collections.abc import Sequence

from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook
from addin.writing.sheets.tables import add_table_sheet

_WIDTHS = {"序号": 6, "": 4, "姓名": 12, "中文姓": 8, "中文名": 10, "性别": 6, "身份证号": 20.5,
           "工作单位": 24, "职务（级）或职称": 24, "人事主管单位": 20}  # fmt: skip
_WIDTH = 12.0


def police_workbook(name: str, headings: Sequence[str], rows: Sequence[Sequence[Content]]) -> bytes:
    """Return the workbook's bytes; the same list gives the same bytes."""
    workbook = new_workbook(name)
    add_table_sheet(workbook, name, headings, [_WIDTHS.get(h, _WIDTH) for h in headings], rows)
    return deterministic(workbook)
