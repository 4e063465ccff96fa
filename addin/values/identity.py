"""公民身份号码 (GB 11643-1999): birth date, sex and faults of a number."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from stdnum.iso7064 import mod_11_2

from addin.forms.text import squeeze
from addin.values.dates import Value

# Only the first two digits are judged: codes withdrawn years ago are still on real cards.
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
    "50 51 52 53 54 61 62 63 64 65 71".split()
)
RESIDENCE_PERMITS = {"81": "香港", "82": "澳门", "83": "台湾"}
LOSSY = 10**16  # a number of 17 digits or more: Excel has put zeros for the last ones

_DIGITS = "0123456789"
_SEXES = dict(zip(_DIGITS, "女男" * 5, strict=True))
_LAST = "0123456789X"
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_SCIENTIFIC = re.compile(r"[1-9](?:\.\d+)?E\+?1[4-9]", re.IGNORECASE)


class Fault(Enum):
    """Which part of a number is wrong; the value is the rule's code."""

    BLANK = "blank"
    NUMBER = "id-number"
    OLD = "id-15"
    LENGTH = "id-length"
    FORMAT = "id-format"
    DATE = "id-date"
    CHECKSUM = "id-checksum"


class Identity(NamedTuple):
    """One number as understood: ``text`` is the normalised number, 15 digits raised to 18.

    ``fault`` is the first part found wrong, None when all is well; ``expected`` is what should
    stand there (the check character, the raised number), ``found`` what stands there instead.
    """

    text: str
    fault: Fault | None = None
    expected: str = ""
    found: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether birth date and sex can be read from the number."""
        return self.fault is None or self.fault is Fault.OLD

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to judge: a blank cell, or digits lost in a number."""
        return self.fault is Fault.BLANK or self.fault is Fault.NUMBER

    @property
    def birth(self) -> date | None:
        """The birth date in the number, digits 7 to 14."""
        return _date(self.text[6:14]) if self.is_sound else None

    @property
    def sex(self) -> str:
        """男 or 女 by the 17th digit, empty when the number is not sound."""
        return _SEXES[self.text[16]] if self.is_sound else ""

    @property
    def key(self) -> str:
        """What people are matched by: the normalised number, whatever its faults."""
        return self.text


def complete(seventeen: str) -> str:
    """Return the 18-character number for its first 17 digits (ISO 7064 MOD 11-2)."""
    return seventeen + _check_character(seventeen)


def parse(value: Value) -> Identity:
    """Return the identity number in a cell; never raises.

    Spaces, apostrophes, full-width digits and a small x are forgiven.
    """
    if isinstance(value, str):
        return _parse_text(value)
    if value is None or isinstance(value, bool):
        return Identity("", Fault.BLANK)
    if isinstance(value, (int, float)):
        return _parse_number(value)
    return _parse_text(str(value))


def _parse_number(number: float) -> Identity:
    if abs(number) >= LOSSY:
        return Identity(f"{number:.0f}", Fault.NUMBER)
    return _parse_text(f"{number:.15g}")


@lru_cache(maxsize=65536)
def _parse_text(raw: str) -> Identity:
    text = squeeze(raw)
    if not text.isdecimal():
        text = text.translate(_APOSTROPHES).upper()
    if len(text) == 18:
        return _judge(text)
    if len(text) == 15 and text.isascii() and text.isdecimal():
        return _raise(text)
    if not text:
        return Identity("", Fault.BLANK)
    lost = _SCIENTIFIC.fullmatch(text) is not None
    return Identity(text, Fault.NUMBER if lost else Fault.LENGTH, found=str(len(text)))


def _judge(text: str) -> Identity:
    """Return the number with its first fault: characters, date, check character."""
    body, last = text[:17], text[17]
    if not (text.isascii() and body.isdecimal() and last in _LAST):
        return Identity(text, Fault.FORMAT, found=_invalid_characters(text))
    if _date(text[6:14]) is None:
        return Identity(text, Fault.DATE, found=text[6:14])
    expected = _check_character(body)
    if last != expected:
        return Identity(text, Fault.CHECKSUM, expected=expected, found=last)
    return Identity(text)


def _raise(fifteen: str) -> Identity:
    """Return a 15-digit number as 18: with century and check character (GB 11643-1989)."""
    born = "19" + fifteen[6:12]
    if _date(born) is None:
        return Identity(fifteen, Fault.DATE, found=fifteen[6:12])
    raised = complete(fifteen[:6] + born + fifteen[12:])
    return Identity(raised, Fault.OLD, expected=raised, found=fifteen)


@lru_cache(maxsize=65536)
def _check_character(seventeen: str) -> str:
    """Return what the 18th character must be, by the first 17 (ISO 7064 MOD 11-2)."""
    return mod_11_2.calc_check_digit(seventeen)


def _invalid_characters(text: str) -> str:
    """Return the characters that may not stand where they stand; only the last may be X."""
    return "".join(c for c in text[:17] if c not in _DIGITS) + text[17].strip(_LAST)


@lru_cache(maxsize=65536)
def _date(eight: str) -> date | None:
    try:
        found = date.fromisoformat(eight)
    except ValueError:
        return None
    return found if found.year >= 1850 and found <= date.today() else None
