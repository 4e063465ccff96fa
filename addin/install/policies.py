"""Settings of Office and of Windows that keep the add-in from running, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath

from addin.install.obstacles import REINSTALL, Obstacle
from addin.install.places import Places
from addin.install.registry import Registry

_EXPLORER = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Policies\Explorer"
_COMMAND = r"HKCU\Software\Policies\Microsoft\Windows\System"
_APPLOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
_SAFER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\Safer\CodeIdentifiers"
_ALLOW = "请信息化管理员允许运行 {program}"


def office_version(registry: Registry) -> str:
    """Return the version in the registry's keys; ``16.0`` where it is not known."""
    current = registry.values(r"HKCR\Excel.Application\CurVer").get("", "")
    return f"{str(current).rpartition('.')[2] or 16}.0"


def of_office(places: Places, registry: Registry) -> Iterator[Obstacle]:
    """What the administrator or the user has set in Office."""
    office = office_version(registry)
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
        if security.get("blockcontentexecutionfrominternet") == 1:
            yield Obstacle(
                f"{whose}不许运行来自网络的文件中的宏，收到的 .xlsm 里的按钮不能用",
                "用 .xlsx 模板配合加载项；或在文件属性里勾选“解除锁定”",
            )
    yield from _disabled_items(places, registry, office)


def of_windows(places: Places, registry: Registry) -> Iterator[Obstacle]:
    """What keeps this Windows from starting Python."""
    program = PureWindowsPath(places.interpreter).name or "pythonw.exe"
    allow = _ALLOW.format(program=places.interpreter)
    if registry.values(_COMMAND).get("DisableCMD") in (1, 2):
        yield Obstacle(
            "单位策略禁用了命令提示符，“安装.cmd”“检查.cmd”不能双击运行",
            "公式和按钮不受影响；安装请用安装程序（.exe）",
        )
    explorer = registry.values(_EXPLORER)
    if explorer.get("DisallowRun") == 1 and program.lower() in _named(registry, "DisallowRun"):
        yield Obstacle(f"单位策略禁止运行 {program}，Excel 连不上 Python", allow)
    if explorer.get("RestrictRun") == 1 and program.lower() not in _named(registry, "RestrictRun"):
        yield Obstacle(f"单位策略只许运行名单上的程序，其中没有 {program}", allow)
    if registry.values(_SAFER).get("DefaultLevel") == 0:
        yield Obstacle("单位的软件限制策略默认不许运行程序，Python 可能启动不了", allow)
    if registry.values(_APPLOCKER).get("EnforcementMode") == 1:
        yield Obstacle("单位用 AppLocker 限制可运行的程序，Python 可能启动不了", allow)


def _named(registry: Registry, policy: str) -> set[str]:
    return {str(value).lower() for value in registry.values(rf"{_EXPLORER}\{policy}").values()}


def _disabled_items(places: Places, registry: Registry, office: str) -> Iterator[Obstacle]:
    key = rf"HKCU\Software\Microsoft\Office\{office}\Excel\Resiliency\DisabledItems"
    name = places.add_in.name.lower().encode("utf-16-le")
    if any(name in value for value in registry.values(key).values() if isinstance(value, bytes)):
        yield Obstacle(
            "Excel 出错后停用了本加载项",
            "在 Excel“文件→选项→加载项→管理：禁用项目”中启用它，再重新打开 Excel；"
            f"仍不行的，{REINSTALL}",
        )


def _ask(whose: str, wanted: str) -> str:
    return f"请信息化管理员{wanted}" if whose == "单位策略" else f"在 Excel“信任中心设置”里{wanted}"
