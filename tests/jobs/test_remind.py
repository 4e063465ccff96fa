"""催报: who has handed in, who has not, who with faults, and what is written to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.errors import ChujingError
from addin.forms import annex1, annex2, sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.remind import tables as reminding
from addin.jobs.remind.notices import left, notices
from addin.jobs.remind.reading import read_roster
from addin.jobs.remind.rules import CellRef, Expected, ReceivedFile, State, match
from addin.model.examples import HEADER
from addin.reading.sources import beside
from addin.ribbon import press
from addin.samples import city, corrected, previous, write_samples
from addin.writing.sheets.annex2 import annex2_workbook
from support import workbooks
from support.command_line import chujing

TODAY = date(2026, 11, 23)
UNITS = ("虚构市档案局", "虚构市财政局", "云上县", "云间区教育局")
NAMES = (*UNITS, "虚构市档案馆", "档案局", "虚构市 财政局（盖章）", "别处")


def expected(*names: str, **more: Any) -> list[Expected]:
    return [Expected(name, row, **more) for row, name in enumerate(names, 2)]


handed = st.builds(
    ReceivedFile,
    source=st.sampled_from([f"{folder}/{name}.xlsx" for folder in "甲乙" for name in NAMES]),
    unit=st.sampled_from(NAMES),
    is_named=st.booleans(),
    sha256=st.sampled_from(["", "a", "b", "c"]),
    mistakes=st.sampled_from([(), (CellRef("E6", "身份证号"),)]),
    covers=st.sampled_from([(), ("云间区教育局",), ("虚构市档案局", "没有这个单位")]),
    reason=st.sampled_from(["", "文件不完整"]),
)
arrivals = st.lists(handed, max_size=8, unique_by=lambda each: each.source)


class TestMatching:
    @given(arrivals, st.randoms(use_true_random=False))
    def test_each_unit_and_each_file_has_one_place_whatever_the_order(self, files, random):
        found = match(expected(*UNITS), files)

        assert [each.expected.name for each in found.standings] == list(UNITS)
        places = [
            *(file.source for each in found.standings for file in each.files),
            *(stranger.source for stranger, _ in found.unlisted),
            *(copy.source for copy, _ in found.copies),
        ]
        assert sorted(places) == sorted(each.source for each in files)
        shuffled = list(files)
        random.shuffle(shuffled)
        again = match(expected(*UNITS), shuffled)
        assert {s.expected.name: s.state for s in found.standings} == {
            s.expected.name: s.state for s in again.standings
        }

    @given(arrivals)
    def test_a_unit_gets_a_notice_exactly_when_something_is_open(self, files):
        found = match(expected(*UNITS), files)

        assert {each.unit for each in notices(found, TODAY)} == {
            each.expected.name for each in found.standings if each.state is not State.CLEAN
        }

    @pytest.mark.parametrize(
        "written", ["虚构市档案局", "虚构市 档案局", "虚构市档案局（盖章）", " 虚构市档案局(章)"]
    )
    def test_names_are_matched_as_people_write_them(self, written):
        (standing,) = match(expected("虚构市档案局"), [ReceivedFile("a.xlsx", written)]).standings

        assert standing.state is State.CLEAN

    @pytest.mark.parametrize("written", ["虚构市档案馆", "档案局", "虚构市档案局机关"])
    def test_what_is_only_alike_is_proposed_with_both_names(self, written):
        found = match(expected("虚构市档案局"), [ReceivedFile("收到/a.xlsx", written)])

        (standing,) = found.standings
        assert standing.state is State.MISSING
        assert found.unlisted[0][1] == ("虚构市档案局",)
        (notice,) = notices(found, TODAY)
        assert f"“a.xlsx”（写的是“{written}”）疑似" in notice.text

    @pytest.mark.parametrize(
        ("files", "state"),
        [
            ([], State.MISSING),
            ([ReceivedFile("a", "甲局", reason="坏", is_named=False)], State.UNREADABLE),
            ([ReceivedFile("a", "甲局（没传完）", reason="坏", is_named=False)], State.UNREADABLE),
            ([ReceivedFile("a", "甲局", sha256="1")], State.CLEAN),
            ([ReceivedFile("a", "甲局", mistakes=(CellRef("E6", "身份证号"),))], State.FAULTY),
            (
                [ReceivedFile("a", "甲局", sha256="1"), ReceivedFile("b", "甲局", sha256="1")],
                State.CLEAN,
            ),
            (
                [ReceivedFile("a", "甲局", sha256="1"), ReceivedFile("b", "甲局", sha256="2")],
                State.TWICE,
            ),
            ([ReceivedFile("a", "甲局"), ReceivedFile("b", "甲局", reason="坏")], State.CLEAN),
            ([ReceivedFile("a", "上级", covers=("甲局",))], State.CLEAN),
        ],
    )
    def test_states(self, files, state):
        assert match(expected("甲局"), files).standings[0].state is state


class TestNotices:
    @pytest.mark.parametrize(
        ("deadline", "said"),
        [
            (date(2026, 11, 30), "报送期限2026年11月30日，距期限还有7天"),
            (TODAY, "报送期限2026年11月23日，今天到期"),
            (date(2026, 11, 20), "报送期限2026年11月20日，已逾期3天"),
            (None, ""),
        ],
    )
    def test_deadline(self, deadline, said):
        assert left(deadline, TODAY) == said

    def test_one_notice_to_each_superior_and_to_each_unit_without_one(self):
        units = [
            Expected("甲局", 2, "县委"), Expected("乙局", 3, "县委 "), Expected("丙局", 4, "县委"),
            Expected("县委", 5, contact="孔虚柏"), Expected("丁局", 6), Expected("戊局", 7, "区委"),
        ]  # fmt: skip
        found = match(units, [ReceivedFile("丙.xlsx", "丙局"), ReceivedFile("戊.xlsx", "戊局")])

        superior, *others = notices(found, TODAY)
        assert (superior.unit, superior.contact) == ("县委", "孔虚柏")
        assert "乙局：未报" in superior.text
        assert "丙局" not in superior.text
        assert [each.unit for each in others] == ["县委", "丁局"]


def workbook(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return workbooks.saved(book, path)


class TestRoster:
    def test_columns_are_found_by_their_headings(self, tmp_path):
        found = read_roster(
            workbook(
                tmp_path / "名单.xlsx",
                ("2026年应报单位一览",),
                ("序号", "主管部门", "填报\n单位", "截止日期", "电话"),
                (1, "县委组织部", "甲局", date(2026, 11, 30), "000-1"),
                (2, None, "乙局", "月底", None),
                (3, None, " 甲 局 ", None, None),
                (None, None, None, None, None),
            )
        )
        assert found.units == (
            Expected("甲局", 3, "县委组织部", "", "000-1", date(2026, 11, 30)),
            Expected("乙局", 4),
        )
        assert len(found.notes) == 2
        assert "“月底”不是日期" in found.notes[0]
        assert "第5行与第3行是同一个单位" in found.notes[1]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.txt", "甲局\r\n\r\n乙局\r\n"),
            ("a.csv", "单位名称,联系人\n甲局,孔虚柏\n乙局,\n"),
            ("a.csv", "1,甲局\n2,乙局\n"),
            ("a.txt", "单位\t电话\n甲局\t0\n乙局\t1\n"),
        ],
    )
    def test_plain_text(self, tmp_path, name, text, encoding):
        (tmp_path / name).write_bytes(text.encode(encoding))

        assert [unit.name for unit in read_roster(tmp_path / name).units] == ["甲局", "乙局"]

    def test_a_superior_merged_over_its_units_is_that_of_each(self, tmp_path):
        book = openpyxl.Workbook()
        for row in (("上级单位", "单位名称"), ("县委", "甲局"), (None, "乙局"), ("区委", "丙局"),
                    ("合计", "合计3个"), (None, "填表人：虚一")):  # fmt: skip
            book.active.append(row)
        book.active.merge_cells("A2:A3")
        found = read_roster(workbooks.saved(book, tmp_path / "名单.xlsx"))

        assert [(unit.name, unit.superior) for unit in found.units] == [
            ("甲局", "县委"), ("乙局", "县委"), ("丙局", "区委"),
        ]  # fmt: skip

    def test_without_headings_it_says_which_column_was_taken(self, tmp_path):
        found = read_roster(workbook(tmp_path / "a.xlsx", (1, "甲局"), (2, "乙局")))

        assert [unit.name for unit in found.units] == ["甲局", "乙局"]
        assert "B 列每行都当作一个单位" in found.notes[0]

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("a.txt", b"", "空的"),
            ("a.txt", b"\xff\xfe\x00\xd8", "认不出"),
            ("a.csv", b"1,2\n3,4\n", "没有单位名称"),
            ("a.csv", "单位名称\n".encode(), "没有单位"),
            ("a.xlsx", b"PK", "不完整"),
            ("a.docx", b"", "名单要是"),
        ],
    )
    def test_what_is_no_list_is_refused_with_a_sentence(self, tmp_path, name, data, said):
        (tmp_path / name).write_bytes(data)

        with pytest.raises(ChujingError, match=said):
            read_roster(tmp_path / name)

    def test_a_form_is_not_taken_for_the_list(self, tmp_path):
        path = workbooks.saved(workbooks.new(workbooks.people(2)), tmp_path / "a.xlsx")

        with pytest.raises(ChujingError, match="不是应报单位名单"):
            read_roster(path)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("催报")
    write_samples(folder)
    return folder


def test_the_city_as_first_reported(samples: Path):
    output = samples / "催报.xlsx"
    listed = samples / previous.EXPECTED
    done = chujing(
        "remind", listed, samples / city.NAME, "-o", output, "--deadline", "2026-11-30", "--json"
    )

    said = json.loads(done.stdout)
    assert done.returncode == 1
    states = {each["unit"]: each["state"] for each in said["units"]}
    assert states["虚构市教育局"] == "已报有错误"
    assert states["虚构市卫生局"] == states["云下县"] == "已报（无错）"
    assert states["虚构市史志办公室"] == states["云间区民政局"] == "未报"
    assert states["云间区教育局"] == "重复报送"
    assert {unit for unit, state in states.items() if state == "文件打不开"} == {
        "云间区卫生局", "云间区财政局", "云间区水务局",
    }  # fmt: skip
    assert len(states) == 18
    assert {each["deadline"] for each in said["units"]} == {"2026-11-30"}
    assert {each["to"] for each in said["notices"]} == {
        "虚构市委组织部", "云上县委组织部", "云间区委组织部",
    }  # fmt: skip

    book = openpyxl.load_workbook(output)
    rows = list(book[reminding.STANDINGS.name].values)
    assert {row[2]: row[3] for row in rows[3:]} == states
    levels = list(book[reminding.LEVELS.name].values)
    assert levels[-1] == ("合计", 18, 9, 3, 1, 3, 2)
    lines = [row[3] for row in book[reminding.NOTICES.name].iter_rows(min_row=2, values_only=True)]
    assert "\n".join(lines) == "\n".join(each["text"] for each in said["notices"])


def test_nothing_of_a_person_is_in_the_text(samples: Path):
    done = chujing("remind", samples / previous.EXPECTED, samples / city.NAME, "--json")

    texts = "".join(each["text"] for each in json.loads(done.stdout)["notices"])
    (faulty,) = (s.unit for s in city.SAMPLES if s.unit and "填错" in s.path)
    for person in faulty.people:
        assert str(person["id_number"]).strip() not in texts
        assert f"{person['surname']}{person['given_name']}" not in texts
    assert "身份证号 E7" in texts


def test_the_corrected_city_is_done(samples: Path):
    done = chujing("remind", samples / previous.EXPECTED, samples / corrected.NAME)

    assert done.returncode == 0, done.stdout
    assert "应报单位 18 个：已报（无错） 18 个。" in done.stdout


def test_a_county_that_does_not_add_up_is_faulty(tmp_path: Path):
    units = [{"unit": "乙局", "units": 1, "county_up": 3, "registered": 3}]
    book = annex2_workbook(units, {annex1.UNIT: "云下县"})
    book.worksheets[0].cell(annex2.PAGE.first_row + 1, 3, 7)  # 合计, typed over
    (tmp_path / "收到").mkdir()
    workbooks.saved(book, tmp_path / "收到/附件2.xlsx")
    (tmp_path / "名单.txt").write_text("云下县\n乙局\n", encoding="utf-8")

    said = json.loads(chujing("remind", tmp_path / "名单.txt", tmp_path / "收到", "--json").stdout)
    assert [each["state"] for each in said["units"]] == ["已报有错误", "已报（无错）"]
    assert "各行之和" in said["units"][0]["words"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("没有.xlsx", "收到"), "找不到文件"),
        (("名单.txt", "没有"), "找不到"),
        (("名单.txt", "收到", "--deadline", "月底"), "不是日期"),
        (("名单.txt", "收到", "-o", "名单.txt"), "xlsx"),
        (("收到/甲局.xlsx", "收到"), "不是应报单位名单"),
    ],
)
def test_unusable_input_is_named_and_no_reminder_is_written(tmp_path: Path, arguments, said):
    (tmp_path / "收到").mkdir()
    workbooks.saved(workbooks.new(workbooks.people(1)), tmp_path / "收到/甲局.xlsx")
    (tmp_path / "名单.txt").write_text("甲局\n", encoding="utf-8")
    paths = [tmp_path / word if "." in word or word in {"收到", "没有"} else word
             for word in arguments]  # fmt: skip
    done = chujing("remind", *paths)

    assert done.returncode == 2
    assert said in done.stderr.replace("\n", "")
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_an_answer(tmp_path: Path):
    (tmp_path / "收到").mkdir()
    (tmp_path / "名单.txt").write_text("甲局\n乙局\n", encoding="utf-8")
    done = chujing("remind", tmp_path / "名单.txt", tmp_path / "收到", "--json")

    assert done.returncode == 1
    assert [each["state"] for each in json.loads(done.stdout)["units"]] == ["未报", "未报"]


def test_the_button_makes_the_workbook_beside_the_folder(tmp_path: Path):
    folder = tmp_path / "收到"
    folder.mkdir()
    form = workbooks.saved(workbooks.new(workbooks.people(2)), folder / "甲局.xlsx")
    listed = workbook(folder / "名单.xlsx", ("单位名称",), (HEADER[annex1.UNIT],), ("乙局",))
    host = CountingHost(FileHost(form), picked=folder, file=listed, answers=["2026-11-30"])
    press("remind", host)

    assert host.opened == [beside(folder, sheets.REMIND_FILE)]
    assert "应报单位 2 个：已报（无错） 1 个、未报 1 个。" in host.said[0]  # the list is no source
    book = openpyxl.load_workbook(host.opened[0])
    assert "报送期限2026年11月30日" in str([*book[reminding.NOTICES.name].values])


@pytest.mark.parametrize("without", ["picked", "file"])
def test_the_button_accepts_a_cancelled_dialog(tmp_path: Path, without):
    form = workbooks.saved(workbooks.new(workbooks.people(1)), tmp_path / "甲局.xlsx")
    picked = {"picked": tmp_path, "file": form} | {without: None}
    host = CountingHost(FileHost(form), **picked)
    press("remind", host)

    assert "“催报”已取消" in host.said[0]
    assert not host.opened
