"""预警: what needs attention today, the most urgent first (连委组通〔2015〕23号 五; 规格 §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from addin.forms import annex1, codes, ledgers
from addin.forms.sheets import EXPIRED
from addin.jobs.alerts.expired import NEEDS as EXPIRED_NEEDS
from addin.jobs.alerts.expired import Expired, expired
from addin.model.archive import Archive, gather
from addin.model.custody import Location
from addin.model.dossier import Dossier
from addin.model.entries import latest
from addin.model.holding import loans, undeposited
from addin.model.parameters import Parameters
from addin.model.rows import Form, Row
from addin.values.dates import day, later, spoken


class Matter(Enum):
    """What an alert is about, the most urgent first; the value is the word people read."""

    NOT_BACK = "逾期未归"
    UNAPPROVED = "出境而无审批"
    OFFICIAL_OVERDUE = "因公证件逾期未交"
    OVERDUE = "领用逾期未还"
    UNDEPOSITED = "持证未交存"
    MISMATCH = "备案信息与公安库不一致"
    EXPIRING = "证件将到期"


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert. ``days`` is how long it is overdue, negative for days left, None for neither."""

    matter: Matter
    person: str
    id_number: str
    days: int | None
    evidence: tuple[str, ...]
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return one entry of ``alerts``."""
        return {
            "matter": self.matter.value,
            "person": self.person,
            "id_number": self.id_number,
            "days": self.days,
            "evidence": list(self.evidence),
            "message": self.message,
        }


@dataclass(frozen=True)
class Alerts:
    """All alerts in order of urgency, and what could not be judged for want of a sheet.

    ``expired`` are documents past their last day: no alerts, but they must stand on 附件1.
    """

    alerts: tuple[Alert, ...]
    expired: tuple[Expired, ...]
    not_judged: tuple[str, ...]
    notes: tuple[str, ...]


_Found = tuple[int | None, Sequence[Row], str]
_Watch = Callable[[Dossier], Iterator[_Found]]


def alerts(form: Form | None, sheets: Mapping[str, Sequence[Row]], settings: Parameters) -> Alerts:
    """Return what needs attention on 检查基准日; ``sheets`` are ledger rows by table name."""
    archive = gather(form, sheets, settings)
    found = [
        Alert(matter, dossier.name, dossier.id_number, days, _references(rows), message)
        for matter, (needs, watch) in _WATCHES.items()
        if archive.sheets.issuperset(needs)
        for dossier in archive.dossiers.values()
        for days, rows, message in watch(dossier)
    ]
    found.extend(_unlisted(archive))
    wanted = {matter.value: needs for matter, (needs, _) in _WATCHES.items()}
    missing = {title: [n for n in needs if n not in archive.sheets] for title, needs in
               (wanted | {EXPIRED: EXPIRED_NEEDS}).items()}  # fmt: skip
    return Alerts(
        tuple(sorted(found, key=_urgency)),
        expired(archive),
        tuple(
            f"缺{'、'.join(f'“{name}”' for name in names)}，未判“{title}”。"
            for title, names in missing.items()
            if names
        ),
        archive.notes,
    )


def _urgency(alert: Alert) -> tuple[int, int, str, str]:
    order = list(Matter).index(alert.matter)
    return (order, -(alert.days if alert.days is not None else 0), alert.id_number, alert.message)


def _references(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.reference for row in rows))


def _not_back(dossier: Dossier) -> Iterator[_Found]:
    as_of = dossier.settings.as_of
    for review in dossier.reviews:
        approvals = review.timely or review.late
        back = max((a.period[1] for a in approvals if a.period), default=as_of)
        if review.trip.is_open and back < as_of:
            days = (as_of - back).days
            rows = (review.trip.exit.row, *(a.row for a in approvals))
            yield (
                days,
                rows,
                f"{spoken(review.trip.start)}出境，批准{spoken(back)}返回，"
                f"至{spoken(as_of)}无入境记录，已超{days}天。",
            )


def _unapproved(dossier: Dossier) -> Iterator[_Found]:
    for review in dossier.reviews:
        if not review.timely:
            days = (dossier.settings.as_of - review.trip.start).days
            rows = [crossing.row for crossing in review.trip.crossings]
            yield days, rows, f"{review.trip.spoken()}，没有出境以前批准的出国（境）审批。"


def _overdue(dossier: Dossier) -> Iterator[_Found]:
    as_of = dossier.settings.as_of
    for loan in loans(dossier, as_of):
        if loan.is_overdue:
            days = (as_of - (loan.due or loan.move.day)).days
            yield days, (loan.move.row, *loan.held.rows), f"{loan.spoken(as_of)}。"


def _official_overdue(dossier: Dossier) -> Iterator[_Found]:
    """因公证件: 15 days after the last return on such a document, or the loan if none is known."""
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
            yield (
                days,
                (place.move.row,),
                f"{place.move.kind}{number}于{spoken(place.move.day)}领用，{since}，"
                f"最迟应在{spoken(due)}交回，逾期{days}天。",
            )


def _undeposited(dossier: Dossier) -> Iterator[_Found]:
    settings = dossier.settings
    for held in undeposited(dossier):
        due = max(settings.custody_deadline, held.issued or date.min)
        days = (settings.as_of - due).days
        when = f"已超过集中保管期限{days}天" if days > 0 else f"距集中保管期限还有{-days}天"
        yield days, held.rows, f"{held.spoken}没有交由组织集中保管，{when}。"


def _expiring(dossier: Dossier) -> Iterator[_Found]:
    settings = dossier.settings
    for held in dossier.private_documents:
        if not held.is_valid or held.expires is None:
            continue
        left = (held.expires - settings.as_of).days
        if left <= settings.expiry_days:
            yield (
                -left,
                held.rows,
                f"{held.spoken}有效期至{spoken(held.expires)}，还有{left}天到期。",
            )


def _mismatch(dossier: Dossier) -> Iterator[_Found]:
    """附件1 and 公安备案库 disagree on whether the person is registered, or on the name."""
    last = latest(dossier.registrations) if dossier.registrations else None
    for person in dossier.people:
        status = person.meant("status")
        is_registered = last is not None and not last.is_withdrawn
        rows = (person.row, *(entry.row for entry in dossier.registrations))
        if status in (codes.ON_FILE, codes.CHANGED) and not is_registered:
            yield None, rows, f"附件1为“{status}”，公安备案库中{'已撤销' if last else '没有此人'}。"
        elif status == codes.NOT_ON_FILE and last and is_registered:
            since = f"（{spoken(last.day)}）" if last.day else ""
            yield None, rows, f"附件1为“未备案”，公安备案库中已备案{since}。"


def _unlisted(archive: Archive) -> Iterator[Alert]:
    if annex1.SHEET not in archive.sheets:
        return
    for identity, row in archive.unlisted.items():
        since = day(row["date"])
        noted = f"（{spoken(since)}备案）" if since else ""
        message = f"公安备案库中有此人{noted}，附件1和应备人员名册中没有：漏报，或应报撤销备案。"
        name = row.text("name")
        yield Alert(Matter.MISMATCH, name, identity, None, (row.reference,), message)


_CROSSINGS, _APPROVALS = ledgers.POLICE_CROSSINGS.name, ledgers.APPROVALS.name
_WATCHES: Mapping[Matter, tuple[tuple[str, ...], _Watch]] = {
    Matter.NOT_BACK: ((_CROSSINGS, _APPROVALS), _not_back),
    Matter.UNAPPROVED: ((_CROSSINGS, _APPROVALS), _unapproved),
    Matter.OFFICIAL_OVERDUE: ((ledgers.CUSTODY_LOG.name,), _official_overdue),
    Matter.OVERDUE: ((ledgers.CUSTODY_LOG.name, _APPROVALS), _overdue),
    Matter.UNDEPOSITED: ((annex1.SHEET,), _undeposited),
    Matter.MISMATCH: ((annex1.SHEET, ledgers.POLICE_REGISTER.name), _mismatch),
    Matter.EXPIRING: ((ledgers.POLICE_DOCUMENTS.name,), _expiring),
}
