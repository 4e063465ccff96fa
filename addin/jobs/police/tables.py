"""The sheets that 公安导入 writes."""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table
from addin.forms.ledgers import ORIGIN

# Lines of police results that do not agree with what is known: a person decides on each.
IMPORT_CONFLICTS = Table(sheets.IMPORT_CONFLICTS, (
    Column("table", "底稿表", 16),
    Column("name", "姓名", 9, aliases=("人员姓名",)),
    Column("id_number", "身份证号", 20.5, aliases=("身份证号码", "公民身份号码")),
    Column("content", "查询结果", 50),
    Column("reason", "待核原因", 50),
    *ORIGIN,
))  # fmt: skip
