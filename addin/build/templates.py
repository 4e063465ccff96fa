"""What lies in ``templates/``: the blank official forms, and Word documents to be filled in."""

from __future__ import annotations

from pathlib import Path

from addin.forms import annex1, annex2
from addin.jobs.custody import loss_paper as loss
from addin.jobs.report import paper as report
from addin.writing.editing import set_cached
from addin.writing.sheets.annex1 import annex1_workbook
from addin.writing.sheets.annex2 import UnitRow, annex2_workbook, formula_values
from addin.writing.sheets.reproducible import deterministic


def build_templates(folder: Path) -> list[Path]:
    """Write 附件1.xlsx and 附件2.xlsx into ``folder`` (made if absent) and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    units: list[UnitRow] = [{}] * annex2.PAGE.blank_rows
    sums = deterministic(annex2_workbook(units))
    blank_forms = {
        f"{annex1.SHEET}.xlsx": deterministic(annex1_workbook([{}] * annex1.PAGE.blank_rows)),
        f"{annex2.SHEET}.xlsx": set_cached(sums, annex2.SHEET, formula_values(units)),
    }
    for name, content in blank_forms.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in blank_forms]


def word_templates() -> dict[str, bytes]:
    """Return the Word templates by file name; an office may edit copies of them in Word."""
    return {f"{each.NAME}.docx": each.template() for each in (report, loss)}
