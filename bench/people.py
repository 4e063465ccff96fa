"""Made-up people for a county, as many as wanted: one row in fifty has a fault."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from addin.forms import annex1, codes
from addin.model.examples import made_up_id
from addin.samples.people import REGION, RESIDENCE

ONE_IN = 50

_SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方"
_GIVEN = "松柏桐榆槐柳枫桦杉竹文武明亮山川江河春夏"
_POSTS = (
    ("副局长（副处级）", codes.COUNTY_UP),
    ("四级调研员", codes.COUNTY_UP),
    ("科长（正科级）", codes.CITY_MIDDLE),
    ("办公室主任（副科级）", codes.CITY_MIDDLE),
    ("党委委员（副科级）", codes.TOWNSHIP),
    ("总经理", codes.ENTERPRISE),
    ("机要员", codes.SENSITIVE),
)
_FAULTS: tuple[Mapping[str, Any], ...] = (
    {"residence": None},
    {"sex": "男性"},
    {"birth": "1970.1.1"},
    {"status": "未备案"},
    {"documents": "E1234567O"},
    {"given_name": "晓？"},
    {"id_number": "32079919700101"},
)


def people(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the values of ``count`` people by column key, the same for the same seed."""
    dice = random.Random(seed)
    for number in range(count):
        post, category = _POSTS[number * len(_POSTS) // count]  # 注1: the highest first
        person = _person(number, post, category, dice)
        yield person | dice.choice(_FAULTS) if number % ONE_IN == ONE_IN - 1 else person


def rows(count: int, seed: int = 1) -> list[list[Any]]:
    """Return the people as rows of the official 14 columns."""
    return [[person[key] for key in annex1.TABLE.keys()] for person in people(count, seed)]


def _person(number: int, post: str, category: str, dice: random.Random) -> dict[str, Any]:
    birth = f"{1950 + dice.randrange(45)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
    sequence = dice.randrange(1, 1000)
    holds = dice.random() < 0.5
    return {
        "serial": number + 1,
        "surname": dice.choice(_SURNAMES),
        "given_name": dice.choice(_GIVEN) + dice.choice(_GIVEN),
        "sex": "女男"[sequence % 2],
        "id_number": made_up_id(sequence, birth, REGION),
        "birth": birth,
        "post": f"虚构市第{dice.randrange(400)}局{post}",
        "residence": RESIDENCE,
        "category": category,
        "authority": "虚构市委组织部",
        "holds": "是" if holds else "否",
        "documents": f"E{10000000 + number}" if holds else annex1.NONE,
        "custody": "是" if holds else "否",
        "status": codes.REGISTRATION.values[0],
    }
