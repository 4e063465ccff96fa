"""附件2 专项治理工作情况汇总统计表: 31 leaf columns under three rows of headings.

Source: 连委组通〔2015〕23号 附件2（样表）; the wording of each heading is the notice's. Beside the
form, outside what is printed, stand three columns of ours (``APART``): people of types that the
form has no column for, so that 小计 is the sum of cells (规格 §4).
"""

from __future__ import annotations

from dataclasses import dataclass

from addin.forms import annex1, codes
from addin.forms.page import Page

SHEET = "附件2"
LABEL = "附件2"
TITLE = "专项治理工作情况汇总统计表（样表）"
TOTAL = "合计"
BLANKS = {annex1.FILLED_ON: annex1.DATE_BLANK, annex1.FILLER: " " * 20, annex1.PHONE: " " * 17}
PAGE = Page("A3", split=17, heading_heights=(34, 34, 96), row_height=48, blank_rows=10)

ORGANISATION = "组织开展情况"
FOUND = "问题排查情况"
HANDLED = "处理情况"
REGISTERED_PEOPLE = "登记备案人员数（人）"
HANDLED_PEOPLE = "处理人员（人）"
PENALTIES = "处理方式（人）"
SUBTOTAL = "小计"
OUTSIDE = "计入小计（不打印）"


@dataclass(frozen=True)
class Leaf:
    """One leaf column.

    ``path`` are the headings above it, top to bottom, itself last; ``printed`` is the leaf as
    printed, with its line breaks; ``least`` is how narrow the column may be, in Excel's character
    units; ``sums`` are the keys a 小计 adds up.
    """

    key: str
    path: tuple[str, ...]
    printed: str
    least: float = 4.5
    sums: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Full name, unique among the 31: the nearest group, then the leaf."""
        group = self.path[-2] if len(self.path) > 2 else ""
        return f"{group}·{self.path[-1]}" if group else self.path[-1]

    @property
    def width(self) -> float:
        """Width at which no line of the printed heading breaks, in Excel's character units."""
        return max(self.least, 1.2 + 1.65 * max(map(len, self.printed.split("\n"))))

    @property
    def is_number(self) -> bool:
        """Whether the column counts something (all but 序号, 地区或单位 and 备注)."""
        return len(self.path) > 1


# 附件1 category -> 附件2 column. The two 2015 additions have no column of their own (规格 §4).
CATEGORY_COLUMN = {
    codes.COUNTY_UP: "county_up",
    codes.BUREAU_RETIRED: "bureau_retired",
    codes.ENTERPRISE: "enterprise",
    codes.SENSITIVE: "sensitive",
    codes.NAKED_KIN: "naked_kin",
}
APART = (
    Leaf("apart_township", (OUTSIDE, "县（区）管乡科级"), "县（区）\n管乡科级"),
    Leaf("apart_city_middle", (OUTSIDE, "市直中层"), "市直\n中层"),
    Leaf("apart_other", (OUTSIDE, "其他类型"), "其他\n类型"),
)
PROBLEM_COLUMN = dict(
    zip(
        codes.PROBLEMS,
        ("illicit_issue", "illicit_holding", "hidden_document", "unapproved_trip",
         "deviating_trip", "hidden_trip", "lax_approval"),
        strict=True,
    )
)  # fmt: skip
# What 备注 calls the seven, where their full names would fill the page.
PROBLEM_SHORT = dict(
    zip(
        PROBLEM_COLUMN.values(),
        ("违规办理", "违规持有", "瞒报持有", "未经批准", "未按审批", "瞒报出国", "把关不严"),
        strict=True,
    )
)
RANK_COLUMN = dict(
    zip(
        codes.RANK.values,
        ("province", "bureau", "county", "township", "other_rank"),
        strict=True,
    )
)
PENALTY_COLUMN = dict(
    zip(
        codes.PENALTY.values,
        ("criticised", "admonished", "transferred", "ordered_to_resign", "removed", "demoted",
         "referred"),
        strict=True,
    )
)  # fmt: skip

_PROBLEM_BREAKS = (
    "违规办理\n因私出国\n（境）\n证件", "违规持有\n因私出国\n（境）\n证件",
    "瞒报持有\n因私出国\n（境）\n证件", "未经批准\n擅自因私\n出国\n（境）",
    "未按审批\n要求因私\n出国\n（境）", "瞒报因私\n出国\n（境）\n情况",
    "审批因私\n出国（境）\n事项把关\n不严",
)  # fmt: skip


def _registered(key: str, leaf: str, printed: str) -> Leaf:
    return Leaf(key, (ORGANISATION, REGISTERED_PEOPLE, leaf), printed)


LEAVES: tuple[Leaf, ...] = (
    Leaf("serial", ("序号",), "序\n号"),
    Leaf("unit", ("地区或单位",), "地区或\n单位", 18, aliases=("单位", "地区", "单位名称")),
    Leaf("units", (ORGANISATION, "开展治理的地区和单位数（个）"),
         "开展治理\n的地区和\n单位数\n（个）"),
    Leaf("registered", (ORGANISATION, REGISTERED_PEOPLE, SUBTOTAL), "小\n计", 5.2,
         (*CATEGORY_COLUMN.values(), *(leaf.key for leaf in APART))),
    _registered("county_up", "县处级以上在职干部", "县处级\n以上在职\n干部"),
    _registered("bureau_retired", "厅局级以上离退休人员", "厅局级\n以上离退\n休人员"),
    _registered("enterprise", "企业法人或领导人员", "企业法人\n或领导\n人员"),
    _registered("sensitive", "安全、涉密等重要岗位人员", "安全、涉\n密等重要\n岗位人员"),
    _registered("naked_kin", "“裸官”的配偶或子女", "“裸官”\n的配偶\n或子女"),
    *(
        Leaf(key, (FOUND, problem), printed)
        for (problem, key), printed in zip(PROBLEM_COLUMN.items(), _PROBLEM_BREAKS, strict=True)
    ),
    Leaf("handling_units", (HANDLED, "处理单位数（个）"), "处理\n单位数\n（个）"),
    Leaf("handled", (HANDLED, HANDLED_PEOPLE, SUBTOTAL), "小\n计", 5.2,
         tuple(RANK_COLUMN.values())),
    *(
        Leaf(key, (HANDLED, HANDLED_PEOPLE, rank), "其\n他" if rank == "其他" else rank)
        for rank, key in RANK_COLUMN.items()
    ),
    *(
        Leaf(key, (HANDLED, PENALTIES, way), printed)
        for (way, key), printed in zip(
            PENALTY_COLUMN.items(),
            ("批评\n教育", "诫勉\n谈话", "调离\n岗位", "责令\n辞职", "免\n职", "降\n职",
             "移交纪检\n监察机关"),
            strict=True,
        )
    ),
    Leaf("remarks", ("备注",), "备注", 18),
)  # fmt: skip

BY_KEY = {leaf.key: leaf for leaf in (*LEAVES, *APART)}
NUMBERS = tuple(leaf.key for leaf in LEAVES if leaf.is_number)
SUBTOTALS = tuple(leaf for leaf in LEAVES if leaf.sums)
