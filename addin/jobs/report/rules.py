"""情况报告: the texts and tables of the report (连委组通〔2015〕23号, last paragraph).

Every number goes through :meth:`_Writing.say`, which lists it with its cells in 数字出处.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.forms import annex2, sheets
from addin.forms.annex2 import CATEGORY_COLUMN, PENALTY_COLUMN, PROBLEM_COLUMN, RANK_COLUMN
from addin.jobs.report.figures import Figure, Figures, difference
from addin.model.annex2 import Summary
from addin.model.remarks import CATEGORY_REMARK

__all__ = ["CategoryCount", "Counted", "Figure", "Situation", "situation"]

UNCHECKED = "未核查"
_MOST_NAMED = 6  # units named in one cell of the table; their number is always said
_PROBLEMS = tuple(PROBLEM_COLUMN.values())
_APART = {**{key: category for category, key in CATEGORY_REMARK.items()},
          "apart_other": "其他类型人员"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a table: what, and how many."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """One category of problems; ``number`` and ``before`` are None where nobody was judged.

    ``before`` and ``change`` are None without a former 附件2. ``is_whole`` is False where not all
    people were judged.
    """

    name: str
    number: int | None
    before: int | None
    change: int | None
    units: str
    is_whole: bool = True


@dataclass(frozen=True)
class Situation:
    """The paragraphs and tables of the report, part by part.

    ``people`` and ``problems`` end with their sum; ``numbers`` are all of 附件2 by the columns'
    full titles. ``figures`` is 数字出处; ``doubts`` are sentences on sums that do not add up.
    """

    unit: str
    filled_on: str
    has_former: bool
    organisation: tuple[str, ...]
    people: tuple[Counted, ...]
    found: tuple[str, ...]
    problems: tuple[CategoryCount, ...]
    handling: tuple[str, ...]
    ranks: tuple[Counted, ...]
    ways: tuple[Counted, ...]
    pending: tuple[str, ...]
    doubts: tuple[str, ...]
    numbers: Mapping[str, int | str]
    figures: tuple[Figure, ...]


def situation(now: Summary, before: Summary | None = None) -> Situation:
    """Return the report on ``now``, with the changes since ``before``."""
    return _Writing(now, before).situation()


class _Writing:
    """The building of one report; ``say`` returns a number and lists its source."""

    def __init__(self, now: Summary, before: Summary | None) -> None:
        self._summary = now
        self._now = Figures(now)
        self._before = Figures(before, former=True) if before else None
        self._kept: dict[Figure, None] = {}

    def situation(self) -> Situation:
        return Situation(
            unit=self._summary.unit,
            filled_on=self._summary.filled_on,
            has_former=self._before is not None,
            organisation=tuple(self._organisation()),
            people=tuple(self._people()),
            found=tuple(self._found()),
            problems=tuple(self._problems()),
            handling=tuple(self._handling()),
            ranks=tuple(self._counted(RANK_COLUMN, "handled")),
            ways=tuple(self._counted(PENALTY_COLUMN)),
            pending=tuple(self._pending()),
            doubts=tuple(self._doubts()),
            numbers={
                leaf.title: UNCHECKED
                if self._now.is_unchecked(leaf.key)
                else self._now.total(leaf.key).value
                for leaf in annex2.LEAVES
                if leaf.is_number
            },
            figures=tuple(self._kept),
        )

    def say(self, figure: Figure) -> int:
        self._kept.setdefault(figure)
        return figure.value

    def _listed(self, figures: Sequence[tuple[str, Figure]], measure: str) -> str:
        """Return the numbers that are not zero: ``甲3人、乙2人``."""
        return "、".join(f"{name}{self.say(f)}{measure}" for name, f in figures if f.value)

    def _organisation(self) -> Iterator[str]:
        units, people = self._now.total("units"), self._now.total("registered")
        yield (
            f"开展治理的地区和单位共{self.say(units)}个。"
            if units.value
            else "附件2没有填写开展治理的地区和单位数。"
        )
        if not people.value:
            yield "没有登记备案人员。"
            return
        columns = self._listed(
            [(name, self._now.total(key)) for name, key in CATEGORY_COLUMN.items()], "人"
        )
        apart = self._listed([(name, self._now.remark(k)) for k, name in _APART.items()], "人")
        parts = "；".join(
            part for part in (columns and f"其中{columns}", apart and f"另有{apart}") if part
        )
        yield f"登记备案人员共{self.say(people)}人{'，' if parts else ''}{parts}。"

    def _people(self) -> Iterator[Counted]:
        total = self._now.total("registered")
        figures = [
            *((name, self._now.total(key)) for name, key in CATEGORY_COLUMN.items()),
            *(
                (name, each)
                for key, name in _APART.items()
                if (each := self._now.remark(key)).value
            ),
        ]
        known = sum(each.value for _, each in figures)
        if total.value > known:
            rest = Figure("附件2没有注明类别的人员", total.value - known,
                          f"{total.source}－各类人员")  # fmt: skip
            figures.append(("附件2没有注明类别的", rest))
        yield from (Counted(name, self.say(each)) for name, each in figures)
        yield Counted("合计", self.say(total))

    def _found(self) -> Iterator[str]:
        total = self._all_problems(self._now)
        judged = [name for name, key in PROBLEM_COLUMN.items() if self._now.is_whole(key)]
        none = [name for name in judged if not self._now.total(PROBLEM_COLUMN[name]).value]
        cleared = "、".join(none)
        if total.value:
            columns = [(name, self._now.total(key)) for name, key in PROBLEM_COLUMN.items()]
            rest = f"；未发现{cleared}的问题" if none else ""
            units = self._now.units_with(*_PROBLEMS)
            where = f"，涉及{self.say(units)}个地区和单位" if units.value else ""
            yield (
                f"经核查，发现问题{self.say(total)}人次{where}。"
                f"其中，{self._listed(columns, '人次')}{rest}。"
            )
        elif len(none) == len(PROBLEM_COLUMN):
            yield "经核查，未发现通知所列七类问题。"
        elif all(map(self._now.is_unchecked, _PROBLEMS)):
            yield "通知所列七类问题都没有核查。"
        else:
            yield "通知所列七类问题没有全部核查完，已核查的部分没有查实的问题，不作没有问题的结论。"
        yield from self._reach()
        yield from self._gaps()
        if self._before:
            yield from self._changed(self._before)

    def _reach(self) -> Iterator[str]:
        """Return for each category how many people were judged."""
        told = [
            f"{name}{self.say(pair[0])}人（应判{self.say(pair[1])}人）"
            for name in PROBLEM_COLUMN
            if (pair := self._now.judged(name))
        ]
        if told:
            yield f"各类已判的人数：{'，'.join(told)}。"
        else:
            yield f"附件2没有附“{sheets.COVERAGE}”表，各类判了多少人没有写明。"

    def _gaps(self) -> Iterator[str]:
        """Return the sentence about what was not judged, which is neither a problem nor none."""
        told = [f"{name}{self._gap(key)}" for name, key in PROBLEM_COLUMN.items() if self._gap(key)]
        somewhere = self._now.unjudged("")
        if somewhere.value:
            told.append(f"没有写明类别的{self.say(somewhere)}人未判")
        if told:
            yield (
                f"没有核查完的：{'；'.join(told)}。"
                "没有核查的，既不等于有问题，也不等于没有问题，不作结论。"
            )

    def _gap(self, key: str) -> str:
        """Return what was not judged of a category, '' where all was."""
        units, people = self._now.unchecked_units(key), self._now.unchecked_people(key)
        others, missed = self._now.unjudged(key), self._now.missed(key)
        if not (units.value or others.value) and missed.value:
            return f"按“{sheets.COVERAGE}”表还有{self.say(missed)}人未判"
        of = f"（{self.say(people)}人）" if people.value else ""
        if self._now.is_unchecked(key):
            said = [f"{UNCHECKED}{of}"]
        else:
            said = [f"有{self.say(units)}个单位{UNCHECKED}{of}"] if units.value else []
        return "，".join([*said, *([f"另有{self.say(others)}人未判"] if others.value else [])])

    def _changed(self, before: Figures) -> Iterator[str]:
        columns = {name: key for name, key in PROBLEM_COLUMN.items()
                   if not self._now.is_unchecked(key) and not before.is_unchecked(key)}  # fmt: skip
        if columns:
            yield self._compared(before, columns)
        left_out = [name for name in PROBLEM_COLUMN if name not in columns]
        if left_out:
            yield f"{'、'.join(left_out)}，两次报送中有{UNCHECKED}的，不作比较。"
        if not all(each.is_whole(key) for each in (self._now, before) for key in columns.values()):
            yield "两次核查的人数可能不同，增减只供参考。"

    def _compared(self, before: Figures, columns: Mapping[str, str]) -> str:
        """Return the changes in the categories judged both times."""
        total, former = (
            each.total(*columns.values(), label="七类问题合计") for each in (self._now, before)
        )
        changes = {
            name: self._change(name, self._now.total(key), before.total(key))
            for name, key in columns.items()
        }
        moved = [
            f"{name}{'增加' if each.value > 0 else '减少'}{self._apart(each)}人次"
            for name, each in changes.items()
            if each.value
        ]
        if not moved:
            return "与上次报送相比，各类问题数没有变化。"
        rest = "，其余各类没有变化" if len(moved) < len(changes) else ""
        change = self._change("七类问题合计", total, former)
        overall = (
            f"共{'增加' if change.value > 0 else '减少'}{self._apart(change)}人次"
            if change.value
            else "总数没有变化"
        )
        if former.value:
            was = f"（上次{self.say(former)}人次）"
        else:
            was = "（上次未发现问题）" if all(map(before.is_whole, columns.values())) else ""
        return f"与上次报送相比，问题{overall}{was}：{'，'.join(moved)}{rest}。"

    def _problems(self) -> Iterator[CategoryCount]:
        for name, key in PROBLEM_COLUMN.items():
            yield self._problem(name, (key,))
        yield self._problem("合计", _PROBLEMS)

    def _problem(self, name: str, keys: tuple[str, ...]) -> CategoryCount:
        label = "七类问题合计" if len(keys) > 1 else ""
        now = self._number(self._now, keys, label)
        was = self._number(self._before, keys, label) if self._before else None
        change = before = None
        if was:
            before = self.say(was)
            both = [key for key in keys if not self._now.is_unchecked(key)]
            is_same = self._before and both == [k for k in keys if not self._before.is_unchecked(k)]
            if now and is_same:
                change = self.say(self._change(label or name, now, was))
        return CategoryCount(
            name,
            self.say(now) if now else None,
            before,
            change,
            self._units(keys),
            all(map(self._now.is_whole, keys)),
        )

    def _number(self, figures: Figures, keys: tuple[str, ...], label: str) -> Figure | None:
        known = [key for key in keys if not figures.is_unchecked(key)]
        return figures.total(*known, label=label) if known else None

    def _units(self, keys: tuple[str, ...]) -> str:
        gap = self._gap(keys[0]) if len(keys) == 1 and not self._now.is_unchecked(keys[0]) else ""
        return "；".join(filter(None, [self._units_named(keys), gap]))

    def _units_named(self, keys: tuple[str, ...]) -> str:
        lines = self._now.lines_with(*keys)
        if len(keys) > 1 or not lines:
            return f"{self.say(self._now.units_with(*keys))}个" if lines else ""
        named = "、".join(
            f"{line.unit}{self.say(self._now.of_unit(line, keys[0]))}"
            for line in lines[:_MOST_NAMED]
        )
        if len(lines) > _MOST_NAMED:
            return f"{named}等{self.say(self._now.units_with(*keys))}个"
        return named

    def _handling(self) -> Iterator[str]:
        units, people = self._now.total("handling_units"), self._now.total("handled")
        if not units.value and not people.value:
            yield "附件2没有填报处理单位和处理人员。"
        else:
            ranks = self._listed(
                [(name, self._now.total(key)) for name, key in RANK_COLUMN.items()], "人"
            )
            said = f"处理单位{self.say(units)}个，" if units.value else ""
            who = f"处理人员{self.say(people)}人" if people.value else "没有填报处理人员"
            yield f"{said}{who}{'，其中' if ranks else ''}{ranks}。"
        ways = self._listed(
            [(name, self._now.total(key)) for name, key in PENALTY_COLUMN.items()], "人次"
        )
        if ways:
            times = self._now.total(*PENALTY_COLUMN.values(), label="处理方式合计")
            more = "同一人受多种处理的分别计算。" if times.value > people.value else ""
            yield f"处理方式：{ways}。{more}"

    def _counted(self, columns: dict[str, str], total: str = "") -> Iterator[Counted]:
        for name, key in columns.items():
            yield Counted(name, self.say(self._now.total(key)))
        if total:
            yield Counted("小计", self.say(self._now.total(total)))

    def _pending(self) -> Iterator[str]:
        pending = self._now.remark("pending")
        if pending.value:
            lines = self._now.lines_remarking("pending")
            units = "、".join(
                f"{line.unit}{self.say(self._now.remark_of_unit(line, 'pending'))}条"
                for line in lines
            )
            where = f"：{units}" if units else ""
            yield (
                f"尚有{self.say(pending)}条线索待核实{where}。"
                "线索由资料比对得出，未经核实不作为结论，也没有计入上述问题。"
            )
        else:
            yield "附件2备注中没有待核实的线索。"
        for key, words in (
            ("unregistered", "应备案而未备案的{}人，没有计入登记备案人员数。"),
            ("beyond", "七类之外经核实属实的{}人次，没有计入上述问题。"),
        ):
            figure = self._now.remark(key)
            if figure.value:
                yield words.format(self.say(figure))
        if self._summary.text:
            yield f"备注中另有说明：{self._summary.text}。".replace("。。", "。")

    def _doubts(self) -> Iterator[str]:
        yield from self._summary.faults()
        if self._before:
            yield from (f"上次附件2：{fault}" for fault in self._before.summary.faults())

    def _all_problems(self, figures: Figures) -> Figure:
        return figures.total(*_PROBLEMS, label="七类问题合计")

    def _change(self, name: str, now: Figure, before: Figure) -> Figure:
        return difference(f"{name}增减", now, before)

    def _apart(self, change: Figure) -> int:
        return abs(self.say(change))
