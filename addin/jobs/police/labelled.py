"""Read labelled values: in the cell beside or below a label, or after a colon in the same cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from addin.forms import ledgers
from addin.forms.text import heading, squeeze
from addin.jobs.police.asking import PERIOD, Period
from addin.reading.grid import Grid

Place = tuple[int, int]  # row and column, both from 0
_NAMES = {key: ledgers.QUERY_LOG.by_key[key].headings for key in PERIOD}
_BOTH_ENDS = frozenset(
    f"{what}起止{when}" for what in ("", "查询", "出入境") for when in ("时间", "日期")
)
PERIOD_LABELS = _BOTH_ENDS.union(*_NAMES.values())
_TO = re.compile("至|到|~|—+|--+")


def filled_places(grid: Grid, rows: Iterable[int]) -> list[Place]:
    """Return the positions of the filled cells in these rows."""
    return [(row, column - 1) for row in rows for column in grid.filled(row)]


def beside(
    grid: Grid, places: Sequence[Place], names: Collection[str], labels: Collection[str]
) -> str:
    """Return the value right of a label or, where that is another label, below it."""
    for row, column in places:
        if heading(grid.text(row, column)) not in names:
            continue
        right = column + 1
        while grid.anchor(row, right) == (row, column):
            right += 1
        for text in (grid.merged_text(row, right), grid.merged_text(row + 1, column)):
            if text.strip() and heading(text) not in labels:
                return text.strip()
    return ""


def searched(grid: Grid, places: Sequence[Place], pattern: re.Pattern[str]) -> str:
    """Return the first text that matches the pattern, or the group in it."""
    found = (pattern.search(squeeze(grid.text(*place))) for place in places)
    return next((match[match.lastindex or 0] for match in found if match), "")


def period(grid: Grid, places: Sequence[Place], labels: Collection[str] = ()) -> Period:
    """Return the period that an answer covers; ``labels`` are the names of other values."""
    known = PERIOD_LABELS.union(labels)

    def said(names: Collection[str]) -> str:
        return beside(grid, places, names, known) or _behind(grid, places, names)

    first, _, last = _TO.sub("\n", said(_BOTH_ENDS), count=1).partition("\n")
    ends = Period(since=first.strip(), until=last.strip())
    return Period(*(said(_NAMES[key]) for key in PERIOD)).over(ends)


def _behind(grid: Grid, places: Sequence[Place], names: Collection[str]) -> str:
    """Return the text after the label up to a space or comma: a time of day is cut off."""
    either = "|".join(sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?:{either})\s*(?::\s*|(?=\d))([^\s,;、()]+)")
    texts = (unicodedata.normalize("NFKC", grid.text(*place)) for place in places)
    return next((match[1] for match in map(pattern.search, texts) if match), "")
