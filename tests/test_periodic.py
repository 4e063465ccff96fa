"""年度报告 and 在国（境）外人员: who was away, what was reported, until when it is due."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import worlds
from hypothesis import given
from hypothesis import strategies as st
from test_bad_input import chujing
from worlds import approved, journey, life, moved, passport, reported

from addin.errors import UnusableFile
from addin.forms import codes, ledgers, sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.abroad import command as abroad_command
from addin.jobs.abroad.quarters import Quarter, between, quarter, quarter_of
from addin.jobs.abroad.rules import Abroad, Absence, abroad
from addin.jobs.yearly import command as yearly_command
from addin.jobs.yearly import tables as periodic
from addin.jobs.yearly.rules import UnitYear, deadline, total, unit_year
from addin.model.parameters import Parameters
from addin.reading.sources import beside
from addin.samples.hands import Unit, official
from addin.samples.people import people, who

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def settings(as_of: str = "2015-06-30") -> Parameters:
    return Parameters(date.fromisoformat(as_of))


def away(
    *lives: worlds.Life, wanted: Quarter, as_of: str = "2015-06-30", without: str = ""
) -> Abroad:
    world = worlds.workbook(lives)
    sheets = {name: rows for name, rows in world.sheets.items() if name != without}
    return abroad("虚构市档案局", world.form, sheets, settings(as_of), wanted)


def only(found: Abroad) -> Absence:
    assert len(found.absences) == 1
    return found.absences[0]


def year(*lives: worlds.Life, without: str = "", as_of: str = "2015-06-30") -> UnitYear:
    world = worlds.workbook(lives)
    sheets = {name: rows for name, rows in world.sheets.items() if name != without}
    return unit_year("虚构市档案局", world.form, sheets, settings(as_of), 2014)


class TestQuarters:
    @given(days)
    def test_every_day_lies_in_its_quarter(self, day):
        found = quarter_of(day)

        assert found.first <= day <= found.last
        assert found.next.first == found.last + timedelta(1)
        assert quarter(str(found)) == quarter(f"{found.year}Q{found.number}") == found

    @pytest.mark.parametrize(
        "text", ["2026Q3", "２０２６ q3", "2026年三季度", "2026年第三季度", "2026-3", "2026年3季度"]
    )
    def test_as_people_write_it(self, text):
        assert quarter(text) == Quarter(2026, 3)

    @pytest.mark.parametrize("text", ["", "2026", "2026Q5", "三季度", "2026Q33", "0000Q1"])
    def test_what_is_none(self, text):
        assert quarter(text) is None

    def test_from_one_to_the_other(self):
        assert [q.number for q in between(Quarter(2014, 3), Quarter(2015, 2))] == [3, 4, 1, 2]


class TestAbroad:
    def test_whoever_stays_away_owes_a_report_for_every_quarter(self):
        emigrant = life(
            "未归",
            crossings=journey("2014-05-10", "2014-05-10")[:1],
            approvals=[approved("2014-05-10", "2014-05-20", date="2014-05-01")],
            reports=[
                reported("2014-05-10", "2014-05-20") | {"date": "2014-05-08"},  # before leaving
                reported("2014-05-10", "2014-05-20") | {"date": "2014-09-30"},
            ],
        )
        found = only(away(emigrant, wanted=Quarter(2014, 4)))

        assert found.days == (date(2014, 12, 31) - date(2014, 5, 10)).days
        assert found.done == (Quarter(2014, 3),)
        assert found.missing == (Quarter(2014, 2), Quarter(2014, 4))
        assert found.approved_back == date(2014, 5, 20)
        assert found.state == "在国（境）外；已超批准返回日期225天（线索）"
        assert found.is_lead

    def test_quarter_that_still_runs_is_not_missing(self):
        found = only(
            away(
                life("未归", crossings=journey("2015-05-10", "2015-05-10")[:1]),
                wanted=Quarter(2015, 2),
                as_of="2015-06-29",
            )
        )
        assert found.missing == ()
        assert found.days == 50

    @pytest.mark.parametrize(
        ("back", "due"), [("2014-06-30", ()), ("2014-07-01", (Quarter(2014, 2),))]
    )
    def test_whoever_is_back_by_the_last_day_owes_none(self, back, due):
        found = away(life("往返", crossings=journey("2014-06-01", back)), wanted=Quarter(2014, 2))
        assert only(found).missing == due

    def test_as_approved_is_no_lead(self):
        found = only(
            away(
                life(
                    "按期",
                    crossings=journey("2014-06-01", "2014-06-10"),
                    approvals=[approved("2014-06-01", "2014-06-10")],
                ),
                wanted=Quarter(2014, 2),
            )
        )
        assert (found.state, found.days, found.is_lead) == ("已返回", 9, False)

    @pytest.mark.parametrize(
        ("back", "state"),
        [
            ("2014-06-12", "已返回；比批准日期晚返回2天（线索）"),
            ("2014-07-05", "在国（境）外，2014年7月5日返回；已超批准返回日期20天（线索）"),
        ],
    )
    def test_late_return(self, back, state):
        found = away(
            life(
                "延期",
                crossings=journey("2014-06-01", back),
                approvals=[approved("2014-06-01", "2014-06-10")],
            ),
            wanted=Quarter(2014, 2),
        )
        assert only(found).state == state

    @pytest.mark.parametrize("trip", [("2014-01-01", "2014-03-31"), ("2014-07-01", "2014-07-02")])
    def test_trips_before_and_after_the_quarter_are_not_listed(self, trip):
        assert not away(life("别季", crossings=journey(*trip)), wanted=Quarter(2014, 2)).absences

    def test_official_trips_are_not_listed(self):
        trip = journey("2014-06-01", "2014-06-10", kind="公务护照", number="SE0000001")

        assert not away(life("因公", crossings=trip), wanted=Quarter(2014, 2)).absences

    def test_missing_entry_is_said(self):
        twice = [*journey("2014-05-01", "2014-05-02")[:1], *journey("2014-06-20", "2014-06-25")]
        found = away(life("缺入境", crossings=twice), wanted=Quarter(2014, 2))

        assert [each.state.split("；")[0] for each in found.absences] == [
            "入境记录缺失，2014年6月20日又出境（线索）", "已返回",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("table", "note"),
        [
            (ledgers.REPORTS, "未判季度汇报"),
            (ledgers.APPROVALS, "未判批准返回日期"),
            (ledgers.POLICE_CROSSINGS, "不知道谁在国（境）外"),
        ],
    )
    def test_what_cannot_be_judged_is_said(self, table, note):
        gone = life("未归", crossings=journey("2014-05-10", "2014-05-10")[:1])
        found = away(gone, wanted=Quarter(2014, 4), without=table.name)

        assert found.notes[0] == f"缺“{table.name}”，{note}。"
        for each in found.absences:
            assert ("审批" in each.state) is (table is not ledgers.APPROVALS)
            assert bool(each.missing) is (table is not ledgers.REPORTS)


class TestYear:
    def test_trips_by_approval_and_report(self):
        found = year(
            life(
                "全",
                crossings=journey("2014-06-01", "2014-06-10"),
                approvals=[approved("2014-06-01", "2014-06-10")],
                reports=[reported("2014-06-01", "2014-06-10")],
            ),
            life("无", crossings=journey("2014-08-01", "2014-08-10")),
            life(
                "补批",
                crossings=journey("2014-12-30", "2015-01-02"),
                approvals=[approved("2014-12-30", "2015-01-02", date="2015-01-05")],
            ),
            life("别年", crossings=journey("2013-12-31", "2014-01-02")),
            life(
                "因公",
                crossings=journey("2014-03-01", "2014-03-05", kind="公务护照", number="SE0000001"),
            ),
        )
        assert {key: found.counts[key] for key in periodic.COUNTS[:8]} == {
            "registered": 5, "private": 3, "approved": 1, "unapproved": 2, "reported": 1,
            "unreported": 2, "open": 1, "official": 1,
        }  # fmt: skip
        assert [each.purpose for each in found.journeys] == ["因公", "因私", "因私", "因私"]
        assert found.journeys[-1].approval == "未见出境前批准，2015年1月5日事后批准（线索）"
        assert found.journeys[1].approval.startswith("2014年5月20日批准（虚组出")
        assert found.journeys[0].approval == found.journeys[0].report == ""

    def test_documents_where_they_are_at_the_end_of_the_year(self):
        found = year(
            life("在管"),
            life("领用", custody=[moved("交存", "2014-03-05"), moved("领用", "2014-12-31")]),
            life("后来领用", custody=[moved("交存", "2014-03-05"), moved("领用", "2015-01-01")]),
            life("挂失", custody=[moved("交存", "2014-03-05"), moved("挂失", "2014-07-01")]),
            life("早先挂失", custody=[moved("挂失", "2013-07-01")]),
            life("注销", custody=[moved("注销", "2014-07-01")]),
            life("过期", documents=[passport(expires="2014-12-30")]),
            life("当天到期", documents=[passport(expires="2014-12-31")]),
            life("因公", custody=[moved("交存", "2014-03-05", purpose="因公", number="SE0000001")]),
        )
        assert {key: found.counts[key] for key in periodic.COUNTS[8:]} == {
            "kept": 4, "lent": 1, "lost": 1, "cancelled": 1, "expired": 1,
        }  # fmt: skip
        assert {each.count for each in found.documents} == {
            "lent", "lost", "cancelled", "expired",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("table", "blank"),
        [
            (ledgers.POLICE_CROSSINGS, {"private", "official", "open", "approved", "unreported"}),
            (ledgers.APPROVALS, {"approved", "unapproved"}),
            (ledgers.REPORTS, {"reported", "unreported"}),
            (ledgers.CUSTODY_LOG, {"kept", "lent", "lost", "cancelled"}),
            (ledgers.POLICE_DOCUMENTS, {"expired"}),
        ],
    )
    def test_without_a_sheet_nothing_is_claimed(self, table, blank):
        found = year(life("行", crossings=journey("2014-06-01", "2014-06-10")), without=table.name)

        assert blank <= {key for key, number in found.counts.items() if number is None}
        assert f"缺“{table.name}”" in found.notes[0]
        assert found.counts["registered"] == 1

    def test_people_not_on_file_are_not_counted(self):
        found = year(life("备案"), life("未备案", person={"status": "未备案"}))

        assert found.counts["registered"] == 1

    @given(st.lists(st.none() | st.integers(0, 99), min_size=1))
    def test_sum_is_of_those_who_know(self, numbers):
        units = [UnitYear("", dict.fromkeys(periodic.COUNTS, n), (), (), ()) for n in numbers]
        known = [n for n in numbers if n is not None]

        assert total(units)["lost"] == (sum(known) if known else None)

    def test_first_quarter_of_the_next_year(self):
        assert deadline(2025) == date(2026, 3, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two units, one of them handed in twice, and a file that is none."""
    units = tmp_path / "各单位"
    units.mkdir()
    staff = people(1, "处级 处级 中层", "虚构市甲局")
    about = who(staff[1])
    trip = {**about, "kind": codes.PASSPORT, "number": "E00000002", "country": "日本"}
    first = official(Unit("虚构市甲局", staff, {
        ledgers.POLICE_CROSSINGS.name: [trip | {"direction": "出境", "time": "2014-06-01"}],
        ledgers.REPORTS.name: [{**about, "matter": "出国（境）", "leave": "2014-06-01",
                                "date": "2014-06-20"}],
    }))  # fmt: skip
    (units / "甲局.xlsx").write_bytes(first)
    (units / "甲局 - 副本.xlsx").write_bytes(first)
    (units / "乙局.xlsx").write_bytes(
        official(Unit("虚构市乙局", people(11, "中层", "虚构市乙局")))
    )
    (units / "坏.xlsx").write_bytes(b"PK")
    return units


def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_yearly_command(folder: Path):
    output = folder / "年度报告.xlsx"
    done = chujing("yearly", folder, "--year", "2014", "-o", output, "--json")

    said = json.loads(done.stdout)
    assert done.returncode == 2
    assert [Path(each["source"]).name for each in said["skipped"]] == ["坏.xlsx"]
    assert said["total"]["登记备案人员（人）"] == 4
    assert said["total"]["因私出国（境）（人次）"] == 1
    assert (said["deadline"], said["overdue"]) == ("2015-03-31", True)
    assert len(said["trips"]) == 1
    assert any("内容完全相同" in note for note in said["notes"])
    rows = cells(output, "年度报告")
    assert "2015年3月31日以前报送" in rows[1][0]
    assert rows[3] == periodic.YEARLY.titles()
    assert [row[0] for row in rows[4:]] == ["虚构市乙局", "虚构市甲局", "合计"]
    assert rows[-1][1:3] == (4, 1)
    assert cells(output, "未使用文件")[1][1].endswith("坏.xlsx")

    again = chujing("yearly", folder, "--year", "2014", "-o", output, "--json")
    assert json.loads(again.stdout)["units"] == said["units"]  # a former result is passed over


def test_abroad_command(folder: Path):
    output = folder.parent / "在外.xlsx"
    (folder / "坏.xlsx").unlink()
    done = chujing("abroad", folder, "--quarter", "2014年第三季度", "-o", output, "--json")

    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert said["deadline"] == "2014-09-30"
    (one,) = said["people"]
    assert (one["leave"], one["back"], one["reported"], one["missing"]) == (
        "2014-06-01", "", ["2014年二季度"], ["2014年三季度"],
    )  # fmt: skip
    row = cells(output, "在国（境）外人员")[4]
    assert (row[0], row[2]) == ("虚构市甲局", one["id_number"])

    spoken = chujing("abroad", folder, "--quarter", "2014Q3", "-o", output)
    assert one["id_number"] not in spoken.stdout
    assert "未见季度汇报（线索）：2014年三季度" in spoken.stdout.replace("\n", "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("yearly", "--year", "去年"), "不是年份"),
        (("abroad", "--quarter", "2014Q5"), "不是季度"),
    ],
)
def test_wrong_period_is_named(folder: Path, command, said):
    done = chujing(command[0], folder, *command[1:], "-o", folder.parent / "结果.xlsx")

    assert done.returncode == 2
    assert said in done.stderr.replace("\n", "")


@pytest.mark.parametrize("name", ["甲局.xlsx", "结果.docx"])
def test_result_never_replaces_a_source(folder: Path, name):
    before = (folder / "甲局.xlsx").read_bytes()
    done = chujing("yearly", folder / "甲局.xlsx", "--year", "2014", "-o", folder / name)

    assert done.returncode == 2
    assert (folder / "甲局.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("press", "file", "sheet"),
    [
        (yearly_command.press_yearly, sheets.YEARLY_FILE, "年度报告"),
        (abroad_command.press_abroad, sheets.ABROAD_FILE, "在国（境）外人员"),
    ],
)
def test_buttons_make_the_workbook_beside_the_folder(folder: Path, press, file, sheet):
    host = CountingHost(FileHost(folder / "甲局.xlsx"), picked=folder)
    press(host)

    assert host.opened == [beside(folder, file)]
    assert sheet in openpyxl.load_workbook(host.opened[0]).sheetnames
    assert "1 个文件没有使用" in host.said[0]
    host.picked = None  # the person picks no folder
    press(host)
    assert "没有选文件夹" in host.said[1]


@pytest.mark.parametrize(
    ("read", "text"), [(yearly_command.year_in, "25"), (abroad_command.quarter_in, "")]
)
def test_what_was_typed_wrongly_is_refused(read, text):
    with pytest.raises(UnusableFile):
        read(text)


@pytest.mark.parametrize("press", [yearly_command.press_yearly, abroad_command.press_abroad])
@pytest.mark.parametrize("answer", [None, "随便"])
def test_buttons_take_no_for_an_answer(folder: Path, press, answer):
    host = CountingHost(FileHost(folder / "甲局.xlsx"), picked=folder, answers=[answer])
    if answer is None:
        press(host)
        assert "没有填" in host.said[0]
    else:
        with pytest.raises(UnusableFile, match="随便"):
            press(host)
    assert not host.opened
