"""The command ``alerts``: list what is due or overdue in one workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import terminal
from addin.console.options import File, Json, Workbook, command_group
from addin.console.output import close, output_json, report
from addin.forms import sheets
from addin.jobs.alerts.command import Watched
from addin.jobs.alerts.expired import Expired
from addin.jobs.alerts.files import watch_file
from addin.reading.workers.local import isolated
from addin.values.masking import mask

commands = command_group()
Result = tuple[Watched, tuple[str, ...], list[Path]]


@commands.command()
def alerts(file: File, output: Workbook = None, json: Json = False) -> None:
    """预警：逾期未还、逾期未归、将到期、未交存等，按紧急程度排列；-o 写入“预警”表。"""
    report(
        file,
        lambda: isolated(watch_file, file, output),
        as_json=json,
        empty=("alerts", "expired"),
        to_json=lambda result: _json(file, result),
        show=lambda result: _show(file, result),
        code=_code,
    )


def _code(result: Result) -> int:
    found = result[0].alerts
    return int(bool(found.alerts) or any(each.is_lead for each in found.expired))


def _json(file: Path, result: Result) -> dict[str, Any]:
    watched, remarks, written = result
    return {
        "file": str(file),
        "alerts": [alert.as_json() for alert in watched.alerts.alerts],
        "expired": [each.as_json() for each in watched.alerts.expired],
        "notes": [*remarks, *watched.remarks],
        **output_json(written),
    }


def _show(file: Path, result: Result) -> None:
    watched, remarks, written = result
    terminal.console.print(Text(f"{file}：{watched.summary}", "bold"))
    for alert in watched.alerts.alerts:
        person = f"{alert.person}（{mask(alert.id_number)}）"
        terminal.console.print(
            Text.assemble("  ", (alert.matter.value, "red"), f" {person}{alert.message}")
        )
    for each in watched.alerts.expired:
        _show_expired(each)
    close([*remarks, *watched.remarks], written)


def _show_expired(each: Expired) -> None:
    head = (sheets.EXPIRED, "red" if each.is_lead else "yellow")
    person = f"{each.person}（{mask(each.id_number)}）"
    terminal.console.print(Text.assemble("  ", head, f" {person}{each.message}{each.place}。"))
