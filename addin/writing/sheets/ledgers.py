"""The ledger sheets (工作底稿) behind 附件1: grey tabs, whole columns formatted."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import codes
from addin.forms.columns import CodeList, Column
from addin.forms.ledgers import AUTHORITY, LEDGERS, PARAMETERS
from addin.model.parameters import SETTINGS, Setting, shown_default
from addin.writing.sheets.styles import CENTRE, DATA, GREY_TAB, LEFT, TEXT, set_paper
from addin.writing.sheets.tables import draw_headings, draw_rows
from addin.writing.sheets.validation import guidance

_FORMATS = {"text": TEXT, "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
_LAST_ROW = 1_048_576


def add_ledgers(workbook: Workbook) -> None:
    """Append one sheet per ledger; only 参数 has content, its default values."""
    for table in LEDGERS:
        sheet = workbook.create_sheet(table.name)
        sheet.sheet_properties.tabColor = GREY_TAB
        _draw_table(sheet, table.columns)
        sheet.freeze_panes = "A2" if table is PARAMETERS else "C2"  # 姓名, 身份证号 stay in sight
        set_paper(sheet, "A4", "1:1")
    _fill_parameters(workbook[PARAMETERS.name])


def _draw_table(sheet: Worksheet, columns: Sequence[Column], first_column: int = 1) -> None:
    draw_headings(sheet, columns, first_column)
    for at, column in enumerate(columns, start=first_column):
        letter = get_column_letter(at)
        whole = sheet.column_dimensions[letter]
        whole.number_format = _FORMATS[column.content]
        whole.font = DATA
        whole.alignment = CENTRE if column.content != "text" or column.codes else LEFT
        validation = guidance(column, f"{letter}2:{letter}{_LAST_ROW}")
        if validation:
            sheet.add_data_validation(validation)


def _fill_parameters(sheet: Worksheet) -> None:
    draw_rows(sheet, [(each.name, shown_default(each), each.note) for each in SETTINGS])
    value = get_column_letter(PARAMETERS.keys().index("value") + 1)
    for row, setting in enumerate(SETTINGS, start=2):
        validation = guidance(_as_column(setting), f"{value}{row}")
        if validation:
            sheet.add_data_validation(validation)
    beside = len(PARAMETERS.columns) + 2  # one empty column between the two tables
    _draw_table(sheet, AUTHORITY.columns, beside)
    draw_rows(sheet, [(category, None) for category in codes.CATEGORY.values], beside)


def _as_column(setting: Setting) -> Column:
    """The cell of a parameter that takes words: a drop-down for one word, a hint for several."""
    words = setting.words
    choice = CodeList(setting.name, words) if len(words) == 1 else None
    hint = f"可以填的：{'、'.join(words)}。{setting.note}" if words else ""
    return Column(setting.field, setting.name, codes=choice, hint=hint)
