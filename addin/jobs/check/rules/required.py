"""Rules about required cells and code lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import not_

from addin.forms import annex1
from addin.forms.columns import CodeList
from addin.jobs.check.catalogue import Violation, check_rule
from addin.model.examples import example
from addin.model.rows import Form, Person
from addin.model.severity import Severity
from addin.values.documents import is_none

_FORM = "连委组通〔2015〕23号 附件1"
_REQUIRED = tuple(column.key for column in annex1.TABLE.columns if column.required)
_CODED = {column.key: column.codes for column in annex1.TABLE.columns if column.codes}


@check_rule(
    "required", Severity.ERROR,
    why="“{column}”没有填写",
    fix="补填“{column}”{hint}",
    basis=f"{_FORM} 各栏",
    passing=example(), failing=example({"residence": None}),
)  # fmt: skip
def required(form: Form) -> Iterator[Violation]:
    """Yield blank cells in the required columns."""
    if not form.people:
        return
    first = form.people[0].row
    keys = [key for key in (annex1.FULL_NAME.key, *_REQUIRED) if first.has(key)]
    for key in keys:
        texts = form.texts(key)
        if "" in texts:
            hint = "；没有证件的填“无”" if key == "documents" else ""
            blank = compress(form.people, map(not_, texts))
            yield from (Violation(person.at(key), {"hint": hint}) for person in blank)


@check_rule(
    "code-unknown", Severity.ERROR,
    why="“{column}”填的是“{value}”，应填{allowed}",
    fix="{proposal}",
    basis=f"{_FORM} 注3、注5",
    passing=example({"status": "变更备案", "category": "裸官的配偶或子女"}),
    failing=example({"sex": "男性"}),
)  # fmt: skip
def code_unknown(form: Form) -> Iterator[Violation]:
    """Yield cells of coded columns whose value is not in the form's code list.

    注3 ends its list of 人员类型 with 等, so another type is to be confirmed, not an error.
    """
    for key, codes in _CODED.items():
        texts = form.texts(key)
        unknown = {text for text in set(texts) if text and not codes.exact(text)}
        if not unknown:
            continue
        mild = None if codes.closed else Severity.WARNING
        for person, text in zip(form.people, texts, strict=True):
            if text in unknown and not _needs_no_code(person, key, text):
                yield Violation(person.at(key), _words(codes, text), mild)


def _needs_no_code(person: Person, key: str, text: str) -> bool:
    """Return whether 无 or a dash is allowed: a person without documents has none in custody."""
    return key == "custody" and person.holds == "否" and is_none(text)


def _words(codes: CodeList, text: str) -> dict[str, str]:
    nearest = codes.nearest(text)
    allowed = "、".join(f"“{value}”" for value in codes.values)
    proposal = f"改为“{nearest}”" if nearest else "按实际情况改为其中之一"
    if not codes.closed:
        allowed, proposal = "注3列出的类型", f"{proposal}；确属其他类型的可以保留"
    return {"allowed": allowed, "proposal": proposal}
