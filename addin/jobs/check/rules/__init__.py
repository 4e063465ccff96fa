"""校验: the rules over 附件1 alone (规格 §2), one module per theme; all findings in one pass.

To add a rule, declare it in the module of its theme; catalogue, docs and tests follow.
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

RULES: Mapping[str, Rule] = declared  # by code, now that every theme has declared its own


@gc_paused()
def check(form: Form, progress: Callable[[float], None] | None = None) -> list[Finding]:
    """Return everything the rules find in the form, by row, then column, then catalogue order.

    ``progress`` is told after each rule how much is done, from 0 to 1; what it raises, stops all.
    """
    found: list[Finding] = []
    for done, rule in enumerate(RULES.values(), 1):
        found.extend(findings(rule, form))
        if progress:
            progress(done / len(RULES))
    return sorted(found, key=lambda finding: (finding.cell.row, finding.cell.column))
