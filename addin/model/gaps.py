"""What of the seven columns of problems nobody has judged, as 备注 of 附件2 says it (规格 §4).

A blank cell of these columns means 未核查, and 0 means that nothing was found. 备注 says of whom::

    未核查：违规办理、把关不严（60人）      the cell is blank: nobody was judged, of 60 people
    违规持有2个单位未核查（31人）           of an office: two of its units left the cell blank
    未经批准、未按审批另有3人未判           of those units that judged, 3 people were not

Each is a count that adds up over any number of levels; a bracket is left out where nobody has said
how many people these are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from addin.forms import annex2

COLUMNS = tuple(annex2.PROBLEM_SHORT)
UNITS, PEOPLE, OTHERS = "unchecked_units", "unchecked_people", "unjudged"
SOMEWHERE = ""  # in the place of a column: nobody has said of which categories

_ALL = "七类问题"
_BLANK = r"\s*"
_NUMBER = r"[0-9０-９]{1,9}"
_IN_BRACKETS = rf"\s*[（(]\s*{_NUMBER}\s*人\s*[）)]"
_PEOPLE = _IN_BRACKETS.replace(_NUMBER, f"({_NUMBER})")


def key(kind: str, column: str) -> str:
    """Return the name of a count: ``kind`` is UNITS, PEOPLE or OTHERS."""
    return f"{kind}:{column}"


KEYS = frozenset(
    (
        key(OTHERS, SOMEWHERE),
        *(key(kind, column) for kind in (UNITS, PEOPLE, OTHERS) for column in COLUMNS),
    )
)


def unjudged(counts: Mapping[str, int], column: str) -> int:
    """Return of how many people a category was not judged, as far as anybody has said."""
    return counts.get(key(PEOPLE, column), 0) + counts.get(key(OTHERS, column), 0)


def has_any(counts: Mapping[str, int], columns: Collection[str] = COLUMNS) -> bool:
    """Whether anything of these categories was not judged."""
    asked = (*columns, SOMEWHERE)
    return any(counts.get(key(kind, each)) for kind in (UNITS, PEOPLE, OTHERS) for each in asked)


def with_blanks(counts: Counter[str], blanks: Collection[str], units: int) -> Counter[str]:
    """Return the counts of a row whose cells in ``blanks`` are empty, which is 未核查 by itself.

    ``units`` is how many units the row stands for. A remark that says 未核查 and not of what means
    the blank cells, or all seven where none is blank.
    """
    counts = Counter(counts)
    meant = blanks or (COLUMNS if counts[key(UNITS, SOMEWHERE)] else ())
    del counts[key(UNITS, SOMEWHERE)]
    return counts | Counter({key(UNITS, column): max(1, units) for column in meant})


def written(counts: Mapping[str, int], blanks: Collection[str]) -> list[str]:
    """Return the remarks on a row whose cells in ``blanks`` are empty."""
    empty = [column for column in COLUMNS if column in blanks]
    filled = [column for column in COLUMNS if column not in blanks]
    said = [f"未核查：{names}{_people(n)}" for names, n in _alike(empty, counts, PEOPLE)]
    said += [
        f"{names}{units}个单位未核查{_people(number)}"
        for names, units, number in _alike(filled, counts, UNITS, PEOPLE)
        if units
    ]
    said += [f"{names}另有{n}人未判" for names, n in _alike(COLUMNS, counts, OTHERS) if n]
    somewhere = counts.get(key(OTHERS, SOMEWHERE))
    return [*said, f"另有{somewhere}人未判"] if somewhere else said


def read(remark: str) -> tuple[Counter[str], str]:
    """Return the counts that a remark tells, and the remark without them.

    A category that is said to be 未核查 without a number of units counts as one unit.
    """
    counts: Counter[str] = Counter()
    for pattern, take in _PHRASES:
        remark = pattern.sub(_taking(take, counts), remark)
    return counts, remark


def claimed(remark: str) -> frozenset[str]:
    """Return the columns of which a remark says by name that they are 未核查 as a whole."""
    found = ("".join(filter(None, each.groups())) for each in _UNCHECKED.finditer(remark))
    return frozenset(column for names in found if names for column in _columns(names))


def _alike(columns: Collection[str], counts: Mapping[str, int], *kinds: str) -> Iterator[Any]:
    """Yield the names of columns that have the same counts, and these counts."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for column in columns:
        said = tuple(counts.get(key(kind, column), 0) for kind in kinds)
        groups.setdefault(said, []).append(annex2.PROBLEM_SHORT[column])
    return (("、".join(names), *said) for said, names in groups.items())


def _people(number: int) -> str:
    return f"（{number}人）" if number else ""


def _loosely(name: str) -> str:
    """The name as a pattern: brackets of either width, white space anywhere."""
    return _BLANK.join({"（": "[（(]", "）": "[）)]"}.get(char, re.escape(char)) for char in name)


_SPELLED = {
    column: (title, annex2.PROBLEM_SHORT[column]) for title, column in annex2.PROBLEM_COLUMN.items()
}
_COLUMN_OF = [
    (re.compile(_loosely(name)), column) for column, names in _SPELLED.items() for name in names
]
_NAME = "|".join(_loosely(name) for names in (*_SPELLED.values(), (_ALL,)) for name in names)
_AND = r"\s*[、，,和及]\s*"
_NAMES = rf"(?:{_NAME})(?:{_AND}(?:{_NAME}))*"
_GROUP = rf"{_NAMES}(?:{_IN_BRACKETS})?"
_OF_UNITS = re.compile(
    rf"({_NAMES})?\s*(?:另?有|还有|尚有)?\s*({_NUMBER})\s*个(?:地区和)?单位\s*未核查(?:{_PEOPLE})?"
)
_OF_OTHERS = re.compile(
    rf"({_NAMES})?\s*(?:另有|还有|尚有)\s*({_NUMBER})\s*[人名]\s*未判(?![刑决处])"
)
_UNCHECKED = re.compile(
    rf"({_NAMES})?\s*[均都]?未核查(?:\s*[:：]\s*({_GROUP}(?:{_AND}{_GROUP})*)|(?=\s*(?:$|[；;。，,])))"
)
_PART = re.compile(rf"({_NAMES})(?:{_PEOPLE})?")


def _columns(names: str) -> list[str]:
    """The columns that names stand for; 七类问题 are all of them."""
    found = [column for pattern, column in _COLUMN_OF if pattern.search(names)]
    return list(dict.fromkeys(found)) or list(COLUMNS)


def _take_units(found: re.Match[str], counts: Counter[str]) -> None:
    for column in _columns(found[1] or _ALL):
        counts[key(UNITS, column)] += int(found[2])
        _add_people(counts, column, found[3])


def _take_others(found: re.Match[str], counts: Counter[str]) -> None:
    for column in _columns(found[1]) if found[1] else [SOMEWHERE]:
        counts[key(OTHERS, column)] += int(found[2])


def _take_unchecked(found: re.Match[str], counts: Counter[str]) -> None:
    if not any(found.groups()):
        counts[key(UNITS, SOMEWHERE)] = 1
    for part in _PART.finditer("、".join(filter(None, found.groups()))):
        for column in _columns(part[1]):
            counts[key(UNITS, column)] += 1
            _add_people(counts, column, part[2])


def _add_people(counts: Counter[str], column: str, number: str | None) -> None:
    if number:
        counts[key(PEOPLE, column)] += int(number)


_Take = Callable[[re.Match[str], Counter[str]], None]
_PHRASES: tuple[tuple[re.Pattern[str], _Take], ...] = (
    (_OF_UNITS, _take_units), (_OF_OTHERS, _take_others), (_UNCHECKED, _take_unchecked),
)  # fmt: skip


def _taking(take: _Take, counts: Counter[str]) -> Callable[[re.Match[str]], str]:
    def taken(found: re.Match[str]) -> str:
        take(found, counts)
        return "；"

    return taken
