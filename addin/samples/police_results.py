"""Build result files of the police about one unit, in the two usual layouts.

The layouts are a block for each person and a list; one person has no documents, and one name is
misspelt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import annex1, codes
from addin.samples.form_styles import Unit
from addin.samples.people import Values, who
from addin.writing.sheets.reproducible import deterministic

_ABOUT = ("姓名", "性别", "出生日期", "国籍", "证件种类", "证件号码")
_DOCUMENT = ("公民身份号码", *_ABOUT, "出生地", "签发机关", "签发日期", "有效期至")
_CROSSING = ("出入境状态", *_ABOUT, "前往地", "出入口岸", "出入境日期", "时间")


def in_blocks(unit: Unit) -> bytes:
    """Return one merged block for each person of the first half; passport holders went abroad."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["证件出入境批量查询结果信息（虚构）"])
    for person in unit.people[: len(unit.people) // 2]:
        about = who(person)
        _block(sheet, "查询条件", [
            ["姓名", about["name"], "公民身份号码", about["id_number"],
             "出入境起始时间", "20130101"],
        ])  # fmt: skip
        if person["documents"] == annex1.NONE:
            _block(sheet, "证件信息", [["未查到证件"]])
            continue
        _block(sheet, "证件信息", [_DOCUMENT, _document(person)])
        _block(sheet, "出入境记录", [
            _CROSSING,
            ["出境", *_about(person), "日本", "虚构机场", "20140601", "083000"],
            ["入境", *_about(person), "", "虚构机场", "20140610", "201500"],
        ])  # fmt: skip
    return deterministic(workbook)


def in_a_list(unit: Unit) -> bytes:
    """Return the documents of the second half, one per line; the last name is misspelt."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(list(_DOCUMENT))
    holders = [p for p in unit.people[len(unit.people) // 2 :] if p["documents"] != annex1.NONE]
    for person in holders:
        sheet.append(_document(person))
    sheet.cell(sheet.max_row, 2, "虚某")
    return deterministic(workbook)


def _block(sheet: Worksheet, label: str, lines: Sequence[Sequence[str]]) -> None:
    first = sheet.max_row + 1
    for line in lines:
        sheet.append([None, *line])
    sheet.cell(first, 1, label)
    if len(lines) > 1:
        sheet.merge_cells(
            start_row=first, end_row=first + len(lines) - 1, start_column=1, end_column=1
        )


def _about(person: Values) -> list[Any]:
    return [who(person)["name"], person["sex"], person["birth"], "中国", codes.PASSPORT,
            person["documents"]]  # fmt: skip


def _document(person: Values) -> list[Any]:
    return [person["id_number"], *_about(person), "虚构市", "虚构市公安局", "20140301", "20240229"]
