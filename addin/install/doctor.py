"""``chujing doctor`` and 自检: what stands between Excel and the add-in, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pyopenvba import ExcelFile, PyOpenVBAError

from addin import __version__
from addin.build import vba
from addin.declare import TITLE
from addin.install import policies, settings
from addin.install.asking import Answered
from addin.install.obstacles import REINSTALL, Obstacle
from addin.install.places import Places
from addin.install.registry import Registry

_TAKEN = "可能被杀毒软件隔离或误删"
_RESTORE = f"在杀毒软件的隔离区恢复它并加入信任；恢复不了的，{REINSTALL}"
_OFFICE = r"HKLM\SOFTWARE\Microsoft\Office"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that stands in the way, and what the server said; None where it was not asked."""

    obstacles: list[Obstacle]
    answered: Answered | None


@dataclass(frozen=True, slots=True)
class Machine:
    """What is looked at: ``ask`` starts the server, ``running`` is an Excel that is open."""

    places: Places
    registry: Registry
    ask: Callable[[settings.Settings], Answered]
    running: Any = None

    def has_module(self, name: str) -> bool:
        """Whether this Python has a package."""
        return find_spec(name) is not None


def examine(machine: Machine) -> Diagnosis:
    """Return everything that stands in the way; nothing where the add-in should work."""
    places, registry = machine.places, machine.registry
    found = [
        *_excel(registry),
        *_python(machine),
        *_add_in(places),
        *_copies(machine),
        *_settings(places),
        *policies.of_office(places, registry),
        *policies.of_windows(places, registry),
        *_protected_views(machine.running),
    ]
    written = settings.read(places)
    answered = machine.ask(written) if written else None
    if answered and not answered.sound:
        found.append(Obstacle(f"照 Excel 的办法启动 Python：{answered.sentence}", _RESTORE))
    return Diagnosis(found, answered)


def _excel(registry: Registry) -> Iterator[Obstacle]:
    if not registry.values(r"HKCR\Excel.Application\CurVer"):
        yield Obstacle(
            "这台电脑没有安装 Excel（WPS 表格不能使用本加载项）",
            "安装 Excel 2010 以上版本；没有 Excel 的可用 chujing 命令行",
        )


def _python(machine: Machine) -> Iterator[Obstacle]:
    if not machine.has_module("pythoncom"):
        yield Obstacle("缺少 pywin32，Excel 连不上 Python", "运行 pip install pywin32")
    folder = settings.folder_of_dlls(machine.places)
    excel = _bits(machine.registry)
    for bits in (excel,) if excel else (32, 64):
        if not (folder / vba.dll(bits)).exists():
            whose = f"Excel 是 {bits} 位的，" if excel else ""
            yield Obstacle(
                f"{whose}Python 文件夹里缺少 {vba.dll(bits)}（{_TAKEN}）",
                f"{_RESTORE}；用 pip 装的，运行 pip install --force-reinstall xlwings"
                "（不要加 --user）",
            )


def _bits(registry: Registry) -> int:
    """Return how many bits this Excel has; 0 where the registry does not say."""
    office = policies.office_version(registry)
    said = registry.values(rf"{_OFFICE}\ClickToRun\Configuration").get("Platform")
    said = said or registry.values(rf"{_OFFICE}\{office}\Outlook").get("Bitness")
    return {"x86": 32, "x64": 64}.get(str(said).lower(), 0)


def _add_in(places: Places) -> Iterator[Obstacle]:
    if places.add_in.exists():
        yield from _version(places.add_in)
        if _from_the_web(places.add_in):
            yield Obstacle(
                "加载项文件带有“来自网络”的标记，Excel 会拒绝运行其中的宏",
                f"右键点 {places.add_in}，选“属性”，勾选“解除锁定”；或{REINSTALL}",
            )
    elif places.settings.exists():  # it was installed, so it has been taken away
        yield Obstacle(f"加载项不在 {places.add_in}（{_TAKEN}）", _RESTORE)
    else:
        yield Obstacle(f"加载项不在 {places.add_in}：还没有安装", REINSTALL)


def _version(add_in: Path) -> Iterator[Obstacle]:
    try:
        with ExcelFile(add_in) as book:
            source = book.get_module(vba.SERVER)
    except (OSError, BadZipFile, KeyError, PyOpenVBAError):
        yield Obstacle(f"加载项文件已损坏：{add_in}", REINSTALL)
        return
    found = re.search(r'Const MACRO_VERSION As String = "([^"]*)"', source)
    macros = found[1] if found else "不明"
    if macros != __version__:
        yield Obstacle(f"加载项是 {macros} 版，Python 程序里是 {__version__} 版", REINSTALL)
    if vba.dll(64) not in source:
        yield Obstacle("加载项和 Python 里的 xlwings 不是同一版", REINSTALL)


def _copies(machine: Machine) -> Iterator[Obstacle]:
    """Further add-ins of ours: Excel would load both, and each button would be there twice."""
    own = machine.places.add_in
    folders = (own.parent, own.parents[2] / "AddIns")  # AddIns: where Excel's own dialog puts one
    found = {path for folder in folders for path in folder.glob(f"*{TITLE}*.xla*")}
    office = policies.office_version(machine.registry)
    options = machine.registry.values(rf"HKCU\Software\Microsoft\Office\{office}\Excel\Options")
    for name, value in options.items():
        if name.upper().startswith("OPEN") and TITLE in str(value):
            found.add(Path(str(value).removeprefix("/R").strip(' "')))
    for path in sorted(found - {own}):
        yield Obstacle(
            f"还有一份加载项 {path}，Excel 会两份都装",
            "关闭 Excel 后删去这一份，并在“文件→选项→加载项→转到”里去掉它的勾",
        )


def _settings(places: Places) -> Iterator[Obstacle]:
    written = settings.read(places)
    interpreter = Path(written.interpreter) if written else places.interpreter
    if not written:
        yield Obstacle(f"没有设置文件 {places.settings}", REINSTALL)
    elif not interpreter.exists():
        yield Obstacle(f"设置里的 Python 不存在：{interpreter}（{_TAKEN}）", _RESTORE)
    elif interpreter != places.interpreter:
        yield Obstacle(
            f"Excel 用的是另一份程序 {interpreter}，不是现在检查的这一份 {places.interpreter}",
            f"不用的那一份卸载；要用这一份，{REINSTALL}",
        )
    for path in (places.interpreter, places.code):
        if not _encodable(str(path), places.encoding):
            yield Obstacle(
                f"路径 {path} 里有 Excel 宏读不了的字",
                f"安装到只含英文和常用汉字的路径，再{REINSTALL}",
            )


def _protected_views(excel: Any) -> Iterator[Obstacle]:
    count = excel.ProtectedViewWindows.Count if excel else 0
    if count:
        yield Obstacle(
            f"有 {count} 个工作簿开在“受保护的视图”里，按钮和公式在里面不能用",
            "点窗口上方的“启用编辑”；收到的文件可以先在文件属性里勾选“解除锁定”",
        )


def _from_the_web(path: Path) -> bool:
    """Whether Windows keeps a mark of the web beside the file (an NTFS stream)."""
    return Path(f"{path}:Zone.Identifier").exists()


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
