"""Ways in which a workbook gets damaged, by accident or on purpose; each needs only a number."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from addin.reading.preflight import BROKEN_ZIP

_TAG = re.compile(rb"<[^!?][^>]*>")
_VALUE = re.compile(rb'="[^"]*"')
_TEXT = re.compile(rb">[^<]+<")
_WORDS = (
    b"", b"-1", b"0", b"99999999999999999999", b"NaN", b"1e400", b"A0", b"XFD1048576",
    b"XFD1048576:A1", b"ZZZZ9", b"true", b"rId999", b"../../../etc/passwd", b"\xff\xfe", b"&#0;",
    "，".encode(), b"=1+1", b"A" * 40_000, b"9" * 5_000, b"99991231", b"00010101", b"2958465",
)  # fmt: skip

Change = Callable[[Random, bytes], bytes]
Parts = list[tuple[str, bytes]]


def mutated(data: bytes, number: int) -> bytes:
    """Return the workbook with one to three changes that follow from the number."""
    random = Random(number)
    for _ in range(random.choice((1, 1, 2, 3))):
        change = random.choice(_CHANGES)
        try:
            data = change(random, data)
        except (IndexError, *BROKEN_ZIP):
            data = _flip(random, data)  # already too damaged to be taken apart
    return data


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data or b"\0")
    for _ in range(random.choice((1, 4, 64))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _truncate(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _cut(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.randrange(1, 2_000) :]


def _in_package(change: Callable[[Random, Parts], None]) -> Change:
    def changed(random: Random, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
        change(random, parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts:
                package.writestr(name, content)
        return out.getvalue()

    return changed


def _drop(random: Random, parts: Parts) -> None:
    del parts[random.randrange(len(parts))]


def _double(random: Random, parts: Parts) -> None:
    parts.append(random.choice(parts))


def _rename(random: Random, parts: Parts) -> None:
    at = random.randrange(len(parts))
    name = parts[at][0]
    parts[at] = (random.choice((name.upper(), "/" + name, name.replace("/", "\\"))), parts[at][1])


def _swap(random: Random, parts: Parts) -> None:
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    (a, content), (b, another) = parts[one], parts[other]
    parts[one], parts[other] = (a, another), (b, content)


def _in_part(change: Change) -> Change:
    def changed(random: Random, parts: Parts) -> None:
        sheets = [n for n, (name, _) in enumerate(parts) if "sheet" in name.lower()]
        chosen = random.choice((sheets, range(len(parts))))
        at = random.choice(list(chosen) or range(len(parts)))
        parts[at] = parts[at][0], change(random, parts[at][1])

    return _in_package(changed)


def _doctype(_random: Random, xml: bytes) -> bytes:
    return xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY e "e">]>', 1)


def _remove_tag(random: Random, xml: bytes) -> bytes:
    tag = random.choice(list(_TAG.finditer(xml)))
    return xml[: tag.start()] + xml[tag.end() :]


def _move_tags(random: Random, xml: bytes) -> bytes:
    tags = list(_TAG.finditer(xml))
    start, end = sorted(random.choice(tags).start() for _ in range(2))
    place = random.choice(tags).start()
    return xml[:place] + xml[start : min(end, start + 5_000)] + xml[place:]


def _replace(pattern: re.Pattern[bytes], form: bytes) -> Change:
    def replaced(random: Random, xml: bytes) -> bytes:
        found = random.choice(list(pattern.finditer(xml)))
        return xml[: found.start()] + form % random.choice(_WORDS) + xml[found.end() :]

    return replaced


_ON_PARTS = (
    _flip, _truncate, _cut, _doctype, _remove_tag, _move_tags, _replace(_VALUE, b'="%s"'),
    _replace(_TEXT, b">%s<"),
)  # fmt: skip
_ON_PACKAGES = (_drop, _double, _rename, _swap)
_CHANGES: tuple[Change, ...] = (
    _flip, _truncate, _cut, *map(_in_package, _ON_PACKAGES),
    *(_in_part(change) for change in _ON_PARTS * 2),
)  # fmt: skip
