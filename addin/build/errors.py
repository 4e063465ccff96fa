"""The way in which a build fails that was meant to fail."""

from __future__ import annotations


class Unfit(ValueError):
    """Something Excel would refuse or drop in silence; the message says what and why."""
