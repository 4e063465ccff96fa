"""Documents outside custody on a day: lent and not yet back, or never handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from addin.forms import ledgers
from addin.model.custody import AllowedPeriod, Location, allowed_periods
from addin.model.dossier import Dossier, HeldDocument
from addin.model.entries import Approval, CustodyMove
from addin.values.dates import spoken


@dataclass(frozen=True, slots=True)
class Loan:
    """A private document lent on a day, and the approved absences that justify the loan."""

    held: HeldDocument
    move: CustodyMove
    periods: tuple[AllowedPeriod, ...]
    on: date

    @property
    def is_overdue(self) -> bool:
        """Whether no approved absence, and no time limit after one, covers the day."""
        return not any(leave.first <= self.on <= leave.last for leave in self.periods)

    @property
    def due(self) -> date | None:
        """Last day on which it should have come back; None where no absence was approved."""
        return max((leave.last for leave in self.periods if leave.last < self.on), default=None)

    def spoken(self, on: date) -> str:
        """Return a sentence: since when it is out and why that is too long."""
        taken = f"{self.held.spoken}于{spoken(self.move.day)}领用，至{spoken(on)}未归还"
        if self.due is None:
            return f"{taken}，且没有批准的行程"
        return f"{taken}，按批准的行程最迟应在{spoken(self.due)}归还，逾期{(on - self.due).days}天"


def loans(dossier: Dossier, on: date, ignoring: Approval | None = None) -> Iterator[Loan]:
    """Yield the valid private documents that are lent on a day.

    Without 审批台账 nothing can be said about loans. ``ignoring`` leaves one approval out.
    """
    if ledgers.APPROVALS.name not in dossier.sheets:
        return
    approvals = [a for a in dossier.approvals if a is not ignoring]
    days = dossier.settings.private_days
    for held in in_question(dossier):
        place = dossier.whereabouts(held.number, on)
        if place and place.place is Location.LENT and not place.move.is_official:
            found = allowed_periods(
                place.move.kind, place.move.day, approvals, dossier.private_trips, days, on
            )
            yield Loan(held, place.move, tuple(found), on)


def undeposited(dossier: Dossier) -> Iterator[HeldDocument]:
    """Yield the valid private documents that never went into custody.

    保管台账 does not have them, and 附件1 says that they were not handed in or does not mention
    them. Those that neither speaks of are :func:`unanswered`.
    """
    for held, custody in _not_in_the_ledger(dossier):
        if custody != "是" and not _is_unanswered(dossier, held, custody):
            yield held


def unanswered(dossier: Dossier) -> list[HeldDocument]:
    """Return the documents of which nobody says whether they are in custody."""
    return [
        held
        for held, custody in _not_in_the_ledger(dossier)
        if _is_unanswered(dossier, held, custody)
    ]


def _not_in_the_ledger(dossier: Dossier) -> Iterator[tuple[HeldDocument, str]]:
    """Yield each valid document that 保管台账 does not have, and what 附件1 says of its custody."""
    answer = next((person.meant("custody") for person in dossier.people), None)
    declared = {each.document.number: each.custody for each in dossier.declared}
    for held in in_question(dossier):
        if dossier.whereabouts(held.number, dossier.settings.as_of) is None:
            yield held, declared.get(held.number, answer) or ""


def _is_unanswered(dossier: Dossier, held: HeldDocument, custody: str) -> bool:
    """Whether the form leaves it blank; without a form, whether there is no ledger to look in."""
    if custody:
        return False
    if not dossier.people:
        return ledgers.CUSTODY_LOG.name not in dossier.sheets
    declared = {each.document.number for each in dossier.declared}
    return held.number in declared or not held.number


def in_question(dossier: Dossier) -> Iterator[HeldDocument]:
    """Yield the valid private documents: as the police say, else as declared or in 保管台账.

    In the favourable reading, a line of the police that cannot be read says that the document it
    may be about is not valid any more.
    """
    if dossier.has_police_documents:
        yield from (held for held in dossier.private_documents if held.is_valid)
        return
    for held in _as_declared(dossier):
        if not (dossier.is_favourable and dossier.may_have(held.number)):
            yield held


def _as_declared(dossier: Dossier) -> Iterator[HeldDocument]:
    named: set[str] = set()
    holders = [person for person in dossier.people if person.holds == "是"]
    for person in holders:
        if not person.documents:
            yield HeldDocument("", "", (person.row,))
    if holders:
        for each in dossier.declared:
            if each.document.is_valid and each.document.number not in named:
                named.add(each.document.number)
                yield each.document
    if not dossier.custody:
        return
    for number in sorted(dossier.moves.keys() - named):
        moves = dossier.moves[number]
        place = dossier.whereabouts(number, dossier.settings.as_of)
        if place and place.place is not Location.GONE and not moves[0].is_official:
            yield HeldDocument(number, moves[0].kind, ())
