"""One step of “撤销” after a press, seen in a window with a real Ctrl+Z.

A headless office has no keyboard; this one stands on a display that nobody sees.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.styles import PatternFill

from addin.declare import TITLE
from addin.host.file import FileHost
from addin.model.examples import HEADER
from addin.ribbon import press
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.ledger_books import ledger_book, travelled
from support.libreoffice import LABELS, Office, Screen, bridged

pytestmark = pytest.mark.libreoffice

COLUMN = 15  # P, where the result column goes
FILE = "撤销.xlsx"


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    made = Screen()
    try:
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def windowed(screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    running = Office(bridged(tmp_path_factory.mktemp("profile"), ""), screen.display)
    try:
        yield running
    finally:
        running.end()


@pytest.fixture
def office(windowed: Office) -> Iterator[Office]:
    yield windowed
    windowed.do("close_all")


def form(path: Path) -> Path:
    """The official sheet, with formats of the clerk's own over the template's."""
    people = workbooks.people(3)
    people[0] |= {"sex": "女", "residence": " 江苏 "}
    people[1] |= {"custody": "否"}
    book = annex1_workbook(people, HEADER)
    sheet = book["附件1"]
    red, blue = PatternFill(bgColor="FF0000"), PatternFill(bgColor="0000FF")
    sheet.conditional_formatting.add("B6:C8", FormulaRule(['$B6="赵"'], fill=red))
    sheet.conditional_formatting.add("C6:D8", FormulaRule(["LEN(C6)>9"], fill=blue))
    scale = ColorScaleRule("min", None, "FFFFFF", "max", None, "00FF00")
    sheet.conditional_formatting.add("A6:A8", scale)
    sheet.column_dimensions["P"].width = 13
    return workbooks.saved(book, path)


def state(office: Office) -> dict[str, Any]:
    return office.do("whole", "附件1", COLUMN)


def opened(office: Office, screen: Screen, path: Path) -> None:
    office.do("open", path)
    screen.focus(path.name)


def pressed(office: Office, key: str) -> None:
    """Press a button and wait until its step is offered."""
    office.press(key)
    office.until(lambda: office.do("undo_list") == [[LABELS[key]], []])


def undone(office: Office, screen: Screen, name: str) -> None:
    """Press Ctrl+Z and wait until nothing is left to undo or to redo."""
    screen.focus(name)
    screen.keys("ctrl+z")
    office.until(lambda: office.do("undo_list") == [[], []])
    time.sleep(0.5)


def test_after_check_one_step_restores_everything(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    opened(office, screen, form(tmp_path / FILE))
    office.do("select", "附件1", "J6")
    screen.types("abc")
    screen.keys("Return")
    office.until(lambda: office.do("text", "附件1", "J6") == "abc")
    before = state(office)

    pressed(office, "check")
    assert state(office) != before
    undone(office, screen, FILE)

    assert state(office) == before  # with what was typed before: older steps are gone


def test_after_clear_one_step_brings_the_marks_back(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    opened(office, screen, form(tmp_path / FILE))
    untouched = state(office)
    pressed(office, "check")
    office.do("set_text", "校验结果", "C2", "已改")
    marked = state(office)

    pressed(office, "clear")
    assert state(office) == untouched  # the template's own formats, all of them
    undone(office, screen, FILE)

    assert state(office) == marked


def test_check_again_is_taken_back_to_the_former_marks(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    opened(office, screen, form(tmp_path / FILE))
    pressed(office, "check")
    office.do("set_text", "附件1", "M6", "否")
    former = state(office)

    office.press("check")
    office.until(lambda: state(office) != former and office.do("undo_list")[0] == [LABELS["check"]])
    undone(office, screen, FILE)

    assert state(office) == former


def test_marks_of_the_command_line_go_alone_and_no_undo_is_promised(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    """They lie over the template's own formats, and LibreOffice could not show them again."""
    office.do("open", form(tmp_path / "原.xlsx"))
    untouched = state(office)
    host = FileHost(tmp_path / "原.xlsx")
    press("check", host)
    host.save(tmp_path / FILE)
    opened(office, screen, tmp_path / FILE)
    assert len(state(office)["all conditions"]) > len(untouched["all conditions"])

    office.press("clear")
    office.until(lambda: "校验结果" not in office.do("sheets"))
    time.sleep(2)

    assert state(office)["all conditions"] == untouched["all conditions"]
    assert office.do("undo_list") == [[], []]


@pytest.mark.parametrize("key", ["normalize", "verify", "alerts", "help"])
def test_every_button_that_writes_can_be_taken_back(
    office: Office, screen: Screen, tmp_path: Path, key: str
) -> None:
    people = workbooks.people(3)
    people[0] |= {"id_number": f"{people[0]['id_number']} ", "status": " 已备案 "}
    book = ledger_book(people, **travelled(people[1]))
    opened(office, screen, workbooks.saved(book, tmp_path / FILE))
    before = state(office)

    pressed(office, key)
    assert state(office) != before
    undone(office, screen, FILE)

    assert state(office) == before


def test_verify_again_goes_back_to_what_people_wrote(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    people = workbooks.people(3)
    book = ledger_book(people, **travelled(people[1]))
    opened(office, screen, workbooks.saved(book, tmp_path / FILE))
    pressed(office, "verify")
    office.do("set_text", "问题清单", "I2", "属实")
    office.do("set_text", "问题清单", "N2", "我的备注")
    office.do("set_text", "问题清单", "H2", "说明被改过")
    former = state(office)

    office.press("verify")
    office.until(lambda: office.do("text", "问题清单", "H2") != "说明被改过")
    office.until(lambda: office.do("undo_list") == [[LABELS["verify"]], []])
    assert office.do("text", "问题清单", "N2") == "我的备注"
    assert office.do("text", "问题清单", "I2") == "属实"
    undone(office, screen, FILE)

    assert state(office) == former


def test_what_is_being_typed_is_taken_over(office: Office, screen: Screen, tmp_path: Path) -> None:
    opened(office, screen, form(tmp_path / FILE))
    office.do("select", "附件1", "J7")
    screen.types("half")

    pressed(office, "check")

    assert office.do("text", "附件1", "J7") == "half"


def test_what_somebody_else_has_saved_meanwhile_is_not_overlooked(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    path = form(tmp_path / FILE)
    opened(office, screen, path)
    before = state(office)
    later = time.time() + 60
    os.utime(path, (later, later))

    office.press("check")

    assert "又被别人存过" in office.do("answer_box", 20, False)
    screen.focus(TITLE)
    screen.keys("Return")
    time.sleep(1)
    assert state(office) == before


def test_a_press_that_changes_nothing_leaves_the_list_alone(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    opened(office, screen, form(tmp_path / FILE))
    office.do("select", "附件1", "J6")
    screen.types("abc")
    screen.keys("Return")
    office.until(lambda: len(office.do("undo_list")[0]) == 1)
    before = office.do("undo_list")

    office.press("clear")  # there is nothing to clear
    time.sleep(3)

    assert office.do("undo_list") == before


def test_where_nothing_exact_can_be_offered_nothing_is(
    office: Office, screen: Screen, tmp_path: Path
) -> None:
    """A cell in two typefaces, which writing makes one."""
    people = workbooks.people(2)
    people[0] |= {"status": " 已备案 "}
    book = workbooks.new(people)
    opened(office, screen, workbooks.saved(book, tmp_path / FILE))
    office.do("embolden", "附件1", people_cell(tmp_path / FILE), 2)

    office.press("normalize")
    office.until(lambda: "规范记录" in office.do("sheets"))
    office.until(lambda: office.do("undo_list") == [[], []])
    time.sleep(1)

    assert office.do("undo_list") == [[], []]


def people_cell(path: Path) -> str:
    sheet = openpyxl.load_workbook(path)["附件1"]
    return next(c.coordinate for row in sheet for c in row if c.value == " 已备案 ")
