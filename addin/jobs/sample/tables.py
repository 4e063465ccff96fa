"""The tables of 抽查表, the list that an inspector fills in and signs.

Source: 连委组通〔2015〕23号 四 (8 月集中抽查). The notice has no form; the columns are this
project's own. Their headings differ from those of 附件1, so that a 抽查表 in the folder of the
units' workbooks is never counted as one of them.
"""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

INSPECTION = Table(sheets.INSPECTION, (
    Column("serial", "序号", 5),
    Column("unit", "单位", 17),
    Column("name", "姓名", 9),
    Column("id_number", "身份证号", 20.5),
    Column("post", "所任职务", 22),
    Column("category", "所报人员类型", 17),
    Column("holds", "所报持证", 6),
    Column("documents", "所报证件", 14),
    Column("custody", "所报保管", 6),
    Column("status", "所报备案", 8),
    Column("findings", "核查情况（档案、公安资料、证件实物）", 34),
    Column("inspector", "检查人签名", 10),
))  # fmt: skip
SHARES = Table(sheets.SHARES, (
    Column("serial", "序号", 6),
    Column("unit", "单位", 28),
    Column("people", "登记备案人员（人）", 12),
    Column("drawn", "抽取（人）", 10),
    Column("sources", "来源工作簿", 46),
    Column("sha256", "SHA-256（核对是否同一文件）", 40),
))  # fmt: skip
TOTAL = "合计"
FOOT = (
    "抽查结论：",
    "检查单位（章）：　　　　　　　　　　　　检查人（签名）：　　　　　　　　　　　　"
    "被检查单位负责人（签名）：　　　　　　　　　　　　检查日期：　　　年　　月　　日",
)
