"""保管登记: 交存, 领用, 归还, 注销, 挂失, entered on a sheet and kept in 保管台账.

Source: 2004年通知 三（四）; 连委组通〔2015〕23号 二 (集中保管, 丢失的出具情况说明).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from addin.books.additions import Place, Values, place_of
from addin.books.annex1 import read_annex1
from addin.books.drawing.loan_slip import Borrower, Lent, loan_slip
from addin.books.errors import UnusableFile
from addin.books.ledgers import SHEETS, read_ledgers
from addin.books.marks import ReportSheet
from addin.books.save import save
from addin.books.tables import read_table
from addin.commands.adding import add_below
from addin.commands.loss import loss_statement
from addin.commands.selected import selected_person
from addin.forms import codes
from addin.forms.ledgers import CUSTODY_LOG
from addin.forms.problems import CUSTODY_ENTRY
from addin.forms.text import squeeze
from addin.rules import dates, documents, registering
from addin.rules.archive import gather
from addin.rules.custody import Leave
from addin.rules.dates import spoken
from addin.rules.dossiers import Dossier
from addin.rules.identity import parse
from addin.rules.records import Row
from addin.rules.registering import LEND, LOSE, Wish

if TYPE_CHECKING:
    from addin.hosts.port import Host

SHEET = CUSTODY_ENTRY.name
_PRIVATE, _OFFICIAL = codes.PURPOSE.values
_NEW = 3  # blank lines for documents that nobody has written down yet
_TYPED = ("purpose", "kind", "number", "move", "date", "handler", "remarks")


@dataclass(frozen=True)
class Judged:
    """One line of the sheet: the move, why it is refused ('' where it is not), its deadline."""

    dossier: Dossier
    wish: Wish
    handler: str
    remarks: str
    refusal: str
    leave: Leave | None = None
    note: str = ""

    @property
    def said(self) -> str:
        """What the clerk reads beside the line."""
        if self.refusal:
            return f"没有登记：{self.refusal}"
        return f"{self.wish.move}已登记{self.terms}"

    @property
    def terms(self) -> str:
        """The deadline, and what else to know, to be said after what is done."""
        until = f"，{registering.deadline(self.leave)}" if self.leave else ""
        return until + (f"（{self.note}）" if self.note else "")

    @property
    def line(self) -> Values:
        """The line for 保管台账."""
        said = [registering.deadline(self.leave)] if self.leave else []
        return {
            "name": self.dossier.name,
            "id_number": self.dossier.id_number,
            "purpose": _OFFICIAL if self.wish.is_official else _PRIVATE,
            "kind": self.wish.kind,
            "number": self.wish.number,
            "move": self.wish.move,
            "date": self.wish.day.isoformat(),
            "handler": self.handler,
            "remarks": "；".join([*said, self.remarks] if self.remarks else said),
        }


class Desk:
    """保管登记 on one workbook, as its sheets stand now; raises UnusableFile."""

    def __init__(self, host: Host, today: date) -> None:
        self.today = today
        self.form = read_annex1(host.form())
        grids = host.sheets(SHEETS)
        ledgers = read_ledgers(grids)
        settings, _ = ledgers.settings(today)
        self.archive = gather(self.form, ledgers.rows, settings)
        self.place: Place = place_of(CUSTODY_LOG, grids.get(CUSTODY_LOG.name))
        self._holders = registering.owners(self.archive)

    @property
    def handler(self) -> str:
        """Who registered the last move."""
        handlers = [text for row in self.place.rows if (text := row.text("handler"))]
        return handlers[-1] if handlers else ""

    def dossier(self, identity: str) -> Dossier:
        """Return a person's dossier; raises UnusableFile for people who are not on the lists."""
        found = self.archive.dossiers.get(identity)
        if found is None or not found.id_number:
            raise UnusableFile(
                "此人不在附件1和应备人员名册中，或没有可用的身份证号，请先补上再登记"
            )
        return found

    def judge(self, dossier: Dossier, wish: Wish, handler: str, remarks: str) -> Judged:
        """Judge one move."""
        refusal = registering.refusal(dossier, wish, self._holders, self.today)
        if refusal:
            return Judged(dossier, wish, handler, remarks, refusal)
        leave = registering.journey(dossier, wish)
        note = registering.remark(dossier, wish, leave)
        return Judged(dossier, wish, handler, remarks, "", leave, note)

    def sheet(self, identities: Iterable[str], outcomes: dict[str, str]) -> ReportSheet:
        """Return the sheet to fill in; ``outcomes`` are what to say of documents, by number."""
        lines = [line for each in identities for line in self._lines(self.dossier(each), outcomes)]
        return _sheet(lines)

    def _lines(self, dossier: Dossier, outcomes: dict[str, str]) -> Iterator[dict[str, str]]:
        who = {"name": dossier.name, "id_number": dossier.id_number}
        fresh = who | {"date": self.today.isoformat(), "handler": self.handler}
        for number, kind, is_official in _known(dossier):
            found = dossier.whereabouts(number, self.today)
            expires = max(
                (d.expires for d in dossier.police if d.number == number and d.expires),
                default=None,
            )
            yield fresh | {
                "purpose": _OFFICIAL if is_official else _PRIVATE,
                "kind": kind,
                "number": number,
                "expires": expires.isoformat() if expires else "",
                "place": registering.where(found),
                "possible": "、".join(registering.possible(found)),
                "outcome": outcomes.get(number, ""),
            }
        for _ in range(_NEW):
            yield fresh | {"possible": registering.DEPOSIT}


def press_custody(host: Host) -> None:
    """保管登记, the button: offer the sheet for the selected person, or register what is on it."""
    host.progress("正在读取附件1和底稿", 0)
    if squeeze(host.selection()[0]) == SHEET:
        _register(host)
    else:
        _offer(host)


def register(host: Host, desk: Desk, judged: Sequence[Judged]) -> None:
    """Put the lines under 保管台账; raises UnusableFile where any of them is refused."""
    if any(each.refusal for each in judged):
        raise UnusableFile("；".join(each.refusal for each in judged if each.refusal))
    add_below(host, [(desk.place, [each.line for each in judged])])


def papers(desk: Desk, judged: Sequence[Judged], folder: Path) -> list[Path]:
    """Write 领用单 and 情况说明 for the moves that need them; return the files."""
    files: dict[str, bytes] = {}
    unit = desk.form.unit
    lent = [each for each in judged if each.wish.move == LEND]
    for identity in dict.fromkeys(each.dossier.identity for each in lent):
        mine = [each for each in lent if each.dossier.identity == identity]
        day = max(each.wish.day for each in mine)
        files[f"领用单_{mine[0].dossier.name}_{day:%Y%m%d}.xlsx"] = _slip(unit, mine)
    for each in judged:
        if each.wish.move == LOSE and not each.wish.is_official:
            name = f"丢失情况说明_{each.dossier.name}_{each.wish.number}.docx"
            files[name] = loss_statement(
                desk.dossier(each.dossier.identity), each.wish.number, unit
            )
    for name, data in files.items():
        save(folder / name, data, backup=True)
    return [folder / name for name in files]


def _offer(host: Host) -> None:
    desk = Desk(host, date.today())
    dossier = desk.dossier(selected_person(host, desk.form))
    host.put_sheet(desk.sheet([dossier.identity], {}))
    host.show(SHEET)
    host.say(f"请在“{SHEET}”表中给{dossier.name}的证件填“动作”，再按一次“保管登记”")


def _register(host: Host) -> None:
    desk = Desk(host, date.today())
    rows = _rows(host)
    wanted = [row for row in rows if row.text("move")]
    if not wanted:
        host.say("“动作”一栏都空着，没有登记")
        return
    judged = {row.number: each for row, each in zip(wanted, _judge_all(desk, wanted), strict=True)}
    refused = [each for each in judged.values() if each.refusal]
    if refused:
        said = {number: each.said for number, each in judged.items() if each.refusal}
        host.put_sheet(_sheet([_as_typed(row, said.get(row.number, "")) for row in rows]))
        host.show(SHEET)
        raise UnusableFile(
            f"有 {len(refused)} 项办不了，一项也没有登记，原因在“登记结果”栏：{refused[0].refusal}"
        )
    folder = _folder(host, judged.values())
    register(host, desk, list(judged.values()))
    after = Desk(host, desk.today)
    written = papers(after, list(judged.values()), folder) if folder else []
    identities = dict.fromkeys(each.dossier.identity for each in judged.values())
    host.put_sheet(after.sheet(identities, {e.wish.number: e.said for e in judged.values()}))
    host.show(SHEET)
    for path in written:
        if path.suffix == ".xlsx":
            host.open(path)
    made = f"，已写 {'、'.join(path.name for path in written)}" if written else ""
    host.say(f"已登记 {len(judged)} 项{made}")


def _folder(host: Host, judged: Iterable[Judged]) -> Path | None:
    """Where papers go; asked for before anything is registered, None where none are needed."""
    if not any(each.wish.move in (LEND, LOSE) for each in judged):
        return None
    folder = host.folder() or host.pick_folder("选择领用单、情况说明放在哪个文件夹")
    if folder is None:
        raise UnusableFile("没有选文件夹，没有登记；请先保存工作簿，或选一个文件夹")
    return folder


def _rows(host: Host) -> Sequence[Row]:
    grid = host.sheet(host.selection()[0])
    found = read_table(grid, CUSTODY_ENTRY) if grid else None
    if found is None:
        raise UnusableFile(f"“{SHEET}”表的表头被改，请删去这张表，重新点中要办的人再按“保管登记”")
    return found.rows


def _judge_all(desk: Desk, rows: Sequence[Row]) -> Iterator[Judged]:
    seen: set[str] = set()
    for row in rows:
        judged = _judged(desk, row)
        if judged.wish.number in seen and not judged.refusal:
            judged = replace(judged, refusal="同一本证件填了两行动作，请分两次登记")
        seen.add(judged.wish.number)
        yield judged


def _judged(desk: Desk, row: Row) -> Judged:
    dossier = desk.dossier(parse(row["id_number"]).key)
    number = documents.normal(row["number"])
    kind = documents.named_kind(row.text("kind"), number)
    official = codes.PURPOSE.meant(row.text("purpose")) == _OFFICIAL
    move, day = codes.MOVE.meant(row.text("move")), dates.day(row["date"])
    wish = Wish(
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


def _sheet(lines: Sequence[dict[str, str]]) -> ReportSheet:
    columns = CUSTODY_ENTRY.columns
    choices = {at: c.codes.values for at, c in enumerate(columns) if c.codes}
    rows = [[line.get(column.key, "") for column in columns] for line in lines]
    return ReportSheet(SHEET, CUSTODY_ENTRY.titles(), [c.width for c in columns], rows, choices)


def _known(dossier: Dossier) -> Iterator[tuple[str, str, bool]]:
    """Yield number, kind and whether official of every document that anybody has written down."""
    found: dict[str, tuple[str, bool]] = {}
    for each in dossier.police:
        found.setdefault(each.number, (each.kind, each.is_official))
    for number, moves in dossier.moves.items():
        found.setdefault(number, (moves[-1].kind, moves[-1].is_official))
    for declared in dossier.declared:
        document = declared.document
        found.setdefault(document.number, (document.kind, False))
    for number, (kind, official) in found.items():
        if number:
            yield number, kind, official


def _slip(unit: str, lent: Sequence[Judged]) -> bytes:
    dossier, wish = lent[0].dossier, lent[0].wish
    post = next((text for row in dossier.rows if (text := row.text("post"))), "")
    borrower = Borrower(unit, dossier.name, dossier.id_number, post, lent[0].handler,
                        spoken(wish.day))  # fmt: skip
    return loan_slip(borrower, [_lent(each) for each in lent])


def _lent(judged: Judged) -> Lent:
    wish, leave = judged.wish, judged.leave
    expires = next((d.expires for d in judged.dossier.police if d.number == wish.number), None)
    period = leave.approval.period if leave else None
    row = leave.approval.row if leave else None
    return Lent(
        wish.kind,
        wish.number,
        spoken(expires) if expires else "",
        row.text("reference") if row else "（审批台账没有）",
        row.text("country") if row else "",
        f"{spoken(period[0])}至{spoken(period[1])}" if period else "",
        spoken(leave.last) if leave else "",
    )
