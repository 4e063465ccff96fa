"""Mask identity numbers and document numbers in texts for others to read.

A number is also found in full-width digits, in small letters, and with spaces or hyphens inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from addin.values.identity import mask, mask_in

_BETWEEN = r"[\s　·\-－]*"
_WIDE = 0xFEE0  # from a character to its full-width form
_HEAD, _TAIL = 2, 2  # characters of a document number that stay visible


def hidden(number: str) -> str:
    """Return a document number with its middle masked."""
    return number[:_HEAD] + "*" * max(len(number) - _HEAD - _TAIL, 1) + number[-_TAIL:]


def hider(identities: Iterable[str], numbers: Iterable[str]) -> Callable[[str], str]:
    """Return a function that masks these numbers, and every identity number, in a text.

    The numbers are normalised. For an identity number of 18 digits, the old number of 15 digits is
    masked too.
    """
    known: dict[str, str] = {}
    for identity in identities:
        known |= {each: mask(each) for each in (identity, _old(identity)) if each}
    known |= {number: hidden(number) for number in numbers if len(number) > _HEAD + _TAIL}
    patterns = [
        (re.compile(_BETWEEN.join(map(_any_form, number))), shown)
        for number, shown in sorted(known.items(), key=lambda pair: -len(pair[0]))
    ]

    def hide(text: str) -> str:
        for pattern, shown in patterns:
            text = pattern.sub(shown, text)
        return mask_in(text)

    return hide


def _old(identity: str) -> str:
    return identity[:6] + identity[8:17] if len(identity) == 18 else ""


def _any_form(character: str) -> str:
    forms = {character.upper(), character.lower()}
    forms |= {chr(ord(form) + _WIDE) for form in forms if "!" <= form <= "~"}
    return f"[{re.escape(''.join(sorted(forms)))}]"
