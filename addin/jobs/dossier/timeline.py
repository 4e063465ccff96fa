"""Build the events and the time line picture of 一人一档.

Source: 规格 §5 (证件、行程、审批对照的时间线图). Each row that names
the person is one event; rows without a usable date come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import zip_longest

from addin.forms import ledgers
from addin.forms.columns import Column, Table
from addin.model.archive import key_of
from addin.model.custody import Location
from addin.model.dossier import Dossier
from addin.model.entries import Approval, ReportEntry
from addin.model.rows import Row
from addin.values import dates

# Of each ledger: the columns that may say when, in order, and what its rows are.
_TELLING: tuple[tuple[Table, tuple[str, ...], str], ...] = (
    (ledgers.ROSTER, (), "应备名册"),
    (ledgers.POLICE_REGISTER, ("date",), "公安备案"),
    (ledgers.POLICE_DOCUMENTS, ("issued", "expires"), "签发证件"),
    (ledgers.POLICE_CROSSINGS, ("time",), "出入境"),
    (ledgers.APPROVALS, ("date", "leave", "back"), "审批"),
    (ledgers.REPORTS, ("date", "leave", "back"), "报告"),
    (ledgers.CUSTODY_LOG, ("date",), "保管"),
    (ledgers.HANDLING, ("date",), "处理"),
)
_TOLD = ("direction", "move", "matter")  # columns whose value names the kind of row


@dataclass(frozen=True, slots=True)
class Event:
    """One ledger row about the person: date, kind, text, and address."""

    day: date | None
    what: str
    words: str
    reference: str


class BarKind(Enum):
    """The kinds of bar in the picture; the value is the word in the legend."""

    VALID = "证件有效期"
    KEPT = "集中保管"
    LENT = "领用在外"
    APPROVED = "批准行程"
    ABROAD = "实际在境外"
    REPORTED = "本人报告"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: both days belong to it; ``is_open`` where its end is not known."""

    kind: BarKind
    first: date
    last: date
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture, with its bars from left to right."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Scale:
    """Days on a line of length 1; both days belong to it."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day begins, from 0 to 1; days outside the scale give 0 or 1."""
        whole = (self.last - self.first).days + 1
        return min(max((day - self.first).days / whole, 0.0), 1.0)

    def span(self, bar: Bar) -> tuple[float, float]:
        """Return where a bar begins and ends; the end is never before the beginning."""
        return self.at(bar.first), max(self.at(bar.first), self._after(bar.last))

    def years(self) -> Iterator[tuple[int, float]]:
        """Yield each year with the place where it begins on the line."""
        for year in range(self.first.year, self.last.year + 1):
            yield year, self.at(date(year, 1, 1))

    def _after(self, day: date) -> float:
        whole = (self.last - self.first).days + 1
        return min(max(((day - self.first).days + 1) / whole, 0.0), 1.0)


def events(dossier: Dossier, sheets: Mapping[str, Sequence[Row]]) -> list[Event]:
    """Return every row of the ledgers that names the person, in order of time.

    ``sheets`` are the rows of each ledger by table name; rows without a date come last.
    """
    found = [
        _event(table, when, what, row)
        for table, when, what in _TELLING
        for row in sheets.get(table.name, ())
        if key_of(row["id_number"]) == dossier.identity
    ]
    return sorted(found, key=lambda event: event.day or date.max)


def lanes(dossier: Dossier, on: date) -> list[Lane]:
    """Return the lanes of the picture: one for each document and each kind of journey."""
    numbers = [*(each.number for each in dossier.police), *dossier.moves]
    found = [
        Lane(_title(dossier, number), tuple(_of_document(dossier, number, on)))
        for number in dict.fromkeys(numbers)
    ]
    found.append(Lane(BarKind.APPROVED.value, tuple(_periods(BarKind.APPROVED, dossier.approvals))))
    found.append(Lane(BarKind.ABROAD.value, tuple(_trips(dossier, on))))
    found.append(Lane(BarKind.REPORTED.value, tuple(_periods(BarKind.REPORTED, dossier.reports))))
    return found


def scale(found: Sequence[Lane], start: date, on: date) -> Scale:
    """Return a scale of whole years that shows the day ``on`` and every journey.

    It begins with ``start``, or with an earlier journey; bars of documents that expire later are
    cut off.
    """
    bars = [bar for lane in found for bar in lane.bars]
    first = min([start, *(bar.first for bar in bars if bar.kind is not BarKind.VALID)])
    moving = [bar.last for bar in bars if bar.kind is not BarKind.VALID]
    last = max([on, *moving])
    return Scale(date(first.year, 1, 1), date(last.year, 12, 31))


def _event(table: Table, when: Sequence[str], what: str, row: Row) -> Event:
    dated = {key: found for key in when if (found := dates.moment(row[key]))}
    moment = next(iter(dated.values()), None)
    told = next((text for key in _TOLD if (text := row.text(key))), "")
    passed = {"name", "id_number", *_TOLD, *list(dated)[:1]}
    words = [_said(row, column) for column in table.columns if column.key not in passed]
    clock = f"{moment:%H:%M}" if moment and (moment.hour or moment.minute) else ""
    return Event(
        moment.date() if moment else None,
        "·".join(dict.fromkeys(word for word in (what, told) if word)),
        "、".join(word for word in (clock, *words) if word),
        row.reference,
    )


def _said(row: Row, column: Column) -> str:
    """Return the text of a cell; a second day on a row is preceded by its heading."""
    if column.content == "text":
        return row.text(column.key)
    found = dates.day(row[column.key])
    text = dates.spoken(found) if found else row.text(column.key)
    return f"{column.title}{text}" if text else ""


def _title(dossier: Dossier, number: str) -> str:
    kinds = [*(d.kind for d in dossier.police if d.number == number),
             *(m.kind for m in dossier.moves.get(number, ()))]  # fmt: skip
    return f"{next(filter(None, kinds), '证件')}{number}"


def _of_document(dossier: Dossier, number: str, on: date) -> Iterator[Bar]:
    for each in dossier.police:
        if each.number == number and (each.issued or each.expires):
            first = each.issued or dossier.settings.start
            yield Bar(BarKind.VALID, first, each.expires or on, is_open=each.expires is None)
    moves = dossier.moves.get(number, ())
    days = sorted({move.day for move in moves if move.day <= on})
    for day, following in zip_longest(days, days[1:]):
        place = dossier.whereabouts(number, day)
        if place and place.place is not Location.GONE:
            kind = BarKind.KEPT if place.place is Location.KEPT else BarKind.LENT
            yield Bar(kind, day, following or on, is_open=following is None)


def _periods(kind: BarKind, entries: Sequence[Approval] | Sequence[ReportEntry]) -> Iterator[Bar]:
    for entry in entries:
        period = entry.period
        if period and period[0] <= period[1]:
            yield Bar(kind, *period)


def _trips(dossier: Dossier, on: date) -> Iterator[Bar]:
    for trip in dossier.travels.trips:
        end = trip.end or (trip.resumed.day if trip.resumed else on)
        if end >= trip.start:
            yield Bar(BarKind.ABROAD, trip.start, end, is_open=trip.end is None)
