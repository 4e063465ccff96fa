"""The tables of 公安导出's lists for the police and of 公安导入's sheet.

Columns of the lists from 领域事实 §3.4 and §4: what two working systems send.
"""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table
from addin.forms.ledgers import ORIGIN

QUERY = Table(sheets.POLICE_QUERY, (
    Column("serial", "序号", 6),
    Column("name", "姓名", 12),
    Column("blank", "", 4),
    Column("id_number", "身份证号", 20.5),
    Column("sex", "性别", 6),
    Column("birth", "出生日期"),
    Column("since", "出入境起始时间"),
))  # fmt: skip
BATCH = Table(sheets.POLICE_BATCH, (
    Column("serial", "序号", 6),
    Column("surname", "中文姓", 8),
    Column("given_name", "中文名", 10),
    Column("sex", "性别", 6),
    Column("birth", "出生日期"),
    Column("id_number", "身份证号", 20.5),
    Column("residence", "户口所在地"),
    Column("party", "政治面貌"),
    Column("action", "入库标识"),
    Column("unit", "工作单位", 24),
    Column("post", "职务（级）或职称", 24),
    Column("authority", "人事主管单位", 20),
))  # fmt: skip

# Lines of police results that differ from what is known: a person decides on each.
IMPORT_CONFLICTS = Table(sheets.IMPORT_CONFLICTS, (
    Column("table", "底稿表", 16),
    Column("name", "姓名", 9, aliases=("人员姓名",)),
    Column("id_number", "身份证号", 20.5, aliases=("身份证号码", "公民身份号码")),
    Column("content", "查询结果", 50),
    Column("reason", "待核原因", 50),
    *ORIGIN,
))  # fmt: skip
