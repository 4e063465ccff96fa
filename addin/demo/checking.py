"""The first half: check every form, mark copies, verify one, roll all up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.errors import CannotDo, ChujingError, LeftOut, because
from addin.forms import annex2
from addin.host.file import FileHost
from addin.jobs.check.command import check
from addin.jobs.police.importing import read
from addin.jobs.rollup.command import Result, finish, gather
from addin.jobs.rollup.rules import Contribution
from addin.jobs.verify.command import judge
from addin.reading.sources import choose
from addin.reading.unit import UnitBook
from addin.reading.workers.local import Processes
from addin.samples import cases, city, write_samples
from addin.samples.people import who
from addin.writing.marking import mark
from addin.writing.saving import save

MARKED, FILED = "标注过的副本", "报送结果"


@dataclass(frozen=True)
class Seen:
    """One file looked at: its name, and what 校验 says about it."""

    name: str
    words: str


@dataclass(frozen=True)
class Lead:
    """One category of 核查: what was found about whom, and the near miss that was not."""

    category: str
    found: str
    passed: str


class Demo:
    """A run of the demonstration in ``folder``: the samples, their reading, what is made of them.

    Samples that somebody has changed to try things out stay as they are. Raises UnusableFile
    where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        try:
            write_samples(folder, keep=True)
        except OSError as error:
            raise CannotDo(f"样例写不进这个文件夹（{because(error)}），请另选一个") from error
        self.home = folder / city.NAME
        self.answers = folder / city.ANSWERED
        self.marked = folder / MARKED
        self._output = folder / f"{annex2.SHEET}.xlsx"
        paths = choose([self.home], self._output)
        self._reports: Mapping[Path, Contribution | LeftOut] = dict(
            zip(paths, gather(paths, Processes()), strict=True)
        )

    def check(self) -> Iterator[Seen]:
        """Check every form; marked copies go below ``marked``, in the same folders."""
        for path, report in self._reports.items():
            name = str(path.relative_to(self.home))
            if isinstance(report, Contribution) and report.summary:
                yield Seen(name, f"{report.unit}：下级附件2，汇总时采用")
            else:
                yield Seen(name, self._check_one(path, self.marked / name))

    def verify(self) -> Iterator[Lead]:
        """核查 on the workbook made for it: each category once, with its near miss."""
        problems = judge(FileHost(self.home / city.CASES), date.today()).report.problems
        found = {(problem.id_number, problem.category): problem for problem in problems}
        flagged = {problem.id_number for problem in problems}
        for category, (planted, _), (twin, case) in cases.shown():
            problem = found.get((planted["id_number"], category))
            if problem and twin["id_number"] not in flagged:
                passed = f"{who(twin)['name']}：{case.planted}"
                yield Lead(category, f"{problem.person}：{problem.message}", passed)

    def import_answers(self) -> str:
        """公安导入 of the answers about one unit; nothing is written."""
        return read(FileHost(self.home / city.ASKED), [self.answers]).summary

    def roll_up(self) -> Result:
        """Roll everything up into 附件2.xlsx."""
        return finish(self._reports.values(), self._output)

    def _check_one(self, path: Path, copy: Path) -> str:
        words = []
        try:
            book = UnitBook(path)
            checked = check(book.grid)
            words.append(f"{checked.form.unit}：{checked.summary}")
            data = mark(book.book.data, checked.marks)
            copy.parent.mkdir(parents=True, exist_ok=True)
            save(copy, data, backup=False)
        except ChujingError as error:
            words.append(error.reason)
        return "；".join(words)
