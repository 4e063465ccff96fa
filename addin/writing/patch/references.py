"""Formulas that refer to sheets which are removed from the workbook."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterator

from addin.writing.patch.markup import Element, Markup
from addin.writing.plan import quoted

Refers = Callable[[str], bool]

_CELL_FORMULA = re.compile(
    rb"<(?:\w+:)?f(?P<tag>[\s][^<>]*?)?(?:/>|>(?P<text>[^<]*)</(?:\w+:)?f\s*>)"
)
_SHARED = re.compile(rb"""\bsi\s*=\s*["'](\d+)["']""")
_FORMULAS = ("formula", "formula1", "formula2", "f")
_RULES = ("dataValidation", "cfRule")


def refers_to(names: Collection[str]) -> Refers:
    """Return a function that says whether a formula refers to one of these sheets."""
    plain = "|".join(re.escape(name) for name in names)
    apostrophes = "|".join(re.escape(quoted(name)) for name in names)
    pattern = re.compile(rf"(?:{apostrophes}|(?<![\w.'\]])(?:{plain}))!", re.IGNORECASE)
    return lambda formula: pattern.search(formula) is not None


def resolve(sheet: Markup, refers: Refers) -> None:
    """Remove from a sheet what refers to the removed sheets.

    Cells keep the values of their formulas; drop-downs and conditional formats are removed.
    """
    _keep_values(sheet, refers)
    _drop_rules(sheet, sheet.root, refers)


def _keep_values(sheet: Markup, refers: Refers) -> None:
    cells = sheet.root.child("sheetData")
    if cells is None:
        return
    formulas = list(_CELL_FORMULA.finditer(sheet.data, cells.body, cells.tail))
    shared = {_share(f) for f in formulas if f["text"] and refers(_text(f))} - {b""}
    for formula in formulas:
        if _share(formula) in shared or (formula["text"] and refers(_text(formula))):
            sheet.replace(*formula.span(), "")


def _text(formula: re.Match[bytes]) -> str:
    return html.unescape(formula["text"].decode())


def _share(formula: re.Match[bytes]) -> bytes:
    found = _SHARED.search(formula["tag"] or b"")
    return found[1] if found else b""


def _drop_rules(sheet: Markup, parent: Element, refers: Refers) -> None:
    for group in parent.children:
        rules = [child for child in group.children if child.name in _RULES]
        leaving = [r for r in rules if any(refers(text) for text in _formulas(sheet, r))]
        if leaving and len(leaving) == len(rules):
            sheet.remove(group)
        elif leaving:
            for rule in leaving:
                sheet.remove(rule)
            if "count" in group.attributes:
                sheet.set(group, "count", len(rules) - len(leaving))
        else:
            _drop_rules(sheet, group, refers)


def _formulas(sheet: Markup, rule: Element) -> Iterator[str]:
    for child in rule.children:
        if child.name in _FORMULAS and not child.children:
            yield sheet.text(child)
        yield from _formulas(sheet, child)
