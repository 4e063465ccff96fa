"""Results of the police as files, in both layouts, made for tests: made-up people only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner

from addin.cli.app import app
from support import workbooks

PEOPLE = [
    person | {"given_name": f"虚{n}"}
    for person, n in zip(workbooks.people(6), "甲乙丙丁戊己", strict=True)
]
DOCUMENT_HEADINGS = (
    "公民身份号码", "姓名", "性别", "出生日期", "国籍", "证件种类", "证件号码", "出生地",
    "签发机关", "签发日期", "有效期至",
)  # fmt: skip
CROSSING_HEADINGS = (
    "出入境状态", "姓名", "性别", "出生日期", "国籍", "证件种类", "证件号码", "前往地",
    "出入口岸", "出入境日期", "时间",
)  # fmt: skip


def name(person: dict[str, Any]) -> str:
    return person["surname"] + person["given_name"]


def document(person: dict[str, Any], **changes: Any) -> list[Any]:
    plain = {"id": person["id_number"], "name": name(person), "sex": "男", "born": "19700101",
             "nation": "中国", "kind": "普通护照", "number": person["documents"], "place": "江苏",
             "issuer": "虚构市公安局", "issued": "20140301", "expires": "20991231"}  # fmt: skip
    return list((plain | changes).values())


def crossing(person: dict[str, Any], direction: str, day: str, clock: str = "", **changes: Any):
    plain = {"direction": direction, "name": name(person), "sex": "男", "born": "19700101",
             "nation": "中国", "kind": "普通护照", "number": person["documents"], "to": "日本",
             "port": "虚构机场", "day": day, "clock": clock}  # fmt: skip
    return list((plain | changes).values())


def listed(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    """A result as a list below a title."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "结果"
    sheet.append(["出入境证件查询结果"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def blocks(
    path: Path, *people: tuple[dict[str, Any], list[Any], list[Any]], since: str = ""
) -> Path:
    """Return a result with one merged block per person: query, period, documents, crossings."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["证件出入境批量查询结果信息"])
    sheet.merge_cells("A1:L1")
    row = 2
    for person, documents, crossings in people:
        parts = [
            (
                "查询条件",
                [
                    ["姓名", name(person), "公民身份号码", person["id_number"], "性别", "男"]
                    + (["出入境起始时间", since] if since else [])
                ],
            ),
            ("证件信息", [DOCUMENT_HEADINGS, *documents] if documents else [["未查到证件"]]),
            *([("出入境记录", [CROSSING_HEADINGS, *crossings])] if crossings else []),
        ]
        for label, lines in parts:
            sheet.cell(row, 1, label)
            for offset, values in enumerate(lines):
                for column, value in enumerate(values, 2):
                    sheet.cell(row + offset, column, value)
            if len(lines) > 1:
                sheet.merge_cells(f"A{row}:A{row + len(lines) - 1}")
            row += len(lines)
    book.save(path)
    return path


def run(command: str, *arguments: object) -> tuple[dict[str, Any], int]:
    done = CliRunner().invoke(app, [command, *map(str, arguments), "--json"])
    return json.loads(done.stdout), done.exit_code


def added(report: dict[str, Any]) -> dict[str, int]:
    return {each["name"]: each["added"] for each in report["tables"] if each["added"]}


def ledger(path: Path, sheet: str) -> list[dict[str, Any]]:
    headings, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]
