"""What a submission package holds: its list, the code of the list, what has changed on the way.

Source: 连委组通〔2015〕23号 last paragraph (报告、汇总统计表及电子版报送); 规格 §5 (报送包).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_GROUPS, _DIGITS = 4, 4  # how the code is read out: 4 groups of 4 figures


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a package: ``path`` with forward slashes, from the package's folder."""

    path: str
    what: str
    unit: str
    people: int | None
    size: int
    sha256: str
    remark: str = ""


@dataclass(frozen=True)
class Changes:
    """How the files differ from the list; ``renamed`` pairs the listed path with the new one."""

    unchanged: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]

    @property
    def is_intact(self) -> bool:
        """Whether every file is as listed, and no other is there."""
        return not (self.changed or self.missing or self.added or self.renamed)


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(data).hexdigest()


def sums(hashes: Mapping[str, str]) -> str:
    """Return the list that ``sha256sum -c`` understands, in order of paths."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def read_sums(text: str) -> dict[str, str] | None:
    """Return path → hash of such a list; None where a line is none of it."""
    found = [_LINE.fullmatch(line) for line in text.splitlines() if line.strip()]
    lines = [line for line in found if line]
    return {line[2]: line[1] for line in lines} if lines and len(lines) == len(found) else None


def code(hashes: Mapping[str, str]) -> str:
    """Return what two people compare on the telephone: 16 figures that stand for the whole list.

    Whoever changes a file can make the list fit it, but not both and this code: one in 10¹⁶.
    """
    number = int(digest(sums(hashes).encode()), 16) % 10 ** (_GROUPS * _DIGITS)
    figures = f"{number:0{_GROUPS * _DIGITS}d}"
    return "-".join(figures[at : at + _DIGITS] for at in range(0, len(figures), _DIGITS))


def compare(listed: Mapping[str, str], found: Mapping[str, str]) -> Changes:
    """Hold what is there against the list, both path → hash.

    A file that is missing while one of its content stands under a new name was renamed.
    """
    fresh: dict[str, list[str]] = {}
    for path in sorted(found.keys() - listed.keys()):
        fresh.setdefault(found[path], []).append(path)
    renamed, missing = [], []
    for path in sorted(listed.keys() - found.keys()):
        if fresh.get(listed[path]):
            renamed.append((path, fresh[listed[path]].pop(0)))
        else:
            missing.append(path)
    both = sorted(listed.keys() & found.keys())
    return Changes(
        unchanged=tuple(path for path in both if listed[path] == found[path]),
        changed=tuple(path for path in both if listed[path] != found[path]),
        missing=tuple(missing),
        added=tuple(sorted(path for paths in fresh.values() for path in paths)),
        renamed=tuple(renamed),
    )
