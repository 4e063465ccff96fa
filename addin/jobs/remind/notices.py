"""Write the text of 催报通知, ready to copy and send.

For a unit with a superior the notice goes to the superior (逐级), otherwise to the unit itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from addin.jobs.remind.rules import CellRef, Matched, ReceivedFile, State, UnitStatus, key
from addin.values.dates import spoken

SHOWN = 6  # places named of one unit; 校验 shows the rest
_INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to one office."""

    unit: str
    text: str
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Level:
    """One superior ('' for units that have none) and the status of its units."""

    superior: str
    standings: tuple[UnitStatus, ...]

    @property
    def counts(self) -> Counter[State]:
        """Return how many units are in each state."""
        return Counter(standing.state for standing in self.standings)


def levels(matched: Matched) -> list[Level]:
    """Return the units by their superior, in the order of the list."""
    groups: dict[str, list[UnitStatus]] = {}
    for each in matched.standings:
        groups.setdefault(key(each.expected.superior), []).append(each)
    return [Level(each[0].expected.superior, tuple(each)) for each in groups.values()]


def summary(counts: Counter[State]) -> str:
    """Return the number of units and the number in each state, as text."""
    said = "、".join(f"{state.value} {counts[state]} 个" for state in State if counts[state])
    return f"应报单位 {counts.total()} 个：{said}"


def words(standing: UnitStatus) -> str:
    """Return what a unit still has to do or correct, and where; '' for nothing."""
    return "；".join(_open(standing))


def proposal(each_unlisted: ReceivedFile, near: Sequence[str]) -> str:
    """Return the sentence about a file of a unit that is not on the list."""
    what = (
        f"文件不能用（{each_unlisted.reason}），认不出是哪个单位"
        if each_unlisted.reason
        else "不在名单上"
    )
    alike = "、".join(f"“{name}”" for name in near)
    return f"{what}{f'；疑似名单上的{alike}，请核对单位名称' if alike else ''}"


def left(deadline: date | None, today: date) -> str:
    """Return the deadline and the days left, as text; '' where there is none."""
    if deadline is None:
        return ""
    days = (deadline - today).days
    when = f"距期限还有{days}天" if days > 0 else f"已逾期{-days}天" if days < 0 else "今天到期"
    return f"报送期限{spoken(deadline)}，{when}"


def notices(matched: Matched, today: date) -> list[Notice]:
    """Return the notices, one for each office with something to do."""
    listed = {key(each.expected.name): each.expected for each in matched.standings}
    made = []
    for level in levels(matched):
        still = [each for each in level.standings if each.state is not State.CLEAN]
        if still and level.superior:
            office = listed.get(key(level.superior))
            text = _to_superior(level, still, today)
            made.append(Notice(level.superior, text, office.contact if office else "",
                               office.phone if office else ""))  # fmt: skip
        elif still:
            made += [_to_itself(each, today) for each in still]
    return made


def _to_superior(level: Level, still: Sequence[UnitStatus], today: date) -> str:
    due = {each.expected.deadline for each in still}
    shared = left(due.pop(), today) if len(due) == 1 else ""
    lines = [
        f"{level.superior}：",
        f"{_INDENT}截至{spoken(today)}，你处所属{summary(level.counts)}。"
        f"以下 {len(still)} 个请督促办理{f'（{shared}）' if shared else ''}：",
    ]
    for number, each in enumerate(still, 1):
        own = "" if shared else left(each.expected.deadline, today)
        lines.append(f"{_INDENT}{number}. {each.expected.name}：{words(each)}"
                     f"{f'（{own}）' if own else ''}。")  # fmt: skip
    return "\n".join(lines)


def _to_itself(standing: UnitStatus, today: date) -> Notice:
    unit = standing.expected
    due = left(unit.deadline, today)
    text = (
        f"{unit.name}：\n{_INDENT}截至{spoken(today)}，你单位{words(standing)}。"
        f"{f'{due}。' if due else ''}请尽快办理。"
    )
    return Notice(unit.name, text, unit.contact, unit.phone)


def _open(standing: UnitStatus) -> Iterator[str]:
    state, files = standing.state, standing.readable
    if state is State.MISSING:
        near = "、".join(f"“{each.file}”（写的是“{each.unit}”）" for each in standing.near)
        yield f"未报{f'；收到的{near}疑似，请核对单位名称' if near else ''}"
    if state is State.TWICE:
        listed = "、".join(f"“{each.file}”" for each in files)
        yield f"重复报送，{len(files)}个文件内容不同（{listed}），请说明以哪一个为准"
    for each in files:
        if each.mistakes:
            name = f"“{each.file}”" if state is State.TWICE else "已报，"
            yield f"{name}有错误{len(each.mistakes)}处（{places(each.mistakes)}），请改好后重报"
    for each in standing.files:
        if each.reason:
            yield f"文件“{each.file}”不能用：{each.reason}"


def places(mistakes: Iterable[CellRef]) -> str:
    """Return the first few places to correct by column, with a word if there are more."""
    every = list(dict.fromkeys(mistakes))
    columns: dict[str, list[str]] = {}
    for address, what in every[:SHOWN]:
        columns.setdefault(what, []).append(address)
    listed = "，".join(f"{what} {'、'.join(cells)}".strip() for what, cells in columns.items())
    return listed + ("等" if len(every) > SHOWN else "")
