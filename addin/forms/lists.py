"""Lists that several buttons write or read: 问题清单, 核查覆盖, 未使用文件, the sheets of remarks.

问题清单 is written by 核查, filled in by people, read by 汇总 and 一人一档 (规格 §3). 核查覆盖
behind 附件2 says “judged/people” of each unit and category (§4): 汇总 and 报送包 write it, 汇总 one
level up and 情况报告 read it.
"""

from __future__ import annotations

from addin.forms import codes, sheets
from addin.forms.columns import Column, Table

PROBLEM_LIST = Table(sheets.PROBLEMS, (
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
UNIT_COVERAGE = Table(sheets.COVERAGE, (
    Column("serial", "序号", 6),
    Column("row", "地区或单位", 20),
    Column("unit", "单位", 24),
    *(Column(category, category, 12) for category in codes.PROBLEM.values),
    Column("reason", "未判的原因", 60),
))  # fmt: skip
FILES = (Column("serial", "序号", 6), Column("file", "文件", 50), Column("reason", "原因", 80))
UNUSED_FILES = Table(sheets.UNUSED_FILES, FILES)
NOTES = Table(sheets.NOTES, (
    Column("serial", "序号", 6),
    Column("unit", "单位", 30),
    Column("message", "说明", 100),
))  # fmt: skip
REMARKS = (Column("serial", "序号", 6), Column("message", "说明", 100))
# What 核查 judged and what it did not: first the counts by category, then each lack.
COVERAGE_LIST = Table(sheets.COVERAGE, (
    Column("kind", "内容", 8),
    Column("category", "问题类别", 28),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("people", "应判人数", 9),
    Column("judged", "已判", 7),
    Column("found", "有线索", 8),
    Column("unjudged", "未判", 7),
    Column("message", "说明", 60),
    Column("evidence", "证据", 24),
))  # fmt: skip
ALERT_REMARKS = Table(sheets.ALERT_REMARKS, REMARKS)
