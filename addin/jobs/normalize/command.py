"""The button 一键规范; pressed again it restores the original values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from addin.forms import sheets
from addin.host.forms import writable_form
from addin.host.lists import drop_own, own_sheet, put_own
from addin.host.port import Host, Position
from addin.jobs.normalize.rules import Rewrite, proposals
from addin.jobs.normalize.tables import NORMALIZED
from addin.model.rows import shown
from addin.reading.annex1 import read_annex1
from addin.reading.grid import Grid
from addin.values import dates
from addin.values.dates import Value
from addin.writing.plan import Content, Link, ReportSheet


def normalize(host: Host) -> None:
    """Rewrite the cells that can be changed safely and record the originals; else undo."""
    grid = writable_form(host)
    changes = changes_for(grid)
    record = own_sheet(host, sheets.NORMALIZED)
    host.progress("正在规范写法", 0.5)
    if changes:
        _apply(host, changes, record)
    elif record:
        _restore(host, grid, record)
    else:
        host.say("写法都合规范，没有要改的")


def changes_for(grid: Grid) -> list[Rewrite]:
    """Return the safe changes to a sheet; cells covered by a merge are skipped."""
    return [
        change
        for change in proposals(read_annex1(grid))
        if grid.value(change.cell.row - 1, change.cell.column - 1) is not None
    ]


def _apply(host: Host, changes: Sequence[Rewrite], record: Grid | None) -> None:
    sheet = changes[0].cell.sheet
    before = list(record.rows[1:]) if record else []
    # First the originals, so that nothing can be lost.
    name = put_own(host, _record(before, changes))
    written = host.put(sheet, {_position(change): change.text for change in changes})
    if len(written) < len(changes):
        done = [change for change in changes if _position(change) in written]
        put_own(host, _record(before, done))
    skipped = len(changes) - len(written)
    formulas = f"；{skipped} 处是公式，没有改" if skipped else ""
    host.say(f"已规范 {len(written)} 处，原值记在“{name}”表{formulas}；再按一次恢复原样")


def _restore(host: Host, grid: Grid, record: Grid) -> None:
    """Restore the originals, the oldest for a cell changed twice; cells edited since stay."""
    first: dict[Position, Value] = {}
    last: dict[Position, str] = {}
    for row in record.rows[1:]:
        position = _number(row[5]), _number(row[6])
        first.setdefault(position, row[3])
        last[position] = shown(row[4])
    values = {
        position: _typed(first[position])
        for position, text in last.items()
        if shown(grid.value(position[0] - 1, position[1] - 1)) == text
    }
    host.put(grid.name, values)
    drop_own(host, sheets.NORMALIZED)
    edited = len(first) - len(values)
    kept = f"；{edited} 处后来又改过，没有动" if edited else ""
    host.say(f"已恢复 {len(values)} 处原来的写法{kept}")


def _record(before: Sequence[Sequence[Value]], changes: Sequence[Rewrite]) -> ReportSheet:
    sheet = changes[0].cell.sheet if changes else ""
    rows: list[Sequence[Content]] = []
    for number, row in enumerate(before, 1):
        address = shown(row[1])
        link = Link(address, sheet, address)
        kept = [_typed(value) for value in row[2:7]]
        rows.append((number, link, *kept))
    for number, change in enumerate(changes, len(rows) + 1):
        cell = change.cell
        rows.append(
            NORMALIZED.row(
                serial=number,
                cell=Link(cell.address, cell.sheet, cell.address),
                column=cell.title,
                before=_typed(cell.value),
                after=change.text,
                row_number=cell.row,
                column_number=cell.column,
            )
        )
    return ReportSheet(NORMALIZED, rows)


def _position(change: Rewrite) -> Position:
    return change.cell.row, change.cell.column


def _number(value: Value) -> int:
    return int(float(shown(value)))


def _typed(value: Value) -> str | float:
    """Return the value to write: texts as texts, dates as Excel serial numbers."""
    if isinstance(value, date):
        return dates.serial(value)
    return float(value) if isinstance(value, (int, float)) else shown(value)
