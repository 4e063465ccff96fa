"""``chujing bundle``: everything a Windows machine without network needs, in one folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import addin
from addin.errors import InstallError

# Needed on Windows only: pip judges such conditions by the machine it runs on, not by --platform.
WINDOWS_ONLY = ("pywin32", "colorama", "tzdata")
GUIDE = "离线安装.txt"
EXTRA = "office"  # lies in the folder for whoever inspects; clerks' machines do without

_TEXT = """\
在没有网络的 Windows 电脑上安装（Python {python}，64 位）：
1. 双击 Python {python} 的安装程序，勾选“Add python.exe to PATH”，安装。
2. 在本文件夹的地址栏输入 cmd 回车，依次运行：
   python -m pip install --no-index --find-links . chujing
   chujing install
3. 运行 chujing doctor，没有提示问题即可打开 Excel。
要用“抽查”或给报送包加密码的电脑，再运行：
   python -m pip install --no-index --find-links . chujing[{extra}]
"""

Run = Callable[[Sequence[str]], None]


def bundle(folder: Path, python: str, run: Run | None = None) -> list[Path]:
    """Gather our own wheel, all others for 64-bit Windows with ``python`` (``3.11``), and a guide.

    Needs a checkout and the network. Returns the files.
    """
    run = run or _run
    project = Path(addin.__file__).resolve().parents[1]
    if not (project / "pyproject.toml").exists():
        raise InstallError("请在源代码文件夹里运行 chujing bundle（要用到 pyproject.toml）。")
    folder.mkdir(parents=True, exist_ok=True)
    run(own_wheel(project, folder))
    wheels = sorted(folder.glob("chujing-*.whl"))
    run(download(wheels, folder, python))
    text = _TEXT.format(python=python, extra=EXTRA).replace("\n", "\r\n")
    (folder / GUIDE).write_bytes(text.encode("utf-8-sig"))  # Notepad of Windows 7 needs the mark
    return sorted(folder.iterdir())


def own_wheel(project: Path, folder: Path) -> list[str]:
    """Return the command that builds our own wheel."""
    return [*_PIP, "wheel", "--no-deps", "--wheel-dir", str(folder), str(project)]


def download(wheels: Sequence[Path], folder: Path, python: str) -> list[str]:
    """Return the command that fetches what ``wheels`` need, for 64-bit Windows."""
    target = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", python)
    wanted = (*(f"{wheel}[{EXTRA}]" for wheel in wheels), *WINDOWS_ONLY)
    return [*_PIP, "download", "--only-binary", ":all:", *target, "--dest", str(folder), *wanted]


_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["原因不明"])[-1]
        raise InstallError(f"pip 没有成功：{last}。请检查网络后再运行。")
