"""Rules about the whole sheet: order, numbering, hidden rows, blanks around the table."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms.text import whole
from addin.jobs.check.catalogue import Violation, check_rule
from addin.model.examples import example
from addin.model.rows import Form, each_once
from addin.model.severity import Severity
from addin.values import posts

_FORM = "连委组通〔2015〕23号 附件1"
_GROUPS = ("省管干部", "处级干部", "其他干部")
_COUNTY = {"post": "虚构市档案局副局长（副处级）", "category": "县处级以上在职干部"}


@check_rule(
    "order", Severity.HINT,
    why="{group}排在{above}之后",
    fix="按省管干部、处级干部、其他干部的顺序重新排列",
    basis=f"{_FORM} 注1",
    passing=example(_COUNTY, {}), failing=example({}, _COUNTY),
)  # fmt: skip
def order(form: Form) -> Iterator[Violation]:
    """Yield people out of the order of 注1; people whose group is unknown are skipped."""
    above = 0
    filed_by = list(zip(form.meant("category"), form.texts("post"), strict=True))
    ranks = each_once(lambda pair: posts.filing_rank(*pair), filed_by)
    for person, rank in zip(form.people, ranks, strict=True):
        if rank is None:
            continue
        if rank < above:
            yield Violation(person.at("post"), {"group": _GROUPS[rank], "above": _GROUPS[above]})
        above = rank


@check_rule(
    "serial", Severity.HINT,
    why="序号不连续：这里应为 {expected}",
    fix="从 1 起重新编号",
    basis=f"{_FORM} “序号”栏",
    passing=example({}, {}), failing=example({}, {"serial": 3}),
)  # fmt: skip
def serial(form: Form) -> Iterator[Violation]:
    """Yield serial numbers out of sequence; an entirely blank column is allowed."""
    texts = form.texts("serial")
    if not any(texts):
        return
    previous = 0
    for person, text in zip(form.people, texts, strict=True):
        number = _serial_number(text)
        if number != previous + 1:
            yield Violation(person.at("serial"), {"expected": previous + 1})
        previous = previous + 1 if number is None else number


def _serial_number(text: str) -> int | None:
    return whole(text.rstrip("、.．"))


@check_rule(
    "hidden-row", Severity.HINT,
    why="第 {row} 行被隐藏或筛选掉，但仍照样计入",
    fix="取消隐藏和筛选，核对这一行是否应当填报",
    basis=f"{_FORM} 各行（规格 §2）",
    passing=example({}), failing=example({}, hidden=(0,)),
)  # fmt: skip
def hidden_row(form: Form) -> Iterator[Violation]:
    """Yield hidden rows; they count as people too."""
    for row in form.rows:
        if row.number in form.hidden:
            yield Violation(row.at("serial"), {"row": row.number})


@check_rule(
    "header-blank", Severity.HINT,
    why="“{column}”没有填写",
    fix="补填“{column}”",
    basis=f"{_FORM} 表头、表尾",
    passing=example(), failing=example(header={"审核人": ""}),
)  # fmt: skip
def header_blank(form: Form) -> Iterator[Violation]:
    """Yield the blank fields around the table."""
    for field in form.header.values():
        if not field.value:
            yield Violation(field.cell)
