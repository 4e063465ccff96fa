"""Build the workbook of 变更比对: 新增 as an 附件1 to hand in, 变更, 减少."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.forms import sheets
from addin.jobs.diff.tables import CHANGED, REMOVED
from addin.writing.sheets.annex1 import draw_annex1
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook
from addin.writing.sheets.tables import add_table_sheet


def comparison_workbook(
    added: Sequence[Mapping[str, Content]],
    changes: Sequence[Sequence[Content]],
    removed: Sequence[Mapping[str, Content]],
    filled: Mapping[str, str],
) -> bytes:
    """Return the workbook's bytes; people are given by column key, changes as in ``CHANGED``.

    ``filled`` are the fields around the table of 新增. Without new people there is no such sheet.
    """
    workbook = new_workbook("变更比对")
    if added:
        draw_annex1(workbook.create_sheet(sheets.ADDED), added, filled)
    add_table_sheet(workbook, CHANGED, changes)
    add_table_sheet(workbook, REMOVED, [REMOVED.row(**person) for person in removed])
    return deterministic(workbook)
