"""How serious a finding of 校验 is, and the colour it is shown in."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """How serious a finding is; the value is the word people read."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.HINT: "DDEBF7"}
