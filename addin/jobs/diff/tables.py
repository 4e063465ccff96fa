"""The tables of the sheets 变更 and 减少 of 变更比对."""

from __future__ import annotations

from dataclasses import replace

from addin.forms import annex1, sheets
from addin.forms.columns import Column, Table

CHANGED = Table(sheets.CHANGED, (
    Column("serial", "序号", 6),
    Column("name", "姓名", 12),
    Column("id_number", "身份证号", 20.5),
    Column("column", "栏目", 24),
    Column("before", "原值", 36),
    Column("after", "现值", 36),
    Column("old_cell", "原单元格", 12),
    Column("new_cell", "现单元格", 12),
))  # fmt: skip
# Without the line breaks of the printed form a heading needs more room.
REMOVED = Table(
    sheets.REMOVED,
    tuple(replace(column, width=column.width + 2) for column in annex1.TABLE.columns),
)
