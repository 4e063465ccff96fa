"""Installing into Excel, undoing it, finding out what is wrong: with folders and registry given."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import addin
from addin.build import vba
from addin.cli.app import app
from addin.errors import InstallError
from addin.install import bundle, excel, machine
from addin.install.doctor import examine
from addin.install.places import Places

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
Values = dict[str, dict[str, Any]]


class FakeRegistry:
    """The keys given, on top of an Excel that is installed."""

    def __init__(self, keys: Values) -> None:
        self.keys = {r"HKCR\Excel.Application\CurVer": {"": "Excel.Application.16"}} | keys

    def values(self, key: str) -> dict[str, Any]:
        return self.keys.get(key, {})


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A machine as pip leaves it: Python with the two DLLs beside it, our code, no add-in yet."""
    python = tmp_path / "安装 & 程序" / "python"
    python.mkdir(parents=True)
    (python / "pythonw.exe").touch()
    for bits in (32, 64):
        (python / f"xlwings{bits}-{version('xlwings')}.dll").touch()
    code = tmp_path / "code"
    (code / "addin").mkdir(parents=True)
    return Places(
        add_in=tmp_path / "XLSTART" / "出国境证件.xlam",
        settings=tmp_path / "home" / ".chujing" / "chujing.conf",
        interpreter=python / "pythonw.exe",
        code=code,
        encoding="cp936",
    )


def obstacles(places: Places, keys: Values | None = None, *, pywin32: bool = True) -> str:
    """What doctor says, in one text."""
    found = examine(places, FakeRegistry(keys or {}), lambda _: pywin32)
    assert all(obstacle.what and obstacle.remedy for obstacle in found)
    return "\n".join(obstacle.what for obstacle in found)


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


# --- install, uninstall ------------------------------------------------------------------------


def test_install_puts_the_add_in_where_excel_loads_it(places: Places) -> None:
    steps = excel.install(places)

    assert places.add_in.read_bytes()[:2] == b"PK"
    assert any(str(places.add_in) in step for step in steps)
    assert any(str(places.settings) in step for step in steps)


def test_the_settings_are_what_the_macros_read(places: Places) -> None:
    """Quoted pairs, one a line, in the code page in which VBA's Input reads."""
    excel.install(places)

    text = places.settings.read_bytes().decode("cp936")
    settings = excel.read_settings(places)
    assert text.splitlines()[0] == f'"INTERPRETER_WIN","{places.interpreter}"'
    assert text.count("\r\n") == len(settings)
    assert settings["UDF MODULES"] == "addin.udfs"
    assert settings["PYTHONPATH"] == str(places.code)


def test_code_beside_a_workbook_never_runs(places: Places) -> None:
    excel.install(places)

    assert excel.read_settings(places)["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"


def test_the_settings_lie_where_our_macros_look(places: Places) -> None:
    """%USERPROFILE%\\.PROJECT\\PROJECT.conf, PROJECT being the constant in xlwings' module."""
    assert f'PROJECT_NAME As String = "{places.settings.stem}"' in vba.xlwings_module()
    assert places.settings.parent.name == f".{places.settings.stem}"


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


# --- doctor ------------------------------------------------------------------------------------


def test_after_installing_nothing_stands_in_the_way(places: Places) -> None:
    excel.install(places)

    assert obstacles(places) == ""


def test_before_installing_doctor_names_both_files(places: Places) -> None:
    text = obstacles(places)

    assert str(places.add_in) in text
    assert str(places.settings) in text


def test_missing_excel_is_named(places: Places) -> None:
    excel.install(places)

    assert "没有安装 Excel" in obstacles(places, {r"HKCR\Excel.Application\CurVer": {}})


def test_missing_pywin32_is_named(places: Places) -> None:
    excel.install(places)

    assert "pywin32" in obstacles(places, pywin32=False)


def test_a_missing_dll_is_named(places: Places) -> None:
    excel.install(places)
    name = f"xlwings64-{version('xlwings')}.dll"
    (places.interpreter.parent / name).unlink()

    assert name in obstacles(places)


def test_in_a_virtual_environment_the_dll_lies_one_folder_up(places: Places) -> None:
    scripts = places.interpreter.parent / "Scripts"
    scripts.mkdir()
    inside = dataclasses.replace(places, interpreter=scripts / "pythonw.exe")
    inside.interpreter.touch()
    excel.install(inside)

    assert obstacles(inside) == ""


def test_the_mark_of_the_web_is_named(places: Places) -> None:
    excel.install(places)
    Path(f"{places.add_in}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3")

    assert "来自网络" in obstacles(places)


@pytest.mark.parametrize(
    ("key", "name", "value", "word"),
    [
        (rf"{POLICY}\Excel\Security", "VBAWarnings", 4, "单位策略不许运行未签名的宏"),
        (rf"{OFFICE}\Excel\Security", "VBAWarnings", 3, "Excel 选项不许运行未签名的宏"),
        (rf"{POLICY}\Excel\Security", "DisableAllAddins", 1, "禁用了全部加载项"),
        (rf"{POLICY}\Excel\Security", "RequireAddinSig", 1, "有签名的加载项"),
        (rf"{POLICY}\Excel\Security\Trusted Locations", "AllLocationsDisabled", 1, "受信任位置"),
        (rf"{POLICY}\Common", "VbaOff", 1, "关闭了 VBA"),
    ],
)
def test_a_setting_that_blocks_macros_is_named(
    places: Places, key: str, name: str, value: int, word: str
) -> None:
    excel.install(places)

    assert word in obstacles(places, {key: {name: value}})
    assert obstacles(places, {key: {name: 0}}) == ""


def test_an_add_in_that_excel_disabled_after_a_crash_is_named(places: Places) -> None:
    excel.install(places)
    entry = b"\x01\0\0\0" + str(places.add_in).lower().encode("utf-16-le")

    assert "停用" in obstacles(places, {rf"{OFFICE}\Excel\Resiliency\DisabledItems": {"A1": entry}})


def test_macros_of_another_version_are_named(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vba, "__version__", "0.0.1")
    excel.install(places)

    text = obstacles(places)
    assert "0.0.1" in text
    assert addin.__version__ in text


def test_a_damaged_add_in_is_named(places: Places) -> None:
    excel.install(places)
    places.add_in.write_bytes(b"PK damaged")

    assert "已损坏" in obstacles(places)


def test_an_interpreter_that_has_gone_is_named(places: Places) -> None:
    excel.install(places)
    places.interpreter.unlink()

    assert f"Python 不存在：{places.interpreter}" in obstacles(places)


def test_a_path_outside_the_code_page_is_named(places: Places) -> None:
    excel.install(places)

    assert "读不了的字" in obstacles(dataclasses.replace(places, encoding="cp1252"))


# --- offline bundle ----------------------------------------------------------------------------


def recording(commands: list[Sequence[str]], folder: Path) -> Callable[[Sequence[str]], None]:
    """Note the commands; building the wheel leaves a wheel."""

    def run(command: Sequence[str]) -> None:
        commands.append(command)
        if "wheel" in command:
            (folder / "chujing-0.1.0-py3-none-any.whl").touch()

    return run


def test_the_bundle_fetches_wheels_for_windows_whatever_machine_it_runs_on(
    tmp_path: Path,
) -> None:
    commands: list[Sequence[str]] = []

    files = bundle.bundle(tmp_path, "3.12", recording(commands, tmp_path))

    build, fetch = commands
    assert "--no-deps" in build
    pairs = dict(pairwise(fetch))
    assert pairs["--platform"] == "win_amd64"
    assert pairs["--python-version"] == "3.12"
    assert pairs["--only-binary"] == ":all:"
    assert pairs["--dest"] == str(tmp_path)
    assert str(tmp_path / "chujing-0.1.0-py3-none-any.whl[office]") in fetch
    assert "pywin32" in fetch
    assert tmp_path / bundle.GUIDE in files


def test_the_bundle_says_how_to_install_without_network(tmp_path: Path) -> None:
    bundle.bundle(tmp_path, "3.12", recording([], tmp_path))

    guide = (tmp_path / bundle.GUIDE).read_text(encoding="utf-8-sig")
    assert "Python 3.12" in guide
    assert "--no-index --find-links . chujing" in guide
    assert "chujing install" in guide


# --- command line ------------------------------------------------------------------------------


def test_doctor_lists_obstacles_as_json_and_by_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    found = examine(places, FakeRegistry({}), lambda _: True)
    monkeypatch.setattr(machine, "obstacles", lambda: found)

    result = CliRunner().invoke(app, ["doctor", "--json"])

    assert result.exit_code == 1
    assert json.loads(result.stdout)["obstacles"][0]["what"] == found[0].what


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
