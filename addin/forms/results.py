"""Sheets that commands write and read again: 问题清单 (规格 §3) and 预警 (通知 五)."""

from __future__ import annotations

from addin.forms import codes
from addin.forms.columns import Column, Table

PROBLEM_LIST = Table("问题清单", (
    Column("id", "编号", 13, aliases=("问题编号",)),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5, aliases=("身份证号码", "公民身份号码")),
    Column("category", "人员类型", 20, aliases=("登记备案人员类型",)),
    Column("problem", "问题类别", 28, codes=codes.PROBLEM),
    Column("basis", "依据条款", 30, aliases=("依据",)),
    Column("evidence", "证据", 22),
    Column("message", "说明", 50),
    Column("verdict", "核实结论", 10, codes=codes.VERDICT, aliases=("结论",)),
))  # fmt: skip
