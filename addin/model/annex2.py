"""The rows and sums of a 附件2, and the sums in it that do not add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from addin.forms import annex2
from addin.forms.text import squeeze
from addin.model import gaps, remarks
from addin.model.rows import shown
from addin.model.unit_coverage import CoverageSheet
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


PROBLEMS = tuple(annex2.PROBLEM_COLUMN.values())
_APART_TITLE = {leaf.key: leaf.title for leaf in annex2.APART}
_KEYS = (*annex2.NUMBERS, *remarks.APART)


@dataclass(frozen=True)
class Line:
    """One row of 附件2: the numbers by leaf key, blank cells left out."""

    row: int
    unit: str
    numbers: Mapping[str, int]
    remark: str = ""

    @cached_property
    def blanks(self) -> frozenset[str]:
        """The columns of problems that are empty: nobody has judged them."""
        return frozenset(key for key in PROBLEMS if key not in self.numbers)

    @cached_property
    def said(self) -> tuple[Counter[str], str]:
        """The numbers in 备注 and beside the form, and the other text of 备注."""
        counts, text = remarks.read(self.remark)
        beside = {key: self.numbers[key] for key in remarks.APART if key in self.numbers}
        counts = gaps.with_blanks(counts, self.blanks, self.numbers.get("units", 0))
        return Counter({**counts, **beside}), text

    def number(self, key: str) -> int:
        """Return the number in a column, 0 for a blank; for a blank 小计 the sum of its parts."""
        if key in remarks.APART:
            return self.said[0][key]
        if annex2.BY_KEY[key].sums and (key not in self.numbers or self._is_short(key)):
            return parts(self.numbers, key, self.said[0])
        return self.numbers.get(key, 0)

    @property
    def lacks_apart(self) -> int:
        """How many people of 备注 the cell 小计 lacks, because its formula cannot see them."""
        return self.number("registered") - self.numbers["registered"] if self._is_short() else 0

    def _is_short(self, key: str = "registered") -> bool:
        """Whether 小计 is exactly the sum of its cells, while 备注 names people besides."""
        cells = sum(self.numbers.get(part, 0) for part in annex2.BY_KEY[key].sums)
        due = parts(self.numbers, key, self.said[0])
        return key == "registered" and self.numbers.get(key) == cells != due

    def faults(self) -> Iterator[str]:
        """Sentences about what does not agree in this row."""
        counts = self.said[0]
        yield from imbalances({key: self.number(key) for key in annex2.NUMBERS}, counts)
        told, _ = remarks.read(self.remark)
        for key, title in _APART_TITLE.items():
            beside = self.numbers.get(key)
            if beside is not None and told[key] not in (0, beside):
                yield f"“{title}”栏填{beside}，备注写{told[key]}人，以栏内的为准"
        for key in PROBLEMS:
            if key in gaps.claimed(self.remark) - self.blanks:
                title, number = annex2.BY_KEY[key].title, self.numbers[key]
                yield f"备注写“{title}”未核查，该栏却填了{number}；没有核查的请空着"


@dataclass(frozen=True)
class Summary:
    """A whole 附件2: its lines, and its 合计 where it has one.

    ``notes`` say which cells could not be understood and were not counted; ``filled_on`` is
    填表时间 as written, ``columns`` gives the column (from 1) of each key found. ``coverage`` is
    what 核查覆盖 of the same workbook says.
    """

    sheet: str
    unit: str
    lines: Sequence[Line]
    total: Line | None = None
    notes: tuple[str, ...] = ()
    filled_on: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    coverage: CoverageSheet = field(default_factory=CoverageSheet)

    @cached_property
    def sums(self) -> Mapping[str, int]:
        """All numbers, added up over the lines; a column of problems that is blank is left out."""
        filled = {key for line in self.lines for key in PROBLEMS if key not in line.blanks}
        return {
            key: sum(line.number(key) for line in self.lines)
            for key in _KEYS
            if key not in PROBLEMS or key in filled
        }

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """What the office reports: its 合计; where that is blank, its lines added up.

        Columns of problems in which nobody has been judged are left out.
        """
        found = {key: self._reported(key) for key in annex2.NUMBERS if key not in self.blanks}
        return {key: number for key, number in found.items() if number is not None}

    def _reported(self, key: str) -> int | None:
        if not self.lines:
            return self.total.number(key) if self.total else 0
        stated = self.total.numbers.get(key) if self.total else None
        is_known = stated is not None and not self._is_short(key, stated)
        return stated if is_known else self.sums.get(key)

    def _is_short(self, key: str, stated: int) -> bool:
        """Whether 合计 adds up cells 小计 whose formulas cannot see the people in 备注."""
        cells = sum(line.numbers.get(key, line.number(key)) for line in self.lines)
        return stated == cells != self.sums.get(key)

    @cached_property
    def blanks(self) -> frozenset[str]:
        """The columns of problems in which nobody has been judged: no line has a number."""
        stated = self.total.numbers if self.total else {}
        if not self.lines:
            return frozenset(key for key in PROBLEMS if key not in stated)
        return frozenset(key for key in PROBLEMS if key not in self.sums and not stated.get(key))

    @cached_property
    def counts(self) -> Counter[str]:
        """The numbers in 备注 and beside the form: those of the 合计, or the lines' added up.

        What was not judged is what the lines say, and where they say nothing the 合计.
        """
        if not self.lines:
            return +self.total.said[0] if self.total else Counter()
        of_total, _ = remarks.read(self.total.remark if self.total else "")
        of_lines = self._of_lines
        counts = Counter(_besides(of_total) or _besides(of_lines))
        counts.update({key: of_lines[key] or of_total[key] for key in gaps.KEYS})
        beside = {key for line in self.lines for key in remarks.APART if key in line.numbers}
        counts |= Counter({key: of_lines[key] for key in beside})
        return +counts

    @property
    def _of_lines(self) -> Counter[str]:
        return sum((line.said[0] for line in self.lines), Counter())

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

    @property
    def readings(self) -> Iterator[str]:
        """Sentences about numbers that are not what stands in the cell, and why."""
        for line in self.lines:
            if line.lacks_apart:
                yield (
                    f"第{line.row}行“{line.unit}”小计的公式没有算进备注中另有的"
                    f"{line.lacks_apart}人，已按{line.number('registered')}人计"
                )

    def faults(self) -> Iterator[str]:
        """Return sentences on what does not add up; no number is changed."""
        yield from self.notes
        for line in self.lines:
            yield from (f"第{line.row}行“{line.unit}”{fault}" for fault in line.faults())
        yield from (f"合计{fault}" for fault in imbalances(self.numbers, self.counts))
        if self.lines and self.total:
            yield from self._wrong_totals(self.total)
        if not self.numbers["units"]:
            yield f"没有填写“{annex2.BY_KEY['units'].title}”"

    def _wrong_totals(self, total: Line) -> Iterator[str]:
        for key, stated in total.numbers.items():
            due = self.sums.get(key, 0)
            if stated != due and not self._is_short(key, stated):
                title = annex2.BY_KEY[key].title
                yield f"合计“{title}”{stated}，各行之和{due}，{_apart(stated, due)}"
        in_remark = remarks.read(total.remark)[0]
        told, expected = (remarks.written(_besides(each)) for each in (in_remark, self._of_lines))
        if told and expected and told != expected:
            yield f"合计备注“{told}”，各行备注之和“{expected}”，两者不同"


def _besides(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts without what was not judged, which blank cells tell by themselves."""
    return {key: number for key, number in counts.items() if key not in gaps.KEYS}


def parts(numbers: Mapping[str, int], key: str, counts: Mapping[str, int]) -> int:
    """Return what a 小计 should be: its columns, and for 登记备案人员数 the people in 备注."""
    return sum(
        counts.get(part, 0) if part in remarks.APART else numbers.get(part, 0)
        for part in annex2.BY_KEY[key].sums
    )


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
