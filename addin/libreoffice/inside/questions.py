"""An input box for one line of text; LibreOffice's API has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_WIDTH, _MARGIN, _LINE = 220, 8, 10  # in the units of dialogs, about half a point
_BUTTON = (45, 15)  # width and height
_POSITION = 3  # com.sun.star.awt.PosSize.POS: of what is set, only the place counts
_OK, _CANCEL = 1, 2  # values of PushButtonType


class Box:
    """An input box above ``window``; ``create`` makes a UNO service by its name."""

    def __init__(
        self, create: Callable[[str], Any], window: Any, title: str, question: str, default: str
    ) -> None:
        lines = sum(1 + len(line) // 40 for line in question.split("\n"))
        self._model = create("com.sun.star.awt.UnoControlDialogModel")
        self._model.Title, self._model.Width = title, _WIDTH
        top, width = _MARGIN, _WIDTH - 2 * _MARGIN
        self._add("FixedText", "question", (_MARGIN, top, width, lines * _LINE), Label=question,
                  MultiLine=True)  # fmt: skip
        top += lines * _LINE + 4
        self._add("Edit", "text", (_MARGIN, top, width, 14), Text=default)
        top += 14 + _MARGIN
        left = _WIDTH - 2 * (_MARGIN + _BUTTON[0])
        self._add("Button", "ok", (left, top, *_BUTTON), Label="确定", PushButtonType=_OK,
                  DefaultButton=True)  # fmt: skip
        self._add("Button", "cancel", (left + _MARGIN + _BUTTON[0], top, *_BUTTON), Label="取消",
                  PushButtonType=_CANCEL)  # fmt: skip
        self._model.Height = top + _BUTTON[1] + _MARGIN
        self._dialog = create("com.sun.star.awt.UnoControlDialog")
        self._dialog.setModel(self._model)
        self._dialog.createPeer(create("com.sun.star.awt.Toolkit"), window)
        if window:
            around, size = window.PosSize, self._dialog.PosSize
            left, top = (around.Width - size.Width) // 2, (around.Height - size.Height) // 3
            self._dialog.setPosSize(left, top, 0, 0, _POSITION)

    def answer(self) -> str | None:
        """Show the box and return the text; None when the user cancels."""
        return self._model.getByName("text").Text if self._dialog.execute() else None

    def dispose(self) -> None:
        """Close the box."""
        self._dialog.dispose()

    def _add(
        self, kind: str, name: str, place: tuple[int, int, int, int], **properties: Any
    ) -> None:
        control = self._model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        control.PositionX, control.PositionY, control.Width, control.Height = place
        for key, value in properties.items():
            setattr(control, key, value)
        self._model.insertByName(name, control)
