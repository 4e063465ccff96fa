"""The pictures of docs/手册.md: every button of it pressed in LibreOffice on the sample city."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from album import WIDTH, Album, page_with
from office import Office, bridged
from typer.testing import CliRunner

from addin.cli.app import app
from addin.commands.rollup import RESULT_FILE
from addin.samples import city, corrected, former, write_samples

pytestmark = pytest.mark.libreoffice

# A headless office shows no picker and no box: the person's answers lie in a file.
ANSWERS = """
_desk = sys.modules["addin.hosts.libreoffice.inside.desk"]


def _answer(question, default):
    import json

    with open({answers!r}, encoding="utf-8") as file:
        answers = json.load(file)
    return next((text for words, text in answers.items() if words in question), default)


_desk.Desk.pick_folder = lambda _, title: _answer(title, "")
_desk.Desk.pick_file = lambda _, title: _answer(title, "")
_desk.Desk.ask = lambda _, question, default: _answer(question, default)
"""
# Sums of the files, which differ with every wording of a template: not what the picture shows.
HASHES = r"[0-9a-f]{8,}|\d{4}(-\d{4}){3}|\b\d{5,6}\b"
CLERK = "市直/虚构市教育局（填错多处）.xlsx"


class Studio:
    """The sample files in a folder of their own, LibreOffice, and the album."""

    def __init__(self, office: Office, home: Path, answers: Path) -> None:
        self.office, self.home, self._answers = office, home, answers
        self.scratch = home / "打印"
        self.scratch.mkdir()
        self.album = Album(self.scratch)

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
        self.office.until(lambda: sheet in self.office.do("sheets"))

    def turn_to(self, name: str) -> None:
        """Wait for the file that a button opens beside the one it was pressed in."""
        self.office.until(
            lambda: any(found.endswith(quote(f"/{name}")) for found in self.office.do("documents")),
            60,
        )
        self.office.do("turn_to", name)

    def run(self, *words: str) -> str:
        """Run the command line in the folder of the samples; return what it says."""
        before = Path.cwd()
        os.chdir(self.home)
        try:
            return CliRunner().invoke(app, list(words)).output
        finally:
            os.chdir(before)

    def register(self, sheet: str, cell: str, typed: dict[str, str], *, before: str = "") -> None:
        """保管登记 for the person in that row; ``before`` names the picture of the empty sheet."""
        office = self.office
        office.do("turn_to", Path(corrected.KEPT).name)
        office.do("select", sheet, cell)
        self.press("custody", "保管登记")
        office.until(lambda: office.do("text", "保管登记", "M2") == "")
        if before:
            self.screen(before, "保管登记", "A1:M5")
        for at, text in typed.items():
            office.do("set_text", "保管登记", at, text)
        office.press("custody")
        office.until(lambda: office.do("text", "保管登记", "M2") != "")

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
    studio.screen("校验", "附件1", "A4:N12")
    studio.screen("校验结果列", "附件1", "N5:U12")
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
    studio.office.until(query.exists)
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
    studio.screen("预警", "预警", "A1:G6")


def test_lending_a_passport_and_reporting_one_lost(studio: Studio) -> None:
    path = studio.open(corrected.NAME, corrected.KEPT)
    studio.register("附件1", "B16", {"I2": "领用", "J2": "2015-09-15"}, before="保管登记")
    studio.screen("保管登记结果", "保管登记", "E1:M2")
    studio.paper("领用单", next(path.parent.glob("领用单*.xlsx")), width=800)
    studio.register("附件1", "B9", {"I2": "挂失", "J2": "2015-09-15"})
    studio.paper("丢失情况说明", next(path.parent.glob("丢失情况说明*.docx")))


def test_comparing_with_last_time(studio: Studio) -> None:
    studio.open(corrected.NAME, corrected.KEPT)
    studio.answer(上一次的附件1=studio.home / former.NAME / former.FORM)
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
    studio.answer(各单位=studio.home / corrected.NAME)
    studio.office.press("rollup")
    studio.turn_to(RESULT_FILE)
    studio.paper("汇总", studio.home / corrected.NAME / RESULT_FILE, width=1000)


def test_reporting_and_packing(studio: Studio) -> None:
    studio.run("rollup", corrected.NAME, "-o", "附件2.xlsx")
    studio.open("附件2.xlsx")
    studio.answer(上一次报送=studio.home / former.NAME / former.SUMMARY)
    studio.office.press("report")
    made = studio.home / "情况报告.docx"
    studio.office.until(made.exists)
    studio.paper("情况报告", made, "表 1")
    studio.answer(
        各单位=studio.home / corrected.NAME, 上一次报送=studio.home / former.NAME / former.SUMMARY
    )
    studio.office.press("package")
    made = studio.home / f"{corrected.NAME} 报送包" / "报送清单.xlsx"
    studio.office.until(made.exists, 60)
    studio.paper("报送清单", made, width=800, but=HASHES)
    studio.paper("接收回执", made, "接收回执", width=800, but=HASHES)


def test_what_is_due_every_year_and_quarter(studio: Studio) -> None:
    folder = studio.home / corrected.NAME
    studio.open(corrected.NAME, corrected.KEPT)
    for key, asked, answer, name, area in (
        ("yearly", "哪一年", "2014", "年度报告", "A1:N22"),
        ("abroad", "哪一个季度", "2015Q3", "在外人员", "A1:O8"),
    ):  # fmt: skip
        studio.answer(**{asked: answer}, 各单位=folder)
        studio.office.press(key)
        studio.turn_to(f"{name}.xlsx")
        (sheet, *_) = studio.office.do("sheets")
        studio.screen(name, sheet, area, but=r"至.{9,13}(已过|还有)\d+天")
        studio.turn_to("虚构市财政局.xlsx")
