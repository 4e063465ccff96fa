"""Run the shipped VBA in pyOpenVBA's interpreter and return its calls to Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PureWindowsPath

from pyopenvba.apps.excel import ExcelApplication

from addin.build import vba

_SETTINGS = """\
Attribute VB_Name = "shipped"
#Const App = "Microsoft Excel"
Function GetConfig(key As String, Optional default As Variant = "") As Variant
    GetConfig = default
    {lines}
End Function
"""


def server_command(settings: Mapping[str, str]) -> str:
    """What XLPyCommand returns where these are the settings."""
    lines = "\n    ".join(
        f'If key = "{name}" Then GetConfig = "{value}"' for name, value in settings.items()
    )
    shipped = _SETTINGS.format(lines=lines) + _procedure(vba.xlwings_module(), "XLPyCommand")
    return str(_run(shipped, "shipped", "XLPyCommand"))


def button_command(key: str) -> str:
    """What the ribbon's macro hands to RunPython for this button."""
    return str(_run(vba.modules(addin=True)["chujing"], "chujing", "python_command", key))


def dll(settings: Mapping[str, str]) -> str:
    """The DLL that XLPyLoadDLL loads first: the one beside the interpreter."""
    name = re.search(r'Lib "(xlwings64-[\d.]+\.dll)"', vba.xlwings_module())
    assert name
    return str(PureWindowsPath(settings["INTERPRETER_WIN"]).with_name(name[1]))


def _procedure(source: str, name: str) -> str:
    found = re.search(rf"^Function {name}\(.*?^End Function", source, re.MULTILINE | re.DOTALL)
    assert found
    return found[0]


def _run(source: str, module: str, macro: str, *arguments: str) -> object:
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(source, name=module)
    return app.run(macro, *arguments)
