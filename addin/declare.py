"""What staff see inside the spreadsheet, declared once: the formulas and the buttons.

The VBA wrappers, the ribbon, the function wizard's texts, the LibreOffice bridge with its menu,
the help and the tests all read these entries; nothing else repeats them. An entry is added when
its function exists, never before.

A formula is the function of the same name in ``addin.udfs``. A button's ``command`` names, as
``module:function``, the function that does the work on an ``addin.host`` host. In Excel the
macros call ``addin.excel.host.press(key, macro_version)``, which asks
``addin.excel.handshake`` first.
"""

from __future__ import annotations

from dataclasses import dataclass

from addin.forms import ledgers
from addin.forms.columns import Table
from addin.model.rows import column_letter

TITLE = "出国境证件"  # the ribbon tab, the menu, the function category, the add-in file


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a formula; ``text`` is what the function wizard says about it."""

    name: str
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A worksheet function: ``name`` is what the user types, ``text`` what the wizard says."""

    name: str
    text: str
    arguments: tuple[Argument, ...] = ()

    @property
    def signature(self) -> str:
        """How the formula is written, e.g. ``=交存期限(返回日期, [公私])``."""
        names = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"={self.name}({', '.join(names)})"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: ``key`` is ASCII (VBA and the ribbon know it), ``icon`` a built-in imageMso name.

    ``tip`` is the bold first line of its tooltip, ``text`` the explanation below it.
    """

    key: str
    label: str
    group: str
    icon: str
    tip: str
    text: str
    command: str
    large: bool = False


GROUPS = ("填表", "公安对接", "证件保管", "汇总", "报送", "帮助")

_ROW = "附件1的一行（A 列至 N 列，共 14 格），或连续多行；多行时结果为一列。"


def _ledger(table: Table) -> Argument:
    area = f"{table.name}!A1:{column_letter(len(table.columns))}500"
    text = f"“{table.name}”中的资料，连同表头一起选，如 {area}；没有可以不填。"
    return Argument(table.name, text, optional=True)


FORMULAS = (
    Formula(
        "违规类型",
        "按附件2的问题类别列出这一行人员的疑点，多个类别用“；”连接，没有疑点为空。"
        "只给行时判断违规持有（持有而未交存）和应备未备（未备案）；给出底稿各表则逐类核查。"
        "结果只是线索，须经核实。",
        (
            Argument("行", _ROW),
            _ledger(ledgers.POLICE_DOCUMENTS),
            _ledger(ledgers.POLICE_CROSSINGS),
            _ledger(ledgers.APPROVALS),
            _ledger(ledgers.REPORTS),
            _ledger(ledgers.CUSTODY_LOG),
        ),
    ),
    Formula(
        "校验结果",
        "校验附件1的一行，列出全部填写问题和修改办法，没有问题为空。"
        "涉及多行的问题（重号、排序、序号）请用功能区的“校验”。",
        (Argument("行", _ROW),),
    ),
    Formula(
        "身份证校验",
        "检查公民身份号码的位数、字符、出生日期和校验码，说明哪一段有误；正确时为空。",
        (Argument("号", "公民身份号码，一格或一片。"),),
    ),
    Formula(
        "身份证性别",
        "公民身份号码第 17 位表示的性别：男或女；号码有误时说明原因。",
        (Argument("号", "公民身份号码，一格或一片。"),),
    ),
    Formula(
        "身份证出生日期",
        "公民身份号码中的出生日期，8 位数字，如 19700101；号码有误时说明原因。",
        (Argument("号", "公民身份号码，一格或一片。"),),
    ),
    Formula(
        "证件种类",
        "按证件号码判断种类：护照、往来港澳通行证、往来台湾通行证；认不出时说明最像哪一种。"
        "一格多个号码的逐个判断，用“、”连接。",
        (Argument("号", "证件号码，一格或一片；没有证件填“无”。"),),
    ),
    Formula(
        "交存期限",
        "回国（境）后最晚哪一天交回证件：因私证件 10 天内，因公证件 15 天内，从返回次日起算。",
        (
            Argument("返回日期", "返回日期，一格或一片，如 2015-05-31。"),
            Argument("公私", "“因私”或“因公”，一格；不填按因私。", optional=True),
        ),
    ),
    Formula(
        "人员类型建议",
        "按现任职务（职级）建议附件1的“登记备案人员类型”，看不出时为空；以任免文件为准。",
        (Argument("职务", "现任职务（职级），一格或一片。"),),
    ),
    Formula(
        "加载项自检",
        "检查加载项能否工作：正常时显示版本号，不正常时说明怎么办。",
    ),
)

BUTTONS = (
    Button(
        "check",
        "校验",
        "填表",
        "AcceptInvitation",
        "校验附件1",
        "逐行核对附件1，问题写入“校验结果”表，并在表右侧和底色上标出。不改动已填的内容。",
        "addin.jobs.check.buttons:check",
        large=True,
    ),
    Button(
        "clear",
        "清除标记",
        "填表",
        "ClearFormats",
        "清除校验标记",
        "去掉校验写入的结果和底色，附件1恢复到校验以前的样子。",
        "addin.jobs.check.buttons:clear",
    ),
    Button(
        "normalize",
        "一键规范",
        "填表",
        "ReplaceDialog",
        "一键规范写法",
        "把全角数字、多余空格、小写 x、间隔点和“无”的各种写法改成规范写法；再按一次可恢复原样。",
        "addin.jobs.normalize.command:normalize",
    ),
    Button(
        "verify",
        "核查",
        "填表",
        "FindDialog",
        "与底稿逐人核查",
        "把附件1与公安查询结果和各台账对照，疑点写入“问题清单”，由人填写核实结论；"
        "再次核查保留已填的结论。",
        "addin.jobs.verify.command:press_verify",
        large=True,
    ),
    Button(
        "alerts",
        "预警",
        "填表",
        "ErrorChecking",
        "到期和逾期提醒",
        "列出领用逾期未还、逾期未归、证件将到期、持证未交存等事项，按紧急程度排序。",
        "addin.jobs.verify.command:press_alerts",
    ),
    Button(
        "police_export",
        "公安导出",
        "公安对接",
        "FileSaveAs",
        "导出送公安的名单",
        "选择文件夹和上一次的附件1（没有的按取消），写出“送公安查询名单”和“登记备案批量表”"
        "（新增、变更、撤销）。",
        "addin.jobs.police.exporting:press_export",
    ),
    Button(
        "police_import",
        "公安导入",
        "公安对接",
        "GetExternalDataFromText",
        "导入公安查询结果",
        "选择公安查询结果所在的文件夹，新的记录补进三张公安底稿表，逐行注明来源；与已有资料"
        "不一致的列入“公安导入待核”，由人核对。重复导入不会重复。",
        "addin.jobs.police.importing:press_import",
    ),
    Button(
        "custody",
        "保管登记",
        "证件保管",
        "SignatureLineInsert",
        "登记交存、领用、归还、注销、挂失",
        "先点中要办的人那一行再按：列出此人的证件、现在何处、可办的动作；填好“动作”再按一次，记入"
        "“保管台账”并算出归还期限，领用的写出领用单，挂失的写出情况说明。办不了的说明原因，一项也不记。",
        "addin.jobs.custody.command:press_custody",
        large=True,
    ),
    Button(
        "dossier",
        "一人一档",
        "证件保管",
        "FilePrintPreview",
        "一个人的全部记录，一页打印",
        "先点中要看的人那一行再按：证件、保管、审批、行程、报告和问题线索整理成一页，附时间线图，"
        "每一条写明出处；身份证号和证件号默认隐去中间几位。存在本工作簿所在的文件夹里。",
        "addin.jobs.dossier.command:press_dossier",
    ),
    Button(
        "rollup",
        "汇总",
        "汇总",
        "AutoSum",
        "汇总到附件2",
        "选择各单位工作簿所在的文件夹，汇总成附件2；打不开的文件另列原因。来源文件不会改动。",
        "addin.jobs.rollup.command:rollup",
        large=True,
    ),
    Button(
        "remind",
        "催报",
        "汇总",
        "FileSendAsAttachment",
        "谁没报、谁的有错误",
        "选择应报单位名单（每行一个单位）和收到的工作簿所在的文件夹，可填报送期限：逐个单位列出已报、有错误、"
        "打不开、重复、未报，按上级单位写成可以直接复制的催报通知。",
        "addin.jobs.remind.command:press_remind",
    ),
    Button(
        "diff",
        "变更比对",
        "汇总",
        "WindowSideBySide",
        "与上一次的附件1比对",
        "选择上一次的附件1，按身份证号比对，列出新增、变更、减少；新增名册用附件1样式，可直接报送。",
        "addin.jobs.diff.command:press_diff",
    ),
    Button(
        "sample",
        "抽查",
        "汇总",
        "FilterToggleFilter",
        "按单位分层随机抽人",
        "选择各单位工作簿所在的文件夹，填人数和种子，写出可打印的抽查表；人数够时每个单位都有，"
        "同一种子抽出同样的人。",
        "addin.jobs.sample.command:press_sample",
    ),
    Button(
        "report",
        "情况报告",
        "报送",
        "FileSaveAsWordDocx",
        "由附件2写情况报告",
        "打开附件2再按：写成 Word 的专项治理工作情况报告，每个数字都注明出自附件2的哪一格；"
        "可选上一次的附件2列出增减。采取的措施、下一步工作留有空白，由人补写。",
        "addin.jobs.report.command:press_report",
        large=True,
    ),
    Button(
        "yearly",
        "年度报告",
        "报送",
        "CalendarInsert",
        "上年度出国（境）情况",
        "填年份，选择各单位工作簿所在的文件夹：按单位列出出国（境）人次、审批和报告、证件在管、领用、挂失、"
        "过期，附逐人清单和报送期限。没有审批或报告的是线索，须核实。",
        "addin.jobs.yearly.command:press_yearly",
    ),
    Button(
        "abroad",
        "在外人员",
        "报送",
        "HyperlinkInsert",
        "一个季度里在国（境）外的人",
        "填季度，选择各单位工作簿所在的文件夹：列出季内因私在国（境）外的人、在外天数、批准返回日期过了没有、"
        "季度汇报了没有。",
        "addin.jobs.abroad.command:press_abroad",
    ),
    Button(
        "package",
        "报送包",
        "报送",
        "FilePackageForCD",
        "做成报送包",
        "选择各单位工作簿所在的文件夹，先校验，再做成报送包：剥离底稿的附件1、附件2、情况报告、"
        "清单和接收回执，旁边的新文件夹里。有错误的先列出来，改好再打包；来源文件不会改动。",
        "addin.jobs.package.command:press_package",
    ),
    Button(
        "selftest",
        "自检",
        "帮助",
        "Info",
        "检查加载项",
        "检查加载项的版本和运行环境，说明有什么妨碍、怎么办。",
        "addin.jobs.help.command:selftest",
    ),
    Button(
        "help",
        "帮助",
        "帮助",
        "Help",
        "使用说明",
        "列出公式、按钮和全部校验规则及其依据。",
        "addin.jobs.help.command:show_help",
    ),
)
