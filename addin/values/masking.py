"""The one way numbers are hidden in what leaves for a terminal, a log or a page to hand out.

A number is found however it was typed: in full-width figures, a small x, with spaces or hyphens
between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from addin.values.identity import PROVINCES, RESIDENCE_PERMITS

_BETWEEN = r"[\s\u200b-\u200f\u2060\ufeff·•'’‘`´_\-‐-―－.．]*"
_WIDE = 0xFEE0  # from a character to its full-width form
_HEAD, _TAIL = 2, 2  # characters of a document number that stay to be told apart by
_HIDDEN = "********"

_EDGE_BEFORE, _EDGE_AFTER = r"(?<!\d)", r"(?!\d)"
_LAST = "[0-9XxＸｘ０-９]"
_TOGETHER = re.compile(rf"{_EDGE_BEFORE}\d{{14,17}}{_LAST}{_EDGE_AFTER}")
# Apart, 18 characters are an identity number only where they begin with a province: sums and
# dates stand beside one another too.
_PROVINCE = "|".join(
    _BETWEEN.join(f"[{figure}{chr(ord(figure) + _WIDE)}]" for figure in code)
    for code in sorted(PROVINCES | set(RESIDENCE_PERMITS))
)
_APART = re.compile(
    rf"{_EDGE_BEFORE}(?:{_PROVINCE})(?:{_BETWEEN}\d){{15}}{_BETWEEN}{_LAST}{_EDGE_AFTER}"
    rf"|{_EDGE_BEFORE}(?:{_PROVINCE})(?:{_BETWEEN}\d){{13}}{_EDGE_AFTER}"
)
_FIGURE = re.compile(_LAST)
_MOST_GROUPS = 6  # of figures that somebody parts a number into, where its date makes no sense


def mask(text: str) -> str:
    """Return the number with all but the first 6 and last 4 characters hidden."""
    return text if len(text) <= 10 else text[:6] + "*" * (len(text) - 10) + text[-4:]


def mask_in(text: str) -> str:
    """Return a sentence with every identity number in it masked."""
    text = _TOGETHER.sub(lambda match: mask(match.group()), text)
    start = 0
    while found := _APART.search(text, start):
        masked = _masked_apart(found.group())
        text = text[: found.start()] + masked + text[found.end() :]
        # What is no number may have the beginning of one in it: a row's number before it.
        start = found.start() + 1 if masked == found.group() else found.end()
    return text


def _masked_apart(found: str) -> str:
    """Return the number masked, what stands between its figures where it was."""
    places = [at for at, char in enumerate(found) if _FIGURE.match(char)]
    number = unicodedata.normalize("NFKC", "".join(found[at] for at in places))
    born = number[6:14] if len(places) == 18 else f"19{number[6:12]}"
    groups = 1 + sum(after - before > 1 for before, after in pairwise(places))
    if not _is_day(born) and not (len(places) == 18 and groups <= _MOST_GROUPS):
        return found
    hidden_places = set(places[6:-4])
    return "".join("*" if at in hidden_places else char for at, char in enumerate(found))


def _is_day(eight: str) -> bool:
    try:
        return 1850 <= date.fromisoformat(eight).year <= 2100
    except ValueError:
        return False


def hidden(number: str) -> str:
    """Return a document's number with its middle hidden."""
    return number[:_HEAD] + "*" * max(len(number) - _HEAD - _TAIL, 1) + number[-_TAIL:]


def hider(
    identities: Iterable[str], numbers: Iterable[str], births: Iterable[date] = ()
) -> Callable[[str], str]:
    """Return what hides these identity and document numbers in a text, and every other identity.

    The numbers are normalised ones. Of an identity number of 18 digits the old one of 15 is
    hidden too, and so is the date of birth, that of the number and those that the form gives,
    however it is written: it is the part that a mask hides.
    """
    known: dict[str, str] = {}
    born = {f"{day:%Y%m%d}" for day in births}
    for identity in identities:
        known |= {each: mask(each) for each in (identity, _old(identity)) if each}
        born |= _born(identity)
    days = [_day_pattern(day) for day in sorted(born)]
    known |= {number: hidden(number) for number in numbers if len(number) > _HEAD + _TAIL}
    patterns = [
        (re.compile(_BETWEEN.join(map(_any_form, number))), shown)
        for number, shown in sorted(known.items(), key=lambda pair: -len(pair[0]))
    ]

    def hide(text: str) -> str:
        for pattern, shown in patterns:
            text = pattern.sub(shown, text)
        for day in days:
            text = day.sub(_HIDDEN, text)
        return mask_in(text)

    return hide


def _born(identity: str) -> set[str]:
    """Return the date of birth in a number, as eight digits, where there is one."""
    born = identity[6:14] if len(identity) == 18 else f"19{identity[6:12]}"
    return {born} if len(identity) in (15, 18) and _is_day(born) else set()


def _day_pattern(eight: str) -> re.Pattern[str]:
    """Return what finds a day however it is written: 19800102, 1980-1-2, 1980年1月2日."""
    apart = rf"(?:{_BETWEEN[:-1]}|[年月/／])*"
    written = apart.join(map(_form, (eight[:4], eight[4:6], eight[6:])))
    return re.compile(rf"(?<!\d){written}日?(?!\d)")


def _form(digits: str) -> str:
    """Return the pattern for a number in any figures, a leading nought left out or not."""
    first = f"{_any_form('0')}?" if digits.startswith("0") else ""
    return first + "".join(map(_any_form, digits.removeprefix("0")))


def _old(identity: str) -> str:
    return identity[:6] + identity[8:17] if len(identity) == 18 else ""


def _any_form(character: str) -> str:
    forms = {character.upper(), character.lower()}
    forms |= {chr(ord(form) + _WIDE) for form in forms if "!" <= form <= "~"}
    return f"[{re.escape(''.join(sorted(forms)))}]"
