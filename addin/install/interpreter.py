"""The Windows Python that is put into the setup program: found, judged, copied.

Three shapes are known: an installed Python (also NuGet's package, below ``tools``), and
python.org's embeddable package, whose library is a ZIP. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from addin.errors import InstallError

VERSIONS = ((3, 11), (3, 12))  # those for which windows.txt has every wheel
_AMD64 = 0x8664
_MACHINES = {0x014C: "32 位", 0xAA64: "ARM64"}
_ADVICE = "请用 python.org 的安装程序或嵌入包（embeddable zip），或 NuGet 的 python 包"
# What no clerk's machine needs; packages come from wheels alone.
_UNNEEDED = (
    *("__pycache__", "Doc", "Scripts", "Tools", "include", "libs", "site-packages", "tcl"),
    *("ensurepip", "idlelib", "lib2to3", "test", "tkinter", "turtledemo"),
    *("_tkinter.pyd", "tcl86t.dll", "tk86t.dll", "*._pth", "*.chm", "*.cat", "*.pdb"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Windows Python that lies in ``folder``; ``source`` says which one it is, with its hash."""

    folder: Path
    version: tuple[int, int]
    source: str

    def copy_to(self, target: Path) -> None:
        """Copy what is needed, and let it import from there alone.

        With a ``._pth`` file Python looks at no variable, no registry and no current folder.
        """
        shutil.copytree(self.folder, target, ignore=shutil.ignore_patterns(*_UNNEEDED))
        name = "python{}{}".format(*self.version)
        inside = ("Lib", "DLLs") if (target / "Lib" / "os.py").exists() else (f"{name}.zip", ".")
        (target / "Lib" / "site-packages").mkdir(parents=True, exist_ok=True)
        lines = [*inside, r"Lib\site-packages", "import site", ""]
        (target / f"{name}._pth").write_bytes("\r\n".join(lines).encode("ascii"))


@contextmanager
def interpreter(given: Path | None) -> Iterator[Interpreter]:
    """Give the Python in ``given``, a folder or a ZIP; on Windows the running one without it.

    Raises InstallError, which says what else to take, where it would not do.
    """
    if given is None:
        if sys.platform != "win32":
            raise InstallError(
                "不在 Windows 上时，要用 --python 指明一份 Windows 版 Python（文件夹或 ZIP）。"
                f"{_ADVICE}；程序不会自己去下载。"
            )
        given = Path(sys.base_prefix)
    if given.is_dir():
        yield _judged(given, "")
    elif given.is_file() and zipfile.is_zipfile(given):
        with TemporaryDirectory() as folder:
            with zipfile.ZipFile(given) as archive:
                archive.extractall(folder)
            yield _judged(Path(folder), f"{given.name}，SHA-256 {_hash(given)}")
    else:
        raise InstallError(f"{given} 不是文件夹，也不是 ZIP。{_ADVICE}。")


def _judged(given: Path, source: str) -> Interpreter:
    folder = next((f for f in (given, given / "tools") if (f / "python.exe").is_file()), None)
    if folder is None:
        raise InstallError(f"{given} 里没有 python.exe。{_ADVICE}。")
    if (folder / "pyvenv.cfg").exists() or (folder.parent / "pyvenv.cfg").exists():
        raise InstallError(f"{given} 是虚拟环境，离开本机不能用。{_ADVICE}。")
    if (folder / "conda-meta").exists():
        raise InstallError(f"{given} 是 conda 的 Python，它的组件不能单独搬走。{_ADVICE}。")
    if "windowsapps" in str(folder).lower():
        raise InstallError(f"{given} 是微软商店的 Python，不能搬走。{_ADVICE}。")
    library = next(iter(sorted(folder.glob("python3[0-9]*.dll"))), None)
    number = library and re.fullmatch(r"python3(\d+)\.dll", library.name, re.IGNORECASE)
    if not (library and number):
        raise InstallError(f"{given} 不完整：没有 python3xx.dll。{_ADVICE}。")
    version = (3, int(number[1]))
    if version not in VERSIONS:
        usable = "、".join(f"{major}.{minor}" for major, minor in VERSIONS)
        raise InstallError(f"{given} 是 Python 3.{number[1]}，要用 {usable}。{_ADVICE}。")
    machine = _machine(library)
    if machine != _AMD64:
        kind = _MACHINES.get(machine, "别的处理器")
        raise InstallError(f"{given} 是{kind}的 Python，要用 64 位（x64）的。{_ADVICE}。")
    return Interpreter(folder, version, source or f"{library.name}，SHA-256 {_hash(library)}")


def _machine(library: Path) -> int:
    """Return for which processor a DLL is made (IMAGE_FILE_HEADER.Machine); 0 where it is none."""
    with library.open("rb") as file:
        start = file.read(0x40)
        if start[:2] != b"MZ" or len(start) < 0x40:
            return 0
        file.seek(struct.unpack_from("<I", start, 0x3C)[0])
        header = file.read(6)
    return int(struct.unpack_from("<H", header, 4)[0]) if header[:4] == b"PE\0\0" else 0


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
