"""The parts around the table of both official forms: label, title, blanks, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import annex1
from addin.forms.page import HEADING_ROW, LABEL_ROW, TITLE_ROW, UNIT_ROW, Page
from addin.writing.sheets.page import write_across
from addin.writing.sheets.styles import (
    CENTRE,
    LABEL,
    LEFT,
    NOTE,
    PLAIN,
    RIGHT,
    TITLE,
    set_paper,
)

_NOTE_LINE = 80  # characters that fit on one line across 附件1
_SET_IN = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=3)


class Frame:
    """The frame of one form on its sheet.

    ``columns`` is how many columns the form has; ``filled`` gives what is filled in by label
    (填表单位（章）, 填表时间 …), ``blanks`` the white space printed where nothing is.
    """

    def __init__(
        self,
        sheet: Worksheet,
        page: Page,
        columns: int,
        filled: Mapping[str, str],
        blanks: Mapping[str, str],
    ) -> None:
        self._sheet = sheet
        self._page = page
        self._across = range(1, columns + 1)
        self._texts = dict(blanks) | {label: text for label, text in filled.items() if text}

    def head(self, label: str, title: str) -> None:
        """Draw what stands above the table."""
        self._line(LABEL_ROW, 24)
        write_across(self._sheet, LABEL_ROW, range(1, 4), label, LABEL, LEFT)
        self._line(TITLE_ROW, 38)
        write_across(self._sheet, TITLE_ROW, self._across, title, TITLE, CENTRE)
        self._line(TITLE_ROW + 1, 4)
        self._halves(UNIT_ROW, self._said(annex1.UNIT), self._said(annex1.FILLED_ON), RIGHT)

    def foot(self, row: int) -> None:
        """Draw 填表人, 联系电话 and 审核人 in ``row``."""
        filler = f"{self._said(annex1.FILLER)}（{self._said(annex1.PHONE)}）"
        self._halves(row, filler, self._said(annex1.REVIEWER), LEFT)

    def notes(self, first_row: int, texts: Sequence[str]) -> int:
        """Draw the notes across the form, their numbers one below the other; return the last row.

        The first begins with 注：, the others are set in by as much.
        """
        for row, text in enumerate(texts, start=first_row):
            self._line(row, 15 + 13 * (len(text) // _NOTE_LINE))
            side = LEFT if row == first_row else _SET_IN
            write_across(self._sheet, row, self._across, text, NOTE, side)
        return first_row + len(texts) - 1

    def close(self, last_row: int) -> None:
        """Set paper, print area and the rows that repeat on each page."""
        headings = f"{HEADING_ROW}:{self._page.first_row - 1}"
        set_paper(self._sheet, self._page.paper, headings)
        self._sheet.print_area = f"A1:{get_column_letter(self._across[-1])}{last_row}"
        self._sheet.freeze_panes = f"A{self._page.first_row}"
        self._sheet.sheet_view.showGridLines = False

    def _said(self, label: str) -> str:
        return f"{label}：{self._texts.get(label, '')}"

    def _line(self, row: int, height: float) -> None:
        self._sheet.row_dimensions[row].height = height

    def _halves(self, row: int, left: str, right: str, side: Alignment) -> None:
        self._line(row, 22)
        split = self._page.split
        write_across(self._sheet, row, self._across[:split], left, PLAIN, LEFT)
        write_across(self._sheet, row, self._across[split:], right, PLAIN, side)
