"""Pages of ``docs/`` made from the catalogues, so that the words and the code cannot differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from addin import declare, ribbon
from addin.build.troubles_page import troubles_page
from addin.forms import annex1, ledgers
from addin.forms.columns import Table
from addin.jobs.check.catalogue import Rule, findings
from addin.jobs.check.rules import RULES
from addin.jobs.report import paper as report
from addin.jobs.verify import examples as worlds
from addin.jobs.verify import rules as verify
from addin.jobs.verify.catalogue import Scenario, VerifyRule
from addin.model.examples import Example, build, faultless
from addin.model.rows import shown

_TABLES: Mapping[str, Table] = {table.name: table for table in ledgers.LEDGERS}

_RULES = """\
# 规则

本页由规则目录生成（`chujing build`），不要手改；改规则请改规则本身，在 `addin/jobs/check/rules/`
和 `addin/jobs/verify/rules/`。

机器提出的都是线索，是否属实由人核对。归一（全角、空格、小写 x 等）只用于判断，原表的格子不改。
"""
_ENTRIES = """\
# 公式与按钮

本页由 `addin/declare.py` 和 `addin/jobs` 各房间的按钮生成（`chujing build`），不要手改。
"""
_TEMPLATES = """\
# 文书模板

本页由 `addin/jobs/report/paper.py` 中的标签表生成（`chujing build`），不要手改。

`templates/情况报告.docx` 是内置模板的样子。要改成本单位的：复制一份，在 Word 或 WPS 里改文字、
样式、版式，标签照抄，然后

    chujing report 附件2.xlsx --template 本单位模板.docx -o 情况报告.docx

- `{{ 单位 }}` 换成文字。
- `{%p for 段 in 组织开展情况 %}`、`{%p endfor %}` 各占一段，中间的一段逐段重复，写 `{{ 段 }}`。
- 表格里 `{%tr for 行 in 问题表 %}`、`{%tr endfor %}` 各占一行，中间的一行逐行重复，
  写 `{{ 行.类别 }}`。
- `{%p if 有上次 %}`、`{%p else %}`、`{%p endif %}` 各占一段，按情况取舍。
- 图的标签单独放在一段里：`{{ 问题图 }}` 换成 Word 自己的图表，双击可以改。
- 标签写错的，程序会说出是哪一个；模板里只能用下面这些，读不到别的资料。

`templates/情况说明.docx`（丢失证件的情况说明）登记挂失时由程序填好，填好以后在 Word 里改即可。

| 标签 | 是什么 |
|---|---|
"""


def pages() -> dict[str, str]:
    """Return the pages by file name, Markdown, each ending in a line break."""
    return {
        "规则.md": "\n".join(_rules()),
        "公式与按钮.md": "\n".join(_entries()),
        "文书模板.md": _templates_page(),
        "文件问题.md": troubles_page(),
    }


def _rules() -> Iterator[str]:
    rules, categories = RULES.values(), verify.RULES.values()
    yield from (_RULES, "## 校验（附件1 逐行）", "")
    yield from _table(
        ("代号", "级别", "依据"), ((f"`{r.code}`", r.severity.value, r.basis) for r in rules)
    )
    yield from chain.from_iterable(map(_check_entry, rules))
    yield from ("## 核查（附件1 与工作底稿对照）", "")
    yield from _table(
        ("代号", "问题类别", "触发"), ((f"`{c.code}`", c.category, c.trigger) for c in categories)
    )
    yield from chain.from_iterable(map(_verify_entry, categories))


def _entries() -> Iterator[str]:
    yield from (_ENTRIES, "## 公式", "")
    for formula in declare.FORMULAS:
        yield from (f"### `{formula.signature}`", "", formula.text, "")
        yield from (f"- {argument.name}：{argument.text}" for argument in formula.arguments)
        yield from ("",) if formula.arguments else ()
    yield from (f"## 功能区“{declare.TITLE}”", "")
    yield from _table(
        ("组", "按钮", "做什么"), ((b.group, b.label, b.text) for b in ribbon.BUTTONS)
    )


def _table(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield "|" + "---|" * len(headings)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _check_entry(rule: Rule) -> Iterator[str]:
    found = next(iter(findings(rule, build(rule.failing))))
    yield from (f"### {rule.code}（{rule.severity.value}）", "")
    yield f"- 依据：{rule.basis}"
    yield f"- 通过：{_form_words(rule.passing)}"
    yield f"- 不通过：{_form_words(rule.failing)}"
    yield f"- 那时会说：{found.message}。{found.fix}。"
    yield ""


def _verify_entry(rule: VerifyRule) -> Iterator[str]:
    form, sheets = worlds.build(rule.failing)
    report = verify.verify(form, sheets, worlds.settings_of(rule.failing))
    said = next(p.message for p in report.problems if p.category == rule.category)
    yield from (f"### {rule.code} {rule.category}", "")
    yield f"- 触发：{rule.trigger}"
    yield f"- 依据：{rule.basis}"
    yield f"- 未发现：{_world_words(rule.passing)}"
    yield f"- 线索：{_world_words(rule.failing)}"
    yield f"- 那时会说：{said}"
    yield f"- 未判：{_world_words(rule.unjudged)}"
    yield from (f"- 那时会说：{reason}" for reason in _unjudged(rule))
    yield ""


def _unjudged(rule: VerifyRule) -> Iterator[str]:
    form, sheets = worlds.build(rule.unjudged)
    report = verify.verify(form, sheets, worlds.settings_of(rule.unjudged))
    for each in report.unjudged:
        if each.category == rule.category:
            yield each.reason


def _form_words(example: Example) -> str:
    """Return how the example differs from a form without mistakes."""
    lines = [f"{label}＝{value or '空'}" for label, value in example.header.items()]
    for index, differences in enumerate(example.people):
        changed = _differences(differences, faultless(index))
        lines += [f"第 {index + 1} 人 {changed}"] if changed else []
    lines += [f"第 {index + 1} 人所在行隐藏" for index in example.hidden]
    return "；".join(lines) or f"{len(example.people)} 人，各栏无误"


def _world_words(world: Scenario) -> str:
    """Return the contents of 附件1 and of each ledger of an example."""
    if world.person is None:
        lines = ["附件1没有此人"]
    else:
        lines = [f"附件1 {_differences(world.person, faultless(0)) or '各栏无误'}"]
    for name, rows in world.sheets.items():
        table = _TABLES[name]
        written = [
            " ".join(_word(row[key]) for key in table.keys() if row.get(key)) for row in rows
        ]
        lines.append(f"{name}：{' / '.join(written) if any(written) else '没有此人的记录'}")
    lines += [f"审批权限：{kind}由{body}批准" for kind, body in world.authorities.items()]
    return "；".join(lines)


def _differences(values: Mapping[str, Any], usual: Mapping[str, Any]) -> str:
    return "、".join(
        f"{annex1.TABLE.by_key[key].title}＝{'空' if value is None else _word(value)}"
        for key, value in values.items()
        if usual[key] != value
    )


def _word(value: Any) -> str:
    return str(value) if isinstance(value, date) else shown(value)


def _templates_page() -> str:
    """Return the page, Markdown, ending in a line break."""
    return _TEMPLATES + "".join(f"| `{name}` | {text} |\n" for name, text in report.TAGS.items())
