"""The rules of 保管登记: which move is possible, and by when a loan must be returned.

Source: 2004年通知 三（一）（三）（四）(证照专人负责制, 使用登记保管制度, 10 天、15 天内交回).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from addin.forms import codes
from addin.forms.ledgers import APPROVALS
from addin.model.custody import AllowedPeriod, Location, Whereabouts, allowed_periods
from addin.model.dossier import Dossier
from addin.model.rows import Row
from addin.values import documents
from addin.values.dates import spoken

DEPOSIT, LEND, RETURN, CANCEL, LOSE = codes.MOVE.values
_POSSIBLE = {
    Location.KEPT: (LEND, CANCEL, LOSE),
    Location.LENT: (RETURN, CANCEL, LOSE),
}
_FIRST = (DEPOSIT, CANCEL, LOSE)  # of a document that is not in 保管台账 yet
_NO_PATTERN = codes.OFFICIAL_HK_MACAO  # no source describes the pattern of its numbers

Owners = Mapping[str, Mapping[str, Row]]  # document number -> identity -> a row that says so


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """One move to register; ``number`` is normalised, ``kind`` is an official word."""

    number: str
    kind: str
    is_official: bool
    move: str
    day: date

    @property
    def spoken(self) -> str:
        """Return the document's name, e.g. ``护照E10000000``."""
        return f"{self.kind}{self.number}"


def kind_of(written: str, number: str) -> str:
    """Return the official word of the kind written, else of the number's pattern."""
    return documents.named_kind(written, number) or documents.official_kind(number)


def owners(dossiers: Iterable[Dossier]) -> Owners:
    """Return for each document number the identities that have it in the ledgers or on 附件1."""
    found: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for dossier in dossiers:
        for number, row in _numbers(dossier):
            found[number].setdefault(dossier.identity, row)
    return found


def _numbers(dossier: Dossier) -> Iterator[tuple[str, Row]]:
    for move in dossier.custody:
        yield move.number, move.row
    for document in dossier.police:
        yield document.number, document.row
    for each in dossier.declared:
        yield each.document.number, each.document.rows[0]


def refusal(dossier: Dossier, wish: MoveRequest, holders: Owners, today: date) -> str:
    """Return the sentence why the move cannot be registered; '' where it can.

    ``holders`` is what :func:`owners` returns.
    """
    reasons = (
        _unreadable(dossier, wish),
        _foreign(dossier, wish, holders),
        _untimely(dossier, wish, today),
        _impossible(dossier, wish),
        _useless(dossier, wish),
    )
    return next(filter(None, reasons), "")


def _unreadable(dossier: Dossier, wish: MoveRequest) -> str:
    """Return why the number or kind is invalid; numbers in the ledgers are accepted as they are."""
    if not wish.number:
        return "没有填证件号码，请补上"
    known = {*dossier.moves, *(document.number for document in dossier.police)}
    if wish.number in known or wish.kind == _NO_PATTERN:
        return ""
    kind = documents.kind_of(wish.number) or documents.official_kind(wish.number)
    if not kind:
        return f"证件号码{wish.number}不是已知的任何一种证件号{_likely(wish.number)}，请核对号码"
    if wish.kind != kind:
        return f"证件号码{wish.number}是{kind}的号型，证件种类填的是“{wish.kind}”，请核对"
    if wish.is_official != documents.is_official(kind, wish.number):
        purpose = codes.PURPOSE.values[wish.is_official]
        return f"{wish.spoken}的号型与“{purpose}”不符，请核对公私一栏"
    if kind not in codes.DOCUMENT_KIND.values and not wish.is_official:
        return f"证件号码{wish.number}像是{kind}，不属于登记保管的证件，请核对号码"
    return ""


def _likely(number: str) -> str:
    kind, meant = documents.likely_meant(number)
    return f"（像是{kind}{meant}）" if kind else ""


def _foreign(dossier: Dossier, wish: MoveRequest, holders: Owners) -> str:
    """Return whose the document is, if someone else's; the police data take precedence."""
    known = holders.get(wish.number, {})
    police = dossier.holders.get(wish.number, {})
    said = known if dossier.identity not in known else police
    if not said or dossier.identity in said or wish.number in dossier.moves:
        return ""
    row = next(iter(said.values()))
    return f"证件号码{wish.number}登记在别人名下（{row.reference}），请核对号码"


def _untimely(dossier: Dossier, wish: MoveRequest, today: date) -> str:
    if wish.day > today:
        return f"日期{spoken(wish.day)}还没有到，请核对"
    last = max((move.day for move in dossier.moves.get(wish.number, ())), default=wish.day)
    if wish.day < last:
        return f"日期早于这本证件上一次登记的{spoken(last)}，请核对日期或先改正保管台账"
    return ""


def _impossible(dossier: Dossier, wish: MoveRequest) -> str:
    now = dossier.whereabouts(wish.number, wish.day)
    if wish.move in _possible(now):
        return ""
    if now is None:
        return f"保管台账里没有{wish.spoken}，不能{wish.move}；在管的请先登记交存"
    if now.place is Location.GONE:
        return f"{wish.spoken}已于{spoken(now.move.day)}{now.move.move}，不能再{wish.move}"
    if now.place is Location.LENT:
        again = "不能再领" if wish.move == LEND else "交回的请登记归还"
        return f"{wish.spoken}已于{spoken(now.move.day)}领用，还没有归还，{again}"
    if wish.move == DEPOSIT:
        return f"{wish.spoken}已经在管（{spoken(now.move.day)}{now.move.move}），不用再交存"
    return f"{wish.spoken}在管，没有领用，不能{wish.move}；要领出的请登记领用"


def _possible(found: Whereabouts | None) -> tuple[str, ...]:
    """Return the possible moves; a lost document can still be cancelled by the police (通知二)."""
    if found is None:
        return _FIRST
    if found.place is Location.GONE:
        return (CANCEL,) if found.move.move == LOSE else ()
    return _POSSIBLE[found.place]


def _useless(dossier: Dossier, wish: MoveRequest) -> str:
    """Return why an expired or cancelled document is not lent, else ''."""
    if wish.move != LEND:
        return ""
    known = [document for document in dossier.police if document.number == wish.number]
    void = next((d for d in known if d.is_void), None)
    expires = last_day(dossier, wish.number)
    if expires and expires < wish.day:
        return f"{wish.spoken}已于{spoken(expires)}到期，不能领用；要换发、注销的请登记注销"
    if void:
        state = void.row.text("state")
        return f"{wish.spoken}在公安证件查询中为“{state}”（{void.row.reference}），不能领用"
    return ""


def last_day(dossier: Dossier, number: str) -> date | None:
    """Return the last day of validity of a document in the police data."""
    days = (d.expires for d in dossier.police if d.number == number and d.expires)
    return max(days, default=None)


def journey(dossier: Dossier, wish: MoveRequest) -> AllowedPeriod | None:
    """Return the approved journey that a loan is for, with the last day to return the document.

    None for other moves, and where no approval covers the loan.
    """
    if wish.move != LEND:
        return None
    settings = dossier.settings
    days = settings.official_days if wish.is_official else settings.private_days
    trips = [trip for trip in dossier.travels.trips if trip.is_official == wish.is_official]
    found = allowed_periods(wish.kind, wish.day, dossier.approvals, trips, days, wish.day)
    return found[0] if found else None


def remark(wish: MoveRequest, leave: AllowedPeriod | None) -> str:
    """Return the 备注 of a loan: the deadline, or that there is no approval; else ''."""
    if wish.move != LEND:
        return ""
    if leave is None:
        return f"“{APPROVALS.name}”中没有批准的行程，算不出归还期限"
    return f"应于{leave.last.isoformat()}前（含当日）归还"
