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
# Lines of police results that do not agree with what is known: a person decides on each.
IMPORT_CONFLICTS = Table("公安导入待核", (
    Column("table", "底稿表", 16),
    Column("name", "姓名", 9, aliases=("人员姓名",)),
    Column("id_number", "身份证号", 20.5, aliases=("身份证号码", "公民身份号码")),
    Column("content", "查询结果", 50),
    Column("reason", "待核原因", 50),
    *ORIGIN,
))  # fmt: skip
