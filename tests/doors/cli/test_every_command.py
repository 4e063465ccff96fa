"""Tests of bad input to every command: a sentence, exit code 2, and every file unchanged.

A new command needs a line in LINES; all its files are then tested, damaged in every way.
"""

from __future__ import annotations

import inspect
import re
import shutil
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from addin.cli.app import ROOM, app
from addin.errors import ChujingError
from addin.install import bundle
from addin.jobs.police.tables import QUERY
from addin.model.examples import faultless
from addin.reading.workers import local
from support import windows_python, workbooks
from support.bad_files import BAD

HOME = Path(__file__).parents[3]

# What a person types, with every file a command takes. In braces: files made below, and results.
LINES = (
    "check {form} -o {folder}",
    "clear {form}",
    "normalize {form} -o {xlsx}",
    "rollup {form} -o {xlsx}",
    "verify {form} -o {xlsx}",
    "alerts {form} -o {xlsx}",
    "police-export {form} -o {folder} --previous {former}",
    "police-import {form} {answers} --asked {asked} -o {xlsx}",
    "diff {former} {form} -o {xlsx}",
    "sample {form} -n 1 -o {xlsx}",
    "report {annex2} -o {docx} --previous {annex2} --template {template}",
    "custody {form} {person} 交存 {document} -o {xlsx}",
    "dossier {person} {form} -o {xlsx}",
    "package {form} -o {folder} --previous {annex2} --with-errors",
    "package --verify {package}",
    "remind {roster} {form} -o {xlsx}",
    "yearly {form} --year 2025 -o {xlsx}",
    "abroad {form} --quarter 2026Q1 -o {xlsx}",
    "demo {folder}",
    "build -o {folder}",
    "bundle -o {folder} --python {python}",
)
RESULTS = {"xlsx": "结果.xlsx", "docx": "结果.docx", "folder": "结果"}
WORDS = {"person": faultless()["id_number"], "document": faultless()["documents"]}
ENGLISH = re.compile(r"Traceback|Errno|Error|Usage|No such|Not a|\bNone\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")

Files = dict[str, Path]


def command(line: str) -> str:
    return line.partition(" ")[0]


def slots(line: str) -> list[str]:
    return [slot for slot in re.findall(r"\{(\w+)\}", line) if slot not in WORDS]


def sources(line: str) -> list[str]:
    return [slot for slot in slots(line) if slot not in RESULTS]


READING = [line for line in LINES if sources(line)]
WRITING = [line for line in LINES if set(slots(line)) & set(RESULTS)]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without worker processes: quicker, and our own mistakes come up as they are."""

    def call(_process: object, task: Callable[..., object], *arguments: object) -> object:
        try:
            return task(*arguments)
        except ChujingError as error:
            return error

    monkeypatch.setattr(local.Worker, "call", call)
    monkeypatch.setattr(bundle, "_run", windows_python.Runs())  # pip and makensis take minutes
    monkeypatch.setattr(local, "prepare", lambda module: None)  # noqa: ARG005 - as the original


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Everything that commands read, in a folder of its own."""
    home = tmp_path / "来源"
    home.mkdir()
    made = {
        "form": workbooks.saved(workbooks.new(workbooks.people(2)), home / "单位.xlsx"),
        "former": workbooks.saved(workbooks.new(workbooks.people(3)), home / "上次.xlsx"),
    }
    asked = openpyxl.Workbook()
    asked.worksheets[0].append(QUERY.titles())
    asked.worksheets[0].append(
        QUERY.row(
            serial=1, name="赵虚构", blank="", id_number=WORDS["person"], sex=1, birth="", since=""
        )
    )
    made["asked"] = workbooks.saved(asked, home / "名单.xlsx")
    copied = {
        "annex2": "examples/上次报送/附件2.xlsx",
        "answers": "examples/公安查询结果/财政局（清单）.xlsx",
        "roster": "examples/应报单位名单.xlsx",
        "template": "templates/情况报告.docx",
    }
    made |= {slot: Path(shutil.copy(HOME / name, home)) for slot, name in copied.items()}
    made["python"] = windows_python.zipped(windows_python.installed(home / "python"))
    made |= {slot: tmp_path / "结果" / name for slot, name in RESULTS.items()}
    (tmp_path / "结果").mkdir()
    return made


def run(line: str, files: Files) -> tuple[int, str]:
    """Return the exit code and all output."""
    given = WORDS | {slot: str(path) for slot, path in files.items()}
    done = CliRunner().invoke(app, [word.format(**given) for word in line.split()])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def with_package(line: str, files: Files) -> Files:
    """The files, with a package to verify where the line needs one."""
    if "{package}" not in line:
        return files
    package = files["folder"].with_name("报送包")
    run("package {form} -o {folder} --with-errors", files | {"folder": package})
    return files | {"package": package}


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_command_that_takes_files_is_tried_out() -> None:
    """With as many files as it has parameters for them, so that none is forgotten."""
    groups = [app, *(g.typer_instance for g in app.registered_groups if g.typer_instance)]
    groups += [import_module(f"addin.jobs.{room}.cli").commands for room in set(ROOM.values())]
    for each in (each for group in groups for each in group.registered_commands):
        assert each.callback
        name = each.name or each.callback.__name__
        hints = typing.get_type_hints(each.callback)
        paths = [p for p in inspect.signature(each.callback).parameters if is_path(hints[p])]
        lines = [line for line in LINES if command(line) == name]
        assert sum(len(slots(line)) for line in lines) >= len(paths), name


def is_path(hint: object) -> bool:
    return hint is Path or any(map(is_path, typing.get_args(hint)))


@pytest.mark.parametrize("line", READING)
def test_good_files_are_taken(line: str, files: Files) -> None:
    """Otherwise what follows would be refused for no reason of its own."""
    exit_code, said = run(line, with_package(line, files))
    assert exit_code in (0, 1), said


def bad_files(home: Path) -> Iterator[tuple[str, Path]]:
    """What is wrong with it, and the file."""
    yield "不存在", home / "没有.xlsx"
    yield "空文件夹", home / "空文件夹.xlsx"
    (home / "空文件夹.xlsx").mkdir(parents=True)
    for name, (data, _) in BAD.items():
        path = home / f"{name}.xlsx"
        path.write_bytes(data)
        yield name, path


# Allowed: any workbook can be cleared, and remind reports damaged or missing files.
NO_FAULT = {
    ("clear", "form"): {"空表", "极远", "缺栏"},
    ("remind", "form"): {"空文件夹", *BAD},
}


@pytest.mark.parametrize("line", READING)
def test_bad_files_are_refused_in_words(line: str, files: Files, tmp_path: Path) -> None:
    files = with_package(line, files)
    bad = list(bad_files(tmp_path / "坏的"))
    before = contents(tmp_path)
    faults = []
    for slot in sources(line):
        for name, path in bad:
            exit_code, said = run(line, files | {slot: path})
            expected = exit_code if name in NO_FAULT.get((command(line), slot), ()) else 2
            if exit_code != expected or ENGLISH.search(said) or not CHINESE.search(said):
                faults.append(f"{slot} {name}: {exit_code} {said[:200]}")
    after = contents(tmp_path)
    assert {path: after.get(path) for path in before} == before
    assert not faults, "\n".join(faults)


def bad_results(line: str, files: Files, home: Path) -> Iterator[tuple[str, Path]]:
    """What is wrong with it, and where the result is to go."""
    slot = next(slot for slot in slots(line) if slot in RESULTS)
    home.mkdir()
    plain = home / "文件"
    plain.write_text("不是文件夹")
    yield "在文件之下", plain / RESULTS[slot]
    if slot == "folder":
        yield "是文件", plain
        return
    for lock in ("~${}", ".~lock.{}#"):
        opened = home / f"打开着{len(lock)}{RESULTS[slot]}"
        opened.write_bytes(b"old")
        opened.with_name(lock.format(opened.name)).write_bytes(b"")
        yield "正打开着", opened
    protected = home / f"只读{RESULTS[slot]}"
    protected.write_bytes(b"old")
    protected.chmod(0o444)
    yield "只读", protected
    yield "扩展名不对", home / "结果.txt"
    for source in sources(line):
        if source != "form" or command(line) not in INTO_THEIR_OWN:
            yield f"就是{source}", files[source]


# These may write into the workbook they read, after a backup.
INTO_THEIR_OWN = ("verify", "alerts", "police-import", "custody")


@pytest.mark.parametrize("line", WRITING)
def test_results_never_go_where_they_would_do_harm(line: str, files: Files, tmp_path: Path) -> None:
    slot = next(slot for slot in slots(line) if slot in RESULTS)
    bad = list(bad_results(line, files, tmp_path / "坏的"))
    faults = []
    for name, path in bad:
        before = contents(tmp_path)
        exit_code, said = run(line, files | {slot: path})
        after = contents(tmp_path)
        if exit_code != 2 or ENGLISH.search(said) or not CHINESE.search(said):
            faults.append(f"{name}: {exit_code} {said[:200]}")
        if after != before:
            faults.append(f"{name}: {[str(p) for p in after if before.get(p) != after[p]]}")
    assert not faults, "\n".join(faults)
