"""抽查: whoever draws with the same seed draws the same people, and no unit is passed over."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import openpyxl
import workbooks
from hypothesis import given, settings
from hypothesis import strategies as st
from test_bad_input import chujing

from addin.rules.sampling import Candidate, draw

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


def test_sheet_to_fill_in_is_written_and_bad_files_are_told(tmp_path: Path):
    for name, count in (("甲.xlsx", 6), ("乙.xlsx", 3)):
        workbooks.saved(workbooks.new(workbooks.people(count)), tmp_path / name)
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    out = tmp_path / "结果" / "抽查表.xlsx"
    out.parent.mkdir()

    done = chujing("sample", tmp_path, "-n", 4, "--seed", 7, "-o", out, "--json")

    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [Path(each["source"]).name for each in report["skipped"]] == ["坏.xlsx"]
    assert len(report["people"]) == 4
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert [row[3] for row in rows[1:]] == [person["id_number"] for person in report["people"]]
    assert rows[0][-2:] == ("核查情况", "检查人")
