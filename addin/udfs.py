"""The formulas staff type into cells; each is the function of the same name.

``addin.declare.FORMULAS`` says what they are called, what they take and what the function wizard
tells about them. A block of cells gives a block of answers in one call; a single cell or row gives
one text. No exception ever crosses to the cell: xlwings would show it cut and garbled.

Imports neither xlwings, pandas nor openpyxl, because what is imported here is waited for at the
first formula of every Excel session.
"""

from __future__ import annotations

import functools
import logging
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from addin import __version__, declare
from addin.forms import annex1, codes, ledgers
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.rules import check
from addin.model.examples import made_up_id, person_from
from addin.model.parameters import Parameters
from addin.model.parameters import read as read_parameters
from addin.model.rows import Form, Person, Row, shown
from addin.reading.annex1 import read_annex1
from addin.reading.grid import Grid
from addin.reading.tables import read_table
from addin.values import dates, documents, identity, posts
from addin.values.dates import Value

Given = Any  # a cell's value, or rows of values: what the host hands over
Answer = str | list[list[str]]
Block = list[list[Value]]

LONGEST = 255  # characters of a sentence that Excel shows wherever a formula may stand
FAILED = "没有算出结果，请核对选区；选区无误的，请按功能区“自检”查看加载项是否正常。"

_LEDGERS = (
    ledgers.POLICE_DOCUMENTS,
    ledgers.POLICE_CROSSINGS,
    ledgers.APPROVALS,
    ledgers.REPORTS,
    ledgers.CUSTODY_LOG,
    ledgers.QUERY_LOG,
)
_WIDTH = len(annex1.TABLE.columns)
_FIRST = 2  # the row number that the first of the given rows has under the headings put above it
_NEEDS_NEIGHBOURS = ("serial",)  # rules that mean nothing for a row taken alone

_log = logging.getLogger(__name__)


class BadArgument(Exception):
    """An argument that cannot be judged; the message tells the user what to give instead."""


def _formula(work: Callable[..., Answer]) -> Callable[..., Answer]:
    """Make a function a formula: nothing it raises reaches the cell, and xlwings knows it."""

    @functools.wraps(work)
    def answer(*arguments: Given) -> Answer:
        try:
            return work(*arguments)
        except BadArgument as refusal:
            return str(refusal)[:LONGEST]
        except Exception:
            _log.exception("%s", work.__name__)
            return FAILED

    answer.__annotations__ = {}  # xlwings would take them for converters
    return _known_to_xlwings(answer)


def _known_to_xlwings(answer: Callable[..., Answer]) -> Callable[..., Answer]:
    """Apply xlwings' decorators where xlwings is what calls us: it is loaded before we are."""
    xlwings = sys.modules.get("xlwings")
    if xlwings is None:
        return answer
    formula = next(f for f in declare.FORMULAS if f.name == answer.__name__)
    answer.__doc__ = formula.text
    for argument in formula.arguments:
        answer = xlwings.arg(argument.name, ndim=2, doc=argument.text)(answer)
    known: Callable[..., Answer] = xlwings.func(category=declare.TITLE)(answer)
    return known


def _each_cell(judge: Callable[[Value], str], given: Given) -> Answer:
    """Judge every cell; blank cells give blank, and one refusal leaves the others alone."""
    return _shaped([[_judged(judge, value) for value in row] for row in _block(given)])


def _judged(judge: Callable[[Value], str], value: Value) -> str:
    try:
        return "" if _is_blank(value) else judge(value)
    except BadArgument as refusal:
        return str(refusal)[:LONGEST]


def _each_person(judge: Callable[[Sequence[Person]], Iterable[str]], given: Given) -> Answer:
    """Judge the people in the rows; blank rows and a person's further rows give blank."""
    rows = _block(given)
    width = max(map(len, rows))
    if width != _WIDTH:
        raise BadArgument(f"请选附件1的整行：A 列至 N 列共 {_WIDTH} 格，现在选了 {width} 格。")
    form = read_annex1(Grid(annex1.SHEET, [list(annex1.TABLE.titles()), *rows]))
    texts = [[""] for _ in rows]
    for person, text in zip(form.people, judge(form.people), strict=True):
        texts[person.row.number - _FIRST] = [text]
    return _shaped(texts)


def _block(given: Given) -> Block:
    """Return what a host hands over (cell, row, or rows; "" for empty) as rows of values."""
    if not isinstance(given, (list, tuple)):
        given = [[given]]
    elif not given or not isinstance(given[0], (list, tuple)):
        given = [given]
    return [[None if value == "" else value for value in row] for row in given]


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _shaped(texts: list[list[str]]) -> Answer:
    return texts[0][0] if len(texts) == 1 and len(texts[0]) == 1 else texts


@_formula
def 违规类型(
    行: Given,
    公安证件查询: Given = None,
    公安出入境记录: Given = None,
    审批台账: Given = None,
    报告台账: Given = None,
    保管台账: Given = None,
    公安查询登记: Given = None,
    参数: Given = None,
) -> Answer:
    """Categories of 附件2 that each person's row, compared with the ledgers given, falls under."""
    given = (公安证件查询, 公安出入境记录, 审批台账, 报告台账, 保管台账, 公安查询登记)
    return _each_person(lambda people: (found for found, _ in _categories(people, given, 参数)), 行)


@_formula
def 未判类型(
    行: Given,
    公安证件查询: Given = None,
    公安出入境记录: Given = None,
    审批台账: Given = None,
    报告台账: Given = None,
    保管台账: Given = None,
    公安查询登记: Given = None,
    参数: Given = None,
) -> Answer:
    """Categories that cannot be judged of each person's row for want of data."""
    given = (公安证件查询, 公安出入境记录, 审批台账, 报告台账, 保管台账, 公安查询登记)
    return _each_person(lambda people: (lack for _, lack in _categories(people, given, 参数)), 行)


def _categories(
    people: Sequence[Person], given: Sequence[Given], settings: Given
) -> Iterator[tuple[str, str]]:
    """Yield what is found of each person, and what is not judged, joined by ；."""
    from addin.jobs.verify.rules import categories  # noqa: PLC0415 - half of what starting would take

    judged = categories(people, dict(_ledgers(given)), _settings(settings))
    return (("；".join(found), "；".join(lacking)) for found, lacking in judged)


def _settings(area: Given) -> Parameters:
    """Read 参数 with 审批权限 beside it, where it was given."""
    today = date.today()
    rows = _block(area)
    if _is_empty(rows):
        return Parameters(as_of=today)
    grid = Grid(ledgers.PARAMETERS.name, rows)
    lines, bodies = read_table(grid, ledgers.PARAMETERS), read_table(grid, ledgers.AUTHORITY)
    if lines is None and bodies is None:
        raise BadArgument("“参数”的区域里没有认出表头（名称、值……），请连同表头一行一起选。")
    given = (lines.rows if lines else (), bodies.rows if bodies else ())
    return read_parameters(*given, today)[0]


def _ledgers(given: Sequence[Given]) -> Iterator[tuple[str, list[Row]]]:
    """Read the ledgers that were given; one that is left out counts as a sheet not there."""
    for table, area in zip(_LEDGERS, given, strict=True):
        rows = _block(area)
        if _is_empty(rows):
            continue
        sheet = read_table(Grid(table.name, rows), table)
        if sheet is None:
            headings = "、".join(table.titles()[:4])
            raise BadArgument(
                f"“{table.name}”的区域里没有认出表头（{headings}……），请连同表头一行一起选。"
            )
        yield table.name, sheet.rows


def _is_empty(rows: Block) -> bool:
    return all(_is_blank(value) for row in rows for value in row)


@_formula
def 校验结果(行: Given) -> Answer:
    """Everything 校验 finds in each row that can be judged without the other rows."""
    return _each_person(lambda people: map(_all_faults, people), 行)


def _all_faults(person: Person) -> str:
    found = check(Form(annex1.SHEET, [person]))
    return "；".join(_sentence(each) for each in found if each.code not in _NEEDS_NEIGHBOURS)


def _sentence(finding: Finding) -> str:
    return f"{finding.severity.value} {finding.cell.title}：{finding.message}，{finding.fix}"


@_formula
def 身份证校验(号: Given) -> Answer:
    """What is wrong with each identity number, '' where nothing is."""
    return _each_cell(_number_faults, 号)


def _number_faults(number: Value) -> str:
    found = check(Form(annex1.SHEET, [person_from({"id_number": number}, _FIRST)]))
    own = [f for f in found if f.cell.title == "身份证号"]
    return "；".join(f"{finding.message}，{finding.fix}" for finding in own)


@_formula
def 身份证性别(号: Given) -> Answer:
    """男 or 女 by the 17th digit of each number; what is wrong with it where it is not sound."""
    return _each_cell(lambda number: identity.parse(number).sex or _number_faults(number), 号)


@_formula
def 身份证出生日期(号: Given) -> Answer:
    """Birth date in each number as 8 digits; what is wrong with it where it is not sound."""
    return _each_cell(_birth, 号)


def _birth(number: Value) -> str:
    birth = identity.parse(number).birth
    return dates.compact(birth) if birth else _number_faults(number)


@_formula
def 证件种类(号: Given) -> Answer:
    """Kind of every document mentioned in each cell."""
    return _each_cell(_kinds, 号)


def _kinds(cell: Value) -> str:
    text = shown(cell)
    if documents.is_none(text):
        return annex1.NONE
    return "、".join(_kind(mention.number) for mention in documents.mentions(text))


def _kind(number: str) -> str:
    kind = documents.kind_of(number)
    if kind:
        return kind
    official = documents.official_kind(number)
    if official:
        return f"{official}（不是因私证件）"
    likely, meant = documents.likely_meant(number)
    if meant:
        return f"认不出，最像{likely} {meant}，请对照证件核对"
    return f"认不出，最像{likely}，请对照证件核对" if likely else "认不出，请对照证件核对"


@_formula
def 交存期限(返回日期: Given, 公私: Given = None) -> Answer:
    """Last day, as ``2015-06-10``, on which the document must be back in custody."""
    days = _days_allowed(_block(公私)[0][0])
    return _each_cell(lambda back: _deadline(back, days), 返回日期)


def _days_allowed(purpose: Value) -> int:
    if _is_blank(purpose):
        return Parameters.private_days
    meant = codes.PURPOSE.meant(shown(purpose))
    if meant is None:
        raise BadArgument(f"“公私”填的是“{shown(purpose)}”，请填“因私”或“因公”，或不填（按因私）。")
    return Parameters.official_days if meant == "因公" else Parameters.private_days


def _deadline(back: Value, days: int) -> str:
    day = dates.day(back)
    if day is None:
        raise BadArgument(f"“{shown(back)}”不是日期，请写成 2015-05-31 这样的日期。")
    return str(day + timedelta(days=days))


@_formula
def 人员类型建议(职务: Given) -> Answer:
    """登记备案人员类型 that each post suggests."""
    return _each_cell(lambda post: posts.suggested_category(shown(post)), 职务)


@_formula
def 加载项自检() -> Answer:
    """Say that the formulas work, and which version answers."""
    if 身份证校验(made_up_id(1)):
        return "加载项不正常：校验规则没有给出应有的结果，请重新安装后再试。"
    return f"正常：{declare.TITLE} {__version__}，Python {platform.python_version()}"
