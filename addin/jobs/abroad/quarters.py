"""Calendar quarters."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from addin.forms.text import squeeze

_WRITTEN = re.compile(r"(\d{4})年?[-/]?(?:[Qq]|第)?([1-4一二三四])(?:季度|季)?")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter: the year, and 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        month = 3 * self.number
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def next(self) -> Quarter:
        """Return the quarter after it."""
        year, number = divmod(4 * self.year + self.number, 4)
        return Quarter(year, number + 1)

    def __str__(self) -> str:
        return f"{self.year}年{'一二三四'[self.number - 1]}季度"


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarter(text: str) -> Quarter | None:
    """Return the quarter written in ``text`` (``2026Q3``, ``2026年第三季度``), None if none."""
    found = _WRITTEN.fullmatch(squeeze(text))
    if not found or not 1900 < int(found[1]) < 9999:
        return None
    digits = found[2]
    number = int(digits) if digits.isdecimal() else "一二三四".index(digits) + 1
    return Quarter(int(found[1]), number)


def between(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Yield the quarters from ``first`` to ``last``, both included."""
    while first <= last:
        yield first
        first = first.next
