"""The tables of 年度报告.

Source: 2004年通知 四（二）(每年第一季度作书面报告). The notice has no form; the columns are this
project's own.
"""

from __future__ import annotations

from addin.forms import annex2, sheets
from addin.forms.columns import Column, Table

YEARLY = Table(sheets.YEARLY, (
    Column("unit", "单位", 24),
    Column("registered", "登记备案人员（人）", 10),
    Column("private", "因私出国（境）（人次）", 10),
    Column("approved", "其中：出境前已批准", 10),
    Column("unapproved", "其中：未见出境前批准（线索）", 11),
    Column("reported", "其中：已报告", 9),
    Column("unreported", "其中：未见报告（线索）", 10),
    Column("open", "年末未入境（人次）", 9),
    Column("official", "因公出国（境）（人次）", 10),
    Column("kept", "年末在管证件（本）", 9),
    Column("lent", "年末领用未还（本）", 9),
    Column("lost", "本年挂失（本）", 8),
    Column("cancelled", "本年注销（本）", 8),
    Column("expired", "年末已过期（本）", 8),
))  # fmt: skip
COUNTS = YEARLY.keys()[1:]
YEARLY_TRIPS = Table(sheets.YEARLY_TRIPS, (
    Column("unit", "单位", 20),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("category", "人员类型", 18),
    Column("purpose", "公私", 6),
    Column("document", "所持证件", 16),
    Column("country", "前往国家（地区）", 12),
    Column("leave", "出境日期", 11),
    Column("back", "入境日期", 11),
    Column("approval", "审批情况", 28),
    Column("report", "报告情况", 16),
    Column("evidence", "证据", 20),
))  # fmt: skip
YEARLY_DOCUMENTS = Table(sheets.YEARLY_DOCUMENTS, (
    Column("unit", "单位", 20),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("document", "证件", 22),
    Column("matter", "事项", 12),
    Column("date", "日期", 12),
    Column("evidence", "证据", 20),
))  # fmt: skip
TOTAL = annex2.TOTAL
MATTERS = {"lent": "领用未还", "lost": "挂失", "cancelled": "注销", "expired": "已过期"}
