"""A Windows machine with nothing on it: a new Wine prefix, and no Python in it but what we put.

The fake Excel's own Python is the rig's, from outside the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from doors.windows.harness import CHINESE, Done, Machine, windows

_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\chujing"
_PATIENCE = 300  # seconds


@dataclass(frozen=True)
class BareMachine(Machine):
    """The machine whose prefix is ``folder``."""

    @property
    def home(self) -> Path:
        return next(f for f in (self.folder / "drive_c/users").iterdir() if f.name != "Public")

    @property
    def installed(self) -> Path:
        return self.home / "AppData/Local/Programs/chujing"

    @property
    def start_folder(self) -> Path:
        return self.home / "AppData/Roaming/Microsoft/Excel/XLSTART"

    def prepare(self) -> None:
        """Make the prefix; a real Windows has the DLL that Wine 8 lacks."""
        self.wine("wineboot", "-i")
        self.wine("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        drivers = r"HKCU\Software\Wine\Drivers"
        self.wine("reg", "add", drivers, "/v", "Graphics", "/d", "null", "/f")
        system = self.folder / "drive_c/windows/system32"
        shutil.copy(self.rig / "win" / "bcryptprimitives.dll", system)

    def wine(self, *command: str) -> Done:
        """Run a Windows program."""
        done = subprocess.run(
            ["wine", *command],
            env=self._environment(code=False),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        said, errors = (out.decode(errors="replace") for out in (done.stdout, done.stderr))
        return Done(done.returncode, said, errors)

    def program(self, *arguments: str) -> Done:
        """Run our Python, as it was installed."""
        python = (self.installed / "python" / "python.exe").relative_to(self.folder / "drive_c")
        return self.wine(rf"C:\{PureWindowsPath(python)}", "-B", *arguments)

    def uninstall(self) -> None:
        """Run what Windows' settings run; it works on behind our back, so wait for its end."""
        self.wine(windows(self.installed / "uninstall.exe"), "/S")
        deadline = time.monotonic() + _PATIENCE
        while self.is_listed():  # its last act is to leave the list
            assert time.monotonic() < deadline
            time.sleep(0.5)

    def is_listed(self) -> bool:
        """Whether Windows' settings list us among the programs."""
        return self.wine("reg", "query", _KEY, "/v", "DisplayName").code == 0

    def end(self) -> None:
        """End what runs in this prefix, and nothing else."""
        environment = self._environment(code=False)
        subprocess.run(["wineserver", "-k"], env=environment, check=False, timeout=60)

    def _command(self, script: Path, *arguments: str) -> list[str]:
        python = windows(self.rig / "win" / "python.exe")
        # Python under Wine 8 stops where a standard stream is a file, so this one is a pipe.
        piped = ["bash", "-c", 'wine "$@" 2> >(cat >&2)', "wine"]
        return [*piped, python, "-B", windows(script), *arguments]

    def _environment(self, *, code: bool) -> dict[str, str]:  # noqa: ARG002
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LANG"))}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV"):
            kept.pop(name, None)
        return kept | {
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LOCPATH": str(self.rig / "locale"),
            "LC_ALL": "zh_CN.UTF-8",
        }


def bare_machine(rig: Path, folder: Path) -> BareMachine:
    """Make such a machine with a Chinese code page."""
    machine = BareMachine(rig, CHINESE, folder)
    machine.prepare()
    return machine
