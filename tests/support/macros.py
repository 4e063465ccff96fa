"""The shipped VBA in pyOpenVBA's interpreter, the DLL and the settings file played by the test."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pyopenvba.apps.excel import ExcelApplication

from addin.build import vba

_STAND_INS = """
Public tries As Long
Public installed As Boolean

Private Function Activate(ByRef answered As Variant, ByVal config As String, ByVal mode As Long) As Long
    tries = tries + 1
    Activate = 1
End Function

Private Function LoadLibraryW(ByVal path As Variant) As Long
    LoadLibraryW = 1
End Function

Private Function FindSettings(ByVal path As String) As String
    If installed Then FindSettings = path
End Function

Public Sub PutInstalled()
    installed = True
End Sub

Public Function CountTries() As Long
    CountTries = tries
End Function
"""  # noqa: E501


def runnable() -> str:
    """Return the class as a module, what only Windows has being replaced by stand-ins."""
    source = vba.modules(addin=True)[vba.SERVER]
    source = source[source.index("Option Explicit") :]
    changes = (
        (r"#If Win64.*?#End If\n", 'Private Const DLL As String = "xlwings.dll"\n'),
        (r"Private Declare[^\n]*\n", ""),
        (r'Environ\("USERPROFILE"\)', '"C:home"'),
        (r"Dir\(path\)", "FindSettings(path)"),
        (r"StrPtr\(", "("),
        (r"    number = FreeFile.*?Close #number\n", '    found = "pythonw -c"\n'),
    )
    for pattern, replacement in changes:
        source, count = re.subn(pattern, replacement, source, flags=re.DOTALL)
        assert count, pattern
    return f'Attribute VB_Name = "{vba.SERVER}"\n{source}{_STAND_INS}'


class Macros:
    """One Excel with our macros, whose server cannot be started."""

    def __init__(self) -> None:
        self._app = ExcelApplication()
        self._app.add_workbook()
        self._app.add_module(runnable(), name=vba.SERVER)
        self._now = datetime(2015, 6, 1, 8)
        self.wait(0)

    def install(self) -> None:
        """Write the settings file."""
        self._app.run("PutInstalled")

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._app.freeze_clock(self._now)

    def formula(self) -> str:
        """What a cell with a formula shows."""
        return str(self._app.run("Answer", "加载项自检", []))

    def press(self) -> str:
        """Press 校验; return the box it shows."""
        self._app.answer_dialogs(1)
        self._app.run("Press", "check")
        return str(self._app.dialogs[-1][1])

    @property
    def tries(self) -> int:
        """How often Python was to be started."""
        return int(self._app.run("CountTries"))


def button_command(key: str) -> str:
    """What the ribbon's macro has Python run for this button."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(runnable(), name=vba.SERVER)
    return str(app.run("PythonCommand", key))
