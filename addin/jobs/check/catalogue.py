"""The catalogue of 校验: one entry per rule, declared beside the rule's function.

A rule of 校验 is declared with :func:`check_rule`::

    @check_rule(
        "sex-mismatch", Severity.ERROR,
        why="性别填“{value}”，身份证号第 17 位表示“{expected}”",
        fix="将性别改为“{expected}”，或核对身份证号",
        basis="GB 11643-1999 顺序码；附件1“性别”栏",
        passing=example({"sex": "男"}), failing=example({"sex": "女"}),
    )
    def sex_mismatch(form): ...            # yields a Violation for every cell that breaks the rule

Docs, tests, the help sheet and the ribbon are made from the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from addin.model.examples import Example
from addin.model.rows import Cell, Form, shown
from addin.model.severity import Severity


@dataclass(frozen=True, slots=True)
class Violation:
    """A cell that breaks a rule, with the values for the placeholders of the rule's sentences.

    ``severity`` is set only where the notice is less strict about this cell than the rule.
    """

    cell: Cell
    details: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of 校验: what it finds, why that is wrong, how to correct it, and its legal basis.

    ``why`` and ``fix`` are sentences with ``{placeholders}`` from the violation's details and from
    ``{value}`` (the original value) and ``{column}`` (the heading).
    """

    code: str
    severity: Severity
    why: str
    fix: str
    basis: str
    passing: Example
    failing: Example
    find: Callable[[Form], Iterable[Violation]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about one cell: the rule, the severity and the sentences to show."""

    code: str
    severity: Severity
    cell: Cell
    message: str
    fix: str
    basis: str


# Filled by the modules that declare rules; ``addin.jobs.check.rules.RULES`` has all of them.
declared: dict[str, Rule] = {}


def check_rule(
    code: str,
    severity: Severity,
    *,
    why: str,
    fix: str,
    basis: str,
    passing: Example,
    failing: Example,
) -> Callable[[Callable[[Form], Iterable[Violation]]], Callable[[Form], Iterable[Violation]]]:
    """Declare a rule of 校验 and add it to the catalogue; each code may be used only once."""

    def declare(
        find: Callable[[Form], Iterable[Violation]],
    ) -> Callable[[Form], Iterable[Violation]]:
        if code in declared:
            raise ValueError(f"rule code taken twice: {code}")
        declared[code] = Rule(code, severity, why, fix, basis, passing, failing, find)
        return find

    return declare


def findings(rule: Rule, form: Form) -> Iterator[Finding]:
    """Run one rule over a form and yield a finding for each violation."""
    for hit in rule.find(form):
        words = {"value": shown(hit.cell.value), "column": hit.cell.title, **hit.details}
        yield Finding(
            rule.code,
            hit.severity or rule.severity,
            hit.cell,
            rule.why.format_map(words),
            rule.fix.format_map(words),
            rule.basis,
        )
