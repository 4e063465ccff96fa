"""A process that calls Python as Excel and our macros do.

Requests come as JSON, one a line, and are answered so. The first says which DLL to load and the
command that stands in the macros' settings; the others name a method of ``Excel``:
``{"do": "open", "path": …}``.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import automation
import pythoncom
import win32gui
from application import Application, Workbook
from dialogs import Person
from win32com.client import VARIANT

_MISSING = VARIANT(pythoncom.VT_ERROR, -2147352572)  # an argument left out
_STOP = -1  # the DLL's mode for ending the formula server


class _Variant(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("pointer", ctypes.c_void_p),
        ("more", ctypes.c_void_p),
    )


def activate(dll: str, command: str, mode: int = 1) -> Any:
    """XLPyDLLActivateAuto as VBA declares it: the command goes over in the ANSI code page."""
    function = ctypes.WinDLL(dll).XLPyDLLActivateAuto
    function.argtypes = [ctypes.POINTER(_Variant), ctypes.c_char_p, ctypes.c_long]
    result = _Variant()
    if function(ctypes.byref(result), command.encode("mbcs", "strict"), mode):
        raise RuntimeError(ctypes.wstring_at(result.pointer))
    if mode == _STOP:
        return None
    server = pythoncom.ObjectFromAddress(result.pointer, pythoncom.IID_IDispatch)
    ctypes.windll.oleaut32.VariantClear(ctypes.byref(result))
    return server


class Excel:
    """Excel with one formula server; every public method answers the request of its name."""

    def __init__(self, dll: str, command: str) -> None:
        self._dll, self._command = dll, command
        self._app = Application(_main_window())
        self._person = Person()
        self._server: Any = activate(dll, command)

    def open(self, path: str, *, read_only: bool = False, beside: bool = False) -> None:
        """Open a workbook, closing the others if it is not ``beside`` them; it is in front."""
        if not beside:
            self._app.books.clear()
        self._app.open(path).ReadOnly = read_only

    def formula(self, module: str, name: str, arguments: list[Any]) -> dict[str, Any]:
        """What a cell with this formula shows; ``error`` where an exception crossed to it."""
        given = [self._argument(argument) for argument in arguments]
        automation.calls.clear()
        try:
            answer = self._call("CallUDF", module, name, given)
        except pythoncom.com_error as error:
            return {"error": str(error)}
        return {"answer": answer, "calls": dict(automation.calls)}

    def press(self, command: str, picked: Sequence[str] = ()) -> dict[str, Any]:
        """RunPython with USE UDF SERVER; what the person sees then, and what it cost.

        ``picked`` are the folder and the file that they pick when asked for one.
        """
        self._app.picked = picked
        self._app.StatusBar = False
        self._person.read.clear()
        automation.calls.clear()
        module = self._call("Module", "xlwings._xlwindows")
        self._call("SetAttr", module, "BOOK_CALLER", self._book.com())
        self._call("Exec", command)
        return {
            "said": self._app.StatusBar,
            "boxes": list(self._person.read),
            "calls": dict(automation.calls),
            "state": [self._app.ScreenUpdating, self._app.EnableEvents, self._app.Calculation],
            "opened": self._book.FullName,
        }

    def run(self, statement: str) -> None:
        """Let the server's Python run a statement."""
        self._call("Exec", statement)

    def wait(self, seconds: float) -> Any:
        """Let time pass, answering calls as Excel does; what the status bar shows then."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pythoncom.PumpWaitingMessages()
            time.sleep(0.05)
        return self._app.StatusBar

    def save(self, path: str) -> dict[str, Any]:
        """Save the active workbook; the conditional formats and frozen panes it has."""
        self._book.save(path)
        return {
            sheet.Name: {
                "conditions": [(each.area, each.Formula1) for each in sheet.conditions],
                "lists": sheet.lists,
                "frozen": sheet.frozen,
                "width": sheet.widths,
            }
            for sheet in self._book.sheets
        }

    def quit(self) -> None:
        """Release the formula server and end it."""
        self._server = None
        activate(self._dll, self._command, _STOP)

    @property
    def _book(self) -> Workbook:
        assert self._app.front
        return self._app.front

    def _call(self, name: str, *arguments: Any) -> Any:
        flags = pythoncom.DISPATCH_METHOD | pythoncom.DISPATCH_PROPERTYGET
        number = self._server.GetIDsOfNames(0, name)
        return self._server.Invoke(number, 0, flags, 1, *arguments)

    def _argument(self, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        if "range" in given:
            sheet, _, address = given["range"].partition("!")
            return self._book.Worksheets.Item(sheet).Range(address).com()
        return VARIANT(pythoncom.VT_ERROR, given["error"]) if "error" in given else _MISSING


def _main_window() -> int:
    kind = win32gui.WNDCLASS()
    kind.lpszClassName = "XLMAIN"
    kind.lpfnWndProc = win32gui.DefWindowProc
    win32gui.RegisterClass(kind)
    return int(win32gui.CreateWindow("XLMAIN", "Excel", 0, 0, 0, 1, 1, 0, 0, 0, None))


def main() -> None:
    """Answer requests until the input ends."""
    pythoncom.CoInitialize()
    excel = Excel(**json.loads(sys.stdin.readline()))
    print(json.dumps(ctypes.windll.kernel32.GetACP()), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        answer = getattr(excel, request.pop("do"))(**request)
        print(json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    main()
