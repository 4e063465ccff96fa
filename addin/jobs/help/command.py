"""The buttons 自检 and 帮助: show version, buttons, formulas and rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from addin import __version__, declare
from addin.host.lists import put_own
from addin.host.port import Host
from addin.jobs import buttons
from addin.jobs.check.catalogue import findings
from addin.jobs.check.rules import RULES
from addin.jobs.help.tables import HELP
from addin.jobs.verify import rules as verify
from addin.model.examples import build
from addin.writing.plan import Content, ReportSheet


def selftest(host: Host) -> None:
    """Run the button 自检: show the version and the place; any answer means that Python works."""
    python = ".".join(map(str, sys.version_info[:3]))
    rules = len(RULES)
    host.say(f"加载项正常：版本 {__version__}，Python {python}，校验规则 {rules} 条")


def show_help(host: Host) -> None:
    """Run the button 帮助: add the sheet 使用说明; 清除标记 removes it."""
    host.progress("正在列出使用说明", 0.5)
    name = put_own(host, ReportSheet(HELP, list(_entries())))
    host.say(f"使用说明写在“{name}”表")


def _entries() -> Iterator[Sequence[Content]]:
    for button in buttons():
        yield HELP.row(kind="按钮", name=button.label, text=button.text, fix="", basis="")
    for formula in declare.FORMULAS:
        arguments = "".join(f"{argument.name}：{argument.text}" for argument in formula.arguments)
        yield HELP.row(formula, kind="公式", name=formula.signature, fix=arguments, basis="")
    for rule in RULES.values():
        said = next(iter(findings(rule, build(rule.failing))))  # its words, as shown to people
        yield HELP.row(said, kind=rule.severity.value, name=rule.code, text=said.message)
    for category in verify.RULES.values():
        yield HELP.row(category, kind="核查", name=category.category, text=category.trigger, fix="")
