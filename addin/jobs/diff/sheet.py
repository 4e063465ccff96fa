"""The result of 变更比对 as a workbook: 新增 as 附件1 ready to hand in, 变更, 减少."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.forms import annex1, sheets
from addin.writing.sheets.annex1 import draw_annex1
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook
from addin.writing.sheets.tables import add_table_sheet

_CHANGES = ("序号", "姓名", "身份证号", "栏目", "原值", "现值", "原单元格", "现单元格")
_WIDTHS = (6, 12, 20.5, 24, 36, 36, 12, 12)
_COLUMNS = annex1.TABLE.columns


def comparison_workbook(
    added: Sequence[Mapping[str, Content]],
    changes: Sequence[Sequence[Content]],
    removed: Sequence[Mapping[str, Content]],
    filled: Mapping[str, str],
) -> bytes:
    """Return the workbook's bytes; people are given by column key, changes as in ``_CHANGES``.

    ``filled`` is what stands around the table of the new 附件1. 新增 has no sheet without people.
    """
    workbook = new_workbook("变更比对")
    if added:
        draw_annex1(workbook.create_sheet(sheets.ADDED), added, filled)
    numbered = [(number, *change) for number, change in enumerate(changes, 1)]
    add_table_sheet(workbook, sheets.CHANGED, _CHANGES, _WIDTHS, numbered)
    rows = [[person[column.key] for column in _COLUMNS] for person in removed]
    widths = [column.width + 2 for column in _COLUMNS]
    add_table_sheet(workbook, sheets.REMOVED, annex1.TABLE.titles(), widths, rows)
    return deterministic(workbook)
