"""The timed tasks: each prepares itself, untimed, and returns the work.

``python -m bench.tasks NAME ARGUMENTS`` does the work once and prints the seconds it took.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from addin.forms import annex1
from bench import people

if TYPE_CHECKING:
    from addin.model.rows import Form

Work = Callable[[], object]

ROWS = 50_000
FORMULA_ROWS = 5_000
CODED = {column.key: column.codes.values for column in annex1.TABLE.columns if column.codes}
REQUIRED = {column.key for column in annex1.TABLE.columns if column.required}
FIVE = ("required", "code-unknown", "id-length", "id-format", "sex-mismatch", "id-duplicate")


def our_five() -> Work:
    """Return the work of five rules: blanks, codes, number, sex, duplicates."""
    from addin.gcpause import gc_paused
    from addin.jobs.check.catalogue import findings
    from addin.jobs.check.rules import RULES

    rows = people.rows(ROWS)

    @gc_paused()
    def work() -> object:
        form = _form(rows)
        return [found for code in FIVE for found in findings(RULES[code], form)]

    return work


def our_rules() -> Work:
    """Return the work of every rule of 校验."""
    from addin.jobs.check.rules import check

    rows = people.rows(ROWS)
    return lambda: check(_form(rows))


def pandera_five() -> Work:
    """Return the work of the same five as pandera checks, strict about spaces and widths."""
    return _pandera(checksum=False)


def pandera_five_and_checksum() -> Work:
    """Return the work of the same five and the check character, which ours always includes."""
    return _pandera(checksum=True)


def _pandera(*, checksum: bool) -> Work:
    import pandera.pandas as pa
    from stdnum.cn import ric

    columns = {
        key: pa.Column(
            nullable=key not in REQUIRED,
            checks=[pa.Check.isin(CODED[key])] if key in CODED else [],
        )
        for key in annex1.TABLE.keys()
    }
    number = [
        pa.Check.str_matches(r"^\d{17}[\dX]$"),
        pa.Check(lambda numbers: ~numbers.duplicated(keep=False)),
    ]
    if checksum:
        number.append(
            pa.Check(lambda numbers: numbers.map(ric.calc_check_digit) == numbers.str[-1])
        )
    columns["id_number"] = pa.Column(checks=number)
    sexes = {str(digit): "女男"[digit % 2] for digit in range(10)}
    agree = pa.Check(lambda frame: frame["id_number"].str[16].map(sexes) == frame["sex"])
    schema, rows = pa.DataFrameSchema(columns, checks=[agree]), people.rows(ROWS)

    def work() -> object:
        import pandas as pd

        try:
            return schema.validate(pd.DataFrame(rows, columns=list(columns)), lazy=True)
        except pa.errors.SchemaErrors as errors:
            return errors.failure_cases

    return work


def frictionless_five() -> Work:
    """Return the work of the same in frictionless, which has no check of the sex."""
    from frictionless import Resource, Schema, fields

    text = [fields.StringField(name=key) for key in annex1.TABLE.keys() if key != "serial"]
    for field in text:
        field.constraints = {"required": field.name in REQUIRED} | (
            {"enum": list(CODED[field.name])} if field.name in CODED else {}
        )
        if field.name == "id_number":
            field.constraints |= {"pattern": r"\d{17}[\dX]", "unique": True}
    schema = Schema(fields=[fields.IntegerField(name="serial"), *text])
    rows = [list(annex1.TABLE.keys()), *people.rows(ROWS)]
    return lambda: Resource(data=rows, schema=schema).validate(limit_errors=ROWS)


def mark_form(path: str) -> Work:
    """Return the work of checking and marking one form in a warm process."""
    from addin.host.file import FileHost
    from addin.jobs.check.command import check

    def work() -> None:
        host = FileHost(Path(path))
        host.mark(check(host.form()).marks)

    work()
    return work


def formula_block() -> Work:
    """Return the work of one formula over all rows."""
    from addin.udfs import 校验结果

    rows = people.rows(FORMULA_ROWS)
    校验结果(rows[:1])
    return lambda: 校验结果(rows)


def formula_singles() -> Work:
    """Return the work of one formula in each row."""
    from addin.udfs import 校验结果

    rows = people.rows(FORMULA_ROWS)
    校验结果(rows[:1])
    return lambda: [校验结果(row) for row in rows]


def _form(rows: Sequence[Sequence[Any]]) -> Form:
    from addin.model.examples import FIRST_ROW, LAYOUT
    from addin.model.rows import Form, Person, Row

    numbered = enumerate(rows, FIRST_ROW)
    return Form(annex1.SHEET, [Person(Row(LAYOUT, number, row)) for number, row in numbered])


if __name__ == "__main__":
    run = globals()[sys.argv[1]](*sys.argv[2:])
    start = time.perf_counter()
    result = run()
    print(time.perf_counter() - start)
