"""Formulas as a cell in Excel calls them: through xlwings' DLL and its COM server, for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin import __version__, declare, udfs
from addin.build.vba import MODULE
from doors.windows.forms import form
from doors.windows.harness import Excel, windows

AREAS = {
    "违规类型": ("附件1!A6:N9", "公安证件查询!A1:H2"),
    "未判类型": ("附件1!A6:N9", "公安证件查询!A1:H2"),
    "校验结果": ("附件1!A6:N9",),
    "身份证校验": ("附件1!B6:E9",),
    "身份证性别": ("附件1!E6:E9",),
    "身份证出生日期": ("附件1!E6:E6",),
    "证件种类": ("附件1!L6:L9",),
    "交存期限": ("公安证件查询!E2:F2",),
    "人员类型建议": ("附件1!G6:G9",),
    "加载项自检": (),
}
JUNK = {
    "a text": "乱写𠮷",
    "a number": -1e308,
    "a truth": True,
    "nothing": None,
    "left out": {"missing": True},
    "#N/A": {"error": -2146826246},
    "rows of all kinds": [[None, "", 1.5], [True, "𠮷" * 40_000, -0.0]],
    "blank cells": {"range": "附件1!P100:AC102"},
    "the whole sheet": {"range": "附件1!A1:N20"},
}
each_formula = pytest.mark.parametrize("formula", declare.FORMULAS, ids=lambda f: f.name)


@pytest.fixture(scope="module")
def workbook(excel: Excel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form that is open in Excel."""
    path = form(tmp_path_factory.mktemp("公 & 式"), 10)
    excel.ask(do="open", path=windows(path))
    return path


def call(excel: Excel, name: str, *arguments: Any) -> Any:
    return excel.ask(do="formula", module=MODULE, name=name, arguments=arguments)


def texts(answer: Any) -> Iterator[Any]:
    """The texts in an answer of any shape."""
    if isinstance(answer, list):
        for part in answer:
            yield from texts(part)
    else:
        yield answer


def values(workbook: Path, area: str) -> list[list[Any]]:
    sheet, _, address = area.partition("!")
    cells = openpyxl.load_workbook(workbook)[sheet][address]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [[cell.value for cell in row] for row in rows]


@each_formula
def test_a_formula_answers_in_excel_as_anywhere(
    excel: Excel, workbook: Path, formula: declare.Formula
) -> None:
    """Its Chinese intact, whatever the code page."""
    areas = AREAS[formula.name]
    expected = getattr(udfs, formula.name)(*(values(workbook, area) for area in areas))

    answer = call(excel, formula.name, *({"range": area} for area in areas))["answer"]

    if formula.name == "加载项自检":
        assert answer.startswith(f"正常：{declare.TITLE} {__version__}")
    else:
        assert list(texts(answer)) == list(texts(expected))
        assert any(texts(answer))


def test_characters_beyond_every_code_page_come_back(excel: Excel, workbook: Path) -> None:
    assert "“𠮷日”不是日期" in call(excel, "交存期限", "𠮷日")["answer"]


@each_formula
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_no_exception_crosses_to_the_cell(
    excel: Excel, workbook: Path, formula: declare.Formula, junk: Any
) -> None:
    result = call(excel, formula.name, *([junk] * len(formula.arguments)))

    assert "error" not in result
    for text in texts(result["answer"]):
        assert isinstance(text, str)
        assert udfs.FAILED not in text
        assert "Error" not in text


def test_what_fails_inside_python_ends_in_words(excel: Excel, workbook: Path) -> None:
    """An argument less than the function takes stands for every mistake of our own."""
    assert call(excel, "身份证校验")["answer"] == udfs.FAILED


def test_a_block_costs_as_many_calls_as_a_row(excel: Excel, workbook: Path) -> None:
    row, block = (
        call(excel, "校验结果", {"range": f"附件1!A6:N{last}"})["calls"] for last in (6, 15)
    )

    assert block == row
    assert block["Range.Value"] == 1
