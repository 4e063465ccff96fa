"""Excel as we found it: what a command changes in the application is put back, on errors too."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from addin.excel.retrying import retried

SHOWN = 20  # seconds for which the result stays in the status bar
_MANUAL = -4135  # xlCalculationManual
# Nothing is drawn, calculated, or answered by the workbook's own macros while we write.
_QUIET = {"ScreenUpdating": False, "EnableEvents": False, "Calculation": _MANUAL}


class ApplicationState:
    """The state of one Excel (its Application object) while a button is at work."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._before: dict[str, Any] = {}
        self._status: list[Any] = []  # what the status bar showed before us, once it is known
        self._result = ""

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Keep Excel still meanwhile.

        What was before is asked once only: a request that is repeated because Excel was busy
        would take the stillness for the person's own choice.
        """
        if not self._before:
            self._before = {name: getattr(self._app, name) for name in _QUIET}
        try:
            for name, value in _QUIET.items():
                setattr(self._app, name, value)
            yield
        finally:
            self._restore()

    def progress(self, text: str) -> None:
        """Show how far the work is."""
        self._show(text)
        self._result = ""

    def say(self, text: str) -> None:
        """Show the result."""
        self._show(text)
        self._result = text

    def leave(self) -> None:
        """Restore all settings; the result stays in the status bar for ``SHOWN`` seconds."""
        self._restore()
        if self._result:
            _later(SHOWN, self._release)
        else:
            self._release()

    def _show(self, text: str) -> None:
        if not self._status:
            self._status = [self._app.StatusBar]
        self._app.StatusBar = text

    @retried
    def _restore(self) -> None:
        for name in reversed(_QUIET):
            if name in self._before:
                setattr(self._app, name, self._before[name])
        self._before = {}

    def _release(self) -> None:
        """Give the status bar back, if nobody has written to it since."""
        if (self._status and self._app.StatusBar == self._result) or not self._result:
            for before in self._status:
                self._app.StatusBar = before
        self._status = []


if sys.platform == "win32":

    def _later(seconds: int, work: Callable[[], None]) -> None:
        """Do it from the server's own loop of messages; an Excel that is busy then is left be."""
        import timer  # noqa: PLC0415 - pywin32's

        def once(number: int, _: int) -> None:
            timer.kill_timer(number)
            with suppress(Exception):  # Excel is busy, or has gone
                work()

        timer.set_timer(seconds * 1000, once)

else:

    def _later(_: int, __: Callable[[], None]) -> None:
        """There is no Excel that could tell."""
