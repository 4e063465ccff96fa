"""The same commands on every machine: Excel on Windows, LibreOffice elsewhere."""

from __future__ import annotations

import shutil
import sys

from addin.install.doctor import Obstacle, examine
from addin.install.excel import install as install_in_excel
from addin.install.excel import uninstall as uninstall_from_excel
from addin.install.places import of_this_user


def install() -> list[str]:
    """Install for this user; return what was done, one sentence each."""
    if sys.platform == "win32":
        return install_in_excel(of_this_user())
    from addin.libreoffice.bridge import install_bridge  # noqa: PLC0415

    return install_bridge()


def uninstall() -> list[str]:
    """Undo :func:`install`; return what was done, one sentence each."""
    if sys.platform == "win32":
        return uninstall_from_excel(of_this_user())
    from addin.libreoffice.bridge import remove_bridge  # noqa: PLC0415

    return remove_bridge()


def obstacles() -> list[Obstacle]:
    """Return what stands in the way on this machine, each with its remedy."""
    if sys.platform == "win32":
        from addin.install.registry import WindowsRegistry  # noqa: PLC0415

        return examine(of_this_user(), WindowsRegistry())
    if shutil.which("soffice"):
        return []
    return [
        Obstacle("没有找到 LibreOffice（soffice）", "安装 LibreOffice Calc 后运行 chujing install")
    ]
