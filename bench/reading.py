"""Reading workbooks without the add-in: ``python -m bench.reading READER PATH``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def calamine(path: Path) -> None:
    """Read every sheet as rows of values."""
    import python_calamine

    book = python_calamine.load_workbook(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def openpyxl(path: Path) -> None:
    """Read every cell of every sheet."""
    import openpyxl

    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            tuple(row)


READERS: Mapping[str, Callable[[Path], None]] = {"calamine": calamine, "openpyxl": openpyxl}


if __name__ == "__main__":
    source = Path(sys.argv[2])
    for each in sorted(source.iterdir()) if source.is_dir() else [source]:
        READERS[sys.argv[1]](each)
