"""What one file contributes to 附件2, as a set of things counted.

Every number of 附件2 counts different things: people, records, units. A file contributes pairs
(column, thing); joining two files is the union of their pairs, so that a thing reported twice
counts once, whatever the order of the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from addin.forms import annex2
from addin.model.annex2 import Summary
from addin.model.remarks import APART

Entry = tuple[str, str]

# Whoever is found in several columns of a group counts in the first of them.
_GROUPS = (
    (*annex2.CATEGORY_COLUMN.values(), *APART, "unregistered"),
    tuple(annex2.RANK_COLUMN.values()),
)
_PLACE = {column: (g, at) for g, group in enumerate(_GROUPS) for at, column in enumerate(group)}


class DoubtKind(Enum):
    """What kind of doubt it is, the gravest first; the value is the word people read."""

    SAME_FILE = "同一文件重复报送"
    SAME_UNIT = "同名单位"
    OVERLAP = "可能重复计算"
    SHARED = "跨单位重复人员"
    REPEATED = "同一单位内重复"
    UNCOUNTED = "没有计入"
    UNBALANCED = "数字不平"
    REMARK = "口径说明"
    CARRIED = "安全提示"

    @property
    def is_doubt(self) -> bool:
        """Whether the numbers may be wrong because of it."""
        return self is not DoubtKind.CARRIED


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at; the numbers are not changed because of it."""

    kind: DoubtKind
    unit: str
    message: str
    source: str


class Member(NamedTuple):
    """One person of 附件1, to be found again in another unit."""

    key: str
    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How far one file lets a category be judged.

    ``missing`` are the keys of the people not judged, None where that is everybody; ``unjudged``
    is how many they are.
    """

    category: str
    people: int
    unjudged: int
    missing: frozenset[str] | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Contribution:
    """What one file reports; small and picklable, so that files can be read side by side.

    ``is_named`` is False where ``unit`` is only the file's name. A unit's workbook has
    ``entries``, ``members`` and what was ``checked``, a subordinate 附件2 its ``summary``.
    """

    source: str
    sha256: str
    unit: str
    is_named: bool = True
    entries: frozenset[Entry] = frozenset()
    members: tuple[Member, ...] = ()
    checked: tuple[Checked, ...] = ()
    summary: Summary | None = None
    doubts: tuple[Doubt, ...] = ()


def tally(entries: Iterable[Entry]) -> Counter[str]:
    """Count the different things in each column; a person counts once in a group of columns."""
    numbers: Counter[str] = Counter()
    first: dict[tuple[int, str], int] = {}
    for column, thing in set(entries):
        if column in _PLACE:
            group, at = _PLACE[column]
            first[group, thing] = min(at, first.get((group, thing), at))
        else:
            numbers[column] += 1
    numbers.update(_GROUPS[group][at] for (group, _), at in first.items())
    return numbers
