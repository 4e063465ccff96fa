"""变更比对: comparison of two copies of 附件1, person by person and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from addin.forms import annex1
from addin.model.archive import person_key
from addin.model.rows import Cell, Form, Person

# 序号 changes with every insertion; it is no fact about the person.
COMPARED = tuple(column for column in annex1.TABLE.columns if column.key != "serial")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that reads differently; ``key`` is the column's."""

    key: str
    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True)
class Changed:
    """One person on both copies, with all that differs."""

    old: Person
    new: Person
    changes: tuple[CellChange, ...]


@dataclass(frozen=True)
class Comparison:
    """新增, 变更 and 减少, each in the order of the copy the people stand on."""

    added: tuple[Person, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Person, ...]


def compare(old: Form, new: Form) -> Comparison:
    """Return how two copies differ; people are matched by identity number, 15 digits as 18."""
    before = {person_key(person): person for person in reversed(old.people)}
    after = {person_key(person): person for person in reversed(new.people)}
    pairs = ((before[key], after[key]) for key in reversed(after) if key in before)
    both = (Changed(was, now, _changes(was, now)) for was, now in pairs)
    return Comparison(
        tuple(person for key, person in reversed(after.items()) if key not in before),
        tuple(changed for changed in both if changed.changes),
        tuple(person for key, person in reversed(before.items()) if key not in after),
    )


def _changes(old: Person, new: Person) -> tuple[CellChange, ...]:
    """Return the cells that differ, in the columns that both copies have."""
    differing = (
        CellChange(column.key, old.at(column.key), new.at(column.key))
        for column in COMPARED
        if old.row.has(column.key)
        and new.row.has(column.key)
        and _reading(old, column.key) != _reading(new, column.key)
    )
    return (*_renamed(old, new), *differing)


def _renamed(old: Person, new: Person) -> Iterator[CellChange]:
    """Yield the change of a name that stands in one column on either copy."""
    whole = annex1.FULL_NAME.key
    was, now = (whole if person.row.has(whole) else "surname" for person in (old, new))
    if whole in (was, now) and old.name != new.name:
        yield CellChange(whole, old.at(was), new.at(now))


def _reading(person: Person, key: str) -> object:
    """Return the value compared: without regard to spacing, width and spelling of codes."""
    if key == "documents":
        return sorted(document.number for document in person.documents)
    if key == "id_number":
        return person_key(person)
    return annex1.TABLE.by_key[key].reading(person.text(key))
