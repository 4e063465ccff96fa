"""Menu entries: the command runs in a process of its own and asks us to read and write.

While it thinks, LibreOffice stays alive. Esc ends the process; since everything is computed before
the first write, and each write is one step here, nothing is ever half written.
"""

from __future__ import annotations

import threading
import traceback
from typing import Any

import unohelper
from com.sun.star.awt import XKeyHandler

from addin.hosts.libreoffice.inside.desk import Desk, Refused
from addin.hosts.libreoffice.inside.process import Ended, Process

ESCAPE = 1281  # com.sun.star.awt.Key.ESCAPE
TICK = 0.05  # seconds between two looks at the keyboard
GONE = "命令没有完成：Python 程序没有启动或中途退出，请运行 chujing install 重新安装"

_turn = threading.Lock()


class _Keys(unohelper.Base, XKeyHandler):  # type: ignore[misc]
    """Remembers whether Esc was pressed."""

    def __init__(self) -> None:
        self.escaped = False

    def keyPressed(self, event: Any) -> bool:  # noqa: N802 - UNO's name
        """Note Esc, and keep it from anybody else."""
        self.escaped |= event.KeyCode == ESCAPE
        return bool(event.KeyCode == ESCAPE)

    def keyReleased(self, event: Any) -> bool:  # noqa: ARG002, N802 - UNO's name
        """Leave all releases to others."""
        return False

    def disposing(self, source: Any) -> None:
        """Nothing is held."""


def press(python: str, root: str, script: Any, key: str) -> None:
    """Run the button's command on the document in front; ``script`` is XSCRIPTCONTEXT."""
    if not _turn.acquire(blocking=False):
        return  # a second click while the first still runs
    context = script.getComponentContext()
    desk = Desk(context, script.getDesktop().getCurrentComponent())
    toolkit = context.ServiceManager.createInstance("com.sun.star.awt.Toolkit")
    keys = _Keys()
    toolkit.addKeyHandler(keys)
    try:
        process = Process(python, root, "press", key)
        try:
            _serve(process, desk, toolkit, keys)
        finally:
            process.end()
    except (OSError, Ended):
        desk.alert(GONE)
    finally:
        toolkit.removeKeyHandler(keys)
        desk.done()
        _turn.release()


def _serve(process: Process, desk: Desk, toolkit: Any, keys: _Keys) -> None:
    """Do what the process asks until it has finished, or until Esc before anything is written."""
    while True:
        toolkit.processEventsToIdle()
        if keys.escaped and not desk.written:
            desk.say("已停止，表格没有改动")
            return
        try:
            message = process.receive(TICK)
        except TimeoutError:
            continue
        if message is None:
            return
        process.send(_answer(desk, *message))


def _answer(desk: Desk, method: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """Return ("done", result), or ("refused", sentence), as LibreOffice has it."""
    try:
        return "done", getattr(desk, method)(*arguments)
    except Refused as refusal:
        return "refused", str(refusal)
    except Exception:  # the command, not the menu, tells the person
        return "failed", traceback.format_exc(limit=3)
