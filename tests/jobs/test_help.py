"""Tests of 自检 and 帮助: the sheet lists all buttons, formulas and rules, and is removed again."""

from __future__ import annotations

from pathlib import Path

from addin.declare import FORMULAS
from addin.forms import sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.check.rules import RULES
from addin.ribbon import BUTTONS, press
from support import workbooks


def host_in(folder: Path) -> CountingHost:
    path = workbooks.saved(workbooks.new(workbooks.people(1)), folder / "附件1.xlsx")
    return CountingHost(FileHost(path))


def test_help_names_every_button_formula_and_rule(tmp_path: Path) -> None:
    host = host_in(tmp_path)
    press("help", host)
    grid = host.host.sheet(sheets.HELP)
    assert grid
    names = {grid.text(row, 1) for row in range(len(grid.rows))}
    assert {button.label for button in BUTTONS} <= names
    assert {formula.signature for formula in FORMULAS} <= names
    assert set(RULES) <= names
    assert not any("{" in grid.text(row, 2) for row in range(len(grid.rows)))


def test_clearing_takes_the_help_away_too(tmp_path: Path) -> None:
    host = host_in(tmp_path)
    press("help", host)
    assert host.host.sheet(sheets.HELP)
    press("clear", host)
    assert host.host.sheet(sheets.HELP) is None


def test_selftest_says_the_version(tmp_path: Path) -> None:
    host = host_in(tmp_path)
    press("selftest", host)
    assert "加载项正常" in host.said[0]
