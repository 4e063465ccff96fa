"""Tests that one command gives the same results on every host.

LibreOffice has the same tests in ``tests/doors/libreoffice``, inside LibreOffice itself.
"""

# ruff: noqa: N802, ARG002 - the stand-ins for Excel have Excel's names
from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

from addin.errors import ChujingError
from addin.excel import retrying
from addin.excel.desktop import Desktop
from addin.host.file import FileHost
from addin.ribbon import press
from support import workbooks

KEY = "XLWINGS_LICENSE_KEY"


def faulty(count: int) -> list[dict[str, Any]]:
    rows = workbooks.people(count)
    for row in rows:
        row |= {"sex": "女", "custody": "否"}
    return rows


def marked_file(rows: list[dict[str, Any]], folder: Path) -> FileHost:
    host = FileHost(workbooks.saved(workbooks.new(rows), folder / "附件1.xlsx"))
    press("check", host)
    return host


# Runs in an interpreter of its own: the licence key must be there before xlwings is imported.
_REMOTE = """
import json, sys
import xlwings as xw
from addin.excel.host import ExcelHost
from addin.ribbon import press

sheet = {"name": "附件1", "visibility": "Visible", "values": json.load(sys.stdin), "pictures": [],
         "shapes": [], "charts": [], "notes": [], "tables": [], "print_area": None,
         "show_gridlines": True, "pivot_tables": []}
book = xw.Book(json={"client": "Office.js", "version": xw.__version__, "names": [],
                     "book": {"name": "附件1.xlsx", "active_sheet_index": 0, "selection": "A1"},
                     "sheets": [sheet]})
press("check", ExcelHost(book))
print(json.dumps(book.json()["actions"]))
"""


def remote_actions(rows: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return the remote engine's actions for Excel when 校验 is pressed."""
    if not os.environ.get(KEY):
        pytest.skip(f"xlwings 的 remote 引擎需要许可（非商业用途可设 {KEY}=noncommercial）")
    grid = FileHost(workbooks.saved(workbooks.new(rows), folder / "远程.xlsx")).form()
    values = [["" if value is None else value for value in row] for row in grid.rows]
    done = subprocess.run(
        [sys.executable, "-c", _REMOTE],
        input=json.dumps(values),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_remote_engine_and_file_show_the_same(tmp_path: Path) -> None:
    actions = remote_actions(faulty(3), tmp_path)
    written = [action for action in actions if action["func"] == "setValues"]
    report, column = written[0]["values"], written[-1]["values"]
    file = marked_file(faulty(3), tmp_path)
    expected = file.sheet("校验结果")
    assert expected
    plain = [[str(cell).removeprefix("'") for cell in row] for row in report[1:]]
    texts = [[expected.text(row, at) for at in range(10)] for row in range(1, len(expected.rows))]
    assert plain == texts
    form = file.form()
    assert [row[0] for row in column] == [form.text(row, 15) for row in range(4, 8)]


def test_the_remote_engine_gets_as_many_actions_for_many_rows_as_for_few(tmp_path: Path) -> None:
    few, many = (remote_actions(faulty(count), tmp_path) for count in (1, 3000))
    assert [action["func"] for action in few] == [action["func"] for action in many]


class Busy(Exception):
    """As pywin32 reports that a cell is being edited."""

    hresult = -2147418111


class Excel:
    """Says it is busy that many times."""

    def __init__(self, times: int) -> None:
        self.left = times

    @retrying.retried
    def ask(self) -> str:
        if self.left:
            self.left -= 1
            raise Busy
        return "好了"


def test_a_busy_excel_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "_PAUSE", 0.001)
    assert Excel(3).ask() == "好了"


def test_an_excel_that_stays_busy_is_answered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "_PAUSE", 0.001)
    monkeypatch.setattr(retrying, "PATIENCE", 0.05)
    with pytest.raises(ChujingError, match="按回车或 Esc"):
        Excel(10_000).ask()


def test_other_failures_are_not_waited_for() -> None:
    class Broken:
        @retrying.retried
        def ask(self) -> None:
            raise ValueError("坏了")

    with pytest.raises(ValueError, match="坏了"):
        Broken().ask()


class Sheet:
    """The few members of Excel's object model that reading needs; counts what is asked."""

    def __init__(self, merged: list[tuple[int, int, int, int]], seen: list[int]) -> None:
        self.merged = merged
        self.seen = seen
        self.asked = 0
        self.api = self

    def Range(self, address: str) -> Cells:
        first, last = address.split(":")
        (top, left), (bottom, right) = coordinate_to_tuple(first), coordinate_to_tuple(last)
        return Cells(self, (top, left, bottom, right))

    def Evaluate(self, formula: str) -> tuple[tuple[int], ...]:
        self.asked += 1
        return tuple((count,) for count in self.seen)


class Cells:
    def __init__(self, sheet: Sheet, area: tuple[int, int, int, int]) -> None:
        self.sheet = sheet
        self.Row, self.Column, self.bottom, self.right = area

    @property
    def MergeCells(self) -> bool | None:
        self.sheet.asked += 1
        inside = [
            any(t <= row <= b and lt <= column <= r for t, lt, b, r in self.sheet.merged)
            for row in range(self.Row, self.bottom + 1)
            for column in range(self.Column, self.right + 1)
        ]
        return all(inside) if all(inside) or not any(inside) else None

    @property
    def Rows(self) -> Counted:
        return Counted(self.bottom - self.Row + 1)

    @property
    def Columns(self) -> Counted:
        return Counted(self.right - self.Column + 1)

    def Cells(self, row: int, column: int) -> Cells:
        at = self.Row + row - 1, self.Column + column - 1
        return Cells(self.sheet, (*at, *at))

    @property
    def MergeArea(self) -> Cells:
        return next(
            Cells(self.sheet, area)
            for area in self.sheet.merged
            if area[0] <= self.Row <= area[2] and area[1] <= self.Column <= area[3]
        )


@dataclass
class Counted:
    Count: int


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6))
def test_excels_merged_areas_are_all_found(corners: set[tuple[int, int]]) -> None:
    merged = [(2 * row + 1, 3 * column + 1, 2 * row + 2, 3 * column + 2) for row, column in corners]
    reader = Desktop.__new__(Desktop)
    found = reader.merges(Sheet(merged, []), 21, 12)
    assert found == sorted((t - 1, lt - 1, b - 1, r - 1) for t, lt, b, r in merged)


def test_excel_is_asked_little_more_for_many_rows_than_for_few() -> None:
    few, many = Sheet([(1, 1, 1, 14)], []), Sheet([(1, 1, 1, 14)], [])
    Desktop.__new__(Desktop).merges(few, 10, 14)
    Desktop.__new__(Desktop).merges(many, 2000, 14)
    assert many.asked < few.asked + 20


def test_rows_in_which_excel_sees_nothing_are_hidden() -> None:
    assert Desktop.__new__(Desktop).hidden(Sheet([], [14, 0, 3, 0]), 4, 14) == {2, 4}


def test_a_file_host_returns_defaults_for_dialogs(tmp_path: Path) -> None:
    path = workbooks.saved(workbooks.new(workbooks.people(2)), tmp_path / "附件1.xlsx")
    host = FileHost(path)
    assert host.selection() == ("附件1", 1)
    assert FileHost(path, ("附件1", 6)).selection() == ("附件1", 6)
    assert host.folder() == tmp_path
    assert host.ask("多少人？", "20") == "20"
