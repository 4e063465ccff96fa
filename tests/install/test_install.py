"""Installing into Excel and undoing it, with folders given; the command line of both."""

from __future__ import annotations

import ast
import dataclasses
import json
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from addin.build import vba
from addin.cli.app import app
from addin.errors import InstallError
from addin.install import excel, machine, settings, setup
from addin.install.asking import Answered
from addin.install.places import Places


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


# --- install, uninstall ------------------------------------------------------------------------


def test_install_puts_the_add_in_where_excel_loads_it(places: Places) -> None:
    steps = excel.install(places)

    assert places.add_in.read_bytes()[:2] == b"PK"
    assert any(str(places.add_in) in step for step in steps)
    assert any(str(places.settings) in step for step in steps)


def test_the_settings_are_two_lines_that_the_macros_read(places: Places) -> None:
    """In the machine's code page: the folder of the DLLs, and the command that starts Python."""
    excel.install(places)

    folder, command = places.settings.read_bytes().decode("cp936").splitlines()
    assert folder == str(places.interpreter.parent)
    assert command.startswith(f'"{places.interpreter}" ')
    assert settings.read(places) == settings.Settings(folder, command)


def test_the_command_starts_python_itself_and_nothing_in_between(places: Places) -> None:
    """No cmd.exe: its window would wait for minutes where Python does not start."""
    command = settings.of(places).command

    words = shlex.split(command)
    assert words[0] == str(places.interpreter)
    assert words[1:4] == ["-P", "-B", "-c"]  # no folder but Python's own is imported from
    code = ast.parse(words[4])
    assert str(places.code) in [n.value for n in ast.walk(code) if isinstance(n, ast.Constant)]
    assert "addin.excel.server" in words[4]
    assert "$(CLSID)" in words[4]


@pytest.mark.parametrize("odd", ["O'Brien", "表 & 名", "程序(1)"])
def test_odd_folders_survive_the_command_line(places: Places, odd: str) -> None:
    moved = dataclasses.replace(places, code=places.code / odd)

    words = shlex.split(settings.of(moved).command)

    constants = [n.value for n in ast.walk(ast.parse(words[4])) if isinstance(n, ast.Constant)]
    assert str(moved.code) in constants


def test_the_settings_lie_where_our_macros_look(places: Places) -> None:
    where = "\\".join((places.settings.parent.name, places.settings.name))

    assert f'Environ("USERPROFILE") & "\\{where}"' in vba.modules(addin=True)[vba.SERVER]


def test_uninstall_leaves_everything_as_it_was(places: Places, tmp_path: Path) -> None:
    own = tmp_path / "home" / ".xlwings" / "xlwings.conf"
    own.parent.mkdir(parents=True)
    own.write_text('"INTERPRETER_WIN","C:\\own\\python.exe"')
    before = snapshot(tmp_path)

    excel.install(places)
    assert own.read_text() == '"INTERPRETER_WIN","C:\\own\\python.exe"'
    excel.install(places)
    excel.uninstall(places)

    assert snapshot(tmp_path) == before
    assert not places.settings.parent.exists()


def test_uninstalling_twice_says_that_nothing_was_there(places: Places) -> None:
    excel.install(places)
    excel.uninstall(places)

    assert excel.uninstall(places) == ["没有安装过加载项，无须卸载。"]


def test_a_path_the_macros_cannot_read_is_refused_before_anything_is_written(
    places: Places,
) -> None:
    odd = dataclasses.replace(places, interpreter=Path("C:/软件😀/pythonw.exe"))

    with pytest.raises(InstallError, match="😀"):
        excel.install(odd)
    assert not places.add_in.exists()


def test_an_add_in_in_use_gives_a_sentence_with_what_to_do(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def locked(path: Path, content: bytes) -> int:
        if path == places.add_in:
            raise PermissionError(13, "locked")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", locked)

    with pytest.raises(InstallError, match="关闭全部 Excel"):
        excel.install(places)


# --- command line ------------------------------------------------------------------------------


def test_the_setup_program_writes_what_it_shows_where_nsis_reads_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The answer of the formula first; the exit code says whether there was one."""
    log = tmp_path / "install.log"
    monkeypatch.setitem(setup._WORK, "install", lambda: ["加载项已放入 X", "正常：出国境证件"])

    assert setup.main("install", str(log)) == 0
    assert log.read_bytes().decode("utf-16-le").splitlines()[0] == "正常：出国境证件"


def test_a_setup_that_is_hindered_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def hindered() -> list[str]:
        raise InstallError("请关闭全部 Excel 窗口后再运行。")

    log = tmp_path / "install.log"
    monkeypatch.setitem(setup._WORK, "install", hindered)

    assert setup.main("install", str(log)) == 2
    assert log.read_bytes().decode("utf-16-le") == "请关闭全部 Excel 窗口后再运行。"


def test_a_server_that_does_not_answer_makes_the_installation_fail(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    monkeypatch.setattr(machine, "ask", lambda _: Answered("", 0.1, "拒绝访问"))

    with pytest.raises(InstallError, match="拒绝访问"):
        machine.answer(places)


def test_what_hinders_is_a_sentence_and_exit_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def hindered() -> list[str]:
        raise InstallError("请关闭全部 Excel 窗口后再运行。")

    monkeypatch.setattr(machine, "install", hindered)

    result = CliRunner().invoke(app, ["install"])

    assert result.exit_code == 2
    assert "请关闭全部 Excel" in result.stderr
    assert "Traceback" not in result.output


def test_build_says_which_files_it_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["build", "-o", str(tmp_path), "--json"])

    assert result.exit_code == 0
    steps = json.loads(result.stdout)["steps"]
    assert f"已生成 {tmp_path / 'dist' / '出国境证件.xlam'}" in steps
    assert all(Path(step.removeprefix("已生成 ")).exists() for step in steps)
