"""The ledger sheets (工作底稿) that stand behind 附件1 in the same workbook.

Source: 规格 §1.3; aliases from 领域事实 §4 (columns of real ledgers and police exports).
"""

from __future__ import annotations

from addin.forms import codes
from addin.forms.columns import Column, Table


def _name() -> Column:
    return Column("name", "姓名", 9, aliases=("人员姓名", "领用人", "干部", "干部姓名", "中文姓名"))


def _id_number() -> Column:
    return Column("id_number", "身份证号", 20.5, aliases=(
        "身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "身份证"))  # fmt: skip


def _kind() -> Column:
    return Column("kind", "证件种类", 15, codes=codes.DOCUMENT_KIND, aliases=(
        "证照类型", "证件类型", "证照种类", "证件名称", "证件类别"))  # fmt: skip


def _number() -> Column:
    return Column("number", "证件号码", 13, aliases=(
        "证件号", "护照号", "护照号码", "证照号码", "证照号", "证件号/护照号",
        "护照号/证件号"))  # fmt: skip


def _country() -> Column:
    return Column("country", "前往国家（地区）", 14, aliases=(
        "前往地", "前往国", "前往国家", "前往国家和地区", "前往国家或地区", "目的地", "前往国地区",
        "前往地区", "前往国家/地区"))  # fmt: skip


def _day(key: str, title: str, *aliases: str, hint: str = "") -> Column:
    return Column(key, title, 12, aliases=aliases, hint=hint, content="day")


ROSTER = Table("应备人员名册", (
    _name(), _id_number(),
    Column("unit", "单位", 20, aliases=("工作单位", "单位名称", "所在单位")),
    Column("post", "现任职务", 20, aliases=("职务", "现任职务（职级）", "职务职级")),
    Column("rank", "职级", 10, aliases=("级别", "职务层次")),
    Column("category", "人员类型", 22, codes=codes.CATEGORY, aliases=(
        "登记备案人员类型", "人员类别")),
))  # fmt: skip
POLICE_REGISTER = Table("公安备案库", (
    _name(), _id_number(),
    Column("unit", "备案单位", 20, aliases=("单位", "工作单位", "报送单位")),
    _day("date", "备案日期", "登记备案日期", "入库日期", "登记日期", "备案时间"),
    Column("status", "备案状态", 10, aliases=("状态", "登记备案状态", "入库标识")),
))  # fmt: skip
POLICE_DOCUMENTS = Table("公安证件查询", (
    _name(), _id_number(), _kind(), _number(),
    _day("issued", "签发日期", "发证日期", "签发时间", "发证时间"),
    _day("expires", "有效期至", "有效期", "有效期限", "证件有效期", "有效期截止"),
    Column("issuer", "签发机关", 16, aliases=("发证机关", "签发单位", "签发地")),
    Column("state", "证件状态", 10, aliases=("状态", "证照状态")),
))  # fmt: skip
POLICE_CROSSINGS = Table("公安出入境记录", (
    _name(), _id_number(), _kind(), _number(),
    Column("direction", "出入标志", 9, codes=codes.DIRECTION, aliases=(
        "出入境", "出境/入境", "出入境标志", "出入境类型", "出入境标识", "出入境状态", "进出标志")),
    Column("time", "出入境日期", 18, content="moment", aliases=(
        "出入境时间", "出入境日期时间", "日期", "出入日期", "出入境日期（时间）")),
    _country(),
    Column("port", "口岸", 12, aliases=("出入口岸", "出入境口岸", "口岸名称")),
))  # fmt: skip
# Police exports may give the time of day in a column of its own (领域事实 §4: 时间 HHmmss).
CLOCK = Column("clock", "时间", aliases=("出入时间", "时刻"))
POLICE = (POLICE_REGISTER, POLICE_DOCUMENTS, POLICE_CROSSINGS)
# What 公安导入 puts beside each line: where it was found.
ORIGIN = (Column("source", "来源文件", 24), Column("source_row", "来源行号", 9))
# What the police add about a person, and the ledgers do without.
POLICE_ASIDE = ("序号", "性别", "出生日期", "国籍", "国家地区", "出生地", "出生地点")
APPROVALS = Table("审批台账", (
    _name(), _id_number(),
    Column("matter", "审批事项", 12, codes=codes.PERMIT, aliases=("事项", "申请事项", "审批类别")),
    _kind(), _country(),
    _day("leave", "批准出境日期", "批准出国（境）日期", "出境日期", "批准出发日期", "计划出境日期",
         "拟出境日期", "出国日期"),
    _day("back", "批准返回日期", "返回日期", "批准回国日期", "计划返回日期", "拟返回日期",
         "批准入境日期", "回国日期"),
    _day("date", "批准日期", "审批日期", "批准时间", "批复日期"),
    Column("authority", "批准机关", 18, aliases=("审批机关", "批准单位", "审批单位")),
    Column("reference", "批准文号", 16, aliases=("文号", "审批文号", "批件号", "批复文号")),
))  # fmt: skip
REPORTS = Table("报告台账", (
    _name(), _id_number(),
    Column("matter", "报告事项", 12, codes=codes.REPORT, aliases=("事项", "报告类别")),
    _kind(), _number(), _country(),
    _day("leave", "出境日期", "出国（境）日期", "出国日期", "出发日期", "出国时间"),
    _day("back", "返回日期", "回国日期", "入境日期", "回国（境）日期", "归国时间"),
    _day("date", "报告日期", "报告时间", "登记日期"),
))  # fmt: skip
CUSTODY_LOG = Table("保管台账", (
    _name(), _id_number(),
    Column("purpose", "公私", 7, codes=codes.PURPOSE, aliases=("因公因私", "因公/因私", "性质")),
    _kind(), _number(),
    Column("move", "动作", 8, codes=codes.MOVE, aliases=("操作", "类型", "事项", "保管动作")),
    _day("date", "日期", "办理日期", "时间", "操作日期"),
    Column("handler", "经办人", 9, aliases=("经手人", "办理人")),
    Column("remarks", "备注", 18, aliases=("说明",)),
))  # fmt: skip
HANDLING = Table("处理台账", (
    _name(), _id_number(),
    Column("rank", "职级", 10, codes=codes.RANK, aliases=("级别", "职务层次")),
    Column("problem", "问题类别", 28, codes=codes.PROBLEM, aliases=("违规类别", "问题类型")),
    Column("penalty", "处理方式", 22, codes=codes.PENALTY, several=True, aliases=(
        "处理结果", "处理情况")),
    _day("date", "处理日期", "处理时间", "日期"),
    Column("unit", "处理单位", 20, aliases=("单位", "处理机关", "决定单位")),
))  # fmt: skip
QUERY_LOG = Table("公安查询登记", (
    _name(), _id_number(),
    Column("content", "查询内容", 14, codes=codes.QUERY_CONTENT, several=True, aliases=(
        "查询事项", "查询项目"),
        hint="公安就什么作了答复：从下拉表选一项；一次答复了几项的，用“、”隔开，如“证件、出入境”。"),
    _day("since", "查询起始日", "起始日期", "起始时间", "出入境起始时间", "查询起始日期",
         hint="公安从哪一天查起；没有限定的空着。晚于核查起始日的，其间未判。"),
    _day("until", "查询截止日", "截止日期", "截止时间", "出入境截止时间", "查询截止日期",
         hint="公安查到哪一天为止；空着的以答复日期为准。"),
    Column("result", "结果", 9, codes=codes.QUERY_RESULT, aliases=("查询结果", "答复结果"),
           hint="公安那里有的填“有记录”，记录填在相应的公安表里；没有的填“查无”。"
                "空着的算没有答复。"),
    _day("answered", "答复日期", "答复时间", "回复日期", "回复时间", "反馈日期", "反馈时间",
         "查询日期", "查询时间", hint="公安答复的日期；答复上没有写的空着。"),
    Column("source", "来源", 26, aliases=("来源文件", "答复文件"),
           hint="答复在哪个文件或哪份公函里。"),
))  # fmt: skip
PARAMETERS = Table("参数", (
    Column("name", "名称", 22, aliases=("参数", "参数名", "项目")),
    Column("value", "值", 20, aliases=("参数值", "取值")),
    Column("note", "说明", 60, aliases=("备注",)),
))  # fmt: skip

LEDGERS = (
    ROSTER, POLICE_REGISTER, POLICE_DOCUMENTS, POLICE_CROSSINGS, APPROVALS, REPORTS,
    CUSTODY_LOG, HANDLING, QUERY_LOG, PARAMETERS,
)  # fmt: skip

# 审批权限: the second, small table of the 参数 sheet (规格 §1.3), right of the parameters.
AUTHORITY = Table("审批权限", (
    Column("category", "人员类型", 30, codes=codes.CATEGORY),
    Column("authority", "有权批准机关", 30, several=True, aliases=(
        "批准机关", "有权机关", "审批机关")),
))  # fmt: skip

# What an answer of the police is about, by the table it goes into.
ASKED = {
    POLICE_DOCUMENTS.name: codes.DOCUMENTS_ASKED,
    POLICE_CROSSINGS.name: codes.CROSSINGS_ASKED,
    POLICE_REGISTER.name: codes.REGISTER_ASKED,
}
# Who can supply what is missing.
SUPPLIER = {
    ROSTER.name: "组织人事部门",
    POLICE_REGISTER.name: "公安机关（用“公安导入”）",
    POLICE_DOCUMENTS.name: "公安机关（用“公安导入”）",
    POLICE_CROSSINGS.name: "公安机关（用“公安导入”）",
    APPROVALS.name: "审批机关或本单位组织人事部门",
    REPORTS.name: "本单位组织人事部门",
    CUSTODY_LOG.name: "证件保管人",
    AUTHORITY.name: "组织人事部门（填在“参数”表右侧）",
}
