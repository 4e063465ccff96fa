"""The pictures of docs/手册.md: every button of it pressed in LibreOffice on the sample city."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from addin.cli.app import app
from addin.forms import annex1, sheets
from addin.forms.ledgers import POLICE_DOCUMENTS
from addin.jobs.abroad.tables import ABROAD
from addin.jobs.alerts.tables import ALERT_LIST, EXPIRED_LIST
from addin.jobs.custody.tables import CUSTODY_ENTRY
from addin.jobs.remind import tables as reminding
from addin.jobs.yearly import tables as periodic
from addin.model.rows import column_letter
from addin.reading.sources import beside
from addin.samples import city, corrected, previous, write_samples
from support.libreoffice import Office, bridged
from support.pictures import WIDTH, Album, page_with

pytestmark = pytest.mark.libreoffice

# A headless office shows no picker and no box: the person's answers lie in a file.
ANSWERS = """
_document = sys.modules["addin.libreoffice.inside.document"]


def _answer(question, default):
    import json

    with open({answers!r}, encoding="utf-8") as file:
        answers = json.load(file)
    return next((text for words, text in answers.items() if words in question), default)


_document.Document.pick_folder = lambda _, title: _answer(title, "")
_document.Document.pick_file = lambda _, title: _answer(title, "")
_document.Document.ask = lambda _, question, default: _answer(question, default)
"""
# Sums of the files, which differ with every wording of a template: not what the picture shows.
HASHES = r"[0-9a-f]{8,}|\d{4}(-\d{4}){3}|\b\d{5,6}\b"
FAR = r"至〔当天〕(已过|还有)\d+天"  # how far a deadline is, on the day of the test
CLERK = "市直/虚构市教育局（填错多处）.xlsx"


def _entry(key: str) -> str:
    """The cell of the first line of 保管登记 in that column."""
    return f"{column_letter(CUSTODY_ENTRY.keys().index(key) + 1)}2"


class Studio:
    """The sample files in a folder of their own, LibreOffice, and the album."""

    def __init__(self, office: Office, home: Path, answers: Path) -> None:
        self.office, self.home, self._answers = office, home, answers
        self.scratch = home / "打印"
        self.scratch.mkdir()
        self.album = Album(self.scratch)

    def until(self, state: Callable[[], bool]) -> None:
        """Wait for what a button does; a busy machine needs its time."""
        self.office.until(state, 90)

    def answer(self, **answers: Path | str) -> None:
        """Let the person answer the questions that hold these words."""
        said = {words: str(answer) for words, answer in answers.items()}
        self._answers.write_text(json.dumps(said), encoding="utf-8")

    def open(self, *parts: str | Path) -> Path:
        path = self.home.joinpath(*parts)
        self.office.do("open", path)
        return path

    def press(self, key: str, sheet: str) -> None:
        """Press a button that leaves a sheet."""
        self.office.press(key)
        self.await_sheet(sheet)

    def await_sheet(self, name: str) -> None:
        """Wait until a sheet that a button makes is whole."""
        self.until(lambda: self.office.do("is_drawn", name))

    def turn_to(self, name: str) -> None:
        """Wait for the file that a button opens beside the one it was pressed in."""
        self.until(
            lambda: any(found.endswith(quote(f"/{name}")) for found in self.office.do("documents"))
        )
        self.office.do("turn_to", name)

    def let_run(self, number: str, until: str) -> None:
        """Let a passport be valid still: those of the sample, which is of 2015, have run out."""
        sheet = POLICE_DOCUMENTS.name
        rows = self.office.do(
            "values", sheet, f"A1:{column_letter(len(POLICE_DOCUMENTS.columns))}99"
        )
        row = next(at for at, values in enumerate(rows, 1) if number in values)
        column = POLICE_DOCUMENTS.keys().index("expires") + 1
        self.office.do("set_text", sheet, f"{column_letter(column)}{row}", until)

    def written(self, folder: Path, pattern: str) -> Path:
        """Wait for the file that a button writes there."""
        self.until(lambda: any(folder.glob(pattern)))
        return next(folder.glob(pattern))

    def opened(self, folder: Path, pattern: str) -> Path:
        """Wait for the file that a button writes there and then opens."""
        found = self.written(folder, pattern)
        self.turn_to(found.name)
        return found

    def makes(
        self, key: str, name: str, *, folder: str = corrected.NAME, **answers: Path | str
    ) -> Path:
        """Press a button that opens what it makes of a folder; return that file."""
        units = self.home / folder
        self.answer(**answers, 收到=units, 各单位=units)
        self.office.press(key)
        self.turn_to(beside(units, name).name)
        return beside(units, name)

    def run(self, *words: str) -> str:
        """Run the command line in the folder of the samples; return what it says."""
        before = Path.cwd()
        os.chdir(self.home)
        try:
            return CliRunner().invoke(app, list(words)).output
        finally:
            os.chdir(before)

    def register(self, cell: str, typed: dict[str, str], *, before: str = "") -> None:
        """保管登记 for the person in that row; ``before`` names the picture of the empty sheet."""
        office, sheet, outcome = self.office, CUSTODY_ENTRY.name, _entry("outcome")
        office.do("turn_to", Path(corrected.KEPT).name)
        office.do("select", annex1.SHEET, cell)
        self.press("custody", sheet)
        self.until(lambda: office.do("text", sheet, outcome) == "")
        if before:
            self.screen(before, sheet, "A1:K5")
        for key, text in typed.items():
            office.do("set_text", sheet, _entry(key), text)
        office.press("custody")
        self.until(lambda: bool(office.do("text", sheet, outcome)))
        self.await_sheet(sheet)

    def screen(self, name: str, sheet: str, area: str, *, but: str = "") -> None:
        """What stands on the screen."""
        pdf = self.scratch / f"{name}.pdf"
        self.office.do("screen", sheet, area, pdf)
        self.album.put(name, pdf, 1, WIDTH, but)

    def paper(
        self, name: str, source: Path, words: str = "", *, width: int = 560, but: str = ""
    ) -> None:
        """What comes out of the printer: the first page, or the one with these words."""
        pdf = self.scratch / f"{name}.pdf"
        self.office.do("pages", source, pdf)
        self.album.put(name, pdf, page_with(pdf, words) if words else 1, width, but)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Path]]:
    profile = tmp_path_factory.mktemp("手册")
    answers = profile / "answers.json"
    running = Office(bridged(profile, ANSWERS.format(answers=str(answers))))
    try:
        yield running, answers
    finally:
        running.end()


@pytest.fixture
def studio(office: tuple[Office, Path], tmp_path: Path) -> Iterator[Studio]:
    write_samples(tmp_path)
    running, answers = office
    studio = Studio(running, tmp_path, answers)
    studio.answer()
    yield studio
    running.do("close_all")


def test_checking_a_form(studio: Studio) -> None:
    studio.open(city.NAME, CLERK)
    studio.press("check", "校验结果")
    studio.screen("校验", "附件1", "A4:N18")
    studio.screen("校验结果列", "附件1", "N5:X12")
    studio.screen("校验结果", "校验结果", "A1:H9")
    studio.press("normalize", "规范记录")
    studio.screen("一键规范", "规范记录", "A1:F4")


def test_formulas_answer_in_the_cell(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    office = studio.office
    office.do("set_text", "附件1", "P5", "违规类型")
    for row in range(6, 10):
        office.do("set_formula", "附件1", f"P{row}", f"=违规类型(A{row}:N{row})")
    office.do("set_text", "附件1", "M7", "否")
    office.do("set_text", "附件1", "N8", "未备案")
    office.do("set_width", "附件1", "P", 6000)
    studio.screen("公式", "附件1", "J5:P9")


def test_verifying_against_the_ledgers(studio: Studio) -> None:
    studio.open(city.NAME, city.CASES)
    studio.press("verify", "问题清单")
    studio.screen("核查", "问题清单", "B1:I6")


def test_asking_the_police_and_taking_their_answer(studio: Studio) -> None:
    form = studio.open(city.NAME, city.ASKED)
    studio.answer(送公安名单=studio.home / "送公安")
    studio.office.press("police_export")
    query = studio.home / "送公安" / "送公安查询名单.xlsx"
    studio.until(query.exists)
    studio.answer(公安查询结果=studio.home / city.ANSWERED)
    studio.press("police_import", "公安导入待核")
    studio.screen("公安导入", "公安证件查询", "A1:J3")
    studio.screen("公安导入待核", "公安导入待核", "A1:G2")
    studio.open(query)
    studio.screen("公安导出", "送公安查询名单", "A1:G7")
    assert form.exists()


def test_watching_what_is_due(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    studio.press("alerts", "预警")
    studio.screen("预警", ALERT_LIST.name, "A1:G6")
    studio.screen(
        "已到期证件", EXPIRED_LIST.name, f"A1:{column_letter(len(EXPIRED_LIST.columns))}2"
    )


def test_reporting_a_passport_lost_and_lending_one(studio: Studio) -> None:
    path = studio.open(corrected.NAME, corrected.KEPT)
    studio.let_run("E00000242", "2035-06-09")
    studio.register("B9", {"move": "挂失", "date": "2015-09-15"})
    studio.paper("丢失情况说明", studio.written(path.parent, "丢失情况说明*.docx"))
    studio.register("B16", {"move": "领用", "date": "2015-09-15"}, before="保管登记")
    studio.screen("保管登记结果", CUSTODY_ENTRY.name, "F1:O2")
    studio.paper("领用单", studio.opened(path.parent, "领用单*.xlsx"), width=800)


def test_all_about_one_person(studio: Studio) -> None:
    path = studio.open(corrected.NAME, corrected.KEPT)
    studio.office.do("select", annex1.SHEET, "B18")
    studio.office.press("dossier")
    studio.paper("一人一档", studio.opened(path.parent, "一人一档*.xlsx"), width=900)


def test_comparing_with_last_time(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    studio.answer(上一次的附件1=studio.home / previous.NAME / previous.FORM)
    studio.office.press("diff")
    studio.turn_to("变更比对.xlsx")
    added, changed, _ = studio.office.do("sheets")
    studio.screen("变更比对", changed, "A1:G5")
    studio.screen("新增名册", added, "A1:N8")


def test_rolling_up(studio: Studio) -> None:
    """As first reported on the command line, where names are short; corrected by the button."""
    studio.run("rollup", city.NAME, "-o", "有遗漏.xlsx")
    studio.open("有遗漏.xlsx")
    studio.screen("未汇总文件", "未汇总文件", "A1:C4")
    studio.screen("重复与疑点", "重复与疑点", "A1:D6")
    studio.open(corrected.NAME, corrected.KEPT)
    made = studio.makes("rollup", sheets.ROLLUP_FILE)
    studio.paper("汇总", made, width=1600)


def test_reminding(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    studio.makes(
        "remind",
        sheets.REMIND_FILE,
        folder=city.NAME,
        选择应报单位名单=studio.home / previous.EXPECTED,
    )
    studio.screen("催报", reminding.STANDINGS.name, "A1:G21")
    studio.screen("催报通知", reminding.NOTICES.name, "A1:D15")


def test_drawing_a_sample(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    made = studio.makes("sample", sheets.SAMPLE_FILE, 多少人="20", 种子="7")
    studio.paper("抽查", made, width=1000)


def test_reporting_and_packing(studio: Studio) -> None:
    studio.run("rollup", corrected.NAME, "-o", "附件2.xlsx")
    studio.open("附件2.xlsx")
    studio.answer(上一次报送=studio.home / previous.NAME / previous.SUMMARY)
    studio.office.press("report")
    made = studio.home / "情况报告.docx"
    studio.until(made.exists)
    studio.paper("情况报告", made, "表 1")
    studio.answer(
        各单位=studio.home / corrected.NAME,
        上一次报送=studio.home / previous.NAME / previous.SUMMARY,
    )
    studio.office.press("package")
    made = studio.home / f"{corrected.NAME} 报送包" / "报送清单.xlsx"
    studio.until(made.exists)
    studio.paper("报送清单", made, width=800, but=HASHES)
    studio.paper("接收回执", made, "接收回执", width=800, but=HASHES)


def test_what_is_due_every_year_and_quarter(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    studio.makes("yearly", sheets.YEARLY_FILE, 哪一年="2014")
    studio.screen("年度报告", periodic.YEARLY.name, "A1:N22", but=FAR)
    studio.turn_to(Path(corrected.KEPT).name)
    studio.makes("abroad", sheets.ABROAD_FILE, 哪一个季度="2015Q3")
    studio.screen("在外人员", ABROAD.name, "A1:O8", but=FAR)
