"""Tests of the shipped macros: equal to xlwings' own, within Excel's limits, small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication

from addin import __version__, declare
from addin.build import vba
from addin.declare import Argument, Formula
from addin.errors import BuildError
from addin.excel.host import mismatch
from support.formula_server import Workbook, formula_server

ROOT = Path(__file__).parents[2]


def imported(name: str) -> Workbook:
    """What "Import Functions" puts into a workbook of that name."""
    book = Workbook(name)
    with formula_server() as (udfs, _):
        udfs.import_udfs(vba.MODULE, book)
    return book


@pytest.mark.parametrize(("name", "addin"), [("附件1.xlsm", False), ("出国境证件.xlam", True)])
def test_the_wrappers_are_what_import_functions_would_insert(name: str, addin: bool) -> None:
    assert vba.modules(addin=addin)["xlwings_udfs"] == imported(name).imported


def test_the_wizard_says_the_same_after_importing_functions_by_hand() -> None:
    described = imported("附件1.xlsm").described

    assert set(described) == {formula.name for formula in declare.FORMULAS}
    for formula in declare.FORMULAS:
        options = described[formula.name]
        assert options["Description"] == formula.text
        assert options["Category"] == declare.TITLE
        texts = [argument.text for argument in formula.arguments]
        assert options["ArgumentDescriptions"] == (texts or None)


def test_opening_the_workbook_describes_every_formula() -> None:
    source = vba.modules(addin=False)["chujing"]
    calls = source.split("    describe ")[1:]
    calls[-1] = calls[-1].partition("End Sub")[0]

    assert [re.findall(r'"(.*?)"', call) for call in calls] == [
        [formula.name, formula.text, *(argument.text for argument in formula.arguments)]
        for formula in declare.FORMULAS
    ]


def test_the_sources_in_the_repository_are_what_the_build_makes() -> None:
    kept = {str(path.relative_to(ROOT / "vba")): path for path in (ROOT / "vba").rglob("*.bas")}

    assert {name: path.read_text(encoding="utf-8") for name, path in kept.items()} == vba.sources()


@pytest.mark.parametrize("text", ["Shell", "CreateObject", "WScript", "http:", "https:"])
def test_our_modules_start_no_program_and_name_no_address(text: str) -> None:
    assert all(text.lower() not in source.lower() for source in vba.sources().values())


def test_settings_come_from_the_users_own_file_alone() -> None:
    """A workbook or folder from elsewhere must not choose the interpreter."""
    source = vba.xlwings_module()
    signature = next(line for line in source.splitlines() if line.startswith("Function GetConfig("))

    assert 'source As String = "user"' in signature
    assert 'PROJECT_NAME As String = "chujing"' in source


def test_the_path_of_the_open_workbook_is_no_part_of_the_command_line() -> None:
    """So one Python process serves all workbooks, whatever characters their paths have."""
    source = vba.xlwings_module()
    command = source[source.index("Function XLPyCommand()") :]
    command = command[: command.index("End Function")]

    assert "ActiveWorkbook.FullName" not in command


def test_no_line_is_longer_than_the_editor_takes() -> None:
    for source in vba.sources().values():
        assert max(len(line) for line in source.splitlines()) < 1023


def test_a_description_too_long_for_the_wizard_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = Formula("身份证校验", "说明", (Argument("号", "长" * 256),))
    monkeypatch.setattr(vba, "FORMULAS", (long,))

    with pytest.raises(BuildError, match=r"身份证校验.*256"):
        vba.modules(addin=True)


def test_a_character_outside_the_code_page_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vba, "FORMULAS", (Formula("身份证校验", "说明😀"),))

    with pytest.raises(BuildError, match="😀"):
        vba.modules(addin=True)


def test_macros_and_python_of_one_version_agree() -> None:
    assert mismatch(__version__) == ""


def test_macros_of_another_version_give_a_sentence_with_what_to_do() -> None:
    sentence = mismatch("0.0.1")

    assert "0.0.1" in sentence
    assert __version__ in sentence
    assert "chujing install" in sentence


def test_pressing_hands_the_button_and_the_version_to_python() -> None:
    """Run in pyOpenVBA's interpreter: the VBA compiles and says what it should."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(vba.modules(addin=False)["chujing"], name="chujing")

    command = app.run("python_command", "check")

    assert command == (f"from addin.excel.host import press; press('check', '{__version__}')")
    compile(command, "VBA", "exec")
