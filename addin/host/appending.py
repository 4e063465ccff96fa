"""Append lines to sheets that people keep, on any host: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from addin.errors import CannotDo
from addin.host.port import Host
from addin.writing.appending import Target, Values, alone, below


def add_below(host: Host, additions: Iterable[tuple[Target, Sequence[Values]]]) -> None:
    """Append the lines to their sheets; create a sheet that is absent.

    Raises CannotDo, with nothing written yet, where a sheet cannot be written to.
    """
    wanted = [(place, new) for place, new in additions if new]
    for place, _ in wanted:
        obstacle = host.obstacle(place.grid.name) if place.grid else ""
        if obstacle:
            raise CannotDo(obstacle)
    for place, new in wanted:
        if place.grid and place.found:
            host.put(place.grid.name, below(place.grid, place.found, place.columns, new))
        else:
            host.put_sheet(alone(place.table.name, place.columns, new))
