"""Tests of the demonstration: every command once, as typed; the samples stay unchanged."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from addin.cli.app import ROOM, app
from addin.demo.cli import RESULTS
from addin.errors import ChujingError
from addin.forms import annex1, annex2, codes, ledgers, sheets
from addin.samples import city, corrected, previous, write_samples


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("demo") / "演示"
    return folder, CliRunner().invoke(app, ["demo", str(folder)])


def typed(outcome: Result) -> list[list[str]]:
    """The command lines that the demonstration shows."""
    lines = re.findall(r"^  \$ (chujing .+)$", outcome.output, re.MULTILINE)
    return [shlex.split(line)[1:] for line in lines]


def test_every_job_is_shown_as_it_is_typed(shown: tuple[Path, Result]) -> None:
    _, outcome = shown
    assert outcome.exit_code == 0, outcome.output
    assert {line[0] for line in typed(outcome)} == set(ROOM) - {"clear", "normalize"}
    assert "Traceback" not in outcome.output


def test_every_file_that_is_named_is_there(shown: tuple[Path, Result]) -> None:
    _, outcome = shown
    named = [
        Path(line[at + 1]) for line in typed(outcome) for at, a in enumerate(line) if a == "-o"
    ]
    assert len(named) > 10
    assert [path for path in named if not path.exists()] == []


def test_a_line_that_is_typed_again_says_the_same(shown: tuple[Path, Result]) -> None:
    _, outcome = shown
    line = next(each for each in typed(outcome) if each[0] == "verify")
    again = CliRunner().invoke(app, line)
    assert again.exit_code == 1
    for category in codes.PROBLEM.values:
        assert category in again.output


def test_units_of_whom_not_everything_can_be_judged_are_shown(shown: tuple[Path, Result]) -> None:
    _, outcome = shown
    for words in ("没有提供“公安证件查询”", "没有提供“审批台账”", "公安没有就此人的", "读不出"):
        assert words in outcome.output


def test_what_the_demo_shows_adds_up(shown: tuple[Path, Result]) -> None:
    _, outcome = shown
    said = outcome.output
    for words in (
        "不是电子表格文件", "新增 2 人，变更 2 人 4 处，减少 1 人", "没有归还，不能再领",
        "共 18 行，未汇总文件 0 个，重复与疑点 0 条",
    ):  # fmt: skip
        assert words in said.replace("还没有归还", "没有归还")
    made, proved = re.findall(r"校验码：([0-9-]+)", said)
    assert made == proved


def test_the_samples_stay_as_they_are(shown: tuple[Path, Result], tmp_path: Path) -> None:
    made, _ = shown
    write_samples(tmp_path)
    for name in (city.NAME, corrected.NAME, previous.NAME):
        assert files(made / name) == files(tmp_path / name)


def test_every_sheet_that_the_demo_made_is_known_as_ours(shown: tuple[Path, Result]) -> None:
    folder, _ = shown
    known = sheets.BEHIND_FORM | sheets.IN_RESULTS | {table.name for table in ledgers.LEDGERS}
    made = {
        name
        for path in (folder / RESULTS).rglob("*.xlsx")
        if "标注过的副本" not in path.parts
        for name in openpyxl.load_workbook(path, read_only=True).sheetnames
    }
    assert {re.sub("（[0-9]+）$", "", name) for name in made} - known == {
        annex1.SHEET, annex2.SHEET,
    }  # fmt: skip


def test_a_second_demo_keeps_what_was_tried_out(shown: tuple[Path, Result]) -> None:
    made, _ = shown
    changed = made / city.NAME / "云间区/云间区教育局.xlsx"
    other = made / city.NAME / "市直/虚构市档案局.xlsx"
    changed.write_bytes(other.read_bytes())
    first = files(made / RESULTS)
    assert CliRunner().invoke(app, ["demo", str(made)]).exit_code == 0
    assert changed.read_bytes() == other.read_bytes()
    assert files(made / RESULTS) == first
    assert (made / f"{RESULTS}2").is_dir()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = CliRunner().invoke(app, ["demo", str(tmp_path / "file" / "演示")])
    assert outcome.exit_code == 2
    assert not isinstance(outcome.exception, (OSError, ChujingError))
