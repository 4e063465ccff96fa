"""The tables of the sheets that 预警 writes."""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

ALERT_LIST = Table(sheets.ALERTS, (
    Column("number", "序号", 6),
    Column("matter", "事项", 20),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("days", "天数", 11),
    Column("evidence", "证据", 24),
    Column("message", "说明", 60),
))  # fmt: skip


# Expired documents stay on 附件1 (连委组通〔2015〕23号 二).
EXPIRED_LIST = Table(sheets.EXPIRED, (
    Column("number", "序号", 6),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("kind", "证件种类", 17),
    Column("document", "证件号码", 13),
    Column("expires", "有效期至", 12, content="day"),
    Column("days", "已到期天数", 10),
    Column("declared", "附件1是否登记", 13),
    Column("place", "现在何处", 26),
    Column("evidence", "证据", 24),
    Column("message", "说明", 60),
))  # fmt: skip
