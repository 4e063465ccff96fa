"""Our process of the bridge: started by LibreOffice, ends when LibreOffice ends.

``formulas`` calculates formulas until the pipe closes; ``press KEY`` runs one command.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import Any, BinaryIO


def main() -> None:
    """Exchange messages over stdin and stdout; other output goes to stderr."""
    inlet = os.fdopen(os.dup(0), "rb")
    outlet = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if sys.argv[1] == "formulas":
        _answer_formulas(inlet, outlet)
    else:
        _press(sys.argv[2], inlet, outlet)


def _answer_formulas(inlet: BinaryIO, outlet: BinaryIO) -> None:
    from addin import udfs  # noqa: PLC0415 - a command needs none of it

    while True:
        try:
            name, arguments = pickle.load(inlet)
        except EOFError:
            return
        formula = getattr(udfs, name)  # declared in addin.declare, like the Basic caller
        _send(outlet, formula(*arguments))


def _press(key: str, inlet: BinaryIO, outlet: BinaryIO) -> None:
    from addin.libreoffice.host import LibreOfficeHost  # noqa: PLC0415
    from addin.ribbon import press  # noqa: PLC0415

    def ask(method: str, *arguments: Any) -> tuple[str, Any]:
        _send(outlet, (method, arguments))
        outcome: tuple[str, Any] = pickle.load(inlet)
        return outcome

    press(key, LibreOfficeHost(ask))
    _send(outlet, None)


def _send(outlet: BinaryIO, message: Any) -> None:
    pickle.dump(message, outlet, 4)
    outlet.flush()


if __name__ == "__main__":
    main()
