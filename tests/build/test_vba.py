"""The macros that are handed out: tiny, sound in Excel's limits, with one way to Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from addin import __version__, declare
from addin.build import vba
from addin.declare import Argument, Formula
from addin.errors import BuildError
from addin.excel.host import mismatch
from support.formula_server import Workbook, formula_server
from support.macros import Macros, button_command

ROOT = Path(__file__).parents[2]
REACHABLE = re.compile(r"^\s*(?:Public\s+|Friend\s+)?(?:Static\s+)?Function\s+([^\s(]+)", re.M)
SUBS = re.compile(r"^\s*(?:Public\s+|Friend\s+)?(?:Static\s+)?Sub\s+([^\s(]+)\((.*?)\)", re.M)

both = pytest.mark.parametrize("addin", [True, False], ids=["xlam", "xlsm"])


def standard(*, addin: bool) -> Iterator[str]:
    """The sources of the standard modules: what is public in them, any cell can call."""
    for name, source in vba.modules(addin=addin).items():
        if not source.startswith("VERSION 1.0 CLASS"):
            assert source.startswith(f'Attribute VB_Name = "{name}"')
            yield source


@both
def test_no_cell_reaches_anything_but_the_declared_formulas(addin: bool) -> None:
    found = [name for source in standard(addin=addin) for name in REACHABLE.findall(source)]

    assert found == [formula.name for formula in declare.FORMULAS]


@both
def test_nothing_is_listed_among_the_macros(addin: bool) -> None:
    """Alt+F8 lists public subs of standard modules that take no argument."""
    subs = [found for source in standard(addin=addin) for found in SUBS.findall(source)]

    assert subs
    assert all("control As IRibbonControl" in arguments for _, arguments in subs)


def test_the_callbacks_of_add_in_and_workbook_have_names_of_their_own() -> None:
    """Excel looks a callback up by its name, in whichever workbook has it."""
    addin, book = (
        {name for source in standard(addin=each) for name, _ in SUBS.findall(source)}
        for each in (True, False)
    )

    assert not addin & book


@both
def test_every_formula_hands_its_arguments_to_python_as_they_are(addin: bool) -> None:
    source = vba.modules(addin=addin)["formulas"]
    for formula in declare.FORMULAS:
        names = ", ".join(a.name for a in formula.arguments)
        assert f'PythonServer.Answer("{formula.name}", Array({names}))' in source
        signature = re.search(rf"Function {formula.name}\((.*)\)", source)
        assert signature
        assert [part.startswith("Optional ") for part in signature[1].split(", ") if part] == [
            a.optional for a in formula.arguments
        ]


def test_descriptions_stand_in_the_source_so_that_opening_changes_nothing() -> None:
    source = vba.modules(addin=False)["formulas"]

    described = dict(re.findall(r'^Attribute (\S+)\.VB_Description = "(.*)"$', source, re.M))
    assert described == {formula.name: formula.text for formula in declare.FORMULAS}
    for text in vba.sources().values():
        assert b"MacroOptions" not in text
        assert b"Auto_Open" not in text


def test_the_wizard_says_the_same_after_importing_functions_by_hand() -> None:
    book = Workbook("附件1.xlsm")
    with formula_server() as (udfs, _):
        udfs.import_udfs(vba.MODULE, book)

    assert set(book.described) == {formula.name for formula in declare.FORMULAS}
    for formula in declare.FORMULAS:
        options = book.described[formula.name]
        assert options["Description"] == formula.text
        assert options["Category"] == declare.TITLE
        texts = [argument.text for argument in formula.arguments]
        assert options["ArgumentDescriptions"] == (texts or None)


def test_the_sources_in_the_repository_are_what_the_build_makes() -> None:
    files = (path for path in (ROOT / "vba").rglob("*") if path.is_file())

    assert {str(p.relative_to(ROOT / "vba")): p.read_bytes() for p in files} == vba.sources()


def test_the_sources_are_imported_by_hand_without_mojibake() -> None:
    """The editor reads the machine's code page and Windows' line ends."""
    for name, source in vba.sources().items():
        text = source.decode("cp936")
        assert "由 chujing build" in text, name
        assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "word",
    [
        *("Shell", "CreateObject", "GetObject", "WScript", "cmd", "Kill", "FileCopy"),
        *("VBProject", "http:", "https:"),
    ],
)
def test_the_macros_start_no_program_and_touch_no_file(word: str) -> None:
    for name, source in vba.sources().items():
        assert word.lower() not in source.decode("cp936").lower(), name


def test_the_open_workbook_has_no_part_in_the_command_line() -> None:
    """It comes from the person's own file alone, read once."""
    source = vba.modules(addin=False)["PythonServer"]
    reading = source[source.index("Private Sub ReadSettings") :]

    assert 'Environ("USERPROFILE") & "\\.chujing\\chujing.conf"' in reading
    assert "Workbook" not in reading
    assert source.count("ReadSettings") == 2  # where it is, and where it is called
    assert 'If commandLine = "" Then ReadSettings' in source


# --- the bridge, run ---------------------------------------------------------------------------


def test_where_nothing_is_installed_one_sentence_names_the_setup() -> None:
    macros = Macros()

    for said in (macros.formula(), macros.press()):
        assert vba.SETUP_FILE in said
        assert "没有安装" in said
        assert "Error" not in said
        assert "python" not in said.lower()
        assert len(said) <= 255
    assert macros.tries == 0


def test_a_failed_start_is_remembered_for_a_minute() -> None:
    """So that all other cells answer at once, in words with what to do."""
    macros = Macros()
    macros.install()

    said = [macros.formula() for _ in range(50)]
    assert macros.tries == 1
    assert len(set(said)) == 1
    assert "没有连上 Python" in said[0]
    assert vba.SETUP_FILE in said[0]
    assert len(said[0]) <= 255

    macros.wait(59)
    macros.formula()
    assert macros.tries == 1
    macros.wait(2)
    macros.formula()
    assert macros.tries == 2


def test_a_person_who_presses_again_has_it_tried_again() -> None:
    macros = Macros()
    macros.install()
    macros.formula()

    assert "没有连上 Python" in macros.press()
    assert macros.tries == 2


def test_installing_meanwhile_helps_after_a_minute() -> None:
    macros = Macros()
    macros.formula()
    macros.install()
    macros.wait(61)

    assert "没有连上" in macros.formula()


def test_pressing_hands_the_button_and_the_version_to_python() -> None:
    command = button_command("check")

    assert command == f"from addin.excel.host import press; press('check', '{__version__}')"
    compile(command, "VBA", "exec")


# --- limits ------------------------------------------------------------------------------------


def test_no_line_is_longer_than_the_editor_takes() -> None:
    for source in vba.sources().values():
        assert max(map(len, source.splitlines())) < 1023


def test_a_description_too_long_for_the_wizard_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = Formula("身份证校验", "长" * 256, (Argument("号", "说明"),))
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
    assert "重新运行安装程序" in sentence
