"""职务（职级）: the level of a post, and the 人员类型 that usually goes with it."""

from __future__ import annotations

import re
from functools import lru_cache

from addin.forms import codes
from addin.forms.text import squeeze

PROVINCE, BUREAU, COUNTY, TOWNSHIP, BELOW = "省部级", "厅局级", "县处级", "乡科级", "科级以下"

# 享受…待遇 and 相当于… name a level that the person does not hold.
_NOT_HELD = re.compile(r"享受[^，,；;、)]*?待遇|相当于[^，,；;、)]*")
_EXPLICIT = (
    (PROVINCE, re.compile(r"[正副](?:省部|省|部)级|省部级")),
    (BUREAU, re.compile(r"(?:地厅|厅局|市厅|厅)级|[正副](?:厅|局)(?:级|\))|巡视员")),
    (COUNTY, re.compile(r"(?:县处|县团|处)级|[正副](?:处|县)(?:级|\))|调研员")),
    (TOWNSHIP, re.compile(r"(?:乡科|乡镇|科)级|[正副](?:科|乡)(?:级|\))|主任科员")),
    (BELOW, re.compile(r"股级|科员|办事员")),
)
_RETIRED = re.compile(r"退休|离休|离任")
_ENTERPRISE = re.compile(
    r"董事长|总经理|总裁|法定代表人|法人代表|监事|公司.*(?:经理|董事|书记)|厂长|行长"
)
_SENSITIVE = re.compile(r"涉密|机要|保密|密码|国家安全")
_TOWN_LEADER = re.compile(
    r"(?:镇|乡|街道)(?:党委|党工委|人大|政府|办事处)?副?(?:书记|主任|主席)|[镇乡]长"
)
_COUNTY_LEADER = re.compile(r"[县区](?:委|政府|人大|政协)?副?书记|[县区]长|[县区]委常委")
_MIDDLE = re.compile(r"[科室处队股]长|(?:科|室|处|中心)副?(?:主任|负责人)")


@lru_cache(maxsize=4096)
def level(post: str) -> str:
    """Return the level that the text names (``副处级``, ``四级调研员``), else ''.

    The highest named level counts: ``科长（副处级）`` is 县处级.
    """
    held = _NOT_HELD.sub("", squeeze(post))
    return next((name for name, pattern in _EXPLICIT if pattern.search(held)), "")


def is_retired(post: str) -> bool:
    """Return whether the post says that the person has retired."""
    return bool(_RETIRED.search(post))


def suggested_category(post: str) -> str:
    """Return the 人员类型 that the post suggests, '' when it suggests none.

    A proposal for the clerk (注3); what the appointment papers say decides.
    """
    named = level(post)
    if is_retired(post):
        return codes.BUREAU_RETIRED if named in (PROVINCE, BUREAU) else ""
    if re.search(r"裸官|配偶|子女", post):
        return codes.NAKED_KIN
    if named in (PROVINCE, BUREAU, COUNTY):
        return codes.COUNTY_UP
    for pattern, category in (
        (_ENTERPRISE, codes.ENTERPRISE),
        (_SENSITIVE, codes.SENSITIVE),
        (_COUNTY_LEADER, codes.COUNTY_UP),
        (_TOWN_LEADER, codes.TOWNSHIP),
    ):
        if pattern.search(post):
            return category
    if named == TOWNSHIP and re.search(r"[县区镇乡]|街道", post):
        return codes.TOWNSHIP
    return codes.CITY_MIDDLE if named == TOWNSHIP or _MIDDLE.search(post) else ""


def contradicts(category: str, post: str) -> bool:
    """Return whether the post names a level that people of this 人员类型 cannot have."""
    named = level(post)
    if category in (codes.TOWNSHIP, codes.CITY_MIDDLE):
        return named in (PROVINCE, BUREAU, COUNTY) or is_retired(post)
    if category == codes.COUNTY_UP:
        return named in (TOWNSHIP, BELOW) or is_retired(post)
    if category == codes.BUREAU_RETIRED:
        return named in (COUNTY, TOWNSHIP, BELOW)
    return False


def filing_rank(category: str, post: str) -> int | None:
    """Return the group of 注1 a person is filed under: 0 省管干部, 1 处级干部, 2 其他干部.

    None where neither the post nor the category says it.
    """
    by_level = {PROVINCE: 0, BUREAU: 0, COUNTY: 1, TOWNSHIP: 2, BELOW: 2}
    by_category = {
        codes.BUREAU_RETIRED: 0, codes.COUNTY_UP: 1, codes.TOWNSHIP: 2, codes.CITY_MIDDLE: 2,
    }  # fmt: skip
    return by_level.get(level(post), by_category.get(category))
