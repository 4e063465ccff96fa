"""Workbooks of made-up people, in the ways clerks fill them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from addin.errors import ChujingError
from addin.forms import annex1
from addin.model.examples import HEADER, faultless
from addin.reading.workers import Task

R = TypeVar("R")

KEYS = annex1.TABLE.keys()
FIRST_ROW = 6


class InProcess:
    """Workers that run in this process, for tests of their tasks."""

    def map(self, task: Task[R], paths: Sequence[Path]) -> Iterator[R | ChujingError]:
        for path in paths:
            try:
                yield task(path)
            except ChujingError as error:
                yield error


def people(count: int) -> list[dict[str, Any]]:
    """Return ``count`` different people without faults."""
    return [faultless(index) for index in range(count)]


def head(sheet: Worksheet, header: Mapping[str, str] = HEADER) -> None:
    sheet["A1"] = annex1.LABEL
    sheet["A2"] = annex1.TITLE
    sheet["A4"] = f"{annex1.UNIT}：{header[annex1.UNIT]}"
    sheet["L4"] = f"{annex1.FILLED_ON}：{header[annex1.FILLED_ON]}"


def headings(sheet: Worksheet, row: int = 5) -> None:
    for column, description in enumerate(annex1.TABLE.columns, 1):
        sheet.cell(row, column, description.printed)


def write_people(
    sheet: Worksheet, rows: Sequence[Mapping[str, Any]], first: int = FIRST_ROW
) -> int:
    """Write the people; return the row after the last."""
    for offset, values in enumerate(rows):
        for column, key in enumerate(KEYS, 1):
            if values.get(key) is not None:
                sheet.cell(first + offset, column, values[key])
    return first + len(rows)


def foot(sheet: Worksheet, row: int, header: Mapping[str, str] = HEADER) -> None:
    sheet.cell(row, 1, f"填表人：{header[annex1.FILLER]}（联系电话：{header[annex1.PHONE]}）")
    sheet.cell(row, 12, f"审核人：{header[annex1.REVIEWER]}")
    for offset, note in enumerate(annex1.NOTES, 1):
        sheet.cell(row + offset, 1, note)


def new(rows: Sequence[Mapping[str, Any]]) -> openpyxl.Workbook:
    """Return a workbook whose first sheet is 附件1 with these people."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = annex1.SHEET
    head(sheet)
    headings(sheet)
    foot(sheet, write_people(sheet, rows))
    return book


def saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path
