"""Tests of the buttons on workbook files: results, unchanged parts, number of calls."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.errors import UnusableFile
from addin.forms import annex2
from addin.host.file import FileHost
from addin.host.testing import MOST, CountingHost
from addin.reading.sources import beside
from addin.ribbon import BUTTONS, press
from addin.writing.sheets.annex2 import annex2_workbook
from support import workbooks

WRITING = ("check", "clear", "normalize")


def faulty(count: int) -> list[dict[str, Any]]:
    """People each of whom has something to mark and something to put in the right spelling."""
    rows = workbooks.people(count)
    for row in rows:
        row |= {"sex": "女性", "documents": row["documents"].lower()}
    return rows


def host_for(rows: list[dict[str, Any]], place: Path, **answers: Any) -> CountingHost:
    path = workbooks.saved(workbooks.new(rows), place / "附件1.xlsx")
    return CountingHost(FileHost(path), **answers)


def in_front_of(button: Any, rows: int, place: Path) -> CountingHost:
    """What the button works on, that many rows long, with a person's row selected.

    情况报告 takes 附件2, 报送包 a folder of forms without mistakes, 催报 a list of units.
    """
    if button.key == "report":
        units = [{"unit": f"{number}局", "units": 1} for number in range(rows)]
        path = workbooks.saved(annex2_workbook(units), place / "附件2.xlsx")
        return CountingHost(FileHost(path, selected=(annex2.SHEET, annex2.PAGE.first_row)))
    people = workbooks.people(rows) if button.key == "package" else faulty(rows)
    source = place / "来源"
    source.mkdir()
    path = workbooks.saved(workbooks.new(people), source / "附件1.xlsx")
    selected = ("附件1", workbooks.FIRST_ROW)
    listed = place / "名单.txt"
    listed.write_text("甲局\n" * rows, encoding="utf-8")
    file = listed if button.key == "remind" else None
    return CountingHost(FileHost(path, selected), picked=source, file=file)


def data(host: CountingHost) -> bytes:
    assert isinstance(host.host, FileHost)
    return host.host.data


def column(host: CountingHost, key: str) -> list[Any]:
    at = workbooks.KEYS.index(key)
    grid = host.host.form()
    return [row[at] for row in grid.rows[workbooks.FIRST_ROW - 1 :] if len(row) > at][:3]


@pytest.mark.parametrize("rows", [1, 2000])
@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.key)
def test_no_command_asks_more_of_the_host_when_there_are_more_rows(
    button: Any, rows: int, tmp_path: Path
) -> None:
    host = in_front_of(button, rows, tmp_path)
    press(button.key, host)
    assert not host.alerts
    assert host.reads <= MOST
    assert host.writes <= MOST


def test_checking_twice_is_checking_once(tmp_path: Path) -> None:
    host = host_for(faulty(3), tmp_path)
    press("check", host)
    once = data(host)
    press("check", host)
    assert data(host) == once
    assert host.said[0] == host.said[1]
    assert "错误" in host.said[0]


def test_clearing_restores_the_workbook_to_the_byte(tmp_path: Path) -> None:
    host = host_for(faulty(3), tmp_path)
    before = data(host)
    press("check", host)
    press("check", host)
    assert data(host) != before
    press("clear", host)
    assert data(host) == before


def test_the_result_column_never_takes_the_place_of_a_formula_that_shows_nothing(
    tmp_path: Path,
) -> None:
    book = workbooks.new(faulty(2))
    book.worksheets[0]["P6"] = '=""'
    host = CountingHost(FileHost(workbooks.saved(book, tmp_path / "a.xlsx")))
    press("check", host)
    (tmp_path / "b.xlsx").write_bytes(data(host))
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["附件1"]
    assert sheet["P6"].value == '=""'
    assert str(sheet["R6"].value).startswith("【错误")


def test_normalising_and_undoing_gives_back_every_original(tmp_path: Path) -> None:
    rows = workbooks.people(3)
    rows[0] |= {"sex": "男性", "birth": datetime.date(1970, 1, 1), "given_name": "虚 构"}
    rows[1] |= {"id_number": f" {rows[1]['id_number']}"}
    host = host_for(rows, tmp_path)
    originals = {key: column(host, key) for key in workbooks.KEYS}
    press("normalize", host)
    assert column(host, "sex")[0] == "男"
    assert column(host, "birth")[0] == "19700101"
    assert "已规范 4 处" in host.said[-1]
    press("normalize", host)
    assert {key: column(host, key) for key in workbooks.KEYS} == originals
    assert host.host.sheet("规范记录") is None
    assert "已恢复 4 处" in host.said[-1]


def test_undoing_leaves_alone_what_was_edited_since(tmp_path: Path) -> None:
    host = host_for([workbooks.people(1)[0] | {"sex": "男性", "given_name": "虚 构"}], tmp_path)
    press("normalize", host)
    host.host.put("附件1", {(workbooks.FIRST_ROW, 3): "改名"})
    press("normalize", host)
    assert column(host, "given_name")[0] == "改名"
    assert column(host, "sex")[0] == "男性"
    assert "1 处后来又改过" in host.said[-1]


def test_normalising_never_touches_a_formula(tmp_path: Path) -> None:
    book = workbooks.new([workbooks.people(1)[0] | {"status": "备案"}])
    book.worksheets[0]["N6"] = '="备"&"案"'
    host = CountingHost(FileHost(workbooks.saved(book, tmp_path / "a.xlsx")))
    press("normalize", host)
    (tmp_path / "b.xlsx").write_bytes(data(host))
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["附件1"]["N6"].value == '="备"&"案"'


@pytest.mark.parametrize("key", ["check", "normalize", "rollup"])
def test_esc_stops_a_command_before_anything_is_written(key: str, tmp_path: Path) -> None:
    host = host_for(faulty(2), tmp_path, picked=tmp_path)
    made = beside(tmp_path, "汇总附件2.xlsx")
    press(key, host)
    reports = host.reports
    for stop_at in range(1, reports + 1):
        stopped = host_for(faulty(2), tmp_path, stop_at=stop_at, picked=tmp_path)
        made.unlink(missing_ok=True)
        press(key, stopped)
        assert stopped.writes == 0
        assert data(stopped) == (tmp_path / "附件1.xlsx").read_bytes()
        assert "没有改动" in stopped.said[-1]
        assert not made.exists()


@pytest.mark.parametrize("key", WRITING)
def test_a_locked_sheet_gives_a_sentence(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_for(faulty(1), tmp_path)
    monkeypatch.setattr(FileHost, "obstacle", lambda *_: "工作表“附件1”受保护")
    press(key, host)
    assert host.alerts == ["工作表“附件1”受保护"]
    assert host.writes == 0


def test_whatever_fails_ends_in_words_without_an_identity_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = workbooks.people(1)[0]["id_number"]
    host = host_for(faulty(1), tmp_path)

    def broken(*_: object) -> None:
        raise ValueError(f"坏在 {number}")

    monkeypatch.setattr(FileHost, "mark", broken)
    press("check", host)
    assert "没有完成" in host.alerts[0]
    assert number not in host.alerts[0]
    monkeypatch.setattr(FileHost, "mark", lambda *_: (_ for _ in ()).throw(UnusableFile("盘满")))
    press("check", host)
    assert host.alerts[1] == "盘满"


def test_a_workbook_without_a_form_gives_a_sentence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    host = CountingHost(FileHost(workbooks.saved(book, tmp_path / "a.xlsx")))
    press("check", host)
    assert "附件1" in host.alerts[0]


def test_rollup_makes_annex2_beside_the_folder_and_opens_it(tmp_path: Path) -> None:
    workbooks.saved(workbooks.new(workbooks.people(2)), tmp_path / "档案局.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    sources = {path: path.read_bytes() for path in tmp_path.iterdir()}
    host = host_for(workbooks.people(1), tmp_path / "..", picked=tmp_path)
    press("rollup", host)
    press("rollup", host)  # what the first made is no source for the second
    made = beside(tmp_path, "汇总附件2.xlsx")
    assert host.opened == [made, made]
    assert made not in tmp_path.iterdir()
    assert "1 个单位" in host.said[-1]
    assert "1 个文件没有汇总" in host.said[-1]
    assert all(path.read_bytes() == content for path, content in sources.items())


def chujing(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "addin", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_command_line_writes_a_normalised_copy_and_leaves_the_file_alone(
    tmp_path: Path,
) -> None:
    rows = workbooks.people(1)
    number = rows[0]["id_number"]
    rows[0] |= {"sex": "男性", "id_number": f" {number}"}
    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")
    before = path.read_bytes()
    done = chujing("normalize", path, "-o", tmp_path / "b.xlsx", "--json")
    assert done.returncode == 0
    assert {change["cell"]: change["after"] for change in json.loads(done.stdout)["changes"]} == {
        "D6": "男",
        "E6": number,
    }
    assert FileHost(tmp_path / "b.xlsx").form().rows[5][3:5] == ["男", number]
    assert path.read_bytes() == before
    told = chujing("normalize", path, "-o", tmp_path / "c.xlsx")
    assert "规范 2 处" in told.stdout
    assert number not in told.stdout
    assert chujing("normalize", path, "-o", path).returncode == 2
    assert path.read_bytes() == before


def test_rollup_without_a_folder_does_nothing(tmp_path: Path) -> None:
    host = host_for(workbooks.people(1), tmp_path)
    press("rollup", host)
    assert not host.opened
    assert not host.alerts
