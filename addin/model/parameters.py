"""参数: the dates and numbers of days that 核查 and 预警 go by, and who may approve for whom.

Source: 规格 §1.3; 连委组通〔2015〕23号 二、三; 2004年通知 三（一）（三）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from addin.forms import codes
from addin.forms.text import squeeze, whole, wording
from addin.model.rows import Row
from addin.values import dates

_KEYWORD_BREAKS = re.compile(r"[、，,;；/／|\s]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the 参数 sheet: the field it sets, its name, its default and what it means.

    ``default`` is a date, a number of days, or None where blank means "today".
    """

    field: str
    name: str
    default: date | int | None
    note: str


SETTINGS = (
    Setting("start", "核查起始日", date(2013, 1, 1),
            "只核查这一天（含）以后签发的证件和出境的行程（连委组通〔2015〕23号 三）。"),
    Setting("custody_deadline", "集中保管截止日", date(2015, 5, 31),
            "因私证件应在这一天（含）以前交由组织集中保管（连委组通〔2015〕23号 二）。"),
    Setting("private_days", "因私证件交存天数", 10,
            "回国（境）后多少天以内交回因私证件，当天算在内（2004年通知 三（三））。"),
    Setting("official_days", "因公证件交存天数", 15,
            "回国（境）后多少天以内交回因公证件，当天算在内（2004年通知 三（一））。"),
    Setting("tolerance", "行程容差天数", 0,
            "实际出境早于、返回晚于批准日期多少天以内不算变更行程。通知未写明，本项目约定为 0。"),
    Setting("expiry_days", "证件到期提醒天数", 180,
            "证件到期前多少天开始提醒。通知未写明，本项目约定为 180。"),
    Setting("as_of", "检查基准日", None, "以哪一天的情况为准；不填就是运行当天。"),
)  # fmt: skip


_DEFAULTS: dict[str, Any] = {setting.field: setting.default for setting in SETTINGS}


@dataclass(frozen=True)
class Parameters:
    """What 核查 and 预警 go by.

    ``authorities`` gives for a kind of person (as ``forms.text.wording`` compares it) the words
    one of which the approving body's name must contain.
    """

    as_of: date
    start: date = _DEFAULTS["start"]
    custody_deadline: date = _DEFAULTS["custody_deadline"]
    private_days: int = _DEFAULTS["private_days"]
    official_days: int = _DEFAULTS["official_days"]
    tolerance: int = _DEFAULTS["tolerance"]
    expiry_days: int = _DEFAULTS["expiry_days"]
    authorities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def may_approve(self, category: str, authority: str) -> bool | None:
        """Whether the body may approve for this kind of person; None when the table is silent."""
        words = self.authorities.get(_category_key(category))
        if not words:
            return None
        name = squeeze(authority)
        return any(word in name for word in words)


def read(
    rows: Sequence[Row], authorities: Sequence[Row], today: date
) -> tuple[Parameters, tuple[str, ...]]:
    """Read the 参数 sheet and its 审批权限 table; returns parameters and what was wrong.

    A value that cannot be understood is replaced by its default, and a note says so.
    """
    notes: list[str] = []
    known = {squeeze(setting.name): setting for setting in SETTINGS}
    values: dict[str, date | int] = {}
    for row in rows:
        name = squeeze(row.text("name"))
        setting = known.get(name)
        if setting is None:
            if name:
                notes.append(f"{row.reference}：不认识的参数“{name}”，未采用。")
        elif setting.field in values:
            notes.append(f"{row.reference}：参数“{name}”重复，采用前一个值。")
        elif (value := _value(setting, row)) is not None:
            values[setting.field] = value
        elif row.text("value"):
            notes.append(_unreadable(setting, row))
    base = Parameters(today, authorities=_authorities(authorities))
    return replace(base, **values), tuple(notes)  # type: ignore[arg-type]


def shown_default(setting: Setting) -> str:
    """Return the default as it stands in the 值 column: ``2013-01-01``, ``10``, or blank."""
    return "" if setting.default is None else str(setting.default)


def _value(setting: Setting, row: Row) -> date | int | None:
    if isinstance(setting.default, int):
        return _days(row.text("value"))
    return dates.day(row["value"])


def _days(text: str) -> int | None:
    return whole(squeeze(text).removesuffix("天").removesuffix("日"))


def _unreadable(setting: Setting, row: Row) -> str:
    wanted = "非负整数（天数）" if isinstance(setting.default, int) else "日期，如 2015-05-31"
    instead = shown_default(setting) or "运行当天"
    value = row.text("value")
    return f"{row.reference}：“{setting.name}”的值“{value}”应为{wanted}，已按默认值{instead}处理。"


def _authorities(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in rows:
        words = tuple(squeeze(word) for word in _KEYWORD_BREAKS.split(row.text("authority")))
        category = _category_key(row.text("category"))
        if category:
            table[category] = table.get(category, ()) + tuple(word for word in words if word)
    return {category: words for category, words in table.items() if words}


def _category_key(category: str) -> str:
    return wording(codes.CATEGORY.meant(category) or category)
