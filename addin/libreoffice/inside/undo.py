"""What a press changes, taken back by one step of LibreOffice's undo list.

LibreOffice 7.4 does not bring replaced conditional formats back, and a press with its hundreds of
changes would push out of the list what the person has done. So its own list rests during a press;
afterwards it holds one step of ours, which restores what was there. It has no redo: the press
reads files and asks questions, and would have to be pressed again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.document import XUndoAction
from com.sun.star.util import XCloseListener

LOST = "（撤销记录已清空，不能用“撤销”恢复）"


_last: dict[str, Journal] = {}  # the journal of the last press on each document, by its id


class Journal:
    """What one press has changed on a document: how to take each change back, in order.

    ``given_up`` is called when nothing will be taken back any more.
    """

    def __init__(self, context: Any, document: Any, given_up: Callable[[], None]) -> None:
        self._context = context
        self._document = document
        self._given_up = given_up
        self._steps: list[Callable[[], None]] = []
        self._is_open = False
        self.is_exact = True

    def begin(self) -> None:
        """Let LibreOffice's own list rest; called before the first change."""
        if not self._is_open:
            self._is_open = True
            self._document.IsUndoEnabled = False
            former = _last.pop(self._document.RuntimeUID, None)
            if former is not None:
                former.give_up()

    def add(self, take_back: Callable[[], None]) -> None:
        """Note how the change that follows is taken back."""
        self._steps.append(take_back)

    def close(self, title: str) -> None:
        """Offer one step that takes everything back; an empty list where that is not exact."""
        if not self._is_open:
            return
        self._is_open = False
        self._document.IsUndoEnabled = True
        manager = self._document.UndoManager
        manager.clear()
        if self.is_exact:
            manager.addUndoAction(_Step(title, self._later))
            _last[self._document.RuntimeUID] = self
            self._document.addCloseListener(_Closing(self._document.RuntimeUID))
        else:
            self.give_up()

    def give_up(self) -> None:
        """Forget what was changed."""
        self._steps.clear()
        self._given_up()

    def take_back(self) -> None:
        """Restore what was there, the last change first."""
        self._is_open = False
        self._document.lockControllers()
        self._document.IsUndoEnabled = False
        try:
            while self._steps:
                self._steps.pop()()
        finally:
            self._document.IsUndoEnabled = True
            self._document.UndoManager.clear()
            self._document.unlockControllers()
            self.give_up()

    def _later(self) -> None:
        """Undo after LibreOffice has finished its own undo, during which changes are forbidden."""
        service = "com.sun.star.awt.AsyncCallback"
        callback = self._context.ServiceManager.createInstanceWithContext(service, self._context)
        callback.addCallback(_Callback(self.take_back), None)


class _Step(unohelper.Base, XUndoAction):  # type: ignore[misc]
    """The step in the list."""

    def __init__(self, title: str, undone: Callable[[], None]) -> None:
        self.Title = title
        self._undone = undone

    def undo(self) -> None:
        """Start taking back."""
        self._undone()

    def redo(self) -> None:
        """Do nothing: the list is emptied as soon as the step has been undone."""


class _Closing(unohelper.Base, XCloseListener):  # type: ignore[misc]
    """Gives up what is kept for a document when it closes."""

    def __init__(self, document: str) -> None:
        self._document = document

    def queryClosing(self, source: Any, owns: bool) -> None:  # noqa: N802 - UNO's
        """Let it close."""

    def notifyClosing(self, source: Any) -> None:  # noqa: N802 - UNO's
        """Give up."""
        self.disposing(source)

    def disposing(self, source: Any) -> None:  # noqa: ARG002 - UNO's
        """Give up."""
        kept = _last.pop(self._document, None)
        if kept is not None:
            kept.give_up()


class _Callback(unohelper.Base, XCallback):  # type: ignore[misc]
    def __init__(self, called: Callable[[], None]) -> None:
        self._called = called

    def notify(self, data: Any) -> None:  # noqa: ARG002 - UNO's
        """Do it."""
        self._called()
