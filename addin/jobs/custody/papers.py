"""Write the papers for documents lent or lost: 领用单 and 情况说明."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import ChujingError, UnusableFile
from addin.forms import sheets
from addin.forms.ledgers import APPROVALS
from addin.jobs.custody.loan_slip import Slip, loan_slip
from addin.jobs.custody.loss import loss_statement
from addin.jobs.custody.rules import LEND, LOSE, MoveRequest, last_day
from addin.model.custody import AllowedPeriod
from addin.model.dossier import Dossier
from addin.values.dates import spoken
from addin.writing.saving import save


@dataclass(frozen=True, slots=True)
class Registered:
    """One move registered in 保管台账; ``dossier`` is the person's, with the move."""

    dossier: Dossier
    wish: MoveRequest
    handler: str
    leave: AllowedPeriod | None


def write_papers(unit: str, moves: Sequence[Registered], folder: Path) -> list[Path]:
    """Write the papers of the moves into the folder; return their paths.

    Raises UnusableFile, with a sentence that the moves are registered nevertheless.
    """
    written = []
    for name, data in _papers(unit, moves):
        try:
            save(folder / name, data, backup=True)
        except ChujingError as error:
            raise UnusableFile(f"已登记，但“{name}”没有写成：{error.reason}", error.kind) from error
        written.append(folder / name)
    return written


def _papers(unit: str, moves: Iterable[Registered]) -> Iterator[tuple[str, bytes]]:
    for each in moves:
        about = f"{each.dossier.name}_{each.wish.number}"
        if each.wish.move == LEND:
            yield (
                f"{sheets.LOAN_SLIP}_{about}_{each.wish.day:%Y%m%d}.xlsx",
                loan_slip(_slip(unit, each)),
            )
        elif each.wish.move == LOSE and not each.wish.is_official:
            statement = loss_statement(each.dossier, each.wish.number, unit)
            yield f"{sheets.LOSS_STATEMENT}_{about}.docx", statement


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
