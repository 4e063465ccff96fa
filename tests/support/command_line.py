"""The command line, run as a person runs it: a process of its own."""

from __future__ import annotations

import subprocess
import sys


def chujing(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "addin", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
