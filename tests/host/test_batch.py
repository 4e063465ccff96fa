"""Tests of the commands and buttons that run on many workbooks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from addin.errors import ChujingError
from addin.forms import sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.abroad import command as abroad_command
from addin.jobs.yearly import command as yearly_command
from addin.reading.sources import beside
from addin.ribbon import press
from support.command_line import chujing
from support.two_units import two_units


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_units(tmp_path)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("yearly", "--year", "去年"), "不是年份"),
        (("abroad", "--quarter", "2014Q5"), "不是季度"),
    ],
)
def test_wrong_period_is_named(folder: Path, command, said):
    done = chujing(command[0], folder, *command[1:], "-o", folder.parent / "结果.xlsx")

    assert done.returncode == 2
    assert said in done.stderr.replace("\n", "")


@pytest.mark.parametrize("name", ["甲局.xlsx", "结果.docx"])
def test_result_never_replaces_a_source(folder: Path, name):
    before = (folder / "甲局.xlsx").read_bytes()
    done = chujing("yearly", folder / "甲局.xlsx", "--year", "2014", "-o", folder / name)

    assert done.returncode == 2
    assert (folder / "甲局.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("key", "file", "sheet"),
    [
        ("yearly", sheets.YEARLY_FILE, "年度报告"),
        ("abroad", sheets.ABROAD_FILE, "在国（境）外人员"),
    ],
)
def test_buttons_make_the_workbook_beside_the_folder(folder: Path, key, file, sheet):
    host = CountingHost(FileHost(folder / "甲局.xlsx"), picked=folder)
    press(key, host)

    assert host.opened == [beside(folder, file)]
    assert sheet in openpyxl.load_workbook(host.opened[0]).sheetnames
    assert "1 个文件没有使用" in host.said[0]
    host.picked = None  # the person picks no folder
    press(key, host)
    assert "没有选文件夹" in host.said[1]


@pytest.mark.parametrize(
    ("read", "text"), [(yearly_command.year_in, "25"), (abroad_command.quarter_in, "")]
)
def test_what_was_typed_wrongly_is_refused(read, text):
    with pytest.raises(ChujingError):
        read(text)


@pytest.mark.parametrize("key", ["yearly", "abroad"])
@pytest.mark.parametrize("answer", [None, "随便"])
def test_buttons_accept_a_cancelled_dialog(folder: Path, key, answer):
    host = CountingHost(FileHost(folder / "甲局.xlsx"), picked=folder, answers=[answer])
    press(key, host)
    if answer is None:
        assert "已取消：没有填写" in host.said[0]
    else:
        assert "随便" in host.alerts[0]
    assert not host.opened
