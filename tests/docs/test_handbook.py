"""Tests that handbook and README name everything that exists and nothing else."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from addin import udfs
from addin.cli.app import app
from addin.declare import FORMULAS
from addin.ribbon import BUTTONS
from addin.samples import write_samples
from support.pictures import FOLDER, MOST, fingerprint, recorded

HOME = Path(__file__).parents[2]
DOCS = HOME / "docs"
README = (HOME / "README.md").read_text(encoding="utf-8")
TEXT = (DOCS / "手册.md").read_text(encoding="utf-8")
COMMANDS: Any = typer.main.get_command(app)
NAMES = set(COMMANDS.list_commands(None))


def fenced(info: str) -> list[str]:
    """The command lines of the blocks marked so."""
    blocks = re.findall(rf"^```{info}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


LINES = [shlex.split(line, comments=True)[1:] for line in fenced("sh.*?")]
PICTURES = re.findall(r"!\[(.+?)\]\((.+?)\)", TEXT)


def test_every_button_is_explained_and_none_that_is_not_there() -> None:
    assert set(re.findall(r"【(.+?)】", TEXT)) == {button.label for button in BUTTONS}


@pytest.mark.parametrize("text", [README, (DOCS / "Windows验收.md").read_text(encoding="utf-8")],
                         ids=["README", "Windows验收"])  # fmt: skip
def test_every_button_has_its_place_elsewhere_too(text: str) -> None:
    assert [button.label for button in BUTTONS if button.label not in text] == []


def test_every_command_is_in_the_readme_and_none_that_is_not_there() -> None:
    assert set(re.findall(r"\bchujing ([a-z][a-z-]+)", README)) == NAMES


def test_every_formula_is_explained_and_none_that_is_not_there() -> None:
    assert set(re.findall(r"`=(\w+)\(", TEXT)) == {formula.name for formula in FORMULAS}
    assert all(hasattr(udfs, formula.name) for formula in FORMULAS)


def test_every_command_is_shown_and_none_that_is_not_there() -> None:
    named = {words[0] for words in LINES} | set(re.findall(r"`chujing ([\w-]+)", TEXT))
    assert named == NAMES


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_every_line_to_type_is_understood(words: list[str]) -> None:
    name, *arguments = words
    COMMANDS.get_command(None, name).make_context(name, arguments)


def test_every_picture_is_there_with_what_stands_on_it() -> None:
    shown = {DOCS / path for _, path in PICTURES}
    assert shown == set(FOLDER.glob("*.png"))
    assert {HOME / path for path in re.findall(r"!\[.+?\]\((.+?)\)", README)} <= shown
    book = recorded()
    assert {path.stem for path in shown} == set(book)
    assert [p.stem for p in shown if fingerprint(p) != book[p.stem]["sha256"]] == []
    assert [p.stem for p in shown if p.stat().st_size > MOST] == []
    assert sum(p.stat().st_size for p in shown) < 2_000_000


def test_every_link_leads_somewhere() -> None:
    headings = {_anchor(line) for line in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}
    for label, target in re.findall(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert target[1:] in headings, label
        else:
            assert (DOCS / target).exists(), label


def _anchor(heading: str) -> str:
    """The anchor GitHub gives a heading."""
    return "".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")


def test_the_walk_from_workbooks_to_a_verified_package(tmp_path: Path) -> None:
    """No value is typed twice, and the receiver can verify that nothing changed."""
    write_samples(tmp_path)
    outcomes = {line: run(tmp_path, line) for line in fenced("sh walk")}
    *_, (last, proved) = outcomes.items()
    assert "--verify" in last
    assert (proved.exit_code, [o.exit_code for o in outcomes.values()][-3:]) == (0, [0, 0, 0])
    form = tmp_path / "报送包/附件1/虚构市财政局.xlsx"
    form.write_bytes(form.read_bytes() + b" ")
    changed = run(tmp_path, last)
    assert changed.exit_code == 1
    assert "虚构市财政局.xlsx" in changed.output


def run(folder: Path, line: str) -> Result:
    before = Path.cwd()
    os.chdir(folder)
    try:
        outcome = CliRunner().invoke(app, shlex.split(line, comments=True)[1:])
    finally:
        os.chdir(before)
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), line
    return outcome
