"""Generate made-up people; the same number gives the same person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from addin.forms import annex1, codes, ledgers
from addin.model.examples import made_up_id

Values = Mapping[str, Any]

REGION = "320799"  # no county has this code, so that no number can belong to a real person
RESIDENCE = "江苏虚构市城中区"
_SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方"
_GIVEN = "松柏桐榆槐柳枫桦杉竹"

# The seven kinds of people: type, post, authority.
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "离退": (codes.BUREAU_RETIRED, "原巡视员（正厅级，退休）", "虚构市委组织部"),
    "处级": (codes.COUNTY_UP, "副局长（副处级）", "虚构市委组织部"),
    "中层": (codes.CITY_MIDDLE, "科长（正科级）", "{unit}"),
    "乡科": (codes.TOWNSHIP, "镇党委委员（副科级）", "{county}委组织部"),
    "企业": (codes.ENTERPRISE, "总经理", "{unit}"),
    "涉密": (codes.SENSITIVE, "机要员", "{unit}"),
    "裸官": (codes.NAKED_KIN, "退休职工（领导干部配偶）", "{unit}"),
}


def person(number: int, kind: str, unit: str, **differences: Any) -> dict[str, Any]:
    """Return the values of person ``number`` (from 1), of one of the seven kinds, in a unit.

    Every second person holds a passport that is in custody. ``differences`` replace values.
    """
    category, post, authority = _KINDS[kind]
    birth = f"{1950 + number % 35}{1 + number % 12:02d}{1 + number % 28:02d}"
    holds = number % 2 == 0
    values = {
        "surname": _SURNAMES[number % len(_SURNAMES)],
        "given_name": "虚" + _GIVEN[number % len(_GIVEN)],
        "sex": "女" if number % 3 == 0 else "男",
        "id_number": made_up_id(2 * number + (number % 3 != 0), birth, REGION),
        "birth": birth,
        "post": f"{unit}{post}",
        "residence": RESIDENCE,
        "category": category,
        "authority": authority.format(unit=unit, county=unit[:3]),
        "holds": "是" if holds else "否",
        "documents": passport(number) if holds else annex1.NONE,
        "custody": "是" if holds else "",
        "status": codes.ON_FILE,
    }
    return values | differences


def people(first: int, kinds: str, unit: str, **others: Values) -> tuple[dict[str, Any], ...]:
    """Return people of these kinds, numbered from ``first``; ``p3`` has the third's differences."""
    return tuple(
        person(first + at, kind, unit, **others.get(f"p{at + 1}", {}))
        for at, kind in enumerate(kinds.split())
    )


def passport(number: int) -> str:
    """Return a made-up passport number."""
    return f"E{number:08d}"


def who(values: Values) -> dict[str, Any]:
    """Return name and number of a person as ledger columns."""
    return {
        "name": f"{values['surname']}{values['given_name']}",
        "id_number": values["id_number"],
    }


def numbered(rows: Sequence[Values]) -> list[dict[str, Any]]:
    """Return the people with 序号 from 1."""
    return [{"serial": number, **row} for number, row in enumerate(rows, 1)]


def asked(
    people: Iterable[Values], rows: Mapping[str, Sequence[Mapping[str, Any]]], day: str
) -> list[dict[str, Any]]:
    """Return lines of 公安查询登记 with an answer about every person on one day."""
    found = {name: {row["id_number"] for row in rows.get(name, ())} for name in ledgers.ASKED}
    return [
        {
            **who(person),
            "content": content,
            "result": (
                codes.SOME_RECORD if person["id_number"] in found[name] else codes.NO_RECORD
            ),
            "answered": day,
            "source": "公安查询结果（示例）",
        }
        for person in people
        for name, content in ledgers.ASKED.items()
    ]
