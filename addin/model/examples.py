"""Forms of made-up people, for the examples of the rules and for tests.

The faultless person is put together from parts and a computed check character, so that no
identity number stands in the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from addin.forms import annex1, codes
from addin.model.rows import Cell, Form, HeaderField, Layout, Person, Row
from addin.values.identity import complete

FIRST_ROW = 6
REGION = "320705"  # withdrawn in 2014 and still on real cards: must pass
HEADER = {
    annex1.UNIT: "虚构市档案局",
    annex1.FILLED_ON: "2015年5月20日",
    annex1.FILLER: "钱一",
    annex1.PHONE: "0518-00000000",
    annex1.REVIEWER: "孙二",
}
LAYOUT = Layout(
    annex1.SHEET,
    {key: index for index, key in enumerate(annex1.TABLE.keys())},
    {column.key: column.title for column in annex1.TABLE.columns},
)


@dataclass(frozen=True)
class Example:
    """A form small enough to read: its people and blanks as differences from a faultless form.

    ``people`` holds one mapping per person (column key → value), ``header`` labels → value,
    ``hidden`` the hidden people counted from 0. ``addin.model.examples`` builds the form.
    """

    people: tuple[Mapping[str, Any], ...] = ({},)
    header: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()


def example(
    *people: Mapping[str, Any],
    header: Mapping[str, str] | None = None,
    hidden: tuple[int, ...] = (),
) -> Example:
    """Return an :class:`Example`; without people it is the faultless form itself."""
    return Example(people or ({},), header or {}, hidden)


def made_up_id(sequence: int, birth: str = "19700101", region: str = REGION) -> str:
    """Return a made-up number that checks: ``sequence`` is 1..999, odd for men."""
    return complete(f"{region}{birth}{sequence:03d}")


def faultless(index: int = 0) -> dict[str, Any]:
    """Return the values of a made-up person without any fault; each ``index`` is another person."""
    birth = f"19{70 + index % 20}0101"
    return {
        "serial": index + 1,
        "surname": "赵",
        "given_name": "虚构",
        "sex": "男",
        "id_number": made_up_id(2 * index % 998 + 1, birth),
        "birth": birth,
        "post": "虚构市档案局科长（正科级）",
        "residence": "江苏连云港海州区",
        "category": codes.CITY_MIDDLE,
        "authority": "虚构市委组织部",
        "holds": "是",
        "documents": f"E{10000000 + index}",
        "custody": "是",
        "status": "已备案",
    }


def person_from(values: Mapping[str, Any], number: int) -> Person:
    """Return the person whose values stand in row ``number`` of the official form."""
    return Person(Row(LAYOUT, number, [values.get(key) for key in annex1.TABLE.keys()]))


def build(case: Example) -> Form:
    """Return the form that an example describes."""
    people = [
        person_from(faultless(index) | dict(differences), FIRST_ROW + index)
        for index, differences in enumerate(case.people)
    ]
    header = {
        label: HeaderField(Cell(annex1.SHEET, 4, 1, label, value or None), value)
        for label, value in (HEADER | dict(case.header)).items()
    }
    hidden = frozenset(FIRST_ROW + index for index in case.hidden)
    return Form(annex1.SHEET, people, header, hidden)
