"""Read 附件1 and the ledgers from a host."""

from __future__ import annotations

from collections.abc import Mapping

from addin.errors import CannotDo
from addin.host.port import Host
from addin.model.rows import Form
from addin.reading.annex1 import read_annex1
from addin.reading.grid import Grid
from addin.reading.ledgers import SHEETS, Ledgers, read_ledgers


def writable_form(host: Host) -> Grid:
    """Return 附件1 for a command that writes; raise CannotDo where the sheet is protected."""
    host.progress("正在读取附件1", 0)
    grid = host.form()
    obstacle = host.obstacle(grid.name)
    if obstacle:
        raise CannotDo(obstacle)
    return grid


def form_with_ledgers(host: Host, *more: str) -> tuple[Form, Mapping[str, Grid], Ledgers]:
    """Return 附件1, the grids and the ledgers; the grids include the sheets named ``more``."""
    host.progress("正在读取附件1", 0)
    form = read_annex1(host.form())
    host.progress("正在读取工作底稿", 0.2)
    grids = host.sheets((*SHEETS, *more))
    host.progress("正在核对", 0.5)
    return form, grids, read_ledgers(grids)
