"""The same commands on every machine: Excel on Windows, LibreOffice elsewhere."""

from __future__ import annotations

import shutil
import sys

from addin import udfs
from addin.errors import InstallError
from addin.excel import server
from addin.install import settings
from addin.install.asking import Answered, ask
from addin.install.doctor import Diagnosis, Machine, examine
from addin.install.excel import install as install_in_excel
from addin.install.excel import uninstall as uninstall_from_excel
from addin.install.obstacles import Obstacle
from addin.install.places import Places, of_this_user


def install() -> list[str]:
    """Install for this user; return what was done, one sentence each."""
    if sys.platform == "win32":
        from addin.install.running import require_closed  # noqa: PLC0415

        require_closed()
        places = of_this_user()
        return [*install_in_excel(places), answer(places).sentence]
    from addin.libreoffice.bridge import install_bridge  # noqa: PLC0415

    return install_bridge()


def answer(places: Places) -> Answered:
    """Ask the server that the macros will start; raise InstallError where it does not answer."""
    found = ask(settings.of(places))
    if not found.sound:
        raise InstallError(f"文件都已放好，但{found.sentence}。请运行 chujing doctor 查看原因。")
    return found


def uninstall() -> list[str]:
    """Undo :func:`install`; return what was done, one sentence each."""
    if sys.platform == "win32":
        from addin.install.running import require_closed  # noqa: PLC0415

        require_closed()
        return uninstall_from_excel(of_this_user())
    from addin.libreoffice.bridge import remove_bridge  # noqa: PLC0415

    return remove_bridge()


def _ask(written: settings.Settings) -> Answered:
    """Ask a server that is started for it; a server that is running answers for itself.

    Started by a server, another would be refused: Windows keeps the process in Excel's job.
    """
    if server.START:
        return Answered(str(udfs.加载项自检()), server.START["seconds"])
    return ask(written)


def diagnose() -> Diagnosis:
    """Return what stands in the way on this machine, and what the server answered."""
    if sys.platform == "win32":
        from addin.install.registry import WindowsRegistry  # noqa: PLC0415
        from addin.install.running import running_excel  # noqa: PLC0415

        return examine(Machine(of_this_user(), WindowsRegistry(), _ask, running_excel()))
    if shutil.which("soffice"):
        return Diagnosis([], None)
    missing = Obstacle(
        "没有找到 LibreOffice（soffice）", "安装 LibreOffice Calc 后运行 chujing install"
    )
    return Diagnosis([missing], None)
