"""保管登记 on workbook files; these functions run in worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.errors import CannotDo
from addin.forms import codes
from addin.host.file import FileHost, target_of
from addin.host.selection import matching
from addin.jobs.custody.command import CustodySession, papers, register
from addin.jobs.custody.rules import MoveRequest, kind_of
from addin.reading.unit import UnitBook
from addin.values import dates, documents


@dataclass(frozen=True, slots=True)
class Request:
    """One move, as typed on the command line; blank values mean the default."""

    person: str
    move: str
    number: str
    kind: str = ""
    purpose: str = ""
    day: str = ""
    handler: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome: ``refusal`` is why not, ``line`` is the line for 保管台账."""

    person: str
    said: str
    refusal: str
    due: date | None
    line: dict[str, str]
    written: tuple[Path, ...]


def register_move(path: Path, request: Request, output: Path | None) -> Done:
    """Judge the move and, with ``output``, register it there; raise UnusableFile."""
    host = FileHost(path)
    today = date.today()
    desk = CustodySession.on(host, today)
    dossier = desk.dossier(matching(UnitBook(path, host.data).form, request.person))
    wish = _wish(request, today)
    judged = desk.judge(dossier, wish, request.handler or desk.handler, request.note)
    said = judged.said if output or judged.refusal else f"可以{wish.move}{judged.terms}"
    written: list[Path] = []
    if output and not judged.refusal:
        target = target_of(host, output)
        made = papers(desk.after([judged]), [judged])
        register(host, desk, [judged])
        beside = {target.with_name(name): data for name, data in made.items()}
        host.save(target, beside)
        written += [target, *beside]
    return Done(
        dossier.name,
        said,
        judged.refusal,
        judged.leave.last if judged.leave else None,
        {key: str(value) for key, value in judged.line.items()},
        tuple(written),
    )


def _wish(request: Request, today: date) -> MoveRequest:
    move, day = codes.MOVE.meant(request.move), dates.day(request.day) if request.day else today
    if move is None:
        listed = "、".join(codes.MOVE.values)
        raise CannotDo(f"“{request.move}”不是保管动作，应为{listed}之一")
    if day is None:
        raise CannotDo(f"日期“{request.day}”认不出，请写成 2026-11-23 这样")
    number = documents.normal(request.number)
    kind = kind_of(request.kind, number)
    purpose = codes.PURPOSE.meant(request.purpose)
    if request.purpose and purpose is None:
        raise CannotDo(f"公私“{request.purpose}”认不出，应为{'或'.join(codes.PURPOSE.values)}")
    official = purpose == codes.PURPOSE.values[1] or documents.is_official(kind, number)
    return MoveRequest(number, kind, official, move, day)
