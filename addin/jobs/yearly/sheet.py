"""Build the workbook of 年度报告."""

from __future__ import annotations

from collections.abc import Sequence

from addin.jobs.yearly import tables as periodic
from addin.jobs.yearly.rules import Notable, UnitYear, YearTrip, total
from addin.values.dates import iso
from addin.writing.sheets.lists import LEADS, add_left_out, add_list_sheet, add_notes
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook

_BLANKS = "空格是单位没有该项资料，不是零；合计只含有资料的单位（见“说明”表）。"


def yearly_workbook(
    year: int,
    units: Sequence[UnitYear],
    due: str,
    notes: Sequence[tuple[str, str]],
    left_out: Sequence[tuple[str, str]],
) -> bytes:
    """Return the workbook: the units with their sum, the trips, the documents to check.

    ``due`` is the sentence with the deadline; ``notes`` are about units, ``left_out`` files with
    the reason.
    """
    workbook = new_workbook(f"{year}年度出国（境）管理工作情况")
    add_list_sheet(
        workbook,
        periodic.YEARLY,
        f"{year}年度党员干部出国（境）管理工作情况",
        (due, LEADS + _BLANKS),
        [periodic.YEARLY.row(unit, **unit.counts) for unit in units],
        periodic.YEARLY.row(unit=periodic.TOTAL, **total(units)),
    )
    journeys = [_journey(each) for unit in units for each in unit.journeys]
    add_list_sheet(workbook, periodic.YEARLY_TRIPS, f"{year}年度出国（境）情况", (LEADS,), journeys)
    documents = [_document(each) for unit in units for each in unit.documents]
    title = f"{year}年度领用未还、挂失、注销和过期的证件"
    add_list_sheet(workbook, periodic.YEARLY_DOCUMENTS, title, (), documents)
    add_notes(workbook, notes)
    add_left_out(workbook, left_out)
    return deterministic(workbook)


def _journey(each: YearTrip) -> tuple[Content, ...]:
    return periodic.YEARLY_TRIPS.row(
        each, leave=iso(each.leave), back=iso(each.back), evidence="、".join(each.evidence)
    )


def _document(each: Notable) -> tuple[Content, ...]:
    matter = periodic.MATTERS[each.count]
    return periodic.YEARLY_DOCUMENTS.row(each, matter=matter, date=iso(each.date))
