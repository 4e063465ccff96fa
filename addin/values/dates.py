"""Dates as people and police exports write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from addin.forms.text import squeeze

Value = str | int | float | bool | date | datetime | time | timedelta | None

_EPOCH = datetime(1899, 12, 30)  # Excel's day 0, its 1900 leap-year fault included
_DAY = timedelta(1)
_SERIALS = (20_000, 80_000)  # 1954 to 2119: a plain number in a date column is a serial
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?)?")
_SPELLED = re.compile(
    # Not 2014.3-10: that may be a period.
    r"(\d{4})(?![/.年]\d{1,2}-)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:T?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?Z?)?"
)
_SPACED_CLOCK = re.compile(r"(?<=\d)\s+(?=\d{1,2}:)")


def moment(value: Value) -> datetime | None:
    """Return the date and time of day in ``value``, or None when it holds no date.

    Understands Excel dates and serial numbers, ``20150531``, ``2015-05-31``, ``2015/5/31``,
    ``2015年5月31日``, ``2015.5.31``, each also with a time of day.
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _from_number(value)
    return _from_text(value) if isinstance(value, str) else None


def day(value: Value) -> date | None:
    """Return the calendar day in ``value``, or None."""
    found = moment(value)
    return found.date() if found else None


def later(found: date, days: int) -> date:
    """Return the day so many days later; the calendar's last where there is none (9999-12-31)."""
    try:
        return found + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def clock(value: Value) -> time | None:
    """Return the time of day in ``value`` (``HHmmss``, ``HH:mm``, an Excel time), or None."""
    if isinstance(value, time):
        return value
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, timedelta):
        return (_EPOCH + value % _DAY).time()
    if isinstance(value, bool) or value is None or isinstance(value, date):
        return None
    if isinstance(value, (int, float)):
        if 0 <= value < 1:
            return (_EPOCH + timedelta(seconds=round(value * 86_400))).time()
        value = f"{value:06.0f}"
    digits = re.sub(r"\D", "", value)
    if len(digits) in (3, 5):
        digits = "0" + digits
    try:
        return datetime.strptime(digits.ljust(6, "0"), "%H%M%S").time()
    except ValueError:
        return None


def compact(found: date) -> str:
    """Return the 8 digits the forms ask for, e.g. ``19700101``."""
    return f"{found.year:04d}{found.month:02d}{found.day:02d}"


def serial(found: date) -> float:
    """Return the number that Excel keeps for the day, and for the time of day if there is one."""
    at = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)
    return (at - _EPOCH).total_seconds() / 86_400


def spoken(found: date) -> str:
    """Return the day as a person writes it, e.g. ``2015年5月31日`` (strftime fails on cp1252)."""
    return f"{found.year}年{found.month}月{found.day}日"


def _from_number(number: float) -> datetime | None:
    if _SERIALS[0] <= number < _SERIALS[1]:
        return _EPOCH + timedelta(seconds=round(number * 86_400))
    return _from_text(f"{number:.0f}") if float(number).is_integer() else None


@lru_cache(maxsize=65536)
def _from_text(text: str) -> datetime | None:
    if len(text) == 8 and text.isascii() and text.isdecimal():
        return _from_digits(text)
    bare = squeeze(_SPACED_CLOCK.sub("T", text.strip()))
    match = _COMPACT.fullmatch(bare) or _SPELLED.fullmatch(bare)
    if not match:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None


def _from_digits(eight: str) -> datetime | None:
    """Return the date of eight digits; ten times as fast as the general way."""
    try:
        return datetime.fromisoformat(eight)
    except ValueError:
        return None


def iso(found: date | None) -> str:
    """Return the day as ``2026-11-24``; '' for None."""
    return found.isoformat() if found else ""
