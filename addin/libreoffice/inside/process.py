"""A child process of our interpreter, with messages over stdin and stdout."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import threading
from contextlib import suppress
from typing import Any

FOREIGN = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "URE_BOOTSTRAP")  # LibreOffice's own
_NO_WINDOW = 0x08000000  # on Windows: no console window flashes up


class Ended(Exception):
    """Raised where the process has ended."""


class HelperProcess:
    """One child process; ``python`` is the interpreter, ``root`` the folder of ``addin``.

    Messages are pickled both ways: only this process and its own child hold the pipes.
    """

    def __init__(self, python: str, root: str, *arguments: str) -> None:
        environment = {k: v for k, v in os.environ.items() if k not in FOREIGN}
        environment["PYTHONPATH"] = root
        self._child = subprocess.Popen(
            [python, "-m", "addin.libreoffice.helper", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            creationflags=_NO_WINDOW if os.name == "nt" else 0,
        )
        self._arrived: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def send(self, message: Any) -> None:
        """Send a message; raise Ended where the process has ended."""
        assert self._child.stdin
        try:
            pickle.dump(message, self._child.stdin, 4)
            self._child.stdin.flush()
        except (OSError, ValueError) as error:
            raise Ended from error

    def receive(self, seconds: float) -> Any:
        """Return the next message; raise TimeoutError or Ended."""
        try:
            message = self._arrived.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(message, Ended):
            raise message
        return message

    def end(self) -> None:
        """End the process at once."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with suppress(OSError):  # unsent data has no reader any more
                    pipe.close()

    def _listen(self) -> None:
        assert self._child.stdout
        try:
            while True:
                self._arrived.put(pickle.load(self._child.stdout))
        except Exception:  # any error of the pipe means that the process has ended
            self._arrived.put(Ended())
