"""The jobs, a room for each: its button, its command, its rules, what it writes.

A room's ``__init__.py`` is its face: ``BUTTONS``, and in ``SOURCE`` the clauses of the notices
that it serves. A room that serves no clause says so with an empty ``SOURCE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from addin.declare import Button

# The rooms in the order of the ribbon.
ORDER = (
    "check", "normalize", "verify", "alerts", "police", "custody", "dossier", "rollup", "remind",
    "diff", "sample", "report", "yearly", "abroad", "package", "help",
)  # fmt: skip
# Rooms that other rooms build on, and rooms that are made of others; the rest stand in between.
SIMPLE = ("check", "verify")
COMPOSITE = ("package", "dossier", "remind", "help")


def buttons() -> Iterator[Button]:
    """Yield the buttons of all rooms; nothing but the faces is imported for it."""
    for room in ORDER:
        yield from face(room).BUTTONS


def face(room: str) -> Any:
    """Return the package of a room, with ``BUTTONS`` and ``SOURCE``."""
    return import_module(f"{__name__}.{room}")
