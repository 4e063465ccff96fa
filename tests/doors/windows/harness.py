"""The Windows Python under Wine, seen from the tests: programs, paths, the add-in installed in it.

``CHUJING_WINDOWS`` names the rig's folder: ``bin/winpython`` runs Python, ``win`` holds it.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import addin
from addin.build.vba import dll

VARIABLE = "CHUJING_WINDOWS"
CHINESE, WESTERN = 936, 1252  # ANSI code pages
INSIDE = Path(__file__).parent / "inside"


def windows(path: Path) -> str:
    r"""The path as Windows programs name it: ``Z:\`` is the root here."""
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class Done:
    """How a program ended."""

    code: int
    output: str
    errors: str

    @property
    def json(self) -> Any:
        return json.loads(self.output)


@dataclass(frozen=True)
class Machine:
    """A Windows machine with this ANSI code page, on which the add-in lies in ``folder``.

    The folder is laid out as after ``pip install``: ``python`` with its packages, ``code`` with
    ours; ``home`` is the person's own.
    """

    rig: Path
    code_page: int
    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "python"

    @property
    def code(self) -> Path:
        return self.folder / "code"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def settings(self) -> Path:
        return self.home / ".chujing" / "chujing.conf"

    def prepare(self) -> None:
        """Lay the folder out, our code compiled as by an installation."""
        self.home.mkdir(parents=True)
        self.python.symlink_to(self.rig / "win")
        own = Path(addin.__file__).parent
        shutil.copytree(own, self.code / "addin", ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(self.code, quiet=2)

    def chujing(self, *arguments: str) -> Done:
        """Run our command line as the person."""
        return self.run(INSIDE / "as_user.py", windows(self.home), *arguments)

    def run(self, script: Path, *arguments: str) -> Done:
        """Run a script of ours with the console Python."""
        done = subprocess.run(
            self._command(script, *arguments),
            env=self._environment(code=True),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))

    def read_settings(self) -> tuple[str, str]:
        """The settings as VBA's ``Line Input`` reads them, in the ANSI code page.

        They are the DLL that the macros load, beside it in its folder, and the command.
        """
        text = self.settings.read_bytes().decode(f"cp{self.code_page}")
        folder, command = text.splitlines()
        return rf"{folder}\{dll(64)}", command

    @contextmanager
    def excel(self, dll: str, command: str) -> Iterator[Excel]:
        """Start the fake Excel, which starts the formula server as our macros do."""
        process = subprocess.Popen(
            self._command(INSIDE / "excel.py"),
            env=self._environment(code=False),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None,
        )
        excel = Excel(process)
        try:
            code_page = excel.ask(dll=dll, command=command)
            assert code_page == self.code_page, f"the rig runs with code page {code_page}"
            yield excel
            excel.ask(do="quit")
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=30)

    def _command(self, script: Path, *arguments: str) -> list[str]:
        python = windows(self.python / "python.exe")
        return [str(self.rig / "bin" / "winrun"), python, "-B", windows(script), *arguments]

    def _environment(self, *, code: bool) -> dict[str, str]:
        path = windows(self.code) if code else ""
        return {**os.environ, "WIN_ACP": str(self.code_page), "WIN_PYTHONPATH": path}


class Excel:
    """The fake Excel's process; see ``inside/excel.py`` for what can be asked."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def ask(self, **request: Any) -> Any:
        """Ask, and wait for the answer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the fake Excel has ended; its traceback is among the errors"
        return json.loads(answer)
