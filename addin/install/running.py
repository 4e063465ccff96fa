"""An Excel that is open on this machine."""

from __future__ import annotations

import sys
from typing import Any

from addin.errors import InstallError

if sys.platform == "win32":
    import ctypes

    def require_closed() -> None:
        """Raise InstallError while a window of Excel is open: it holds the add-in's file."""
        if ctypes.windll.user32.FindWindowW("XLMAIN", None):
            raise InstallError("Excel 正开着。请先保存并关闭全部 Excel 窗口，再运行一次。")

    def running_excel() -> Any:
        """Return the Excel that is open; None where there is none, or it will not talk."""
        import win32com.client  # noqa: PLC0415 - doctor must run where pywin32 is what is missing

        try:
            return win32com.client.GetActiveObject("Excel.Application")
        except win32com.client.pywintypes.com_error:
            return None
