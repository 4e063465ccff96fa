"""Asking the server as Excel does: xlwings' DLL, the command from the settings, one formula."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from addin.build import vba
from addin.install.settings import Settings

QUESTION = "加载项自检"
SOUND = "正常"  # what a good answer begins with


@dataclass(frozen=True, slots=True)
class Answered:
    """What the formula said, and after how many seconds; ``text`` is '' where nobody answered."""

    text: str
    seconds: float
    reason: str = ""

    @property
    def sound(self) -> bool:
        """Whether the formulas work."""
        return self.text.startswith(SOUND)

    @property
    def sentence(self) -> str:
        """The answer for people."""
        if not self.text:
            return f"没有连上 Python（{self.reason or '原因不明'}）"
        return f"{self.text}（{self.seconds:.1f} 秒后作答）"


def ask(settings: Settings) -> Answered:
    """Start the server, ask it ``=加载项自检()``, end it."""
    started = time.monotonic()
    try:
        text, reason = _ask(settings), ""
    except OSError as error:
        text, reason = "", str(error)
    return Answered(text, time.monotonic() - started, reason)


if sys.platform == "win32":
    import ctypes
    from typing import Any

    _START, _STOP = 1, -1  # modes of the DLL

    class _Variant(ctypes.Structure):
        _fields_ = (
            ("kind", ctypes.c_ushort),
            ("reserved", ctypes.c_ushort * 3),
            ("pointer", ctypes.c_void_p),
            ("more", ctypes.c_void_p),
        )

    def _ask(settings: Settings) -> str:
        import pythoncom  # noqa: PLC0415 - where pywin32 is missing, doctor is to say so
        import pywintypes  # noqa: PLC0415

        pythoncom.CoInitialize()
        bits = 64 if sys.maxsize > 2**32 else 32
        activate = ctypes.WinDLL(str(Path(settings.dlls) / vba.dll(bits))).XLPyDLLActivateAuto
        activate.argtypes = [ctypes.POINTER(_Variant), ctypes.c_char_p, ctypes.c_long]
        command = settings.command.encode("mbcs")
        answered = _Variant()
        if activate(ctypes.byref(answered), command, _START):
            raise OSError(ctypes.wstring_at(answered.pointer) if answered.pointer else "")
        server: Any = pythoncom.ObjectFromAddress(answered.pointer, pythoncom.IID_IDispatch)
        ctypes.windll.oleaut32.VariantClear(ctypes.byref(answered))
        try:
            number = server.GetIDsOfNames(0, "CallUDF")
            flags = pythoncom.DISPATCH_METHOD | pythoncom.DISPATCH_PROPERTYGET
            return str(server.Invoke(number, 0, flags, 1, vba.MODULE, QUESTION, []))
        except pywintypes.com_error as error:
            raise OSError(str(error)) from error
        finally:
            del server
            activate(ctypes.byref(_Variant()), command, _STOP)

else:

    def _ask(_: Settings) -> str:
        raise OSError("只有 Windows 上才有 Excel")
