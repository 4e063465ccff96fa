"""Set up the standard streams for Chinese output, for any code page of the console."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any

import typer

# JSON escapes other control characters by itself.
_UNSEEN = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def use_utf8() -> None:
    """Encode piped or redirected output as UTF-8; a console keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def print_json(data: Any) -> None:
    """Print ``data`` as JSON, Chinese readable; what could command a terminal is escaped."""
    written = json.dumps(data, ensure_ascii=False, indent=2)
    typer.echo(_UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", written))
