"""Tests of 年度报告: the counts of a unit's year, and the deadline."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.forms import ledgers
from addin.jobs.yearly import tables as periodic
from addin.jobs.yearly.rules import UnitYear, deadline, total, unit_year
from addin.model.parameters import RECORDS, Parameters
from support import scenarios
from support.command_line import chujing
from support.scenarios import approved, journey, life, moved, passport, reported
from support.two_units import two_units


def settings(as_of: str = "2015-06-30", without: str = "") -> Parameters:
    there = frozenset(RECORDS) - {without}
    return Parameters(date.fromisoformat(as_of), without_records=there)


def year(*lives: scenarios.Life, without: str = "", as_of: str = "2015-06-30") -> UnitYear:
    book = scenarios.workbook(lives)
    sheets = {name: rows for name, rows in book.sheets.items() if name != without}
    return unit_year("虚构市档案局", book.form, sheets, settings(as_of, without), 2014)


class TestYear:
    def test_what_lies_behind_the_day_of_the_check_is_not_of_the_year_yet(self):
        trips = [*journey("2014-06-01", "2014-06-10"), *journey("2014-08-01", "2014-08-10")]
        assert year(life("两次", crossings=trips), as_of="2014-06-30").counts["private"] == 1
        assert year(life("当天", crossings=trips), as_of="2014-08-01").counts["private"] == 2

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
    def test_sum_is_of_units_with_a_count(self, numbers):
        units = [UnitYear("", dict.fromkeys(periodic.COUNTS, n), (), (), ()) for n in numbers]
        known = [n for n in numbers if n is not None]

        assert total(units)["lost"] == (sum(known) if known else None)

    def test_first_quarter_of_the_next_year(self):
        assert deadline(2025) == date(2026, 3, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_units(tmp_path)


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
