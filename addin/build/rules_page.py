"""``docs/规则.md``: the catalogue as a page, so that the words and the code cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from addin.forms import annex1
from addin.rules.catalogue import Example, Rule, check_rules, findings
from addin.rules.examples import build, faultless

_INTRODUCTION = """\
# 规则

本页由规则目录生成（`chujing build`），不要手改；改规则请改 `addin/rules/` 中规则本身。

机器提出的都是线索，是否属实由人核对。归一（全角、空格、小写 x 等）只用于判断，原表的格子不改。
"""


def rules_page() -> str:
    """Return the page, Markdown, ending in a line break."""
    rules = check_rules().values()
    overview = "\n".join(f"| `{r.code}` | {r.severity.value} | {r.basis} |" for r in rules)
    parts = chain(
        (_INTRODUCTION, "## 校验（附件1 逐行）", ""),
        ("| 代号 | 级别 | 依据 |", "|---|---|---|", overview, ""),
        *(_entry(rule) for rule in rules),
    )
    return "\n".join(parts)


def _entry(rule: Rule) -> Iterator[str]:
    found = next(iter(findings(rule, build(rule.failing))))
    yield f"### {rule.code}（{rule.severity.value}）"
    yield ""
    yield f"- 依据：{rule.basis}"
    yield f"- 通过：{_words(rule.passing)}"
    yield f"- 不通过：{_words(rule.failing)}"
    yield f"- 那时会说：{found.message}。{found.fix}。"
    yield ""


def _words(example: Example) -> str:
    """Say how the example differs from a faultless form."""
    lines = [f"{label}＝{value or '空'}" for label, value in example.header.items()]
    for index, differences in enumerate(example.people):
        usual = faultless(index)
        changed = [
            f"{annex1.TABLE.by_key[key].title}＝{'空' if value is None else value}"
            for key, value in differences.items()
            if usual[key] != value
        ]
        lines += [f"第 {index + 1} 人 " + "、".join(changed)] if changed else []
    lines += [f"第 {index + 1} 人所在行隐藏" for index in example.hidden]
    return "；".join(lines) or f"{len(example.people)} 人，各栏无误"
