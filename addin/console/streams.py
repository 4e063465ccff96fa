"""Set up the standard streams for Chinese output, for any code page of the console."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import typer


def use_utf8() -> None:
    """Encode piped or redirected output as UTF-8; a console keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def print_json(data: Any) -> None:
    """Print ``data`` as JSON, Chinese readable."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
