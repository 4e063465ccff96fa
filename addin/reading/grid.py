"""The values of a sheet as a rectangle from A1 on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from addin.forms.text import heading
from addin.model.rows import shown
from addin.values.dates import Value

SEARCHED_ROWS = 60  # a table's headings are looked for in this corner of the sheet
SEARCHED_COLUMNS = 256


@dataclass(frozen=True)
class Located:
    """Where a table's headings were found: rows from 0, key → column from 0, and the leftovers.

    ``unknown_columns`` are headings that belong to no known column: (column from 0, text).
    """

    first_row: int
    last_row: int
    positions: Mapping[str, int]
    unknown_columns: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Grid:
    """One sheet's values, merged areas and hidden rows.

    ``rows[0][0]`` is A1; None is an empty cell, "" one whose formula shows nothing. ``merges`` are
    (first row, first column, last row, last column), from 0 and inclusive. ``hidden`` are row
    numbers from 1.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden: frozenset[int] = frozenset()

    @cached_property
    def located(self) -> dict[tuple[tuple[str, str], ...], Located | None]:
        """What ``locate`` has found here already, by the headings that were looked for."""
        return {}

    def value(self, row: int, column: int) -> Value:
        """Return the value at a position counted from 0; None beyond the rectangle."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def text(self, row: int, column: int) -> str:
        """Return the text shown at a position counted from 0."""
        return shown(self.value(row, column))

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merges
            for row in range(top, min(bottom, len(self.rows)) + 1)
            for column in range(left, min(right, 255) + 1)
            if (row, column) != (top, left)
        }

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the position of the cell whose value is shown here: the first of a merged area."""
        return self._anchors.get((row, column), (row, column))

    @cached_property
    def merged_rows(self) -> frozenset[int]:
        """Rows (from 0) in which some cell shows another cell's value."""
        return frozenset(row for row, _ in self._anchors)

    def merged_text(self, row: int, column: int) -> str:
        """Return the text at a position; for merged cells that of the area."""
        return self.text(*self.anchor(row, column))

    @cached_property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def headings(self, row: int) -> Sequence[str]:
        """Return the texts of a row (from 0) as heading keys, merged cells included."""
        values = self.rows[row][:SEARCHED_COLUMNS]
        if row in self.merged_rows:
            values = [self.value(*self.anchor(row, column)) for column in range(len(values))]
        return [heading(value) if isinstance(value, str) else "" for value in values]

    def is_blank(self, row: int) -> bool:
        """Return whether the row (from 0) holds nothing but white space."""
        return not any(self.filled(row))

    def filled(self, row: int) -> Iterator[int]:
        """Return the columns of the row that hold something, counted from 1."""
        return (column for column, value in enumerate(self.rows[row], 1) if is_filled(value))


def is_filled(value: Value) -> bool:
    """Return whether the cell holds anything but white space."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))
