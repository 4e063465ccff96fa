"""One pass over a part's XML, in pieces, for what calamine does not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from addin.model.rows import column_number
from addin.reading.active_content import asked_in
from addin.reading.preflight import MAX_AREA

_CHUNK = 2**20
_LONGEST = 8 * _CHUNK

_QUOTE = rb"[\"']"
_CELL = re.compile(
    rb"<(?:\w+:)?c [^<>]*?\br=" + _QUOTE + rb"([A-Z]{1,3})(\d{1,7})" + _QUOTE + rb"[^<>]*(?<!/)>"
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\br=" + _QUOTE + rb"([A-Z]{1,3})(\d{1,7})" + _QUOTE
    + rb"[^<>]*>\s*<(?:\w+:)?f\b"
)  # fmt: skip
_HIDDEN_ROW = re.compile(
    rb"<(?:\w+:)?row\b(?=[^<>]*\bhidden=" + _QUOTE + rb"(?:1|true)" + _QUOTE
    + rb")[^<>]*?\br=" + _QUOTE + rb"(\d{1,7})"
)  # fmt: skip
_A_FORMULA = re.compile(rb"f[\s/>]")  # <f>, <x:f …>; seldom anything else
# Up to column P, or up to row 9,999 and column ZZ, every cell is near. These begin with letters
# that do not vary, because only so are they looked for at the speed of memory.
_FAR = re.compile(rb"r=" + _QUOTE + rb"(?:[Q-Z]\d|[A-Z]{2,3}\d|[A-Z]\d{5})")  # one or the other
_WIDE = re.compile(rb"r=" + _QUOTE + rb"(?:[Q-Z]|[A-Z]{2,3})\d")
_TALL = re.compile(rb"r=" + _QUOTE + rb"(?:[A-Z]{3}\d|[A-Z]{1,2}\d{5})")


@dataclass
class Scan:
    """``hidden`` are row numbers from 1; ``formulas`` rows and columns, from 1, of formula cells.

    ``asks`` are the sentences on DDE and links in formulas and names.
    ``is_near`` says whether the rectangle up to the farthest filled cell is of a size that a
    reader can lay out: one stray cell at XFD1048576 makes readers ask for hundreds of gigabytes.
    """

    is_near: bool = True
    hidden: set[int] = field(default_factory=set)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)


def scan(opened: Callable[[], IO[bytes]]) -> Scan:
    """Return what the part that ``opened`` opens contains, in constant memory.

    Where the quick look finds wide and tall addresses, a second pass measures exactly.
    """
    found = Scan()
    wide = tall = False
    with opened() as part:
        for piece in _pieces(part):
            if not (wide and tall) and _FAR.search(piece):
                wide = wide or _WIDE.search(piece) is not None
                tall = tall or _TALL.search(piece) is not None
            if b"hidden=" in piece:
                found.hidden.update(map(int, _HIDDEN_ROW.findall(piece)))
            if _A_FORMULA.search(piece):
                cells = _FORMULA.findall(piece)
                found.formulas += [(int(digits), column_number(a.decode())) for a, digits in cells]
                found.asks.update(asked_in(piece))
            if b"definedName" in piece:
                found.asks.update(asked_in(piece))
    if wide and tall:
        with opened() as part:
            found.is_near = _area(part) <= MAX_AREA
    return found


def _area(part: IO[bytes]) -> int:
    width = height = 0
    for piece in _pieces(part):
        for letters, digits in _CELL.findall(piece):
            height = max(height, int(digits))
            width = max(width, column_number(letters.decode()))
    return width * height


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML in pieces that cut no tag, and no cell from its formula."""
    rest = b""
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        cut = max(text.rfind(b"</"), text.rfind(b"/>") + len(b"/>"))
        if cut < len(b"/>"):  # one very long text, without an address
            cut = len(text) if len(text) > _LONGEST else 0
        yield text[:cut]
        rest = text[cut:]
    yield rest
