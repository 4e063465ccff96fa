"""Tests of round trips: every text written is read back unchanged."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.forms import annex1
from addin.reading.opening import Workbook
from addin.values.dates import Value
from addin.writing import editing
from addin.writing.plan import ReportSheet
from support import tables, workbooks

NAME = "甲"
# What no spreadsheet can hold is left out: lone surrogates; a carriage return is a line break.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
NUMBER = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
TABLE = st.lists(st.lists(st.none() | TEXT | NUMBER, min_size=1, max_size=5), max_size=8)


def form() -> bytes:
    out = io.BytesIO()
    workbooks.new(workbooks.people(3)).save(out)
    return out.getvalue()


FORM = form()


def read(data: bytes, sheet: str) -> Sequence[Sequence[Value]]:
    return Workbook(Path("甲.xlsx"), data).grid(sheet).rows


def formulas(data: bytes) -> list[str]:
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return [c.coordinate for sheet in sheets for row in sheet for c in row if c.data_type == "f"]


@settings(max_examples=60, deadline=None)
@given(TABLE)
def test_a_sheet_reads_as_it_was_written(table: list[list[Value]]) -> None:
    report = ReportSheet(tables.table(NAME, 一=8, 二=8, 三=8, 四=8, 五=8), table)

    data = editing.put_sheet(FORM, report)

    rows = read(data, NAME)
    for row, written in enumerate(table, 1):
        for column, value in enumerate(written):
            found = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            assert found == (None if value == "" else value), (row, column)
    assert formulas(data) == []


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 20)), TEXT, max_size=12))
def test_texts_put_into_a_form_come_back_and_nothing_else_changes(
    texts: dict[tuple[int, int], str],
) -> None:
    addresses = {f"{chr(64 + column)}{row}": text for (row, column), text in texts.items()}

    data = editing.set_texts(FORM, annex1.SHEET, addresses)

    before, after = (dict(_cells(read(each, annex1.SHEET))) for each in (FORM, data))
    expected = before | texts
    assert after == {at: value for at, value in expected.items() if value not in ("", None)}
    assert formulas(data) == []


def _cells(rows: Sequence[Sequence[Value]]) -> list[tuple[tuple[int, int], Value]]:
    return [
        ((row, column), value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value not in ("", None)
    ]
