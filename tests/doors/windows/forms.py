"""Make workbooks for the Windows tests: faulty people, one ledger, a Chinese file name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from addin.forms import ledgers
from addin.model.examples import made_up_id
from addin.writing.sheets.annex2 import annex2_workbook
from support import workbooks

NAME = "表 & 名.xlsx"


def faulty(count: int) -> list[dict[str, Any]]:
    """People each with the same faults; 一键规范 can put one cell of each right."""
    rows = workbooks.people(count)
    for row in rows:
        row |= {"sex": "女", "custody": "否", "documents": row["documents"].lower()}
        row["birth"] = "１９６９０１０１"  # looks like a number, and must stay text
    return rows


def in_front(key: str, folder: Path, count: int) -> Path:
    """What that button works on: 附件2 for 情况报告, a faultless form for 报送包, else a faulty."""
    if key == "report":
        folder.mkdir(parents=True)
        rows = max(count // 5, 5)  # they are wide: a few show the same
        units = [{"unit": f"虚构{number}局", "units": 1} for number in range(rows)]
        return workbooks.saved(annex2_workbook(units), folder / NAME)
    return form(folder, count, rows=workbooks.people(count) if key == "package" else None)


def form(
    folder: Path, count: int, name: str = NAME, rows: list[dict[str, Any]] | None = None
) -> Path:
    """Return 附件1 with ``count`` faulty people, and 公安证件查询 with an undeclared passport."""
    book = workbooks.new(rows or faulty(count))
    book.worksheets[0].merge_cells("A2:N2")
    police = book.create_sheet(ledgers.POLICE_DOCUMENTS.name)
    police.append(list(ledgers.POLICE_DOCUMENTS.titles()))
    number = made_up_id(1)
    police.append(["赵虚构", number, "护照", "E99999999", 41000, 60000, "虚构", "有效"])
    folder.mkdir(parents=True, exist_ok=True)
    return workbooks.saved(book, folder / name)
