"""保管登记: which move a document can make, and by when a loan must be back.

Source: 2004年通知 三（一）（三）（四）(证照专人负责制, 使用登记保管制度, 10 天、15 天内交回).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from addin.forms import codes
from addin.rules.archive import Archive
from addin.rules.custody import Leave, Place, Whereabouts, leaves
from addin.rules.dates import spoken
from addin.rules.dossiers import Dossier

DEPOSIT, LEND, RETURN, CANCEL, LOSE = codes.MOVE.values
_POSSIBLE = {
    Place.KEPT: (LEND, CANCEL, LOSE),
    Place.LENT: (RETURN, CANCEL, LOSE),
}
_FIRST = (DEPOSIT, CANCEL, LOSE)  # of a document that 保管台账 does not know yet


@dataclass(frozen=True, slots=True)
class Wish:
    """One move that somebody wants registered; ``number`` is normalised, ``kind`` official."""

    number: str
    kind: str
    is_official: bool
    move: str
    day: date

    @property
    def spoken(self) -> str:
        """Name the document, e.g. ``护照E10000000``."""
        return f"{self.kind}{self.number}"


def possible(found: Whereabouts | None) -> tuple[str, ...]:
    """Return the moves that can follow; a lost document can still be cancelled by the police."""
    if found is None:
        return _FIRST
    if found.place is Place.GONE:
        return (CANCEL,) if found.move.move == LOSE else ()
    return _POSSIBLE[found.place]


def where(found: Whereabouts | None) -> str:
    """Say where a document is: ``在管``, ``2026年9月1日领用未还``, ``2026年9月1日挂失``."""
    if found is None:
        return "台账没有登记"
    if found.place is Place.KEPT:
        return f"在管（{spoken(found.move.day)}{found.move.move}）"
    return f"{spoken(found.move.day)}{found.move.move}"


def owners(archive: Archive) -> Mapping[str, frozenset[str]]:
    """Return under whose identities each document number stands in the ledgers and on 附件1."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for identity, dossier in archive.dossiers.items():
        numbers = {*dossier.moves, *(each.number for each in dossier.police)}
        for number in numbers | {each.document.number for each in dossier.declared}:
            found[number].add(identity)
    return {number: frozenset(identities) for number, identities in found.items()}


def refusal(
    dossier: Dossier, wish: Wish, holders: Mapping[str, frozenset[str]], today: date
) -> str:
    """Say why the move cannot be registered; '' where it can.

    ``holders`` is what :func:`owners` returns.
    """
    if not wish.number:
        return "没有填证件号码，请补上"
    others = holders.get(wish.number, frozenset())
    if others and dossier.identity not in others:
        return f"证件号码{wish.number}登记在别人名下，请核对号码"
    if wish.day > today:
        return f"日期{spoken(wish.day)}还没有到，请核对"
    last = max((move.day for move in dossier.moves.get(wish.number, ())), default=wish.day)
    if wish.day < last:
        return f"日期早于这本证件上一次登记的{spoken(last)}，请核对日期或先改正保管台账"
    now = dossier.whereabouts(wish.number, wish.day)
    if wish.move not in possible(now):
        return _impossible(wish, now)
    return ""


def _impossible(wish: Wish, now: Whereabouts | None) -> str:
    if now is None:
        return f"保管台账里没有{wish.spoken}，不能{wish.move}；在管的请先登记交存"
    if now.place is Place.GONE:
        return f"{wish.spoken}已于{spoken(now.move.day)}{now.move.move}，不能再{wish.move}"
    if now.place is Place.LENT:
        again = "不能再领" if wish.move == LEND else "交回的请登记归还"
        return f"{wish.spoken}已于{spoken(now.move.day)}领用，还没有归还，{again}"
    return f"{wish.spoken}在管，没有领用，不能{wish.move}；要领出的请登记领用"


def journey(dossier: Dossier, wish: Wish) -> Leave | None:
    """Return the approved journey that a loan is for, with the last day to bring it back.

    None for other moves, and where no approval covers the loan.
    """
    if wish.move != LEND:
        return None
    settings = dossier.settings
    days = settings.official_days if wish.is_official else settings.private_days
    found = leaves(wish.kind, wish.day, dossier.approvals, dossier.private_trips, days, wish.day)
    return found[0] if found else None


def remark(dossier: Dossier, wish: Wish, leave: Leave | None) -> str:
    """Say what whoever registers the move should know; '' where there is nothing."""
    if wish.move != LEND:
        return ""
    expires = max((d.expires for d in dossier.police if d.number == wish.number and d.expires),
                  default=None)  # fmt: skip
    said = [] if leave else ["审批台账里没有相应的批准行程，算不出归还期限"]
    if expires and expires < wish.day:
        said.append(f"证件已于{spoken(expires)}到期")
    return "；".join(said)


def deadline(leave: Leave) -> str:
    """Return what 备注 of 保管台账 says about the deadline."""
    return f"最迟{leave.last.isoformat()}归还"
