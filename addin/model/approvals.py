"""Comparison of a trip with the approvals: those in time, those too late, and deviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from addin.model.entries import TRAVEL, Approval
from addin.model.parameters import Parameters
from addin.model.trips import Trip
from addin.values import places
from addin.values.dates import later, spoken


@dataclass(frozen=True, slots=True)
class Review:
    """One trip and the approvals that overlap it.

    ``timely`` were granted on the day of exit or before, or prolong one of those before it ran
    out; ``late`` were granted after the exit. ``deviations`` say in words how
    the trip differs from ``measure``, the approval that fits best.
    """

    trip: Trip
    timely: tuple[Approval, ...]
    late: tuple[Approval, ...]
    measure: Approval | None = None
    deviations: tuple[str, ...] = ()


def review(
    trip: Trip, approvals: Iterable[Approval], settings: Parameters, seen_until: date | None = None
) -> Review:
    """Compare one trip with all approvals of the person.

    ``seen_until`` is the last day that the border records cover; by default 检查基准日.
    """
    if seen_until and seen_until < settings.as_of:
        settings = replace(settings, as_of=seen_until)
    near = sorted(_near(trip, approvals), key=lambda stay: (*stay.days, stay.approval.row.number))
    prior = [s for s in near if s.granted and s.granted <= trip.start]
    after = [s for s in near if s.granted and s.granted > trip.start]
    extensions = [s for s in after if any(s.prolongs(earlier) for earlier in prior)]
    timely = sorted((*prior, *extensions), key=lambda stay: stay.days)
    measure, deviations = _best(trip, timely or near, settings)
    return Review(
        trip,
        tuple(stay.approval for stay in timely),
        tuple(stay.approval for stay in after if stay not in extensions),
        measure,
        deviations,
    )


@dataclass(frozen=True, slots=True)
class _Stay:
    """An approval with the days it covers."""

    approval: Approval
    days: tuple[date, date]

    @property
    def granted(self) -> date | None:
        return self.approval.granted

    def prolongs(self, earlier: _Stay) -> bool:
        """Return whether it was granted before the earlier one ended, and follows on it."""
        end = earlier.days[1]
        return bool(self.granted and self.granted <= end and self.days[0] <= _next(end))


def _near(trip: Trip, approvals: Iterable[Approval]) -> Iterator[_Stay]:
    for approval in approvals:
        days = approval.period
        if days and TRAVEL in approval.matters and trip.overlaps(*days):
            yield _Stay(approval, days)


def _best(
    trip: Trip, stays: Sequence[_Stay], settings: Parameters
) -> tuple[Approval | None, tuple[str, ...]]:
    """Return the approval that fits best, with what it was not kept to; nothing if all is well."""
    judged = [
        (tuple(_deviations(trip, stay.approval, days, settings)), stay.approval)
        for days, block in _blocks(stays)
        for stay in _in_force(trip, block)
    ]
    if not judged:
        return None, ()
    deviations, approval = min(judged, key=lambda pair: len(pair[0]))
    return approval, deviations


def _blocks(stays: Sequence[_Stay]) -> Iterator[tuple[tuple[date, date], list[_Stay]]]:
    """Return the approvals grouped: those that overlap or follow on one another together."""
    block: list[_Stay] = []
    first = last = date.min
    for stay in stays:
        begin, end = stay.days
        if block and begin > _next(last):
            yield (first, last), block
            block = []
        if not block:
            first = last = begin
        last = max(last, end)
        block.append(stay)
    if block:
        yield (first, last), block


def _in_force(trip: Trip, block: Sequence[_Stay]) -> Sequence[_Stay]:
    """Return the approvals in force on the day of exit; all, where none was."""
    return [stay for stay in block if stay.days[0] <= trip.start <= stay.days[1]] or block


def _deviations(
    trip: Trip, approval: Approval, days: tuple[date, date], settings: Parameters
) -> Iterator[str]:
    first, last = days
    tolerance = settings.tolerance
    if first > date.min and trip.start < later(first, -tolerance):
        early = (first - trip.start).days
        yield f"批准{spoken(first)}出境，实际{spoken(trip.start)}出境，提前{early}天"
    end = trip.end
    if last == date.max:
        pass  # the day of return is not known
    elif end and end > later(last, tolerance):
        yield f"批准{spoken(last)}返回，实际{spoken(end)}入境，延期{(end - last).days}天"
    elif trip.is_open and settings.as_of > later(last, tolerance):
        late = (settings.as_of - last).days
        yield f"批准{spoken(last)}返回，至{spoken(settings.as_of)}无入境记录，已超{late}天"
    country = trip.exit.country
    if not places.within(country, approval.places):
        yield f"批准前往{approval.row.text('country')}，实际前往{country}"
    kinds = dict.fromkeys(c.kind for c in trip.crossings if not approval.covers_kind(c.kind))
    if kinds:
        yield f"批准使用{approval.row.text('kind')}，实际使用{'、'.join(kinds)}"


def _next(day: date) -> date:
    return day if day == date.max else later(day, 1)
