"""The buttons 校验 and 清除标记, on any host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from addin.errors import UnusableFile
from addin.jobs.check import command as checking
from addin.jobs.help.command import HELP

if TYPE_CHECKING:
    from addin.host.port import Host
    from addin.reading.grid import Grid


def check(host: Host) -> None:
    """校验: read the form, run every rule, put the marks in; pressing twice is pressing once."""
    grid = writable_form(host)
    checked = checking.check(grid, lambda share: host.progress("正在校验附件1", share))
    host.mark(checked.marks)
    notes = "".join(f"（{note}）" for note in checked.form.notes)
    host.say(f"校验完成：{checked.summary}{notes}")


def clear(host: Host) -> None:
    """清除标记: take away what 校验 and 帮助 put in; the form is as before."""
    writable_form(host)
    had_marks = host.clear()
    host.drop_sheet(HELP)
    host.say("标记已清除，附件1恢复原样" if had_marks else "没有校验标记，不用清除")


def writable_form(host: Host) -> Grid:
    """Read 附件1 for a command that will write beside or into it; UnusableFile where it cannot."""
    host.progress("正在读取附件1", 0)
    grid = host.form()
    obstacle = host.obstacle(grid.name)
    if obstacle:
        raise UnusableFile(obstacle)
    return grid
