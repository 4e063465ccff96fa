"""``alerts``: what in one workbook needs attention."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import close, output_json, unusable
from addin.errors import ChujingError
from addin.forms import sheets
from addin.jobs.alerts.expired import Expired
from addin.jobs.alerts.files import watch_file
from addin.reading.workers.local import isolated
from addin.values.identity import mask, mask_in


def run(path: Path, output: Path | None, *, as_json: bool) -> int:
    """Look for what needs attention, write the 预警 sheet where asked; return the exit code."""
    try:
        watched, remarks, written = isolated(watch_file, path, output)
    except ChujingError as error:
        return unusable(path, error, "alerts", "expired", as_json=as_json)
    found = watched.alerts
    notes = [*remarks, *watched.remarks]
    if as_json:
        alerts = [
            {
                "matter": alert.matter.value,
                "person": alert.person,
                "id_number": alert.id_number,
                "days": alert.days,
                "evidence": list(alert.evidence),
                "message": alert.message,
            }
            for alert in found.alerts
        ]
        past = [_expired_json(each) for each in found.expired]
        streams.print_json(
            {"file": str(path), "alerts": alerts, "expired": past, "notes": notes}
            | output_json(written)
        )
    else:
        terminal.console.print(Text(f"{path}：{watched.summary}", "bold"))
        for alert in found.alerts:
            person = f"{alert.person}（{mask(alert.id_number)}）"
            terminal.console.print(
                Text.assemble(
                    "  ", (alert.matter.value, "red"), f" {person}{mask_in(alert.message)}"
                )
            )
        for each in found.expired:
            _say_expired(each)
        close(notes, written)
    return int(bool(found.alerts) or any(each.is_lead for each in found.expired))


def _expired_json(each: Expired) -> dict[str, Any]:
    return {
        "person": each.person,
        "id_number": each.id_number,
        "kind": each.kind,
        "number": each.number,
        "expires": each.expires.isoformat(),
        "days": each.days,
        "declared": each.is_declared,
        "place": each.place,
        "evidence": list(each.evidence),
        "message": each.message,
    }


def _say_expired(each: Expired) -> None:
    head = (sheets.EXPIRED, "red" if each.is_lead else "yellow")
    person = f"{each.person}（{mask(each.id_number)}）"
    terminal.console.print(Text.assemble("  ", head, f" {person}{each.message}{each.place}。"))
