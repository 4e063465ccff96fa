"""年度报告: write the past year of many units into one workbook (2004年通知 四（二）)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from addin.errors import CannotDo, LeftOut
from addin.forms import sheets
from addin.host.batch import Answer, Answers, ask_from, ask_line, deliver, from_folder, gather
from addin.host.port import Host
from addin.jobs.yearly.rules import UnitYear, deadline, unit_year
from addin.jobs.yearly.sheet import yearly_workbook
from addin.reading.unit import UnitBook
from addin.values.dates import spoken


@dataclass(frozen=True)
class Year:
    """The year of all units, and the deadline of the report."""

    year: int
    answers: Answers[UnitYear]
    today: date

    @property
    def units(self) -> list[UnitYear]:
        """Return the year of each unit."""
        return [answer.value for answer in self.answers.found]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return the notes of reading, each with the unit's name."""
        own = [(unit.unit, note) for unit in self.units for note in unit.notes]
        return [*self.answers.notes, *own]

    @property
    def due(self) -> str:
        """Return a sentence with the deadline and the days left."""
        last = deadline(self.year)
        left = (last - self.today).days
        when = f"还有{left}天" if left >= 0 else f"已过{-left}天"
        return (
            f"2004年通知四（二）：每年第一季度书面报告上年度情况。{self.year}年度报告应于"
            f"{spoken(last)}以前报送，至{spoken(self.today)}{when}。"
        )

    def to_bytes(self) -> bytes:
        """Return the result as a workbook."""
        return yearly_workbook(self.year, self.units, self.due, self.notes, self.answers.files)


def year_of(book: UnitBook, year: int, today: date) -> UnitYear:
    """Return the year of one workbook's unit."""
    settings, _ = book.ledgers.settings(today)
    return unit_year(book.unit, book.form, book.ledgers.rows, settings, year)


def yearly(outcomes: Iterable[Answer[UnitYear] | LeftOut], year: int, today: date) -> Year:
    """Return the results of all workbooks as one."""
    return Year(year, gather(outcomes), today)


def press_yearly(host: Host) -> None:
    """Run the button 年度报告: ask for the year and a folder, save the workbook, open it."""
    today = date.today()
    year = year_in(ask_line(host, "报告哪一年的情况？", str(today.year - 1)))
    paths, output = from_folder(host, sheets.YEARLY_FILE)
    question = partial(year_of, year=year, today=today)
    found = yearly(ask_from(host, question, paths), year, today)
    deliver(host, output, found.to_bytes(), f"年度报告完成：{found.answers.summary}。{found.due}")


def year_in(text: str) -> int:
    """Return the year typed; raise CannotDo where it is not a year."""
    digits = text.strip().removesuffix("年度").removesuffix("年")
    if not digits.isdecimal() or not 1950 < int(digits) < 9999:
        raise CannotDo(f"“{text}”不是年份，请填四位数字，如 2025")
    return int(digits)
