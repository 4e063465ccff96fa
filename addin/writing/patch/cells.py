"""Markup of cells, and A1 addresses.

A text is always written as an inline string, never as a formula.
"""

from __future__ import annotations

import re

from addin.errors import FileError, UnusableFile
from addin.model.rows import column_letter, column_number
from addin.writing.patch.markup import escape

Position = tuple[int, int]  # row and column, both from 1

LONGEST = 32_767  # characters that Excel takes in a cell
_SPECIAL = re.compile("[&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v\s*/>|<(?:\w+:)?v[\s>][^<]*</(?:\w+:)?v\s*>")
_TYPE = re.compile(rb"""\st\s*=\s*(?:"\w*"|'\w*')""")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def position(address: str) -> Position:
    """Return row and column of an A1 address; raise UnusableFile where it is none."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise UnusableFile(f"“{address}”不是单元格地址，请核对文件后再试", FileError.DAMAGED)
    return int(found[2]), column_number(found[1])


def address(row: int, column: int) -> str:
    """Return the A1 address."""
    return f"{column_letter(column)}{row}"


def string(text: str) -> str:
    """Return a text escaped for a cell's markup.

    Control characters become ``_x0001_``; a text that looks like such a code is escaped too.
    """
    text = text[:LONGEST]
    if not _SPECIAL.search(text):
        return text
    text = _CODED.sub("_x005F_", text)
    text = _SURROGATE.sub("\ufffd", text)
    return escape(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def text_cell(prefix: str, at: Position, text: str, style: int | str = "") -> str:
    """Return markup of a cell with a text; ``style`` is the index of its format, "" for none."""
    styled = f' s="{style}"' if style != "" else ""
    if not text:
        return f'<{prefix}c r="{address(*at)}"{styled}/>'
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{string(text)}</{prefix}t></{prefix}is>'
    return f'<{prefix}c r="{address(*at)}"{styled} t="inlineStr">{inner}</{prefix}c>'


def number_cell(prefix: str, at: Position, number: float, style: int | str) -> str:
    """Return markup of a cell with a number."""
    return f'<{prefix}c r="{address(*at)}" s="{style}"><{prefix}v>{+number}</{prefix}v></{prefix}c>'


def with_value(cell: bytes, number: float) -> str:
    """Return a formula's cell (markup) with the number as the value it last had."""
    bare = _TYPE.sub(b"", _VALUE.sub(b"", cell), count=1).decode()
    before, opening, after = bare.rpartition("</")
    prefix = after[: after.index(":") + 1] if ":" in after else ""
    return f"{before}<{prefix}v>{+number}</{prefix}v>{opening}{after}"


def has_formula(cell: bytes) -> bool:
    """Return whether the cell (markup) holds a formula."""
    return _FORMULA.search(cell) is not None
