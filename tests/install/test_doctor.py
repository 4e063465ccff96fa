"""Finding out what stands in the way: with folders, registry and the server's answer given."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

import addin
from addin.build import vba
from addin.cli.app import app
from addin.excel import server
from addin.install import doctor, excel, machine, settings
from addin.install.asking import Answered
from addin.install.doctor import Diagnosis
from addin.install.places import Places

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
WINDOWS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Policies\Explorer"
SOUND = Answered("正常：出国境证件", 1.25)
Values = dict[str, dict[str, Any]]


class FakeRegistry:
    """The keys given, on top of an Excel that is installed."""

    def __init__(self, keys: Values) -> None:
        self.keys = {r"HKCR\Excel.Application\CurVer": {"": "Excel.Application.16"}} | keys

    def values(self, key: str) -> dict[str, Any]:
        return self.keys.get(key, {})


class Machine(doctor.Machine):
    """A machine with pywin32."""

    def has_module(self, name: str) -> bool:  # noqa: ARG002
        return True


class Bare(doctor.Machine):
    """A machine without any package."""

    def has_module(self, name: str) -> bool:  # noqa: ARG002
        return False


def diagnosis(
    places: Places,
    keys: Values | None = None,
    *,
    kind: type[doctor.Machine] = Machine,
    ask: Callable[[settings.Settings], Answered] = lambda _: SOUND,
    running: Any = None,
) -> Diagnosis:
    found = doctor.examine(kind(places, FakeRegistry(keys or {}), ask, running))
    assert all(obstacle.what and obstacle.remedy for obstacle in found.obstacles)
    return found


def obstacles(places: Places, keys: Values | None = None, **more: Any) -> str:
    """What doctor says, in one text."""
    return "\n".join(each.what for each in diagnosis(places, keys, **more).obstacles)


def test_after_installing_nothing_stands_in_the_way(places: Places) -> None:
    excel.install(places)

    found = diagnosis(places)
    assert found == Diagnosis([], SOUND)


def test_the_server_is_started_by_the_command_that_the_macros_run(places: Places) -> None:
    excel.install(places)
    asked: list[settings.Settings] = []

    def ask(written: settings.Settings) -> Answered:
        asked.append(written)
        return SOUND

    diagnosis(places, ask=ask)
    assert asked == [settings.read(places)]


def test_a_server_that_does_not_answer_is_named_with_the_reason(places: Places) -> None:
    excel.install(places)

    text = obstacles(places, ask=lambda _: Answered("", 0.4, "ImportError"))
    assert "ImportError" in text


def test_before_installing_doctor_names_both_files_and_asks_nobody(places: Places) -> None:
    found = diagnosis(places)

    text = "\n".join(each.what for each in found.obstacles)
    assert f"{places.add_in}：还没有安装" in text
    assert str(places.settings) in text
    assert found.answered is None


def test_missing_excel_is_named(places: Places) -> None:
    excel.install(places)

    assert "没有安装 Excel" in obstacles(places, {r"HKCR\Excel.Application\CurVer": {}})


def test_missing_pywin32_is_named(places: Places) -> None:
    excel.install(places)

    assert "pywin32" in obstacles(places, kind=Bare)


def test_in_a_virtual_environment_the_dll_lies_one_folder_up(places: Places) -> None:
    scripts = places.interpreter.parent / "Scripts"
    scripts.mkdir()
    inside = dataclasses.replace(places, interpreter=scripts / "pythonw.exe")
    inside.interpreter.touch()
    excel.install(inside)

    assert obstacles(inside) == ""
    assert settings.of(inside).dlls == str(scripts.parent)


# --- taken away by antivirus programs ----------------------------------------------------------


def test_an_add_in_that_was_taken_away_is_another_thing_than_none_installed(
    places: Places,
) -> None:
    excel.install(places)
    places.add_in.unlink()

    (obstacle,) = diagnosis(places).obstacles
    assert "杀毒软件" in obstacle.what
    assert "隔离区" in obstacle.remedy


def test_an_interpreter_that_was_taken_away_is_named(places: Places) -> None:
    excel.install(places)
    places.interpreter.unlink()

    text = obstacles(places)
    assert f"Python 不存在：{places.interpreter}" in text
    assert "杀毒软件" in text


@pytest.mark.parametrize("bits", [32, 64])
def test_a_missing_dll_is_named(places: Places, bits: int) -> None:
    excel.install(places)
    name = f"xlwings{bits}-{version('xlwings')}.dll"
    (places.interpreter.parent / name).unlink()

    assert name in obstacles(places)


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        (r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform", "x86"),
        (r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook", "Bitness", "x86"),
    ],
)
def test_what_an_excel_of_this_bitness_needs_is_what_counts(
    places: Places, key: str, name: str, value: str
) -> None:
    excel.install(places)
    (places.interpreter.parent / vba.dll(64)).unlink()
    assert obstacles(places, {key: {name: value}}) == ""

    (places.interpreter.parent / vba.dll(32)).unlink()
    (places.interpreter.parent / vba.dll(64)).touch()
    text = obstacles(places, {key: {name: value}})
    assert "Excel 是 32 位的" in text
    assert vba.dll(32) in text


# --- policies ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name", "value", "word"),
    [
        (rf"{POLICY}\Excel\Security", "VBAWarnings", 4, "单位策略不许运行未签名的宏"),
        (rf"{OFFICE}\Excel\Security", "VBAWarnings", 3, "Excel 选项不许运行未签名的宏"),
        (rf"{POLICY}\Excel\Security", "DisableAllAddins", 1, "禁用了全部加载项"),
        (rf"{POLICY}\Excel\Security", "RequireAddinSig", 1, "有签名的加载项"),
        (rf"{POLICY}\Excel\Security", "blockcontentexecutionfrominternet", 1, "来自网络的文件"),
        (rf"{POLICY}\Excel\Security\Trusted Locations", "AllLocationsDisabled", 1, "受信任位置"),
        (rf"{POLICY}\Common", "VbaOff", 1, "关闭了 VBA"),
        (r"HKCU\Software\Policies\Microsoft\Windows\System", "DisableCMD", 2, "命令提示符"),
        (WINDOWS, "RestrictRun", 1, "只许运行名单上的程序"),
        (r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe", "EnforcementMode", 1, "AppLocker"),
    ],
)
def test_a_setting_that_blocks_us_is_named(
    places: Places, key: str, name: str, value: int, word: str
) -> None:
    excel.install(places)

    assert word in obstacles(places, {key: {name: value}})
    assert obstacles(places, {key: {name: 0}}) == ""


def test_software_restriction_is_named(places: Places) -> None:
    excel.install(places)
    key = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\Safer\CodeIdentifiers"

    assert "软件限制策略" in obstacles(places, {key: {"DefaultLevel": 0}})
    assert obstacles(places, {key: {"DefaultLevel": 0x40000}}) == ""


def test_a_list_of_forbidden_programs_matters_where_it_names_ours(places: Places) -> None:
    excel.install(places)
    forbidden = {WINDOWS: {"DisallowRun": 1}}

    ours = forbidden | {rf"{WINDOWS}\DisallowRun": {"1": "PythonW.exe"}}
    assert "禁止运行 pythonw.exe" in obstacles(places, ours)
    assert obstacles(places, forbidden | {rf"{WINDOWS}\DisallowRun": {"1": "qq.exe"}}) == ""


def test_a_list_of_allowed_programs_may_name_ours(places: Places) -> None:
    excel.install(places)
    listed = {WINDOWS: {"RestrictRun": 1}, rf"{WINDOWS}\RestrictRun": {"1": "pythonw.exe"}}

    assert obstacles(places, listed) == ""


def test_an_add_in_that_excel_disabled_after_a_crash_is_named(places: Places) -> None:
    excel.install(places)
    entry = b"\x01\0\0\0" + str(places.add_in).lower().encode("utf-16-le")

    assert "停用" in obstacles(places, {rf"{OFFICE}\Excel\Resiliency\DisabledItems": {"A1": entry}})


# --- files -------------------------------------------------------------------------------------


def test_the_mark_of_the_web_is_named(places: Places) -> None:
    excel.install(places)
    Path(f"{places.add_in}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3")

    assert "来自网络" in obstacles(places)


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


@pytest.mark.parametrize("where", ["XLSTART", "AddIns"])
def test_a_second_copy_is_named(places: Places, where: str) -> None:
    excel.install(places)
    start = places.add_in.parent
    folder = start if where == "XLSTART" else start.parents[1] / "AddIns"
    folder.mkdir(exist_ok=True)
    copy = folder / "出国境证件 (1).xlam"
    copy.write_bytes(places.add_in.read_bytes())

    assert str(copy) in obstacles(places)


def test_a_second_copy_that_excel_was_told_to_open_is_named(places: Places) -> None:
    excel.install(places)
    options = {rf"{OFFICE}\Excel\Options": {"OPEN": '/R "D:\\旧\\出国境证件.xlam"'}}

    assert "D:\\旧\\出国境证件.xlam" in obstacles(places, options)


def test_settings_of_another_installation_are_named(places: Places, tmp_path: Path) -> None:
    excel.install(places)
    other = tmp_path / "另一份" / "pythonw.exe"
    other.parent.mkdir()
    other.touch()
    for bits in (32, 64):
        (other.parent / vba.dll(bits)).touch()

    text = obstacles(dataclasses.replace(places, interpreter=other))
    assert "另一份程序" in text
    assert str(places.interpreter) in text


def test_a_path_outside_the_code_page_is_named(places: Places) -> None:
    excel.install(places)

    assert "读不了的字" in obstacles(dataclasses.replace(places, encoding="cp1252"))


def test_a_workbook_in_protected_view_is_named(places: Places) -> None:
    excel.install(places)

    def running(count: int) -> SimpleNamespace:
        return SimpleNamespace(ProtectedViewWindows=SimpleNamespace(Count=count))

    assert "受保护的视图" in obstacles(places, running=running(1))
    assert obstacles(places, running=running(0)) == ""


# --- command line ------------------------------------------------------------------------------


def test_doctor_says_in_how_many_seconds_the_server_answered(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    excel.install(places)
    monkeypatch.setattr(machine, "diagnose", lambda: diagnosis(places))

    said = CliRunner().invoke(app, ["doctor"])
    as_json = CliRunner().invoke(app, ["doctor", "--json"])

    assert said.exit_code == as_json.exit_code == 0
    assert "1.2 秒后作答" in said.stdout
    assert json.loads(as_json.stdout) == {
        "obstacles": [],
        "server": {"answer": "正常：出国境证件", "seconds": 1.25},
    }


def test_doctor_lists_obstacles_as_json_and_by_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    found = diagnosis(places)
    monkeypatch.setattr(machine, "diagnose", lambda: found)

    result = CliRunner().invoke(app, ["doctor", "--json"])

    assert result.exit_code == 1
    assert json.loads(result.stdout)["obstacles"][0]["what"] == found.obstacles[0].what


def test_a_server_that_runs_answers_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "START", {"seconds": 0.7})

    answered = machine._ask(settings.Settings("", ""))

    assert answered.sound
    assert answered.seconds == 0.7
