"""Tests of the structure: each room has the expected modules, every sheet name is listed."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import addin
from addin import jobs
from addin.build.floors import floors
from addin.declare import Button
from addin.forms import ledgers, sheets

HOME = Path(__file__).parents[1]
HANDBOOK = (HOME / "docs" / "手册.md").read_text(encoding="utf-8")
README = (HOME / "README.md").read_text(encoding="utf-8")
LONGEST = 400  # lines of a module


def test_every_room_is_on_the_ribbon() -> None:
    folders = {path.parent.name for path in (HOME / "addin" / "jobs").glob("*/__init__.py")}
    assert folders == set(jobs.ORDER)


@pytest.mark.parametrize("room", jobs.ORDER)
def test_a_room_has_a_face_a_test_a_line_and_a_chapter(room: str) -> None:
    face = import_module(f"addin.jobs.{room}")
    assert face.__doc__
    assert all(isinstance(button, Button) for button in face.BUTTONS)
    assert isinstance(face.SOURCE, tuple)
    assert list((HOME / "tests" / "jobs").glob(f"test_{room}*.py"))
    for button in face.BUTTONS:
        assert button.command.startswith(f"addin.jobs.{room}.")
        assert f"| {button.label} |" in README
        assert button.label in HANDBOOK


def test_a_face_imports_nothing_but_what_buttons_are_made_of() -> None:
    for room in jobs.ORDER:
        tree = ast.parse((HOME / "addin" / "jobs" / room / "__init__.py").read_text("utf-8"))
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert imported == ["addin.declare"]
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_no_module_is_longer_than_a_reader_keeps_in_mind() -> None:
    lengths = {
        path: len(path.read_text("utf-8").splitlines())
        for path in Path(addin.__file__).parent.rglob("*.py")
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_the_directions_that_are_checked_are_those_of_the_rooms() -> None:
    assert (HOME / ".importlinter").read_text("utf-8") == floors()


def test_our_sheet_names_differ_from_those_of_the_ledgers() -> None:
    ours = sheets.BEHIND_FORM | sheets.IN_RESULTS
    assert not ours & {table.name for table in ledgers.LEDGERS}
    assert len(sheets.BEHIND_FORM) + len(sheets.IN_RESULTS) == len(ours)


def test_the_locked_versions_are_those_that_are_asked_for() -> None:
    """Every dependency is in the lock, in a version that it may have, with hashes."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (HOME / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\\n +--hash=sha256:", lock, re.MULTILINE))
    for asked in project["dependencies"]:
        wanted = Requirement(asked)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), asked
