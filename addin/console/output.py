"""Print a command's result as text or JSON, or the error, and exit with a code (规格 §6).

Exit codes: 0 nothing found, 1 something found, 2 input unusable or left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import typer
from rich.text import Text

from addin.console import streams, terminal
from addin.errors import ChujingError, LeftOut

T = TypeVar("T")


def report(
    source: object,
    work: Callable[[], T],
    *,
    as_json: bool,
    to_json: Callable[[T], Mapping[str, Any]],
    show: Callable[[T], None],
    code: Callable[[T], int],
    empty: Sequence[str] = (),
) -> NoReturn:
    """Do the work, print its result as JSON or text, and exit with the code.

    Work that raises ChujingError ends with its sentence about ``source`` and code 2; in the JSON
    the lists named ``empty`` are empty then.
    """
    try:
        result = work()
    except ChujingError as error:
        raise typer.Exit(unusable(error.source or source, error, *empty, as_json=as_json)) from None
    if as_json:
        streams.print_json(to_json(result))
    else:
        show(result)
    raise typer.Exit(code(result))


@contextmanager
def about(source: object) -> Iterator[None]:
    """Set this file or option as the source of an error raised inside."""
    try:
        yield
    except ChujingError as error:
        error.source = error.source or str(source)
        raise


def error_json(error: ChujingError) -> dict[str, str]:
    """Return the JSON entries that say why there is no result (codes: docs/文件问题.md)."""
    return {"error": error.reason, "code": error.kind.code}


def skipped_json(left_out: Iterable[LeftOut]) -> list[dict[str, str]]:
    """Return ``skipped``: the files of several that could not be used."""
    return [
        {"source": each.source, "reason": each.reason, "code": each.kind.code} for each in left_out
    ]


def unusable(source: object, error: ChujingError, *empty: str, as_json: bool) -> int:
    """Print why there is no result, in JSON with these lists empty; return the exit code."""
    if as_json:
        lists: dict[str, list[str]] = {name: [] for name in (*empty, "notes")}
        streams.print_json({"file": str(source), **lists, **error_json(error)})
    else:
        terminal.fail(source, error.reason)
    return 2


def output_json(written: Sequence[Path]) -> dict[str, str]:
    """Return the JSON entry for the workbook written, if one was."""
    return {"output": str(written[0])} if written else {}


def close(notes: Sequence[str], written: Sequence[Path]) -> None:
    """Print the notes, masked, and the path written."""
    for note in notes:
        terminal.console.print(Text(f"  说明：{note}"))
    for path in written:
        terminal.console.print(f"  已写入：{path}")
