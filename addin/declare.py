"""The classes that declare the add-in's formulas and buttons.

The VBA wrappers, the ribbon, the function wizard's texts, the LibreOffice bridge with its menu,
the help and the tests are made from these entries.

A formula is the function of the same name in ``addin.udfs``. The buttons stand in the rooms under
``addin.jobs``, each in the ``__init__.py`` of its own; ``addin.ribbon`` has them all.
"""

from __future__ import annotations

from dataclasses import dataclass

from addin.forms import ledgers
from addin.forms.columns import Table
from addin.forms.sheets import PRODUCT
from addin.model.rows import column_letter

TITLE = PRODUCT  # the ribbon tab, the menu, the function category, the add-in file


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a formula; ``text`` is its description in the function wizard."""

    name: str
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A worksheet function: ``name`` is typed in the cell, ``text`` is shown in the wizard."""

    name: str
    text: str
    arguments: tuple[Argument, ...] = ()

    @property
    def signature(self) -> str:
        """Return how the formula is written, e.g. ``=交存期限(返回日期, [公私])``."""
        names = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"={self.name}({', '.join(names)})"


# Ends the text of a button that writes into the workbook.
UNDONE = "按过以后，LibreOffice 里可“撤销”这一步，更早的步骤不再能撤销；Excel 里都不能撤销。"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: ``key`` is its ASCII id in VBA and the ribbon, ``icon`` a built-in imageMso name.

    ``tip`` is the bold first line of its tooltip, ``text`` the explanation below it. ``command``
    is the ``module:function`` that does the work on an ``addin.host.port.Host``.
    """

    key: str
    label: str
    group: str
    icon: str
    tip: str
    text: str
    command: str
    large: bool = False


_ROW = "附件1的一行（A 列至 N 列，共 14 格），或连续多行；多行时结果为一列。"


def _ledger(table: Table) -> Argument:
    area = f"{table.name}!A1:{column_letter(len(table.columns))}500"
    text = f"“{table.name}”中的资料，连同表头一起选，如 {area}；没有可以不填。"
    return Argument(table.name, text, optional=True)


_PARAMETERS = Argument(
    ledgers.PARAMETERS.name,
    f"“{ledgers.PARAMETERS.name}”表，连同表头一起选，如 {ledgers.PARAMETERS.name}!A1:F20；"
    "没有可以不填。",
    optional=True,
)

FORMULAS = (
    Formula(
        "违规类型",
        "按附件2的问题类别列出这一行人员的疑点，多个类别用“；”连接，没有疑点或没有判的为空。"
        "只给行时判断违规持有（持有而未交存）和应备未备（未备案）；给出底稿各表则逐类核查。"
        "结果只是线索，须经核实。",
        (
            Argument("行", _ROW),
            _ledger(ledgers.POLICE_DOCUMENTS),
            _ledger(ledgers.POLICE_CROSSINGS),
            _ledger(ledgers.APPROVALS),
            _ledger(ledgers.REPORTS),
            _ledger(ledgers.CUSTODY_LOG),
            _ledger(ledgers.QUERY_LOG),
            _PARAMETERS,
        ),
    ),
    Formula(
        "未判类型",
        "列出因资料不够而没有判的问题类别，多个类别用“；”连接，都判了为空。参数与“违规类型”相同。"
        "没有判的既不是有问题，也不是没有问题；缺什么、谁来补，见按“核查”以后的“核查覆盖”表。",
        (
            Argument("行", _ROW),
            _ledger(ledgers.POLICE_DOCUMENTS),
            _ledger(ledgers.POLICE_CROSSINGS),
            _ledger(ledgers.APPROVALS),
            _ledger(ledgers.REPORTS),
            _ledger(ledgers.CUSTODY_LOG),
            _ledger(ledgers.QUERY_LOG),
            _PARAMETERS,
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
