"""Tests of reading 附件2: every layout is read, and contradictions are reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from addin.errors import ChujingError
from addin.forms import annex1, annex2
from addin.jobs.rollup.command import finish
from addin.jobs.rollup.files import report_of
from addin.jobs.rollup.rules import DoubtKind, Summary
from addin.model import gaps
from addin.model.annex2 import count_in
from addin.model.remarks import REMARKS, read, written
from addin.reading.annex2 import looks_like_annex2, read_annex2
from addin.reading.opening import Workbook
from addin.writing.sheets.annex2 import annex2_workbook
from support.workbooks import new, people, saved

NOTHING: dict[str, int | str] = dict.fromkeys(annex2.PROBLEM_COLUMN.values(), 0)
ROWS: list[dict[str, int | str]] = [
    {**NOTHING, "unit": "甲局", "units": 1, "county_up": 3, "sensitive": 2, "registered": 9,
     "illicit_holding": 1, "handling_units": 1, "county": 1, "criticised": 1, "admonished": 1,
     "remarks": "另有市直属单位的中层负责人4人"},
    {**NOTHING, "unit": "乙局", "units": 1, "enterprise": 2},
]  # fmt: skip
TOTALS = dict.fromkeys(annex2.NUMBERS, 0) | {
    "units": 2, "registered": 11, "county_up": 3, "sensitive": 2, "enterprise": 2,
    "illicit_holding": 1, "handling_units": 1, "handled": 1, "county": 1, "criticised": 1,
    "admonished": 1,
}  # fmt: skip
FIRST = annex2.PAGE.first_row
COLUMN = {leaf.key: at for at, leaf in enumerate(annex2.LEAVES, 1)}


def drawn(rows: list[dict[str, int | str]] = ROWS) -> tuple[openpyxl.Workbook, Worksheet]:
    """附件2 as written by a program that does not calculate: no formula has a value."""
    book = annex2_workbook(rows, {annex1.UNIT: "虚构县"})
    return book, book[annex2.SHEET]


def summary(book: openpyxl.Workbook, path: Path) -> Summary:
    book.save(path)
    return read_annex2(next(Workbook(path).grids()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "下级.xlsx"


def test_formulas_without_values_are_calculated(path: Path) -> None:
    found = summary(drawn()[0], path)
    assert found.unit == "虚构县"
    assert [line.unit for line in found.lines] == ["甲局", "乙局"]
    assert found.numbers == TOTALS
    assert found.counts == {"apart_city_middle": 4}
    assert list(found.faults()) == []


def test_moved_columns_and_a_strange_one_between(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet, (_, official) = book.worksheets[0], drawn()
    for row in official.iter_rows():
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                shift = 2 if cell.column < 10 else 3
                sheet.cell(cell.row + 3, cell.column + shift, cell.value)
    for area in official.merged_cells.ranges:
        shift = 2 if area.min_col < 10 else 3
        if area.min_col < 10 <= area.max_col:
            continue
        sheet.merge_cells(
            start_row=area.min_row + 3, end_row=area.max_row + 3,
            start_column=area.min_col + shift, end_column=area.max_col + shift,
        )  # fmt: skip
    sheet.cell(10, 12, "联系人")
    assert summary(book, path).numbers == TOTALS


@pytest.mark.parametrize("repeat_groups", [True, False])
def test_headings_without_merged_cells(path: Path, repeat_groups: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for at, leaf in enumerate(annex2.LEAVES, 1):
        for level, text in enumerate(leaf.path):
            before = annex2.LEAVES[at - 2].path[level : level + 1] if at > 1 else ()
            if repeat_groups or level == len(leaf.path) - 1 or before != (text,):
                sheet.cell(2 + level, at, text)
    for row, values in enumerate(ROWS, 5):
        for key, value in values.items():
            sheet.cell(row, COLUMN[key], value)
    found = summary(book, path)
    assert found.numbers == TOTALS
    assert found.total is None


def test_blocks_in_another_order_and_a_sum_the_form_does_not_have(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    paths = [leaf.path for leaf in annex2.LEAVES]
    keys = [leaf.key for leaf in annex2.LEAVES]
    found, handled = keys.index("illicit_issue"), keys.index("handling_units")
    order = [*range(2), *range(handled, 30), *range(2, found), *range(found, handled), 30]
    for at, index in enumerate(order, 1):
        for level, text in enumerate(paths[index]):
            sheet.cell(2 + level, at, text)
        for row, values in enumerate(ROWS, 5):
            sheet.cell(row, at, values.get(keys[index]))
    for level, text in enumerate((annex2.FOUND, "七类问题（人次）", "小计")):
        sheet.cell(2 + level, 32, text)
    sheet.cell(5, 32, 1)
    assert summary(book, path).numbers == TOTALS


def test_one_row_of_headings(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for at, leaf in enumerate(annex2.LEAVES, 1):
        sheet.cell(1, at, leaf.path[-1].replace("（", "(").replace("）", ")"))
        for row, values in enumerate(ROWS, 2):
            sheet.cell(row, at, values.get(leaf.key))
    assert summary(book, path).numbers == TOTALS


def test_the_remark_of_the_total_goes_before_those_of_the_lines(path: Path) -> None:
    book, sheet = drawn()
    sheet.cell(FIRST + 2, COLUMN["remarks"]).value = "另有市直属单位的中层负责人5人"
    found = summary(book, path)
    assert found.counts == {"apart_city_middle": 5}
    assert any("各行备注之和“另有市直属单位的中层负责人4人”" in fault for fault in found.faults())


def test_numbered_columns_blank_rows_and_section_sums_are_no_units(path: Path) -> None:
    book, sheet = drawn([*ROWS, {}, {"unit": "小计", "units": 2}])
    for column in range(1, 32):
        sheet.cell(FIRST + 2, column).value = column
    found = summary(book, path)
    assert [line.unit for line in found.lines] == ["甲局", "乙局"]
    assert found.numbers == TOTALS


def test_the_foot_is_no_unit(path: Path) -> None:
    book, sheet = drawn()
    sheet.cell(FIRST + 4, 2).value = "说明：以上数字截至9月15日"
    assert len(summary(book, path).lines) == 2


def test_the_blank_template_is_left_out(path: Path) -> None:
    annex2_workbook([{}] * 10).save(path)
    with pytest.raises(ChujingError, match="空表"):
        report_of(path)


def test_a_missing_column_is_named_and_nothing_guessed(path: Path) -> None:
    book, sheet = drawn()
    sheet.cell(7, COLUMN["demoted"]).value = "降级"
    sheet.cell(6, COLUMN["illicit_issue"]).value = "办证"
    with pytest.raises(ChujingError, match=r"违规办理因私出国（境）证件.*处理方式（人）·降职"):
        summary(book, path)


def test_other_sheets_are_not_taken_for_annex2(path: Path) -> None:
    openpyxl.Workbook().save(path)
    assert not looks_like_annex2(next(Workbook(path).grids()))


def test_wrong_sums_are_reported_and_not_changed(path: Path) -> None:
    book, sheet = drawn()
    sheet.cell(FIRST, COLUMN["registered"]).value = 12
    sheet.cell(FIRST, COLUMN["handled"]).value = 5
    sheet.cell(FIRST, COLUMN["handling_units"]).value = 2
    sheet.cell(FIRST + 2, COLUMN["units"]).value = 7
    sheet.cell(FIRST + 1, COLUMN["hidden_trip"]).value = -1
    book.save(path)
    result = finish([report_of(path)], path.with_name("附件2.xlsx"))
    row = result.rolled.rows[0].numbers
    assert (row["units"], row["registered"], row["handled"]) == (7, 14, 5)
    told = "\n".join(d.message for d in result.rolled.doubts if d.kind is DoubtKind.UNBALANCED)
    assert "第8行“甲局”“登记备案人员数（人）·小计”12，分项与备注人数之和9，多3" in told
    assert "第8行“甲局”“处理人员（人）·小计”5，分项之和1，多4" in told
    assert "处理方式共2人次，少于处理人员5人" in told
    assert "处理单位数2，多于开展治理的单位数1" in told
    assert "合计“开展治理的地区和单位数（个）”7，各行之和2，多5" in told
    assert "是负数（-1）" in told
    written_back = openpyxl.load_workbook(result.output, data_only=True)[annex2.SHEET]
    assert written_back.cell(FIRST, COLUMN["registered"]).value == 14


def test_a_unit_that_reports_itself_and_is_in_annex2_too_is_reported(tmp_path: Path) -> None:
    drawn()[0].save(tmp_path / "县.xlsx")
    saved(new(people(2)), tmp_path / "甲局.xlsx")
    book = openpyxl.load_workbook(tmp_path / "甲局.xlsx")
    book.worksheets[0]["A4"] = f"{annex1.UNIT}：甲 局"
    book.save(tmp_path / "甲局.xlsx")
    reports = [report_of(tmp_path / name) for name in ("县.xlsx", "甲局.xlsx")]
    result = finish(reports, tmp_path / "附件2.xlsx")
    overlaps = [doubt for doubt in result.rolled.doubts if doubt.kind is DoubtKind.OVERLAP]
    assert [doubt.unit for doubt in overlaps] == ["甲局"]
    assert result.rolled.total.numbers["units"] == 3


@pytest.mark.parametrize(
    ("value", "number"),
    [(3, 3), (3.0, 3), ("３人", 3), (" 12 ", 12), ("1,234", 1234), ("无", 0), ("—", 0),
     ("2人次", 2), (None, None), ("", None), (-1, -1)],
)  # fmt: skip
def test_numbers_as_people_write_them(value: Any, number: int | None) -> None:
    assert count_in(value) == number


@pytest.mark.parametrize("value", ["约3", "三", 2.5, "3-4", "=A1"])
def test_an_invalid_number_is_reported_with_its_cell(path: Path, value: Any) -> None:
    book, sheet = drawn()
    cell = sheet.cell(FIRST + 1, COLUMN["enterprise"])
    cell.value, cell.data_type = value, "n" if isinstance(value, float) else "s"
    found = summary(book, path)
    assert found.lines[1].numbers.get("enterprise") is None
    assert any(note.startswith("G9“") for note in found.notes)


# --- what nobody judged ---------------------------------------------------------------------

PROBLEMS = tuple(annex2.PROBLEM_COLUMN.values())
KINDS = (gaps.UNITS, gaps.PEOPLE, gaps.OTHERS)


def units_of(column: str) -> str:
    return gaps.key(gaps.UNITS, column)


def test_a_blank_problem_column_is_unchecked_and_a_zero_is_not(path: Path) -> None:
    rows: list[dict[str, int | str]] = [
        {"unit": "甲局", "units": 1, "illicit_issue": 0, "hidden_trip": 2},
        {"unit": "乙局", "units": 1, "hidden_trip": 0},
    ]
    found = summary(drawn(rows)[0], path)
    assert found.blanks == set(PROBLEMS) - {"illicit_issue", "hidden_trip"}
    assert (found.numbers["illicit_issue"], found.numbers["hidden_trip"]) == (0, 2)
    assert "lax_approval" not in found.numbers
    assert found.counts[units_of("illicit_issue")] == 1
    assert found.counts[units_of("lax_approval")] == 2
    assert found.counts[units_of("hidden_trip")] == 0


def test_the_result_leaves_blank_what_a_subordinate_left_blank(path: Path) -> None:
    drawn([{"unit": "甲局", "units": 1, "county_up": 4, "illicit_issue": 3}])[0].save(path)
    result = finish([report_of(path)], path.with_name("附件2.xlsx"))
    sheet = openpyxl.load_workbook(result.output, data_only=True)[annex2.SHEET]
    for row in (FIRST, FIRST + 1):
        assert sheet.cell(row, COLUMN["illicit_issue"]).value == 3
        assert all(sheet.cell(row, COLUMN[key]).value is None for key in PROBLEMS[1:])
        assert "未核查：违规持有、瞒报持有" in sheet.cell(row, COLUMN["remarks"]).value


def test_a_total_that_an_old_form_sums_up_to_zero_over_blanks_is_no_zero(path: Path) -> None:
    book, sheet = drawn([{"unit": "甲局", "units": 1}, {"unit": "乙局", "units": 1}])
    for key in PROBLEMS:
        sheet.cell(FIRST + 2, COLUMN[key]).value = 0
    found = summary(book, path)
    assert found.blanks == set(PROBLEMS)
    assert not [fault for fault in found.faults() if "合计“" in fault]


def test_a_total_alone_with_blanks_stands_for_all_its_units(path: Path) -> None:
    book, sheet = drawn([{}])
    sheet.delete_rows(FIRST)
    sheet.cell(FIRST, COLUMN["units"]).value = 5
    for key in annex2.NUMBERS[1:]:
        sheet.cell(FIRST, COLUMN[key]).value = 0 if key == "illicit_issue" else None
    found = summary(book, path)
    assert not found.lines
    assert found.numbers["illicit_issue"] == 0
    assert found.counts[units_of("lax_approval")] == 5


def test_a_remark_that_contradicts_its_cell_is_told(path: Path) -> None:
    row = {**ROWS[1], "remarks": "未核查：违规办理"}
    found = summary(drawn([row])[0], path)
    assert any("备注写“违规办理因私出国（境）证件”未核查，该栏却填了0" in f for f in found.faults())
    assert found.counts[units_of("illicit_issue")] == 1, "nobody may be told that all were judged"


GAPS = st.fixed_dictionaries(
    {}, optional={gaps.key(kind, c): st.integers(1, 99) for kind in KINDS for c in PROBLEMS}
)


def sensible(drawn_gaps: dict[str, int], blanks: frozenset[str]) -> dict[str, int]:
    """Unchecked people are in unchecked units, and an empty cell stands for one unit here."""
    counts = {key: n for key, n in drawn_gaps.items() if not key.startswith(gaps.UNITS)}
    for column in PROBLEMS:
        units = 1 if column in blanks else drawn_gaps.get(units_of(column), 0)
        if units:
            counts[units_of(column)] = units
        else:
            counts.pop(gaps.key(gaps.PEOPLE, column), None)
    return counts


@given(
    st.fixed_dictionaries({}, optional={r.key: st.integers(1, 999) for r in REMARKS}),
    GAPS,
    st.integers(0, 9),
    st.frozensets(st.sampled_from(PROBLEMS)),
    st.sampled_from(["", "厂长已离任", "甲局：有1人长期病假；乙局：无"]),
)
def test_remarks_are_read_back_as_they_were_written(
    numbers: dict[str, int],
    drawn_gaps: dict[str, int],
    somewhere: int,
    blanks: frozenset[str],
    text: str,
) -> None:
    counts = numbers | sensible(drawn_gaps, blanks)
    if somewhere:
        counts[gaps.key(gaps.OTHERS, gaps.SOMEWHERE)] = somewhere
    assert read(written(counts, text, blanks)) == (counts, text)


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("另有 5 人未判", {"unjudged:": 5}),
        ("违规办理因私出国(境)证件另有3人未判", {"unjudged:illicit_issue": 3}),
        ("未核查：违规办理、把关不严（60人）",
         {"unchecked_units:illicit_issue": 1, "unchecked_people:illicit_issue": 60,
          "unchecked_units:lax_approval": 1, "unchecked_people:lax_approval": 60}),
        ("3 个单位未核查", {units_of(column): 3 for column in PROBLEMS}),
        ("瞒报出国 2个单位未核查（31人）",
         {"unchecked_units:hidden_trip": 2, "unchecked_people:hidden_trip": 31}),
        ("七类问题均未核查", {units_of(column): 1 for column in PROBLEMS}),
    ],
)  # fmt: skip
def test_what_was_not_judged_as_people_write_it(remark: str, told: dict[str, int]) -> None:
    assert read(f"{remark}；厂长已离任") == (told, "厂长已离任")


@pytest.mark.parametrize("text", ["有3人未判刑", "2人核查中"])
def test_other_words_are_left_alone(text: str) -> None:
    assert read(text) == ({}, text)


# --- people of types without a column ---------------------------------------------------------


def test_the_grey_columns_are_read_and_the_remark_says_the_same_once(path: Path) -> None:
    row = {**ROWS[1], "apart_city_middle": 4, "registered": 6,
           "remarks": "另有市直属单位的中层负责人4人"}  # fmt: skip
    found = summary(drawn([row])[0], path)
    assert (found.numbers["registered"], found.counts["apart_city_middle"]) == (6, 4)
    assert list(found.faults()) == []


def test_filled_in_by_hand_without_a_remark_the_sum_is_that_of_the_cells(path: Path) -> None:
    book, sheet = drawn([{**ROWS[1], "apart_township": 3, "apart_other": 1}])
    assert sheet.cell(FIRST, COLUMN["registered"]).value == "=SUM(E8:I8,AF8:AH8)"
    found = summary(book, path)
    assert found.numbers["registered"] == 2 + 3 + 1
    assert found.counts["apart_township"] == 3


def old_form(rows: list[dict[str, int | str]]) -> tuple[openpyxl.Workbook, Worksheet]:
    """附件2 as it was without the grey columns."""
    book, sheet = drawn(rows)
    for area in [*sheet.merged_cells.ranges]:
        if area.min_col > 31:
            sheet.unmerge_cells(str(area))
    sheet.delete_cols(32, 3)
    return book, sheet


def test_an_old_form_is_read_by_its_remark_and_its_formula_comes_to_the_same(path: Path) -> None:
    book, sheet = old_form([{**ROWS[1], "remarks": "另有市直属单位的中层负责人4人"}])
    sheet.cell(FIRST, COLUMN["registered"]).value = 2  # what =SUM(E8:I8) came to
    sheet.cell(FIRST + 1, COLUMN["registered"]).value = 2
    book.save(path)
    result = finish([report_of(path)], path.with_name("附件2.xlsx"))
    assert result.rolled.total.numbers["registered"] == 6
    live = openpyxl.load_workbook(result.output)[annex2.SHEET]
    assert live.cell(FIRST, COLUMN["registered"]).value == "=SUM(E8:I8,AF8:AH8)"
    assert live["AG8"].value == 4
    (doubt,) = [d for d in result.rolled.doubts if d.kind is DoubtKind.REMARK]
    assert "没有算进备注中另有的4人，已按6人计" in doubt.message
    assert not [d for d in result.rolled.doubts if d.kind is DoubtKind.UNBALANCED]


def test_a_remark_and_a_grey_cell_that_differ_are_told(path: Path) -> None:
    row = {**ROWS[1], "apart_city_middle": 4, "remarks": "另有市直属单位的中层负责人3人"}
    found = summary(drawn([row])[0], path)
    assert any("“市直中层”栏填4，备注写3人" in fault for fault in found.faults())


@pytest.mark.parametrize(
    ("remark", "counts", "rest"),
    [
        ("另有 县(区)管乡科级党政领导干部 12 人，市直单位中层3名。",
         {"apart_township": 12, "apart_city_middle": 3}, ""),
        ("未备案人员：２人；情况说明附后", {"unregistered": 2}, "情况说明附后"),
        ("尚有待核实问题5条", {"pending": 5}, ""),
        ("3人长期病假", {}, "3人长期病假"),
    ],
)  # fmt: skip
def test_remarks_as_people_write_them(remark: str, counts: dict[str, int], rest: str) -> None:
    assert read(remark) == (counts, rest)
