"""Doing for a command what it asks of the document.

While the command thinks, LibreOffice stays alive. Esc ends the command; since it computes
everything before its first write, and each write is one step here, nothing is ever half written.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from addin.libreoffice.inside.process import HelperProcess

TICK = 0.05  # seconds between two looks at the keyboard


class HostRefused(Exception):
    """Something stands in the way; the message is the sentence for the person."""


def serve(process: HelperProcess, document: Any, escaped: Callable[[], bool]) -> None:
    """Do what the process asks until it has finished, or until Esc before anything is written."""
    while True:
        if escaped() and not document.written:
            document.say("已停止，表格没有改动")
            return
        try:
            message = process.receive(TICK)
        except TimeoutError:
            continue
        if message is None:
            return
        process.send(_answer(document, *message))


def _answer(document: Any, method: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """Return ("done", result), or ("refused", sentence), as LibreOffice has it."""
    try:
        return "done", getattr(document, method)(*arguments)
    except HostRefused as refusal:
        return "refused", str(refusal)
    except Exception:  # the command, not the menu, tells the person
        return "failed", traceback.format_exc(limit=3)
