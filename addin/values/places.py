"""Countries and regions (前往国家、地区) as approvals and police exports name them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from addin.forms.text import squeeze

_SEPARATORS = re.compile(r"[、，,;；/／|+\s]+")
_BRACKETED = re.compile(r"\([^()]*\)")
_TAILS = re.compile(r"(?:特别行政区|地区|特区|共和国|联邦)$")
_REGIONS = frozenset(("香港", "澳门", "台湾"))
_SEVERAL = {
    "港澳": ("香港", "澳门"),
    "香港澳门": ("香港", "澳门"),
    "港澳台": ("香港", "澳门", "台湾"),
    "新马泰": ("新加坡", "马来西亚", "泰国"),
    "新马": ("新加坡", "马来西亚"),
}
_SHORT = {
    "大韩民国": "韩国", "美利坚合众国": "美国", "泰王国": "泰国", "日本国": "日本",
    "法兰西": "法国", "德意志": "德国", "大不列颠及北爱尔兰联合王国": "英国",
    "阿联酋": "阿拉伯联合酋长国",
}  # fmt: skip


@lru_cache(maxsize=4096)
def stops(text: str) -> tuple[frozenset[str], ...]:
    """Return the places that a cell names; a joint name such as 港澳 gives several."""
    pieces = (squeeze(piece) for piece in _SEPARATORS.split(text.strip()))
    return tuple(_meant(piece) for piece in pieces if piece)


def named(text: str) -> frozenset[str]:
    """Return all places the cell names."""
    return frozenset().union(*stops(text))


def are_known(text: str) -> bool:
    """Return whether every place that the cell names is a country or region; True for a blank."""
    return named(text) <= _known()


def within(actual: str, allowed: frozenset[str]) -> bool:
    """Return whether every place of ``actual`` is, by one reading at least, an allowed one.

    Nothing can be said, hence True, where either is blank or names a place that is not known.
    """
    if not allowed or not allowed <= _known():
        return True
    return all(stop & allowed or not stop <= _known() for stop in stops(actual))


@cache
def _known() -> frozenset[str]:
    """Return the countries and regions of ISO 3166 in Chinese, as Unicode's CLDR names them."""
    from babel import Locale  # noqa: PLC0415 - no formula in a cell waits for it

    territories = Locale("zh").territories
    found = (_meant(squeeze(name)) for code, name in territories.items() if code.isalpha())
    return frozenset().union(*found, _REGIONS, *map(_meant, _SHORT), *map(_meant, _SEVERAL))


def _meant(piece: str) -> frozenset[str]:
    bare = _BRACKETED.sub("", piece) or piece
    bare = _TAILS.sub("", bare) or bare
    bare = _SHORT.get(bare, bare)
    if bare.removeprefix("中国") in _REGIONS:
        bare = bare.removeprefix("中国")
    return frozenset(_SEVERAL.get(bare, (bare,)))
