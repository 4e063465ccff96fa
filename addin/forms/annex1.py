"""附件1 登记备案人员因私出国（境）信息查询表: the wording of the official sample.

Source: 连委组通〔2015〕23号 附件1（样表）.
"""

from __future__ import annotations

from addin.forms import codes
from addin.forms.columns import Column, Table
from addin.forms.page import Page

SHEET = "附件1"
LABEL = "附件1"
TITLE = "登记备案人员因私出国（境）信息查询表（样表）"
NONE = "无"  # 注4: what a person without documents fills in

UNIT = "填表单位（章）"
FILLED_ON = "填表时间"
FILLER = "填表人"
PHONE = "联系电话"
REVIEWER = "审核人"
HEAD_LABELS = (UNIT, FILLED_ON)
DATE_BLANK = "       年   月   日"
BLANKS = {FILLED_ON: DATE_BLANK, FILLER: " " * 15, PHONE: " " * 12}  # what is printed to write on
PAGE = Page("A4", split=9, heading_heights=(50,), row_height=29, blank_rows=10)

NOTES = (
    "注：1.请按照省管干部、处级干部、其他干部的顺序填写；",
    "2.本表由各级组织人事部门同时送省委组织部干部监督处及所在地公安机关出入境管理部门；",
    "3.“登记备案人员类型”填写“县（区）管乡科级党政领导干部”、“市直属单位的中层负责人”、"
    "“县处级以上在职干部”、“厅局级以上离退休人员”、“企业法人或领导人员”、"
    "“安全、涉密等重要岗位人员”或者“‘裸官’配偶或子女”等；",
    "4.登记备案人员如无因私出国（境）证件，则在“因私出国（境）证件号”栏填写“无”；",
    "5.“登记备案状态”填写“已备案”、“未备案”或者“变更备案”等。",
)

TABLE = Table(
    SHEET,
    (
        Column("serial", "序号", 4, "序号", ("编号", "序"), hint="从 1 起连续编号。"),
        Column("surname", "姓", 4.5, aliases=("姓氏", "中文姓"), required=True,
               hint="只填姓；复姓填全，如“欧阳”。"),
        Column("given_name", "名", 6.5, aliases=("名字", "中文名"), required=True,
               hint="只填名，不加空格；少数民族姓名的间隔点用“·”。"),
        Column("sex", "性别", 4.2, codes=codes.SEX, required=True, hint="填“男”或“女”。"),
        Column("id_number", "身份证号", 18, required=True,
               aliases=("身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "身份证",
                        "身份证件号"),
               hint="18 位公民身份号码，末位 X 用大写。位数、字符或校验码有误时底色变红。"),
        Column("birth", "出生日期（8位）", 9, "出生日期\n（8位）",
               ("出生年月日", "出生年月", "生日"), required=True,
               hint="8 位数字，如 19700101；与干部档案一致。与身份证号不同时底色变黄，请核对。"),
        Column("post", "现任职务（职级）", 17, "现任职务\n（职级）",
               ("职务", "职务职级", "现任职务职级", "现任职务及职级", "工作单位及职务", "现职务"),
               required=True, hint="填单位职务全称，括号注明职级，如“市XX局副局长（副处级）”。"),
        Column("residence", "户口所在地", 9.5, "户口所\n在地", ("户籍所在地", "户籍地", "户口地"),
               required=True, hint="填到县（区），如“江苏连云港海州区”。"),
        Column("category", "登记备案人员类型", 13, "登记备案\n人员类型",
               ("人员类型", "人员类别", "备案人员类型", "登记备案人员类别"), codes=codes.CATEGORY,
               required=True, hint="从下拉表中选；表中没有的按注 3“等”据实填写。"),
        Column("authority", "人事主管部门", 13,
               aliases=("人事主管单位", "主管部门", "人事主管部门名称"),
               required=True, hint="填人事主管部门全称，与印章一致。"),
        Column("holds", "是否持有因私出国（境）证件", 9.5, "是否持有\n因私出国\n（境）证件",
               ("是否持有证件", "是否持有", "是否持有因私证件", "有无因私出国（境）证件",
                "有无证件", "持有证件情况", "因私出国（境）证件是否持有"),
               codes=codes.YES_NO, required=True, hint="填“是”或“否”；已过期的证件也算持有。"),
        Column("documents", "因私出国（境）证件号", 11, "因私出\n国（境）\n证件号",
               ("证件号", "证件号码", "因私证件号", "因私证件号码", "因私出国（境）证件号码",
                "护照号", "护照号码", "因私出国（境）证件证件号", "因私出国（境）证件证件号码"),
               required=True, several=True, hint="多本用“、”分隔；没有证件填“无”（注4）。"),
        Column("custody", "证件是否交由组织集中保管", 9.5,
               aliases=("是否交由组织集中保管", "是否集中保管", "是否交组织保管", "是否交存",
                        "是否上交", "证件是否集中保管", "集中保管",
                        "因私出国（境）证件是否集中保管",
                        "因私出国（境）证件是否交由组织集中保管"),
               codes=codes.CUSTODY, hint="持有证件的必填“是”或“否”。"),
        Column("status", "登记备案状态", 8, "登记备\n案状态", ("备案状态", "登记状态", "备案情况"),
               codes=codes.REGISTRATION, required=True,
               hint="填“已备案”“未备案”或“变更备案”（注5）。"),
    ),
)  # fmt: skip

# 姓 and 名 in one column: common in older copies (13 columns); read, never written.
FULL_NAME = Column("full_name", "姓名", aliases=("干部姓名", "人员姓名", "姓名全称"))

# Without these a sheet cannot be judged at all; another single column may be absent.
ESSENTIAL = ("id_number", "holds", "documents")
