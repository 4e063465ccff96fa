"""The command ``verify``: compare 附件1 of one workbook with its ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import terminal
from addin.console.options import File, Json, Workbook, command_group
from addin.console.output import close, output_json, report
from addin.jobs.verify.catalogue import Problem
from addin.jobs.verify.command import Verified
from addin.jobs.verify.files import verify_file
from addin.jobs.verify.rules import VerifyResult
from addin.model.coverage import Unjudged
from addin.reading.workers.local import isolated
from addin.values.masking import mask

commands = command_group()
_MOST_NAMED = 3
Result = tuple[Verified, tuple[str, ...], list[Path]]


@commands.command()
def verify(file: File, output: Workbook = None, json: Json = False) -> None:
    """核查：附件1与工作底稿对照，列出问题线索；-o 写入“问题清单”表，已填的核实结论保留。"""
    report(
        file,
        lambda: isolated(verify_file, file, output),
        as_json=json,
        empty=("findings", "unjudged", "coverage", "hints"),
        to_json=lambda result: _json(file, result),
        show=lambda result: _show(file, result),
        code=lambda result: int(bool(result[0].report.problems or result[0].unjudged)),
    )


def _json(file: Path, result: Result) -> dict[str, Any]:
    verified, remarks, written = result
    return {
        "file": str(file),
        "findings": [problem.as_json() for problem in verified.report.problems],
        "unjudged": [each.as_json() for each in verified.report.unjudged],
        "coverage": [each.as_json() for each in verified.report.coverage],
        "hints": [each.as_json() for each in verified.report.hints],
        "notes": [*remarks, *verified.remarks],
        **output_json(written),
    }


def _show(file: Path, result: Result) -> None:
    verified, remarks, written = result
    terminal.console.print(Text(f"{file}  {verified.form.unit}：{verified.summary}", "bold"))
    for problem in verified.report.problems:
        _show_problem(problem)
    _show_unjudged(verified.report)
    close([*remarks, *verified.remarks], written)


def _show_problem(problem: Problem) -> None:
    person = f"{problem.person}（{mask(problem.id_number)}）"
    head = (f"{problem.id} {problem.category}", "red")
    terminal.console.print(Text.assemble("  ", head, f" {person}〔{problem.verdict}〕"))
    terminal.console.print(Text(f"    {problem.message}"))
    evidence = "、".join(problem.evidence)
    terminal.console.print(Text(f"    证据：{evidence}；依据：{problem.basis}"))


def _show_unjudged(report: VerifyResult) -> None:
    """Print each category that was not judged for all people, and each hint."""
    for each in report.coverage:
        if each.unjudged:
            words = f" {each.category}：已判 {each.judged} 人，未判 {each.unjudged} 人"
            terminal.console.print(Text.assemble("  ", ("未判", "yellow"), words))
    people: dict[tuple[str, str], list[Unjudged]] = {}
    for lack in report.unjudged:
        people.setdefault((lack.category, lack.reason), []).append(lack)
    for (category, reason), lacks in people.items():
        words = f"    {category}　{_named(lacks)}：{reason}"
        terminal.console.print(Text(words))
    for hint in report.hints:
        who = f"{hint.person}（{mask(hint.id_number)}）"
        words = f" {hint.kind} {who}{hint.message}"
        terminal.console.print(Text.assemble("  ", ("提示", "cyan"), words))


def _named(lacks: list[Unjudged]) -> str:
    """Return the names of the first few people, or the word for everybody."""
    if not lacks[0].person:
        return "全体"
    named = "、".join(f"{each.person}（{mask(each.id_number)}）" for each in lacks[:_MOST_NAMED])
    return named + (f"等 {len(lacks)} 人" if len(lacks) > _MOST_NAMED else "")
