"""Tests that bad input gives a Chinese sentence and exit code 2, never a traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest

from addin.errors import ChujingError
from addin.reading.preflight import admit
from support import workbooks
from support.bad_files import BAD, form
from support.command_line import chujing

HOME = Path(__file__).parents[3]


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_gives_a_sentence(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(data)

    done = chujing("check", path, "--json")

    assert done.returncode == 2
    assert words in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "乙.xlsx").write_bytes(form())

    done = chujing("check", tmp_path)

    assert done.returncode == 2
    assert "没有发现问题" in done.stdout
    assert "甲.xlsx" in done.stderr


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    assert "找不到文件" in chujing("check", tmp_path / "没有.xlsx").stderr
    assert "没有找到工作簿" in chujing("check", tmp_path).stderr


def test_twenty_thousand_rows_are_checked(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("附件1")
    sheet.append([column.title for column in workbooks.annex1.TABLE.columns])
    for person in workbooks.people(20_000):
        sheet.append([person[key] for key in workbooks.KEYS])
    path = workbooks.saved(book, tmp_path / "大表.xlsx")

    report = json.loads(chujing("check", path, "--json").stdout)

    assert report["rows"] == 20_000
    assert {issue["code"] for issue in report["issues"]} >= {"header-blank"}


def test_a_cell_full_of_digits_is_only_a_wrong_value(tmp_path: Path) -> None:
    """Python itself refuses to make a number of so many."""
    rows = workbooks.people(len(workbooks.KEYS))
    for row, key in zip(rows, workbooks.KEYS, strict=True):
        row[key] = "9" * 5_000
    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")

    for command in ("check", "verify", "alerts"):
        assert "error" not in json.loads(chujing(command, path, "--json").stdout), command


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_only_dates(tmp_path: Path, day: str) -> None:
    """Clerks type such a date for "for ever"; days are counted as from any date."""
    book = openpyxl.load_workbook(HOME / "examples/虚构市/市直/虚构市外事办公室（核查示例）.xlsx")
    for sheet in book.worksheets[1:]:
        for column in sheet.iter_cols():
            if re.search("日期|时间|期限", str(column[0].value)):
                for cell in column[1:]:
                    cell.value = day if cell.value else None
    for cell in book["参数"]["B"]:
        cell.value = "999999999" if str(cell.value).isdecimal() else cell.value
    path = workbooks.saved(book, tmp_path / "a.xlsx")

    for command in ("verify", "alerts"):
        assert "error" not in json.loads(chujing(command, path, "--json").stdout), command
    out = tmp_path / "在外人员.xlsx"
    said = chujing("abroad", path, "--quarter", "2026Q1", "-o", out, "--json")
    assert json.loads(said.stdout)["skipped"] == []


def test_what_thousands_have_in_common_is_not_listed_in_full_for_each(tmp_path: Path) -> None:
    """As when somebody drags one person's cells down over the whole list."""
    rows = [dict(person) for person in workbooks.people(1) * 3_000]
    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")

    issues = json.loads(chujing("check", path, "--json").stdout)["issues"]

    repeated = [each["message"] for each in issues if each["code"] == "id-duplicate"]
    assert len(repeated) == 3_000
    assert (
        repeated[0] == "同一身份证号出现 3000 次：第 6、7、8、9、10、11、12、13、14、15 等 3000 行"
    )
    assert max(len(each["message"]) for each in issues) < 400


def test_numbers_are_masked_on_the_terminal_and_whole_in_json(tmp_path: Path) -> None:
    rows = workbooks.people(1)
    number = rows[0]["id_number"]
    rows[0]["id_number"] = number[:6] + number[8:17]
    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")

    shown, data = chujing("check", path), chujing("check", path, "--json")

    assert number not in shown.stdout
    assert number[:6] + "********" + number[-4:] in shown.stdout
    assert number in data.stdout


def test_gate_refuses_a_renamed_text() -> None:
    with pytest.raises(ChujingError, match="另存为"):
        admit(b"%PDF-1.7")
