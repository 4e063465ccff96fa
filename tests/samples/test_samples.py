"""The sample data: committed as it is made, clearly made up, and enough to show the whole job."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from addin.forms import codes, ledgers
from addin.host.file import FileHost
from addin.jobs.alerts.command import watch
from addin.jobs.check.command import check
from addin.jobs.diff.command import difference
from addin.jobs.police.importing import read
from addin.jobs.rollup.command import finish, gather
from addin.jobs.verify.command import judge
from addin.reading.unit import UnitBook
from addin.reading.workers.local import Processes
from addin.samples import cases, city, corrected, previous, write_samples
from addin.samples.people import REGION

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
    assert sum(map(len, made.values())) < 3_000_000


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
        ("证件将到期", 76),
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
    assert report.unjudged == ()


def test_the_answers_of_the_police_can_be_imported(home: Path) -> None:
    imported = read(FileHost(home / city.ASKED), [home.parent / city.ANSWERED])

    assert {each.table.name: len(each.added) for each in imported.merged if each.added} == {
        ledgers.POLICE_DOCUMENTS.name: 2,
        ledgers.POLICE_CROSSINGS.name: 2,
    }
    assert len(imported.conflicts) == 1
    assert len(imported.nothing) == 2
    assert (imported.notes, imported.left_out) == ((), ())


def test_no_sample_person_can_be_a_real_person() -> None:
    for sample in city.SAMPLES:
        for values in sample.unit.people if sample.unit else ():
            number = values["id_number"]
            text = f"{number:.0f}" if isinstance(number, float) else number.replace(" ", "")
            assert text.startswith(REGION)
