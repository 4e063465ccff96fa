"""``chujing install`` and ``uninstall`` for Excel: two files put there, two files taken away."""

from __future__ import annotations

import compileall
from pathlib import Path

from addin.build.packages import add_in
from addin.build.vba import MODULE
from addin.errors import InstallError, because
from addin.install.places import Places


def install(places: Places) -> list[str]:
    """Put the add-in and its settings there; return what was done, one sentence each."""
    settings = _settings(places)
    _write(places.add_in, add_in())
    _write(places.settings, settings)
    # The formula server runs with -B and never keeps byte code: made here, it starts faster.
    compileall.compile_dir(places.code / "addin", quiet=2)
    return [
        f"加载项已放入 {places.add_in}",
        f"设置已写入 {places.settings}（Python：{places.interpreter}）",
        "请重新打开 Excel，功能区会出现“出国境证件”选项卡。",
    ]


def uninstall(places: Places) -> list[str]:
    """Take away what :func:`install` put there; return what was done, one sentence each."""
    done = [f"已删除 {path}" for path in (places.add_in, places.settings) if _remove(path)]
    if places.settings.parent.is_dir() and not any(places.settings.parent.iterdir()):
        places.settings.parent.rmdir()
    return done or ["没有安装过加载项，无须卸载。"]


def read_settings(places: Places) -> dict[str, str]:
    """Return the settings as the macros read them, {} where there are none."""
    if not places.settings.exists():
        return {}
    lines = places.settings.read_text(places.encoding, errors="replace").splitlines()
    pairs = (line.strip('"').partition('","') for line in lines)
    return {name: value for name, _, value in pairs}


def _settings(places: Places) -> bytes:
    """Return the settings file: lines of ``"NAME","value"`` in the machine's code page."""
    values = {
        "INTERPRETER_WIN": str(places.interpreter),
        "PYTHONPATH": str(places.code),
        "UDF MODULES": MODULE,
        "USE UDF SERVER": "True",  # buttons and formulas share one Python process
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",  # code beside a workbook from elsewhere never runs
    }
    text = "".join(f'"{name}","{value}"\r\n' for name, value in values.items())
    try:
        return text.encode(places.encoding)
    except UnicodeEncodeError as error:
        strange = text[error.start : error.end]
        raise InstallError(
            f"Python 或程序的安装路径里有 Excel 宏读不了的字“{strange}”，"
            "请把 Python 和本程序安装到只含英文和常用汉字的路径，再运行 chujing install。"
        ) from None


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
