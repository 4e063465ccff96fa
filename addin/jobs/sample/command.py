"""抽查: draw people from the workbooks of many units and write 抽查表."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from addin.errors import CannotDo, LeftOut
from addin.forms import sheets
from addin.forms.text import squeeze
from addin.host.batch import Answer, Answers, ask_from, ask_line, deliver, from_folder, gather
from addin.host.port import Host
from addin.jobs.sample import tables as inspection
from addin.jobs.sample.rules import SEEDS, Candidate, candidate, draw
from addin.jobs.sample.sheet import inspection_workbook
from addin.reading.unit import UnitBook
from addin.values.dates import compact, spoken

_USUAL = 20  # the default sample size of the button


@dataclass(frozen=True)
class Sample:
    """The people drawn, the candidates, and the method."""

    answers: Answers[list[Candidate]]
    people: tuple[Candidate, ...]
    drawn: tuple[Candidate, ...]
    size: int
    seed: int
    by_category: bool
    today: date

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        people = sum(count for _, count, _ in self.shares)
        return (
            f"{len(self.shares)} 个单位 {people} 人中抽取 {len(self.drawn)} 人（种子 {self.seed}）"
        )

    @property
    def method(self) -> tuple[str, str]:
        """Return the method in sentences, with everything needed to repeat the draw."""
        strata = "单位、单位内再按人员类型" if self.by_category else "单位"
        option = " --by-type" if self.by_category else ""
        return (
            f"抽取日期：{spoken(self.today)}　　应抽 {self.size} 人　　{self.summary}",
            f"抽取办法：按{strata}分层随机抽取，人数够时每层至少1人，其余按人数比例。"
            "同样的工作簿、人数和种子抽出同样的人，任何人可以重抽核对："
            f"chujing sample 文件夹 -n {self.size} --seed {self.seed}{option}",
        )

    @cached_property
    def shares(self) -> list[tuple[str, int, int]]:
        """Return each unit, its number of people, and the number drawn."""
        everybody, chosen = _by_unit(self.people), _by_unit(self.drawn)
        return [(unit, len(everybody[unit]), len(chosen[unit])) for unit in sorted(everybody)]

    def to_bytes(self) -> bytes:
        """Return the result as a workbook."""
        shares = [*self._share_rows(), self._share_total()]
        return inspection_workbook(
            self.drawn, shares, self.method, self.answers.notes, self.answers.files
        )

    def _share_rows(self) -> Iterator[tuple[Any, ...]]:
        sources: dict[str, list[Answer[list[Candidate]]]] = defaultdict(list)
        for answer in self.answers.found:
            sources[squeeze(answer.unit)].append(answer)
        for number, (unit, people, drawn) in enumerate(self.shares, 1):
            files = sources[squeeze(unit)]
            yield inspection.SHARES.row(
                serial=number,
                unit=unit,
                people=people,
                drawn=drawn,
                sources="\n".join(each.source for each in files),
                sha256="\n".join(each.sha256 for each in files),
            )

    def _share_total(self) -> tuple[Any, ...]:
        people = sum(count for _, count, _ in self.shares)
        return inspection.SHARES.row(
            serial="",
            unit=inspection.TOTAL,
            people=people,
            drawn=len(self.drawn),
            sources="",
            sha256="",
        )


def candidates_of(book: UnitBook) -> list[Candidate]:
    """Return the people of one workbook that may be drawn."""
    return [candidate(book.unit, str(book.path), person) for person in book.form.people]


def sample(
    outcomes: Iterable[Answer[list[Candidate]] | LeftOut],
    *,
    size: int,
    seed: int,
    by_category: bool,
    today: date,
) -> Sample:
    """Draw from all workbooks; spaces in units' names are ignored.

    Raises CannotDo where there are no people to draw.
    """
    answers = gather(outcomes)
    names: dict[str, str] = {}
    for answer in answers.found:
        key = squeeze(answer.unit)
        names[key] = min(answer.unit, names.get(key, answer.unit))
    people = [replace(p, unit=names[squeeze(p.unit)]) for a in answers.found for p in a.value]
    if not people:
        reasons = "".join(f"；{name}：{why}" for name, why in answers.files)
        raise CannotDo(f"没有找到填了人员的附件1，请核对文件夹{reasons}")
    drawn = draw(people, size, seed, by_category=by_category)
    return Sample(answers, tuple(people), tuple(drawn), size, seed, by_category, today)


def press_sample(host: Host) -> None:
    """Run the button 抽查: ask for size and seed, draw, open 抽查表."""
    today = date.today()
    paths, output = from_folder(host, sheets.SAMPLE_FILE)
    size = _number(ask_line(host, "抽查多少人？", str(_USUAL)), "人数", range(1, 1_000_000))
    asked = "随机数种子（写在抽查表上，别人用同一个数能重抽出同样的人）："
    seed = _number(ask_line(host, asked, compact(today)), "种子", SEEDS)
    outcomes = ask_from(host, candidates_of, paths)
    found = sample(outcomes, size=size, seed=seed, by_category=False, today=today)
    left_out = len(found.answers.left_out)
    more = f"，{left_out} 个文件没有使用（见“{sheets.UNUSED_FILES}”表）" if left_out else ""
    deliver(host, output, found.to_bytes(), f"抽查完成：{found.summary}{more}")


def _number(text: str, what: str, allowed: range) -> int:
    digits = squeeze(text).removesuffix("人")
    if not (digits.isascii() and digits.isdecimal()) or int(digits) not in allowed:
        last = allowed.stop - 1
        raise CannotDo(f"{what}“{text}”不是 {allowed.start} 至 {last} 的整数，请重新填写")
    return int(digits)


def _by_unit(people: Iterable[Candidate]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        found[person.unit].add(person.identity)
    return found
