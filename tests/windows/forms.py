"""Workbooks to try things on: faulty people, one ledger, a file name that Windows must bear."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import workbooks

from addin.forms import ledgers
from addin.rules.examples import made_up_id

NAME = "表 & 名.xlsx"


def faulty(count: int) -> list[dict[str, Any]]:
    """People each with the same faults; 一键规范 can put one cell of each right."""
    rows = workbooks.people(count)
    for row in rows:
        row |= {"sex": "女", "custody": "否", "documents": row["documents"].lower()}
        row["birth"] = "１９６９０１０１"  # looks like a number, and must stay text
    return rows


def form(folder: Path, count: int, name: str = NAME) -> Path:
    """附件1 with that many faulty people, and 公安证件查询 with a passport nobody has told of."""
    book = workbooks.new(faulty(count))
    book.worksheets[0].merge_cells("A2:N2")
    police = book.create_sheet(ledgers.POLICE_DOCUMENTS.name)
    police.append(list(ledgers.POLICE_DOCUMENTS.titles()))
    number = made_up_id(1)
    police.append(["赵虚构", number, "护照", "E99999999", 41000, 60000, "虚构", "有效"])
    folder.mkdir(parents=True, exist_ok=True)
    return workbooks.saved(book, folder / name)
