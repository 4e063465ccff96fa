"""Tests of reading 附件1: the same people are read from every layout."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from addin.errors import ChujingError
from addin.forms import annex1
from addin.jobs.check.command import check
from addin.model.rows import Form
from addin.reading.sources import expand
from addin.reading.unit import UnitBook
from support import workbooks


def read(book: openpyxl.Workbook, tmp_path: Path) -> Form:
    return UnitBook(workbooks.saved(book, tmp_path / "单位.xlsx")).form


def names(form: Form) -> list[str]:
    return [person.name for person in form.people]


def codes_found(path: Path) -> list[str]:
    return [finding.code for finding in check(UnitBook(path).grid).findings]


def test_official_form_is_read_with_addresses_and_blanks(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(3))

    form = read(book, tmp_path)

    assert names(form) == ["赵虚构"] * 3
    assert form.people[1].at("id_number").address == "E7"
    assert {label: field.value for label, field in form.header.items()} == workbooks.HEADER


def test_faultless_form_gives_no_finding(tmp_path: Path) -> None:
    path = workbooks.saved(workbooks.new(workbooks.people(20)), tmp_path / "a.xlsx")

    assert codes_found(path) == []


def test_padded_full_width_and_lower_case_numbers_give_no_finding(tmp_path: Path) -> None:
    rows = workbooks.people(40)
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    rows[0]["id_number"] = f"  {rows[0]['id_number']}\u00a0"
    rows[1]["id_number"] = rows[1]["id_number"].translate(wide)
    rows[2]["id_number"] = "'" + rows[2]["id_number"][:6] + " " + rows[2]["id_number"][6:]
    for row in rows[3:]:
        row["id_number"] = row["id_number"].lower()
    assert any(row["id_number"].endswith("x") for row in rows)

    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")

    assert codes_found(path) == []


@pytest.mark.parametrize("blank_rows", [1, 2])
def test_blank_rows_inside_the_data_do_not_end_it(tmp_path: Path, blank_rows: int) -> None:
    book = workbooks.new(workbooks.people(6))
    book.worksheets[0].insert_rows(8, blank_rows)

    form = read(book, tmp_path)

    assert len(form.people) == 6
    assert form.people[2].row.number == 8 + blank_rows


def test_foot_and_notes_are_no_people(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(2))

    assert len(read(book, tmp_path).people) == 2


def test_prefilled_serials_and_formatted_rows_are_no_people(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    workbooks.head(sheet)
    workbooks.headings(sheet)
    workbooks.write_people(sheet, workbooks.people(2))
    for row in range(8, 40):
        sheet.cell(row, 1, row - 5)
        sheet.cell(row, 5).number_format = "@"
    workbooks.foot(sheet, 40)

    assert len(read(book, tmp_path).people) == 2


def test_section_titles_and_totals_are_no_people(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    workbooks.head(sheet)
    workbooks.headings(sheet)
    sheet["A6"] = "一、处级干部"
    sheet.merge_cells("A6:N6")
    after = workbooks.write_people(sheet, workbooks.people(2), 7)
    sheet.cell(after, 1, "合计：2人")
    workbooks.foot(sheet, after + 1)

    assert len(read(book, tmp_path).people) == 2


def test_moved_added_and_rewrapped_columns(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(3))
    sheet = book.worksheets[0]
    sheet.insert_cols(1)
    sheet.insert_cols(6)
    sheet["F5"] = "政治面貌"
    sheet["F6"] = "群众"
    sheet["G5"] = "身 份\n证 号 "
    sheet["N5"] = "因私出国(境)证件号"
    sheet["M5"] = "是否持有因私 出国（境)证件"

    form = read(book, tmp_path)

    assert form.people[0].at("id_number").address == "G6"
    assert form.people[0].documents[0].number == "E10000000"
    assert any("政治面貌" in note for note in form.notes)


def test_two_rows_of_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    workbooks.head(sheet)
    workbooks.headings(sheet, 6)
    for column in range(1, 15):
        if column not in (2, 3, 11, 12, 13):
            sheet.cell(5, column, sheet.cell(6, column).value)
            sheet.cell(6, column).value = None
            sheet.merge_cells(start_row=5, end_row=6, start_column=column, end_column=column)
    sheet["B5"], sheet["K5"] = "姓名", "因私出国（境）证件"
    sheet.merge_cells("B5:C5")
    sheet.merge_cells("K5:M5")
    sheet["K6"], sheet["L6"], sheet["M6"] = "是否持有", "证件号", "是否交由组织集中保管"
    workbooks.foot(sheet, workbooks.write_people(sheet, workbooks.people(3), 7))

    form = read(book, tmp_path)

    assert names(form) == ["赵虚构"] * 3
    assert form.unit == workbooks.HEADER[annex1.UNIT]
    assert check(UnitBook(tmp_path / "单位.xlsx").grid).findings == []


def test_thirteen_columns_with_one_for_the_whole_name(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(3))
    sheet = book.worksheets[0]
    sheet.delete_cols(3)
    sheet["B5"] = "姓　名"
    for row in (6, 7, 8):
        sheet.cell(row, 2, "欧阳虚构")

    path = workbooks.saved(book, tmp_path / "a.xlsx")

    assert names(UnitBook(path).form) == ["欧阳虚构"] * 3
    assert codes_found(path) == []


def test_blank_whole_name_is_missing_once(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(2))
    sheet = book.worksheets[0]
    sheet.delete_cols(3)
    sheet["B5"], sheet["B6"] = "姓名", None

    path = workbooks.saved(book, tmp_path / "a.xlsx")
    found = check(UnitBook(path).grid).findings

    assert [(f.code, f.cell.address) for f in found] == [("required", "B6")]


def test_name_heading_over_two_columns(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(2))
    sheet = book.worksheets[0]
    sheet["B5"], sheet["C5"] = "姓名", None
    sheet.merge_cells("B5:C5")

    assert names(read(book, tmp_path)) == ["赵虚构"] * 2


def test_one_person_over_merged_rows_with_several_documents(tmp_path: Path) -> None:
    rows = workbooks.people(2)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    workbooks.head(sheet)
    workbooks.headings(sheet)
    workbooks.write_people(sheet, rows[:1])
    sheet["L7"], sheet["M7"] = "C12345678", "是"
    for column in "ABCDEFGHIJKN":
        sheet.merge_cells(f"{column}6:{column}7")
    workbooks.foot(sheet, workbooks.write_people(sheet, rows[1:], 8))

    path = workbooks.saved(book, tmp_path / "a.xlsx")
    form = UnitBook(path).form

    assert [[d.number for d in p.documents] for p in form.people] == [
        ["E10000000", "C12345678"],
        ["E10000001"],
    ]
    assert form.people[0].documents[1].cell.address == "L7"
    assert codes_found(path) == []


def test_merged_department_is_inherited_by_everyone_below(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(3))
    book.worksheets[0].merge_cells("J6:J8")

    path = workbooks.saved(book, tmp_path / "a.xlsx")

    assert [p.text("authority") for p in UnitBook(path).form.people] == ["虚构市委组织部"] * 3
    assert codes_found(path) == []


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("E12345678、C12345678", ["E12345678", "C12345678"]),
        ("E12345678，C12345678；T12345678", ["E12345678", "C12345678", "T12345678"]),
        ("E12345678/C12345678\nL12345678", ["E12345678", "C12345678", "L12345678"]),
        ("护照：E12345678；港澳：C12345678（已过期）", ["E12345678", "C12345678"]),
        ("E12345678 C12345678", ["E12345678", "C12345678"]),
        ("Ｅ１２３４ ５６７８", ["E12345678"]),
        ("ea1234567", ["EA1234567"]),
        ("无", []),
    ],
)
def test_several_numbers_in_one_cell(tmp_path: Path, cell: str, numbers: list[str]) -> None:
    rows = workbooks.people(1)
    rows[0]["documents"] = cell

    form = read(workbooks.new(rows), tmp_path)

    assert [document.number for document in form.people[0].documents] == numbers


def test_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(3))
    book.worksheets[0].row_dimensions[7].hidden = True

    path = workbooks.saved(book, tmp_path / "a.xlsx")
    found = check(UnitBook(path).grid).findings

    assert len(UnitBook(path).form.people) == 3
    assert [(f.code, f.cell.row) for f in found] == [("hidden-row", 7)]


def test_legacy_xls_is_read_with_its_hidden_rows(tmp_path: Path) -> None:
    source = workbooks.new(workbooks.people(3)).worksheets[0]
    legacy = xlwt.Workbook(encoding="utf-8")
    sheet = legacy.add_sheet(annex1.SHEET)
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet.write(cell.row - 1, cell.column - 1, cell.value)
    sheet.row(6).hidden = True
    path = tmp_path / "旧表.xls"
    legacy.save(str(path))

    assert [(f.code, f.cell.address) for f in check(UnitBook(path).grid).findings] == [
        ("hidden-row", "A7")
    ]


@pytest.mark.parametrize(
    "value",
    [datetime.date(1970, 1, 1), datetime.datetime(1970, 1, 1), "1970-01-01", "1970年1月1日"],
)
def test_birth_dates_in_other_spellings_are_understood_and_reported(
    tmp_path: Path, value: object
) -> None:
    rows = workbooks.people(1)
    rows[0]["birth"] = value

    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")
    found = check(UnitBook(path).grid).findings

    assert [(f.code, f.cell.address) for f in found] == [("birth-format", "F6")]
    assert "19700101" in found[0].fix


def test_birth_date_as_a_number_is_eight_digits(tmp_path: Path) -> None:
    rows = workbooks.people(1)
    rows[0]["birth"] = 19700101

    assert codes_found(workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")) == []


def test_identity_number_kept_as_a_number_has_lost_digits(tmp_path: Path) -> None:
    rows = workbooks.people(1)
    rows[0]["id_number"] = int(rows[0]["id_number"].replace("X", "0"))

    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")

    assert codes_found(path) == ["id-number"]


def test_form_behind_another_sheet_is_found(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(1))
    book.create_sheet("说明", 0)["A1"] = "请先阅读"

    assert len(read(book, tmp_path).people) == 1


def test_blanks_in_cells_of_their_own(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(1))
    sheet = book.worksheets[0]
    sheet["A4"], sheet["C4"] = "填表单位（章）：", "虚构市教育局"
    sheet["K4"], sheet["L4"], sheet["M4"] = "填表时间：", datetime.date(2015, 5, 20), None
    sheet["A7"], sheet["B7"], sheet["D7"] = "填表人：", "钱一", "（联系电话：0518-1）审核人：孙二"

    form = read(book, tmp_path)

    assert form.unit == "虚构市教育局"
    assert {label: field.value for label, field in form.header.items()} == {
        annex1.UNIT: "虚构市教育局",
        annex1.FILLED_ON: "2015-05-20",
        annex1.FILLER: "钱一",
        annex1.PHONE: "0518-1",
        annex1.REVIEWER: "孙二",
    }


def test_untouched_blanks_are_reported_at_their_labels(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(1))
    sheet = book.worksheets[0]
    sheet["A4"] = f"填表单位（章）：        填表时间：{annex1.DATE_BLANK}"
    sheet["L4"] = None
    sheet["A7"] = "填表人：               （联系电话：            ）"
    sheet["L7"] = "审核人："

    path = workbooks.saved(book, tmp_path / "a.xlsx")
    found = check(UnitBook(path).grid).findings

    assert [(f.code, f.cell.address, f.cell.title) for f in found] == [
        ("header-blank", "A4", annex1.UNIT),
        ("header-blank", "A4", annex1.FILLED_ON),
        ("header-blank", "A7", annex1.FILLER),
        ("header-blank", "A7", annex1.PHONE),
        ("header-blank", "L7", annex1.REVIEWER),
    ]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(1))
    book.worksheets[0].delete_cols(5)

    with pytest.raises(ChujingError) as refused:
        read(book, tmp_path)

    assert "身份证号" in refused.value.reason


def test_other_tables_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "身份证号", "单位", "电话"])

    with pytest.raises(ChujingError, match="没有找到附件1的表头"):
        read(book, tmp_path)


def filled(tmp_path: Path, change: Callable[[Worksheet], None]) -> Form:
    book = workbooks.new(workbooks.people(3))
    change(book.worksheets[0])
    return UnitBook(workbooks.saved(book, tmp_path / "a.xlsx")).form


@pytest.mark.parametrize("gap", [1, 2, 3])
def test_people_below_blank_rows_are_read(tmp_path: Path, gap: int) -> None:
    """Also one of whom only the name and the post are written."""

    def part(sheet: Worksheet) -> None:
        sheet.insert_rows(8, gap)

    assert len(filled(tmp_path, part).people) == 3


def test_a_poor_row_below_two_blank_ones_is_a_person(tmp_path: Path) -> None:
    def part(sheet: Worksheet) -> None:
        sheet.insert_rows(8, 2)
        for column in (4, 5, 6, 8, 9, 10, 11, 12, 13, 14):
            sheet.cell(10, column).value = None

    assert len(filled(tmp_path, part).people) == 3


@pytest.mark.parametrize("words", ["总人数：3人", "共3人", "合计", "共计 3 人"])
def test_a_line_that_counts_is_no_person(tmp_path: Path, words: str) -> None:
    def count(sheet: Worksheet) -> None:
        sheet.insert_rows(9)
        sheet["A9"], sheet["G9"] = words, "3"

    assert len(filled(tmp_path, count).people) == 3


@pytest.mark.parametrize("gap", [1, 5, 10])
def test_the_foot_is_found_below_a_gap(tmp_path: Path, gap: int) -> None:
    def part(sheet: Worksheet) -> None:
        sheet.insert_rows(9, gap)

    assert filled(tmp_path, part).header[annex1.FILLER].value == workbooks.HEADER[annex1.FILLER]


def test_further_rows_with_all_that_documents_have_are_no_people(tmp_path: Path) -> None:
    """Holding, number, custody and status repeated: four cells of a person's own columns."""

    def more(sheet: Worksheet) -> None:
        sheet.insert_rows(7)
        for column, text in {"K": "是", "L": "E77777777", "M": "是", "N": "已备案"}.items():
            sheet[f"{column}7"] = text

    form = filled(tmp_path, more)
    assert [len(person.rows) for person in form.people] == [2, 1, 1]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("虚构市委党校（行政学院）", "虚构市委党校（行政学院）"),
        ("虚构市委党校(行政学院)", "虚构市委党校(行政学院)"),
        ("（虚构市）档案局（本级）", "（虚构市）档案局（本级）"),
        ("（虚构市档案局）", "虚构市档案局"),
        ("虚构市档案局（", "虚构市档案局"), ("____虚构市档案局____", "虚构市档案局"),
        ("虚构市档案局 ", "虚构市档案局"),
    ],
)  # fmt: skip
def test_a_bracket_of_the_units_name_is_kept(tmp_path: Path, typed: str, unit: str) -> None:
    def name(sheet: Worksheet) -> None:
        sheet["A4"] = f"{annex1.UNIT}：{typed}"

    assert filled(tmp_path, name).unit == unit


def test_lock_files_are_no_units(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "~$甲.xlsx", ".~lock.甲.xlsx#", "._甲.xlsx", ".~写入中.甲.xlsx"):
        (tmp_path / name).touch()
    assert [path.name for path in expand([tmp_path])] == ["甲.xlsx"]


def test_one_column_may_be_missing(tmp_path: Path) -> None:
    def cut(sheet: Worksheet) -> None:
        sheet.delete_cols(8)  # 户口所在地

    assert len(filled(tmp_path, cut).people) == 3
