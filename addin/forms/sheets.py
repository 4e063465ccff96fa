"""The names of all sheets and files that this program makes.

A sheet or a file with one of these names is ours: the search for forms skips
it, 报送包 leaves it out, and no report counts it as something the unit added.
"""

from __future__ import annotations

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
BEHIND_FORM = frozenset((
    RESULT, PROBLEMS, COVERAGE, VERIFY_REMARKS, ALERTS, ALERT_REMARKS, EXPIRED, CUSTODY_ENTRY,
    IMPORT_CONFLICTS, NORMALIZED, HELP,
))  # fmt: skip

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
