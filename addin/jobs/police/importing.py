"""公安导入: what the police answered, put into the three police ledgers (规格 §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotDo, ChujingError, LeftOut
from addin.forms import ledgers
from addin.forms.columns import Column, Table
from addin.host.appending import add_below
from addin.host.batch import pick_folder
from addin.host.port import Host
from addin.jobs.police.blocks import Asked
from addin.jobs.police.merging import Conflict, Incoming, Merged, merge
from addin.jobs.police.reading import Results, read_results
from addin.jobs.police.tables import IMPORT_CONFLICTS
from addin.model.entries import crossing_minute
from addin.model.rows import Row, shown
from addin.reading.annex1 import read_annex1
from addin.reading.sources import expand
from addin.values import dates
from addin.writing.appending import Target, Values, place_of

_SOURCE, _SOURCE_ROW = (column.key for column in ledgers.ORIGIN)
_SHEETS = (*ledgers.POLICE, IMPORT_CONFLICTS)


@dataclass(frozen=True)
class Imported:
    """What the results add to the ledgers, and what a human has to decide.

    ``nothing`` are the people about whom the police have nothing, each with the file's name.
    """

    merged: tuple[Merged, ...]
    nothing: tuple[tuple[Asked, str], ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    places: Mapping[str, Target]

    @property
    def conflicts(self) -> list[tuple[Table, Conflict]]:
        """What a human has to decide, each with its ledger."""
        return [(each.table, conflict) for each in self.merged for conflict in each.conflicts]

    @property
    def summary(self) -> str:
        """One sentence for the status bar or the terminal."""
        added = "、".join(f"{m.table.name} {len(m.added)} 行" for m in self.merged if m.added)
        counted = {
            "行已有": sum(each.repeated for each in self.merged),
            "行待人工核对": len(self.conflicts),
            "人未查到证件": len(self.nothing),
            "个文件没有导入": len(self.left_out),
        }
        others = (f"{number} {what}" for what, number in counted.items() if number)
        return "，".join((f"新增 {added}" if added else "没有新增", *others))


def read(host: Host, sources: Iterable[Path]) -> Imported:
    """Read results and hold them against the workbook; nothing is written yet.

    Raises CannotDo where the workbook has no 附件1, or a ledger whose headings are not known.
    """
    host.progress("正在读取附件1", 0)
    form = read_annex1(host.form())
    grids = host.sheets(table.name for table in _SHEETS)
    places = {t.name: place_of(t, grids.get(t.name), ledgers.ORIGIN) for t in _SHEETS}
    paths = expand(sources)
    if not paths:
        raise CannotDo("没有找到公安查询结果，请核对文件名或文件夹")
    results, left_out = _read_all(host, paths)
    merged = []
    for table in ledgers.POLICE:
        incoming = [line for _, each in results for line in each.lines.get(table.name, ())]
        merged.append(merge(table, places[table.name].rows, incoming, form))
    return Imported(
        tuple(merged),
        tuple((asked, source) for source, each in results for asked in each.nothing),
        tuple(left_out),
        tuple(f"{source}：{note}" for source, each in results for note in each.notes),
        places,
    )


def write(host: Host, imported: Imported) -> None:
    """Put new lines under the ledgers, and those to decide on under 公安导入待核.

    Everything else on these sheets stays as it is. Where nothing is new, nothing is written.
    """
    listed = imported.places[IMPORT_CONFLICTS.name]
    lines = [
        *(
            (
                imported.places[each.table.name],
                [_ledger_line(each.table, line) for line in each.added],
            )
            for each in imported.merged
        ),
        (listed, _not_listed(listed, imported.conflicts)),
    ]
    add_below(host, lines)


def press_import(host: Host) -> None:
    """公安导入, the button: ask for the folder with the results, put them into the ledgers."""
    folder = pick_folder(host, "选择公安查询结果所在的文件夹")
    imported = read(host, [folder])
    write(host, imported)
    reasons = "".join(f"（{each.source}：{each.reason}）" for each in imported.left_out)
    listed = f"，见“{IMPORT_CONFLICTS.name}”表" if imported.conflicts else ""
    host.say(f"公安导入完成：{imported.summary}{listed}{reasons}")


def _read_all(host: Host, paths: Sequence[Path]) -> tuple[list[tuple[str, Results]], list[LeftOut]]:
    results, left_out = [], []
    for done, path in enumerate(paths, 1):
        host.progress(f"正在读取 {path.name}", done / (len(paths) + 1))
        try:
            results.append((path.name, read_results(path)))
        except ChujingError as error:
            left_out.append(LeftOut(str(path), error.reason, error.kind))
    return results, left_out


def _ledger_line(table: Table, line: Incoming) -> Values:
    values = {column.key: _written(column, line.row) for column in table.columns}
    return values | {_SOURCE: line.source, _SOURCE_ROW: line.row.number}


def _written(column: Column, row: Row) -> str:
    """What the ledger says: days and moments in one spelling, the rest as the police wrote it."""
    if column.content == "moment":
        return shown(crossing_minute(row))
    if column.content == "day":
        return shown(dates.moment(row[column.key]))
    return row.text(column.key)


def _not_listed(place: Target, conflicts: Sequence[tuple[Table, Conflict]]) -> list[Values]:
    """Lines for 公安导入待核 that it does not have yet."""
    keys = ("table", "content", _SOURCE, _SOURCE_ROW)
    there = {tuple(row.text(key) for key in keys) for row in place.rows}
    lines = (_conflict_line(table, conflict) for table, conflict in conflicts)
    return [line for line in lines if tuple(str(line[key]) for key in keys) not in there]


def _conflict_line(table: Table, conflict: Conflict) -> Values:
    row = conflict.line.row
    said = ((column.title, row.text(column.key)) for column in table.columns[2:])
    return {
        "table": table.name,
        "name": row.text("name"),
        "id_number": row.text("id_number"),
        "content": "；".join(f"{title} {text}" for title, text in said if text),
        "reason": conflict.reason,
        _SOURCE: conflict.line.source,
        _SOURCE_ROW: row.number,
    }
