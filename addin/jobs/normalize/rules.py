"""The rules of 一键规范: rewrite a cell in the form's spelling without changing its meaning.

Only what is certain is proposed: widths, spaces, capitals, the name separator, official wording,
无, eight digits for a date. Everything that is uncertain is left to 校验.
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
_WHOLE = (None, Fault.CHECKSUM, Fault.DATE)  # 18 characters, all of them valid
_NAMES = ("surname", "given_name", annex1.FULL_NAME.key)
_CODED = {column.key: column.codes for column in annex1.TABLE.columns if column.codes}


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A cell, with its new text."""

    cell: Cell
    text: str


def proposals(form: Form) -> list[Rewrite]:
    """Return every safe change, by row, then column."""
    return [change for person in form.people for row in person.rows for change in _row(person, row)]


def _row(person: Person, row: Row) -> Iterator[Rewrite]:
    found = [(key, spell(person, row[key])) for key, spell in _SPELLINGS.items() if row.has(key)]
    changes = [Rewrite(row.at(key), text) for key, text in found if text and text != row[key]]
    yield from sorted(changes, key=lambda change: change.cell.column)


def _identity_number(_: Person, value: Value) -> str:
    """Return the number in half width, without spaces and apostrophes, with a capital X."""
    if not isinstance(value, str):
        return ""  # a number may have lost its last digits: to be typed again, never guessed
    number = identity.parse(value)
    if number.fault is Fault.OLD:
        return number.found
    return number.text if number.fault in _WHOLE else ""


def _name(_: Person, value: Value) -> str:
    """Return the name without padding, its separator as U+00B7; unclear names are unchanged."""
    if not isinstance(value, str) or names.invalid_characters(value):
        return ""
    text = names.normal(value)
    return text if _ideographs(text) == _ideographs(value) else ""


def _ideographs(name: str) -> list[str]:
    """Return the compatibility ideographs in a name; they must stay as they are."""
    return [char for char in name if unicodedata.category(char) == "Lo"]


def _birth(_: Person, value: Value) -> str:
    if not isinstance(value, (str, date)) or (isinstance(value, str) and _DIGITS.fullmatch(value)):
        return ""
    day = dates.day(value)
    return dates.compact(day) if day else ""


def _documents(person: Person, value: Value) -> str:
    """Return 无 for a person without documents, else known numbers in half width, with 、."""
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
            return ""  # the words for "nothing to hand in" that the rules accept
        return codes.meant(value) or ""

    return spell


_SPELLINGS: Mapping[str, Callable[[Person, Value], str]] = {
    "id_number": _identity_number,
    "birth": _birth,
    "documents": _documents,
    **dict.fromkeys(_NAMES, _name),
    **{key: _code(key) for key in _CODED},
}
