"""The rules of 预警: what is due or overdue, the most urgent first.

Source: 连委组通〔2015〕23号 五; 规格 §3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from addin.forms import annex1, codes, ledgers
from addin.forms.sheets import EXPIRED
from addin.jobs.alerts.expired import Expired, expired
from addin.jobs.verify.catalogue import Judge, Lead, Need, Trigger, answered, supplied
from addin.jobs.verify.judging import outcome, unjudged
from addin.jobs.verify.rules import RULES
from addin.model.approvals import Review, review
from addin.model.archive import Archive, gather
from addin.model.coverage import Unjudged
from addin.model.custody import Location
from addin.model.dossier import Dossier
from addin.model.entries import latest
from addin.model.holding import loans, undeposited
from addin.model.parameters import Parameters
from addin.model.rows import Form, Row
from addin.values.dates import day, later, spoken

_LOSS = codes.MOVE.values[4]
_REVOKED_WITHIN = 30  # days after a loss within which the police revoke a document


class Matter(Enum):
    """The kinds of alert, the most urgent first; the value is the Chinese word shown."""

    NOT_BACK = "逾期未归"
    UNAPPROVED_ABROAD = "未经批准出境未归"
    UNAPPROVED = "出境而无审批"
    OFFICIAL_OVERDUE = "因公证件逾期未交"
    OVERDUE = "领用逾期未还"
    NOT_REVOKED = "挂失未吊销"
    UNDEPOSITED = "持证未交存"
    MISMATCH = "备案信息与公安库不一致"
    EXPIRING = "证件将到期"


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert.

    ``days`` counts from the due day, or up to it where ``is_ahead``; None without a due day.
    """

    matter: Matter
    person: str
    id_number: str
    days: int | None
    evidence: tuple[str, ...]
    message: str
    is_ahead: bool = False

    @property
    def when(self) -> str:
        """Return the days in words: ``还有76天``, ``已15天``, or ''."""
        if self.days is None:
            return ""
        return f"还有{self.days}天" if self.is_ahead else f"已{self.days}天"

    def as_json(self) -> dict[str, Any]:
        """Return one entry of ``alerts``."""
        return {
            "matter": self.matter.value,
            "person": self.person,
            "id_number": self.id_number,
            "days": self.days,
            "when": self.when,
            "evidence": list(self.evidence),
            "message": self.message,
        }


@dataclass(frozen=True)
class Alerts:
    """All alerts, the most urgent first, and what could not be judged, with the reason.

    ``expired`` are expired documents: they are not alerts, but must be on 附件1.
    """

    alerts: tuple[Alert, ...]
    expired: tuple[Expired, ...]
    unjudged: tuple[Unjudged, ...]
    notes: tuple[str, ...]


def alerts(form: Form | None, sheets: Mapping[str, Sequence[Row]], settings: Parameters) -> Alerts:
    """Return what is due or overdue on 检查基准日; ``sheets`` maps table names to ledger rows."""
    archive = gather(form, sheets, settings)
    found: list[Alert] = []
    lacking: list[Unjudged] = []
    for matter, triggers in WATCHES.items():
        outcomes = [(each, outcome(triggers, each)) for each in archive.dossiers.values()]
        lacking += (each for _, each in unjudged(matter.value, outcomes))
        found += (_alert(matter, who, lead) for who, each in outcomes for lead in each.leads)
    past = [(each, outcome(EXPIRY, each)) for each in archive.dossiers.values()]
    lacking += (each for _, each in unjudged(EXPIRED, past))
    found += _unlisted(archive)
    return Alerts(
        tuple(sorted(found, key=_urgency)), expired(archive), tuple(lacking), archive.notes
    )


def _alert(matter: Matter, dossier: Dossier, lead: Lead) -> Alert:
    said = lead.details
    return Alert(
        matter,
        dossier.name,
        dossier.id_number,
        said["days"],
        _references(lead.rows),
        said["message"],
        said["is_ahead"],
    )


def _lead(rows: Sequence[Row], days: int | None, message: str, *, is_ahead: bool = False) -> Lead:
    """Return the lead about these rows."""
    subject = "；".join(_references(rows))
    return Lead(subject, tuple(rows), {"days": days, "message": message, "is_ahead": is_ahead})


def _urgency(alert: Alert) -> tuple[int, int, str, str]:
    order = list(Matter).index(alert.matter)
    days = alert.days or 0
    return (order, days if alert.is_ahead else -days, alert.id_number, alert.message)


def _references(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.reference for row in rows))


def _missing_entries(dossier: Dossier) -> Iterator[Review]:
    """Yield the private trips without an entry or a later exit, also those before 核查起始日."""
    for trip in dossier.private_trips:
        if trip.is_open or trip.handed_in:
            yield review(trip, dossier.approvals, dossier.settings, dossier.seen_until)


def _not_back(dossier: Dossier) -> Iterator[Lead]:
    until = dossier.seen_until
    for found in _missing_entries(dossier):
        approvals = found.timely or found.late
        back = max((a.period[1] for a in approvals if a.period), default=until)
        if back >= until:
            continue
        trip, days = found.trip, (until - back).days
        rows = (trip.exit.row, *(a.row for a in approvals))
        words = f"{spoken(trip.start)}出境，批准{spoken(back)}返回，至{spoken(until)}无入境记录"
        if trip.handed_in is None:
            yield _lead(rows, days, f"{words}，已超{days}天。")
            continue
        moves = [m for m in dossier.moves[trip.exit.number] if m.day == trip.handed_in]
        where = f"保管台账{spoken(trip.handed_in)}证件已交回"
        rows = (*rows, *(move.row for move in moves))
        yield _lead(rows, None, f"{words}，而{where}，两处矛盾，请查明人是否已回、补查入境记录。")


def _unapproved_abroad(dossier: Dossier) -> Iterator[Lead]:
    until = dossier.seen_until
    for found in _missing_entries(dossier):
        trip = found.trip
        if trip.is_open and not found.timely and not found.late:
            days = (until - trip.start).days
            words = f"{spoken(trip.start)}出境，没有批准，至{spoken(until)}无入境记录"
            yield _lead((trip.exit.row,), days, f"{words}，出境已{days}天。")


def _unapproved(dossier: Dossier) -> Iterator[Lead]:
    for found in dossier.reviews:
        trip = found.trip
        if found.timely or (trip.is_open and not found.late):
            continue
        days = (dossier.settings.as_of - trip.start).days
        rows = [crossing.row for crossing in trip.crossings]
        yield _lead(rows, days, f"{trip.spoken()}，没有出境以前批准的出国（境）审批。")


def _overdue(dossier: Dossier) -> Iterator[Lead]:
    as_of = dossier.settings.as_of
    for loan in loans(dossier, as_of):
        if loan.is_overdue:
            days = (as_of - (loan.due or loan.move.day)).days
            yield _lead((loan.move.row, *loan.held.rows), days, f"{loan.spoken(as_of)}。")


def _not_revoked(dossier: Dossier) -> Iterator[Lead]:
    """Yield documents reported lost a month ago and still valid (连委组通〔2015〕23号 二)."""
    as_of = dossier.settings.as_of
    for number, moves in sorted(dossier.moves.items()):
        last = max(moves, key=lambda move: (move.day, move.row.number))
        days = (as_of - last.day).days
        valid = [d for d in dossier.police if d.number == number and d.is_valid(as_of)]
        if last.move == _LOSS and days >= _REVOKED_WITHIN and valid:
            rows = (last.row, *(document.row for document in valid))
            words = f"{last.kind}{number}于{spoken(last.day)}挂失，已{days}天，公安仍为有效"
            yield _lead(rows, days, f"{words}，请催公安机关吊销。")


def _official_overdue(dossier: Dossier) -> Iterator[Lead]:
    """Yield 因公证件 due 15 days after the last return, or after the loan if no trip is known."""
    as_of, limit = dossier.settings.as_of, dossier.settings.official_days
    trips = [trip for trip in dossier.travels.trips if trip.is_official]
    for number in sorted(dossier.moves):
        place = dossier.whereabouts(number, as_of)
        if place is None or place.place is not Location.LENT or not place.move.is_official:
            continue
        made = [trip for trip in trips if place.move.day <= trip.start <= as_of]
        if any(trip.end is None for trip in made):
            continue
        back = max((trip.end for trip in made if trip.end), default=None)
        due = later(back or place.move.day, limit)
        if due < as_of:
            since = f"{spoken(back)}回国（境）" if back else "没有相应的出入境记录"
            days = (as_of - due).days
            yield _lead(
                (place.move.row,),
                days,
                f"{place.move.kind}{number}于{spoken(place.move.day)}领用，{since}，"
                f"最迟应在{spoken(due)}交回，逾期{days}天。",
            )


def _undeposited(dossier: Dossier) -> Iterator[Lead]:
    settings = dossier.settings
    for held in undeposited(dossier):
        due = max(settings.custody_deadline, held.issued or date.min)
        days = (settings.as_of - due).days
        when = f"已超过集中保管期限{days}天" if days > 0 else f"距集中保管期限还有{-days}天"
        message = f"{held.spoken}没有交由组织集中保管，{when}。"
        yield _lead(held.rows, abs(days), message, is_ahead=days <= 0)


def _expiring(dossier: Dossier) -> Iterator[Lead]:
    settings = dossier.settings
    for held in dossier.private_documents:
        if not held.is_valid or held.expires is None:
            continue
        left = (held.expires - settings.as_of).days
        if left <= settings.expiry_days:
            message = f"{held.spoken}有效期至{spoken(held.expires)}，还有{left}天到期。"
            yield _lead(held.rows, left, message, is_ahead=True)


def _mismatch(dossier: Dossier) -> Iterator[Lead]:
    """Yield people whose registration or name differs between 附件1 and 公安备案库."""
    last = latest(dossier.registrations) if dossier.registrations else None
    for person in dossier.people:
        status = person.meant("status")
        is_registered = last is not None and not last.is_withdrawn
        rows = (person.row, *(entry.row for entry in dossier.registrations))
        if status in (codes.ON_FILE, codes.CHANGED) and not is_registered:
            what = "已撤销" if last else "没有此人"
            yield _lead(rows, None, f"附件1为“{status}”，公安备案库中{what}。")
        elif status == codes.NOT_ON_FILE and last and is_registered:
            since = f"（{spoken(last.day)}）" if last.day else ""
            yield _lead(rows, None, f"附件1为“未备案”，公安备案库中已备案{since}。")


def _unlisted(archive: Archive) -> Iterator[Alert]:
    if annex1.SHEET not in archive.sheets:
        return
    for identity, row in archive.unlisted.items():
        since = day(row["date"])
        noted = f"（{spoken(since)}备案）" if since else ""
        message = f"公安备案库中有此人{noted}，附件1和应备人员名册中没有：漏报，或应报撤销备案。"
        name = row.text("name")
        yield Alert(Matter.MISMATCH, name, identity, None, (row.reference,), message)


_TRAVEL = (answered(ledgers.POLICE_CROSSINGS), supplied(ledgers.APPROVALS))
_CELLS = {ledgers.POLICE_CROSSINGS.name: ("direction", "time")}
_RECORDS = (
    ledgers.APPROVALS.name, ledgers.POLICE_CROSSINGS.name, ledgers.CUSTODY_LOG.name,
    ledgers.POLICE_DOCUMENTS.name,
)  # fmt: skip
_BY_CATEGORY = {rule.category: rule.triggers for rule in RULES.values()}
_LOANS, _HANDED_IN, _ = _BY_CATEGORY[codes.ILLICIT_HOLDING]


def _watch(
    judge: Judge, *needs: Need, from_rows: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Trigger]:
    return (Trigger(judge, needs, from_rows or {}, _RECORDS),)


# An alert needs what its category of 核查 needs (规格 §3).
WATCHES: Mapping[Matter, tuple[Trigger, ...]] = {
    Matter.NOT_BACK: _watch(_not_back, *_TRAVEL, from_rows=_CELLS),
    Matter.UNAPPROVED_ABROAD: _watch(_unapproved_abroad, *_TRAVEL, from_rows=_CELLS),
    Matter.UNAPPROVED: _watch(_unapproved, *_TRAVEL, from_rows=_CELLS),
    Matter.OFFICIAL_OVERDUE: _watch(_official_overdue, supplied(ledgers.CUSTODY_LOG)),
    Matter.OVERDUE: _watch(_overdue, *_LOANS.needs),
    Matter.NOT_REVOKED: _watch(
        _not_revoked, answered(ledgers.POLICE_DOCUMENTS), supplied(ledgers.CUSTODY_LOG)
    ),
    Matter.UNDEPOSITED: _watch(_undeposited, *_HANDED_IN.needs, from_rows=_HANDED_IN.from_rows),
    Matter.MISMATCH: _watch(_mismatch, answered(ledgers.POLICE_REGISTER)),
    Matter.EXPIRING: _watch(
        _expiring,
        answered(ledgers.POLICE_DOCUMENTS),
        from_rows={ledgers.POLICE_DOCUMENTS.name: ("number", "expires")},
    ),
}
EXPIRY = _watch(lambda _: (), answered(ledgers.POLICE_DOCUMENTS))
