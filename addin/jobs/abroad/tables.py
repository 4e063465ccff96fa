"""The table of the sheet 在国（境）外人员.

Source: 2004年通知 二（三）(每季度汇报一次). The notice has no form; the columns are this project's.
"""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

ABROAD = Table(sheets.ABROAD, (
    Column("unit", "单位", 18),
    Column("name", "姓名", 8),
    Column("id_number", "身份证号", 20.5),
    Column("category", "人员类型", 15),
    Column("document", "所持证件", 14),
    Column("country", "前往国家（地区）", 10),
    Column("leave", "出境日期", 11),
    Column("approved_back", "批准返回日期", 11),
    Column("back", "入境日期", 11),
    Column("days", "在外天数", 6),
    Column("state", "情况", 26),
    Column("done", "已有季度汇报", 16),
    Column("missing", "未见季度汇报（线索）", 16),
    Column("evidence", "证据", 16),
))  # fmt: skip
