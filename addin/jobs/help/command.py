"""The buttons 自检 and 帮助: what the add-in is, whether it works, on which rules it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from addin import __version__, declare
from addin.forms import sheets
from addin.host.port import Host
from addin.jobs import buttons
from addin.jobs.check.catalogue import findings
from addin.jobs.check.rules import RULES
from addin.jobs.verify import rules as verify
from addin.model.examples import build
from addin.writing.plan import Content, ReportSheet

_HEADINGS = ("类别", "名称", "说明", "怎么办", "依据")
_WIDTHS = (8, 30, 60, 50, 44)


def selftest(host: Host) -> None:
    """自检: say which version runs where; an answer at all means that the way is clear."""
    python = ".".join(map(str, sys.version_info[:3]))
    rules = len(RULES)
    host.say(f"加载项正常：版本 {__version__}，Python {python}，校验规则 {rules} 条")


def show_help(host: Host) -> None:
    """帮助: buttons, formulas and every rule as a sheet of its own; 清除标记 takes it away."""
    host.progress("正在列出使用说明", 0.5)
    host.put_sheet(ReportSheet(sheets.HELP, _HEADINGS, _WIDTHS, list(_entries())))
    host.say(f"使用说明写在“{sheets.HELP}”表")


def _entries() -> Iterator[Sequence[Content]]:
    for button in buttons():
        yield "按钮", button.label, button.text, "", ""
    for formula in declare.FORMULAS:
        arguments = "".join(f"{argument.name}：{argument.text}" for argument in formula.arguments)
        yield "公式", formula.signature, formula.text, arguments, ""
    for rule in RULES.values():
        said = next(iter(findings(rule, build(rule.failing))))  # its words, as people see them
        yield rule.severity.value, rule.code, said.message, said.fix, rule.basis
    for category in verify.RULES.values():
        yield "核查", category.category, category.trigger, "", category.basis
