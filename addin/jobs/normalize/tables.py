"""The sheet 规范记录: the original of every cell that 一键规范 changed."""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

NORMALIZED = Table(sheets.NORMALIZED, (
    Column("serial", "序号", 6),
    Column("cell", "单元格", 9),
    Column("column", "栏目", 22),
    Column("before", "原值", 30),
    Column("after", "规范后", 30),
    Column("row_number", "行", 6),
    Column("column_number", "列", 6),
))  # fmt: skip
