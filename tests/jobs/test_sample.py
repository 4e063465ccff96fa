"""Tests of 抽查: the same seed draws the same people, and no unit is skipped."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.forms import annex1, sheets
from addin.host.batch import Answer
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.sample import tables as inspection
from addin.jobs.sample.command import sample
from addin.jobs.sample.rules import Candidate, draw
from addin.reading.annex1 import looks_like_annex1
from addin.reading.opening import Workbook
from addin.reading.sources import beside
from addin.ribbon import press
from addin.values.dates import compact, spoken
from support import workbooks
from support.command_line import chujing

PEOPLE = [
    Candidate(unit, f"{unit}{n:03d}", "赵", "", "", category, "", "", "", "", f"{unit}.xlsx!{n}")
    for unit, count in {"甲局": 40, "乙局": 12, "丙局": 1, "丁局": 27}.items()
    for n, category in zip(range(count), ["一类", "二类", "三类"] * 20, strict=False)
]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 100), st.integers(0, 2**32 - 1), st.randoms(use_true_random=False), st.booleans()
)
def test_sample_has_its_size_and_does_not_depend_on_the_order(size, seed, order, by_category):
    shuffled = PEOPLE[:]
    order.shuffle(shuffled)

    drawn = draw(PEOPLE, size, seed, by_category=by_category)

    assert len(drawn) == len(set(drawn)) == min(size, len(PEOPLE))
    assert drawn == draw(shuffled, size, seed, by_category=by_category)


@given(st.integers(4, 80))
def test_every_unit_is_represented_and_large_units_more(size):
    units = Counter(person.unit for person in draw(PEOPLE, size, 1, by_category=False))

    assert set(units) == {"甲局", "乙局", "丙局", "丁局"}
    assert units["甲局"] >= units["丁局"] >= units["乙局"] >= units["丙局"] == 1


def test_every_category_of_every_unit_is_represented():
    drawn = draw(PEOPLE, 12, 1, by_category=True)

    assert len({(person.unit, person.category) for person in drawn}) == 10


def test_another_seed_draws_others():
    assert draw(PEOPLE, 10, 1, by_category=False) != draw(PEOPLE, 10, 2, by_category=False)


def test_person_listed_twice_is_drawn_once():
    assert len(draw([PEOPLE[0], PEOPLE[0]], 2, 1, by_category=False)) == 1


units = st.dictionaries(st.sampled_from("甲乙丙丁戊己庚"), st.integers(1, 30), min_size=1)


def city(sizes: dict[str, int]) -> list[Candidate]:
    return [
        Candidate(unit, f"{unit}{n:03d}", "赵", "", "", "", "", "", "", "", f"{unit}.xlsx!{n}")
        for unit, count in sizes.items()
        for n in range(count)
    ]


@settings(max_examples=60, deadline=None)
@given(units, st.integers(1, 220), st.integers(0, 2**32 - 1))
def test_no_unit_is_passed_over_when_the_number_allows(sizes, size, seed):
    drawn = Counter(person.unit for person in draw(city(sizes), size, seed, by_category=False))

    assert len(drawn) == min(size, len(sizes))
    assert all(drawn[unit] <= count for unit, count in sizes.items())
    for one, other in ((a, b) for a in drawn for b in drawn if sizes[a] >= sizes[b]):
        assert drawn[one] >= drawn[other] - 1


@settings(max_examples=20, deadline=None)
@given(units, st.integers(1, 40), st.integers(0, 2**32 - 1), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(sizes, size, seed, order):
    def answers(names):
        for name in names:
            yield Answer(f"{name}.xlsx", name, name, city({name: sizes[name]}))

    def drawn(names):
        asked = {"size": size, "seed": seed, "by_category": False, "today": date(2015, 6, 30)}
        return sample(answers(names), **asked).drawn

    shuffled = list(sizes)
    order.shuffle(shuffled)
    assert drawn(sizes) == drawn(shuffled)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two workbooks of one unit, written differently, one of another, and two bad ones."""
    people = workbooks.people(14)
    parts = {"甲.xlsx": ("虚构市甲局", people[:6]), "甲2.xlsx": ("虚构市 甲局", people[4:9]),
             "乙.xlsx": ("虚构市乙局", people[9:])}  # fmt: skip
    place = tmp_path / "各单位"
    place.mkdir()
    for name, (unit, members) in parts.items():
        book = workbooks.new(members)
        book.worksheets[0]["A4"] = f"{annex1.UNIT}：{unit}"
        workbooks.saved(book, place / name)
    workbooks.saved(workbooks.new([]), place / "空表.xlsx")
    (place / "坏.xlsx").write_bytes(b"PK")
    return place


def test_sheet_to_fill_in_is_written_and_bad_files_are_reported(folder: Path):
    out = folder / "抽查表.xlsx"

    done = chujing("sample", folder, "-n", 4, "--seed", 7, "-o", out, "--json")
    again = chujing("sample", folder, "-n", 4, "--seed", 7, "-o", out, "--json")

    report = json.loads(done.stdout)
    assert report == json.loads(again.stdout), "a former 抽查表 among the files is no source"
    assert done.returncode == 2
    assert [Path(each["source"]).name for each in report["skipped"]] == ["坏.xlsx", "空表.xlsx"]
    assert report["units"] == [
        {"unit": "虚构市 甲局", "people": 9, "drawn": 3},
        {"unit": "虚构市乙局", "people": 5, "drawn": 1},
    ]
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["抽查表", "各单位抽取人数", "说明", "未使用文件"]
    rows = list(book["抽查表"].iter_rows(values_only=True))
    said = "".join(str(row[0]) for row in rows[:3])
    assert all(words in said for words in ("应抽 4 人", "14 人中抽取 4 人", "-n 4 --seed 7"))
    assert spoken(date.today()) in said
    headings, *people = rows[3:8]
    assert headings == inspection.INSPECTION.titles()
    assert [row[3] for row in people] == [person["id_number"] for person in report["people"]]
    assert all(row[-2:] == (None, None) for row in people), "room to write"
    assert "检查人（签名）" in "".join(str(row[0]) for row in rows[8:])
    total = list(book["各单位抽取人数"].iter_rows(values_only=True))[-1]
    assert total[1:4] == ("合计", 14, 4)


def test_a_filled_in_sheet_is_kept_and_never_taken_for_a_form(folder: Path):
    out = folder / "抽查表.xlsx"
    chujing("sample", folder, "-n", 4, "-o", out)
    book = openpyxl.load_workbook(out)
    book["抽查表"]["K5"] = "属实"
    book.save(out)

    chujing("sample", folder, "-n", 4, "-o", out)

    kept = [path for path in folder.iterdir() if "抽查表" in path.name and path != out]
    assert [openpyxl.load_workbook(path)["抽查表"]["K5"].value for path in kept] == ["属实"]
    assert not any(looks_like_annex1(grid) for grid in Workbook(out).grids())


def test_without_a_seed_it_is_the_day_and_is_stated(folder: Path):
    report = json.loads(chujing("sample", folder, "-n", 2, "--json").stdout)

    assert report["seed"] == int(compact(date.today()))


def pressed(folder: Path, *answers: str | None) -> CountingHost:
    host = CountingHost(FileHost(folder / "甲.xlsx"), picked=folder, answers=list(answers))
    press("sample", host)
    return host


def test_the_button_draws_what_the_command_draws(folder: Path):
    host = pressed(folder, "４人", "7")

    out = beside(folder, sheets.SAMPLE_FILE)
    assert host.opened == [out]
    assert "14 人中抽取 4 人（种子 7），2 个文件没有使用" in host.said[-1]
    report = json.loads(chujing("sample", folder, "-n", 4, "--seed", 7, "--json").stdout)
    rows = list(openpyxl.load_workbook(out)["抽查表"].iter_rows(4, values_only=True))
    drawn = [row[3] for row in rows[1:5]]
    assert drawn == [person["id_number"] for person in report["people"]]


@pytest.mark.parametrize("answers", [(None,), ("4", None)])
def test_a_cancelled_dialog_writes_nothing(folder: Path, answers: tuple[str | None]):
    host = pressed(folder, *answers)

    assert host.said == ["“抽查”已取消：没有填写"]
    assert not beside(folder, sheets.SAMPLE_FILE).exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [(("0",), "人数“0”"), (("4", ""), "种子“”"), (("4", "4294967296"), "种子")],
)
def test_an_invalid_number_is_reported(folder: Path, answers: tuple[str], words: str):
    (alert,) = pressed(folder, *answers).alerts

    assert words in alert
    assert not beside(folder, sheets.SAMPLE_FILE).exists()
