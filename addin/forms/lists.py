"""The lists that commands write for people: 问题清单, 预警, and what 公安导入 left undecided.

Source: 规格 §3, §5; 连委组通〔2015〕23号 五.
"""

from __future__ import annotations

from addin.forms import codes
from addin.forms.columns import Column, Table
from addin.forms.ledgers import ORIGIN

PROBLEM_LIST = Table("问题清单", (
    Column("number", "编号", 12),
    Column("name", "姓名", 9, aliases=("人员姓名",)),
    Column("id_number", "身份证号", 20.5, aliases=("身份证号码", "公民身份号码")),
    Column("category", "人员类型", 22, aliases=("登记备案人员类型",)),
    Column("problem", "问题类别", 28, codes=codes.PROBLEM, aliases=("违规类别", "问题类型")),
    Column("basis", "依据条款", 30, aliases=("依据",)),
    Column("evidence", "证据", 24),
    Column("message", "说明", 50),
    Column("verdict", "核实结论", 10, codes=codes.VERDICT, aliases=("结论", "核实情况")),
))  # fmt: skip
ALERT_LIST = Table("预警", (
    Column("number", "序号", 6),
    Column("matter", "事项", 20),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("days", "天数", 8),
    Column("evidence", "证据", 24),
    Column("message", "说明", 60),
))  # fmt: skip
# Documents past their last day stay declared (连委组通〔2015〕23号 二).
EXPIRED_LIST = Table("已到期证件", (
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
# 保管登记: the sheet that moves are entered on, before they go into 保管台账.
CUSTODY_ENTRY = Table("保管登记", (
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
# Lines of police results that do not agree with what is known: a person decides on each.
IMPORT_CONFLICTS = Table("公安导入待核", (
    Column("table", "底稿表", 16),
    Column("name", "姓名", 9, aliases=("人员姓名",)),
    Column("id_number", "身份证号", 20.5, aliases=("身份证号码", "公民身份号码")),
    Column("content", "查询结果", 50),
    Column("reason", "待核原因", 50),
    *ORIGIN,
))  # fmt: skip
