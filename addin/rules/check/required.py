"""必填格 and code lists: what every row must say, in the words the form allows."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import annex1
from addin.forms.columns import Column
from addin.rules.catalogue import Hit, Severity, check_rule, example
from addin.rules.documents import is_none
from addin.rules.records import Form, Person

_FORM = "连委组通〔2015〕23号 附件1"
_REQUIRED = tuple(column.key for column in annex1.TABLE.columns if column.required)
_CODED = tuple(column for column in annex1.TABLE.columns if column.codes)


@check_rule(
    "required", Severity.ERROR,
    why="“{column}”没有填写",
    fix="补填“{column}”{hint}",
    basis=f"{_FORM} 各栏",
    passing=example(), failing=example({"residence": None}),
)  # fmt: skip
def required(form: Form) -> Iterator[Hit]:
    """Blank cells in the columns that every person must fill in."""
    if not form.people:
        return
    first = form.people[0].row
    keys = [key for key in (annex1.FULL_NAME.key, *_REQUIRED) if first.has(key)]
    for person in form.people:
        for key in keys:
            if not person.text(key):
                hint = "；没有证件的填“无”" if key == "documents" else ""
                yield Hit(person.at(key), {"hint": hint})


@check_rule(
    "code-unknown", Severity.ERROR,
    why="“{column}”填的是“{value}”，应填{allowed}",
    fix="{proposal}",
    basis=f"{_FORM} 注3、注5",
    passing=example({"status": "变更备案", "category": "裸官的配偶或子女"}),
    failing=example({"sex": "男性"}),
)  # fmt: skip
def code_unknown(form: Form) -> Iterator[Hit]:
    """Coded columns in words that the form does not provide for.

    注3 ends its list of 人员类型 with 等, so another type is to be confirmed, not an error.
    """
    for person in form.people:
        for column in _CODED:
            text = person.text(column.key)
            if text and not _is_allowed(person, column, text):
                mild = None if column.codes and column.codes.closed else Severity.WARNING
                yield Hit(person.at(column.key), _words(column, text), mild)


def _is_allowed(person: Person, column: Column, text: str) -> bool:
    assert column.codes
    if column.codes.exact(text):
        return True
    # Who holds nothing has nothing to surrender: 无 and dashes are plain speech there.
    return column.key == "custody" and person.holds == "否" and is_none(text)


def _words(column: Column, text: str) -> dict[str, str]:
    assert column.codes
    nearest = column.codes.nearest(text)
    allowed = "、".join(f"“{value}”" for value in column.codes.values)
    proposal = f"改为“{nearest}”" if nearest else "按实际情况改为其中之一"
    if not column.codes.closed:
        allowed, proposal = "注3列出的类型", f"{proposal}；确属其他类型的可以保留"
    return {"allowed": allowed, "proposal": proposal}
