"""变更比对: compare the previous 附件1 with the present one: 新增, 变更, 减少 (规格 §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addin.forms import annex1, sheets
from addin.host.batch import deliver, pick_file
from addin.host.port import Host
from addin.jobs.diff.sheet import comparison_workbook
from addin.jobs.diff.tables import CHANGED
from addin.model.changes import CellChange, Changed, Comparison, compare
from addin.model.rows import Form, Person, shown
from addin.reading.annex1 import read_annex1
from addin.reading.unit import form_of
from addin.reading.workers.local import isolated
from addin.values.names import cut


@dataclass(frozen=True)
class Difference:
    """Two copies of 附件1 and the differences between them."""

    old: Form
    new: Form
    found: Comparison

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed."""
        return not (self.found.added or self.found.changed or self.found.removed)

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        if self.is_empty:
            return f"{len(self.new.people)} 人，没有变更"
        cells = sum(len(each.changes) for each in self.found.changed)
        return (
            f"新增 {len(self.found.added)} 人，"
            f"变更 {len(self.found.changed)} 人 {cells} 处，"
            f"减少 {len(self.found.removed)} 人"
        )

    def to_bytes(self) -> bytes:
        """Return the result as a workbook."""
        every = [(each, change) for each in self.found.changed for change in each.changes]
        changes = [_change(number, *pair) for number, pair in enumerate(every, 1)]
        filled = {label: each.value for label, each in self.new.header.items()}
        return comparison_workbook(
            _rows(self.found.added), changes, _rows(self.found.removed), filled
        )


def difference(old: Form, new: Form) -> Difference:
    """Return the difference of two copies; people are matched by identity number in any order."""
    return Difference(old, new, compare(old, new))


def press_diff(host: Host) -> None:
    """Run the button 变更比对: ask for the previous form, compare, open the result."""
    new = read_annex1(host.form())
    former = pick_file(host, "选择上一次的附件1")
    host.progress(f"正在读取 {former.name}", 0.5)
    found = difference(isolated(form_of, former), new)
    if found.is_empty:
        host.say(f"变更比对完成：{found.summary}")
        return
    output = former.parent / sheets.CHANGES_FILE
    deliver(host, output, found.to_bytes(), f"变更比对完成：{found.summary}")


def title_of(change: CellChange) -> str:
    """Return the heading of the column that changed."""
    column = annex1.TABLE.by_key.get(change.key, annex1.FULL_NAME)
    return column.title


def said(each: Changed, change: CellChange) -> tuple[str, str]:
    """Return the old and the new value; documents are joined, surname and name too."""
    if change.key == annex1.FULL_NAME.key:
        return each.old.name, each.new.name
    if change.key == "documents":
        return _documents(each.old), _documents(each.new)
    return shown(change.old.value), shown(change.new.value)


def _change(serial: int, each: Changed, change: CellChange) -> tuple[Any, ...]:
    before, after = said(each, change)
    return CHANGED.row(
        serial=serial,
        name=each.new.name,
        id_number=each.new.text("id_number"),
        column=title_of(change),
        before=before,
        after=after,
        old_cell=change.old.address,
        new_cell=change.new.address,
    )


def _rows(people: Sequence[Person]) -> list[dict[str, str | int]]:
    return [_row(number, person) for number, person in enumerate(people, 1)]


def _row(serial: int, person: Person) -> dict[str, str | int]:
    """Return the person as a row of the official form."""
    surname, given_name = person.text("surname"), person.text("given_name")
    if person.row.has("full_name"):
        surname, given_name = cut(person.name)
        given_name = given_name or person.name
    plain: dict[str, str | int] = {key: person.text(key) for key in annex1.TABLE.keys()}
    return plain | {
        "serial": serial,
        "surname": surname,
        "given_name": given_name,
        "documents": _documents(person),
    }


def _documents(person: Person) -> str:
    texts = (row.text("documents") for row in person.rows)
    return "、".join(text for text in texts if text)
