"""Cells, rows, and the people of 附件1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property, lru_cache, partial
from operator import itemgetter
from typing import NamedTuple, TypeVar

from addin.forms import annex1, codes
from addin.forms.columns import Column
from addin.forms.text import squeeze
from addin.values import documents, identity
from addin.values.dates import Value

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """Return the letters of a column counted from 1: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the column, from 1, that the letters stand for: AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def shown(value: Value) -> str:
    """Return the value as a person sees it in the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        day = f"{value.year}-{value.month:02d}-{value.day:02d}"
        return day if value.time() == time() else f"{day} {value.hour:02d}:{value.minute:02d}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it is (row and column from 1), its column's heading, its original value."""

    sheet: str
    row: int
    column: int
    title: str
    value: Value = None

    @property
    def address(self) -> str:
        """A1 address, e.g. ``E6``."""
        return f"{column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class Layout:
    """Where one table's columns were found on its sheet.

    ``positions`` gives for each key the index into a row's values; column A of the sheet is
    index 0. ``titles`` are the official headings.
    """

    sheet: str
    positions: Mapping[str, int]
    titles: Mapping[str, str]

    @cached_property
    def keys(self) -> Mapping[int, str]:
        """Key of the column at each position."""
        return {position: key for key, position in self.positions.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its values from column A on, and its number on the sheet (from 1)."""

    layout: Layout
    number: int
    values: Sequence[Value]

    def __getitem__(self, key: str) -> Value:
        """Return the value in the column ``key``; None where cell or column is absent."""
        position = self.layout.positions.get(key, -1)
        return self.values[position] if 0 <= position < len(self.values) else None

    def text(self, key: str) -> str:
        """Return the value in the column as text without outer white space."""
        value = self[key]
        return value.strip() if isinstance(value, str) else shown(value)

    def has(self, key: str) -> bool:
        """Return whether the table has this column."""
        return key in self.layout.positions

    def at(self, key: str) -> Cell:
        """Return the cell in the column ``key`` (column A where the table lacks it)."""
        layout = self.layout
        column = layout.positions.get(key, 0) + 1
        return Cell(layout.sheet, self.number, column, layout.titles.get(key, ""), self[key])

    @property
    def reference(self) -> str:
        """The row as evidence: ``表名!行号``."""
        return f"{self.layout.sheet}!{self.number}"


class Document(NamedTuple):
    """One private document that a person declares: the number, and the row it stands in."""

    mention: documents.Mention
    row: Row

    @property
    def number(self) -> str:
        """Normalised number."""
        return self.mention.number

    @property
    def cell(self) -> Cell:
        """Where it is written."""
        return self.row.at("documents")


class Person:
    """One person of 附件1: the row with the name, and the rows below it that only add documents.

    Values are normalised here; the rows keep the original ones.
    """

    def __init__(self, *rows: Row) -> None:
        self.rows = rows
        self.row = rows[0]

    def text(self, key: str) -> str:
        """Return the value in the person's first row as text."""
        return self.row.text(key)

    def at(self, key: str) -> Cell:
        """Return the cell in the person's first row."""
        return self.row.at(key)

    @cached_property
    def identity(self) -> identity.Identity:
        """The identity number as understood."""
        return identity.parse(self.row["id_number"])

    @cached_property
    def name(self) -> str:
        """Full name, without spaces."""
        return squeeze("".join(map(self.text, _named_by(self.row))))

    def meant(self, key: str) -> str:
        """Return the official code that the cell stands for, variants included; '' if unknown."""
        return _meant(annex1.TABLE.by_key[key], self.text(key))

    @cached_property
    def holds(self) -> str:
        """是, 否 or ''."""
        return self.meant("holds")

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents declared, over all the person's rows."""
        return tuple(
            Document(mention, row)
            for row in self.rows
            for mention in documents.mentions(row.text("documents"))
        )

    def unsurrendered_rows(self) -> Iterator[Row]:
        """Return the rows that say that a document is not in custody."""
        codes = annex1.TABLE.by_key["custody"].codes
        assert codes
        return (row for row in self.rows if codes.meant(row.text("custody")) == "否")


def _texts(values: Sequence[Value]) -> list[str]:
    try:
        return list(map(str.strip, values))  # type: ignore[arg-type]
    except TypeError:  # not every cell holds a text
        return [v.strip() if isinstance(v, str) else shown(v) for v in values]


def _named_by(row: Row) -> Sequence[str]:
    """Return the keys of the columns that make up the name."""
    return ("full_name",) if row.has("full_name") else ("surname", "given_name")


def _meant(column: Column, text: str) -> str:
    return (column.codes.meant(text) or "") if column.codes else text


def each_once(judge: Callable[[K], T], values: Sequence[K]) -> list[T]:
    """Return ``judge`` of every value; equal values are judged once, for speed."""
    known = {value: judge(value) for value in set(values)}
    return [known[value] for value in values]


def repeated(keys: Sequence[K], values: Sequence[T]) -> Iterator[tuple[K, list[T]]]:
    """Yield every key that several values have, with those values, in order of appearance."""
    counts = Counter(keys)
    groups: dict[K, list[T]] = {}
    for key, value in zip(keys, values, strict=True):
        if counts[key] > 1:
            groups.setdefault(key, []).append(value)
    yield from groups.items()


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A labelled blank around the table (填表单位, 审核人…): its cell and what is filled in."""

    cell: Cell
    value: str


@dataclass(frozen=True)
class Form:
    """附件1 as read: its people in order, the blanks around the table, its hidden rows.

    Rules go down one column at a time: ``texts`` and ``meant`` have one entry for each person.
    """

    sheet: str
    people: Sequence[Person]
    header: Mapping[str, HeaderField] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    _texts: dict[str, list[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def texts(self, key: str) -> Sequence[str]:
        """Return :meth:`Person.text` of every person, worked out at the first call."""
        if key not in self._texts:
            self._texts[key] = _texts(self.values(key))
        return self._texts[key]

    def values(self, key: str) -> Sequence[Value]:
        """Return the values in the column ``key`` of every person's first row."""
        position = self.people[0].row.layout.positions.get(key) if self.people else None
        if position is None:
            return (None,) * len(self.people)
        try:
            return list(map(itemgetter(position), self._first_rows))
        except IndexError:  # the last cells of some row are blank
            return [row[position] if position < len(row) else None for row in self._first_rows]

    @cached_property
    def _first_rows(self) -> Sequence[Sequence[Value]]:
        return [person.row.values for person in self.people]

    def meant(self, key: str) -> Sequence[str]:
        """Return :meth:`Person.meant` of every person."""
        return each_once(partial(_meant, annex1.TABLE.by_key[key]), self.texts(key))

    @cached_property
    def identities(self) -> Sequence[identity.Identity]:
        """:attr:`Person.identity` of every person."""
        return list(map(identity.parse, self.values("id_number")))

    @cached_property
    def documents(self) -> Sequence[Sequence[Document]]:
        """:attr:`Person.documents` of every person."""
        first = each_once(documents.mentions, self.texts("documents"))
        return [
            [Document(mention, person.row) for mention in mentions]
            if len(person.rows) == 1
            else person.documents
            for person, mentions in zip(self.people, first, strict=True)
        ]

    @cached_property
    def declared(self) -> Sequence[tuple[Person, Document]]:
        """Every document with the person who declares it, top to bottom."""
        owned = zip(self.people, self.documents, strict=True)
        return [(person, document) for person, found in owned for document in found]

    @cached_property
    def names(self) -> Sequence[str]:
        """:attr:`Person.name` of every person."""
        keys = _named_by(self.people[0].row) if self.people else ()
        return [squeeze("".join(texts)) for texts in zip(*map(self.texts, keys), strict=True)]

    @property
    def unit(self) -> str:
        """填表单位, '' where not filled in."""
        return self.header[annex1.UNIT].value if annex1.UNIT in self.header else ""

    @property
    def registered(self) -> int:
        """How many different people are 已备案 or 变更备案, as 附件2 counts them."""
        people = zip(self.identities, self.names, self.people, self.meant("status"), strict=True)
        return len(
            {
                number.key + (name if number.says_nothing else "") or person.row.reference
                for number, name, person, status in people
                if status in (codes.ON_FILE, codes.CHANGED)
            }
        )

    @property
    def rows(self) -> Iterator[Row]:
        """All rows, continuation rows included, top to bottom."""
        return (row for person in self.people for row in person.rows)
