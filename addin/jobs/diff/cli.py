"""The command ``diff``: compare the previous 附件1 with the present one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import Json, command_group
from addin.console.output import about, close, output_json, report
from addin.forms import sheets
from addin.jobs.diff.command import Difference, difference, said, title_of
from addin.model.changes import Changed
from addin.model.rows import Person
from addin.reading.sources import require_apart, require_workbook_name
from addin.reading.unit import form_and_remarks
from addin.reading.workers.local import isolated
from addin.values.masking import mask
from addin.writing.saving import save

commands = command_group()
Result = tuple[Difference, list[str], list[Path]]


@commands.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="上次", help="上一次的附件1")],
    new: Annotated[Path, typer.Argument(metavar="这次", help="这一次的附件1")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="比对结果写到这个工作簿")
    ] = None,
    json: Json = False,
) -> None:
    """变更比对：两次附件1按身份证号比对，列出新增、变更、减少。"""
    report(
        old,
        lambda: _compared(old, new, output),
        as_json=json,
        empty=("added", "changed", "removed"),
        to_json=lambda result: {"old": str(old), "new": str(new), **_json(result)},
        show=lambda result: _show(new, result),
        code=lambda result: int(not result[0].is_empty),
    )


def _compared(old: Path, new: Path, output: Path | None) -> Result:
    former, about_old = isolated(form_and_remarks, old)
    with about(new):
        present, about_new = isolated(form_and_remarks, new)
    found = difference(former, present)
    notes = [f"{old}：{each}" for each in about_old] + [f"{new}：{each}" for each in about_new]
    if output is None:
        return found, notes, []
    target = output / sheets.CHANGES_FILE if output.is_dir() else output
    with about(target):
        require_workbook_name(target)
        require_apart(target, (old, new))
        save(target, found.to_bytes())
    return found, notes, [target]


def _json(result: Result) -> dict[str, Any]:
    """Return the result as JSON values; identity numbers are not masked."""
    found, notes, written = result
    return {
        "added": [_person_json(person) for person in found.found.added],
        "changed": [
            {**_person_json(each.new), "changes": _changes_json(each)}
            for each in found.found.changed
        ],
        "removed": [_person_json(person) for person in found.found.removed],
        "notes": notes,
        **output_json(written),
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


def _show(path: Path, result: Result) -> None:
    found, notes, written = result
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
            terminal.console.print(Text(words))
    close(notes, written)


def _who(person: Person) -> str:
    return f"{person.name}（{mask(person.text('id_number'))}，第 {person.row.number} 行）"
