"""Merge results of the police into the three police ledgers without duplicates.

Only lines that are certain are added. A human decides on lines that differ from what is there:
不一致，请人工核对后再合并 (领域事实 §6 之 32).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from addin.forms import codes, ledgers
from addin.forms.columns import Column, Table
from addin.forms.text import squeeze
from addin.model.archive import key_of
from addin.model.entries import crossing_minute
from addin.model.rows import Form, Row, shown
from addin.values import dates, documents, names


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line of a result, by the ledger's column keys, with its file."""

    row: Row
    source: str

    @property
    def identity(self) -> str:
        """Return the number that the person is matched by, '' where it is not usable."""
        return key_of(self.row["id_number"])


@dataclass(frozen=True, slots=True)
class Conflict:
    """One line that was not added, and the reason."""

    line: Incoming
    reason: str


@dataclass(frozen=True)
class Merged:
    """The lines to append to a ledger, the number already present, and the conflicts."""

    table: Table
    added: tuple[Incoming, ...]
    repeated: int
    conflicts: tuple[Conflict, ...]


def merge(
    table: Table, existing: Sequence[Row], incoming: Sequence[Incoming], form: Form | None = None
) -> Merged:
    """Merge the lines of results into one of the three police ledgers.

    Lines already present are not added again, so importing twice gives the same result.
    """
    known = _Known(table, existing, incoming, form)
    added: list[Incoming] = []
    conflicts: list[Conflict] = []
    repeated = 0
    for line in incoming:
        reason = known.objection(line)
        if reason:
            conflicts.append(Conflict(line, reason))
        elif known.take(line):
            added.append(line)
        else:
            repeated += 1
    return Merged(table, tuple(added), repeated, tuple(conflicts))


class KnownPeople:
    """The names by identity number, from 附件1 and the ledgers."""

    def __init__(self, existing: Iterable[Row], form: Form | None) -> None:
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        self.numbers: defaultdict[str, set[str]] = defaultdict(set)
        people = ((person.identity.key, person.name) for person in form.people) if form else ()
        rows = ((key_of(row["id_number"]), row.text("name")) for row in existing)
        for identity, name in (*people, *rows):
            if identity and name:
                self.names[identity].add(names.normal(name))
                self.numbers[names.normal(name)].add(identity)

    def objection(self, line: Incoming) -> str:
        """Return how the line's name or number differs from the known people, else ''."""
        name = names.normal(line.row.text("name"))
        said = self.names.get(line.identity)
        if not name or (said and name in said):
            return ""
        if said:
            return f"姓名为“{name}”，已有资料中同一身份证号的姓名为“{'、'.join(sorted(said))}”"
        if self.numbers.get(name):
            return f"姓名“{name}”在已有资料中是另一个身份证号"
        return ""


class _Known:
    """The lines of the workbook, with those added so far."""

    def __init__(
        self,
        table: Table,
        existing: Sequence[Row],
        incoming: Iterable[Incoming],
        form: Form | None,
    ) -> None:
        self.table = table
        self.key = _KEYS[table.name]
        self.rows = {self.key(row): row for row in reversed(existing)}
        self.people = KnownPeople(existing, form)
        self.holders: defaultdict[str, set[str]] = defaultdict(set)
        if table is ledgers.POLICE_DOCUMENTS:
            for row in (*existing, *(line.row for line in incoming)):
                self.holders[documents.normal(row["number"])].add(key_of(row["id_number"]))

    def objection(self, line: Incoming) -> str:
        """Return why a human has to decide on the line, '' where it can be added."""
        row, identity = line.row, line.identity
        if not identity:
            return "身份证号空白或末几位已丢失"
        unread = [column.title for column in _unreadable(self.table, row)]
        if unread:
            return f"{'、'.join(unread)}认不出"
        there = self.rows.get(self.key(row))
        if there is None and len(self.holders.get(documents.normal(row["number"]), ())) > 1:
            return f"证件号{documents.normal(row['number'])}还在另一个身份证号名下"
        return self.people.objection(line) or (self._about_content(row, there) if there else "")

    def take(self, line: Incoming) -> bool:
        """Add the line; return False where it is already present."""
        key = self.key(line.row)
        if key in self.rows:
            return False
        self.rows[key] = line.row
        return True

    def _about_content(self, row: Row, there: Row) -> str:
        differing = [
            f"{column.title}“{shown(there[column.key])}”→“{shown(row[column.key])}”"
            for column in self.table.columns
            if column.key not in ("name", "id_number")
            and row.text(column.key)
            and _reading(column, row) != _reading(column, there)
        ]
        return f"与已有的{there.reference}不一致：{'；'.join(differing)}" if differing else ""


def _reading(column: Column, row: Row) -> Hashable:
    """Return the normalised value of a cell."""
    value = row[column.key]
    if column.content == "moment":
        return crossing_minute(row)
    if column.content == "day":
        return dates.day(value)
    if column.key == "number":
        return documents.normal(value)
    return column.reading(row.text(column.key))


def _unreadable(table: Table, row: Row) -> Iterator[Column]:
    """Yield columns that are filled or required and hold no valid date, direction or number."""
    for key in _MUST[table.name]:
        column = table.by_key[key]
        meant = _reading(column, row)
        if not meant or (column.key == "direction" and meant not in codes.DIRECTION.values):
            yield column
    for column in table.columns:
        if column.content == "day" and row.text(column.key) and not dates.day(row[column.key]):
            yield column


def _document_key(row: Row) -> Hashable:
    return key_of(row["id_number"]), documents.normal(row["number"])


def _crossing_key(row: Row) -> Hashable:
    """Return person and minute; where only the day is known, also document and place."""
    when = crossing_minute(row)
    who = (key_of(row["id_number"]), codes.DIRECTION.meant(row.text("direction")), when)
    if when is None or when.time() != time():
        return who
    where = tuple(squeeze(row.text(key)) for key in ("country", "port"))
    return (*who, documents.normal(row["number"]), *where)


def _registration_key(row: Row) -> Hashable:
    return key_of(row["id_number"]), dates.day(row["date"]), squeeze(row.text("status"))


_KEYS: Mapping[str, Callable[[Row], Hashable]] = {
    ledgers.POLICE_DOCUMENTS.name: _document_key,
    ledgers.POLICE_CROSSINGS.name: _crossing_key,
    ledgers.POLICE_REGISTER.name: _registration_key,
}
_MUST: Mapping[str, tuple[str, ...]] = {
    ledgers.POLICE_DOCUMENTS.name: ("number",),
    ledgers.POLICE_CROSSINGS.name: ("direction", "time"),
    ledgers.POLICE_REGISTER.name: (),
}
