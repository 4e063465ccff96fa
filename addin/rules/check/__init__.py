"""校验: the rules over 附件1 alone (规格 §2), one module per theme; all findings in one pass.

To add a rule, declare it in the module of its theme; catalogue, docs and tests follow.
The order of the imports is the order of the catalogue.
"""

# ruff: noqa: I001 - the order is the catalogue's
from __future__ import annotations

from addin.rules.catalogue import Finding, check_rules, findings
from addin.rules.check import required, number, who, documents, sheet
from addin.rules.records import Form

__all__ = ["check", "documents", "number", "required", "sheet", "who"]


def check(form: Form) -> list[Finding]:
    """Return everything the rules find in the form, by row, then column, then catalogue order."""
    found = [finding for rule in check_rules().values() for finding in findings(rule, form)]
    return sorted(found, key=lambda finding: (finding.cell.row, finding.cell.column))
