"""Write and remove the sheets of results; a sheet of the same name that is not ours is kept.

Ours then gets a number after its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.forms import sheets
from addin.forms.columns import Table
from addin.host.port import Host
from addin.reading.grid import Grid
from addin.reading.own import own
from addin.writing.plan import ReportSheet
from addin.writing.updating import update


def own_sheet(host: Host, name: str) -> Grid | None:
    """Read the sheet of ours of that name; None where there is none, whatever others there are."""
    return own(_present(host, name).values())


def own_name(host: Host, name: str) -> str:
    """Return the name that a sheet of ours has, or would get where there is none yet."""
    there = _present(host, name)
    present = own(there.values())
    return present.name if present else _free(name, there)


def put_own(host: Host, report: ReportSheet) -> str:
    """Write a sheet of ours; return its name.

    One whose rows have a key is brought up to date where it stands: what people have put beside
    the rows stays. Any other is made anew.
    """
    there = _present(host, report.name)
    present = own(there.values())
    if present and report.key is not None:
        host.update(present.name, update(present, report))
        return present.name
    name = present.name if present else _free(report.name, there)
    host.put_sheet(report.named(name))
    return name


def drop_own(host: Host, name: str) -> None:
    """Remove our sheet of that name, if it exists."""
    present = own_sheet(host, name)
    if present:
        host.drop_sheet(present.name)


def put_list(host: Host, listed: ReportSheet, remarks: ReportSheet) -> str:
    """Write both sheets; return the name of the list.

    Remarks without a line take away the sheet of an earlier time.
    """
    name = put_own(host, listed)
    if remarks.rows:
        put_own(host, remarks)
    else:
        drop_own(host, remarks.name)
    return name


def remarks_sheet(table: Table, remarks: Sequence[str]) -> ReportSheet:
    """Return the sheet that lists the remarks."""
    return ReportSheet(table, list(enumerate(remarks, 1)))


def say_listed(host: Host, summary: str, name: str, remarks: ReportSheet) -> None:
    """Show what was found and on which sheets it stands."""
    count = len(remarks.rows)
    more = f"；另有 {count} 条说明，见“{remarks.name}”表" if count else ""
    host.say(f"{summary}，已写入“{name}”表{more}")


def _present(host: Host, name: str) -> Mapping[str, Grid]:
    return host.sheets(sheets.possible_names(name))


def _free(name: str, there: Mapping[str, Grid]) -> str:
    return next(each for each in sheets.possible_names(name) if each not in there)
