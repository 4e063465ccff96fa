"""催报: compare the list of units with the files received, and write reminders.

A file counts as correct when 报送包 accepts it: 应交未交 and 应备未备 are facts to report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from addin.errors import CannotDo, FileError, LeftOut, UnusableFile
from addin.forms import sheets
from addin.host.batch import deliver, pick_file, pick_folder, watched
from addin.host.port import Host
from addin.jobs.check.command import check
from addin.jobs.remind.notices import Notice, levels, notices, summary
from addin.jobs.remind.reading import Roster, read_roster
from addin.jobs.remind.rules import CellRef, Matched, ReceivedFile, State, match
from addin.jobs.remind.sheet import reminding_workbook
from addin.jobs.remind.tables import NOTICES, ROSTER
from addin.jobs.rollup.files import faults_of
from addin.reading.sources import beside, choose
from addin.reading.submission import Submission, name_of, submission
from addin.reading.workers.local import each_file, isolated
from addin.values.dates import day


@dataclass(frozen=True)
class Reminder:
    """The list compared with the files received, as of ``today``."""

    roster: Roster
    matched: Matched
    today: date

    @cached_property
    def notices(self) -> list[Notice]:
        """Return the notices to send."""
        return notices(self.matched, self.today)

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return notes on the list and the files, each with the name of the list or the unit."""
        listed = [(ROSTER.name, note) for note in self.roster.notes]
        copies = [
            (first.unit, f"“{copy.place}”与“{first.place}”内容完全相同，只计一次")
            for copy, first in self.matched.copies
        ]
        by_file = [
            (each.expected.name, f"“{file.place}”没有填写填表单位或打不开，按文件名认定")
            for each in self.matched.standings
            for file in each.files
            if not file.is_named
        ]
        return [*listed, *copies, *by_file]

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        counts = sum((level.counts for level in levels(self.matched)), Counter[State]())
        others = len(self.matched.unlisted)
        return summary(counts) + (f"；不在名单上的文件 {others} 个" if others else "")

    def to_bytes(self) -> bytes:
        """Return the result as a workbook."""
        return reminding_workbook(self.matched, self.notices, self.notes, self.today)


def received(sources: Iterable[Path], roster: Path, output: Path | None) -> list[Path]:
    """Return the files received; an empty folder is allowed, a missing one is not.

    The list itself and a previous result are skipped. Raises UnusableFile.
    """
    paths = choose(sources, output, aside=[roster])
    for path in paths:
        if not path.exists():
            raise UnusableFile(f"找不到“{path}”，请核对文件夹；没有催报", FileError.UNREADABLE)
    return paths


def handed_in(path: Path) -> ReceivedFile:
    """Return one file with the errors that 报送包 would find; raise UnusableFile."""
    found = submission(path)
    covers = tuple(line.unit for line in found.summary.lines) if found.summary else ()
    return ReceivedFile(
        found.source, found.unit, bool(found.written_unit), found.sha256,
        tuple(_mistakes(found)), covers,
    )  # fmt: skip


def gather(paths: Sequence[Path]) -> Iterator[ReceivedFile]:
    """Read the files in worker processes; an unreadable file is identified by its name."""
    for path, found in zip(paths, each_file(handed_in, paths), strict=True):
        if isinstance(found, LeftOut):
            yield ReceivedFile(str(path), name_of(path), is_named=False, reason=found.reason)
        else:
            yield found


def expected(path: Path, deadline: date | None) -> Roster:
    """Return the list; units without a deadline of their own get ``deadline``."""
    roster: Roster = isolated(read_roster, path)
    units = (replace(each, deadline=each.deadline or deadline) for each in roster.units)
    return replace(roster, units=tuple(units))


def remind(roster: Roster, handed: Iterable[ReceivedFile], today: date) -> Reminder:
    """Compare the list with the files received."""
    return Reminder(roster, match(roster.units, handed), today)


def deadline_in(text: str) -> date | None:
    """Return the deadline typed, None for a blank text; raise CannotDo for an invalid date."""
    found = day(text.strip())
    if text.strip() and found is None:
        raise CannotDo(f"报送期限“{text}”不是日期，请写成 2026-11-30 的样子")
    return found


def press_remind(host: Host) -> None:
    """Run the button 催报: ask for the list, the folder and the deadline; open the result."""
    listed = pick_file(host, f"选择{ROSTER.name}")
    folder = pick_folder(host, "选择收到的工作簿所在的文件夹")
    typed = host.ask("报送期限（如 2026-11-30；没有的，或名单上已经写了的，空着）：")
    roster = expected(listed, deadline_in(typed or ""))
    output = beside(folder, sheets.REMIND_FILE)
    paths = received([folder], listed, output)
    found = remind(roster, watched(host, "读取", paths, gather(paths)), date.today())
    deliver(host, output, found.to_bytes(), f"{found.summary}。通知在“{NOTICES.name}”表")


def _mistakes(found: Submission) -> Iterator[CellRef]:
    """Yield the places to correct, without the cells' values, which are personal data."""
    if not found.summary:
        checked = check(found.book.grid)
        yield from (CellRef(each.cell.address, each.cell.title) for each in checked.mistakes)
    yield from (CellRef("", fault) for fault in faults_of(found))
