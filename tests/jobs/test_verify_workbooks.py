"""核查 on workbooks: the list is written, people's conclusions stay, evidence can be jumped to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.forms import codes, ledgers
from addin.forms.lists import PROBLEM_LIST
from support import workbooks
from support.command_line import chujing
from support.ledger_books import ledger_book, own, travelled


def verify(path: Path, *arguments: object) -> dict[str, Any]:
    done = chujing("verify", path, "--json", *arguments)

    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    people = workbooks.people(3)
    return workbooks.saved(ledger_book(people, **travelled(people[1])), tmp_path / "单位.xlsx")


def test_json_has_the_fields_of_the_contract(unit: Path) -> None:
    report = verify(unit)

    assert report["file"] == str(unit)
    assert [f["category"] for f in report["findings"]] == [codes.UNAPPROVED_TRIP] * 2
    assert set(report["findings"][0]) == {
        "id", "person", "id_number", "category", "basis", "evidence", "message", "verdict",
    }  # fmt: skip
    assert report["findings"][0]["evidence"][0] == f"{ledgers.POLICE_CROSSINGS.name}!2"
    assert {f["verdict"] for f in report["findings"]} == {"待核实"}
    assert set(report) == {"file", "findings", "unjudged", "coverage", "hints", "notes"}
    assert any("报告台账" in each["reason"] for each in report["unjudged"])
    for each in report["coverage"]:
        assert set(each) == {"category", "people", "judged", "found", "unjudged"}
        assert each["people"] == each["judged"] + each["unjudged"] == 3


def test_without_output_the_file_is_only_read(unit: Path) -> None:
    before = unit.read_bytes()

    verify(unit)

    assert unit.read_bytes() == before
    assert list(unit.parent.iterdir()) == [unit]


def test_list_is_written_with_links_to_the_evidence(unit: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"

    found = verify(unit, "-o", out)["findings"]

    sheet = openpyxl.load_workbook(out)[PROBLEM_LIST.name]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:9] == list(PROBLEM_LIST.titles())
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [f["id"] for f in found]
    link = sheet.cell(2, headings.index("证据") + 1).hyperlink
    assert link.location == f"'{ledgers.POLICE_CROSSINGS.name}'!A2"
    second = sheet.cell(2, headings.index("证据2") + 1)
    assert second.value == f"{ledgers.POLICE_CROSSINGS.name}!3"
    assert second.hyperlink.location.endswith("!A3")


def test_what_was_not_judged_stands_in_a_sheet_of_its_own(unit: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"

    report = verify(unit, "-o", out)

    sheet = openpyxl.load_workbook(out)["核查覆盖"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    counted = {row[1]: row[4:8] for row in rows if row[0] == "覆盖"}
    assert counted == {
        each["category"]: (each["people"], each["judged"], each["found"], each["unjudged"])
        for each in report["coverage"]
    }
    lacking = [(row[1], row[8]) for row in rows if row[0] in ("未判", "部分未判")]
    assert lacking == [(each["category"], each["reason"]) for each in report["unjudged"]]
    assert [row[8] for row in rows if row[0] == "说明"] == report["notes"]


def test_conclusions_stay_when_rows_move(unit: Path, tmp_path: Path) -> None:
    out, moved = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    first = verify(unit, "-o", out)["findings"]
    book = openpyxl.load_workbook(out)
    sheet = book[PROBLEM_LIST.name]
    sheet.cell(2, 9).value = "属实"
    sheet.cell(3, 9).value = "不属实"
    book[ledgers.POLICE_CROSSINGS.name].insert_rows(2, 3)
    book.worksheets[0].insert_rows(6)
    book.save(moved)

    again = verify(moved, "-o", moved)["findings"]

    assert {f["id"]: f["verdict"] for f in again} == {
        first[0]["id"]: "属实",
        first[1]["id"]: "不属实",
    }
    assert again[0]["evidence"][0] == f"{ledgers.POLICE_CROSSINGS.name}!5"
    assert verify(moved)["findings"] == again


def test_settled_line_stays_when_it_is_no_longer_found(unit: Path, tmp_path: Path) -> None:
    out = tmp_path / "一.xlsx"
    verify(unit, "-o", out)
    book = openpyxl.load_workbook(out)
    book[PROBLEM_LIST.name].cell(2, 9).value = "属实"
    del book[ledgers.POLICE_CROSSINGS.name]
    book.save(out)

    assert verify(out, "-o", out)["findings"] == []

    rows = list(openpyxl.load_workbook(out)[PROBLEM_LIST.name].iter_rows(values_only=True))
    assert [row[8] for row in rows[1:] if any(row)] == ["属实"]


def test_rollup_counts_what_was_found_true_and_tells_what_is_open(
    unit: Path, tmp_path: Path
) -> None:
    out = tmp_path / "结果" / "单位.xlsx"
    out.parent.mkdir()
    verify(unit, "-o", out)
    book = openpyxl.load_workbook(out)
    book[PROBLEM_LIST.name].cell(2, 9).value = "属实"
    book.save(out)

    done = chujing("rollup", out, "-o", tmp_path / "附件2.xlsx", "--json")

    report = json.loads(done.stdout)
    assert report["total"][codes.UNAPPROVED_TRIP] == 1
    remarks = openpyxl.load_workbook(tmp_path / "附件2.xlsx").worksheets[0]
    assert any("待核实1条" in str(cell.value) for row in remarks.iter_rows() for cell in row)


def test_alerts_are_listed_and_written(tmp_path: Path) -> None:
    people = workbooks.people(2)
    people[0]["custody"] = "否"
    path = workbooks.saved(ledger_book(people), tmp_path / "单位.xlsx")
    out = tmp_path / "预警.xlsx"

    done = chujing("alerts", path, "--json", "-o", out)

    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [alert["matter"] for alert in report["alerts"]] == ["持证未交存"]
    assert openpyxl.load_workbook(out)["预警"].cell(2, 2).value == "持证未交存"


def test_expired_documents_are_listed_beside_the_alerts(tmp_path: Path) -> None:
    people = workbooks.people(2)
    line = own(people[0]) | {"kind": "护照", "issued": "2005-01-01", "expires": "2015-01-01"}
    passport = str(people[0]["documents"])
    path = tmp_path / "单位.xlsx"
    out = tmp_path / "预警.xlsx"
    for numbers, code in (((passport,), 0), ((passport, "E20000009"), 1)):
        lines = [line | {"number": number} for number in numbers]
        workbooks.saved(ledger_book(people, 公安证件查询=lines), path)
        done = chujing("alerts", path, "--json", "-o", out)
        report = json.loads(done.stdout)
        assert [each["declared"] for each in report["expired"]] == [False, True][-len(numbers) :]
        assert report["alerts"] == []
        assert done.returncode == code

    book = openpyxl.load_workbook(out)
    sheet = book["已到期证件"]
    assert [sheet.cell(row, 8).value for row in (1, 2, 3)] == [
        "附件1是否登记",
        "没有登记",
        "已登记",
    ]
    for row in (2, 3):
        book["公安证件查询"].cell(row, 6).value = "2099-01-01"
    book.save(out)
    chujing("alerts", out, "-o", out)
    assert "已到期证件" not in openpyxl.load_workbook(out).sheetnames


def test_blank_template_ledgers_hold_nothing_against_anybody(tmp_path: Path) -> None:
    empty = {table.name: [] for table in ledgers.LEDGERS}
    path = workbooks.saved(ledger_book(workbooks.people(3), **empty), tmp_path / "单位.xlsx")

    assert verify(path)["findings"] == []


def test_unusable_workbook_gives_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK")

    done = chujing("verify", path, "--json")

    assert done.returncode == 2
    assert "不完整" in json.loads(done.stdout)["error"]
