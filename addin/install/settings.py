"""The settings that the macros read: where xlwings' DLL lies, and the command that starts Python.

Two lines in the machine's code page. The command is put together here and nowhere else; the
macros, the setup and ``doctor`` all run this very one.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from addin.errors import InstallError
from addin.install.places import Places

_START = (
    "import sys; sys.path.append({code!r}); from addin.excel.server import serve; serve('$(CLSID)')"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands in the file; the DLL puts a name of its own in for ``$(CLSID)``."""

    dlls: str
    command: str

    @property
    def interpreter(self) -> str:
        """The program that the command runs."""
        quoted = re.match(r'"([^"]*)"', self.command)
        return quoted[1] if quoted else self.command.partition(" ")[0]


def of(places: Places) -> Settings:
    """Return the settings for an installation."""
    # -P: the folder that Excel happens to stand in is no place to import from.
    start = _START.format(code=str(places.code))
    command = [str(places.interpreter), "-P", "-B", "-c", start]
    return Settings(str(folder_of_dlls(places)), subprocess.list2cmdline(command))


def folder_of_dlls(places: Places) -> Path:
    """Return the folder of xlwings' DLLs: beside Python, or one up in a virtual environment."""
    beside = places.interpreter.parent
    return beside if any(beside.glob("xlwings*.dll")) else beside.parent


def encoded(settings: Settings, encoding: str) -> bytes:
    """Return the file's bytes; raise InstallError where a path cannot be said in the code page."""
    text = f"{settings.dlls}\r\n{settings.command}\r\n"
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        strange = text[error.start : error.end]
        raise InstallError(
            f"Python 或程序的安装路径里有 Excel 宏读不了的字“{strange}”，"
            "请把 Python 和本程序安装到只含英文和常用汉字的路径，再运行 chujing install。"
        ) from None


def read(places: Places) -> Settings | None:
    """Return the settings as the macros read them; None where there are none."""
    if not places.settings.exists():
        return None
    lines = places.settings.read_text(places.encoding, errors="replace").splitlines()
    folder, command = (*lines, "", "")[:2]
    return Settings(folder, command)
