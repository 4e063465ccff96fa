"""The tables of 催报: the list of units that should report, and the result.

Source: 连委组通〔2015〕23号 五 (各级按时限报送); 规格 §5. The notice has no form for either; the
columns are this project's own.
"""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

ROSTER = Table(sheets.EXPECTED_UNITS, (
    Column("unit", "单位名称", 30, aliases=(
        "单位", "报送单位", "填报单位", "填表单位", "应报单位", "应报单位名称", "地区或单位",
        "单位全称")),
    Column("superior", "上级单位", 24, aliases=(
        "上级", "主管单位", "主管部门", "上级主管部门", "上级单位名称", "汇总单位")),
    Column("contact", "联系人", 12, aliases=("联络员", "经办人", "联系人姓名")),
    Column("phone", "联系电话", 18, aliases=("电话", "联系方式", "手机", "手机号码", "办公电话")),
    Column("deadline", "报送期限", 14, content="day", aliases=(
        "期限", "截止日期", "截止时间", "报送时限", "报送截止日期")),
))  # fmt: skip
STATES = {
    "clean": "已报（无错）", "faulty": "已报有错误", "twice": "重复报送",
    "unreadable": "文件打不开", "missing": "未报",
}  # fmt: skip
LEVELS = Table(sheets.LEVELS, (
    Column("superior", "上级单位", 30),
    Column("expected", "应报（个）", 12),
    *(Column(key, state, 12) for key, state in STATES.items()),
))  # fmt: skip
STANDINGS = Table(sheets.STANDINGS, (
    Column("serial", "序号", 6),
    Column("superior", "上级单位", 18),
    Column("unit", "单位名称", 22),
    Column("state", "情况", 12),
    Column("mistakes", "错误（处）", 8),
    Column("words", "问题和位置", 46),
    Column("files", "收到的文件", 30),
    Column("deadline", "报送期限", 12),
    Column("left", "距期限（天）", 9),
    Column("contact", "联系人", 9),
    Column("phone", "联系电话", 15),
))  # fmt: skip
STRANGERS = Table(sheets.NOT_LISTED, (
    Column("serial", "序号", 6),
    Column("file", "文件", 40),
    Column("unit", "表上的单位", 26),
    Column("words", "说明", 60),
))  # fmt: skip
NOTICES = Table(sheets.REMINDERS, (
    Column("unit", "发给", 22),
    Column("contact", "联系人", 10),
    Column("phone", "联系电话", 16),
    Column("text", "通知（选中要发的几行，复制、粘贴即可）", 100),
))  # fmt: skip
TOTAL = "合计"
