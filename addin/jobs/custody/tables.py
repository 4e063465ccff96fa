"""The tables of the sheets that 保管登记 writes."""

from __future__ import annotations

from addin.forms import codes, sheets
from addin.forms.columns import Column, Table

# 保管登记: the sheet to enter moves on, before they are appended to 保管台账.
CUSTODY_ENTRY = Table(sheets.CUSTODY_ENTRY, (
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("category", "人员类型", 13),
    Column("post", "现任职务", 16),
    Column("purpose", "公私", 6.5, codes=codes.PURPOSE),
    Column("kind", "证件种类", 16, codes=codes.DOCUMENT_KIND),
    Column("number", "证件号码", 12.5),
    Column("expires", "有效期至", 12),
    Column("place", "现在何处", 18),
    Column("possible", "可办动作", 11),
    Column("move", "动作", 7.5, codes=codes.MOVE),
    Column("date", "日期", 11.5, content="day"),
    Column("handler", "经办人", 8.5),
    Column("remarks", "备注", 16),
    Column("outcome", "登记结果", 36),
))  # fmt: skip
