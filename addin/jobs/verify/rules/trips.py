"""Rules about trips: without approval, other than approved, or not reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from addin.forms import codes, ledgers
from addin.jobs.verify.catalogue import (
    Lead,
    Trigger,
    answered,
    scenario,
    supplied,
    verify_rule,
)
from addin.model.approvals import Review
from addin.model.dossier import Dossier
from addin.model.rows import Row
from addin.model.trips import Trip
from addin.values.dates import spoken

_PASSPORT = {"kind": "护照", "number": "E10000000"}
_CROSSED = (
    _PASSPORT | {"direction": "出境", "time": "2014-06-01", "country": "日本"},
    _PASSPORT | {"direction": "入境", "time": "2014-06-10", "country": "日本"},
)
_APPROVED = {
    "matter": "出国（境）", "kind": "护照", "country": "日本", "leave": "2014-06-01",
    "back": "2014-06-10", "date": "2014-06-01", "authority": "虚构市委组织部",
    "reference": "虚组出〔2014〕2号",
}  # fmt: skip
_REPORTED = _PASSPORT | {"matter": "出国（境）", "leave": "2014-06-01", "back": "2014-06-10"}
_CELLS = {ledgers.POLICE_CROSSINGS.name: ("direction", "time")}
_UNDATED = ({"matter": "出国（境）", "leave": "六月初", "back": "六月中", "date": "2014-05-20"},)


def unapproved_trips(dossier: Dossier) -> Iterator[Lead]:
    """Yield 未经批准: trips without an approval on the day of exit."""
    for review in dossier.reviews:
        if review.timely:
            continue
        granted = [spoken(a.granted) for a in review.late if a.granted]
        late = f"，只有{'、'.join(granted)}事后批准的" if granted else ""
        rows = (*_rows(review.trip), *(a.row for a in review.late))
        yield Lead(subject_of(review.trip), rows, {**_words(review.trip), "late": late})


verify_rule(
    "W4", codes.UNAPPROVED_TRIP,
    basis="连委组通〔2015〕23号 三（四）；2004年通知 二（一）",
    trigger="出境日期 ≥ 核查起始日的行程，没有与之重叠且批准日期 ≤ 出境日期的出国（境）审批",
    triggers=(Trigger(
        unapproved_trips,
        needs=(answered(ledgers.POLICE_CROSSINGS), supplied(ledgers.APPROVALS)),
        from_rows=_CELLS,
        against=(ledgers.APPROVALS.name,),
    ),),
    message="{trip}，审批台账中没有与之重叠、且在出境当天（含）以前批准的出国（境）审批{late}。",
    passing=scenario(crossings=_CROSSED, approvals=(_APPROVED,)),
    failing=scenario(crossings=_CROSSED, approvals=(_APPROVED | {
        "leave": "2014-07-01", "back": "2014-07-10"},)),
    unjudged=scenario(crossings=_CROSSED, approvals=_UNDATED),
)  # fmt: skip


def deviating_trips(dossier: Dossier) -> Iterator[Lead]:
    """Yield 未按审批要求: trips that the approvals, also taken together, do not cover as made."""
    for review in dossier.reviews:
        if review.trip.is_uncertain and not _is_underway(review):
            continue
        if review.deviations and review.measure:
            details = {**_words(review.trip), "deviations": "；".join(review.deviations)}
            rows = (*_rows(review.trip), review.measure.row)
            yield Lead(subject_of(review.trip), rows, details)
        elif dossier.is_adverse and dossier.may_deviate(review.trip):
            yield Lead(subject_of(review.trip), _rows(review.trip))


verify_rule(
    "W5", codes.DEVIATING_TRIP,
    basis="连委组通〔2015〕23号 三（五）",
    trigger="有重叠的审批，但提前出境、延期返回（超容差）、前往地不在批准范围、所用证件种类不符",
    triggers=(Trigger(
        deviating_trips,
        needs=(answered(ledgers.POLICE_CROSSINGS), supplied(ledgers.APPROVALS)),
        from_rows=_CELLS,
        against=(ledgers.APPROVALS.name, ledgers.POLICE_CROSSINGS.name),
    ),),
    message="{trip}，与审批不符：{deviations}。",
    passing=scenario(crossings=_CROSSED, approvals=(
        _APPROVED | {"kind": None, "country": "韩国、日本"},)),
    failing=scenario(crossings=_CROSSED, approvals=(_APPROVED | {"back": "2014-06-09"},)),
    unjudged=scenario(crossings=_CROSSED[:1], approvals=()),
)  # fmt: skip


def hidden_trips(dossier: Dossier) -> Iterator[Lead]:
    """Yield 瞒报出国（境）: trips that the person did not report."""
    for review in dossier.reviews:
        trip = review.trip
        if not dossier.reports_on(trip):
            yield Lead(subject_of(trip), _rows(trip), _words(trip))


verify_rule(
    "W6", codes.HIDDEN_TRIP,
    basis="连委组通〔2015〕23号 三（六）；2004年通知 三（二）",
    trigger="核查起始日以后的行程在报告台账“出国（境）”中找不到",
    triggers=(Trigger(
        hidden_trips,
        needs=(answered(ledgers.POLICE_CROSSINGS), supplied(ledgers.REPORTS)),
        from_rows=_CELLS,
        against=(ledgers.REPORTS.name,),
    ),),
    message="{trip}，报告台账中没有日期与之重叠的出国（境）报告。",
    passing=scenario(crossings=_CROSSED, reports=(_REPORTED,)),
    failing=scenario(crossings=_CROSSED, reports=(_REPORTED | {"matter": "持证"},)),
    unjudged=scenario(crossings=(_CROSSED[0] | {"time": "六月初"},), reports=(_REPORTED,)),
)  # fmt: skip


def _is_underway(review: Review) -> bool:
    """Return whether the approval covers the day of exit; later days may belong to another trip."""
    days = review.measure.period if review.measure else None
    return days is not None and days[0] <= review.trip.start <= days[1]


def subject_of(trip: Trip) -> str:
    """Return what identifies a trip among the person's trips: the minute of the exit."""
    return trip.exit.time.isoformat(timespec="minutes")


def _rows(trip: Trip) -> tuple[Row, ...]:
    return tuple(crossing.row for crossing in trip.crossings)


def _words(trip: Trip) -> dict[str, Any]:
    where = f"前往{trip.exit.country}，" if trip.exit.country else ""
    return {"trip": f"持{trip.exit.kind}{trip.exit.number}{where}{trip.spoken()}"}
