"""The sheets that 汇总 writes behind 附件2."""

from __future__ import annotations

from addin.forms import lists, sheets
from addin.forms.columns import Column, Table

NOT_ROLLED_UP = Table(sheets.NOT_ROLLED_UP, lists.FILES)
DOUBTS = Table(sheets.DOUBTS, (
    Column("serial", "序号", 6),
    Column("kind", "类别", 16),
    Column("unit", "单位", 24),
    Column("message", "说明", 70),
    Column("source", "来源", 40),
))  # fmt: skip
