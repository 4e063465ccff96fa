"""Print to the terminal; all output of commands for people goes through here.

The text comes from users' files: control characters are escaped and identity numbers masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import track
from rich.segment import Segment
from rich.text import Text

from addin.values.masking import mask_in

T = TypeVar("T")

LONG_WORK = 5  # files from which on a progress bar is worth its line
# Control characters except the end of a line, and those that turn the direction of writing.
_COMMANDS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def harmless(text: str) -> str:
    """Return the text with the code of each control character in its place."""
    return _COMMANDS.sub(lambda found: _written(found.group()), text)


def _written(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class SafeConsole(Console):
    """A console that takes every text for text: no markup, no commands, no identity numbers."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(highlight=False, soft_wrap=True, markup=False, emoji=False, **settings)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as the console does, texts made fit before."""
        if isinstance(renderable, Text):
            renderable = _fit(renderable)
        return super().render(renderable, options)

    def render_str(self, text: str, **settings: Any) -> Text:
        """Return a text for the plain one, which has no markup."""
        return super().render_str(harmless(mask_in(text)), **settings)


def _fit(text: Text) -> Text:
    """Return the text masked (which keeps its length) and harmless, its styles where they were."""
    masked = text.copy()
    masked.plain = mask_in(text.plain)
    if not _COMMANDS.search(masked.plain):
        return masked
    pieces: list[Text] = []
    start = 0
    for found in _COMMANDS.finditer(masked.plain):
        pieces += [masked[start : found.start()], Text(_written(found.group()))]
        start = found.end()
    pieces.append(masked[start:])
    whole = Text(style=text.style, justify=text.justify, overflow=text.overflow, end=text.end)
    for piece in pieces:
        whole.append_text(piece)
    return whole


console = SafeConsole()
errors = SafeConsole(stderr=True)


def progress(items: Iterable[T], count: int, title: str, *, quiet: bool) -> Iterable[T]:
    """Yield the ``count`` items, with a progress bar on a terminal when there are many."""
    if quiet or count < LONG_WORK or not errors.is_terminal:
        return items
    return track(items, description=title, total=count, console=errors)


def fail(name: object, reason: str) -> None:
    """Print on stderr why something could not be done."""
    errors.print(Text.assemble(("无法处理 ", "red"), f"{name}：{reason}"))
