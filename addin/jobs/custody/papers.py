"""Write the papers for documents lent or lost: 领用单 and 情况说明."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from addin.forms import sheets
from addin.forms.ledgers import APPROVALS
from addin.jobs.custody.loan_slip import Slip, loan_slip
from addin.jobs.custody.loss import loss_statement
from addin.jobs.custody.rules import LEND, LOSE, MoveRequest, last_day
from addin.model.custody import AllowedPeriod
from addin.model.dossier import Dossier
from addin.values.dates import spoken
from addin.writing.filenames import file_name


@dataclass(frozen=True, slots=True)
class Registered:
    """One move registered in 保管台账; ``dossier`` is the person's, with the move."""

    dossier: Dossier
    wish: MoveRequest
    handler: str
    leave: AllowedPeriod | None


def papers_of(unit: str, moves: Sequence[Registered]) -> dict[str, bytes]:
    """Return what the moves need, by the names of the files."""
    return dict(_papers(unit, moves))


def _papers(unit: str, moves: Iterable[Registered]) -> Iterator[tuple[str, bytes]]:
    for each in moves:
        about = each.dossier.name, each.wish.number
        if each.wish.move == LEND:
            day = f"{each.wish.day:%Y%m%d}"
            name = file_name(sheets.LOAN_SLIP, *about, day, ending=".xlsx")
            yield name, loan_slip(_slip(unit, each))
        elif each.wish.move == LOSE and not each.wish.is_official:
            name = file_name(sheets.LOSS_STATEMENT, *about, ending=".docx")
            yield name, loss_statement(each.dossier, each.wish.number, unit)


def _slip(unit: str, each: Registered) -> Slip:
    dossier, wish, leave = each.dossier, each.wish, each.leave
    expires = last_day(dossier, wish.number)
    row = leave.approval.row if leave else None
    period = leave.approval.period if leave else None
    return Slip(
        unit,
        dossier.name,
        dossier.id_number,
        dossier.post,
        wish.kind,
        wish.number,
        spoken(expires) if expires else "",
        row.text("reference") if row else f"（“{APPROVALS.name}”中没有）",
        row.text("country") if row else "",
        f"{spoken(period[0])}至{spoken(period[1])}" if period else "",
        spoken(wish.day),
        spoken(leave.last) if leave else "",
        each.handler,
        dossier.settings.official_days if wish.is_official else dossier.settings.private_days,
        wish.is_official,
    )
