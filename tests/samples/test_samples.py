"""The sample data: committed as it is made, clearly made up, and enough to show the whole job."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from addin.cli.app import app
from addin.demo.checking import FILED
from addin.errors import ChujingError
from addin.forms import annex1, annex2, codes, ledgers, sheets
from addin.host.file import FileHost
from addin.jobs.alerts.command import watch
from addin.jobs.check.command import check
from addin.jobs.diff.command import difference
from addin.jobs.police.importing import read
from addin.jobs.rollup.command import finish, gather
from addin.jobs.verify.command import judge
from addin.reading.unit import UnitBook
from addin.reading.workers.local import Processes
from addin.ribbon import BUTTONS
from addin.samples import cases, city, corrected, previous, write_samples
from addin.samples.people import REGION, who

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder / city.NAME


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_committed_examples_are_what_the_generator_makes(home: Path) -> None:
    committed, made = files(EXAMPLES), files(home.parent)
    assert sorted(committed) == sorted([*made, "README.md"])
    assert [name for name in made if committed[name] != made[name]] == []
    assert sum(map(len, made.values())) < 2_600_000


@pytest.mark.parametrize("sample", [s for s in city.SAMPLES if s.unit], ids=lambda s: s.path)
def test_what_was_planted_is_what_is_read(home: Path, sample: city.Sample) -> None:
    assert sample.unit
    form = UnitBook(home / sample.path).form
    assert form.unit == sample.unit.name
    assert [person.name for person in form.people] == [
        f"{values['surname']}{values['given_name']}" for values in sample.unit.people
    ]
    for person, values in zip(form.people, sample.unit.people, strict=True):
        assert str(person.row["id_number"]) == str(values["id_number"])
        assert person.text("status") == values["status"]


def test_forms_that_are_meant_to_be_faultless_are(home: Path) -> None:
    for name in (
        "虚构市档案局",
        "虚构市发展改革委",
        "虚构市卫生局（旧格式）",
        "虚构市水利局（自制表）",
    ):
        (path,) = home.rglob(f"{name}.*")
        found = [f for f in check(UnitBook(path).grid).findings if f.severity.value != "提示"]
        assert not found, name


def test_the_faulty_form_shows_the_usual_faults(home: Path) -> None:
    (path,) = home.rglob("虚构市教育局*")
    codes_found = {finding.code for finding in check(UnitBook(path).grid).findings}
    assert {
        "id-checksum", "id-number", "id-15", "id-length", "sex-mismatch", "birth-format",
        "cert-none", "cert-missing", "cert-format", "unsurrendered", "none-variant",
        "cert-official", "custody-blank",
    } <= codes_found  # fmt: skip
    fine = {finding.cell.row for finding in check(UnitBook(path).grid).findings}
    first = UnitBook(path).form.people[0].row.number
    assert first not in fine
    assert first + 5 not in fine  # padded and in small letters: judged as it was meant


def test_what_was_corrected_has_nothing_left_to_settle(home: Path) -> None:
    forms = [home.parent / corrected.NAME / s.path for s in corrected.SAMPLES[:-1]]
    assert len(forms) == 17
    for path in forms:
        assert not check(UnitBook(path).grid).findings, path
        report = judge(FileHost(path), date.today()).report
        assert {problem.verdict for problem in report.problems} <= {"属实", "不属实"}, path


def test_the_corrected_city_rolls_up_without_a_doubt(home: Path, tmp_path: Path) -> None:
    paths = [home.parent / corrected.NAME / sample.path for sample in corrected.SAMPLES]
    result = finish(gather(paths, Processes()), tmp_path / "附件2.xlsx")
    assert (len(result.rolled.rows), result.left_out, result.rolled.doubts) == (18, (), ())


def test_the_kept_unit_shows_what_custody_and_journeys_can_come_to(home: Path) -> None:
    watched = watch(FileHost(home.parent / corrected.NAME / corrected.KEPT), date.today())
    assert [(alert.matter.value, alert.days) for alert in watched.alerts.alerts] == [
        ("逾期未归", 15), ("因公证件逾期未交", 2), ("领用逾期未还", 34), ("领用逾期未还", 5),
        ("证件将到期", -76),
    ]  # fmt: skip
    assert watched.remarks == ()


def test_last_time_differs_from_now_in_each_way(home: Path) -> None:
    old = UnitBook(home.parent / previous.NAME / previous.FORM).form
    new = UnitBook(home.parent / corrected.NAME / corrected.KEPT).form
    assert difference(old, new).summary == "新增 2 人，变更 2 人 4 处，减少 1 人"


def test_verify_finds_each_category_and_passes_each_near_miss(home: Path) -> None:
    (path,) = home.rglob("*核查示例*")
    report = judge(FileHost(path), date.today()).report
    found = {(p.id_number, p.category) for p in report.problems}
    planted = {
        (values["id_number"], category)
        for values, case in zip(cases.people(), cases.CASES, strict=True)
        for category in case.found
    }
    assert found == planted
    assert {category for _, category in found} == set(codes.PROBLEM.values)
    assert report.not_judged == ()


def test_the_answers_of_the_police_can_be_imported(home: Path) -> None:
    imported = read(FileHost(home / city.ASKED), [home.parent / city.ANSWERED])

    assert {each.table.name: len(each.added) for each in imported.merged if each.added} == {
        ledgers.POLICE_DOCUMENTS.name: 2,
        ledgers.POLICE_CROSSINGS.name: 2,
    }
    assert len(imported.conflicts) == 1
    assert len(imported.nothing) == 2
    assert (imported.notes, imported.left_out) == ((), ())


def test_nobody_in_the_samples_can_be_anybody() -> None:
    for sample in city.SAMPLES:
        for values in sample.unit.people if sample.unit else ():
            number = values["id_number"]
            text = f"{number:.0f}" if isinstance(number, float) else number.replace(" ", "")
            assert text.startswith(REGION)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("demo") / "演示"
    return folder, CliRunner().invoke(app, ["demo", str(folder)])


def test_the_demo_checks_marks_rolls_up_and_says_where(
    shown: tuple[Path, Result], tmp_path: Path
) -> None:
    made, outcome = shown
    assert outcome.exit_code == 0, outcome.output
    for words in ("虚构市档案局：8 人，没有发现问题", "云下县：下级附件2", "不是电子表格文件",
                  "跨单位重复人员", "附件2.xlsx"):  # fmt: skip
        assert words in outcome.output
    for category, (_, planted), (twin, near) in cases.shown():
        assert category in planted.found
        assert category in outcome.output
        assert f"不算　{who(twin)['name']}：{near.planted}" in outcome.output
    assert outcome.output.count("    找到　") == len(codes.PROBLEM.values)
    assert (made / "附件2.xlsx").exists()
    assert (made / "标注过的副本/市直/虚构市教育局（填错多处）.xlsx").exists()
    write_samples(tmp_path)
    for name in (city.NAME, corrected.NAME, previous.NAME):
        assert files(made / name) == files(tmp_path / name)


def test_the_demo_keeps_compares_reminds_reports_and_hands_in(shown: tuple[Path, Result]) -> None:
    made, outcome = shown
    steps = re.findall(r"^  (\w+)　(.+?)(?: → (.+?))?（[^（]+）$", outcome.output, re.MULTILINE)
    told = {title: found for title, found, _ in steps}
    assert told["变更比对"] == "新增 2 人，变更 2 人 4 处，减少 1 人"
    assert told["接收验证"] == "多了一个字节的副本：附件1/虚构市财政局.xlsx变了"
    found = [found for title, found, _ in steps if title in {"报送包", "接收验证"}]
    assert found[0].split("校验码")[1] == found[1].split("校验码")[1]
    assert any("没有归还，不能再领" in found for _, found, _ in steps)
    assert [found for title, found, _ in steps if title == "催报"][1].endswith("18 个")
    names = [name for *_, names in steps for name in names.split("、") if name]
    assert len(names) > len(told)
    assert [name for name in names if not (made / FILED / name).exists()] == []
    shown_in_it = {b.label for b in BUTTONS if b.group in ("证件保管", "汇总", "报送")}
    assert shown_in_it - set(told) == set()


def test_every_sheet_that_the_demo_made_is_known_as_ours(shown: tuple[Path, Result]) -> None:
    folder, _ = shown
    known = sheets.BEHIND_FORM | sheets.IN_RESULTS | {table.name for table in ledgers.LEDGERS}
    made = {
        name
        for path in (folder / FILED).rglob("*.xlsx")
        for name in openpyxl.load_workbook(path, read_only=True).sheetnames
    }
    assert {re.sub("（[0-9]+）$", "", name) for name in made} - known == {
        annex1.SHEET,
        annex2.SHEET,
    }  # fmt: skip


def test_a_second_demo_keeps_what_was_tried_out(shown: tuple[Path, Result]) -> None:
    made, _ = shown
    changed = made / city.NAME / "云间区/云间区教育局.xlsx"
    other = made / city.NAME / "市直/虚构市档案局.xlsx"
    changed.write_bytes(other.read_bytes())
    package = files(made / FILED / "报送包")
    assert CliRunner().invoke(app, ["demo", str(made)]).exit_code == 0
    assert changed.read_bytes() == other.read_bytes()
    assert files(made / FILED / "报送包") == package
    assert (made / FILED / "报送包2").is_dir()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = CliRunner().invoke(app, ["demo", str(tmp_path / "file" / "演示")])
    assert outcome.exit_code == 2
    assert not isinstance(outcome.exception, (OSError, ChujingError))
