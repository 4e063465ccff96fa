"""Tests that every command reports active content and unused parts of a file."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from addin.cli.app import app
from addin.forms import annex1
from addin.reading.active_content import DDE, EXTERNAL, MACROS
from support import workbooks

COMMANDS = {
    "check": "check {file}",
    "verify": "verify {file}",
    "alerts": "alerts {file}",
    "rollup": "rollup {file} -o {folder}/附件2.xlsx",
    "diff": "diff {file} {file}",
    "package": "package {file} -o {folder}/报送包 --with-errors",
    "sample": "sample {file} -n 1 --seed 1",
    "yearly": "yearly {file} --year 2025 -o {folder}/年度报告.xlsx",
    "abroad": "abroad {file} --quarter 2026Q1 -o {folder}/在外人员.xlsx",
}


def run(command: str, file: Path) -> tuple[int, dict[str, Any]]:
    """The exit code, and what is said as JSON; results go beside the file."""
    words = COMMANDS[command].split()
    arguments = [word.format(file=file, folder=file.parent) for word in words]
    done = CliRunner().invoke(app, [*arguments, "--json"])
    return done.exit_code, json.loads(done.stdout)


def carrying(book: openpyxl.Workbook) -> bytes:
    """The workbook with a formula that starts a program, a link and a macro project."""
    book.worksheets[0]["P6"] = "=cmd|'/c calc'!A1"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
        package.writestr("xl/vbaProject.bin", b"")
    return out.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
def test_macros_dde_and_links_are_reported_and_change_no_exit_code(
    tmp_path: Path, command: str
) -> None:
    book = workbooks.new(workbooks.people(2))
    plain = workbooks.saved(book, folder(tmp_path / "甲") / "单位.xlsx")
    loaded = folder(tmp_path / "乙") / "单位.xlsx"
    loaded.write_bytes(carrying(book))

    usual, silent = run(command, plain)
    exit_code, said = run(command, loaded)

    notes = "\n".join(said["notes"])
    assert all(sentence in notes for sentence in (MACROS, DDE, EXTERNAL))
    assert not any(sentence in "".join(silent["notes"]) for sentence in (MACROS, DDE, EXTERNAL))
    if command != "package":  # there a remark of any kind asks for a look at the list
        assert exit_code == usual


def test_notes_of_many_files_name_the_file(tmp_path: Path) -> None:
    """A note of several files says which one."""
    loaded = tmp_path / "单位.xlsx"
    loaded.write_bytes(carrying(workbooks.new(workbooks.people(2))))
    for command in ("rollup", "diff", "sample", "yearly", "abroad"):
        notes = run(command, loaded)[1]["notes"]
        assert any(MACROS in note and str(loaded) in note for note in notes), command


# --- more than one 附件1 ----------------------------------------------------------------------

COPY = "附件1 (2)"


def two_forms() -> openpyxl.Workbook:
    """As when somebody has copied the sheet and gone on in the copy, or in the first."""
    book = workbooks.new(workbooks.people(2))
    book.copy_worksheet(book.worksheets[0]).title = COPY
    return book


def test_a_second_form_is_noticed_by_every_command(tmp_path: Path) -> None:
    path = workbooks.saved(two_forms(), tmp_path / "单位.xlsx")
    for command in COMMANDS:
        notes = run(command, path)[1]["notes"]
        assert any(COPY in note and annex1.SHEET in note for note in notes), command


def test_a_blank_copy_is_no_second_form_and_a_spoilt_one_is(tmp_path: Path) -> None:
    blank, spoilt = two_forms(), two_forms()
    blank[COPY].delete_rows(workbooks.FIRST_ROW, 2)
    spoilt[COPY].delete_cols(5)
    said = [
        run("check", workbooks.saved(book, tmp_path / "单位.xlsx"))[1]["notes"]
        for book in (blank, spoilt)
    ]
    assert [any(COPY in note for note in notes) for notes in said] == [False, True]


def test_people_on_a_second_form_are_reported(tmp_path: Path) -> None:
    """The numbers may be wrong because of it: a doubt, and an exit code that says so."""
    path = workbooks.saved(two_forms(), tmp_path / "单位.xlsx")
    exit_code, said = run("rollup", path)
    assert exit_code == 1
    assert any("没有使用" in note and note.startswith("没有计入") for note in said["notes"])


def folder(path: Path) -> Path:
    path.mkdir()
    return path
