"""The second half: what an office keeps, reports and hands in.

Each step works on the samples as they were corrected, through the same commands as the buttons.
What it makes goes into one folder; a former run's files are replaced, a package never.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from addin.errors import ChujingError
from addin.forms import sheets
from addin.host.batch import ask
from addin.host.file import FileHost
from addin.jobs.abroad import command as abroad
from addin.jobs.abroad.quarters import Quarter
from addin.jobs.alerts.command import put, watch
from addin.jobs.custody.command import CustodySession, papers, register
from addin.jobs.custody.rules import LEND, LOSE, RETURN, MoveRequest
from addin.jobs.diff.command import difference
from addin.jobs.dossier.collecting import PersonRecord
from addin.jobs.dossier.command import dossier_book, everywhere, file_name
from addin.jobs.package import command as package
from addin.jobs.package.proof import prove
from addin.jobs.police.exporting import export
from addin.jobs.remind import command as remind
from addin.jobs.report import command as report
from addin.jobs.rollup import command as rollup
from addin.jobs.sample import command as sample
from addin.jobs.yearly import command as yearly
from addin.model.archive import person_key
from addin.reading.sources import choose
from addin.reading.unit import form_of
from addin.reading.workers.local import Processes
from addin.samples import city, corrected, previous
from addin.values.documents import kind_of
from addin.writing.saving import save

_THEN = date.fromisoformat(corrected.AS_OF)
_YEAR, _QUARTER = 2014, Quarter(2015, 3)
_SIZE, _SEED = 20, 7
_REASONS = {
    LEND: "归还期限按审批算出，领用单打印两份",
    RETURN: "何时还的记入保管台账",
    LOSE: "情况说明的事实已填好，本人补写经过",
}
# Who takes a passport for an approved journey, brings one back, has lost one: 财政局 of the city.
_MOVES = (("E00000242", LEND), ("E00000242", LEND), ("E00000236", RETURN), ("E00000014", LOSE))

_TRAVELLED = "E00000246"  # three journeys, two documents


@dataclass(frozen=True)
class Step:
    """One thing done: what was found, the files that were made, and why it is done at all."""

    title: str
    found: str
    made: tuple[str, ...]
    why: str


class Filing:
    """The steps in the order of the work; ``home`` holds the samples, results go to ``output``."""

    def __init__(self, home: Path, output: Path) -> None:
        self.home, self.output, self.today = home, output, date.today()
        self._units = home / corrected.NAME
        self._kept = self._units / corrected.KEPT
        self._former = home / previous.NAME
        output.mkdir(parents=True, exist_ok=True)

    def steps(self) -> Iterator[Step]:
        """Do one step after the other; raises UnusableFile where a file cannot be written."""
        yield from self._compare()
        yield from self._keep()
        yield from self._watch()
        yield from self._look_at_one()
        yield from self._remind()
        yield from self._roll_up()
        yield from self._sample()
        yield from self._look_back()
        yield from self._hand_in()

    def _save(self, name: str, data: bytes) -> str:
        save(self.output / name, data, backup=False)
        return name

    def _compare(self) -> Iterator[Step]:
        old, new = form_of(self._former / previous.FORM), form_of(self._kept)
        found = difference(old, new)
        made = self._save(sheets.CHANGES_FILE, found.to_bytes())
        yield Step("变更比对", found.summary, (made,), "新增名册用附件1样式，可直接报送")
        sent = export(FileHost(self._kept), self.output / "送公安", old, self.today)
        files = tuple(f"送公安/{path.name}" for path in sent.files)
        yield Step("公安导出", sent.summary, files, "新增、变更、撤销由同一次比对得出")

    def _keep(self) -> Iterator[Step]:
        host = FileHost(self._kept)
        desk = CustodySession(host, self.today)
        for number, move in _MOVES:
            (person,) = (p for p in desk.form.people if number in p.text("documents"))
            wish = MoveRequest(number, kind_of(number), False, move, _THEN)
            judged = desk.judge(desk.dossier(person_key(person)), wish, desk.handler, "")
            if judged.refusal:
                yield Step("保管登记", f"{move}办不了：{judged.refusal}", (), "办不了的一项也不记")
                continue
            desk = register(host, desk, [judged])
            made = tuple(path.name for path in papers(desk, [judged], self.output))
            yield Step("保管登记", f"{person.name}{judged.said}", made, _REASONS[move])
        host.save(self.output / self._kept.name)

    def _watch(self) -> Iterator[Step]:
        copy = self.output / self._kept.name
        host = FileHost(copy)
        found = watch(host, self.today)
        put(host, found)
        host.save(copy)
        yield Step("预警与到期", found.summary, (copy.name,), "已到期的仍要如实登记")

    def _look_at_one(self) -> Iterator[Step]:
        form = form_of(self._kept)
        (person,) = (p for p in form.people if _TRAVELLED in p.text("documents"))
        lives = [
            answer
            for answer in everywhere([self._kept], person.name, self.today)
            if isinstance(answer, PersonRecord)
        ]
        made = self._save(file_name(person.name), dossier_book(lives, masked=True))
        found = f"{person.name}的底稿记录 {sum(len(life.events) for life in lives)} 条"
        yield Step("一人一档", found, (made,), "一页纸看清证件、审批、行程，号码隐去几位")

    def _remind(self) -> Iterator[Step]:
        listed = self.home / previous.EXPECTED
        roster = remind.expected(listed, None)
        for folder, name, why in (
            (city.NAME, "催报.xlsx", "通知逐级写好，复制就能发"),
            (corrected.NAME, "催报（更正后）.xlsx", "催过以后都改好了，可以汇总"),
        ):
            paths = remind.received([self.home / folder], listed, None)
            found = remind.remind(roster, remind.gather(paths), self.today)
            yield Step("催报", found.summary, (self._save(name, found.to_bytes()),), why)

    def _roll_up(self) -> Iterator[Step]:
        output = self.output / "附件2（更正后）.xlsx"
        paths = choose([self._units], output)
        result = rollup.finish(rollup.gather(paths, Processes()), output)
        found = f"{len(result.rolled.rows)} 个单位，疑点 {len(result.rolled.doubts)} 条"
        yield Step("汇总", found, (output.name,), "小计、合计是活公式")
        before = self._former / previous.SUMMARY
        made = self._save(sheets.REPORT_FILE, report.report(output, before))
        yield Step("情况报告", "与上次报送的附件2比出增减", (made,), "每个数字注明出自哪一格")

    def _sample(self) -> Iterator[Step]:
        title, output = "抽查", self.output / sheets.SAMPLE_FILE
        try:
            sample.require_pandas()
        except ChujingError as error:
            yield Step(title, error.reason, (), "填表人的电脑不装也行")
            return
        answers = ask(sample.candidates_of, choose([self._units], output))
        found = sample.sample(answers, size=_SIZE, seed=_SEED, by_category=False, today=self.today)
        made = self._save(output.name, found.to_bytes())
        yield Step(title, found.summary, (made,), "同一种子抽出同样的人，谁都能重抽核对")

    def _look_back(self) -> Iterator[Step]:
        output = self.output / sheets.YEARLY_FILE
        paths = choose([self._units], output)
        ask_year = partial(yearly.year_of, year=_YEAR, today=self.today)
        year = yearly.yearly(ask(ask_year, paths), _YEAR, self.today)
        made = self._save(output.name, year.to_bytes())
        trips = sum(len(unit.journeys) for unit in year.units)
        yield Step("年度报告", f"{_YEAR}年出国（境）{trips} 人次", (made,), "每年第一季度书面报告")
        ask_quarter = partial(abroad.abroad_of, wanted=_QUARTER, today=self.today)
        away = abroad.away(ask(ask_quarter, paths), _QUARTER, self.today)
        made = self._save(sheets.ABROAD_FILE, away.to_bytes())
        yield Step("在外人员", away.summary, (made,), "人在外的每季度汇报一次")

    def _hand_in(self) -> Iterator[Step]:
        folder = next(path for path in self._folders() if not path.exists())
        draft = package.draft([self._units], folder)
        before = self._former / previous.SUMMARY
        packed = package.pack(draft, folder, today=self.today, previous=before)
        found = f"{len(packed.items)} 个文件，校验码 {packed.code}"
        yield Step("报送包", found, (f"{folder.name}/",), "底稿剥离，带清单和接收回执")
        proof = prove(folder)
        found = f"{len(proof.changes.unchanged)} 个文件没有变，校验码 {proof.code}"
        yield Step("接收验证", found, (), "两边的校验码一样，就是一个字节也没有变")
        with TemporaryDirectory() as scratch:
            copy = Path(shutil.copytree(folder, Path(scratch) / folder.name))
            form = copy / package.FORMS / self._kept.name
            form.write_bytes(form.read_bytes() + b" ")
            changed = "、".join(prove(copy).changes.changed)
        yield Step("接收验证", f"多了一个字节的副本：{changed}变了", (), "改过的逐个说出来")

    def _folders(self) -> Iterator[Path]:
        """Where the package may go: a former one is not touched."""
        yield self.output / sheets.PACKAGE
        yield from (self.output / f"{sheets.PACKAGE}{number}" for number in count(2))
