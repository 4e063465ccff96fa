"""Numbers hidden in texts meant for other eyes: identity numbers, and those of documents.

A number is found however it was typed: in full-width figures, small letters, with spaces or
hyphens between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from addin.values.identity import mask, mask_in

_BETWEEN = r"[\s　·\-－]*"
_WIDE = 0xFEE0  # from a character to its full-width form
_HEAD, _TAIL = 2, 2  # characters of a document number that stay to be told apart by


def hidden(number: str) -> str:
    """Return a document's number with its middle hidden."""
    return number[:_HEAD] + "*" * max(len(number) - _HEAD - _TAIL, 1) + number[-_TAIL:]


def hider(identities: Iterable[str], numbers: Iterable[str]) -> Callable[[str], str]:
    """Return what hides these identity and document numbers in a text, and every other identity.

    The numbers are normalised ones; of an identity number of 18 digits the old one of 15 is
    hidden too.
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
