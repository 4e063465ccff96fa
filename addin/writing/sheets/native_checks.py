"""Checks of 附件1 as conditional formats, which work where macros are switched off.

They mark only what a rule of 校验 marks too, and skip doubtful cases. None compares identity
numbers with COUNTIF, which compares 15 digits only.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import annex1
from addin.model.severity import COLOURS, Severity

_LETTER = {key: get_column_letter(at) for at, key in enumerate(annex1.TABLE.keys(), start=1)}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # ISO 7064 MOD 11-2
_CHECK_CHARACTERS = "10X98765432"
_PADDING = (" ", "\u00a0", "'", "’")  # with these in between, the rest is left to 校验
_LONGEST_NONE = 4  # “没有办理”: what is longer beside 持有“否” must be a number


def native_checks(row: int) -> Iterator[tuple[str, str, Severity]]:
    """Yield (column key, formula for ``row``, severity) of each check; blank cells pass.

    Of the checks on one column errors come first: a cell takes the colour of the first one.
    """
    cell = {key: f"${letter}{row}" for key, letter in _LETTER.items()}
    number, sex, birth = cell["id_number"], cell["sex"], cell["birth"]
    holds, custody = cell["holds"], f"TRIM({cell['custody']})"
    documents = f"TRIM({cell['documents']})"
    yield "id_number", f'AND({number}<>"",{_is_unsound(number)})', Severity.ERROR
    # An even digit is a woman's: there, 男 is the wrong answer.
    wrong_sex = f'MID("男女",MOD(MID(ASC({number}),17,1),2)+1,1)'
    yield "sex", f"AND(LEN({number})=18,IFERROR({sex}={wrong_sex},FALSE))", Severity.ERROR
    yield "birth", f'AND({birth}<>"",{_is_no_day(f"TRIM(ASC({birth}))")})', Severity.ERROR
    born = f"MID(ASC({number}),7,8)"
    mismatch = f'AND({birth}<>"",LEN({number})=18,TRIM(ASC({birth}))<>{born})'
    yield "birth", mismatch, Severity.WARNING
    missing = f'AND({holds}="是",OR({documents}="",{documents}="{annex1.NONE}"))'
    surplus = f'AND({holds}="否",OR({documents}="",LEN({documents})>{_LONGEST_NONE}))'
    yield "documents", f"OR({missing},{surplus})", Severity.ERROR
    yield "custody", f'AND({holds}="是",OR({custody}="",{custody}="否"))', Severity.ERROR


def add_native_checks(sheet: Worksheet, first_row: int, last_row: int) -> None:
    """Add the checks to the rows of data."""
    for key, formula, severity in native_checks(first_row):
        area = f"{_LETTER[key]}{first_row}:{_LETTER[key]}{last_row}"
        look = DifferentialStyle(fill=PatternFill(bgColor=COLOURS[severity]))
        sheet.conditional_formatting.add(area, Rule("expression", dxf=look, formula=[formula]))


def _is_no_day(text: str) -> str:
    month, day = f"VALUE(MID({text},5,2))", f"VALUE(RIGHT({text},2))"
    found = f"DATE(LEFT({text},4),{month},{day})"
    is_day = f"AND(LEN({text})=8,MONTH({found})={month},DAY({found})={day})"
    return f"NOT(IFERROR({is_day},FALSE))"


def _is_unsound(number: str) -> str:
    half_width = f"ASC({number})"
    weighted = "+".join(f"MID({half_width},{at},1)*{w}" for at, w in enumerate(_WEIGHTS, start=1))
    check = f'MID("{_CHECK_CHARACTERS}",MOD({weighted},11)+1,1)'
    bare = half_width
    for char in _PADDING:
        bare = f'SUBSTITUTE({bare},"{char}","")'
    # A letter among the digits makes the sum an error: the number is wrong then too.
    wrong_check = f"IFERROR(UPPER(RIGHT({half_width}))<>{check},TRUE)"
    return f"IF(ISNUMBER({number}),TRUE,IF(LEN({number})=18,{wrong_check},LEN({bare})<>18))"
