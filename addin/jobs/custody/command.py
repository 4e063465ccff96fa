"""保管登记: read 交存, 领用, 归还, 注销, 挂失 from a sheet and append them to 保管台账.

Source: 2004年通知 三（四）; 连委组通〔2015〕23号 二 (集中保管, 丢失的出具情况说明).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from addin.errors import CannotDo
from addin.forms import codes, sheets
from addin.forms.ledgers import CUSTODY_LOG
from addin.host.appending import add_below
from addin.host.lists import own_name, put_own
from addin.host.port import Host
from addin.host.selection import selected_person
from addin.jobs.custody import rules as registering
from addin.jobs.custody.papers import Registered, papers_of
from addin.jobs.custody.rules import DEPOSIT, LEND, LOSE, MoveRequest, kind_of, last_day
from addin.jobs.custody.tables import CUSTODY_ENTRY
from addin.model.archive import gather
from addin.model.custody import AllowedPeriod, where
from addin.model.dossier import Dossier
from addin.model.rows import Form, Row
from addin.reading.annex1 import read_annex1
from addin.reading.grid import Grid
from addin.reading.ledgers import SHEETS, read_ledgers
from addin.reading.tables import read_table
from addin.values import dates, documents
from addin.values.identity import parse
from addin.writing.appending import Values, grown, place_of
from addin.writing.plan import ReportSheet
from addin.writing.saving import written

SHEET = CUSTODY_ENTRY.name
_PRIVATE, _OFFICIAL = codes.PURPOSE.values
_NEW = 3  # blank lines for documents that are not in the workbook yet


@dataclass(frozen=True)
class Judged:
    """One requested move: why it is refused ('' where it is not), and the journey it is for."""

    dossier: Dossier
    wish: MoveRequest
    handler: str
    remarks: str
    refusal: str
    leave: AllowedPeriod | None = None

    @property
    def said(self) -> str:
        """Return the sentence shown beside the line."""
        if self.refusal:
            return f"没有登记：{self.refusal}"
        return f"{self.wish.move}已登记{self.terms}"

    @property
    def terms(self) -> str:
        """Return the deadline of a loan, or why it is unknown."""
        remark = registering.remark(self.wish, self.leave)
        return f"，{remark}" if remark else ""

    @property
    def line(self) -> Values:
        """Return the line for 保管台账."""
        said = (registering.remark(self.wish, self.leave), self.remarks)
        return {
            "name": self.dossier.name,
            "id_number": self.dossier.id_number,
            "purpose": codes.PURPOSE.values[self.wish.is_official],
            "kind": self.wish.kind,
            "number": self.wish.number,
            "move": self.wish.move,
            "date": self.wish.day.isoformat(),
            "handler": self.handler,
            "remarks": "；".join(filter(None, said)),
        }


class CustodySession:
    """保管登记 on one workbook, by its form and its ledgers."""

    def __init__(self, form: Form, grids: Mapping[str, Grid], today: date) -> None:
        self.today = today
        self.form = form
        self._grids = grids
        self._ledgers = read_ledgers(grids)
        self._settings, _ = self._ledgers.settings(today)
        self.place = place_of(CUSTODY_LOG, grids.get(CUSTODY_LOG.name))

    @classmethod
    def on(cls, host: Host, today: date) -> CustodySession:
        """Read the workbook as it is now; raises UnusableFile."""
        return cls(read_annex1(host.form()), host.sheets(SHEETS), today)

    def after(self, judged: Sequence[Judged]) -> CustodySession:
        """Return what will be, once the moves are registered."""
        ledger = grown(self.place, [each.line for each in judged])
        return CustodySession(self.form, {**self._grids, CUSTODY_LOG.name: ledger}, self.today)

    @cached_property
    def _listed(self) -> Mapping[str, Dossier]:
        return gather(self.form, self._ledgers.rows, self._settings).dossiers

    @cached_property
    def _unlisted(self) -> Mapping[str, Dossier]:
        """Return all people of the ledgers; people no longer on 附件1 may have documents."""
        return gather(None, self._ledgers.rows, self._settings).dossiers

    @cached_property
    def _owners(self) -> registering.Owners:
        return registering.owners([*self._listed.values(), *self._unlisted.values()])

    @property
    def handler(self) -> str:
        """Return the handler of the last move."""
        handlers = [text for row in self.place.rows if (text := row.text("handler"))]
        return handlers[-1] if handlers else ""

    def dossier(self, identity: str) -> Dossier:
        """Return a person's dossier; raise CannotDo for an unknown person."""
        found = self._listed.get(identity) or self._unlisted.get(identity)
        if found is None or not found.id_number:
            raise CannotDo("此人不在附件1和各底稿中，或没有可用的身份证号，请先补上再登记")
        return found

    def judge(self, dossier: Dossier, wish: MoveRequest, handler: str, remarks: str) -> Judged:
        """Judge one move; blank values are filled from what is known of the document."""
        if not wish.kind:
            known = ((k, o) for n, k, o in _known(dossier) if n == wish.number)
            kind, is_official = next(known, ("", False))
            wish = replace(wish, kind=kind, is_official=wish.is_official or is_official)
        refusal = registering.refusal(dossier, wish, self._owners, self.today)
        leave = None if refusal else registering.journey(dossier, wish)
        return Judged(dossier, wish, handler, remarks, refusal, leave)

    def sheet(self, identities: Iterable[str], outcomes: Mapping[str, str]) -> ReportSheet:
        """Return the sheet to fill in; ``outcomes`` are sentences by document number."""
        lines = [line for each in identities for line in self._lines(self.dossier(each), outcomes)]
        return _sheet(lines)

    def _lines(self, dossier: Dossier, outcomes: Mapping[str, str]) -> Iterator[dict[str, str]]:
        fresh = {
            "name": dossier.name,
            "id_number": dossier.id_number,
            "category": dossier.category,
            "post": dossier.post,
            "date": self.today.isoformat(),
            "handler": self.handler,
        }
        for number, kind, is_official in _known(dossier):
            wishes = (
                MoveRequest(number, kind, is_official, m, self.today) for m in codes.MOVE.values
            )
            possible = (w.move for w in wishes if not self.judge(dossier, w, "", "").refusal)
            yield fresh | {
                "purpose": codes.PURPOSE.values[is_official],
                "kind": kind,
                "number": number,
                "expires": self._expiry(dossier, number),
                "place": where(dossier.whereabouts(number, self.today)),
                "possible": "、".join(possible),
                "outcome": outcomes.get(number, ""),
            }
        for _ in range(_NEW):
            yield fresh | {"possible": DEPOSIT}

    def _expiry(self, dossier: Dossier, number: str) -> str:
        expires = last_day(dossier, number)
        if expires is None:
            return ""
        return expires.isoformat() + ("（已到期）" if expires < self.today else "")


def press_custody(host: Host) -> None:
    """Run the button 保管登记: write the sheet for the selected person, or register its moves."""
    host.progress("正在读取附件1和底稿", 0)
    name, _ = host.selection()
    if sheets.plain_name(name) == SHEET and own_name(host, SHEET) == name:
        _register(host, name)
    else:
        _offer(host)


def register(host: Host, desk: CustodySession, judged: Sequence[Judged]) -> None:
    """Append the lines to 保管台账; raises CannotDo, with nothing written, where one is refused."""
    refused = [each.refusal for each in judged if each.refusal]
    if refused:
        raise CannotDo("；".join(refused))
    add_below(host, [(desk.place, [each.line for each in judged])])


def papers(after: CustodySession, judged: Sequence[Judged]) -> dict[str, bytes]:
    """Return 领用单 and 情况说明 for moves, by the names of their files."""
    moves = [
        Registered(after.dossier(each.dossier.identity), each.wish, each.handler, each.leave)
        for each in judged
    ]
    return papers_of(after.form.unit, moves)


def _offer(host: Host) -> None:
    desk = CustodySession.on(host, date.today())
    dossier = desk.dossier(selected_person(host, desk.form))
    name = put_own(host, desk.sheet([dossier.identity], {}))
    host.show(name)
    host.say(f"请在“{name}”表中给{dossier.name}的证件填“动作”，再按一次“保管登记”")


def _register(host: Host, name: str) -> None:
    desk = CustodySession.on(host, date.today())
    rows = _rows(host, name)
    judged = dict(_judge_all(desk, rows))
    if not judged:
        host.say("“动作”一栏都空着，没有登记")
        return
    refused = [each.refusal for each in judged.values() if each.refusal]
    if refused:
        said = {number: each.said for number, each in judged.items() if each.refusal}
        host.show(put_own(host, _sheet([_as_typed(row, said.get(row.number, "")) for row in rows])))
        raise CannotDo(
            f"有 {len(refused)} 项办不了，一项也没有登记，原因在“登记结果”栏：{refused[0]}"
        )
    moves = list(judged.values())
    folder = _folder(host, moves)
    after = desk.after(moves)
    made = {folder / file: data for file, data in papers(after, moves).items()} if folder else {}
    with written(made):  # what cannot be registered leaves no paper behind
        register(host, desk, moves)
    identities = dict.fromkeys(each.dossier.identity for each in moves)
    outcomes = {each.wish.number: each.said for each in moves}
    host.show(put_own(host, after.sheet(identities, outcomes)))
    listed = f"，已写 {'、'.join(path.name for path in made)}" if made else ""
    host.say(f"已登记 {len(moves)} 项，记在“{CUSTODY_LOG.name}”，请保存工作簿{listed}")
    for path in made:
        if path.suffix == ".xlsx":
            host.open(path)


def _folder(host: Host, judged: Iterable[Judged]) -> Path | None:
    """Return the folder for papers, asked for before registering; None where none are needed."""
    if not any(each.wish.move in (LEND, LOSE) for each in judged):
        return None
    folder = host.folder() or host.pick_folder("选择领用单、情况说明放在哪个文件夹")
    if folder is None:
        raise CannotDo("没有选文件夹，没有登记；请先保存工作簿，或选一个文件夹")
    return folder


def _rows(host: Host, sheet: str) -> Sequence[Row]:
    grid = host.sheet(sheet)
    found = read_table(grid, CUSTODY_ENTRY) if grid else None
    if found is None:
        raise CannotDo(f"“{SHEET}”表的表头被改，请删去这张表，重新点中要办的人再按“保管登记”")
    return found.rows


def _judge_all(desk: CustodySession, rows: Sequence[Row]) -> Iterator[tuple[int, Judged]]:
    """Judge the rows with a move; a row without a person belongs to the person above."""
    seen: set[str] = set()
    identity = ""
    for row in rows:
        identity = parse(row["id_number"]).key or identity
        if not row.text("move"):
            continue
        judged = _judged(desk, row, desk.dossier(identity))
        if judged.wish.number in seen and not judged.refusal:
            judged = replace(judged, refusal="同一本证件填了两行动作，请分两次登记")
        seen.add(judged.wish.number)
        yield row.number, judged


def _judged(desk: CustodySession, row: Row, dossier: Dossier) -> Judged:
    number = documents.normal(row["number"])
    kind = kind_of(row.text("kind"), number)
    official = codes.PURPOSE.meant(row.text("purpose")) == _OFFICIAL
    move, day = codes.MOVE.meant(row.text("move")), dates.day(row["date"])
    wish = MoveRequest(
        number, kind, official or documents.is_official(kind, number), move or "", day or desk.today
    )
    handler, remarks = row.text("handler"), row.text("remarks")
    if move is None:
        return Judged(dossier, wish, handler, remarks, f"“{row.text('move')}”不是保管动作")
    if day is None and row.text("date"):
        return Judged(dossier, wish, handler, remarks, f"日期“{row.text('date')}”认不出是哪一天")
    return desk.judge(dossier, wish, handler, remarks)


def _as_typed(row: Row, outcome: str) -> dict[str, str]:
    return {key: row.text(key) for key in CUSTODY_ENTRY.keys()} | {"outcome": outcome}


def _sheet(lines: Sequence[Mapping[str, str]]) -> ReportSheet:
    columns = CUSTODY_ENTRY.columns
    choices = {at: c.codes.values for at, c in enumerate(columns) if c.codes}
    rows = [[line.get(column.key, "") for column in columns] for line in lines]
    return ReportSheet(CUSTODY_ENTRY, rows, choices)


def _known(dossier: Dossier) -> Iterator[tuple[str, str, bool]]:
    """Yield number, kind and whether official of every document in the workbook."""
    found: dict[str, tuple[str, bool]] = {}
    for number, moves in dossier.moves.items():
        found[number] = (moves[-1].kind, moves[-1].is_official)
    for each in dossier.police:
        found.setdefault(each.number, (each.kind, each.is_official))
    for number in (each.document.number for each in dossier.declared):
        kind = kind_of("", number)
        found.setdefault(number, (kind, documents.is_official(kind, number)))
    for number, (kind, official) in found.items():
        if number:
            yield number, kind, official
