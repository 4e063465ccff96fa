"""The names of all sheets and files that this program makes.

A file with one of these names is ours, and so is a sheet with one of them and its headings: it is
passed over where forms are looked for, taken off before a form is handed in, and never reported
as something the unit added. A sheet of somebody else's keeps its name: ours is then “…（2）”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from addin.forms.text import squeeze

PRODUCT = "出国境证件"  # the ribbon tab, the menu, the author of the files

# Written into a unit's workbook, behind 附件1.
RESULT = "校验结果"  # also the heading of the column beside the form
PROBLEMS = "问题清单"
COVERAGE = "核查覆盖"  # also behind 附件2, for many units
VERIFY_REMARKS = "核查说明"  # in the place of 核查覆盖 up to version 0.1
ALERTS = "预警"
ALERT_REMARKS = "预警说明"
EXPIRED = "已到期证件"
CUSTODY_ENTRY = "保管登记"
IMPORT_CONFLICTS = "公安导入待核"
NORMALIZED = "规范记录"
HELP = "使用说明"
_REMARKS = ("序号", "说明")
# The headings by which each is known, in their order.
HEADINGS = {
    RESULT: ("序号", "级别", "单元格", "姓名", "栏目", "原值", "为什么", "怎么改", "依据", "代号"),
    PROBLEMS: (
        "编号", "姓名", "身份证号", "人员类型", "问题类别", "依据条款", "证据", "说明", "核实结论",
    ),
    COVERAGE: (
        "内容", "问题类别", "姓名", "身份证号", "应判人数", "已判", "有线索", "未判",
        "说明", "证据",
    ),
    VERIFY_REMARKS: _REMARKS,
    ALERTS: ("序号", "事项", "姓名", "身份证号", "天数", "证据", "说明"),
    ALERT_REMARKS: _REMARKS,
    EXPIRED: (
        "序号", "姓名", "身份证号", "证件种类", "证件号码", "有效期至", "已到期天数",
        "附件1是否登记", "现在何处", "证据", "说明",
    ),
    CUSTODY_ENTRY: (
        "姓名", "身份证号", "人员类型", "现任职务", "公私", "证件种类", "证件号码", "有效期至",
        "现在何处", "可办动作", "动作", "日期", "经办人", "备注", "登记结果",
    ),
    IMPORT_CONFLICTS: (
        "底稿表", "姓名", "身份证号", "查询结果", "待核原因", "来源文件", "来源行号",
    ),
    NORMALIZED: ("序号", "单元格", "栏目", "原值", "规范后", "行", "列"),
    HELP: ("类别", "名称", "说明", "怎么办", "依据"),
}  # fmt: skip
BEHIND_FORM = frozenset(HEADINGS)
_SHARED = frozenset((PROBLEMS, IMPORT_CONFLICTS))  # people go on working on them, in own columns
_NUMBERED = re.compile(r"\(\d+\)$")
_MOST = 9  # sheets of one name that anybody is thought to have


def plain_name(name: str) -> str:
    """Return a sheet's name without blanks and without the number behind it: 预警（2） → 预警."""
    return _NUMBERED.sub("", squeeze(name))


def possible_names(name: str) -> Iterator[str]:
    """Yield the name of a sheet of ours, then those it has where the ones before are taken."""
    yield name
    yield from (f"{name}（{number}）" for number in range(2, _MOST + 1))


def is_ours(name: str, first_row: Sequence[object]) -> bool:
    """Whether a sheet is one that a command wrote behind the form: by its name and headings.

    A list that people work on may have columns of theirs beside ours; any other sheet with more
    than ours has become theirs.
    """
    wanted = HEADINGS.get(plain_name(name))
    titles = [squeeze(str(value)) for value in first_row if value is not None]
    if wanted is None:
        return False
    if plain_name(name) in _SHARED:
        return set(wanted) <= set(titles)
    # Beside the headings of 校验结果 stands, hidden, what 清除标记 needs.
    extra = (title.startswith("{") or is_evidence(title) for title in titles)
    own = (title for title, more in zip(titles, extra, strict=True) if title and not more)
    return wanted == tuple(own)


def is_evidence(title: str) -> bool:
    """Whether a heading is that of further evidence, which a list has as many of as it needs."""
    return re.fullmatch(r"证据\d+", squeeze(title)) is not None


# Sheets of the workbooks that are made of many.
NOTES = "说明"
UNUSED_FILES = "未使用文件"
NOT_ROLLED_UP = "未汇总文件"
DOUBTS = "重复与疑点"
INSPECTION = "抽查表"
SHARES = "各单位抽取人数"
YEARLY = "年度报告"
YEARLY_TRIPS = "出国（境）情况"
YEARLY_DOCUMENTS = "证件情况"
ABROAD = "在国（境）外人员"
ADDED, CHANGED, REMOVED = "新增登记备案人员名册", "变更", "减少"
EXPECTED_UNITS = "应报单位名单"
LEVELS = "逐级汇总"
STANDINGS = "报送情况"
NOT_LISTED = "不在名单上"
REMINDERS = "催报通知"
PACKAGE_LIST, RECEIPT = "报送清单", "接收回执"
POLICE_QUERY, POLICE_BATCH = "送公安查询名单", "登记备案批量表"
LOAN_SLIP = "领用单"
DOSSIER = "一人一档"
IN_RESULTS = frozenset((
    NOTES, UNUSED_FILES, NOT_ROLLED_UP, DOUBTS, INSPECTION, SHARES, YEARLY, YEARLY_TRIPS,
    YEARLY_DOCUMENTS, ABROAD, ADDED, CHANGED, REMOVED, EXPECTED_UNITS, LEVELS, STANDINGS,
    NOT_LISTED, REMINDERS, PACKAGE_LIST, RECEIPT, POLICE_QUERY, POLICE_BATCH, LOAN_SLIP, DOSSIER,
))  # fmt: skip

# Files: what the buttons make, most of them beside the folder or the workbook they are made from.
CHANGES = "变更比对"
ROLLUP_FILE = "汇总附件2.xlsx"
REPORT_FILE = "情况报告.docx"
SAMPLE_FILE = f"{INSPECTION}.xlsx"
REMIND_FILE = "催报.xlsx"
CHANGES_FILE = f"{CHANGES}.xlsx"
YEARLY_FILE = f"{YEARLY}.xlsx"
ABROAD_FILE = "在外人员.xlsx"
LOSS_STATEMENT = "丢失情况说明"
PACKAGE = "报送包"  # a folder
PACKAGE_LIST_FILE, SUMS_FILE = f"{PACKAGE_LIST}.xlsx", "SHA256SUMS"
ADD_IN = "出国境证件.xlam"  # in Excel's start folder; a formula of ours links to it
BACKUP = ".备份-"  # between a workbook's name and the moment of its backup
# Begins the name of a paper on one person, which lies among the forms it was made from.
PAPERS = frozenset((LOAN_SLIP, DOSSIER, CHANGES))
