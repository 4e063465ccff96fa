"""The buttons 自检 and 帮助: show version, buttons, formulas and rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

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
    """Run the button 自检: show the version and how fast Python answers, or what is in the way."""
    python = ".".join(map(str, sys.version_info[:3]))
    own = f"版本 {__version__}，Python {python}，校验规则 {len(RULES)} 条"
    # Elsewhere than in Windows' Excel an answer at all means that nothing is in the way.
    if sys.platform != "win32":
        host.say(f"加载项正常：{own}")
        return
    host.progress("正在检查加载项", 0.5)
    # What may be in the way lies in the installation, which stands above the rooms.
    found = import_module("addin.install.machine").diagnose()
    if found.obstacles:
        lines = (f"{each.what}。办法：{each.remedy}" for each in found.obstacles)
        host.alert("\n".join([f"有 {len(found.obstacles)} 处妨碍（{own}）：", *lines]))
    else:
        host.say(f"加载项正常：{own}；公式{found.answered.sentence if found.answered else ''}")


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
