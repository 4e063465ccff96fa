"""参数: the dates and numbers of days for 核查 and 预警, and the approving bodies.

Source: 规格 §1.3; 连委组通〔2015〕23号 二、三; 2004年通知 三（一）（三）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from addin.forms import codes, ledgers
from addin.forms.text import squeeze, whole, wording
from addin.model.rows import Row
from addin.values import dates

_KEYWORD_BREAKS = re.compile(r"[、，,;；/／|\s]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the 参数 sheet: the field it sets, its name, its default and what it means.

    ``default`` is a date, a number of days, '' for words, or None where blank means "today".
    ``words`` are those that may be filled in.
    """

    field: str
    name: str
    default: date | int | str | None
    note: str
    words: tuple[str, ...] = ()


# The sheets that can be truly empty.
RECORDS = tuple(
    table.name for table in ledgers.LEDGERS if table not in (ledgers.QUERY_LOG, ledgers.PARAMETERS)
)
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
    Setting("new_document_days", "新领证件交存天数", 10,
            "证件签发、人员备案以后多少天以内交存。通知未写明，本项目约定为 10。"),
    Setting("asked_about_everybody", "公安查询范围", "",
            f"填“{codes.EVERYBODY}”：公安三张表里没有的人就是查无；空着只算有答复的人"
            "（表里有记录，或“公安查询登记”里有）。本项目约定。", (codes.EVERYBODY,)),
    Setting("without_records", "确无记录的底稿", "",
            "真的没有记录的空表的表名，用“、”分隔；空着的表没有列在这里的，算没有提供。本项目约定。",
            RECORDS),
    Setting("quarterly_after", "季度汇报起算天数", 90,
            "在国（境）外满多少天起每季度汇报。通知未写明，本项目约定为 90。"),
)  # fmt: skip


_DEFAULTS: dict[str, Any] = {
    setting.field: setting.default for setting in SETTINGS if not setting.words
}


@dataclass(frozen=True)
class Parameters:
    """The parameters of 核查 and 预警.

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
    new_document_days: int = _DEFAULTS["new_document_days"]
    quarterly_after: int = _DEFAULTS["quarterly_after"]
    asked_about_everybody: bool = False
    without_records: frozenset[str] = frozenset()
    authorities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def may_approve(self, category: str, authority: str) -> bool | None:
        """Return whether the body may approve for this kind of person; None without an entry."""
        words = self.authorities.get(_category_key(category))
        if not words:
            return None
        name = squeeze(authority)
        return any(word in name for word in words)


def read(
    rows: Sequence[Row], authorities: Sequence[Row], today: date
) -> tuple[Parameters, tuple[str, ...]]:
    """Return the parameters of the 参数 sheet and its 审批权限 table, and what was wrong.

    A value that cannot be understood is replaced by its default, and a note says so.
    """
    notes: list[str] = []
    known = {squeeze(setting.name): setting for setting in SETTINGS}
    values: dict[str, Any] = {}
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
    return replace(base, **values), tuple(notes)


def shown_default(setting: Setting) -> str:
    """Return the default as it stands in the 值 column: ``2013-01-01``, ``10``, or blank."""
    return "" if setting.default is None else str(setting.default)


def _value(setting: Setting, row: Row) -> Any:
    if setting.words:
        return _words(setting, row.text("value"))
    if isinstance(setting.default, int):
        return _days(row.text("value"))
    return dates.day(row["value"])


def _words(setting: Setting, text: str) -> bool | frozenset[str] | None:
    """Return what is named; None where nothing is, or something that may not stand there."""
    named = [squeeze(word) for word in _KEYWORD_BREAKS.split(text) if word]
    if not named or not set(named) <= set(setting.words):
        return None
    return True if setting.field == "asked_about_everybody" else frozenset(named)


def _days(text: str) -> int | None:
    return whole(squeeze(text).removesuffix("天").removesuffix("日"))


def _unreadable(setting: Setting, row: Row) -> str:
    wanted = _wanted(setting)
    instead = shown_default(setting) or ("空着" if setting.words else "运行当天")
    value = row.text("value")
    return f"{row.reference}：“{setting.name}”的值“{value}”应为{wanted}，已按默认值{instead}处理。"


def _wanted(setting: Setting) -> str:
    if len(setting.words) == 1:
        return f"“{setting.words[0]}”或空着"
    if setting.words:
        return "底稿的表名，用“、”分隔"
    return "非负整数（天数）" if isinstance(setting.default, int) else "日期，如 2015-05-31"


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
