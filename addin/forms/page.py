"""The page set-up of the official forms: landscape, one page wide.

The notice gives the wording and the grid; sizes are chosen so that each sample fills one sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LABEL_ROW, TITLE_ROW, UNIT_ROW, HEADING_ROW = 1, 2, 4, 5
MARGIN = 1.5  # centimetres, on all four sides


@dataclass(frozen=True)
class Page:
    """Paper, row heights in points, and how many empty rows the blank form offers.

    ``split`` is how many columns the left half of the lines above and below the table takes.
    """

    paper: Literal["A4", "A3"]
    split: int
    heading_heights: tuple[float, ...]
    row_height: float
    blank_rows: int

    @property
    def first_row(self) -> int:
        """First row of data."""
        return HEADING_ROW + len(self.heading_heights)
