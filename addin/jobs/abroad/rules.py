"""Find who was abroad in a quarter, and whether they reported every quarter.

Source: 2004年通知 二（三）: 因私出国（境）的党员干部每季度要把在国（境）外的情况向所在单位汇报一次.
The notice sets no day; the last day of the quarter is taken. A person abroad on it owes a report
for that quarter: an entry in 报告台账 during the quarter, after the departure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addin.forms import ledgers
from addin.jobs.abroad.quarters import Quarter, between, quarter_of
from addin.model.approvals import review
from addin.model.archive import gather
from addin.model.dossier import Dossier
from addin.model.entries import JOURNEY
from addin.model.parameters import Parameters
from addin.model.rows import Form, Row
from addin.model.trips import Trip
from addin.values.dates import day, later, spoken


@dataclass(frozen=True, slots=True)
class Absence:
    """One private trip that overlaps the quarter, as known on its last day (or today).

    ``days`` is how long it lasted until then, or until the return. ``done`` and ``missing`` are
    the quarters reported and not; both empty where 报告台账 is absent. ``is_lead`` is True
    where a person should examine it.
    """

    unit: str
    name: str
    id_number: str
    category: str
    document: str
    country: str
    leave: date
    approved_back: date | None
    back: date | None
    days: int
    state: str
    done: tuple[Quarter, ...]
    missing: tuple[Quarter, ...]
    evidence: tuple[str, ...]
    is_lead: bool


@dataclass(frozen=True)
class Abroad:
    """One unit: its people abroad in the quarter, longest first, and what was not judged."""

    unit: str
    absences: tuple[Absence, ...]
    notes: tuple[str, ...]


_NEEDED = {
    ledgers.POLICE_CROSSINGS.name: "不知道谁在国（境）外",
    ledgers.APPROVALS.name: "未判批准返回日期",
    ledgers.REPORTS.name: "未判季度汇报",
}


def abroad(
    unit: str,
    form: Form,
    sheets: Mapping[str, Sequence[Row]],
    settings: Parameters,
    wanted: Quarter,
) -> Abroad:
    """Return the people of one unit who were abroad in the quarter ``wanted``."""
    archive = gather(form, sheets, settings)
    on = min(wanted.last, settings.as_of)
    absences = [
        _absence(unit, dossier, trip, wanted, on)
        for dossier in archive.dossiers.values()
        for trip in dossier.private_trips
        if trip.start <= on and trip.overlaps(wanted.first, on)
    ]
    missing = (
        f"缺“{name}”，{what}。" for name, what in _NEEDED.items() if name not in archive.sheets
    )
    order = sorted(absences, key=lambda each: (-each.days, each.id_number, each.leave))
    return Abroad(unit, tuple(order), (*missing, *archive.notes))


def _absence(unit: str, dossier: Dossier, trip: Trip, wanted: Quarter, on: date) -> Absence:
    back = _approved_back(dossier, trip)
    words = list(_state(dossier, trip, back, on))
    done, missing = _reports(dossier, trip, wanted, on)
    return Absence(
        unit=unit,
        name=dossier.name,
        id_number=dossier.id_number,
        category=dossier.category,
        document=f"{trip.exit.kind}{trip.exit.number}",
        country=trip.exit.country,
        leave=trip.start,
        approved_back=back,
        back=trip.end,
        days=(min(trip.end or on, on) - trip.start).days,
        state="；".join(words),
        done=done,
        missing=missing,
        evidence=tuple(crossing.row.reference for crossing in trip.crossings),
        is_lead=bool(missing) or any("线索" in each for each in words),
    )


def _approved_back(dossier: Dossier, trip: Trip) -> date | None:
    found = review(trip, dossier.approvals, dossier.settings)
    ends = (approval.period[1] for approval in found.timely or found.late if approval.period)
    return max(ends, default=None)


def _state(dossier: Dossier, trip: Trip, back: date | None, on: date) -> Iterator[str]:
    """Yield where the person is, and how that differs from the approval."""
    end = trip.end
    still = end is None or end > on
    if trip.resumed:
        yield f"入境记录缺失，{spoken(trip.resumed.day)}又出境（线索）"
    elif still:
        yield "在国（境）外" + (f"，{spoken(end)}返回" if end else "")
    else:
        yield "已返回"
    if ledgers.APPROVALS.name not in dossier.sheets:
        return
    late = ((min(end, on) if end else on) - back).days if back else 0
    if back is None:
        yield "未见审批（线索）"
    elif late > dossier.settings.tolerance and not trip.resumed:
        said = "已超批准返回日期" if still else "比批准日期晚返回"
        yield f"{said}{late}天（线索）"


def _reports(
    dossier: Dossier, trip: Trip, wanted: Quarter, on: date
) -> tuple[tuple[Quarter, ...], tuple[Quarter, ...]]:
    """Return the quarters to report on: those reported, and those past without a report.

    They are the quarters on whose last day the person was abroad. A quarter that has not ended is
    not missing.
    """
    if ledgers.REPORTS.name not in dossier.sheets:
        return (), ()
    end = trip.end or (trip.resumed.day if trip.resumed else date.max)
    due = [q for q in between(quarter_of(trip.start), wanted) if q.last < end]
    given = [
        found
        for report in dossier.reports
        if JOURNEY in report.matters and (found := day(report.row["date"]))
    ]
    done = [q for q in due if any(max(q.first, trip.start) <= each <= q.last for each in given)]
    past = later(on, 1)
    return tuple(done), tuple(q for q in due if q not in done and q.last < past)
