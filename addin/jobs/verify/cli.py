"""``verify`` and ``alerts``: one workbook against its ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import close, output_json, unusable
from addin.errors import UnusableFile
from addin.jobs.alerts.expired import TITLE, Expired
from addin.jobs.tasks import verify_file, watch_file
from addin.jobs.verify.rules import Problem
from addin.reading.workers.local import isolated
from addin.values.identity import mask, mask_in


def run_verify(path: Path, output: Path | None, *, as_json: bool) -> int:
    """Judge the workbook, write 问题清单 where asked, report; return the exit code."""
    try:
        verified, remarks, written = isolated(verify_file, path, output)
    except UnusableFile as error:
        return unusable(path, error, "findings", as_json=as_json)
    problems = verified.report.problems
    notes = [*remarks, *verified.remarks]
    if as_json:
        found = [_problem_json(problem) for problem in problems]
        streams.print_json(
            {"file": str(path), "findings": found, "notes": notes} | output_json(written)
        )
    else:
        terminal.console.print(Text(f"{path}  {verified.form.unit}：{verified.summary}", "bold"))
        for problem in problems:
            _say_problem(problem)
        close(notes, written)
    return int(bool(problems))


def run_alerts(path: Path, output: Path | None, *, as_json: bool) -> int:
    """Look for what needs attention, write the 预警 sheet where asked; return the exit code."""
    try:
        watched, remarks, written = isolated(watch_file, path, output)
    except UnusableFile as error:
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
    head = (TITLE, "red" if each.is_lead else "yellow")
    person = f"{each.person}（{mask(each.id_number)}）"
    terminal.console.print(Text.assemble("  ", head, f" {person}{each.message}{each.place}。"))


def _problem_json(problem: Problem) -> dict[str, Any]:
    """One entry of ``findings`` (规格 §6)."""
    return {
        "id": problem.id,
        "person": problem.person,
        "id_number": problem.id_number,
        "category": problem.category,
        "basis": problem.basis,
        "evidence": list(problem.evidence),
        "message": problem.message,
        "verdict": problem.verdict,
    }


def _say_problem(problem: Problem) -> None:
    person = f"{problem.person}（{mask(problem.id_number)}）"
    head = (f"{problem.id} {problem.category}", "red")
    terminal.console.print(Text.assemble("  ", head, f" {person}〔{problem.verdict}〕"))
    terminal.console.print(Text(f"    {mask_in(problem.message)}"))
    evidence = "、".join(problem.evidence)
    terminal.console.print(Text(f"    证据：{evidence}；依据：{problem.basis}"))
