"""Terminal output for people: the console, the progress bar, error messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rich.console import Console
from rich.progress import track
from rich.text import Text

from addin.values.identity import mask_in

T = TypeVar("T")

LONG_WORK = 5  # the smallest number of files to show a progress bar for

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def progress(items: Iterable[T], count: int, title: str, *, quiet: bool) -> Iterable[T]:
    """Yield the ``count`` items, with a progress bar on a terminal when there are many."""
    if quiet or count < LONG_WORK or not errors.is_terminal:
        return items
    return track(items, description=title, total=count, console=errors)


def fail(name: object, reason: str) -> None:
    """Print on stderr why something could not be done."""
    errors.print(Text.assemble(("无法处理 ", "red"), f"{name}：{mask_in(reason)}"))
