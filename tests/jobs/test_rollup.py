"""Tests of 汇总: all files become one 附件2 whose numbers equal a hand count."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from addin.cli.app import app
from addin.errors import FileError, LeftOut
from addin.forms import annex1, annex2, codes, ledgers
from addin.forms.lists import PROBLEM_LIST
from addin.jobs.rollup.command import Result, finish, gather
from addin.jobs.rollup.contribution import Checked, Member
from addin.jobs.rollup.files import report_of
from addin.jobs.rollup.rules import Contribution, DoubtKind, RolledUp, roll_up
from addin.jobs.rollup.sheet import annex2_alone
from addin.reading.sources import choose
from addin.samples import city, write_samples
from support.ledger_books import ledger_book
from support.workbooks import InProcess, new, people, saved

REMARK = annex2.BY_KEY["remarks"]
FIRST = annex2.PAGE.first_row


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder / city.NAME


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["rollup", *map(str, arguments)])


def rolled(sources: Iterable[Path], output: Path) -> Result:
    return finish(gather(choose(sources, output), InProcess()), output)


def kinds(result: Result) -> list[DoubtKind]:
    return [doubt.kind for doubt in result.rolled.doubts]


def unit_book(path: Path, name: str, rows: list[dict[str, Any]], **sheets: Any) -> Path:
    """A unit's workbook; ``problems`` and ``handling`` are rows by column key."""
    book = new(rows)
    book.worksheets[0]["A4"] = f"{annex1.UNIT}：{name}"
    tables = {"problems": PROBLEM_LIST, "handling": ledgers.HANDLING}
    for key, table in tables.items():
        if key in sheets:
            sheet = book.create_sheet(table.name)
            sheet.append(table.titles())
            for row in sheets[key]:
                sheet.append([row.get(column) for column in table.keys()])
    path.parent.mkdir(parents=True, exist_ok=True)
    return saved(book, path)


def who(person: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": person["surname"] + person["given_name"], "id_number": person["id_number"]}


PROBLEMS = tuple(annex2.PROBLEM_COLUMN.values())
# Of a unit with nothing but 附件1 the seven cannot be judged, but of whoever says that no passport
# is kept by the organisation, or that there is none to keep.
WITHOUT_LEDGERS = tuple(key for key in PROBLEMS if key != "illicit_holding")
# Units whose workbooks tell more, and the county, which says 0 where it has judged.
UNCHECKED = {
    "虚构市档案局": tuple(k for k in WITHOUT_LEDGERS if k != "unapproved_trip"),
    "虚构市财政局": ("hidden_document", "unapproved_trip", "hidden_trip", "lax_approval"),
    "云上县民政局": tuple(k for k in WITHOUT_LEDGERS if k != "hidden_trip"),
    "虚构市外事办公室": (),
    "云下县": (),
}

# --- the sample city against a hand count ---------------------------------------------------


def hand_count() -> dict[str, dict[str, int]]:
    """Count what was planted in the city, with plain loops and without the product's code."""
    columns = {
        "县处级以上在职干部": "county_up", "县处级以上的在职干部": "county_up",
        "厅局级以上离退休人员": "bureau_retired", "企业法人或领导人员": "enterprise",
        "安全、涉密等重要岗位人员": "sensitive",
        "“裸官”配偶或子女": "naked_kin", "'裸官'的配偶或子女": "naked_kin",
    }  # fmt: skip
    planted: dict[str, dict[str, Mapping[str, Any]]] = {}
    for sample in city.SAMPLES:
        for person in sample.unit.people if sample.unit else ():
            number = str(person["id_number"]).replace(" ", "").upper()
            if len(number) == 15:  # both forms of the same person in one unit
                number = number[:6] + "19" + number[6:]
            planted.setdefault(sample.unit.name, {})[number[:17]] = person  # type: ignore[union-attr]
    count: dict[str, dict[str, int]] = {}
    for unit, by_number in planted.items():
        numbers = count.setdefault(unit, dict.fromkeys(annex2.NUMBERS, 0))
        numbers["units"] = 1
        for person in by_number.values():
            if person["status"] in ("已备案", "变更备案"):
                numbers["registered"] += 1
                if person["category"] in columns:
                    numbers[columns[person["category"]]] += 1
    return count


def test_the_numbers_of_the_sample_city_equal_a_hand_count(home: Path, tmp_path: Path) -> None:
    result = rolled([home], tmp_path / "附件2.xlsx")
    expected = hand_count()
    expected["虚构市档案局"] |= {
        "illicit_holding": 1, "unapproved_trip": 1, "handling_units": 1, "handled": 2, "county": 1,
        "township": 1, "criticised": 2, "admonished": 2,
    }  # fmt: skip
    expected["虚构市财政局"] |= {
        "illicit_issue": 1, "deviating_trip": 1, "handling_units": 1, "handled": 1, "county": 1,
        "referred": 1,
    }  # fmt: skip
    expected["云上县民政局"] |= {
        "hidden_trip": 1, "handling_units": 1, "handled": 1, "other_rank": 1, "admonished": 1,
    }  # fmt: skip
    expected["云下县"] = dict.fromkeys(annex2.NUMBERS, 0) | {
        "units": 3, "registered": 9 + 7 + 3, "county_up": 6, "enterprise": 3, "sensitive": 2,
        "illicit_holding": 1, "hidden_document": 1, "handling_units": 2, "handled": 2, "county": 1,
        "other_rank": 1, "criticised": 1, "admonished": 1, "transferred": 1,
    }  # fmt: skip
    found = {row.unit: dict(row.numbers) for row in result.rolled.rows}
    for unit, numbers in expected.items():
        for key in UNCHECKED.get(unit, WITHOUT_LEDGERS):
            assert not numbers.pop(key)
        assert found[unit] == numbers, unit
    total = result.rolled.total.numbers
    assert total == {
        key: sum(row.get(key, 0) for row in expected.values()) for key in annex2.NUMBERS
    }


def test_remarks_tell_what_has_no_column(home: Path, tmp_path: Path) -> None:
    remarks = {r.unit: r.remark for r in rolled([home], tmp_path / "a.xlsx").rolled.rows}
    assert remarks["虚构市档案局"] == (
        "另有市直属单位的中层负责人3人；"
        "未核查：违规办理、瞒报持有、未按审批、瞒报出国、把关不严（8人）；"
        "违规持有另有4人未判；未经批准另有7人未判；待核实1条"
    )
    assert remarks["虚构市财政局"].endswith(
        "；违规持有另有3人未判；未备案1人；待核实1条；七类之外属实1人次"
    )
    assert remarks["虚构市信访局"].startswith("另有市直属单位的中层负责人2人、其他类型人员1人")
    assert remarks["云下县"] == (
        "另有县（区）管乡科级党政领导干部8人；未备案1人；待核实2条；云下县酒厂：厂长已于8月离任"
    )


# --- the workbook that comes out ------------------------------------------------------------


def value_of(sheet: Any, formula: str) -> int | None:
    """Calculate ``=SUM(E8:I8,AF8:AH8)+3`` and the 合计, the only kinds of formula in 附件2."""
    pattern = r'=(?:IF\(COUNT\(\S+\)=0,"",)?SUM\(([^)]+)\)\)?([+-]\d+)?'
    found = re.fullmatch(pattern, formula)
    assert found, formula
    areas = [sheet[area] for area in found[1].split(",")]
    cells = [cell.value for area in areas for row in area for cell in row if cell.value is not None]
    if "COUNT" in formula and not cells:
        return None
    parts = [value_of(sheet, c) if isinstance(c, str) else c for c in cells]
    return sum(part or 0 for part in parts) + int(found[2] or 0)


def test_sums_are_live_formulas_and_their_values_stand_beside_them(
    home: Path, tmp_path: Path
) -> None:
    output = tmp_path / "附件2.xlsx"
    result = rolled([home], output)
    live = openpyxl.load_workbook(output)[annex2.SHEET]
    stored = openpyxl.load_workbook(output, data_only=True)[annex2.SHEET]
    total_row = FIRST + len(result.rolled.rows)
    formulas = [cell for row in live[FIRST:total_row] for cell in row if cell.data_type == "f"]
    assert len(formulas) == 2 * len(result.rolled.rows) + len(annex2.NUMBERS) + len(annex2.APART)
    for cell in formulas:
        assert stored[cell.coordinate].value == value_of(live, cell.value), cell.coordinate
    assert live.cell(total_row, 1).value == annex2.TOTAL
    assert openpyxl.load_workbook(output).sheetnames == [
        "附件2", "核查覆盖", "未汇总文件", "重复与疑点",
    ]  # fmt: skip


def test_files_that_cannot_be_used_are_listed_with_their_reason(home: Path, tmp_path: Path) -> None:
    output = tmp_path / "附件2.xlsx"
    outcome = run(home, "-o", output)
    assert outcome.exit_code == 2
    rows = list(openpyxl.load_workbook(output)["未汇总文件"].iter_rows(2, values_only=True))
    reasons = {Path(str(row[1])).stem: str(row[2]) for row in rows}
    assert "不完整" in reasons["云间区卫生局（没有传完）"]
    assert "不是电子表格" in reasons["云间区财政局（不是表格）"]
    assert "登记备案状态" in reasons["云间区水务局（改了表头）"]
    assert len(rows) == 3


def test_the_sources_are_never_written_and_the_result_is_always_the_same(
    home: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    rolled([home], tmp_path / "1.xlsx")
    rolled([home], tmp_path / "2.xlsx")
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_json_has_the_fields_agreed_on(home: Path, tmp_path: Path) -> None:
    outcome = run(home, "-o", tmp_path / "a.xlsx", "--json")
    data = json.loads(outcome.stdout)
    assert {"units", "total", "skipped", "notes"} <= set(data)
    titles = [annex2.BY_KEY[key].title for key in annex2.NUMBERS]
    assert len(titles) == len(set(titles)) == 28
    assert all(list(unit["values"]) == titles for unit in data["units"])
    planted = sum(row["registered"] for row in hand_count().values()) + 9 + 7 + 3
    assert data["total"]["登记备案人员数（人）·小计"] == planted
    assert {"name", "source"} <= set(data["units"][0])
    assert all(set(entry) == {"source", "reason", "code"} for entry in data["skipped"])
    numbers = [note for note in data["notes"] if note.startswith("跨单位重复人员")]
    assert len(numbers) == 1
    assert re.search(r"\d{17}[\dX]", numbers[0]), "identity numbers are not masked in JSON"


def test_the_terminal_masks_identity_numbers(home: Path, tmp_path: Path) -> None:
    text = run(home, "-o", tmp_path / "a.xlsx").output
    assert "********" in text
    assert not re.search(r"\d{17}[\dX]", text)


def test_of_many_rows_the_terminal_shows_the_first_and_says_where_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addin.jobs.rollup.cli._MOST", 1)
    staff = people(6)
    unit_book(tmp_path / "in/甲局.xlsx", "甲局", staff[:3], problems=[])
    unit_book(tmp_path / "in/乙局.xlsx", "乙局", staff[3:], problems=[])
    text = run(tmp_path / "in", "-o", tmp_path / "附件2.xlsx").output
    assert "乙局" in text
    assert "甲局" not in text
    assert "其余见汇总结果" in text
    assert "共 2 行" in text


# --- twice the same -------------------------------------------------------------------------


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    first = unit_book(tmp_path / "in/甲局.xlsx", "甲局", people(3), problems=[])
    shutil.copy(first, tmp_path / "in/甲局 (1).xlsx")
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert len(result.rolled.rows) == 1
    assert result.rolled.total.numbers["registered"] == 3
    assert kinds(result) == [DoubtKind.SAME_FILE]


def test_two_workbooks_of_one_unit_become_one_row_in_which_no_one_counts_twice(
    tmp_path: Path,
) -> None:
    staff = people(5)
    unit_book(tmp_path / "in/1.xlsx", "甲局", staff[:4], problems=[])
    unit_book(tmp_path / "in/2.xlsx", " 甲 局 ", staff[2:], problems=[])
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert [row.numbers["registered"] for row in result.rolled.rows] == [5]
    assert result.rolled.total.numbers["units"] == 1
    assert kinds(result) == [DoubtKind.SAME_UNIT]
    assert len(result.rolled.rows[0].sources) == 2


def test_workbooks_that_name_no_unit_are_not_taken_for_one(tmp_path: Path) -> None:
    for folder, staff in (("甲", people(4)[:2]), ("乙", people(4)[2:])):
        unit_book(tmp_path / f"in/{folder}/登记表.xlsx", "", staff, problems=[])
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert [row.numbers["registered"] for row in result.rolled.rows] == [2, 2]
    assert DoubtKind.SAME_UNIT in kinds(result)


def test_a_person_in_two_units_counts_in_both_and_is_listed(tmp_path: Path) -> None:
    staff = people(3)
    unit_book(tmp_path / "in/1.xlsx", "甲局", staff[:2], problems=[])
    unit_book(tmp_path / "in/2.xlsx", "乙局", staff[1:], problems=[])
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert result.rolled.total.numbers["registered"] == 4
    (doubt,) = result.rolled.doubts
    assert doubt.kind is DoubtKind.SHARED
    assert staff[1]["id_number"] in doubt.message
    assert run(tmp_path / "in", "-o", tmp_path / "a.xlsx").exit_code == 1


def test_a_person_over_two_rows_or_with_the_old_number_counts_once(tmp_path: Path) -> None:
    staff = people(2)
    number = staff[0]["id_number"]
    again = {**staff[0], "id_number": number[:6] + number[8:17]}
    unit_book(tmp_path / "in/1.xlsx", "甲局", [*staff, again], problems=[])
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert result.rolled.total.numbers["registered"] == 2
    assert kinds(result) == [DoubtKind.REPEATED]


def test_people_whose_number_is_blank_or_lost_are_distinguished_by_name(tmp_path: Path) -> None:
    lost = float("320799199001010" + "000")
    staff = [
        person | {"id_number": number, "given_name": name}
        for person, number, name in zip(
            people(4), (None, None, lost, lost), ("甲", "乙", "丙", "丁"), strict=True
        )
    ]
    unit_book(tmp_path / "in/1.xlsx", "甲局", staff, problems=[])
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert result.rolled.total.numbers["registered"] == 4


# --- 问题清单 and 处理台账 ---------------------------------------------------------------------


def test_verified_problems_count_by_person_and_category(tmp_path: Path) -> None:
    a, b, *_ = people(3)
    holding, trip = codes.ILLICIT_HOLDING, codes.UNAPPROVED_TRIP
    planted = [
        (a, holding, "属实"), (a, holding, "属实"), (a, trip, "属实"), (b, holding, "属实"),
        (b, trip, "不属实"), (b, trip, "待核实"), (a, codes.HIDDEN_TRIP, None),
        (a, codes.UNREGISTERED, "属实"), (b, "别的问题", "属实"),
    ]  # fmt: skip
    rows = [
        who(p) | {"number": i, "problem": c, "verdict": v} for i, (p, c, v) in enumerate(planted)
    ]
    unit_book(tmp_path / "in/1.xlsx", "甲局", people(3), problems=rows)
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    numbers = result.rolled.rows[0].numbers
    assert {key: numbers[key] for key in PROBLEMS if numbers.get(key)} == {
        "illicit_holding": 2, "unapproved_trip": 1,
    }  # fmt: skip
    assert result.rolled.rows[0].counts["pending"] == 2
    assert result.rolled.rows[0].counts["beyond"] == 1
    assert kinds(result) == [DoubtKind.UNCOUNTED]


def test_handling_counts_people_by_rank_and_ways_each_time(tmp_path: Path) -> None:
    a, b, c = people(3)
    rows = [
        who(a) | {"rank": "正处级", "penalty": "批评教育、免职", "date": "2015-07-01"},
        who(a) | {"rank": "县处级", "penalty": "诫勉", "date": "2015-08-01"},
        who(b) | {"rank": "办事员", "penalty": "批评教育，诫勉谈话"},
        who(c) | {"rank": "乡科级", "penalty": "警告"},
        {"penalty": "批评教育"},
    ]
    unit_book(tmp_path / "in/1.xlsx", "甲局", people(3), problems=[], handling=rows)
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    numbers = {key: n for key, n in result.rolled.rows[0].numbers.items() if n}
    assert {key: numbers[key] for key in list(numbers) if key not in ("units", "registered")} == {
        "handling_units": 1, "handled": 3, "county": 1, "township": 1, "other_rank": 1,
        "criticised": 2, "admonished": 2, "removed": 1,
    }  # fmt: skip
    assert kinds(result).count(DoubtKind.UNCOUNTED) == 2  # 警告, and the line without a person


def test_the_same_record_counts_again_in_its_workbook_but_not_in_a_copy(tmp_path: Path) -> None:
    staff = people(2)
    rows = [who(staff[0]) | {"rank": "乡科级", "penalty": "批评教育"}] * 2
    unit_book(tmp_path / "in/1.xlsx", "甲局", staff, problems=[], handling=rows)
    unit_book(tmp_path / "in/2.xlsx", "甲局", staff[:1], problems=[], handling=rows)
    numbers = rolled([tmp_path / "in"], tmp_path / "a.xlsx").rolled.total.numbers
    assert (numbers["handled"], numbers["criticised"]) == (1, 2)


def test_without_a_problem_list_the_workbook_is_verified_first(tmp_path: Path) -> None:
    holder, other = people(2)
    unit_book(tmp_path / "in/1.xlsx", "甲局", [holder | {"custody": "否"}, other])
    result = rolled([tmp_path / "in"], tmp_path / "a.xlsx")
    assert result.rolled.rows[0].counts["pending"] == 1
    assert not any(result.rolled.rows[0].numbers.get(k) for k in PROBLEMS)


# --- sources and the place of the result ----------------------------------------------------


def test_a_former_result_in_the_folder_is_not_rolled_up_again(tmp_path: Path) -> None:
    unit_book(tmp_path / "in/1.xlsx", "甲局", people(3), problems=[])
    output = tmp_path / "in/附件2.xlsx"
    first = rolled([tmp_path / "in"], output).rolled
    assert rolled([tmp_path / "in"], output).rolled == first


@pytest.mark.parametrize("named", [True, False])
def test_a_result_never_takes_the_place_of_a_source(tmp_path: Path, named: bool) -> None:
    source = unit_book(tmp_path / "in/1.xlsx", "甲局", people(3), problems=[])
    unit_book(tmp_path / "in/2.xlsx", "乙局", people(3), problems=[])
    before = source.read_bytes()
    outcome = run(source if named else source.parent, "-o", source)
    assert outcome.exit_code == 2
    assert source.read_bytes() == before


def test_a_former_result_that_is_named_as_a_source_is_not_replaced(tmp_path: Path) -> None:
    source = unit_book(tmp_path / "1.xlsx", "甲局", people(3), problems=[])
    county = tmp_path / "附件2.xlsx"
    rolled([source], county)
    before = county.read_bytes()
    assert run(source, county, "-o", county).exit_code == 2
    assert county.read_bytes() == before


@pytest.mark.parametrize("place", ["", "a.xls", "file/a.xlsx"])
def test_a_result_that_cannot_go_there_is_said(tmp_path: Path, place: str) -> None:
    source = unit_book(tmp_path / "in/1.xlsx", "甲局", people(1), problems=[])
    (tmp_path / "file").write_text("")
    outcome = run(source, "-o", tmp_path / place)
    assert outcome.exit_code == 2
    assert isinstance(outcome.exception, SystemExit)


def test_folders_on_the_way_to_the_result_are_made(tmp_path: Path) -> None:
    source = unit_book(tmp_path / "in/1.xlsx", "甲局", people(1), problems=[])
    assert run(source, "-o", tmp_path / "new/folder/附件2.xlsx").exit_code == 0


def test_no_workbook_at_all_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    outcome = run(tmp_path / "in", "-o", tmp_path / "a.xlsx")
    assert outcome.exit_code == 2
    assert not (tmp_path / "a.xlsx").exists()


def test_an_empty_form_is_left_out(tmp_path: Path) -> None:
    (outcome,) = gather([unit_book(tmp_path / "1.xlsx", "甲局", [])], InProcess())
    assert isinstance(outcome, LeftOut)
    assert "空表" in outcome.reason
    assert outcome.kind is FileError.INCOMPLETE_FORM


# --- laws -----------------------------------------------------------------------------------


def totals(result: RolledUp) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return result.total.numbers, {k: n for k, n in result.total.counts.items() if n}


def test_a_rollup_of_rollups_equals_the_rollup_of_all(home: Path, tmp_path: Path) -> None:
    parts = []
    for folder in sorted(path for path in home.iterdir() if path.is_dir()):
        part = tmp_path / f"{folder.name}.xlsx"
        rolled([folder], part)
        parts.append(part)
    of_parts = rolled(parts, tmp_path / "of parts.xlsx")
    of_all = rolled([home], tmp_path / "of all.xlsx")
    assert totals(of_parts.rolled) == totals(of_all.rolled)
    assert not [d for d in of_parts.rolled.doubts if d.kind is DoubtKind.UNBALANCED]
    assert "厂长已于8月离任" in {r.unit: r.remark for r in of_parts.rolled.rows}["云下县"]


COLUMNS = (*annex2.CATEGORY_COLUMN.values(), "apart_township", "apart_other", "unregistered",
           *annex2.RANK_COLUMN.values(), *annex2.PENALTY_COLUMN.values(), "pending")  # fmt: skip
ENTRIES = st.frozensets(st.tuples(st.sampled_from(COLUMNS), st.sampled_from("abcdef")))


def report(source: str, unit: str, entries: frozenset[tuple[str, str]]) -> Contribution:
    members = tuple(Member(f"1{thing}", thing, "") for _, thing in entries)
    return Contribution(source, source, unit, entries=entries | {("units", "")}, members=members)


def reports_of(prefix: str) -> st.SearchStrategy[list[Contribution]]:
    """Up to four files of three units; what they report overlaps."""
    files = st.lists(st.tuples(st.sampled_from("甲乙丙"), ENTRIES), max_size=4)
    return files.map(
        lambda drawn: [
            report(f"{prefix}{number}", prefix + unit, entries)
            for number, (unit, entries) in enumerate(drawn)
        ]
    )


@settings(deadline=None)
@given(reports_of("东"), reports_of("西"))
def test_the_totals_of_two_batches_add_up_to_those_of_both(
    east: list[Contribution], west: list[Contribution]
) -> None:
    both, parts = roll_up([*east, *west]).total, [roll_up(east).total, roll_up(west).total]
    for key in annex2.NUMBERS:
        assert both.numbers[key] == sum(part.numbers[key] for part in parts)
    for key in ("apart_township", "apart_other", "unregistered", "pending"):
        assert both.counts.get(key, 0) == sum(part.counts.get(key, 0) for part in parts)


@settings(deadline=None)
@given(reports_of("东"), st.randoms())
def test_the_order_of_the_files_changes_no_number(reports: list[Contribution], random: Any) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert totals(roll_up(shuffled)) == totals(roll_up(reports))


@settings(deadline=None)
@given(reports_of("东"))
def test_every_row_balances(reports: list[Contribution]) -> None:
    for row in roll_up([*reports, *reports]).rows:
        numbers, counts = row.numbers, row.counts
        apart = counts["apart_township"] + counts["apart_city_middle"] + counts["apart_other"]
        assert numbers["registered"] == apart + sum(
            numbers[key] for key in annex2.CATEGORY_COLUMN.values()
        )
        assert numbers["handled"] == sum(numbers[key] for key in annex2.RANK_COLUMN.values())


# --- what nobody judged -----------------------------------------------------------------------


def test_a_unit_with_nothing_but_its_form_has_empty_cells_and_no_zero(tmp_path: Path) -> None:
    unit_book(tmp_path / "in/甲局.xlsx", "甲局", [p | {"custody": None} for p in people(3)])
    output = tmp_path / "附件2.xlsx"
    data = json.loads(run(tmp_path / "in", "-o", output, "--json").stdout)
    (unit,) = data["units"]
    for category in codes.PROBLEMS:
        assert unit["values"][category] is None
        assert data["total"][category] is None
        assert unit["unjudged"][category] == 3
    names = "违规办理、违规持有、瞒报持有、未经批准、未按审批、瞒报出国、把关不严"
    assert f"未核查：{names}（3人）" in unit["remarks"]
    sheet = openpyxl.load_workbook(output, data_only=True)[annex2.SHEET]
    for row in (FIRST, FIRST + 1):
        assert [sheet.cell(row, at).value for at in range(10, 17)] == [None] * 7
        assert f"未核查：{names}（3人）" in sheet.cell(row, 31).value
    lines = {each["category"]: each for each in data["coverage"]}
    issue = lines[codes.ILLICIT_ISSUE]
    assert (issue["unit"], issue["people"], issue["judged"], issue["unjudged"]) == (
        "甲局", 3, 0, 3,
    )  # fmt: skip
    assert "没有提供“公安证件查询”" in issue["reason"]
    text = run(tmp_path / "in", "-o", output).output
    assert "未核查" in text


def test_what_was_judged_in_part_has_its_number_and_the_others_are_told(tmp_path: Path) -> None:
    staff = people(4)
    rows = [
        who(p) | {"kind": "护照", "number": p["documents"], "issued": "2012-03-01"}
        for p in staff[:3]
    ]
    book = ledger_book(
        staff,
        **{
            ledgers.POLICE_DOCUMENTS.name: rows,
            ledgers.APPROVALS.name: [who(staff[0]) | {"matter": "办证", "date": "2012-02-01"}],
        },
    )
    saved(book, tmp_path / "甲局.xlsx")
    row = rolled([tmp_path / "甲局.xlsx"], tmp_path / "附件2.xlsx").rolled.rows[0]
    assert row.numbers["illicit_issue"] == 0
    assert row.unjudged[codes.ILLICIT_ISSUE] == 1
    assert "违规办理另有1人未判" in row.remark.replace("违规办理、", "违规办理")


def test_what_people_have_concluded_counts_whatever_is_missing(tmp_path: Path) -> None:
    staff = people(3)
    confirmed = who(staff[0]) | {"number": 1, "problem": codes.HIDDEN_TRIP, "verdict": "属实"}
    unit_book(tmp_path / "甲局.xlsx", "甲局", staff, problems=[confirmed])
    row = rolled([tmp_path / "甲局.xlsx"], tmp_path / "附件2.xlsx").rolled.rows[0]
    assert row.numbers["hidden_trip"] == 1
    assert row.unjudged[codes.HIDDEN_TRIP] == 2
    assert "瞒报出国另有2人未判" in row.remark


def test_a_partly_empty_column_says_how_many_units_left_it(tmp_path: Path) -> None:
    staff = people(5)
    confirmed = who(staff[0]) | {"number": 1, "problem": codes.HIDDEN_TRIP, "verdict": "属实"}
    unit_book(tmp_path / "in/甲局.xlsx", "甲局", staff[:2], problems=[confirmed])
    unit_book(tmp_path / "in/乙局.xlsx", "乙局", staff[2:])
    total = rolled([tmp_path / "in"], tmp_path / "附件2.xlsx").rolled.total
    assert total.numbers["hidden_trip"] == 1
    assert "瞒报出国1个单位未核查（3人）；瞒报出国另有1人未判" in total.remark
    assert "lax_approval" not in total.numbers


def test_coverage_is_a_sheet_to_filter_and_is_carried_up(home: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "一级.xlsx", tmp_path / "二级.xlsx"
    below = rolled([home], first).rolled.total
    above = rolled([first], second).rolled.total
    sheet = openpyxl.load_workbook(second)["核查覆盖"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert "22/22" in [cell.value for row in sheet.iter_rows() for cell in row]

    def told(total: Any) -> list[Any]:
        return [
            (e.unit, e.category, e.people, e.judged, e.unjudged, sorted(e.reason.split("；")))
            for e in total.coverage
        ]

    assert told(above) == told(below)
    assert above.remark.startswith(below.remark)


def test_without_coverage_an_annex2_tells_by_its_cells_and_its_remark(tmp_path: Path) -> None:
    unit_book(tmp_path / "甲局.xlsx", "甲局", people(3))
    first = tmp_path / "县.xlsx"
    rolled([tmp_path / "甲局.xlsx"], first)
    book = openpyxl.load_workbook(first)
    del book["核查覆盖"]
    book.save(first)
    data = json.loads(run(first, "-o", tmp_path / "市.xlsx", "--json").stdout)
    lines = {each["category"]: each for each in data["coverage"]}
    assert lines[codes.ILLICIT_ISSUE] == {
        "unit": "甲局", "category": codes.ILLICIT_ISSUE, "people": 3, "judged": 0, "unjudged": 3,
        "reason": "附件2中该栏空着",
    }  # fmt: skip


MISSING = st.none() | st.frozensets(st.sampled_from("abcd"))


@st.composite
def judged_reports(draw: st.DrawFn, prefix: str) -> list[Contribution]:
    """Up to four files of three units, of four people each; who was judged differs."""
    files = draw(st.lists(st.tuples(st.sampled_from("甲乙丙"), ENTRIES), max_size=4))
    keys = "abcd"
    return [
        Contribution(
            f"{prefix}{number}", f"{prefix}{number}", prefix + unit,
            entries=entries | {("units", "")},
            members=tuple(Member(key, key, "") for key in keys),
            checked=tuple(
                Checked(category, len(keys), len(keys if missing is None else missing), missing, ())
                for category in codes.PROBLEMS
                for missing in [draw(MISSING)]
            ),
        )
        for number, (unit, entries) in enumerate(files)
    ]  # fmt: skip


def known(result: RolledUp) -> tuple[dict[str, int], Counter[str]]:
    return dict(result.total.numbers), +Counter(result.total.counts)


@settings(deadline=None, max_examples=50)
@given(judged_reports("东"), judged_reports("西"))
def test_what_was_not_judged_adds_up_over_batches(
    east: list[Contribution], west: list[Contribution]
) -> None:
    if not east or not west:
        return
    both, one, other = known(roll_up([*east, *west])), known(roll_up(east)), known(roll_up(west))
    assert both[0] == {
        key: one[0].get(key, 0) + other[0].get(key, 0)
        for key in annex2.NUMBERS
        if key in one[0] or key in other[0]
    }
    assert both[1] == one[1] + other[1]


@settings(deadline=None, max_examples=50)
@given(judged_reports("东"), st.randoms())
def test_the_order_of_the_files_changes_nothing_of_what_was_judged(
    reports: list[Contribution], random: Any
) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert known(roll_up(shuffled)) == known(roll_up(reports))


@settings(deadline=None, max_examples=50)
@given(judged_reports("东"))
def test_what_is_written_is_read_back_over_levels(reports: list[Contribution]) -> None:
    if not reports:
        return
    below = roll_up(reports)
    path = Path("县.xlsx")
    above = roll_up([report_of(path, annex2_alone(below))])
    again = roll_up([report_of(path, annex2_alone(above))])
    assert known(above) == known(below)
    assert known(again) == known(below)


def test_of_two_workbooks_of_a_unit_whom_one_lets_us_judge_is_judged() -> None:
    reports = [
        Contribution(
            name, name, "甲局", entries=frozenset({("units", "")}),
            members=(Member("a", "a", ""), Member("b", "b", "")),
            checked=(Checked(codes.HIDDEN_TRIP, 2, len(missing or "ab"), missing, ("缺",)),),
        )
        for name, missing in (("1", None), ("2", frozenset("b")))
    ]  # fmt: skip
    row = roll_up(reports).rows[0]
    assert row.numbers["hidden_trip"] == 0
    assert row.unjudged == {codes.HIDDEN_TRIP: 1}
