"""``chujing doctor``: what stands between Excel and the add-in, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from zipfile import BadZipFile

from pyopenvba import ExcelFile, PyOpenVBAError

from addin import __version__
from addin.install.excel import read_settings
from addin.install.places import Places
from addin.install.registry import Registry, Value

REINSTALL = "运行 chujing install"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands in the way, and what to do about it."""

    what: str
    remedy: str


def examine(
    places: Places, registry: Registry, has_module: Callable[[str], bool] | None = None
) -> list[Obstacle]:
    """Return everything that stands in the way, [] when the add-in should work."""
    has_module = has_module or (lambda name: find_spec(name) is not None)
    return [
        *_excel(registry),
        *_python(places, has_module),
        *_files(places),
        *_policies(places, registry),
    ]


def _excel(registry: Registry) -> Iterator[Obstacle]:
    if not registry.values(r"HKCR\Excel.Application\CurVer"):
        yield Obstacle(
            "这台电脑没有安装 Excel（WPS 表格不能使用本加载项）",
            "安装 Excel 2010 以上版本；没有 Excel 的可用 chujing 命令行",
        )


def _python(places: Places, has_module: Callable[[str], bool]) -> Iterator[Obstacle]:
    if not has_module("pythoncom"):
        yield Obstacle("缺少 pywin32，Excel 连不上 Python", "运行 pip install pywin32")
    folders = (places.interpreter.parent, places.interpreter.parent.parent)
    for bits in (32, 64):
        name = f"xlwings{bits}-{version('xlwings')}.dll"
        if not any((folder / name).exists() for folder in folders):
            yield Obstacle(
                f"Python 文件夹里缺少 {name}",
                "运行 pip install --force-reinstall xlwings，不要加 --user",
            )


def _files(places: Places) -> Iterator[Obstacle]:
    if not places.add_in.exists():
        yield Obstacle(f"加载项不在 {places.add_in}", REINSTALL)
    else:
        yield from _versions(places.add_in)
        if _from_the_web(places.add_in):
            yield Obstacle(
                "加载项文件带有“来自网络”的标记，Excel 会拒绝运行其中的宏",
                f"右键点 {places.add_in}，选“属性”，勾选“解除锁定”；或{REINSTALL}",
            )
    settings = read_settings(places)
    interpreter = settings.get("INTERPRETER_WIN", "")
    if not settings:
        yield Obstacle(f"没有设置文件 {places.settings}", REINSTALL)
    elif not Path(interpreter).exists():
        yield Obstacle(f"设置里的 Python 不存在：{interpreter}", REINSTALL)
    elif not (Path(settings.get("PYTHONPATH", "")) / "addin").is_dir():
        yield Obstacle(f"设置里的程序文件夹不存在：{settings.get('PYTHONPATH')}", REINSTALL)
    for path in (places.interpreter, places.code):
        if not _encodable(str(path), places.encoding):
            yield Obstacle(
                f"路径 {path} 里有 Excel 宏读不了的字",
                f"安装到只含英文和常用汉字的路径，再{REINSTALL}",
            )


def _versions(add_in: Path) -> Iterator[Obstacle]:
    try:
        with ExcelFile(add_in) as book:
            own = _constant(book.get_module("chujing"), "MACRO_VERSION")
            bridge = _constant(book.get_module("xlwings"), "XLWINGS_VERSION")
    except (OSError, BadZipFile, KeyError, PyOpenVBAError):
        yield Obstacle(f"加载项文件已损坏：{add_in}", REINSTALL)
        return
    for name, macros, python in (
        ("加载项", own, __version__),
        ("加载项里的 xlwings", bridge, version("xlwings")),
    ):
        if macros != python:
            yield Obstacle(f"{name}是 {macros} 版，Python 程序里是 {python} 版", REINSTALL)


def _constant(source: str, name: str) -> str:
    found = re.search(rf'Const {name} As String = "([^"]*)"', source)
    return found[1] if found else "不明"


def _policies(places: Places, registry: Registry) -> Iterator[Obstacle]:
    """Settings of Office, by the administrator or by the user, that keep macros from running."""
    office = _office_version(registry)
    for root, whose in (
        (rf"HKCU\Software\Policies\Microsoft\Office\{office}", "单位策略"),
        (rf"HKCU\Software\Microsoft\Office\{office}", "Excel 选项"),
    ):
        security = registry.values(rf"{root}\Excel\Security")
        trusted = registry.values(rf"{root}\Excel\Security\Trusted Locations")
        if registry.values(rf"{root}\Common").get("VbaOff") == 1:
            yield Obstacle(f"{whose}关闭了 VBA，宏和加载项都不能运行", _ask(whose, "启用 VBA"))
        if trusted.get("AllLocationsDisabled") == 1:
            yield Obstacle(
                f"{whose}停用了受信任位置，加载项按普通宏处理", _ask(whose, "恢复受信任位置")
            )
        if security.get("DisableAllAddins") == 1:
            yield Obstacle(f"{whose}禁用了全部加载项", _ask(whose, "允许加载项"))
        if security.get("RequireAddinSig") == 1:
            yield Obstacle(f"{whose}只允许有签名的加载项", _ask(whose, "允许本加载项，或为它签名"))
        if security.get("VBAWarnings") in (3, 4):
            yield Obstacle(
                f"{whose}不许运行未签名的宏，附件1.xlsm、附件2.xlsm 里的按钮不能用",
                f"{_ask(whose, '改为“禁用宏并发出通知”')}；或用 .xlsx 模板配合加载项",
            )
    yield from _disabled_items(places, registry, office)


def _disabled_items(places: Places, registry: Registry, office: str) -> Iterator[Obstacle]:
    key = rf"HKCU\Software\Microsoft\Office\{office}\Excel\Resiliency\DisabledItems"
    name = places.add_in.name.lower().encode("utf-16-le")
    if any(name in value for value in registry.values(key).values() if isinstance(value, bytes)):
        yield Obstacle(
            "Excel 出错后停用了本加载项",
            "在 Excel“文件→选项→加载项→管理：禁用项目”中启用它，再重新打开 Excel",
        )


def _ask(whose: str, wanted: str) -> str:
    return f"请信息化管理员{wanted}" if whose == "单位策略" else f"在 Excel“信任中心设置”里{wanted}"


def _office_version(registry: Registry) -> str:
    current: Value = registry.values(r"HKCR\Excel.Application\CurVer").get("", "")
    return f"{str(current).rpartition('.')[2] or 16}.0"


def _from_the_web(path: Path) -> bool:
    """Whether Windows keeps a mark of the web beside the file (an NTFS stream)."""
    return Path(f"{path}:Zone.Identifier").exists()


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
