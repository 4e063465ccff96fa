"""Shared parts of the commands that run on the workbooks of many units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from addin.console import terminal
from addin.console.output import skipped_json
from addin.errors import LeftOut
from addin.host.batch import Answer, Answers, ask
from addin.reading.sources import choose, require_some
from addin.reading.unit import UnitBook

R = TypeVar("R")


def asked(
    question: Callable[[UnitBook], R], sources: Iterable[Path], output: Path, *, quiet: bool
) -> Iterable[Answer[R] | LeftOut]:
    """Yield the result of ``question`` for each workbook of ``sources``, with a progress bar."""
    paths = require_some(choose(sources, output))
    return terminal.progress(ask(question, paths), len(paths), "读取", quiet=quiet)


def exit_code(answers: Answers[Any], *, is_found: bool) -> int:
    """Return 2 where files were left out, else 1 where something was found, else 0."""
    return 2 if answers.left_out else int(is_found)


def rest_json(answers: Answers[Any], notes: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the JSON entries for files left out and notes."""
    return {
        "skipped": skipped_json(answers.left_out),
        "notes": [f"{unit}：{note}" for unit, note in notes],
    }


def show_left_out(answers: Answers[Any]) -> None:
    """Print the files that were left out."""
    for each in answers.left_out:
        terminal.fail(each.source, each.reason)
