"""在国（境）外人员: list who was abroad in a quarter, for many units (2004年通知 二（三）)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from addin.errors import CannotDo, LeftOut
from addin.forms import sheets
from addin.host.batch import Answer, Answers, ask_from, ask_line, deliver, from_folder, gather
from addin.host.port import Host
from addin.jobs.abroad.quarters import Quarter, quarter, quarter_of
from addin.jobs.abroad.rules import Abroad, Absence, abroad
from addin.jobs.abroad.sheet import abroad_workbook
from addin.reading.unit import UnitBook
from addin.values.dates import spoken


@dataclass(frozen=True)
class Away:
    """The people of all units who were abroad in a quarter."""

    quarter: Quarter
    answers: Answers[Abroad]
    today: date

    @property
    def absences(self) -> list[Absence]:
        """Return all absences, unit by unit."""
        return [each for answer in self.answers.found for each in answer.value.absences]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return the notes of reading, each with the unit's name."""
        own = [(a.unit, note) for a in self.answers.found for note in a.value.notes]
        return [*self.answers.notes, *own]

    @property
    def due(self) -> str:
        """Return a sentence with the rule and the last day for this quarter's reports."""
        last = self.quarter.last
        left = (last - self.today).days
        when = f"还有{left}天" if left >= 0 else f"已过{-left}天"
        return (
            f"2004年通知二（三）：因私出国（境）的每季度汇报一次在国（境）外的情况。本季汇报以季末"
            f"{spoken(last)}为限，至{spoken(self.today)}{when}。"
        )

    @property
    def summary(self) -> str:
        """Return a sentence with the number of people, and of those to examine."""
        leads = sum(each.is_lead for each in self.absences)
        more = f"，其中 {leads} 人次有线索须核实" if leads else ""
        return f"{self.quarter}在国（境）外 {len(self.absences)} 人次{more}"

    def to_bytes(self) -> bytes:
        """Return the result as a workbook."""
        return abroad_workbook(
            self.quarter, self.absences, self.due, self.notes, self.answers.files
        )


def abroad_of(book: UnitBook, wanted: Quarter, today: date) -> Abroad:
    """Return the people abroad of one workbook's unit."""
    settings, _ = book.ledgers.settings(today)
    return abroad(book.unit, book.form, book.ledgers.rows, settings, wanted)


def away(outcomes: Iterable[Answer[Abroad] | LeftOut], wanted: Quarter, today: date) -> Away:
    """Return the results of all workbooks as one."""
    return Away(wanted, gather(outcomes), today)


def press_abroad(host: Host) -> None:
    """Run the button 在外人员: ask for quarter and folder, save the workbook, open it."""
    today = date.today()
    now = quarter_of(today)
    wanted = quarter_in(ask_line(host, "哪一个季度？", f"{now.year}Q{now.number}"))
    paths, output = from_folder(host, sheets.ABROAD_FILE)
    question = partial(abroad_of, wanted=wanted, today=today)
    found = away(ask_from(host, question, paths), wanted, today)
    deliver(host, output, found.to_bytes(), f"{found.summary}：{found.answers.summary}")


def quarter_in(text: str) -> Quarter:
    """Return the quarter typed; raise CannotDo where it is not a quarter."""
    found = quarter(text)
    if found is None:
        raise CannotDo(f"“{text}”不是季度，请填年份和季度，如 2026Q3 或 2026年第三季度")
    return found
