"""Execute a command's requests on the document.

LibreOffice's events are processed while the command runs. Esc ends the command. A command computes
everything before its first write, and each write is one step, so that no write is incomplete.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from addin.libreoffice.inside.process import HelperProcess

TICK = 0.05  # seconds between two looks at the keyboard


class HostRefused(Exception):
    """Raised where a request is not possible; the message is the sentence for the user."""


def serve(process: HelperProcess, document: Any, escaped: Callable[[], bool]) -> None:
    """Execute the process's requests until it has finished, or until Esc before the first write."""
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
    """Execute one request; return ("done", result) or ("refused", sentence)."""
    try:
        return "done", getattr(document, method)(*arguments)
    except HostRefused as refusal:
        return "refused", str(refusal)
    except Exception:  # the command, not the menu, shows the error
        return "failed", traceback.format_exc(limit=3)
