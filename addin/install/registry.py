"""The Windows registry as far as ``doctor`` reads it; a dictionary stands in for it in tests."""

from __future__ import annotations

import sys
from typing import Protocol

Value = str | int | bytes


class Registry(Protocol):
    r"""Reads values; keys are written ``HKCU\Software\…``."""

    def values(self, key: str) -> dict[str, Value]:
        """Return the values of a key by name ('' is the default), {} where there is no such key."""


if sys.platform == "win32":
    import winreg

    _ROOTS = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }

    class WindowsRegistry:
        """The registry of this machine."""

        def values(self, key: str) -> dict[str, Value]:
            """Return the values of a key by name, {} where there is no such key."""
            root, _, path = key.partition("\\")
            try:
                with winreg.OpenKey(_ROOTS[root], path) as opened:
                    count = winreg.QueryInfoKey(opened)[1]
                    entries = [winreg.EnumValue(opened, index) for index in range(count)]
            except OSError:
                return {}
            return {name: value for name, value, _ in entries}
