"""A sheet of somebody else's keeps its name and all that is on it; ours has another then."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from addin import jobs
from addin.forms import sheets
from addin.forms.columns import Table
from addin.host.file import FileHost
from addin.reading.unit import UnitBook
from addin.ribbon import press
from support import workbooks
from support.command_line import chujing
from support.ledger_books import ledger_book, travelled

# Button -> the sheets that it writes, or takes away where there is nothing to say.
WRITES = {
    "check": [sheets.RESULT],
    "clear": [sheets.RESULT, sheets.HELP],
    "verify": [sheets.PROBLEMS, sheets.COVERAGE, sheets.VERIFY_REMARKS],
    "alerts": [sheets.ALERTS, sheets.ALERT_REMARKS, sheets.EXPIRED],
    "normalize": [sheets.NORMALIZED],
    "help": [sheets.HELP],
}


def unit() -> Workbook:
    people = workbooks.people(3)
    people[0] |= {"sex": "女", "status": " 已备案 "}
    return ledger_book(people, **travelled(people[1]))


def own_sheet(book: Workbook, name: str) -> None:
    """A sheet that a clerk has made, whatever it is called."""
    sheet = book.create_sheet(name)
    sheet["A1"], sheet["B1"], sheet["A2"] = "我的标题", "备注", "不要删"
    sheet["A2"].comment = Comment("重要", "钱一")


def contents(path: Path, name: str) -> list[Any]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[name]]


@pytest.mark.parametrize("key", WRITES)
@pytest.mark.parametrize("times", [1, 2])
def test_what_is_somebody_elses_stays(tmp_path: Path, key: str, times: int) -> None:
    book = unit()
    for name in WRITES[key]:
        own_sheet(book, name)
    path = workbooks.saved(book, tmp_path / "单位.xlsx")
    before = {name: contents(path, name) for name in WRITES[key]}
    host = FileHost(path)

    for _ in range(times):
        press(key, host)
    host.save(path)

    there = openpyxl.load_workbook(path)
    for name in WRITES[key]:
        assert contents(path, name) == before[name]
        assert there[name]["A2"].comment
        assert f"{name}（3）" not in there.sheetnames
    main = WRITES[key][0]
    written = key != "clear" and not (key == "normalize" and times == 2)
    assert (f"{main}（2）" in there.sheetnames) == written


def test_a_sheet_on_which_somebody_has_gone_on_working_is_theirs(tmp_path: Path) -> None:
    path = workbooks.saved(unit(), tmp_path / "单位.xlsx")
    host = FileHost(path)
    press("alerts", host)
    host.save(path)
    book = openpyxl.load_workbook(path)
    book[sheets.ALERTS]["H1"], book[sheets.ALERTS]["H2"] = "谁来办", "钱一"
    book.save(path)
    before = contents(path, sheets.ALERTS)

    host = FileHost(path)
    press("alerts", host)
    host.save(path)

    assert contents(path, sheets.ALERTS) == before
    assert f"{sheets.ALERTS}（2）" in openpyxl.load_workbook(path).sheetnames


def test_the_list_of_problems_keeps_what_people_put_into_it(tmp_path: Path) -> None:
    path = workbooks.saved(unit(), tmp_path / "单位.xlsx")
    chujing("verify", path, "-o", path)
    book = openpyxl.load_workbook(path)
    sheet = book[sheets.PROBLEMS]
    width = sheet.max_column
    sheet.cell(1, width + 1).value, sheet.cell(2, width + 1).value = "承办人", "钱一"
    sheet["B2"].fill = PatternFill("solid", fgColor="92D050")
    sheet["B3"].comment = Comment("问过本人", "钱一")
    sheet["I2"].value = "属实"
    sheet.column_dimensions["H"].width = 77
    sheet["H3"].value = "旧说明"
    number = sheet["A2"].value
    book.save(path)

    found = json.loads(chujing("verify", path, "-o", path, "--json").stdout)["findings"]

    sheet = openpyxl.load_workbook(path)[sheets.PROBLEMS]
    assert sheet["A2"].value == number
    assert sheet.cell(2, width + 1).value == "钱一"
    assert sheet["B2"].fill.fgColor.rgb == "0092D050"
    assert sheet["B3"].comment.text == "问过本人"
    assert sheet["I2"].value == "属实"
    assert sheet.column_dimensions["H"].width == 77
    assert sheet["H3"].value == next(
        each["message"] for each in found if each["id"] == sheet["A3"].value
    )
    first = sheet["G3"].value.partition("；")[0]
    assert sheet["G3"].hyperlink.location.replace("'", "").replace("!A", "!") == first


def test_a_row_that_a_person_has_written_beside_stays_when_it_is_no_longer_found(
    tmp_path: Path,
) -> None:
    path = workbooks.saved(unit(), tmp_path / "单位.xlsx")
    chujing("verify", path, "-o", path)
    book = openpyxl.load_workbook(path)
    sheet = book[sheets.PROBLEMS]
    width, count = sheet.max_column, sheet.max_row
    sheet.cell(1, width + 1).value, sheet.cell(2, width + 1).value = "承办人", "钱一"
    kept = [cell.value for cell in sheet[2]]
    del book["公安出入境记录"]
    book.save(path)

    chujing("verify", path, "-o", path)

    rows = contents(path, sheets.PROBLEMS)
    assert count > 2
    assert rows[1] == [*kept[:width], "钱一"]
    assert not any(any(row) for row in rows[2:])  # of the machine's own nothing is left


def test_new_leads_take_the_place_of_those_that_are_gone(tmp_path: Path) -> None:
    path = workbooks.saved(unit(), tmp_path / "单位.xlsx")
    chujing("verify", path, "-o", path)
    first = {row[0] for row in contents(path, sheets.PROBLEMS)[1:]}
    book = openpyxl.load_workbook(path)
    for row in book["公安出入境记录"].iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("20"):
                cell.value = cell.value.replace("2014", "2013").replace("2015", "2014")
    book.save(path)

    found = json.loads(chujing("verify", path, "-o", path, "--json").stdout)["findings"]

    rows = contents(path, sheets.PROBLEMS)[1:]
    assert {row[0] for row in rows if any(row)} == {each["id"] for each in found}
    assert {each["id"] for each in found} != first


def test_the_headings_by_which_a_sheet_is_known_are_those_that_are_written() -> None:
    tables = {
        value.name: value
        for module in _modules()
        for value in vars(module).values()
        if isinstance(value, Table) and value.name in sheets.HEADINGS
    }
    # 核查说明 was written by an earlier version, and goes when 核查 is pressed again.
    assert tables.keys() == sheets.HEADINGS.keys() - {sheets.VERIFY_REMARKS}
    assert all(sheets.HEADINGS[name] == table.titles() for name, table in tables.items())


def _modules() -> list[Any]:
    names = ["addin.forms.lists", *(f"addin.jobs.{room}.tables" for room in jobs.ORDER)]
    return [import_module(name) for name in names if find_spec(name)]


def test_somebody_elses_sheet_of_that_name_is_told_of_before_a_form_is_handed_in(
    tmp_path: Path,
) -> None:
    book = unit()
    own_sheet(book, sheets.RESULT)
    path = workbooks.saved(book, tmp_path / "单位.xlsx")
    host = FileHost(path)
    press("check", host)
    host.save(path)

    assert UnitBook(path).beside == (sheets.RESULT,)


def test_the_marks_go_without_their_result_sheet(tmp_path: Path) -> None:
    """Whoever deletes 校验结果 by hand, and saves with a program that keeps no record of ours."""
    path = workbooks.saved(unit(), tmp_path / "单位.xlsx")
    host = FileHost(path)
    press("check", host)
    host.save(path)
    book = openpyxl.load_workbook(path)
    del book[sheets.RESULT]
    book.save(path)

    host = FileHost(path)
    press("clear", host)

    assert host.said[-1].startswith("标记已清除")
    host.save(path)
    sheet = openpyxl.load_workbook(path)["附件1"]
    assert not [cell for row in sheet for cell in row if str(cell.value).startswith("【")]
    assert not [cell for row in sheet for cell in row if cell.value == sheets.RESULT]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert not [rule for rule in rules if "【" in str(rule.formula)]


def test_a_column_of_that_heading_that_is_somebody_elses_stays(tmp_path: Path) -> None:
    book = unit()
    sheet = book["附件1"]
    sheet["R4"], sheet["R5"], sheet["R6"] = sheets.RESULT, "通过", "【待查】"
    path = workbooks.saved(book, tmp_path / "单位.xlsx")
    host = FileHost(path)

    press("check", host)
    press("clear", host)
    host.save(path)

    sheet = openpyxl.load_workbook(path)["附件1"]
    assert [sheet[at].value for at in ("R4", "R5", "R6")] == [sheets.RESULT, "通过", "【待查】"]
