"""在国（境）外人员: who was away in a quarter, what was reported, until when it is due."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.forms import ledgers
from addin.jobs.abroad.quarters import Quarter, between, quarter, quarter_of
from addin.jobs.abroad.rules import Abroad, Absence, abroad
from addin.model.parameters import RECORDS, Parameters
from support import scenarios
from support.command_line import chujing
from support.scenarios import approved, journey, life, reported
from support.two_units import two_units

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def settings(as_of: str = "2015-06-30", without: str = "") -> Parameters:
    there = frozenset(RECORDS) - {without}
    return Parameters(date.fromisoformat(as_of), without_records=there)


def away(
    *lives: scenarios.Life, wanted: Quarter, as_of: str = "2015-06-30", without: str = ""
) -> Abroad:
    book = scenarios.workbook(lives)
    sheets = {name: rows for name, rows in book.sheets.items() if name != without}
    return abroad("虚构市档案局", book.form, sheets, settings(as_of, without), wanted)


def only(found: Abroad) -> Absence:
    assert len(found.absences) == 1
    return found.absences[0]


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
    def test_a_person_abroad_owes_a_report_for_every_quarter(self):
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
    def test_a_person_back_by_the_last_day_owes_none(self, back, due):
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_units(tmp_path)


def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


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
