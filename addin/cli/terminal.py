"""What people read on the terminal: grouped by rule, then by row; numbers masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from addin.rules.catalogue import Finding, Severity
from addin.rules.identity import mask_in

if TYPE_CHECKING:
    from addin.cli.checking import Outcome

T = TypeVar("T")

LONG_WORK = 5  # files from which on a progress bar is worth its line
SHOWN_CELLS = 12  # addresses listed per rule; the rows below list all
STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def progress(items: Iterable[T], count: int, title: str, *, quiet: bool) -> Iterable[T]:
    """Go through the ``count`` items, with a bar on a terminal when there are many."""
    if quiet or count < LONG_WORK or not errors.is_terminal:
        return items
    return track(items, description=title, total=count, console=errors)


def fail(name: object, reason: str) -> None:
    """Say on the error stream why something could not be done."""
    errors.print(Text.assemble(("无法处理 ", "red"), f"{name}：{mask_in(reason)}"))


def report_checks(outcomes: Sequence[Outcome]) -> None:
    """Print one report per file, and a closing line when there are several."""
    if not outcomes:
        fail("指定的位置", "没有找到工作簿，请核对文件名或文件夹")
    for outcome in outcomes:
        _report_check(outcome)
    if len(outcomes) > 1:
        unusable = sum(bool(outcome.error) for outcome in outcomes)
        console.print(f"共 {len(outcomes)} 个文件，{unusable} 个无法处理。")


def report_clears(results: Sequence[Mapping[str, Any]]) -> None:
    """Say of each file whether there were marks to take away."""
    for result in results:
        if "error" in result:
            fail(result["file"], result["error"])
        else:
            said = "标记已清除" if result["cleared"] else "没有校验标记，文件未动"
            console.print(Text(f"{result['file']}：{said}"))


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
        yield Text.assemble(
            ("    " + finding.severity.value, STYLES[finding.severity]), " ", mask_in(words)
        )
