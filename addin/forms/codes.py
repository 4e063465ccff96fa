"""The code lists of the two forms and of the ledgers."""

from __future__ import annotations

from addin.forms.columns import CodeList

SEX = CodeList(
    "性别",
    ("男", "女"),
    {"男性": "男", "女性": "女", "M": "男", "F": "女", "1": "男", "2": "女"},
)
YES_NO = CodeList(
    "是否",
    ("是", "否"),
    {
        "有": "是", "持有": "是", "已持有": "是", "√": "是", "Y": "是",
        "无": "否", "没有": "否", "未持有": "否", "不持有": "否", "×": "否", "N": "否",
    },
)  # fmt: skip
CUSTODY = CodeList(
    "是否交存",
    ("是", "否"),
    {
        "已交": "是", "已交存": "是", "已上交": "是", "已集中保管": "是", "√": "是", "Y": "是",
        "未交": "否", "未交存": "否", "未上交": "否", "未集中保管": "否", "×": "否", "N": "否",
    },
)  # fmt: skip
ON_FILE, NOT_ON_FILE, CHANGED = "已备案", "未备案", "变更备案"
REGISTRATION = CodeList(
    "登记备案状态",
    (ON_FILE, NOT_ON_FILE, CHANGED),
    {"备案": "已备案", "已登记备案": "已备案", "没有备案": "未备案", "变更": "变更备案",
     "已变更备案": "变更备案"},
)  # fmt: skip

TOWNSHIP = "县（区）管乡科级党政领导干部"
CITY_MIDDLE = "市直属单位的中层负责人"
COUNTY_UP = "县处级以上在职干部"
BUREAU_RETIRED = "厅局级以上离退休人员"
ENTERPRISE = "企业法人或领导人员"
SENSITIVE = "安全、涉密等重要岗位人员"
NAKED_KIN = "“裸官”配偶或子女"
CATEGORY = CodeList(
    "登记备案人员类型",
    (TOWNSHIP, CITY_MIDDLE, COUNTY_UP, BUREAU_RETIRED, ENTERPRISE, SENSITIVE, NAKED_KIN),
    closed=False,
)

PASSPORT = "护照"
HK_MACAO = "往来港澳通行证"
TAIWAN = "往来台湾通行证"
SERVICE_PASSPORT = "公务护照"
OFFICIAL_PASSPORT = "因公普通护照"
OFFICIAL_HK_MACAO = "因公往来港澳通行证"
DOCUMENT_KIND = CodeList(
    "证件种类",
    (PASSPORT, HK_MACAO, TAIWAN, SERVICE_PASSPORT, OFFICIAL_PASSPORT, OFFICIAL_HK_MACAO),
    {
        "普通护照": PASSPORT, "因私护照": PASSPORT, "因私普通护照": PASSPORT, "中国护照": PASSPORT,
        "港澳通行证": HK_MACAO, "往来港澳": HK_MACAO, "因私往来港澳通行证": HK_MACAO,
        "往来港澳地区通行证": HK_MACAO, "往来香港澳门通行证": HK_MACAO, "港澳": HK_MACAO,
        "台湾通行证": TAIWAN, "往来台湾": TAIWAN, "大陆居民往来台湾通行证": TAIWAN,
        "因私往来台湾通行证": TAIWAN, "台湾": TAIWAN,
        "因公护照": SERVICE_PASSPORT, "公务普通护照": OFFICIAL_PASSPORT,
    },
)  # fmt: skip

PERMIT = CodeList("审批事项", ("办证", "出国（境）"), {
    "办理证件": "办证", "申领证件": "办证", "办理因私出国（境）证件": "办证", "申办证件": "办证",
    "出国": "出国（境）", "出境": "出国（境）", "因私出国（境）": "出国（境）",
    "出国境": "出国（境）", "因私出国": "出国（境）",
})  # fmt: skip
REPORT = CodeList("报告事项", ("持证", "出国（境）"), {
    "持有证件": "持证", "办证": "持证", "领证": "持证",
    "出国": "出国（境）", "出境": "出国（境）", "因私出国（境）": "出国（境）",
    "出国境": "出国（境）", "因私出国": "出国（境）",
})  # fmt: skip
DIRECTION = CodeList("出入标志", ("出境", "入境"), {
    "出": "出境", "入": "入境", "出国": "出境", "回国": "入境", "进境": "入境",
})  # fmt: skip
MOVE = CodeList("动作", ("交存", "领用", "归还", "注销", "挂失"), {
    "上交": "交存", "交回": "归还", "借用": "领用", "领取": "领用", "借出": "领用", "取出": "领用",
    "还": "归还", "丢失": "挂失", "遗失": "挂失", "吊销": "注销", "作废": "注销",
})  # fmt: skip
# 公安查询登记: about what the police answered, and what they said.
DOCUMENTS_ASKED, CROSSINGS_ASKED, REGISTER_ASKED = "证件", "出入境", "备案"
QUERY_CONTENT = CodeList("查询内容", (DOCUMENTS_ASKED, CROSSINGS_ASKED, REGISTER_ASKED), {
    "证件信息": DOCUMENTS_ASKED, "持证": DOCUMENTS_ASKED, "出入境证件": DOCUMENTS_ASKED,
    "出入境记录": CROSSINGS_ASKED, "出入境情况": CROSSINGS_ASKED, "出国境": CROSSINGS_ASKED,
    "备案信息": REGISTER_ASKED, "登记备案": REGISTER_ASKED,
})  # fmt: skip
SOME_RECORD, NO_RECORD = "有记录", "查无"
QUERY_RESULT = CodeList("查询结果", (SOME_RECORD, NO_RECORD), {
    "有": SOME_RECORD, "查到": SOME_RECORD, "已查到": SOME_RECORD,
    "无": NO_RECORD, "无记录": NO_RECORD, "没有记录": NO_RECORD, "未查到": NO_RECORD,
    "未查到记录": NO_RECORD, "查无记录": NO_RECORD, "查无此人": NO_RECORD,
})  # fmt: skip
EVERYBODY = "全部人员"  # the one value of the parameter 公安查询范围
PURPOSE = CodeList("公私", ("因私", "因公"), {"私": "因私", "公": "因公"})

RANK = CodeList("职级", ("省部级", "厅局级", "县处级", "乡科级", "其他"), {
    "省级": "省部级", "部级": "省部级", "正省级": "省部级", "副省级": "省部级", "正部级": "省部级",
    "副部级": "省部级",
    "厅级": "厅局级", "局级": "厅局级", "正厅级": "厅局级", "副厅级": "厅局级", "正局级": "厅局级",
    "副局级": "厅局级", "正厅局级": "厅局级", "副厅局级": "厅局级", "地厅级": "厅局级",
    "处级": "县处级", "县级": "县处级", "正处级": "县处级", "副处级": "县处级", "正县级": "县处级",
    "副县级": "县处级", "正县处级": "县处级", "副县处级": "县处级",
    "科级": "乡科级", "乡级": "乡科级", "正科级": "乡科级", "副科级": "乡科级",
    "正乡科级": "乡科级", "副乡科级": "乡科级",
})  # fmt: skip

PROBLEMS = (
    "违规办理因私出国（境）证件",
    "违规持有因私出国（境）证件",
    "瞒报持有因私出国（境）证件",
    "未经批准擅自因私出国（境）",
    "未按审批要求因私出国（境）",
    "瞒报因私出国（境）情况",
    "审批因私出国（境）事项把关不严",
)
(
    ILLICIT_ISSUE, ILLICIT_HOLDING, HIDDEN_DOCUMENT, UNAPPROVED_TRIP,
    DEVIATING_TRIP, HIDDEN_TRIP, LAX_APPROVAL,
) = PROBLEMS  # fmt: skip
UNREGISTERED = "应备未备"
POLICE_FORGED = "公安：弄虚作假或伪造证件线索"
POLICE_UNAPPROVED_ISSUE = "公安：未经审批擅自办证"
POLICE_CERTIFICATE = "公安：擅自出具证明"
PROBLEM = CodeList(
    "问题类别",
    (*PROBLEMS, UNREGISTERED, POLICE_FORGED, POLICE_UNAPPROVED_ISSUE, POLICE_CERTIFICATE),
    {
        "违规办理": ILLICIT_ISSUE, "违规办证": ILLICIT_ISSUE, "违规持有": ILLICIT_HOLDING,
        "瞒报持有": HIDDEN_DOCUMENT, "瞒报持证": HIDDEN_DOCUMENT,
        "未经批准擅自出国（境）": UNAPPROVED_TRIP, "擅自出国（境）": UNAPPROVED_TRIP,
        "未经组织批准擅自因私出国（境）": UNAPPROVED_TRIP,
        "未按审批要求出国（境）": DEVIATING_TRIP,
        "瞒报出国（境）": HIDDEN_TRIP, "审批把关不严": LAX_APPROVAL,
    },
)  # fmt: skip
VERDICT = CodeList("核实结论", ("待核实", "属实", "不属实"), {"否": "不属实", "是": "属实"})

PENALTY = CodeList(
    "处理方式",
    ("批评教育", "诫勉谈话", "调离岗位", "责令辞职", "免职", "降职", "移交纪检监察机关"),
    {"批评": "批评教育", "诫勉": "诫勉谈话", "调整岗位": "调离岗位", "移送纪检监察机关":
     "移交纪检监察机关", "移交纪委": "移交纪检监察机关"},
)  # fmt: skip
