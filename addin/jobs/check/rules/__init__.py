"""The rules of 校验 over 附件1 alone (规格 §2), one module per topic.

To add a rule, declare it in the module of its topic; catalogue, docs and tests pick it up.
The order of the imports is the order of the catalogue.
"""

# ruff: noqa: I001 - the order is the catalogue's
from __future__ import annotations

from collections.abc import Callable, Mapping

from addin.jobs.check.catalogue import Finding, Rule, declared, findings
from addin.jobs.check.rules import (
    required,
    identity_number as number,
    person as who,
    documents,
    sheet,
)
from addin.gcpause import gc_paused
from addin.model.rows import Form

__all__ = ["RULES", "check", "documents", "number", "required", "sheet", "who"]

RULES: Mapping[str, Rule] = declared  # by code, after all modules have declared their rules


@gc_paused()
def check(form: Form, progress: Callable[[float], None] | None = None) -> list[Finding]:
    """Return everything the rules find in the form, by row, then column, then catalogue order.

    ``progress`` is called after each rule with the share done, from 0 to 1; an exception that it
    raises stops the check.
    """
    found: list[Finding] = []
    for done, rule in enumerate(RULES.values(), 1):
        found.extend(findings(rule, form))
        if progress:
            progress(done / len(RULES))
    return sorted(found, key=lambda finding: (finding.cell.row, finding.cell.column))
