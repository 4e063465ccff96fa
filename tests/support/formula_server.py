"""Fakes of Windows modules with which xlwings' formula server runs on any machine.

``formula_server`` gives xlwings.udfs with ``addin.udfs`` decorated as in Excel; the fakes stand in
for pywin32 and for the workbook that "Import Functions" writes into.
"""

# ruff: noqa: N802 - Excel names its properties so
from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import xlwings

import addin

MISSING = -2147352572  # what Excel passes for an omitted argument


class ComError(Exception):
    """Stands in for pywintypes.com_error."""


@contextmanager
def formula_server() -> Iterator[tuple[ModuleType, ModuleType]]:
    """Give (xlwings.udfs, addin.udfs as the formula server knows it); undone at the end."""
    kept = dict(sys.modules)

    decorators = {name: getattr(xlwings, name) for name in ("func", "arg", "ret", "script")}
    module = getattr(addin, "udfs", None)
    sys.modules.update(_windows())
    sys.modules.pop("addin.udfs", None)
    try:
        udfs = importlib.import_module("xlwings.udfs")
        xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
        xlwings.ret, xlwings.script = udfs.xlret, udfs.xlsub
        xlwings._xlwindows = sys.modules["xlwings._xlwindows"]
        xlwings.engines.engines_by_name["excel"] = xlwings.Engine(impl=Engine())
        yield udfs, importlib.import_module("addin.udfs")
    finally:
        del xlwings.engines.engines_by_name["excel"]
        for name, value in decorators.items():
            setattr(xlwings, name, value)
        for name in set(sys.modules) - set(kept):
            del sys.modules[name]
        sys.modules.update(kept)
        if module is not None:
            addin.udfs = module


class Engine:
    """The conversion of a formula's arguments and result: unchanged here."""

    name = "excel"

    def clean_value_data(self, data: Any, *_: Any) -> Any:
        return data

    def prepare_xl_data_element(self, value: Any, _: Any) -> Any:
        return value


def _windows() -> dict[str, ModuleType]:
    contents: dict[str, dict[str, Any]] = {
        "pythoncom": {"CoInitialize": lambda: None, "IID_IDispatch": None},
        "pywintypes": {"com_error": ComError},
        "win32com": {},
        "win32com.client": {"Dispatch": lambda obj, **_: obj},
        "xlwings._xlwindows": {
            "is_range_instance": lambda _: False,
            "Range": lambda **_: types.SimpleNamespace(),
            "Book": lambda _: types.SimpleNamespace(sheets=[]),  # looked through for code
            "BOOK_CALLER": None,
        },
        "xlwings.com_server": {"loop": None},
    }
    modules = {}
    for name, attributes in contents.items():
        modules[name] = types.ModuleType(name)
        modules[name].__dict__.update(attributes)
    modules["win32com"].client = modules["win32com.client"]
    return modules


@dataclass
class Workbook:
    """A fake workbook for "Import Functions", with the macros that it received."""

    Name: str
    imported: str = ""
    described: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def VBProject(self) -> Workbook:
        return self

    @property
    def Application(self) -> Workbook:
        return self

    @property
    def Version(self) -> str:
        return "16.0"

    @property
    def VBComponents(self) -> Components:
        return Components(self)

    def MacroOptions(self, macro: str, **options: Any) -> None:
        self.described[macro.partition("!")[2]] = options


@dataclass
class Components:
    """The modules of the fake workbook's project."""

    book: Workbook

    def __call__(self, name: str) -> None:
        raise ComError(name)

    def Remove(self, _: None) -> None:
        raise AssertionError("nothing to remove")

    def Import(self, file: str) -> None:
        self.book.imported = Path(file).read_text(encoding="utf-8")
