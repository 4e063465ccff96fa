"""公安导入: add results of the police to the three police ledgers (规格 §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from addin.errors import CannotDo, ChujingError, LeftOut
from addin.forms import ledgers
from addin.forms.columns import Column, Table
from addin.forms.text import listed
from addin.host.appending import add_below
from addin.host.batch import pick_folder
from addin.host.port import Host
from addin.jobs.police.answers import answered
from addin.jobs.police.asking import Asked, AskedList, read_asked
from addin.jobs.police.merging import Conflict, Incoming, KnownPeople, Merged, merge
from addin.jobs.police.reading import NoAnswer, Results, read_results
from addin.jobs.police.registering import register
from addin.jobs.police.tables import IMPORT_CONFLICTS
from addin.model.entries import crossing_minute
from addin.model.rows import Row, shown
from addin.reading.annex1 import read_annex1
from addin.reading.sources import expand
from addin.reading.workers.local import isolated
from addin.values import dates
from addin.writing.appending import Target, Values, place_of

_SOURCE, _SOURCE_ROW = (column.key for column in ledgers.ORIGIN)
_SHEETS = (*ledgers.POLICE, ledgers.QUERY_LOG, IMPORT_CONFLICTS)
# Lines for the police ledgers name their file and row; other lines do not.
_BESIDE = {table.name: ledgers.ORIGIN for table in ledgers.POLICE}


@dataclass(frozen=True)
class Imported:
    """The lines to add to the ledgers, and those that a human has to decide on.

    ``registered`` are the lines for 公安查询登记: the people and contents that the police answered.
    ``nothing`` are the people without any record, each with the file's name.
    """

    merged: tuple[Merged, ...]
    registered: Merged
    nothing: tuple[tuple[Asked, str], ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    places: Mapping[str, Target]

    @property
    def conflicts(self) -> list[tuple[Table, Conflict]]:
        """Return the lines that a human has to decide on, each with its ledger."""
        everything = (*self.merged, self.registered)
        return [(each.table, conflict) for each in everything for conflict in each.conflicts]

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        added = "、".join(f"{m.table.name} {len(m.added)} 行" for m in self.merged if m.added)
        counted = {
            "行已有": sum(each.repeated for each in self.merged),
            "行待人工核对": len(self.conflicts),
            "人未查到证件": len(self.nothing),
            "个文件没有导入": len(self.left_out),
            f"条答复记入“{ledgers.QUERY_LOG.name}”": len(self.registered.added),
        }
        others = (f"{number} {what}" for what, number in counted.items() if number)
        return "，".join((f"新增 {added}" if added else "没有新增", *others))


def read(host: Host, sources: Iterable[Path], asked: AskedList | None = None) -> Imported:
    """Read results and compare them with the workbook, without writing.

    ``asked`` is the list that was sent to the police. Raises CannotDo where the workbook has no
    附件1, or a ledger with unknown headings.
    """
    host.progress("正在读取附件1", 0)
    form = read_annex1(host.form())
    grids = host.sheets(table.name for table in _SHEETS)
    places = {t.name: place_of(t, grids.get(t.name), _BESIDE.get(t.name, ())) for t in _SHEETS}
    paths = [p for p in expand(sources) if not (asked and p.resolve() == asked.path.resolve())]
    if not paths:
        raise CannotDo("没有找到公安查询结果，请核对文件名或文件夹")
    results, left_out, is_complete = _read_all(host, paths)
    merged = []
    for table in ledgers.POLICE:
        incoming = [line for _, each in results for line in each.lines.get(table.name, ())]
        merged.append(merge(table, places[table.name].rows, incoming, form))
    records = {table.name: places[table.name].rows for table in ledgers.POLICE}
    people = KnownPeople(chain.from_iterable(records.values()), form)
    lines, unsure = answered(results, asked if is_complete else None, people)
    if asked and not is_complete:
        unsure.append(f"有查询结果没有读出来，“{asked.path.name}”上没有记录的人没有登记为查无")
    return Imported(
        tuple(merged),
        register(places[ledgers.QUERY_LOG.name].rows, records, lines, people),
        tuple((one, source) for source, each in results for one in each.nothing),
        tuple(left_out),
        (*(f"{source}：{note}" for source, each in results for note in each.notes), *unsure),
        places,
    )


def write(host: Host, imported: Imported) -> None:
    """Append new lines to the ledgers, and those to decide on to 公安导入待核.

    Everything else on these sheets is unchanged. Without new lines, nothing is written.
    """
    log, for_a_human = (imported.places[t.name] for t in (ledgers.QUERY_LOG, IMPORT_CONFLICTS))
    lines = [
        (imported.places[each.table.name], [_ledger_line(each.table, line) for line in each.added])
        for each in imported.merged
    ]
    answers = [_values(ledgers.QUERY_LOG, line) for line in imported.registered.added]
    lines += [(log, answers), (for_a_human, _not_listed(for_a_human, imported.conflicts))]
    add_below(host, lines)


def press_import(host: Host) -> None:
    """Run the button 公安导入: ask for the folder with the results, add them to the ledgers."""
    folder = pick_folder(host, "选择公安查询结果所在的文件夹")
    sent = host.pick_file(
        "选择这次答复的送公安查询名单：名单上没有记录的人登记为查无；没有的按“取消”"
    )
    imported = read(host, [folder], isolated(read_asked, sent) if sent else None)
    write(host, imported)
    reasons = "".join(f"（{each.source}：{each.reason}）" for each in imported.left_out)
    against = f"（名单 {sent.name}）" if sent else "（没有选名单）"
    where = f"，见“{IMPORT_CONFLICTS.name}”表" if imported.conflicts else ""
    notes = f"（{listed(imported.notes, len(imported.notes), '条')}）" if imported.notes else ""
    host.say(f"公安导入完成：{imported.summary}{where}{against}{reasons}{notes}")


def _read_all(
    host: Host, paths: Sequence[Path]
) -> tuple[list[tuple[str, Results]], list[LeftOut], bool]:
    """Return the results by file name, the files left out, and whether those hold no result."""
    results, left_out, is_complete = [], [], True
    for done, path in enumerate(paths, 1):
        host.progress(f"正在读取 {path.name}", done / (len(paths) + 1))
        try:
            results.append((path.name, read_results(path)))
        except ChujingError as error:
            left_out.append(LeftOut(str(path), error.reason, error.kind))
            is_complete = is_complete and isinstance(error, NoAnswer)
    return results, left_out, is_complete


def _ledger_line(table: Table, line: Incoming) -> Values:
    return {**_values(table, line), _SOURCE: line.source, _SOURCE_ROW: line.row.number}


def _values(table: Table, line: Incoming) -> Values:
    return {column.key: _written(column, line.row) for column in table.columns}


def _written(column: Column, row: Row) -> str:
    """Return the value to write: dates and times in one spelling, the rest unchanged."""
    if column.content == "moment":
        return shown(crossing_minute(row))
    if column.content == "day":
        return shown(dates.moment(row[column.key]))
    return row.text(column.key)


def _not_listed(place: Target, conflicts: Sequence[tuple[Table, Conflict]]) -> list[Values]:
    """Return the lines that 公安导入待核 does not have yet."""
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
