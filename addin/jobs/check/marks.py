"""Build the marks of 校验: the result column, conditional formats and the sheet 校验结果."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from addin.forms import sheets
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.tables import RESULT
from addin.model.rows import Form, column_letter, shown
from addin.model.severity import COLOURS, Severity
from addin.reading.annex1 import FormArea
from addin.writing.plan import Highlight, Link, Marks, ReportSheet

GAP = 2  # columns from the form's last to the result column: one stays empty between them


def tag(severity: Severity, title: str) -> str:
    """Return the text of one finding in the result column: ``【错误·身份证号】``."""
    return f"【{severity.value}·{title}】"


def result_text(findings: Sequence[Finding]) -> str:
    """Return the text of the result column for one row; '' without findings.

    One line: a line break in a cell would change the height of the form's row.
    """
    return " ".join(f"{tag(f.severity, f.cell.title)}{f.message}。{f.fix}。" for f in findings)


def marks_for(form: Form, place: FormArea, findings: Sequence[Finding]) -> Marks:
    """Return all marks that 校验 adds to the workbook for these findings."""
    numbers = {row.number for row in form.rows}
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cell.row in numbers:
            by_row[finding.cell.row].append(finding)
    column = place.width + GAP
    return Marks(
        sheet=place.sheet,
        heading=sheets.RESULT,
        heading_row=place.heading_row,
        column=column,
        texts={number: result_text(found) for number, found in by_row.items()},
        highlights=tuple(_highlights(place, column, findings, min(numbers, default=0))),
        print_area=f"A1:{column_letter(place.width)}{place.bottom}",
        report=report_sheet(form, findings),
    )


def report_sheet(form: Form, findings: Sequence[Finding]) -> ReportSheet:
    """Return the 校验结果 sheet: one row per finding, with a link to its cell."""
    names = {row.number: person.name for person in form.people for row in person.rows}
    rows = [
        RESULT.row(
            each,
            serial=number,
            severity=each.severity.value,
            cell=Link(each.cell.address, each.cell.sheet, each.cell.address),
            name=names.get(each.cell.row, ""),
            column=each.cell.title,
            value=shown(each.cell.value),
        )
        for number, each in enumerate(findings, 1)
    ]
    return ReportSheet(RESULT, rows)


def _highlights(
    place: FormArea, column: int, findings: Sequence[Finding], first: int
) -> Iterator[Highlight]:
    """Yield one conditional format per severity and column; it searches the result column."""
    seen = {(f.severity, f.cell.title, f.cell.column) for f in findings if f.cell.row >= first > 0}
    order = list(Severity)
    for severity, title, position in sorted(seen, key=lambda key: (order.index(key[0]), key[2])):
        area = f"{column_letter(position)}{first}:{column_letter(position)}{place.last_row}"
        texts = f"${column_letter(column)}:${column_letter(column)}"
        # By ROW(), because Excel reads a relative address from whatever cell is active.
        formula = f'ISNUMBER(FIND("{tag(severity, title)}",INDEX({texts},ROW())))'
        yield Highlight(area, formula, COLOURS[severity])
