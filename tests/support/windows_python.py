"""Made-up Windows Pythons in every shape, and what pip and makensis would leave."""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from addin.build.vba import dll

RUNNING = sys.version_info[1]  # byte code is made by, and for, the Python that runs
AMD64 = 0x8664


def library(machine: int = AMD64) -> bytes:
    """A DLL as far as anyone looks: its header says for which processor it is."""
    start = bytearray(0x40)
    start[:2] = b"MZ"
    struct.pack_into("<I", start, 0x3C, 0x40)
    return bytes(start) + b"PE\0\0" + struct.pack("<H", machine) + b"\0" * 16


def installed(folder: Path, minor: int = RUNNING, machine: int = AMD64) -> Path:
    """A Python as its installer, or NuGet's package below tools, lays it out."""
    for name in ("Lib/os.py", "Lib/test/test_os.py", "Lib/site-packages/own.py", "DLLs/_ssl.pyd"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    for name in ("python.exe", "pythonw.exe", f"python3{minor}.dll", "python3.dll"):
        (folder / name).write_bytes(library(machine))
    return folder


def embeddable(folder: Path) -> Path:
    """python.org's embeddable package: the library is a ZIP, its ._pth knows no site-packages."""
    folder.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe", f"python3{RUNNING}.dll", "python3.dll", "_ssl.pyd"):
        (folder / name).write_bytes(library())
    (folder / f"python3{RUNNING}._pth").write_text(f"python3{RUNNING}.zip\n.\n")
    with zipfile.ZipFile(folder / f"python3{RUNNING}.zip", "w") as archive:
        archive.writestr("os.pyc", b"")
    return folder


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


class Runs:
    """Stands in for pip and makensis: notes the commands, leaves what they would leave."""

    def __init__(self) -> None:
        self.commands: list[Sequence[str]] = []

    def __call__(self, command: Sequence[str]) -> None:
        self.commands.append(command)
        words = list(command)
        if "wheel" in words:
            folder = Path(words[words.index("--wheel-dir") + 1])
            (folder / "chujing-0.1.0-py3-none-any.whl").touch()
        elif "--target" in words:
            site = Path(words[words.index("--target") + 1])
            for name in (dll(64), dll(32), "pywin32_system32/pythoncom311.dll", "pythonwin/x.py"):
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_bytes(b"dll")
            for name in ("pandas/tests/io/test_x.py", "pandas/io/api.py", "bin/chujing.exe"):
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_bytes(b"")
        elif words[0] == "makensis":
            out = next(word for word in words if word.startswith("-DOUT="))
            Path(out.removeprefix("-DOUT=")).write_bytes(b"MZ")
