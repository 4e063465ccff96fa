"""``diff``: the former 附件1 against the present one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import close, output_json, unusable
from addin.errors import CannotDo, ChujingError
from addin.forms import sheets
from addin.jobs.diff.command import Difference, difference, said, title_of
from addin.model.changes import Changed
from addin.model.rows import Person
from addin.reading.sources import require_workbook_name
from addin.reading.unit import form_and_remarks
from addin.reading.workers.local import isolated
from addin.values.identity import mask, mask_in
from addin.writing.saving import save


def run(old: Path, new: Path, output: Path | None, *, as_json: bool) -> int:
    """Compare, write the result where asked, report; return the exit code."""
    written = []
    reading = old
    try:
        former, about_old = isolated(form_and_remarks, old)
        reading = new
        present, about_new = isolated(form_and_remarks, new)
        found = difference(former, present)
        if output:
            reading = output / sheets.CHANGES_FILE if output.is_dir() else output
            require_workbook_name(reading)
            if reading.resolve() in (old.resolve(), new.resolve()):
                raise CannotDo("比对结果不能写到来源文件上，请用 -o 另取一个文件名")
            save(reading, found.to_bytes(), backup=reading.exists())
            written.append(reading)
    except ChujingError as error:
        return unusable(reading, error, "added", "changed", "removed", as_json=as_json)
    notes = [f"{old}：{each}" for each in about_old] + [f"{new}：{each}" for each in about_new]
    if as_json:
        result = {"old": str(old), "new": str(new), **_as_object(found), "notes": notes}
        streams.print_json(result | output_json(written))
    else:
        _report(new, found)
        close(notes, written)
    return int(not found.is_empty)


def _as_object(found: Difference) -> dict[str, Any]:
    """The result for programs; identity numbers are not masked in it."""
    return {
        "added": [_person_json(person) for person in found.found.added],
        "changed": [
            {**_person_json(each.new), "changes": _changes_json(each)}
            for each in found.found.changed
        ],
        "removed": [_person_json(person) for person in found.found.removed],
    }


def _person_json(person: Person) -> dict[str, Any]:
    number = person.text("id_number")
    return {"person": person.name, "id_number": number, "row": person.row.number}


def _changes_json(each: Changed) -> list[dict[str, str]]:
    changes = []
    for change in each.changes:
        old, new = said(each, change)
        cells = {"old_cell": change.old.address, "new_cell": change.new.address}
        changes.append({"column": title_of(change), "old": old, "new": new, **cells})
    return changes


def _report(path: Path, found: Difference) -> None:
    terminal.console.print(Text(f"{path}：{found.summary}", "bold"))
    for word, style, people in (
        ("新增", "green", found.found.added),
        ("减少", "red", found.found.removed),
    ):
        for person in people:
            terminal.console.print(Text.assemble("  ", (word, style), f" {_who(person)}"))
    for each in found.found.changed:
        terminal.console.print(Text.assemble("  ", ("变更", "yellow"), f" {_who(each.new)}"))
        for change in each.changes:
            old, new = said(each, change)
            words = f"    {title_of(change)}：“{old}”→“{new}”（{change.new.address}）"
            terminal.console.print(Text(mask_in(words)))


def _who(person: Person) -> str:
    return f"{person.name}（{mask(person.text('id_number'))}，第 {person.row.number} 行）"
