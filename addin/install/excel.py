"""``chujing install`` and ``uninstall`` for Excel: two files put there, two files taken away."""

from __future__ import annotations

import compileall
from pathlib import Path

from addin.build.packages import add_in
from addin.errors import InstallError, because
from addin.install import settings
from addin.install.places import Places


def install(places: Places) -> list[str]:
    """Install the add-in and its settings; return what was done, one sentence each."""
    content = settings.encoded(settings.of(places), places.encoding)
    _write(places.add_in, add_in())
    _write(places.settings, content)
    # The formula server runs with -B and never keeps byte code: made here, it starts faster.
    compileall.compile_dir(places.code / "addin", quiet=2)
    return [
        f"加载项已放入 {places.add_in}",
        f"设置已写入 {places.settings}（Python：{places.interpreter}）",
        "请重新打开 Excel，功能区会出现“出国境证件”选项卡。",
    ]


def uninstall(places: Places) -> list[str]:
    """Remove what :func:`install` wrote; return what was done, one sentence each."""
    done = [f"已删除 {path}" for path in (places.add_in, places.settings) if _remove(path)]
    if places.settings.parent.is_dir() and not any(places.settings.parent.iterdir()):
        places.settings.parent.rmdir()
    return done or ["没有安装过加载项，无须卸载。"]


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InstallError(_busy(path, error)) from error


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise InstallError(_busy(path, error)) from error
    return True


def _busy(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"{path} 正被使用或不许改动，请关闭全部 Excel 窗口后再运行。"
    return f"无法写入 {path}：{because(error)}。请检查磁盘和文件夹权限后再运行。"
