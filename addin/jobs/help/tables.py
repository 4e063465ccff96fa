"""The table of the sheet 使用说明."""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

HELP = Table(sheets.HELP, (
    Column("kind", "类别", 8),
    Column("name", "名称", 30),
    Column("text", "说明", 60),
    Column("fix", "怎么办", 50),
    Column("basis", "依据", 44),
))  # fmt: skip
