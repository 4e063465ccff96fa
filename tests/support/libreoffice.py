"""A running LibreOffice for the tests, and pictures of its sheets."""

from __future__ import annotations

import json
import os
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
    """A running LibreOffice and its driver.

    On a ``display`` it has windows that keys can be sent to, else it is headless.
    """

    def __init__(self, profile: Path, display: str = "") -> None:
        soffice = shutil.which("soffice")
        python = with_uno()
        assert soffice
        assert python
        pipe = f"chujing{uuid4().hex}"
        program = Path(soffice).resolve().with_name("soffice.bin")
        self._office = subprocess.Popen(
            [
                program, *(() if display else ("--headless",)), "--norestore", "--nologo",
                f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp",
            ],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"} if display else None,
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


class Screen:
    """A display that nobody sees, and the keyboard in front of it."""

    def __init__(self) -> None:
        if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
            pytest.skip("没有 Xvfb 或 xdotool（apt install xvfb xdotool）")
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as said:
            self.display = f":{said.readline().strip()}"

    def focus(self, title: str) -> None:
        """Give the keyboard to the window of that title."""
        deadline = time.monotonic() + 60
        while not (found := self._tool("search", "--name", title).split()):
            assert time.monotonic() < deadline, title
            time.sleep(0.3)
        self._tool("windowfocus", "--sync", found[-1])
        time.sleep(0.5)

    def keys(self, *keys: str) -> None:
        self._tool("key", "--clearmodifiers", *keys)

    def types(self, text: str) -> None:
        self._tool("type", text)

    def end(self) -> None:
        self._server.terminate()
        self._server.wait()

    def _tool(self, *arguments: str) -> str:
        environment = {**os.environ, "DISPLAY": self.display}
        command = ("xdotool", *arguments)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.stdout


def _plain(argument: Any) -> Any:
    return str(argument) if isinstance(argument, Path) else argument
