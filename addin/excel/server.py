"""Starting the server that answers Excel's formulas and buttons: xlwings', without its ballast.

xlwings loads numpy, pandas and what draws pictures wherever they are installed, and every Excel
session would wait for them at its first formula. None of our formulas hands over a table of
theirs; a command that works with pandas loads it when it is run.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_BEGUN = time.monotonic()
BALLAST = ("numpy", "pandas", "polars", "matplotlib", "plotly", "PIL")
START: dict[str, float] = {}  # in how many seconds this process was ready; empty in any other


def serve(clsid: str) -> None:
    """Answer calls to the class ``clsid`` until the program that started us has gone."""
    with kept_out(*BALLAST):
        from xlwings import com_server  # noqa: PLC0415 - the import that they are kept out of
    # Else it prints that it runs, wherever the output goes of the program that started us.
    logging.getLogger("xlwings").addHandler(logging.NullHandler())
    START["seconds"] = time.monotonic() - _BEGUN
    answer_calls: Callable[[str], None] = com_server.serve
    answer_calls(clsid)


@contextmanager
def kept_out(*names: str) -> Iterator[None]:
    """Make imports of the packages fail while the context lasts."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's way to say: not installed
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
