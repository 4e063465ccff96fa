"""Tests of reading ledgers: any headings, any date format, any order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.forms import codes, ledgers
from addin.forms.columns import Table
from addin.forms.text import heading
from addin.host.file import FileHost
from addin.jobs.verify.command import Verified, judge
from addin.model.entries import crossing_minute
from addin.model.examples import made_up_id
from addin.reading.unit import UnitBook
from addin.values.dates import day
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.ledger_books import travelled

PEOPLE = workbooks.people(3)
CROSSINGS = ledgers.POLICE_CROSSINGS
TODAY = datetime.date(2015, 6, 30)
LEFT = datetime.datetime(2014, 6, 1, 8, 30)


def written(
    folder: Path, headings: Mapping[str, Sequence[str]], rows: Mapping[str, Sequence[Sequence[Any]]]
) -> Path:
    """A workbook of three people with these ledgers by name."""
    book = workbooks.new(PEOPLE)
    for name, titles in headings.items():
        sheet = book.create_sheet(name)
        sheet.append(list(titles))
        for row in rows[name]:
            sheet.append(list(row))
    return workbooks.saved(book, folder / "单位.xlsx")


def verified(path: Path) -> Verified:
    return judge(FileHost(path), TODAY)


def crossings(folder: Path, times: Sequence[Any], clocks: Sequence[Any] = ()) -> Path:
    """A trip of the first person, each crossing's time typed as given."""
    clock = [ledgers.CLOCK.title] if clocks else []
    who = [PEOPLE[0]["surname"] + PEOPLE[0]["given_name"], PEOPLE[0]["id_number"]]
    lines = [
        [*who, "护照", PEOPLE[0]["documents"], ("出境", "入境")[n % 2], time, "日本", "机场"]
        + ([at] if clocks else [])
        for n, (time, at) in enumerate(zip_longest(times, clocks))
    ]
    return written(folder, {CROSSINGS.name: [*CROSSINGS.titles(), *clock]}, {CROSSINGS.name: lines})


def minutes(path: Path) -> list[datetime.datetime | None]:
    return [crossing_minute(row) for row in UnitBook(path).ledgers.rows[CROSSINGS.name]]


LEDGER_TABLES = [table for table in ledgers.LEDGERS if table is not ledgers.PARAMETERS]
MOST_ALIASES = max(len(column.aliases) for table in LEDGER_TABLES for column in table.columns)


def spelled(table: Table, turn: int) -> list[str]:
    """Headings of the table, each under the alias whose turn it is, with spaces and breaks."""
    names = []
    for column in table.columns:
        options = [column.title, *column.aliases]
        names.append("\n ".join(options[turn % len(options)]))
    return names


@pytest.mark.parametrize("turn", range(MOST_ALIASES + 1))
def test_every_alias_leads_to_the_same_column(turn: int, tmp_path: Path) -> None:
    headings, rows = {}, {}
    for table in LEDGER_TABLES:
        names = spelled(table, turn)
        clear = len({heading(name) for name in names}) == len(names)
        headings[table.name] = (names if clear else list(table.titles()))[::-1]
        rows[table.name] = [[f"{column.key}值" for column in table.columns][::-1]]

    read = UnitBook(written(tmp_path, headings, rows)).ledgers

    assert read.notes == ()
    for table in LEDGER_TABLES:
        (row,) = read.rows[table.name]
        assert [row.text(key) for key in table.keys()] == [f"{key}值" for key in table.keys()]


def test_headings_below_a_title_and_beside_other_columns_are_found(tmp_path: Path) -> None:
    book = workbooks.new(PEOPLE)
    sheet = book.create_sheet(f" {CROSSINGS.name} ")
    sheet.append([])
    sheet.append(["因私出入境情况"])
    sheet.append(["序号", *CROSSINGS.titles()])
    sheet.append(
        [1, "甲", PEOPLE[0]["id_number"], "护照", "E1", "出境", "20140601", "日本", "机场"]
    )
    read = UnitBook(workbooks.saved(book, tmp_path / "a.xlsx")).ledgers

    (row,) = read.rows[CROSSINGS.name]
    assert row.text("country") == "日本"
    assert row.reference == f" {CROSSINGS.name} !4"


def test_unknown_columns_are_named_and_never_guessed(tmp_path: Path) -> None:
    titles = ["姓名", "身份证号", "证件种类", "证件号码", "出入标志", "出入境日期", "去哪儿了"]
    line = ["甲", PEOPLE[0]["id_number"], "护照", "E1", "出境", "20140601", "日本"]

    notes = verified(written(tmp_path, {CROSSINGS.name: titles}, {CROSSINGS.name: [line]})).notes

    assert f"“{CROSSINGS.name}”G 列“去哪儿了”认不出，没有使用" in notes
    assert f"“{CROSSINGS.name}”没有“前往国家（地区）”栏" in notes


def test_a_sheet_with_no_known_heading_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, {CROSSINGS.name: ["甲", "乙", "丙"]}, {CROSSINGS.name: [[1, 2, 3]]})

    assert any("表头认不出" in note for note in UnitBook(path).ledgers.notes)
    assert CROSSINGS.name not in UnitBook(path).ledgers.rows


def test_where_imported_lines_are_from_is_known(tmp_path: Path) -> None:
    titles = [*CROSSINGS.titles(), *(column.title for column in ledgers.ORIGIN)]
    path = written(tmp_path, {CROSSINGS.name: titles}, {CROSSINGS.name: [["甲", "1"]]})

    assert UnitBook(path).ledgers.notes == ()


DAYS = (
    datetime.date(2014, 6, 1), datetime.datetime(2014, 6, 1), 41791, 20140601, "20140601",
    "2014-06-01", "2014-6-1", "2014/6/1", "2014/06/01", "2014年6月1日", "2014.6.1",
    "２０１４０６０１", " 2014-06-01 ",
)  # fmt: skip
MOMENTS = (
    LEFT, "2014-06-01 08:30", "2014-06-01 08:30:00", "2014-06-01 8:30:59", "2014/6/1 8:30",
    "2014年6月1日8时30分", "2014年6月1日 08:30", "2014.6.1 8:30:15", "20140601083000",
    "2014-06-01T08:30:00",
)  # fmt: skip
CLOCKS = ("083000", "0830", "08:30", "08:30:45", 83000, 83059.0, datetime.time(8, 30), 8.5 / 24)


@pytest.mark.parametrize("value", DAYS, ids=repr)
def test_days_are_understood_however_typed(value: Any, tmp_path: Path) -> None:
    table = ledgers.APPROVALS
    line = [
        "甲",
        PEOPLE[0]["id_number"],
        "出国（境）",
        "护照",
        "日本",
        value,
        value,
        value,
        "机关",
        "号",
    ]
    path = written(tmp_path, {table.name: table.titles()}, {table.name: [line]})

    (row,) = UnitBook(path).ledgers.rows[table.name]

    assert [day(row[key]) for key in ("leave", "back", "date")] == [LEFT.date()] * 3


@pytest.mark.parametrize("value", MOMENTS, ids=repr)
def test_crossings_are_kept_to_the_minute(value: Any, tmp_path: Path) -> None:
    assert minutes(crossings(tmp_path, [value])) == [LEFT]


@pytest.mark.parametrize("clock", CLOCKS, ids=repr)
@pytest.mark.parametrize("value", ["20140601", datetime.date(2014, 6, 1)], ids=repr)
def test_the_time_of_day_may_have_a_column_of_its_own(
    value: Any, clock: Any, tmp_path: Path
) -> None:
    path = crossings(tmp_path, [value], [clock])

    assert minutes(path) == [LEFT]
    assert UnitBook(path).ledgers.notes == ()


def test_the_column_of_times_decides_the_order_of_a_day(tmp_path: Path) -> None:
    """Out at nine, back at eight: that is one entry without exit and one person still abroad."""
    path = crossings(tmp_path, ["20140601"] * 2, ["0900", "0800"])
    assert [hint.kind for hint in verified(path).report.hints] == ["出境记录缺失"]
    paired = crossings(tmp_path, ["20140601"] * 2, ["0800", "0900"])
    assert verified(paired).report.hints == ()


@pytest.mark.parametrize("value", ["六月一日", "2014-13-01", "20140231", True], ids=repr)
def test_what_is_no_day_is_remarked_on(value: Any, tmp_path: Path) -> None:
    report = verified(crossings(tmp_path, [value])).report

    assert any(f"“{CROSSINGS.name}”第 2 行" in note for note in report.notes)


OTHER = ["钱某", made_up_id(77), "办证", "护照"]  # somebody else's: the sheet is no blank form
WRITTEN_NUMBERS = {
    "as it is": lambda full: full,
    "15 digits": lambda full: full[:6] + full[8:17],
    "15 digits as a number": lambda full: int(full[:6] + full[8:17]),
    "spaces": lambda full: f" {full[:6]} {full[6:14]} {full[14:]} ",
    "apostrophe": lambda full: f"'{full}",
    "full width": lambda full: "".join(chr(ord(c) + 0xFEE0) for c in full),
    "small x": lambda full: full.lower(),
}


@pytest.mark.parametrize("spelling", WRITTEN_NUMBERS)
def test_people_are_matched_by_the_number_however_typed(spelling: str, tmp_path: Path) -> None:
    number = WRITTEN_NUMBERS[spelling](PEOPLE[1]["id_number"])
    sheets = travelled(PEOPLE[1])
    headings = {
        CROSSINGS.name: CROSSINGS.titles(),
        ledgers.APPROVALS.name: ledgers.APPROVALS.titles(),
    }
    lines = [
        [number if key == "id_number" else row.get(key) for key in CROSSINGS.keys()]
        for row in sheets[CROSSINGS.name]
    ]
    path = written(tmp_path, headings, {CROSSINGS.name: lines, ledgers.APPROVALS.name: [OTHER]})

    found = verified(path).report.problems

    assert {(p.id_number, p.category) for p in found} == {
        (PEOPLE[1]["id_number"], codes.UNAPPROVED_TRIP)
    }


def settings_book(folder: Path, values: Mapping[str, Any], bodies: Mapping[str, str]) -> Path:
    """The official workbook, its 参数 sheet filled in beside the defaults."""
    book = annex1_workbook(PEOPLE)
    sheet = book[ledgers.PARAMETERS.name]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in values:
            row[1].value = values[str(row[0].value)]
        if row[4].value in bodies:
            row[5].value = bodies[str(row[4].value)]
    return workbooks.saved(book, folder / "参数.xlsx")


def test_defaults_stand_in_the_official_workbook(tmp_path: Path) -> None:
    found, notes = UnitBook(settings_book(tmp_path, {}, {})).ledgers.settings(TODAY)

    assert notes == ()
    assert (found.as_of, found.start) == (TODAY, datetime.date(2013, 1, 1))
    assert (found.private_days, found.official_days, found.tolerance) == (10, 15, 0)
    assert found.may_approve(codes.TOWNSHIP, "随便什么机关") is None


def test_settings_and_authorities_are_read_from_the_workbook(tmp_path: Path) -> None:
    values = {
        "核查起始日": datetime.date(2014, 1, 1),
        "检查基准日": "2015年8月1日",
        "因私证件交存天数": "7天",
        "因公证件交存天数": 20,
        "行程容差天数": "两天",
    }
    bodies = {codes.TOWNSHIP: "县委组织部、市委组织部"}

    found, notes = UnitBook(settings_book(tmp_path, values, bodies)).ledgers.settings(TODAY)

    assert (found.start, found.as_of) == (datetime.date(2014, 1, 1), datetime.date(2015, 8, 1))
    assert (found.private_days, found.official_days, found.tolerance) == (7, 20, 0)
    assert len(notes) == 1
    assert "两天" in notes[0]
    assert "已按默认值0处理" in notes[0]
    assert found.may_approve(codes.TOWNSHIP, "虚构县委组织部") is True
    assert found.may_approve(codes.TOWNSHIP, "虚构县林业局") is False
    assert found.may_approve(codes.ENTERPRISE, "虚构县林业局") is None


def test_settings_decide_what_is_found(tmp_path: Path) -> None:
    path = crossings(tmp_path, ["2014-06-01", "2014-06-05"])
    book = openpyxl.load_workbook(path)
    approvals = book.create_sheet(ledgers.APPROVALS.name)
    approvals.append(list(ledgers.APPROVALS.titles()))
    approvals.append(OTHER)
    sheet = book.create_sheet(ledgers.PARAMETERS.name)
    sheet.append(list(ledgers.PARAMETERS.titles()))
    sheet.append(["核查起始日", "2014-06-01", ""])
    book.save(path)
    assert [p.category for p in verified(path).report.problems] == [codes.UNAPPROVED_TRIP]
    sheet["B2"] = "2014-06-02"
    book.save(path)
    assert verified(path).report.problems == ()
