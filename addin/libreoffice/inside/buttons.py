"""Run the command of a menu entry in a child process (see ``serving``)."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import unohelper
from com.sun.star.awt import XKeyHandler
from com.sun.star.lang import DisposedException

from addin.libreoffice.inside.document import Document
from addin.libreoffice.inside.process import Ended, HelperProcess
from addin.libreoffice.inside.serving import serve

ESCAPE = 1281  # com.sun.star.awt.Key.ESCAPE
GONE = "命令没有完成：Python 程序没有启动或中途退出，请运行 chujing install 重新安装"

_turn = threading.Lock()


class _Keys(unohelper.Base, XKeyHandler):  # type: ignore[misc]
    """A key handler that records whether Esc was pressed."""

    def __init__(self) -> None:
        self.escaped = False

    def keyPressed(self, event: Any) -> bool:  # noqa: N802 - UNO's name
        """Record Esc, and consume it."""
        self.escaped |= event.KeyCode == ESCAPE
        return bool(event.KeyCode == ESCAPE)

    def keyReleased(self, event: Any) -> bool:  # noqa: ARG002, N802 - UNO's name
        """Return False: key releases are not handled."""
        return False

    def disposing(self, source: Any) -> None:
        """Do nothing: there is nothing to release."""


def press(python: str, root: str, script: Any, key: str, label: str) -> None:
    """Run the button's command on the document in front; ``script`` is XSCRIPTCONTEXT."""
    if not _turn.acquire(blocking=False):
        return  # a second click while the first still runs
    context = script.getComponentContext()
    document = Document(context, script.getDesktop().getCurrentComponent())
    toolkit = context.ServiceManager.createInstance("com.sun.star.awt.Toolkit")
    keys = _Keys()
    document.accept_typing()
    toolkit.addKeyHandler(keys)
    try:
        process = HelperProcess(python, root, "press", key)
        try:
            serve(process, document, lambda: _look(toolkit, keys))
        finally:
            process.end()
    except (OSError, Ended):
        document.alert(GONE)
    finally:
        toolkit.removeKeyHandler(keys)
        _turn.release()
        with suppress(DisposedException):  # the person has closed the document meanwhile
            document.done()
            document.journal.close(label)


def _look(toolkit: Any, keys: _Keys) -> bool:
    """Process LibreOffice's events; return whether Esc has been pressed."""
    toolkit.processEventsToIdle()
    return keys.escaped
