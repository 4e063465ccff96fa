"""Trips: exits and entries of one person paired by time (规格 §3 行程)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from addin.model.entries import Crossing
from addin.values.dates import spoken


@dataclass(frozen=True, slots=True)
class Trip:
    """One absence: the exit, and the entry where there is a record of it.

    ``resumed`` is the next exit where the entry before it is missing from the records: the
    person did come back some time before it. ``is_uncertain`` where a line of the records cannot
    be read that may be the entry. ``handed_in`` is the day on which 保管台账 has the document
    back: the entry is missing from the records, the person is not abroad.
    """

    exit: Crossing
    entry: Crossing | None = None
    resumed: Crossing | None = None
    is_uncertain: bool = False
    handed_in: date | None = None

    @property
    def start(self) -> date:
        """Day of the exit."""
        return self.exit.day

    @property
    def end(self) -> date | None:
        """Day of the entry, None where there is no record of it."""
        return self.entry.day if self.entry else None

    @property
    def is_open(self) -> bool:
        """Whether the records say that the person is still abroad."""
        return not (self.entry or self.resumed or self.is_uncertain or self.handed_in)

    @property
    def is_official(self) -> bool:
        """Whether it was made on a document for official travel."""
        return self.exit.is_official

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """The exit and, where known, the entry."""
        return (self.exit, self.entry) if self.entry else (self.exit,)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day of the trip lies in the period, both ends included."""
        end = self.entry.day if self.entry else self._seen_back
        return self.start <= last and first <= end

    @property
    def _seen_back(self) -> date:
        """The day by which the person was back though no entry is on record."""
        resumed = self.resumed.day if self.resumed else date.max
        return min(resumed, self.handed_in or date.max)

    def spoken(self) -> str:
        """Return when it was, in words, e.g. ``2014年6月1日出境、2014年6月10日入境``."""
        if self.entry:
            return f"{spoken(self.start)}出境、{spoken(self.entry.day)}入境"
        return f"{spoken(self.start)}出境、" + ("尚无入境记录" if self.is_open else "入境记录缺失")


@dataclass(frozen=True, slots=True)
class Travels:
    """All trips of one person in order, and the entries without an exit."""

    trips: tuple[Trip, ...]
    strays: tuple[Crossing, ...]


def pair(crossings: Iterable[Crossing]) -> Travels:
    """Return the trips of one person from crossings in any order.

    The same crossing exported twice counts once. Where only days are known, a person at home
    first leaves and a person abroad first returns. An entry without exit joins no trip.
    """
    trips: list[Trip] = []
    strays: list[Crossing] = []
    out: Crossing | None = None
    for crossing in _in_order(_distinct(crossings)):
        if crossing.leaving:
            if out:
                trips.append(Trip(out, resumed=crossing))
            out = crossing
        elif out:
            trips.append(Trip(out, crossing))
            out = None
        else:
            strays.append(crossing)
    if out:
        trips.append(Trip(out))
    return Travels(tuple(trips), tuple(strays))


def _fullness(crossing: Crossing) -> tuple[object, ...]:
    """Return the sort key: rows with a time first, by time; then those with most cells filled."""
    if crossing.is_timed:
        return (False, crossing.time)
    words = (crossing.number, crossing.country, crossing.port, crossing.kind)
    return (True, words.count(""), words)


def _distinct(crossings: Iterable[Crossing]) -> Iterator[Crossing]:
    """Yield the rows except those that repeat another row."""
    ordered = sorted(crossings, key=lambda c: (c.day, c.leaving, _fullness(c), c.row.number))
    for _, same_day in groupby(ordered, key=lambda c: (c.day, c.leaving)):
        kept: list[Crossing] = []
        for crossing in same_day:
            if not any(_is_repeated(crossing, other) for other in kept):
                kept.append(crossing)
        yield from kept


def _is_repeated(one: Crossing, other: Crossing) -> bool:
    """Return whether a row adds nothing to another of the same day and direction."""
    if one.is_timed:
        return one.time == other.time
    return all(
        not mine or not theirs or mine == theirs
        for mine, theirs in (
            (one.number, other.number),
            (one.country, other.country),
            (one.port, other.port),
        )
    )


def _in_order(crossings: Iterable[Crossing]) -> Iterator[Crossing]:
    """Yield the crossings in time order; those without a time so that exits and entries pair."""
    abroad = False
    ordered = sorted(crossings, key=lambda c: (c.time, c.leaving))
    for _, group in groupby(ordered, key=lambda c: c.day):
        for crossing in _within_day(list(group), abroad):
            abroad = crossing.leaving
            yield crossing


def _within_day(crossings: Sequence[Crossing], abroad: bool) -> Iterator[Crossing]:
    timed = [c for c in crossings if c.is_timed]
    untimed = [c for c in crossings if not c.is_timed]
    while timed or untimed:
        fits = [c for c in (*timed[:1], *untimed) if c.leaving != abroad]
        chosen = fits[0] if fits else (*timed, *untimed)[0]
        (timed if chosen.is_timed else untimed).remove(chosen)
        abroad = chosen.leaving
        yield chosen
