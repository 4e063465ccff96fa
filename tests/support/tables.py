"""Tables for tests that care about headings and widths only."""

from __future__ import annotations

from addin.forms.columns import Column, Table


def table(name: str, **widths: float) -> Table:
    """Return a table with a column for each heading, as wide as given."""
    return Table(name, tuple(Column(title, title, width) for title, width in widths.items()))
