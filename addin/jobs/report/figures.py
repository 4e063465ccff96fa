"""The numbers of 附件2 with the cells they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from addin.forms import annex2, sheets
from addin.model import gaps, unit_coverage
from addin.model.annex2 import Line, Summary
from addin.model.remarks import REMARKS
from addin.model.rows import column_letter

_REMARKS = {remark.key: remark for remark in REMARKS}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it counts, how many, and where it comes from (``附件2!D12``)."""

    label: str
    value: int
    source: str

    def __str__(self) -> str:
        return str(self.value)


class Figures:
    """The numbers of one 附件2.

    Where there are rows, their sum counts, not 合计; :meth:`Summary.faults` lists the differences.
    ``former`` marks the 附件2 of the last time.
    """

    def __init__(self, summary: Summary, *, former: bool = False) -> None:
        self.summary = summary
        self._mark = "上次" if former else ""

    def total(self, *keys: str, label: str = "") -> Figure:
        """Return the sum of a column, or of several columns, over all units."""
        value = sum(map(self._value, keys))
        area = self._area(keys, self._rows(keys))
        return self._figure(label or annex2.BY_KEY[keys[0]].title, value, _sum(area))

    def of_unit(self, line: Line, key: str) -> Figure:
        """Return a column's number for one unit."""
        label = f"{line.unit}：{annex2.BY_KEY[key].title}"
        return self._figure(label, line.number(key), _sum(self._area([key], [line.row])))

    def units_with(self, *keys: str) -> Figure:
        """Return how many units have a number in one of the columns."""
        what = annex2.BY_KEY[keys[0]].title if len(keys) == 1 else "各类问题"
        area = "、".join(self._area(keys, [line.row for line in self.summary.lines]))
        number = len(self.lines_with(*keys))
        return self._figure(f"{what}涉及的地区和单位数", number, f"{area}（大于0的行数）")

    def lines_with(self, *keys: str) -> list[Line]:
        """Return the units that have a number in one of the columns."""
        return [line for line in self.summary.lines if any(map(line.number, keys))]

    def is_unchecked(self, key: str) -> bool:
        """Whether nobody was judged of a category: its column is empty."""
        return key in self.summary.blanks

    def is_whole(self, key: str) -> bool:
        """Whether everybody was judged of a category, by 附件2 and by 核查覆盖 beside it."""
        return not gaps.has_any(self.summary.counts, [key]) and not self.missed(key).value

    def missed(self, key: str) -> Figure:
        """Return how many people 核查覆盖 says were not judged of a category."""
        category, found = annex2.BY_KEY[key].path[-1], self.summary.coverage
        missed = sum(line.unjudged for line in found.lines if line.category == category)
        source = f"{sheets.COVERAGE}!{found.areas.get(category, '')}（右边减左边）"
        return Figure(f"{self._mark}{category}未判人数", missed, f"{self._mark}{source}")

    def unchecked_units(self, key: str) -> Figure:
        """Return how many units judged nobody of a category."""
        return self._gap(gaps.UNITS, key, "未核查的单位数")

    def unchecked_people(self, key: str) -> Figure:
        """Return how many people these units have, as far as they say."""
        return self._gap(gaps.PEOPLE, key, "未核查的单位的人数")

    def unjudged(self, key: str) -> Figure:
        """Return how many people other units did not judge; without a key, of no named category."""
        return self._gap(gaps.OTHERS, key, "另有未判的人数")

    def judged(self, category: str) -> tuple[Figure, Figure] | None:
        """Return how many people were judged, and of how many; None without 核查覆盖."""
        found = self.summary.coverage
        if category not in found.areas:
            return None
        reach = unit_coverage.reach(found.lines, category)
        source = f"{sheets.COVERAGE}!{found.areas[category]}"
        return (
            Figure(
                f"{self._mark}{category}已判人数", reach.judged, f"{self._mark}{source}（斜线左边）"
            ),
            Figure(
                f"{self._mark}{category}应判人数", reach.people, f"{self._mark}{source}（斜线右边）"
            ),
        )

    def remark(self, key: str) -> Figure:
        """Return the sum of a number in 备注, or beside the form, over all units."""
        lines = self.lines_remarking(key)
        total = self.summary.total
        if lines or not total:
            value = sum(line.said[0][key] for line in lines)
            rows = [line.row for line in lines]
        else:
            value, rows = total.said[0][key], [total.row]
        column = key if any(key in line.numbers for line in lines) else "remarks"
        return self._figure(_REMARKS[key].label, value, "、".join(self._area([column], rows)))

    def remark_of_unit(self, line: Line, key: str) -> Figure:
        """Return a number in the 备注 of one unit."""
        label = f"{line.unit}：{_REMARKS[key].label}"
        return self._figure(label, line.said[0][key], self._area(["remarks"], [line.row])[0])

    def lines_remarking(self, key: str) -> list[Line]:
        """Return the units with such a number in 备注."""
        return [line for line in self.summary.lines if line.said[0][key]]

    def _figure(self, label: str, value: int, cells: str) -> Figure:
        return Figure(f"{self._mark}{label}", value, f"{self._mark}{self.summary.sheet}!{cells}")

    def _gap(self, kind: str, key: str, what: str) -> Figure:
        named = gaps.key(kind, key)
        of_lines = [line for line in self.summary.lines if line.said[0][named]]
        told = of_lines or ([self.summary.total] if self.summary.total else [])
        empty = [line.row for line in told if key in line.blanks]
        rows = [line.row for line in told if key not in line.blanks]
        cells = [*self._area([key], empty), *self._area(["remarks"], rows)]
        title = annex2.BY_KEY[key].title if key else ""
        return self._figure(f"{title}{what}", self.summary.counts[named], "、".join(cells))

    def _value(self, key: str) -> int:
        known = self.summary.sums if self.summary.lines else self.summary.numbers
        return known.get(key, 0)

    def _rows(self, keys: Iterable[str]) -> list[int]:
        """Return the row 合计 where it has the same numbers, else the rows that are added up."""
        total = self.summary.total
        if total and all(total.numbers.get(key) == self._stated(key) for key in keys):
            return [total.row]
        return [line.row for line in self.summary.lines] or ([total.row] if total else [])

    def _stated(self, key: str) -> int | None:
        return None if self.is_unchecked(key) else self._value(key)

    def _area(self, keys: Iterable[str], rows: Iterable[int]) -> list[str]:
        """Return the cells of columns and rows, adjacent ones together: ``J8:P11``, ``J13``."""
        columns = sorted(self.summary.columns.get(key, 0) for key in keys)
        return [_address(across, down) for across in _runs(columns) for down in _runs(sorted(rows))]


def difference(label: str, more: Figure, less: Figure) -> Figure:
    """Return ``more`` minus ``less``."""
    return Figure(label, more.value - less.value, f"{more.source}－{less.source}")


def _sum(area: list[str]) -> str:
    return area[0] if len(area) == 1 and ":" not in area[0] else f"SUM({','.join(area)})"


def _address(columns: range, rows: range) -> str:
    first = f"{column_letter(columns[0])}{rows[0]}"
    last = f"{column_letter(columns[-1])}{rows[-1]}"
    return first if first == last else f"{first}:{last}"


def _runs(numbers: Sequence[int]) -> list[range]:
    """Return sorted numbers as ranges of consecutive ones."""
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1), len(numbers)]
    return [range(numbers[a], numbers[b - 1] + 1) for a, b in pairwise(breaks) if a < b]
