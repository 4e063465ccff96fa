"""The place of a document on a given day (保管台账), and the days a loan of it is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby

from addin.forms import codes
from addin.model.entries import TRAVEL, Approval, CustodyMove
from addin.model.trips import Trip
from addin.values.dates import later, spoken

_DEPOSIT, _LOAN, _RETURN, _CANCEL, _LOSS = codes.MOVE.values
INWARD = (_DEPOSIT, _RETURN)


class Location(Enum):
    """Where a document is; the value is the word people read."""

    KEPT = "在管"
    LENT = "领用未还"
    GONE = "已注销或挂失"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a document is, and the move that brought it there."""

    place: Location
    move: CustodyMove

    @property
    def spoken(self) -> str:
        """``在管，2026年9月1日交存``; ``领用未还，自2026年9月1日``; ``已挂失，2026年9月1日``."""
        since = spoken(self.move.day)
        if self.place is Location.KEPT:
            return f"{self.place.value}，{since}{self.move.move}"
        if self.place is Location.LENT:
            return f"{self.place.value}，自{since}"
        return f"已{self.move.move}，{since}"


def where(found: Whereabouts | None) -> str:
    """Return where a document is, in words; None is one that 保管台账 does not know."""
    return found.spoken if found else "未登记（台账中没有）"


@dataclass(frozen=True, slots=True)
class AllowedPeriod:
    """An approved absence during which, and some days after which, a loan is in order."""

    approval: Approval
    first: date
    last: date


def whereabouts(moves: Iterable[CustodyMove], on: date) -> Whereabouts | None:
    """Return where one document is at the end of the day ``on``; None before any move.

    Moves of one day have no order of their own: as many in as out leave things as they were.
    """
    found: Whereabouts | None = None
    past = sorted((m for m in moves if m.day <= on), key=lambda m: (m.day, m.move, m.row.number))
    for _, group in groupby(past, key=lambda m: m.day):
        today = list(group)
        place = _after(today, found.place if found else None)
        found = Whereabouts(place, _decisive(today, place))
    return found


def allowed_periods(
    kind: str,
    since: date,
    approvals: Iterable[Approval],
    trips: Sequence[Trip],
    days: int,
    on: date,
) -> list[AllowedPeriod]:
    """Return the periods in which a loan of that kind is in order, as known on the day ``on``.

    ``since`` is the day of the loan, ``days`` how many there are to bring the document back.
    Each approved absence that ends after the loan began counts, and ``days`` after the return:
    the actual one where the border records show it, else the approved one. The first of them
    reaches back to the day of the loan, because documents are fetched before a journey.
    """
    made = [trip for trip in trips if trip.end and since <= trip.end <= on]
    found = sorted(
        (
            _leave(approval, period, made, days)
            for approval in approvals
            if (period := approval.period) and _is_linked(approval, period, kind, since, on)
        ),
        key=lambda leave: (leave.last, leave.first, leave.approval.row.number),
    )
    if found:
        first = found[0]
        found[0] = AllowedPeriod(first.approval, min(first.first, since), first.last)
    return found


def _after(today: Sequence[CustodyMove], before: Location | None) -> Location:
    moves = [move.move for move in today]
    if _CANCEL in moves or _LOSS in moves:
        return Location.GONE
    inward, outward = sum(m in INWARD for m in moves), moves.count(_LOAN)
    if inward != outward:
        return Location.KEPT if inward > outward else Location.LENT
    if before in (Location.KEPT, Location.LENT):
        return before
    return Location.LENT if _DEPOSIT in moves else Location.KEPT


def _decisive(today: Sequence[CustodyMove], place: Location) -> CustodyMove:
    wanted = {Location.KEPT: INWARD, Location.LENT: (_LOAN,), Location.GONE: (_CANCEL, _LOSS)}[
        place
    ]
    return next(move for kind in wanted for move in today if move.move == kind)


def _is_linked(
    approval: Approval, period: tuple[date, date], kind: str, since: date, on: date
) -> bool:
    return (
        TRAVEL in approval.matters
        and approval.covers_kind(kind)
        and period[1] >= since
        and (approval.granted is None or approval.granted <= on)
    )


def _leave(
    approval: Approval, period: tuple[date, date], made: Sequence[Trip], days: int
) -> AllowedPeriod:
    first, last = period
    returns = [trip.end for trip in made if trip.end and trip.overlaps(first, last)]
    returned = max(returns, default=last)
    return AllowedPeriod(approval, first, max(last, later(returned, days)))
