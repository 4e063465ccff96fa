"""A fake user of the fake Excel: reads every message box and clicks OK."""

from __future__ import annotations

import threading
import time

import win32con
import win32gui

_DIALOG = "#32770"  # the window class of message boxes
_TEXT = 0xFFFF  # the control that holds a message box's text
_LOOK_EVERY = 0.05  # seconds


class Person:
    """``read`` are the texts of the boxes so far."""

    def __init__(self) -> None:
        self.read: list[str] = []
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            box = win32gui.FindWindow(_DIALOG, None)
            text = _text(box) if box else ""
            if text:
                self.read.append(text)
                win32gui.SendMessage(box, win32con.WM_COMMAND, win32con.IDOK, 0)
            time.sleep(_LOOK_EVERY)


def _text(box: int) -> str:
    """Return the text of a message box; '' while it is being created or after it is closed."""
    try:
        return win32gui.GetWindowText(win32gui.GetDlgItem(box, _TEXT))
    except win32gui.error:
        return ""
