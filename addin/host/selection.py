"""Find the person of the selected row, on 附件1 or any sheet with an identity number in it."""

from __future__ import annotations

from addin.errors import CannotDo
from addin.host.port import Host
from addin.model.archive import person_key
from addin.model.rows import Form
from addin.values import names
from addin.values.identity import parse


def selected_person(host: Host, form: Form) -> str:
    """Return the number that the person of the selected row is matched by; raise CannotDo."""
    name, number = host.selection()
    for person in form.people:
        if any(row.layout.sheet == name and row.number == number for row in person.rows):
            return person_key(person)
    grid = host.sheet(name)
    if grid and number <= len(grid.rows):
        for column in range(len(grid.rows[number - 1])):
            found = parse(grid.value(number - 1, column))
            if found.is_sound:
                return found.key
    raise CannotDo(
        f"“{name}”第 {number} 行没有人员，请先点中要办的那个人（附件1或底稿中有身份证号的一行）"
    )


def matching(form: Form, wanted: str) -> str:
    """Return the number that a person, given by number or name, is matched by.

    Raises CannotDo where no person or several people have the name.
    """
    found = named(form, wanted)
    if found is None:
        raise CannotDo(f"附件1里没有“{wanted}”，请核对姓名或身份证号")
    return found


def named(form: Form, wanted: str) -> str | None:
    """Return what :func:`matching` returns; None where no person on 附件1 has the name."""
    found = parse(wanted)
    if found.is_sound:
        return found.key
    name = names.normal(wanted)
    fitting = {person_key(p): p for p in form.people if names.normal(p.name) == name}
    if len(fitting) > 1:
        rows = "、".join(f"第{p.row.number}行" for p in fitting.values())
        raise CannotDo(f"叫“{wanted}”的有 {len(fitting)} 人（{rows}），请改用身份证号")
    return next(iter(fitting), None)
