"""Build a form and ledger rows from the catalogue's scenarios; all people are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from addin.forms import annex1, ledgers
from addin.forms.columns import Table
from addin.forms.text import wording
from addin.jobs.verify.catalogue import Scenario
from addin.model.examples import FIRST_ROW, faultless, person_from
from addin.model.parameters import Parameters
from addin.model.rows import Form, Layout, Row

AS_OF = date(2015, 6, 30)
_TABLES = {table.name: table for table in ledgers.LEDGERS}
_ELSE = 7  # the made-up person on 附件1 where the scenario's own person is not listed


def settings_of(case: Scenario, **changes: Any) -> Parameters:
    """Return the parameters of a scenario."""
    authorities = {wording(kind): (word,) for kind, word in case.authorities.items()}
    return Parameters(**{"as_of": AS_OF, "authorities": authorities, **case.settings, **changes})


def build(case: Scenario) -> tuple[Form, dict[str, Sequence[Row]]]:
    """Return the form and the ledgers of a scenario."""
    index = _ELSE if case.person is None else 0
    values = faultless(index) | dict(case.person or {})
    form = Form(annex1.SHEET, [person_from(values, FIRST_ROW)])
    about = identity_of(faultless(0) | dict(case.person or {}))
    return form, {name: rows_of(_TABLES[name], rows, about) for name, rows in case.sheets.items()}


def identity_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return name and number of a person of 附件1 as a ledger writes them."""
    return {
        "name": f"{values['surname'] or ''}{values['given_name'] or ''}",
        "id_number": values["id_number"],
    }


def rows_of(
    table: Table, rows: Sequence[Mapping[str, Any]], about: Mapping[str, Any] | None = None
) -> list[Row]:
    """Return ledger rows, from row 2 on; ``about`` fills rows without a person."""
    layout = Layout(
        table.name,
        {key: position for position, key in enumerate(table.keys())},
        {column.key: column.title for column in table.columns},
    )
    return [
        Row(layout, number, [({**(about or {}), **row}).get(key) for key in table.keys()])
        for number, row in enumerate(rows, 2)
    ]
