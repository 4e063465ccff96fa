"""The ways in which clerks fill in 附件1: each function writes a unit's report as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import annex1, annex2, ledgers
from addin.forms.columns import Column, Table
from addin.forms.lists import PROBLEM_LIST
from addin.samples.people import Values, numbered
from addin.writing.editing import set_cached
from addin.writing.sheets.annex1 import annex1_workbook
from addin.writing.sheets.annex2 import annex2_workbook, formula_values
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.tables import add_table_sheet, draw_rows

LEGACY = Path(__file__).with_name("legacy.xls")
_EXPLANATION = Table("示例说明", (
    Column("name", "姓名", 10),
    Column("planted", "埋下了什么", 44),
    Column("expected", "核查应当找到", 60),
))  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A unit's report: its people and the rows of its ledgers, by table name."""

    name: str
    people: Sequence[Values]
    ledgers: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    filled_on: str = "2015年5月26日"

    @property
    def filled(self) -> dict[str, str]:
        """Return the fields around the table."""
        return {
            annex1.UNIT: self.name,
            annex1.FILLED_ON: self.filled_on,
            annex1.FILLER: "虚一",
            annex1.PHONE: "000-00000000",
            annex1.REVIEWER: "虚二",
        }


def official(unit: Unit) -> bytes:
    """Return the official form with the ledger sheets that have rows."""
    return deterministic(_official(unit))


def explained(unit: Unit, rows: Sequence[tuple[str, str, str]]) -> bytes:
    """Return the official form with a sheet that lists what is planted."""
    workbook = _official(unit)
    add_table_sheet(workbook, _EXPLANATION, rows)
    return deterministic(workbook)


def _official(unit: Unit, *, keep_blank: bool = False) -> Workbook:
    workbook = annex1_workbook(numbered(unit.people), unit.filled)
    for table in ledgers.LEDGERS:
        if unit.ledgers.get(table.name):
            _fill(workbook[table.name], table, unit)
        elif not keep_blank:
            workbook.remove(workbook[table.name])
    if ledgers.AUTHORITY.name in unit.ledgers:
        beside = len(ledgers.PARAMETERS.columns) + 2
        _fill(workbook[ledgers.PARAMETERS.name], ledgers.AUTHORITY, unit, beside)
    if PROBLEM_LIST.name in unit.ledgers:
        _fill(add_table_sheet(workbook, PROBLEM_LIST, ()), PROBLEM_LIST, unit)
    return workbook


def _fill(sheet: Worksheet, table: Table, unit: Unit, first_column: int = 1) -> None:
    rows = unit.ledgers[table.name]
    draw_rows(sheet, [[row.get(key) for key in table.keys()] for row in rows], first_column)


def with_blank_ledgers(unit: Unit) -> bytes:
    """Return the official form with all ledger sheets, also the blank ones."""
    return deterministic(_official(unit, keep_blank=True))


def moved(unit: Unit) -> bytes:
    """Return a sheet of the unit's own: 姓名 in one column, two rows of headings, shifted.

    It has one more column (联系方式), and half-width brackets in the headings.
    """
    workbook, sheet = _sheet("Sheet1")
    sheet["C2"] = annex1.TITLE
    sheet["B3"] = f"填报单位: {unit.name}"
    titles = [annex1.FULL_NAME.title if column.key == "surname" else column.title
              for column in annex1.TABLE.columns if column.key != "given_name"]  # fmt: skip
    for at, title in enumerate([*titles, "联系方式"], start=2):
        upper = "基本情况" if at < 9 else "备案及证件情况"
        sheet.cell(5, at, upper if at in (2, 9) else None)
        sheet.cell(6, at, title.replace("（", "(").replace("）", ")"))
    sheet.merge_cells("B5:H5")
    sheet.merge_cells(start_row=5, end_row=5, start_column=9, end_column=len(titles) + 2)
    for row, person in enumerate(numbered(unit.people), start=7):
        values = [person[column.key] for column in annex1.TABLE.columns]
        values[1:3] = [f"{person['surname']}{person['given_name']}"]
        for at, value in enumerate([*values, "000-0000"], start=2):
            sheet.cell(row, at, value)
    _foot(sheet, 7 + len(unit.people), unit)
    return deterministic(workbook)


def one_row_per_document(unit: Unit) -> bytes:
    """Return a form with one row per document, other cells merged downwards, one row hidden."""
    workbook, sheet = _sheet(annex1.SHEET)
    _head(sheet, unit)
    row = 6
    for person in numbered(unit.people):
        numbers = str(person["documents"]).split("、")
        for offset, number in enumerate(numbers):
            values = person if offset == 0 else {"custody": person["custody"]}
            _put(sheet, row + offset, {**values, "documents": number})
        if len(numbers) > 1:
            for at, column in enumerate(annex1.TABLE.columns, start=1):
                if column.key not in ("documents", "custody"):
                    sheet.merge_cells(
                        start_row=row,
                        end_row=row + len(numbers) - 1,
                        start_column=at,
                        end_column=at,
                    )
        row += len(numbers)
    sheet.row_dimensions[row - 1].hidden = True
    _foot(sheet, row, unit)
    return deterministic(workbook)


def sectioned(unit: Unit) -> bytes:
    """Return a form with section titles, blank rows, and many formatted rows below."""
    workbook, sheet = _sheet(annex1.SHEET)
    _head(sheet, unit)
    row = 6
    for number, person in enumerate(numbered(unit.people)):
        if number in (0, 3):
            sheet.cell(row, 1, "一、处级干部" if number == 0 else "二、其他干部")
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=14)
            row += 1
        _put(sheet, row, person)
        row += 2 if number == 1 else 1
    _foot(sheet, row, unit)
    for below in range(row + 10, row + 60):
        sheet.cell(below, 1).number_format = "@"
    return deterministic(workbook)


def legacy(_: Unit) -> bytes:
    """Return an .xls file; it is stored as bytes, since the product does not write this format."""
    return LEGACY.read_bytes()


def with_renamed_headings(unit: Unit) -> bytes:
    """Return a form with two renamed headings."""
    workbook, sheet = _sheet(annex1.SHEET)
    _head(sheet, unit)
    sheet["E5"], sheet["N5"] = "号码", "情况"
    for row, person in enumerate(numbered(unit.people), start=6):
        _put(sheet, row, person)
    return deterministic(workbook)


def summary(name: str, rows: Sequence[Mapping[str, int | str]]) -> bytes:
    """附件2 of a county, its formulas calculated: 0 for every problem that a row does not name."""
    nothing = dict.fromkeys(annex2.PROBLEM_COLUMN.values(), 0)
    rows = [{**nothing, **row} for row in rows]
    workbook = annex2_workbook(rows, {annex1.UNIT: name, annex1.FILLED_ON: "2015年9月15日"})
    return set_cached(deterministic(workbook), annex2.SHEET, formula_values(rows))


def _sheet(name: str) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = name
    return workbook, sheet


def _head(sheet: Worksheet, unit: Unit) -> None:
    sheet["A1"], sheet["A2"] = annex1.LABEL, annex1.TITLE
    sheet["A4"] = f"{annex1.UNIT}：{unit.name}"
    sheet["J4"] = f"{annex1.FILLED_ON}：{unit.filled[annex1.FILLED_ON]}"
    for at, column in enumerate(annex1.TABLE.columns, start=1):
        sheet.cell(5, at, column.printed)


def _put(sheet: Worksheet, row: int, person: Values) -> None:
    for at, column in enumerate(annex1.TABLE.columns, start=1):
        sheet.cell(row, at, person.get(column.key))


def _foot(sheet: Worksheet, row: int, unit: Unit) -> None:
    sheet.cell(row, 1, _filler(unit))
    sheet.cell(row, 10, f"{annex1.REVIEWER}：{unit.filled[annex1.REVIEWER]}")
    for at, note in enumerate(annex1.NOTES, start=row + 1):
        sheet.cell(at, 1, note)


def _filler(unit: Unit) -> str:
    filled = unit.filled
    return f"{annex1.FILLER}：{filled[annex1.FILLER]}（{annex1.PHONE}：{filled[annex1.PHONE]}）"
