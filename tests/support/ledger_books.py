"""Workbooks with ledgers behind the form, made for tests: made-up people only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from addin.forms import ledgers
from addin.model.examples import made_up_id
from addin.writing.sheets.tables import add_table_sheet
from support import workbooks

TABLES = {table.name: table for table in ledgers.LEDGERS}


def own(person: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": person["surname"] + person["given_name"], "id_number": person["id_number"]}


def ledger_book(
    people: Sequence[Mapping[str, Any]], **sheets: Sequence[Mapping[str, Any]]
) -> openpyxl.Workbook:
    """Return a workbook of these people with ledgers by table name."""
    book = workbooks.new(people)
    for name, rows in sheets.items():
        table = TABLES[name]
        lines = [[row.get(key, "") for key in table.keys()] for row in rows]
        add_table_sheet(book, table, lines)
    return book


def travelled(person: Mapping[str, Any]) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return ledgers in which the person went abroad twice and nobody had approved it."""
    crossing = own(person) | {"kind": "护照", "number": person["documents"], "country": "日本"}
    times = ("2014-05-01 08:30", "2014-05-05 20:00", "2014-06-01 08:30", "2014-06-05 20:00")
    return {
        ledgers.POLICE_CROSSINGS.name: [
            crossing | {"direction": "出境" if n % 2 == 0 else "入境", "time": time}
            for n, time in enumerate(times)
        ],
        ledgers.APPROVALS.name: [
            {"name": "钱某", "id_number": made_up_id(77), "matter": "办证", "date": "2014-01-02"}
        ],
    }
