"""What the setup program runs: ``python -m addin.install.setup install|uninstall FILE``.

What was done, or what hinders it, goes into FILE in UTF-16, which NSIS reads whatever the code
page; the most important line, which the setup shows, comes first. The exit code is 0 only where
a formula has been answered.
"""

from __future__ import annotations

import sys
from pathlib import Path

from addin.errors import ChujingError, because
from addin.install import machine

_WORK = {"install": machine.install, "uninstall": machine.uninstall}


def main(verb: str, log: str) -> int:
    """Do the work, write down what was said, return the exit code."""
    try:
        code, said = 0, _WORK[verb]()[::-1]
    except ChujingError as error:
        code, said = 2, [error.reason]
    except OSError as error:
        reason = f"“{error.filename}”写不进去（{because(error)}），请检查磁盘和权限后再试"
        code, said = 2, [reason]
    Path(log).write_bytes("\r\n".join(said).encode("utf-16-le"))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
