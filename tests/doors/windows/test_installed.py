"""Tests of the command line on Windows: paths and contents of the files written."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path, PureWindowsPath
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from addin.build.packages import add_in
from addin.cli.app import app
from doors.windows.forms import form
from doors.windows.harness import CHINESE, INSIDE, WESTERN, Machine, windows

STRANGE = {CHINESE: "ไทย", WESTERN: "安装"}  # folders that the code page has no letters for

in_chinese = pytest.mark.parametrize("machine", [CHINESE], ids=["cp936"], indirect=True)


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook."""
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_settings_name_the_folders_in_the_machines_own_code_page(machine: Machine) -> None:
    dll, command = machine.read_settings()

    assert PureWindowsPath(dll).parent == PureWindowsPath(windows(machine.python))
    assert command.startswith(f'"{windows(machine.python / "pythonw.exe")}" ')
    assert repr(windows(machine.code)) in command


def test_the_add_in_lies_where_excel_loads_it(machine: Machine) -> None:
    start = machine.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"

    assert (start / "出国境证件.xlam").read_bytes() == add_in()


@in_chinese
def test_doctor_misses_nothing_but_excel(machine: Machine) -> None:
    doctor = machine.chujing("doctor", "--json")

    assert doctor.json["server"]["answer"].startswith("正常")
    assert 0 < doctor.json["server"]["seconds"] < 60
    obstacles = [obstacle["what"] for obstacle in doctor.json["obstacles"]]
    assert len(obstacles) == 1, obstacles
    assert "没有安装 Excel" in obstacles[0]


@in_chinese
def test_uninstalling_leaves_nothing(machine: Machine, tmp_path: Path) -> None:
    for command in ("install", "uninstall"):
        done = machine.run(INSIDE / "as_user.py", windows(tmp_path), command)
        assert done.code == 0, done

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_folder_the_macros_cannot_name_is_refused_in_words(
    machine: Machine, tmp_path: Path
) -> None:
    strange = dataclasses.replace(machine, folder=tmp_path / STRANGE[machine.code_page])
    strange.prepare()

    refused = strange.chujing("install")

    assert refused.code == 2
    assert "读不了的字" in refused.errors
    assert "Traceback" not in refused.errors
    assert not [path for path in strange.home.rglob("*") if path.is_file()]


@in_chinese
def test_checking_finds_and_writes_the_same_as_anywhere(machine: Machine, tmp_path: Path) -> None:
    path = form(tmp_path / "报 & 送", 3)
    here, there = tmp_path / "本机", tmp_path / "标 & 注"

    ours = json.loads(CliRunner().invoke(app, ["check", str(path), "--json"]).stdout)
    CliRunner().invoke(app, ["check", str(path), "-o", str(here)])
    theirs = machine.chujing("check", windows(path), "-o", windows(there), "--json")

    assert theirs.code == 1, theirs
    assert theirs.json["issues"] == ours["issues"]
    assert theirs.json["unit"] == ours["unit"]
    assert parts(there / path.name) == parts(here / path.name)


@in_chinese
def test_rolling_up_writes_the_same_as_anywhere(machine: Machine, tmp_path: Path) -> None:
    for unit in ("甲 & 乙", "丙"):
        form(tmp_path / "各单位" / unit, 3)
    here, there = tmp_path / "本机.xlsx", tmp_path / "附件2.xlsx"

    ours = CliRunner().invoke(app, ["rollup", str(tmp_path / "各单位"), "-o", str(here)])
    theirs = machine.chujing("rollup", windows(tmp_path / "各单位"), "-o", windows(there))

    assert theirs.code == ours.exit_code, theirs
    assert plain(parts(there)) == plain(parts(here))


def plain(named: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with the paths of source files written in one way, and no heights of rows.

    A path that is longer by its drive may need one line more.
    """
    return {
        name: re.sub(rb' ht="[^"]*"', b"", part.replace(b"Z:", b"").replace(b"\\", b"/"))
        for name, part in named.items()
    }


@in_chinese
def test_a_missing_file_gives_a_sentence(machine: Machine, tmp_path: Path) -> None:
    done = machine.chujing("check", windows(tmp_path / "没有 & 的.xlsx"))

    assert done.code == 2
    assert "Traceback" not in done.errors + done.output
