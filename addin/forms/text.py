"""Comparison of texts without regard to brackets, spaces and full or half width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

_ENOUGH = 10
_TOO_LONG = 10  # digits
INVISIBLE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\u3000\ufeff]+")
_BRACKETED = re.compile(r"\([^()]*\)")
_QUOTES = re.compile(r"[“”‘’\"'「」『』《》]")


def squeeze(text: str) -> str:
    """Return the text without white space and invisible characters, in half width (NFKC)."""
    if text.isalnum() and unicodedata.is_normalized("NFKC", text):  # so is nearly every cell
        return text
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    r"""Return the key that headings are compared by: no spaces, brackets, quotes, closing colon.

    ``是否持有\n因私出国(境)证件`` and ``是否持有因私出国（境）证件`` give the same key.
    """
    bare = squeeze(text)
    if bare.isalnum():
        return bare
    if "(" in bare:
        bare = _BRACKETED.sub("", bare)
    return _QUOTES.sub("", bare).rstrip(":*")


@lru_cache(maxsize=4096)
def wording(text: str) -> str:
    """Return the key under which code values are compared: no spaces, quotes or 的."""
    return _QUOTES.sub("", squeeze(text)).replace("的", "")


def whole(text: str) -> int | None:
    """Return the number that a text of digits is; None for others, and for numbers of no use."""
    return int(text) if text.isdecimal() and len(text) < _TOO_LONG else None


def listed(words: Iterable[str], count: int, measure: str = "") -> str:
    """Return the words, of which there are ``count``; of many only the first, and how many.

    Where thousands of people share something, a full list for each of them takes gigabytes.
    """
    shown = "、".join(islice(words, _ENOUGH))
    return shown if count <= _ENOUGH else f"{shown} 等 {count} {measure}".rstrip()
