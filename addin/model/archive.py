"""The entries of 附件1 and of every ledger, sorted by person.

People are matched by the normalised identity number alone (规格 §3); names only give rise to
notes. The people judged are those of 附件1 and of 应备人员名册: whoever stands in the other
ledgers only has left the list, or was never on it, and is named in a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from addin.forms import annex1, ledgers
from addin.model import entries
from addin.model.coverage import Coverage, Unread, everybody, police_answers, supplied
from addin.model.dossier import Context, Dossier
from addin.model.entries import Registration, Remarks
from addin.model.parameters import Parameters
from addin.model.rows import Form, Person, Row
from addin.values import documents, names
from addin.values.dates import Value
from addin.values.identity import Identity, parse

_READERS: tuple[tuple[str, str, Callable[[Row], entries.Read]], ...] = (
    (ledgers.ROSTER.name, "roster", entries.roster),
    (ledgers.POLICE_REGISTER.name, "registrations", entries.registration),
    (ledgers.POLICE_DOCUMENTS.name, "police", entries.police_document),
    (ledgers.POLICE_CROSSINGS.name, "crossings", entries.crossing),
    (ledgers.APPROVALS.name, "approvals", entries.approval),
    (ledgers.REPORTS.name, "reports", entries.report),
    (ledgers.CUSTODY_LOG.name, "custody", entries.custody_move),
)
_NAMES_BREAK = re.compile(r"[、，,；;/／\s]+")
_name = lru_cache(maxsize=65536)(names.normal)
_MOST_NAMED = 50  # people listed by name in one note; the number of all is always said


@dataclass(frozen=True)
class Archive:
    """All dossiers of a workbook.

    ``unlisted`` are those registered in 公安备案库 who are not judged, by identity; ``notes`` say
    what could not be read, and which names and numbers do not agree.
    """

    context: Context
    dossiers: Mapping[str, Dossier]
    unlisted: Mapping[str, Row]
    notes: tuple[str, ...]

    @property
    def settings(self) -> Parameters:
        """What people are judged by."""
        return self.context.settings

    @property
    def sheets(self) -> frozenset[str]:
        """Names of the tables that are there."""
        return self.context.sheets


def key_of(value: Value) -> str:
    """Return the key that people are matched by; '' where the cell has no usable number."""
    return _usable(parse(value))


def person_key(person: Person) -> str:
    """Return the key that a person of 附件1 is matched by; the name without a usable number."""
    return _who(person.identity, person.name)


def _who(number: Identity, name: str) -> str:
    return _usable(number) or f"?{name}"


def _usable(number: Identity) -> str:
    return "" if number.says_nothing else number.key


def gather(form: Form | None, sheets: Mapping[str, Sequence[Row]], settings: Parameters) -> Archive:
    """Return the archive, with a dossier for each person judged; every ledger is read once.

    ``sheets`` are the rows of each ledger by table name; a table that is absent is not there.
    """
    return _Gathering(form, sheets, settings).archive()


class _Gathering:
    """The single pass over all rows, and what it comes across."""

    def __init__(
        self, form: Form | None, sheets: Mapping[str, Sequence[Row]], settings: Parameters
    ) -> None:
        self.form, self.sheets = form, sheets
        self.remarks = Remarks()
        self.dossiers: dict[str, Dossier] = {}
        self.names: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        self.holders: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        self.unread: defaultdict[str, list[Unread]] = defaultdict(list)
        self.answers, self.odd_answers = police_answers(sheets, _unsound(form))
        there = supplied(sheets, settings)
        coverage = Coverage(
            there, everybody(there, settings), _unsound(form), self.answers, self.unread
        )
        self.context = Context(settings, coverage, _present(form, there, settings), self.holders)
        self.by_name: defaultdict[str, list[str]] = defaultdict(list)
        self.outsiders: dict[str, Row] = {}
        self.unlisted: defaultdict[str, list[Registration]] = defaultdict(list)

    def archive(self) -> Archive:
        form = self.form or Form("", ())
        for person, number, name in zip(form.people, form.identities, form.names, strict=True):
            key = _who(number, name)
            self._dossier(key).people.append(person)
            if name:
                self.names[key].setdefault(_name(name), person.row)
                self.by_name[_name(name)].append(key)
        for table, field, read in _READERS:
            for row in self.sheets.get(table, ()):
                self._file(table, field, read, row)
        latest = {key: entries.latest(found) for key, found in self.unlisted.items()}
        unlisted = {key: last.row for key, last in latest.items() if not last.is_withdrawn}
        return Archive(self.context, self.dossiers, unlisted, tuple(self._notes()))

    def _file(self, table: str, field: str, read: Callable[[Row], entries.Read], row: Row) -> None:
        found = parse(row["id_number"])
        key, name = found.key, _name(row.text("name"))
        entry, cells = read(row)
        if found.says_nothing or (not found.is_sound and key not in self.dossiers):
            self._file_nameless(table, row, cells)
            return
        if name and name not in self.names[key]:
            self.names[key][name] = row
        if table == ledgers.POLICE_DOCUMENTS.name and entry is not None:
            self.holders[documents.normal(row["number"])].setdefault(key, row)
        if not self._is_judged(key, table):
            self.outsiders.setdefault(key, row)
            if table == ledgers.POLICE_REGISTER.name:
                self.unlisted[key].append(cast(Registration, entry))
            return
        dossier = self._dossier(key)
        if cells:
            self._note_unread(dossier, Unread(table, row, cells))
        if entry is not None:
            getattr(dossier, field).append(entry)
            if table == ledgers.ROSTER.name and name:
                self.by_name[name].append(key)

    def _file_nameless(self, table: str, row: Row, cells: tuple[str, ...]) -> None:
        """A row whose identity number is none may be about anybody of the name in it."""
        names = [_name(piece) for piece in _NAMES_BREAK.split(row.text("name")) if piece]
        keys = dict.fromkeys(key for name in names for key in self.by_name.get(name, ()))
        for key in keys:
            self._note_unread(self._dossier(key), Unread(table, row, ("id_number", *cells)))
        if not keys:
            self.remarks.add(row, "“身份证号”读不出，也没有同名的人，未参与核查")

    def _note_unread(self, dossier: Dossier, found: Unread) -> None:
        dossier.unread.append(found)
        self.unread[dossier.identity].append(found)
        titles = "、".join(f"“{found.row.layout.titles.get(key, key)}”" for key in found.cells)
        self.remarks.add(found.row, f"{titles}读不出")

    def _is_judged(self, key: str, table: str) -> bool:
        return self.form is None or key in self.dossiers or table == ledgers.ROSTER.name

    def _dossier(self, key: str) -> Dossier:
        if key not in self.dossiers:
            self.dossiers[key] = Dossier(key, self.context)
        return self.dossiers[key]

    def _notes(self) -> Iterator[str]:
        yield from self.remarks.sentences()
        yield from self.odd_answers
        yield from self._one_number_several_names()
        yield from self._one_name_several_numbers()
        if self.outsiders:
            named = [f"{row.text('name')}（{row.reference}）" for row in self.outsiders.values()]
            more = " 等" if len(named) > _MOST_NAMED else ""
            yield (
                f"有 {len(named)} 人只出现在底稿中，不在附件1和应备人员名册，未核查："
                f"{'、'.join(named[:_MOST_NAMED])}{more}。"
            )

    def _one_number_several_names(self) -> Iterator[str]:
        for known in self.names.values():
            if len(known) > 1:
                said = "、".join(f"{name}（{row.reference}）" for name, row in known.items())
                yield f"同一身份证号有不同姓名：{said}，请核对。"

    def _one_name_several_numbers(self) -> Iterator[str]:
        owners: defaultdict[str, list[Row]] = defaultdict(list)
        for known in self.names.values():
            for name, row in known.items():
                owners[name].append(row)
        for name, rows in owners.items():
            if len(rows) > 1:
                shown = "、".join(row.reference for row in rows[:_MOST_NAMED])
                yield f"“{name}”有 {len(rows)} 个不同的身份证号（{shown}），请核对是否同一人。"


def _present(form: Form | None, there: frozenset[str], settings: Parameters) -> frozenset[str]:
    others = {annex1.SHEET: form is not None, ledgers.AUTHORITY.name: bool(settings.authorities)}
    return there | {name for name, is_there in others.items() if is_there}


def _unsound(form: Form | None) -> frozenset[str]:
    """What the people of 附件1 are matched by whose number the police cannot be asked about."""
    people = zip(form.identities, form.names, strict=True) if form else ()
    return frozenset(_who(number, name) for number, name in people if not number.is_sound)
