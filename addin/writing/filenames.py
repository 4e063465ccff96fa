"""The one function that makes a file's name of what people have typed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from pathvalidate import sanitize_filename

_MOST = 180  # bytes: with folders, a backup's moment and an ending, disks and archives take it
_SUBSTITUTES = str.maketrans({"/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", '"': "”",
                              "<": "〈", ">": "〉", "|": "｜"})  # fmt: skip


def file_name(*parts: str, ending: str = "") -> str:
    """Return the parts, joined by _, as the name of one file that every system takes.

    What separates folders or is forbidden on Windows gives way to the full-width character that
    looks like it, invisible characters are left out, device names (CON) get a _, what is too long
    is cut from its longest part.
    """
    clean = [_visible(part).translate(_SUBSTITUTES) for part in parts]
    while len("_".join(clean).encode()) > _MOST:
        longest = max(range(len(clean)), key=lambda at: len(clean[at].encode()))
        clean[longest] = clean[longest][:-1]
    stem = "_".join(clean).strip(" .　")
    return sanitize_filename(f"{stem}{ending}", platform="universal") if stem else f"_{ending}"


def file_names(wanted: Iterable[str], unnamed: str) -> list[str]:
    """Return a name without ending for each, none twice however a disk treats letters."""
    taken: Counter[str] = Counter()
    names = []
    for each in wanted:
        name = file_name(each if _visible(each).strip(" .　") else unnamed)
        free = name
        while taken[free.casefold()]:
            taken[name.casefold()] += 1
            free = f"{name}（{taken[name.casefold()]}）"
        taken[free.casefold()] += 1
        names.append(free)
    return names


def _visible(text: str) -> str:
    """Return the text without control and format characters, composed, blanks as one space."""
    shown = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return " ".join(shown.split())
