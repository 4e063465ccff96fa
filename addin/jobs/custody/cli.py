"""``custody``: one move of one document, judged, and registered where asked."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import close, output_json, unusable
from addin.errors import ChujingError
from addin.jobs.custody.files import Request, register_move
from addin.reading.workers.local import isolated


def run(file: Path, request: Request, output: Path | None, *, as_json: bool) -> int:
    """Register the move, or say what it would be; return the exit code, 1 where it is refused."""
    try:
        done = isolated(register_move, file, request, output)
    except ChujingError as error:
        return unusable(file, error, as_json=as_json)
    if as_json:
        streams.print_json({
            "file": str(file),
            "person": done.person,
            "refusal": done.refusal,
            "due": done.due.isoformat() if done.due else None,
            "line": done.line,
            "papers": [str(path) for path in done.written[1:]],
            **output_json(done.written),
        })  # fmt: skip
    else:
        style = "red" if done.refusal else "green"
        terminal.console.print(Text.assemble(f"{done.person}：", (done.said, style)))
        if not output and not done.refusal:
            terminal.console.print("还没有登记；要登记的用 -o 指定工作簿，或加 --in-place。")
        close((), done.written)
    return int(bool(done.refusal))
