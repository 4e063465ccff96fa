"""The rules of 年度报告: collect what a unit has to report on the past year.

Source: 2004年通知 四（二）: 每年第一季度将上年度党员干部出国（境）情况向上级组织人事部门作书面报告.
Private documents and trips are judged, official trips counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addin.forms import codes, ledgers
from addin.jobs.yearly.tables import COUNTS
from addin.model.approvals import review
from addin.model.archive import gather
from addin.model.custody import Location
from addin.model.dossier import Dossier
from addin.model.entries import CustodyMove
from addin.model.parameters import Parameters
from addin.model.rows import Form, Row
from addin.model.trips import Trip
from addin.values.dates import spoken

_CANCEL, _LOSS = codes.MOVE.values[-2:]
_PRIVATE, _OFFICIAL = codes.PURPOSE.values

# Without the sheet these counts are unknown.
_NEEDS = {
    ledgers.POLICE_CROSSINGS.name: (
        "private", "approved", "unapproved", "reported", "unreported", "open", "official"),
    ledgers.APPROVALS.name: ("approved", "unapproved"),
    ledgers.REPORTS.name: ("reported", "unreported"),
    ledgers.CUSTODY_LOG.name: ("kept", "lent", "lost", "cancelled"),
    ledgers.POLICE_DOCUMENTS.name: ("expired",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearTrip:
    """One trip begun in the year; ``counts`` are the columns of 年度报告 it counts in."""

    unit: str
    name: str
    id_number: str
    category: str
    purpose: str
    document: str
    country: str
    leave: date
    back: date | None
    approval: str
    report: str
    evidence: tuple[str, ...]
    counts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notable:
    """A private document lent, lost, cancelled or expired; ``count`` is its column."""

    unit: str
    name: str
    id_number: str
    document: str
    count: str
    date: date
    evidence: str


@dataclass(frozen=True)
class UnitYear:
    """One unit's year: ``counts`` by column key, None where the sheet for it is absent."""

    unit: str
    counts: Mapping[str, int | None]
    journeys: tuple[YearTrip, ...]
    documents: tuple[Notable, ...]
    notes: tuple[str, ...]


def deadline(year: int) -> date:
    """Return the last day for the report on a year: the first quarter of the next."""
    return date(year + 1, 3, 31)


def unit_year(
    unit: str,
    form: Form,
    sheets: Mapping[str, Sequence[Row]],
    settings: Parameters,
    year: int,
) -> UnitYear:
    """Return what one unit has to report on the year."""
    archive = gather(form, sheets, settings)
    on = min(date(year, 12, 31), settings.as_of)
    dossiers = archive.dossiers.values()
    journeys = tuple(
        _journey(unit, dossier, trip, on)
        for dossier in dossiers
        for trip in dossier.travels.trips
        if trip.start.year == year and trip.start <= on
    )
    documents = tuple(each for dossier in dossiers for each in _documents(unit, dossier, year, on))
    absent = [name for name in _NEEDS if name not in archive.sheets]
    unknown = {key for name in absent for key in _NEEDS[name]}
    blank = (f"缺“{'”“'.join(absent)}”，有关各栏空着。",) if absent else ()
    counts: dict[str, int] = dict.fromkeys(COUNTS, 0)
    counts["registered"] = form.registered
    for key in (key for journey in journeys for key in journey.counts):
        counts[key] += 1
    for notable in documents:
        counts[notable.count] += 1
    return UnitYear(
        unit,
        {key: None if key in unknown else number for key, number in counts.items()},
        tuple(sorted(journeys, key=lambda each: (each.leave, each.id_number))),
        tuple(each for each in documents if each.count != "kept"),
        (*blank, *archive.notes),
    )


def total(units: Sequence[UnitYear]) -> dict[str, int | None]:
    """Return the sum of each column; None where no unit has a count."""
    known = {key: [u.counts[key] for u in units if u.counts[key] is not None] for key in COUNTS}
    return {key: sum(filter(None, numbers)) if numbers else None for key, numbers in known.items()}


def _journey(unit: str, dossier: Dossier, trip: Trip, on: date) -> YearTrip:
    official = trip.is_official
    approval, approved = ("", "") if official else _approval(dossier, trip)
    report, reported = ("", "") if official else _report(dossier, trip)
    is_open = trip.is_open or (trip.end is not None and trip.end > on)
    keys = ("official",) if official else ("private", approved, reported, "open" if is_open else "")
    return YearTrip(
        unit=unit,
        name=dossier.name,
        id_number=dossier.id_number,
        category=dossier.category,
        purpose=_OFFICIAL if official else _PRIVATE,
        document=f"{trip.exit.kind}{trip.exit.number}",
        country=trip.exit.country,
        leave=trip.start,
        back=trip.end,
        approval=approval,
        report=report,
        evidence=tuple(crossing.row.reference for crossing in trip.crossings),
        counts=frozenset(filter(None, keys)),
    )


def _approval(dossier: Dossier, trip: Trip) -> tuple[str, str]:
    """Return the words and the column for the trip's entry in 审批台账."""
    if ledgers.APPROVALS.name not in dossier.sheets:
        return "", ""
    found = review(trip, dossier.approvals, dossier.settings)
    if not found.timely:
        late = [spoken(each.granted) for each in found.late if each.granted]
        after = f"，{'、'.join(late)}事后批准" if late else ""
        return f"未见出境前批准{after}（线索）", "unapproved"
    granted = found.timely[0]
    reference = granted.row.text("reference")
    words = f"{spoken(granted.granted)}批准" if granted.granted else "已批准"
    deviations = f"；{'；'.join(found.deviations)}（线索）" if found.deviations else ""
    return f"{words}{f'（{reference}）' if reference else ''}{deviations}", "approved"


def _report(dossier: Dossier, trip: Trip) -> tuple[str, str]:
    """Return the words and the column for the trip's entry in 报告台账."""
    if ledgers.REPORTS.name not in dossier.sheets:
        return "", ""
    found = dossier.reports_on(trip)
    if not found:
        return "未见报告（线索）", "unreported"
    return f"已报告（{found[0].row.reference}）", "reported"


def _documents(unit: str, dossier: Dossier, year: int, on: date) -> Iterator[Notable]:
    """Yield private documents lost or cancelled in the year, kept, lent or expired at its end."""

    def notable(document: str, count: str, when: date, row: Row) -> Notable:
        return Notable(unit, dossier.name, dossier.id_number, document, count, when, row.reference)

    for number, moves in sorted(dossier.moves.items()):
        place = dossier.whereabouts(number, on)
        if place is None or any(move.is_official for move in moves):
            continue
        named = f"{place.move.kind}{number}"
        for key, move in _ended(moves, year, on).items():
            yield notable(named, key, move.day, move.row)
        if place.place is not Location.GONE:
            key = "kept" if place.place is Location.KEPT else "lent"
            yield notable(named, key, place.move.day, place.move.row)
    for held in dossier.private_documents:
        place = dossier.whereabouts(held.number, on)
        gone = place is not None and place.place is Location.GONE
        if held.expires and held.expires < on and not gone:
            yield notable(held.spoken, "expired", held.expires, held.rows[0])


def _ended(moves: Sequence[CustodyMove], year: int, on: date) -> dict[str, CustodyMove]:
    """Return the moves 挂失 and 注销 of the year, by column."""
    keys = {_LOSS: "lost", _CANCEL: "cancelled"}
    return {
        keys[move.move]: move
        for move in moves
        if move.move in keys and move.day.year == year and move.day <= on
    }
