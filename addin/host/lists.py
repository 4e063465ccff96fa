"""Write a result list and a sheet of remarks, replacing the previous ones."""

from __future__ import annotations

from collections.abc import Sequence

from addin.forms.columns import Table
from addin.host.port import Host
from addin.writing.plan import ReportSheet


def put_list(host: Host, listed: ReportSheet, remarks: ReportSheet) -> None:
    """Write both sheets; without remarks, remove a previous remarks sheet."""
    host.put_sheet(listed)
    if remarks.rows:
        host.put_sheet(remarks)
    else:
        host.drop_sheet(remarks.name)


def remarks_sheet(table: Table, remarks: Sequence[str]) -> ReportSheet:
    """Return the sheet that lists the remarks."""
    return ReportSheet(table, list(enumerate(remarks, 1)))


def say_listed(host: Host, summary: str, listed: ReportSheet, remarks: ReportSheet) -> None:
    """Show the summary and the names of the sheets written."""
    count = len(remarks.rows)
    more = f"；另有 {count} 条说明，见“{remarks.name}”表" if count else ""
    host.say(f"{summary}，已写入“{listed.name}”表{more}")
