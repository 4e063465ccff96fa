"""``verify``: one workbook against its ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import close, output_json, unusable
from addin.errors import ChujingError
from addin.jobs.verify.files import verify_file
from addin.jobs.verify.rules import Problem
from addin.reading.workers.local import isolated
from addin.values.identity import mask, mask_in


def run(path: Path, output: Path | None, *, as_json: bool) -> int:
    """Judge the workbook, write 问题清单 where asked, report; return the exit code."""
    try:
        verified, remarks, written = isolated(verify_file, path, output)
    except ChujingError as error:
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
