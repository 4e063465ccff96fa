"""Cell formulas: one process of our interpreter answers them all, started at the first one."""

from __future__ import annotations

from typing import Any

from addin.hosts.libreoffice.inside.process import Ended, Process

PATIENCE = 60  # seconds for one formula, a block of many thousand rows included
SILENT = "出国境证件加载项没有回答，请运行 chujing install 重新安装"

_process: Process | None = None


def answer(python: str, root: str, name: str, arguments: tuple[Any, ...]) -> Any:
    """Return what the formula gives; a process that has died is started again once."""
    for _ in range(2):
        try:
            process = _running(python, root)
            process.send((name, arguments))
            return process.receive(PATIENCE)
        except (OSError, Ended):
            _stop()
        except TimeoutError:
            _stop()
            break
    return SILENT


def _running(python: str, root: str) -> Process:
    global _process
    if _process is None:
        _process = Process(python, root, "formulas")
    return _process


def _stop() -> None:
    global _process
    if _process is not None:
        _process.end()
        _process = None
