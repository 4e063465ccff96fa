"""一键规范: what a cell says, in the spelling the form asks for; the meaning never changes.

Only what is certain is proposed: widths, spaces, capitals, the name separator, official wording,
无, eight digits for a date. Whatever would need a second look is left to 校验.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from addin.forms import annex1
from addin.forms.text import squeeze
from addin.model.rows import Cell, Form, Person, Row
from addin.values import dates, documents, identity, names
from addin.values.dates import Value
from addin.values.identity import Fault

_DIGITS = re.compile(r"\d{8}")
_WHOLE = (None, Fault.CHECKSUM, Fault.DATE)  # 18 characters, none of them out of place
_NAMES = ("surname", "given_name", annex1.FULL_NAME.key)
_CODED = {column.key: column.codes for column in annex1.TABLE.columns if column.codes}


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A cell, with the text that should stand in it."""

    cell: Cell
    text: str


def proposals(form: Form) -> list[Rewrite]:
    """Return every change that is safe, by row, then column; none where all is well."""
    return [change for person in form.people for row in person.rows for change in _row(person, row)]


def _row(person: Person, row: Row) -> Iterator[Rewrite]:
    found = [(key, spell(person, row[key])) for key, spell in _SPELLINGS.items() if row.has(key)]
    changes = [Rewrite(row.at(key), text) for key, text in found if text and text != row[key]]
    yield from sorted(changes, key=lambda change: change.cell.column)


def _identity_number(_: Person, value: Value) -> str:
    """Half width, no spaces or apostrophes, a capital X; an old number keeps its 15 digits."""
    if not isinstance(value, str):
        return ""  # a number may have lost its last digits: to be typed again, never guessed
    number = identity.parse(value)
    if number.fault is Fault.OLD:
        return number.found
    return number.text if number.fault in _WHOLE else ""


def _name(_: Person, value: Value) -> str:
    """Without padding, the separator as U+00B7; a name with doubtful characters stays."""
    if not isinstance(value, str) or names.invalid_characters(value):
        return ""
    text = names.normal(value)
    return text if _ideographs(text) == _ideographs(value) else ""


def _ideographs(name: str) -> list[str]:
    """Compatibility ideographs are characters of their own in a name: none may be exchanged."""
    return [char for char in name if unicodedata.category(char) == "Lo"]


def _birth(_: Person, value: Value) -> str:
    if not isinstance(value, (str, date)) or (isinstance(value, str) and _DIGITS.fullmatch(value)):
        return ""
    day = dates.day(value)
    return dates.compact(day) if day else ""


def _documents(person: Person, value: Value) -> str:
    """无 where the person holds nothing; known numbers in capitals and half width, joined by 、."""
    if not isinstance(value, str):
        return ""
    if documents.is_none(value):
        return documents.NONE if person.holds != "是" else ""
    found = documents.mentions(value)
    plain = all(m.kind and not m.note and documents.normal(m.written) == m.number for m in found)
    return "、".join(m.number for m in found) if found and plain else ""


def _code(key: str) -> Callable[[Person, Value], str]:
    codes = _CODED[key]

    def spell(person: Person, value: Value) -> str:
        if not isinstance(value, str) or not squeeze(value):
            return ""
        if key == "custody" and person.holds == "否" and documents.is_none(value):
            return ""  # plain speech for "nothing to surrender", which the rules let pass
        return codes.meant(value) or ""

    return spell


_SPELLINGS: Mapping[str, Callable[[Person, Value], str]] = {
    "id_number": _identity_number,
    "birth": _birth,
    "documents": _documents,
    **dict.fromkeys(_NAMES, _name),
    **{key: _code(key) for key in _CODED},
}
