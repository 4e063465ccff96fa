"""The tables of 一人一档; a column's width is how many of the page's 12 columns it takes.

Source: 规格 §5 (证件、行程、审批对照). The notices have no form; the columns are our own.
"""

from __future__ import annotations

from addin.forms.columns import Column, Table

TITLE = "登记备案人员因私出国（境）情况一人一档"
DOCUMENTS = Table("证件", (
    Column("kind", "证件种类", 2),
    Column("number", "证件号码", 1),
    Column("issued", "签发日期", 1),
    Column("expires", "有效期至", 1),
    Column("state", "证件状态", 1),
    Column("declared", "附件1登记", 2),
    Column("place", "现在何处", 2),
    Column("evidence", "出处", 2),
))  # fmt: skip
JOURNEYS = Table("行程、审批与报告对照", (
    Column("days", "出境—入境（天数）", 2),
    Column("country", "前往国家（地区）、口岸", 1),
    Column("document", "所用证件", 1),
    Column("approval", "审批", 3),
    Column("report", "报告", 1),
    Column("result", "对照", 2),
    Column("evidence", "出处", 2),
))  # fmt: skip
LEADS = Table("问题线索", (
    Column("number", "编号", 1),
    Column("problem", "问题类别", 2),
    Column("message", "说明", 4),
    Column("basis", "依据条款", 2),
    Column("evidence", "证据", 2),
    Column("verdict", "核实结论", 1),
))  # fmt: skip
REMINDERS = Table("预警与校验", (
    Column("matter", "事项", 2),
    Column("message", "说明", 7),
    Column("evidence", "位置", 3),
))  # fmt: skip
CHRONICLE = Table("大事记", (
    Column("day", "日期", 1),
    Column("what", "事项", 2),
    Column("words", "内容", 7),
    Column("evidence", "出处", 2),
))  # fmt: skip
