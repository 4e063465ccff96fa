"""Letting the garbage collector wait while a long form is gone through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Hold the collector back; also usable as a decorator.

    Rows, people and findings form no cycles, so there is nothing to collect; and every new ten
    thousand of them would have it walk over all the others again, a quarter of the time in all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
