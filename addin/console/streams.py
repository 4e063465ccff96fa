"""Standard streams that can say Chinese, whatever the console's code page."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import typer


def use_utf8() -> None:
    """Let output that is piped or redirected be UTF-8; a console keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def print_json(data: Any) -> None:
    """Print ``data`` as JSON, Chinese readable."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
