"""How far the people of a unit were judged, one category each: the lines of 核查覆盖 of 汇总.

A line is written as ``58/60``: judged of 58 of 60 people. A subordinate 附件2 without 核查覆盖
tells at most how many were not judged, and a blank cell of it only that nobody was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from addin.forms import annex2, codes

_FRACTION = re.compile(r"(\d+)\s*[/／]\s*(\d+)")
_OTHERS = re.compile(r"另有(\d+)人未判")
_NOBODY = "未核查"
_NEXT = "；"  # between two reasons of one category
_SHORT = {title: annex2.PROBLEM_SHORT[key] for title, key in annex2.PROBLEM_COLUMN.items()}
_FULL = {short: title for title, short in _SHORT.items()}
_NAME = "|".join(re.escape(_SHORT.get(each, each)) for each in codes.PROBLEM.values)
_REASON = re.compile(rf"(.*)（((?:{_NAME})(?:、(?:{_NAME}))*)）")


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """Of how many people of a unit one category was judged, and why not of the others.

    ``people`` and ``judged`` are None where nobody has said.
    """

    unit: str
    category: str
    people: int | None
    judged: int | None
    unjudged: int
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everybody is known to have been judged."""
        return self.people is not None and not self.unjudged

    @property
    def text(self) -> str:
        """What its cell of 核查覆盖 says."""
        if self.people is not None:
            return f"{self.judged}/{self.people}"
        return _NOBODY if self.judged == 0 else f"另有{self.unjudged}人未判"


def parse(unit: str, category: str, text: str, reason: str = "") -> UnitCoverage | None:
    """Return what a cell of 核查覆盖 says; None where it says nothing."""
    if found := _FRACTION.fullmatch(text):
        judged, people = int(found[1]), int(found[2])
        return UnitCoverage(unit, category, people, judged, max(0, people - judged), reason)
    if found := _OTHERS.fullmatch(text):
        return UnitCoverage(unit, category, None, None, int(found[1]), reason)
    return UnitCoverage(unit, category, None, 0, 0, reason) if text == _NOBODY else None


@dataclass(frozen=True)
class CoverageSheet:
    """核查覆盖 as read: its lines, and for each category the cells that its numbers stand in."""

    lines: tuple[UnitCoverage, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)


def told_reasons(lines: Iterable[UnitCoverage]) -> str:
    """Return why people of a unit were not judged: each reason once, with its categories."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for reason in filter(None, line.reason.split(_NEXT)):
            found.setdefault(reason, []).append(_SHORT.get(line.category, line.category))
    return "\n".join(f"{reason}（{'、'.join(names)}）" for reason, names in found.items())


def reasons_in(text: str) -> dict[str, str]:
    """Return the reasons by category from the text that :func:`told_reasons` wrote."""
    found: dict[str, list[str]] = {}
    for line in map(_REASON.fullmatch, text.split("\n")):
        for name in re.findall(_NAME, line[2]) if line else ():
            found.setdefault(_FULL.get(name, name), []).append(line[1] if line else "")
    return {category: _NEXT.join(reasons) for category, reasons in found.items()}


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one category was judged over many units.

    ``silent`` is how many of these do not say of how many people; they are in no number.
    """

    people: int
    judged: int
    silent: int


def reach(lines: Iterable[UnitCoverage], category: str) -> Reach:
    """Add up what is known of a category."""
    known = [line for line in lines if line.category == category]
    return Reach(
        sum(line.people or 0 for line in known),
        sum(line.judged or 0 for line in known if line.people is not None),
        sum(line.people is None for line in known),
    )
