"""Print the results of ``check`` and ``clear`` for each file, as text or as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from addin.console.output import error_json
from addin.console.terminal import console, fail
from addin.errors import ChujingError
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.files import CheckedFile
from addin.model.severity import Severity

SHOWN_CELLS = 12  # addresses listed per rule; the rows below list all
STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


@dataclass
class Outcome:
    """The outcome of one file: what was found, or why the file is unusable."""

    path: Path
    checked: CheckedFile | None
    error: ChujingError | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the object described in 规格 §6, with ``error`` where the file is unusable."""
        found = self.checked
        data: dict[str, Any] = {
            "file": str(self.path),
            "unit": found.unit if found else "",
            "rows": found.people if found else 0,
            "issues": [finding_json(finding) for finding in found.findings] if found else [],
            "notes": list(found.notes) if found else [],
        }
        if found and found.written:
            data["output"] = str(found.written)
        return data | (error_json(self.error) if self.error else {})


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return one entry of ``issues``."""
    cell = finding.cell
    value = cell.value
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": cell.sheet,
        "cell": cell.address,
        "row": cell.row,
        "column": cell.title,
        "value": value
        if isinstance(value, (str, int, float, bool)) or value is None
        else str(value),
        "message": finding.message,
        "fix": finding.fix,
        "basis": finding.basis,
    }


def report_checks(outcomes: Sequence[Outcome]) -> None:
    """Print one report per file, and a total when there are several files."""
    _say_if_none(outcomes)
    for outcome in outcomes:
        _report_check(outcome)
    if len(outcomes) > 1:
        unusable = sum(bool(outcome.error) for outcome in outcomes)
        console.print(f"共 {len(outcomes)} 个文件，{unusable} 个无法处理。")


def report_clears(results: Sequence[Mapping[str, Any]]) -> None:
    """Print for each file whether marks were removed."""
    _say_if_none(results)
    for result in results:
        if "error" in result:
            fail(result["file"], result["error"])
        else:
            said = "标记已清除" if result["cleared"] else "没有校验标记，文件未动"
            console.print(Text(f"{result['file']}：{said}"))


def _say_if_none(found: Sequence[object]) -> None:
    if not found:
        fail("指定的位置", "没有找到工作簿，请核对文件名或文件夹")


def _report_check(outcome: Outcome) -> None:
    found = outcome.checked
    if outcome.error or not found:
        fail(outcome.path, outcome.error.reason if outcome.error else "")
        return
    console.print(Text.assemble((f"{outcome.path}", "bold"), f"  {found.unit}：{found.summary}"))
    for note in found.notes:
        console.print(f"  说明：{note}")
    if found.findings:
        console.print(_by_rule(found.findings))
        for line in _by_row(found.findings, found.names):
            console.print(line)
    if found.written:
        console.print(f"  标注过的副本：{found.written}")


def _by_rule(findings: Sequence[Finding]) -> Table:
    table = Table("级别", "代号", "条数", "单元格", title="按规则", title_justify="left")
    groups: dict[tuple[Severity, str], list[str]] = defaultdict(list)
    for finding in findings:
        groups[finding.severity, finding.code].append(finding.cell.address)
    order = list(Severity)
    for (severity, code), cells in sorted(groups.items(), key=lambda g: order.index(g[0][0])):
        more = " …" if len(cells) > SHOWN_CELLS else ""
        style = STYLES[severity]
        listed = " ".join(cells[:SHOWN_CELLS]) + more
        table.add_row(Text(severity.value, style), code, str(len(cells)), listed)
    return table


def _by_row(findings: Sequence[Finding], names: Mapping[int, str]) -> Iterator[Text]:
    yield Text("按行")
    row = 0
    for finding in findings:
        if finding.cell.row != row:
            row = finding.cell.row
            yield Text(f"  第 {row} 行 {names.get(row, '')}".rstrip(), "bold")
        words = f"{finding.cell.address} {finding.cell.title}：{finding.message}。{finding.fix}。"
        yield Text.assemble(("    " + finding.severity.value, STYLES[finding.severity]), " ", words)
