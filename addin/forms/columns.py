"""Columns and tables, and the code lists that columns take their values from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal

from addin.forms.text import heading, squeeze, wording


@dataclass(frozen=True)
class CodeList:
    """The values a coded column may take.

    ``variants`` maps usual other spellings to the official value. They count as that value, and
    校验 reports them, because the form asks for the official wording.
    ``closed`` is False where the notice itself ends its list with 等.
    """

    name: str
    values: tuple[str, ...]
    variants: Mapping[str, str] = ()  # type: ignore[assignment]
    closed: bool = True

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {wording(value): value for value in self.values}

    @cached_property
    def _lenient(self) -> dict[str, str]:
        return self._exact | {wording(k): v for k, v in dict(self.variants).items()}

    def exact(self, text: str) -> str | None:
        """Return the official value that ``text`` spells, spaces, width, quotes and 的 aside."""
        return self._exact.get(wording(text))

    def meant(self, text: str) -> str | None:
        """Return the official value that ``text`` stands for, usual variants included."""
        return self._lenient.get(wording(text))

    def nearest(self, text: str) -> str | None:
        """Return the official value most like ``text``, or None when nothing is near."""
        meant = self.meant(text)
        if meant:
            return meant
        close = get_close_matches(wording(text), self._lenient, n=1, cutoff=0.4)
        return self._lenient[close[0]] if close else None


@dataclass(frozen=True)
class Column:
    """One column: its official heading, and everything that follows from it.

    ``breaks`` is the heading with the line breaks of the printed form; ``aliases`` are other
    headings it is found under; ``width`` is in Excel's character units; ``hint`` is
    shown when the cell is selected; ``several`` values may stand in one cell, joined by 、.
    """

    key: str
    title: str
    width: float = 12.0
    breaks: str = ""
    aliases: tuple[str, ...] = ()
    codes: CodeList | None = None
    hint: str = ""
    required: bool = False
    several: bool = False
    content: Literal["text", "day", "moment"] = "text"

    @property
    def printed(self) -> str:
        """The heading as printed, with its line breaks."""
        return self.breaks or self.title

    def reading(self, text: str) -> str:
        """Return the official code that ``text`` stands for, else ``text`` without spaces."""
        return (self.codes.meant(text) if self.codes else None) or squeeze(text)

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every key (see ``forms.text.heading``) this column is recognised by."""
        return frozenset(heading(name) for name in (self.title, *self.aliases))


@dataclass(frozen=True)
class Table:
    """A sheet with one row of headings: its name and its columns, left to right."""

    name: str
    columns: tuple[Column, ...]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by their key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def by_heading(self) -> dict[str, str]:
        """Key of the column for every heading it may be found under."""
        return {h: column.key for column in self.columns for h in column.headings}

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the columns, left to right."""
        return tuple(column.key for column in self.columns)

    def titles(self, keys: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the headings, of all columns or of those named."""
        wanted = self.keys() if keys is None else keys
        return tuple(self.by_key[key].title for key in wanted)

    def widths(self) -> tuple[float, ...]:
        """Return the widths of the columns, left to right."""
        return tuple(column.width for column in self.columns)

    def row(self, record: object = None, **given: object) -> tuple[Any, ...]:
        """Return one row: for each column the value ``given`` under its key, else the record's.

        Raises KeyError for a key that is no column, AttributeError for a column without a value.
        """
        for key in given:
            self.by_key[key]
        return tuple(given[key] if key in given else getattr(record, key) for key in self.by_key)
