"""How cells look in the fake Excel: fonts, fills, conditional formats, validation."""

# ruff: noqa: N802, N803, ARG002 - Excel names its members and arguments so
from __future__ import annotations

from copy import copy
from typing import Any

from automation import Automation, Collection, refusal
from openpyxl.styles import PatternFill

_LIST = 3  # xlValidateList


class Font(Automation):
    def __init__(self, area: Any) -> None:
        self._area = area

    @property
    def Bold(self) -> bool | None:
        bold = {bool(cell.font.bold) for cell in self._area.cells()}
        return bold.pop() if len(bold) == 1 else None

    @Bold.setter
    def Bold(self, bold: bool) -> None:
        for cell in self._area.cells():
            font = copy(cell.font)
            font.bold = bool(bold)
            cell.font = font


class Fill(Automation):
    def __init__(self, area: Any) -> None:
        self._area = area

    @property
    def Color(self) -> int:
        return 0xFFFFFF

    @Color.setter
    def Color(self, colour: float) -> None:
        for cell in self._area.cells():
            cell.fill = PatternFill("solid", fgColor=hexadecimal(colour))


class ConditionFill(Automation):
    """The colour that a conditional format gives."""

    Color: float = 0xFFFFFF


class FormatCondition(Automation):
    StopIfTrue: bool = True

    def __init__(self, sheet: Any, area: str, formula: str, kind: int) -> None:
        self._sheet, self.area, self._formula, self._kind = sheet, area, formula, kind
        self._fill = ConditionFill()

    @property
    def Formula1(self) -> str:
        return self._formula

    @property
    def Type(self) -> int:
        return self._kind

    @property
    def Interior(self) -> ConditionFill:
        return self._fill

    def SetFirstPriority(self) -> None:
        self._sheet.conditions.remove(self)
        self._sheet.conditions.insert(0, self)

    def Delete(self) -> None:
        self._sheet.conditions.remove(self)


class FormatConditions(Collection):
    def __init__(self, sheet: Any, area: str) -> None:
        self._sheet, self._area = sheet, area

    def items(self) -> list[FormatCondition]:
        return list(self._sheet.conditions)

    def Add(self, Type: int, Operator: Any, Formula1: str, Formula2: Any = None) -> FormatCondition:
        condition = FormatCondition(self._sheet, self._area, Formula1, Type)
        self._sheet.conditions.append(condition)
        return condition


class Validation(Automation):
    """The drop-down list of a range."""

    InCellDropdown: bool = True

    def __init__(self, sheet: Any, area: str) -> None:
        self._sheet, self._area = sheet, area

    @property
    def Type(self) -> int:
        if self._area not in self._sheet.lists:
            raise refusal("no validation")
        return _LIST

    def Add(self, Type: int, AlertStyle: Any, Operator: Any, Formula1: str) -> None:
        self._sheet.lists[self._area] = Formula1


def hexadecimal(colour: float) -> str:
    """Excel's number for a colour, blue before green before red, as RRGGBB."""
    blue, rest = divmod(int(colour), 0x10000)
    green, red = divmod(rest, 0x100)
    return f"{red:02X}{green:02X}{blue:02X}"
