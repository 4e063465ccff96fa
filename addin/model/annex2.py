"""The rows and sums of a 附件2, and the sums in it that do not add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from addin.forms import annex2
from addin.forms.text import squeeze
from addin.model import remarks
from addin.model.rows import shown
from addin.values import documents
from addin.values.dates import Value

_COUNT = re.compile(r"([+-]?\d{1,9})(?:\.0+)?(?:人次|人|个|名|条|家)?")


def count_in(value: Value) -> int | None:
    """Return the whole number in a cell (``3``, ``３人``, ``无``), None where it is blank.

    Raises ValueError for anything else, a fraction or “约3” among it.
    """
    text = squeeze(shown(value)).replace(",", "")
    if not text:
        return None
    if documents.is_none(text):
        return 0
    found = _COUNT.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1])


@dataclass(frozen=True)
class Line:
    """One row of 附件2: the numbers by leaf key, blank cells left out."""

    row: int
    unit: str
    numbers: Mapping[str, int]
    remark: str = ""

    @cached_property
    def said(self) -> tuple[Counter[str], str]:
        """The numbers in 备注, and its other text."""
        return remarks.read(self.remark)

    def number(self, key: str) -> int:
        """Return the number in a column; for a blank 小计 the sum of its parts."""
        leaf = annex2.BY_KEY[key]
        if key in self.numbers or not leaf.sums:
            return self.numbers.get(key, 0)
        return parts(self.numbers, key, self.said[0])


@dataclass(frozen=True)
class Summary:
    """A whole 附件2: its lines, and its 合计 where it has one.

    ``notes`` say which cells could not be understood and were not counted; ``filled_on`` is
    填表时间 as written, ``columns`` gives the column (from 1) of each key found.
    """

    sheet: str
    unit: str
    lines: Sequence[Line]
    total: Line | None = None
    notes: tuple[str, ...] = ()
    filled_on: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def sums(self) -> Mapping[str, int]:
        """All numbers, added up over the lines."""
        return {key: sum(line.number(key) for line in self.lines) for key in annex2.NUMBERS}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """What the office reports: its 合计; where that is blank, its lines added up."""
        stated = self.total.numbers if self.total else {}
        return {key: stated.get(key, self.sums[key]) for key in annex2.NUMBERS}

    @cached_property
    def counts(self) -> Counter[str]:
        """The numbers in 备注: those of the 合计, or the lines' added up."""
        of_total = self.total.said[0] if self.total else Counter[str]()
        return of_total or sum((line.said[0] for line in self.lines), Counter[str]())

    @property
    def text(self) -> str:
        """The free text of 备注, each line's after the name of its unit."""
        own = [self.total.said[1]] if self.total else []
        lines = [f"{line.unit}：{line.said[1]}" for line in self.lines if line.said[1]]
        return "；".join(text for text in (*own, *lines) if text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is filled in."""
        return not self.lines and not any(self.numbers.values())

    def faults(self) -> Iterator[str]:
        """Return sentences on what does not add up; no number is changed."""
        yield from self.notes
        for line in self.lines:
            counts = line.said[0]
            numbers = {key: line.number(key) for key in annex2.NUMBERS}
            yield from (f"第{line.row}行“{line.unit}”{f}" for f in imbalances(numbers, counts))
        yield from (f"合计{fault}" for fault in imbalances(self.numbers, self.counts))
        if self.lines and self.total:
            yield from self._wrong_totals(self.total)
        if not self.numbers["units"]:
            yield f"没有填写“{annex2.BY_KEY['units'].title}”"

    def _wrong_totals(self, total: Line) -> Iterator[str]:
        for key, stated in total.numbers.items():
            if stated != self.sums[key]:
                title, due = annex2.BY_KEY[key].title, self.sums[key]
                yield f"合计“{title}”{stated}，各行之和{due}，{_apart(stated, due)}"
        of_lines = sum((line.said[0] for line in self.lines), Counter[str]())
        if self.total and self.total.said[0] and of_lines and of_lines != self.total.said[0]:
            yield (
                f"合计备注“{remarks.written(self.total.said[0])}”，"
                f"各行备注之和“{remarks.written(of_lines)}”，两者不同"
            )


def parts(numbers: Mapping[str, int], key: str, counts: Mapping[str, int]) -> int:
    """Return what a 小计 should be: its columns, and for 登记备案人员数 the people in 备注."""
    columns = sum(numbers.get(part, 0) for part in annex2.BY_KEY[key].sums)
    return columns + (remarks.apart(counts) if key == "registered" else 0)


def imbalances(numbers: Mapping[str, int], counts: Mapping[str, int]) -> Iterator[str]:
    """Return sentences on sums of one row of 附件2 that do not add up (规格 §4 校验).

    ``numbers`` are all numbers by leaf key, ``counts`` those in 备注 by remark key.
    """
    for key, number in numbers.items():
        if number < 0:
            yield f"“{annex2.BY_KEY[key].title}”是负数（{number}）"
    for leaf in annex2.SUBTOTALS:
        stated, due = numbers[leaf.key], parts(numbers, leaf.key, counts)
        if stated != due:
            said = "分项与备注人数之和" if leaf.key == "registered" else "分项之和"
            yield f"“{leaf.title}”{stated}，{said}{due}，{_apart(stated, due)}"
    ways = sum(numbers[key] for key in annex2.PENALTY_COLUMN.values())
    if ways < numbers["handled"]:
        yield f"处理方式共{ways}人次，少于处理人员{numbers['handled']}人"
    if numbers["handling_units"] > numbers["units"]:
        yield f"处理单位数{numbers['handling_units']}，多于开展治理的单位数{numbers['units']}"


def _apart(stated: int, due: int) -> str:
    return f"{'多' if stated > due else '少'}{abs(stated - due)}"
