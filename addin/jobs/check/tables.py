"""The table of the sheet 校验结果."""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

RESULT = Table(sheets.RESULT, (
    Column("serial", "序号", 6),
    Column("severity", "级别", 6),
    Column("cell", "单元格", 9),
    Column("name", "姓名", 10),
    Column("column", "栏目", 16),
    Column("value", "原值", 20),
    Column("message", "为什么", 44),
    Column("fix", "怎么改", 40),
    Column("basis", "依据", 30),
    Column("code", "代号", 15),
))  # fmt: skip
