"""Read a sheet as built-in types, with a number of UNO calls that does not grow with the rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

DATETIME, FORMULA = 2, 16  # com.sun.star.sheet.CellFlags
_EPOCH = datetime(1899, 12, 30)


def used_area(sheet: Any) -> Any:
    """Return the range from A1 to the last filled cell."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def read(area: Any) -> dict[str, Any]:
    """Return values by row (dates as dates, empty as None), merges from 0, hidden rows from 1."""
    rows = [[None if value == "" else value for value in row] for row in area.getDataArray()]
    for address in area.queryContentCells(DATETIME).getRangeAddresses():
        for row in rows[address.StartRow : address.EndRow + 1]:
            for column in range(address.StartColumn, address.EndColumn + 1):
                row[column] = _moment(row[column])
    for address in area.queryContentCells(FORMULA).getRangeAddresses():
        for row in rows[address.StartRow : address.EndRow + 1]:
            for column in range(address.StartColumn, address.EndColumn + 1):
                row[column] = "" if row[column] is None else row[column]
    return {"rows": rows, "merges": list(_merges(area)), "hidden": _hidden(area)}


def _moment(value: Any) -> Any:
    """Return a date rounded to seconds; a time without a day stays a number."""
    if not isinstance(value, float) or value < 1:
        return value
    return _EPOCH + timedelta(seconds=round(value * 86_400))


def _hidden(area: Any) -> list[int]:
    """Return the numbers of the hidden or filtered rows."""
    seen = bytearray(area.Rows.Count)
    for address in area.queryVisibleCells().getRangeAddresses():
        height = address.EndRow - address.StartRow + 1
        seen[address.StartRow : address.EndRow + 1] = b"\x01" * height
    return [number for number, visible in enumerate(seen, 1) if not visible]


def _merges(area: Any) -> Any:
    """Return merged areas, found by halving ranges: UNO reports whether a range has any."""
    found = set()
    waiting = [area]
    while waiting:
        part = waiting.pop()
        if not part.IsMerged:
            continue
        height, width = part.Rows.Count, part.Columns.Count
        if height == width == 1:
            found.add(_whole(part))
        elif height >= width:
            middle = height // 2
            waiting.append(part.getCellRangeByPosition(0, 0, width - 1, middle - 1))
            waiting.append(part.getCellRangeByPosition(0, middle, width - 1, height - 1))
        else:
            middle = width // 2
            waiting.append(part.getCellRangeByPosition(0, 0, middle - 1, height - 1))
            waiting.append(part.getCellRangeByPosition(middle, 0, width - 1, height - 1))
    return sorted(found)


def _whole(cell: Any) -> tuple[int, int, int, int]:
    cursor = cell.Spreadsheet.createCursorByRange(cell)
    cursor.collapseToMergedArea()
    address = cursor.RangeAddress
    return address.StartRow, address.StartColumn, address.EndRow, address.EndColumn
