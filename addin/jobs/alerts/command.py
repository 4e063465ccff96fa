"""预警: find what is due or overdue and write 预警, 预警说明 and 已到期证件."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from addin.forms.lists import ALERT_REMARKS
from addin.host.forms import form_with_ledgers
from addin.host.lists import drop_own, put_list, put_own, remarks_sheet, say_listed
from addin.host.port import Host
from addin.jobs.alerts.expired import Expired
from addin.jobs.alerts.rules import Alert, Alerts, alerts
from addin.jobs.alerts.tables import ALERT_LIST, EXPIRED_LIST
from addin.writing.evidence import with_links
from addin.writing.plan import ReportSheet

_MOST_NAMED = 5


@dataclass(frozen=True)
class Watched:
    """What 预警 found in one workbook."""

    alerts: Alerts
    notes: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        found, past = self.alerts.alerts, self.alerts.expired
        count = Counter(alert.matter.value for alert in found)
        listed = "、".join(f"{matter} {number} 条" for matter, number in count.items())
        said = f"预警 {len(found)} 条：{listed}" if found else "没有需要处理的预警"
        if not past:
            return said
        missing = sum(each.is_lead for each in past)
        more = f"，其中 {missing} 本附件1没有登记" if missing else "，附件1都已登记"
        return f"{said}；{EXPIRED_LIST.name} {len(past)} 本{more}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what was not judged because a sheet is missing, and the notes of reading."""
        return (*self._unjudged, *self.notes, *self.alerts.notes)

    @property
    def _unjudged(self) -> Iterator[str]:
        """Yield for each matter and reason how many people were not judged, and their names."""
        people: dict[tuple[str, str], list[str]] = {}
        for each in self.alerts.unjudged:
            people.setdefault((each.category, each.reason), []).append(each.person)
        for (matter, reason), names in people.items():
            named = "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")
            who = f"（{named}，{len(names)} 人）" if all(names) else ""
            yield f"未判“{matter}”{who}：{reason}。"

    @property
    def sheet(self) -> ReportSheet:
        """Return the 预警 sheet."""
        lines = [_alert_line(number, a) for number, a in enumerate(self.alerts.alerts, 1)]
        return with_links(ALERT_LIST, lines)

    @property
    def expired_sheet(self) -> ReportSheet:
        """Return the 已到期证件 sheet."""
        lines = [_expired_line(number, e) for number, e in enumerate(self.alerts.expired, 1)]
        return with_links(EXPIRED_LIST, lines)

    @property
    def remarks_sheet(self) -> ReportSheet:
        """Return the 预警说明 sheet."""
        return remarks_sheet(ALERT_REMARKS, self.remarks)


def watch(host: Host, today: date) -> Watched:
    """Return what is due or overdue on 检查基准日."""
    form, _, ledgers = form_with_ledgers(host)
    settings, notes = ledgers.settings(today)
    return Watched(alerts(form, ledgers.rows, settings), (*ledgers.notes, *notes))


def put(host: Host, watched: Watched) -> str:
    """Write 预警, 预警说明 and 已到期证件 into the workbook; return the name of the first."""
    name = put_list(host, watched.sheet, watched.remarks_sheet)
    if watched.alerts.expired:
        put_own(host, watched.expired_sheet)
    else:
        drop_own(host, EXPIRED_LIST.name)
    return name


def press_alerts(host: Host) -> None:
    """Run the button 预警: write 预警, 预警说明 and 已到期证件 into the workbook."""
    watched = watch(host, date.today())
    say_listed(host, watched.summary, put(host, watched), watched.remarks_sheet)


def _alert_line(number: int, alert: Alert) -> tuple[Any, ...]:
    return ALERT_LIST.row(
        alert, number=number, matter=alert.matter.value, name=alert.person, days=alert.when
    )


def _expired_line(number: int, each: Expired) -> tuple[Any, ...]:
    return EXPIRED_LIST.row(
        each,
        number=number,
        name=each.person,
        document=each.number,
        expires=each.expires.isoformat(),
    )
