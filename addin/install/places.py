"""Where the installed files go and what they point to."""

from __future__ import annotations

import locale
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import addin
from addin.build.vba import PROJECT
from addin.errors import InstallError
from addin.forms.sheets import ADD_IN


@dataclass(frozen=True)
class Places:
    """The files of one installation.

    ``code`` is the folder that holds the package ``addin``; ``encoding`` is the code page in
    which VBA reads the settings and starts the interpreter.
    """

    add_in: Path
    settings: Path
    interpreter: Path
    code: Path
    encoding: str


def of_this_user() -> Places:
    """Return the places for the person who is logged in on this Windows machine.

    XLSTART and not the AddIns folder: Excel loads what lies there without an entry in the
    registry, and trusts it by default, so the add-in runs even where macros ask for consent.
    """
    roaming, home = os.environ.get("APPDATA"), os.environ.get("USERPROFILE")
    if not roaming or not home:
        raise InstallError(
            "找不到用户文件夹（环境变量 APPDATA、USERPROFILE），请用平常登录的账户运行。"
        )
    return Places(
        add_in=Path(roaming) / "Microsoft" / "Excel" / "XLSTART" / ADD_IN,
        settings=Path(home) / f".{PROJECT}" / f"{PROJECT}.conf",
        interpreter=_without_console(Path(sys.executable)),
        code=Path(addin.__file__).resolve().parents[1],
        encoding=locale.getencoding(),
    )


def _without_console(interpreter: Path) -> Path:
    windowed = interpreter.with_name("pythonw.exe")
    return windowed if windowed.exists() else interpreter
