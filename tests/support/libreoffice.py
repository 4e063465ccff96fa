"""A running LibreOffice for the tests, and pictures of its sheets."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from addin.declare import TITLE
from addin.libreoffice.bridge import SCRIPT, install_bridge
from addin.ribbon import BUTTONS

PICTURES = Path(__file__).parents[2] / "out" / "libreoffice"
LABELS = {button.key: button.label for button in BUTTONS}
DRIVER = Path(__file__).with_name("libreoffice_driver.py")


def bridged(folder: Path, answers: str) -> Path:
    """Return a profile with the add-in installed; ``answers`` (Python) replaces the person.

    A headless office shows no folder picker and no box.
    """
    if shutil.which("soffice") is None or with_uno() is None:
        pytest.skip("没有 LibreOffice 或它的 Python（apt install libreoffice-calc python3-uno）")
    install_bridge(folder)
    script = folder / "user" / "Scripts" / "python" / SCRIPT
    with script.open("a", encoding="utf-8") as bridge:
        bridge.write(answers)
    return folder


def with_uno() -> str | None:
    """Return a Python interpreter that has ``uno``."""
    for python in (sys.executable, "/usr/bin/python3", "python3"):
        found = shutil.which(python)
        probe = [found, "-c", "import uno"] if found else None
        if probe and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return found
    return None


class Office:
    """A running LibreOffice and its driver."""

    def __init__(self, profile: Path) -> None:
        soffice = shutil.which("soffice")
        python = with_uno()
        assert soffice
        assert python
        pipe = f"chujing{uuid4().hex}"
        program = Path(soffice).resolve().with_name("soffice.bin")
        self._office = subprocess.Popen(
            [
                program, "--headless", "--norestore", "--nologo",
                f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp",
            ],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._driver = subprocess.Popen(
            [python, str(DRIVER), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def do(self, name: str, *arguments: Any) -> Any:
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps([name, *map(_plain, arguments)]) + "\n")
        self._driver.stdin.flush()
        fine, answer = json.loads(self._driver.stdout.readline())
        assert fine, answer
        return answer

    def press(self, key: str) -> None:
        """Press the button's menu entry."""
        self.do("press", TITLE, LABELS[key])

    def until(self, state: Callable[[], bool], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not state():
            assert time.monotonic() < deadline, self.do("answer_box", 0.5)
            time.sleep(0.1)

    def show(self, sheet: str, area: str, name: str) -> None:
        """Save a picture of a sheet."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        pdf = PICTURES / f"{name}.pdf"
        self.do("picture", sheet, area, pdf)
        command = ("pdftoppm", "-r", "80", "-png", "-singlefile", pdf, PICTURES / name)
        subprocess.run(command, check=True)
        assert (PICTURES / f"{name}.png").stat().st_size > 5000

    def colours(self, sheet: str, area: str, folder: Path) -> set[tuple[int, ...]]:
        """Return the colours on the first page of an area."""
        pdf = folder / "colours.pdf"
        self.do("picture", sheet, area, pdf)
        command = ("pdftoppm", "-r", "40", "-singlefile", pdf, folder / "colours")
        subprocess.run(command, check=True)
        pixels = (folder / "colours.ppm").read_bytes().split(b"\n255\n", 1)[1]
        return set(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))

    def end(self) -> None:
        try:
            self.do("quit")
            self._office.wait(10)
        except Exception:
            self._office.kill()
        self._driver.kill()


def _plain(argument: Any) -> Any:
    return str(argument) if isinstance(argument, Path) else argument
