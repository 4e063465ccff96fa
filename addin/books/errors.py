"""The one way in which a file disappoints: it cannot be used, and a sentence says why."""

from __future__ import annotations


class UnusableFile(Exception):
    """A workbook that cannot be read or written.

    ``reason`` is one Chinese sentence: what is wrong, and what the clerk should do about it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
