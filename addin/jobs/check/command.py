"""校验: run every rule over 附件1 and return the findings and the marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from addin.forms import sheets
from addin.host.forms import writable_form
from addin.host.lists import drop_own, own_name
from addin.host.port import Host
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.marks import marks_for
from addin.jobs.check.rules import check as run_rules
from addin.model.rows import Form
from addin.model.severity import Severity
from addin.reading.annex1 import FormArea, place_of, read_annex1
from addin.reading.grid import Grid
from addin.writing.plan import Marks

# Errors that a correction of the form cannot remove: the notice wants them reported as facts.
FACTS = {"unsurrendered": "应交未交", "unregistered": "应备未备"}


@dataclass(frozen=True)
class Checked:
    """What 校验 found on one form."""

    form: Form
    place: FormArea
    findings: Sequence[Finding]

    @property
    def marks(self) -> Marks:
        """Return the marks that show the findings in the workbook."""
        return marks_for(self.form, self.place, self.findings)

    @property
    def mistakes(self) -> list[Finding]:
        """Return the errors that the unit has to correct in the form before handing it in."""
        return [
            each
            for each in self.findings
            if each.severity is Severity.ERROR and each.code not in FACTS
        ]

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        count = Counter(finding.severity for finding in self.findings)
        if not count:
            return f"{len(self.form.people)} 人，没有发现问题"
        parts = "、".join(f"{level.value} {count[level]} 条" for level in Severity if count[level])
        return f"{len(self.form.people)} 人，{parts}"


def check(grid: Grid, progress: Callable[[float], None] | None = None) -> Checked:
    """Run every rule over the form on this sheet; raise UnusableFile when it is not an 附件1.

    ``progress`` is called with the share that is done, from 0 to 1.
    """
    form = read_annex1(grid)
    return Checked(form, place_of(grid, form), run_rules(form, progress))


def mark(host: Host, checked: Checked) -> None:
    """Write the marks; the result sheet gets another name where a sheet not ours has its name."""
    marks = checked.marks
    name = own_name(host, marks.report.name)
    host.mark(replace(marks, report=marks.report.named(name)))


def press_check(host: Host) -> None:
    """Run the button 校验: check 附件1 and replace the marks in the workbook."""
    grid = writable_form(host)
    checked = check(grid, lambda share: host.progress("正在校验附件1", share))
    mark(host, checked)
    notes = "".join(f"（{note}）" for note in checked.form.notes)
    host.say(f"校验完成：{checked.summary}{notes}")


def press_clear(host: Host) -> None:
    """Run the button 清除标记: remove everything that 校验 and 帮助 added to the workbook."""
    writable_form(host)
    had_marks = host.clear()
    drop_own(host, sheets.HELP)
    host.say("标记已清除，附件1恢复原样" if had_marks else "没有校验标记，不用清除")
