"""因私出国（境）证件号: the kind of document of a number, and the likely correct number.

Source: 领域事实 §2. Unknown patterns are never errors: new series keep appearing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from addin.forms import codes
from addin.forms.text import squeeze

_LETTER = "[A-HJ-NP-Z]"  # I and O are never used, so that nobody reads 1 or 0
_PRIVATE = (
    (codes.PASSPORT, re.compile(rf"E\d{{8}}|E{_LETTER}\d{{7}}|G\d{{8}}|1[45]\d{{7}}")),
    (codes.HK_MACAO, re.compile(rf"C\d{{8}}|C{_LETTER}\d{{7}}|W\d{{8}}")),
    (codes.TAIWAN, re.compile(r"[LT]\d{8}")),
)
_NOT_PRIVATE = (
    ("外交护照", re.compile(r"DE?\d{7}")),
    (codes.SERVICE_PASSPORT, re.compile(r"SE\d{7}|S\d{7,8}")),
    (codes.OFFICIAL_PASSPORT, re.compile(r"PE\d{7}|P\d{7}")),
    ("港澳居民来往内地通行证（回乡证）", re.compile(r"[HM](?:\d{8}|\d{10})")),
    ("台湾居民来往大陆通行证（台胞证）", re.compile(r"\d{8}")),
)

# All numbers of these series have nine characters; so a shorter one has lost some.
_CUT_SHORT = re.compile("[EGCWLT][A-Z0-9]{0,7}")

NONE = "无"
_NONE_VARIANTS = frozenset(
    "— - -- —— – / \\ 0 没有 未办 未办理 无证件 无证 暂无 没办 没有办理 无。 N/A NA NONE".split()
)
_NOTHING = _NONE_VARIANTS | {NONE, ""}

_STRONG = re.compile(r"[、，,；;/／|\n\r]+")
_NOTE = re.compile(r"[（(【\[]([^）)】\]]*)[）)】\]]")
_LABEL = re.compile(
    r"^[^A-Za-z0-9]*?(?:护照|通行证|港澳|台湾|证件|号码|号|证)[^A-Za-z0-9]*(?=[A-Za-z0-9])"
)
_CONFUSED = str.maketrans("OI", "01")

_OFFICIAL = frozenset(("外交护照", codes.SERVICE_PASSPORT, codes.OFFICIAL_PASSPORT))
_VOID = re.compile(
    "(?<!未)(?<!解除)(?<!没有)(?:注销|作废|挂失|吊销|失效|无效|过期|到期|遗失|丢失|被盗|损毁|缴销|收缴|销毁|停用|已换)"
)

_AGED = re.compile("过期|到期|失效|无效")


class Mention(NamedTuple):
    """One document number mentioned in a cell: normalised, with what stood beside it."""

    number: str
    written: str
    note: str = ""

    @property
    def kind(self) -> str:
        """Kind of document by its number, empty when the pattern is not known."""
        return kind_of(self.number)


def is_readable(number: str) -> bool:
    """Return whether the normalised number may be one: with a digit, whole, no other signs."""
    return (
        number.isascii()
        and number.isalnum()
        and any(map(str.isdecimal, number))
        and not _CUT_SHORT.fullmatch(number)
    )


@lru_cache(maxsize=65536)
def kind_of(number: str) -> str:
    """Return the kind of private document the normalised number belongs to, or ''."""
    return next((kind for kind, pattern in _PRIVATE if pattern.fullmatch(number)), "")


@lru_cache(maxsize=4096)
def official_kind(number: str) -> str:
    """Return what the number is when it is *not* a mainland private document, or ''."""
    return next((kind for kind, pattern in _NOT_PRIVATE if pattern.fullmatch(number)), "")


def normal(number: object) -> str:
    """Return the number as compared: half width, capitals, no spaces, apostrophes or hyphens."""
    if isinstance(number, float):
        number = f"{number:.0f}"
    return _normal("" if number is None else str(number))


@lru_cache(maxsize=65536)
def _normal(text: str) -> str:
    return re.sub(r"[-'’‘`.·]", "", squeeze(text).upper())


def is_none_variant(text: str) -> bool:
    """Return whether the cell says 无 in other words than the form asks for."""
    return squeeze(text).upper() in _NONE_VARIANTS


def is_none(text: str) -> bool:
    """Return whether the cell says that there is no document: 无, or a variant of it."""
    return squeeze(text) == NONE or is_none_variant(text)


@lru_cache(maxsize=65536)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the document numbers that a cell mentions, in order.

    Separators are 、，；/ and line breaks; labels before (护照：) and notes behind （已过期） are
    kept apart from the number. A cell that says 无 mentions none.
    """
    if squeeze(text).upper() in _NOTHING:
        return ()
    pieces = [text] if text.isalnum() else _STRONG.split(text)
    return tuple(chain.from_iterable(map(_from_piece, pieces)))


def likely_meant(number: str) -> tuple[str, str]:
    """Return (kind, number) the misspelt number most likely stands for; ('', '') if unclear."""
    if not number:
        return "", ""
    digits = number[0] + number[1:].translate(_CONFUSED)
    for candidate in (digits, number[:2] + number[2:].translate(_CONFUSED)):
        if candidate != number and kind_of(candidate):
            return kind_of(candidate), candidate
    by_letter = {"E": codes.PASSPORT, "G": codes.PASSPORT, "C": codes.HK_MACAO,
                 "W": codes.HK_MACAO, "L": codes.TAIWAN, "T": codes.TAIWAN}  # fmt: skip
    return by_letter.get(number[0], ""), ""


@lru_cache(maxsize=4096)
def named_kind(written: str, number: str) -> str:
    """Return the kind as written in official words, else by the number, else as written."""
    return codes.DOCUMENT_KIND.meant(written) or kind_of(number) or squeeze(written)


@lru_cache(maxsize=65536)
def is_official(kind: str, number: str) -> bool:
    """Return whether the document is for official travel (因公), by kind or number."""
    return (
        kind in _OFFICIAL
        or "因公" in kind
        or (not kind_of(number) and official_kind(number) in _OFFICIAL)
    )


def is_void(state: str) -> bool:
    """Return whether a state or a note says that the document is void: 注销, 挂失, 过期…"""
    return _VOID.search(squeeze(state)) is not None


def is_cancelled(state: str) -> bool:
    """Return whether a state says that the document is void for another reason than its age."""
    return is_void(_AGED.sub("", squeeze(state)))


def _from_piece(piece: str) -> list[Mention]:
    if piece.isascii() and piece.isalnum():
        return [Mention(piece.upper(), piece)]  # nothing but a number: no label, no note
    note = "；".join(_NOTE.findall(piece))
    bare = _LABEL.sub("", unicodedata.normalize("NFKC", _NOTE.sub(" ", piece)).strip())
    words = [word for word in re.split(r"\s+", bare) if word]
    if len(words) > 1 and all(_looks_whole(normal(word)) for word in words):
        return [Mention(normal(word), word, note) for word in words]
    number = normal(bare)
    return [Mention(number, piece.strip(), note)] if number else []


def _looks_whole(word: str) -> bool:
    return bool(kind_of(word) or official_kind(word) or len(word) >= 8)
