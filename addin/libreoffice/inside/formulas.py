"""Calculate cell formulas in one child process, started at the first formula."""

from __future__ import annotations

from typing import Any

from addin.libreoffice.inside.process import Ended, HelperProcess

PATIENCE = 60  # seconds for one formula, a block of many thousand rows included
SILENT = "出国境证件加载项没有回答，请运行 chujing install 重新安装"


class Formulas:
    """The process that calculates; ``python`` and ``root`` are as for HelperProcess."""

    def __init__(self, python: str, root: str) -> None:
        self._where = python, root
        self._process: HelperProcess | None = None

    def answer(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """Return the formula's value; a process that has ended is restarted once."""
        for _ in range(2):
            try:
                return self._ask(name, arguments)
            except (OSError, Ended):
                self._stop()
            except TimeoutError:
                self._stop()
                break
        return SILENT

    def _ask(self, name: str, arguments: tuple[Any, ...]) -> Any:
        if self._process is None:
            self._process = HelperProcess(*self._where, "formulas")
        self._process.send((name, arguments))
        return self._process.receive(PATIENCE)

    def _stop(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
