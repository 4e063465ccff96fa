"""Tests of the formulas: one row, a block, blanks, wrong arguments, calls as from Excel."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import __version__, declare, udfs
from addin.forms import annex1, ledgers
from addin.model.examples import faultless, made_up_id
from support.formula_server import MISSING, formula_server

HEADINGS = list(ledgers.POLICE_DOCUMENTS.titles())
FORMULAS = [formula.name for formula in declare.FORMULAS]
BLANK: list[Any] = [""] * len(annex1.TABLE.columns)


def row(index: int = 0, **differences: Any) -> list[Any]:
    """A row of 附件1: a faultless person with differences."""
    values = faultless(index) | differences
    return [values[key] for key in annex1.TABLE.keys()]


def call(name: str, *arguments: Any) -> Any:
    return getattr(udfs, name)(*arguments)


# --- 违规类型 ----------------------------------------------------------------------------------


def test_a_faultless_row_falls_under_no_category() -> None:
    assert call("违规类型", row()) == ""


@pytest.mark.parametrize(
    ("differences", "categories"),
    [
        ({"custody": "否"}, "违规持有因私出国（境）证件"),
        ({"status": "未备案"}, "应备未备"),
        ({"custody": "否", "status": "未备案"}, "违规持有因私出国（境）证件；应备未备"),
    ],
)
def test_the_row_alone_shows_two_categories(differences: dict[str, str], categories: str) -> None:
    assert call("违规类型", row(**differences)) == categories


def test_a_block_of_rows_gives_a_column_and_blank_rows_give_blank() -> None:
    answer = call("违规类型", [row(0), BLANK, row(1, custody="否")])

    assert answer == [[""], [""], ["违规持有因私出国（境）证件"]]


def test_a_persons_further_documents_do_not_repeat_the_answer() -> None:
    further = [None] * 14
    further[11], further[12] = "C12345678", "否"

    assert call("违规类型", [row(), further]) == [["违规持有因私出国（境）证件"], [""]]


def test_a_ledger_with_its_headings_is_held_against_the_row() -> None:
    hidden = ["赵虚构", made_up_id(1), "护照", "E99999999", 40000.0, 60000.0, "虚构", "有效"]

    assert "瞒报持有" in call("违规类型", row(), [HEADINGS, hidden])
    assert call("违规类型", row(), [HEADINGS, [*hidden[:3], "E10000000", *hidden[4:]]]) == ""


def test_a_ledger_without_headings_is_refused_by_its_name() -> None:
    answer = call("违规类型", row(), None, [["赵虚构", made_up_id(1)]])

    assert "公安出入境记录" in answer
    assert "表头" in answer


@pytest.mark.parametrize("name", ["违规类型", "校验结果"])
def test_anything_but_whole_rows_is_refused_with_what_to_select(name: str) -> None:
    for wrong in (made_up_id(1), row()[:13], [[*row(), "x"]]):
        answer = call(name, wrong)
        assert "A 列至 N 列共 14 格" in answer


# --- 校验结果 ----------------------------------------------------------------------------------


def test_the_row_is_checked_like_the_form() -> None:
    answer = call("校验结果", [row(sex="女"), row()])

    assert answer[0][0].startswith("错误 性别：")
    assert answer[1] == [""]


def test_rules_that_need_the_neighbours_find_nothing() -> None:
    assert call("校验结果", row(serial=7.0)) == ""


# --- one cell ----------------------------------------------------------------------------------


def test_a_sound_number_gives_no_fault_its_sex_and_its_birth_date() -> None:
    number = made_up_id(1)

    assert call("身份证校验", number) == ""
    assert call("身份证性别", number) == "男"
    assert call("身份证性别", made_up_id(2)) == "女"
    assert call("身份证出生日期", number) == "19700101"


@pytest.mark.parametrize("name", ["身份证校验", "身份证性别", "身份证出生日期"])
def test_an_invalid_number_gives_what_is_wrong(name: str) -> None:
    assert "校验码" in call(name, wrong_last(made_up_id(1)))
    assert "17 位" in call(name, made_up_id(1)[:17])
    assert "以数值存放" in call(name, 320705197001010000.0)


def wrong_last(number: str) -> str:
    return number[:17] + ("1" if number[-1] != "1" else "2")


def test_cells_keep_their_places_in_a_block() -> None:
    answer = call("身份证性别", [[made_up_id(1), None], ["", made_up_id(2)]])

    assert answer == [["男", ""], ["", "女"]]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("E12345678", "护照"),
        ("C12345678、L12345678", "往来港澳通行证、往来台湾通行证"),
        ("SE1234567", "公务护照（不是因私证件）"),
        ("无", "无"),
        ("E1234567O", "认不出，最像护照 E12345670，请对照证件核对"),
    ],
)
def test_kinds_of_documents(number: str, kind: str) -> None:
    assert call("证件种类", number) == kind


@pytest.mark.parametrize("back", ["2015-05-31", "2015年5月31日", 42155.0])
def test_the_last_day_to_hand_a_document_back(back: Any) -> None:
    assert call("交存期限", back) == "2015-06-10"
    assert call("交存期限", back, "因公") == "2015-06-15"


def test_an_invalid_date_or_purpose_gives_a_sentence() -> None:
    assert "不是日期" in call("交存期限", "下月")
    assert "因私" in call("交存期限", "2015-05-31", "私人")
    assert call("交存期限", [["2015-05-31"], ["下月"], [""]])[2] == [""]


def test_a_post_suggests_a_category() -> None:
    assert call("人员类型建议", "虚构市档案局副局长（副处级）") == "县处级以上在职干部"
    assert call("人员类型建议", "志愿者") == ""


def test_the_self_test_names_the_version() -> None:
    assert call("加载项自检").startswith("正常")
    assert __version__ in call("加载项自检")


# --- laws --------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(),
    st.text(max_size=300),
    st.datetimes(),
)


def rectangles(width: int) -> st.SearchStrategy[list[list[Any]]]:
    return st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=4)


BLOCKS = st.one_of(VALUES, rectangles(14), st.integers(1, 15).flatmap(rectangles))


@pytest.mark.parametrize("formula", declare.FORMULAS, ids=FORMULAS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_no_argument_makes_a_formula_raise(formula: declare.Formula, data: st.DataObject) -> None:
    arguments = [data.draw(BLOCKS) for _ in formula.arguments]

    answer = call(formula.name, *arguments)

    texts = [answer] if isinstance(answer, str) else [text for line in answer for text in line]
    assert all(isinstance(text, str) and text != udfs.FAILED for text in texts)


@pytest.mark.parametrize("formula", declare.FORMULAS, ids=FORMULAS)
def test_what_goes_wrong_inside_is_said_in_words(
    formula: declare.Formula, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("internal")

    for name in ("_block", "_shaped", "_number_faults", "made_up_id"):
        monkeypatch.setattr(udfs, name, broken)

    answer = call(formula.name, *(["x"] * len(formula.arguments)))

    assert answer == udfs.FAILED
    assert len(answer) <= udfs.LONGEST


def test_a_refusal_fits_into_a_cell() -> None:
    assert len(call("交存期限", "长" * 1000)) <= udfs.LONGEST


@pytest.mark.parametrize("formula", declare.FORMULAS, ids=FORMULAS)
def test_the_function_takes_what_is_declared(formula: declare.Formula) -> None:
    parameters = inspect.signature(getattr(udfs, formula.name)).parameters.values()

    assert [p.name for p in parameters] == [a.name for a in formula.arguments]
    assert [p.default is None for p in parameters] == [a.optional for a in formula.arguments]


# --- as the formula server sees them -----------------------------------------------------------


def test_importing_the_formulas_loads_nothing_slow_and_needs_no_xlwings() -> None:
    code = (
        "import sys; sys.modules['xlwings'] = None\n"
        "import addin.udfs\n"
        "slow = {'pandas', 'numpy', 'openpyxl', 'lxml', 'python_calamine', 'typer', 'rich'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"


def test_xlwings_knows_every_formula_as_pure_and_under_our_category() -> None:
    with formula_server() as (_, module):
        known = {name: f.__xlfunc__ for name, f in vars(module).items() if hasattr(f, "__xlfunc__")}

    assert set(known) == set(FORMULAS)
    for info in known.values():
        assert info["category"] == declare.TITLE
        assert not info["volatile"]
        assert not info["sub"]


def test_excel_calls_a_formula_with_optional_arguments_left_out() -> None:
    with formula_server() as (server, _):
        answer = server.call_udf("addin.udfs", "违规类型", (row(custody="否"), *[MISSING] * 5))
        column = server.call_udf("addin.udfs", "违规类型", ([row(), row()], *[MISSING] * 5))

    assert answer == [["违规持有因私出国（境）证件"]]
    assert column == [[""], [""]]


def test_excel_gets_a_column_back_for_a_column() -> None:
    """Left to itself, xlwings hands a column over like a row."""
    with formula_server() as (server, _):
        answer = server.call_udf("addin.udfs", "身份证性别", ([[made_up_id(1)], [made_up_id(2)]],))

    assert answer == [["男"], ["女"]]
