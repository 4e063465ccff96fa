"""COM objects made of plain Python ones, as far as pywin32's clients look at them.

A subclass of ``Automation`` shows its public attributes, properties and methods under their own
names. Every automation call is counted in ``calls``: Excel answers each in its own process, so
their number is what a command costs.
"""

# ruff: noqa: N802 - Excel and pywin32 name their members so
from __future__ import annotations

import collections
import inspect
import itertools
import os
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import pythoncom
import pywintypes
import win32com.server.policy
import win32com.server.util
import winerror
from win32com.server.exception import COMException

calls: collections.Counter[str] = collections.Counter()

_LEFT_OUT = -2147352572  # what pywin32 makes of an argument left out (DISP_E_PARAMNOTFOUND)
_NEW_ENUM = -4
_SYS_WIN64, _STDCALL = 3, 4  # not among pythoncom's constants
_PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF

_names = ["Item"]  # Item is every collection's default member, number 0


def _number(name: str) -> int:
    if name not in _names:
        _names.append(name)
    return _names.index(name)


class Automation:
    """What a COM client may use; ``iid`` is Excel's own interface id where xlwings looks at it."""

    iid: ClassVar[str] = ""

    def com(self) -> Any:
        """This object as clients get it, always the same."""
        if "_gateway" not in self.__dict__:
            self.__dict__["_gateway"] = win32com.server.util.wrap(self, usePolicy=_Gateway)
        return self.__dict__["_gateway"]


class Collection(Automation):
    """Counts from 1, is called with a number or a name, and can be gone through."""

    def items(self) -> list[Any]:
        raise NotImplementedError

    @property
    def Count(self) -> int:
        return len(self.items())

    def Item(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self.items()[int(key) - 1]
        for item in self.items():
            if item.Name.lower() == key.lower():
                return item
        raise refusal(f"no {key}", winerror.DISP_E_BADINDEX)


def refusal(text: str, code: int = winerror.DISP_E_EXCEPTION) -> COMException:
    """What Excel raises instead of answering."""
    return COMException(description=text, scode=code)


def unwrapped(value: Any) -> Any:
    """Our own object where a client hands one back; left-out arguments as None."""
    if isinstance(value, pythoncom.TypeIIDs[pythoncom.IID_IDispatch]):
        return win32com.server.util.unwrap(value)
    return None if type(value) is int and value == _LEFT_OUT else value


class _Gateway(win32com.server.policy.BasicWrapPolicy):
    def _getdispid_(self, name: str, _: int) -> int:
        if name.startswith("_") or not hasattr(type(self._obj_), name):
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME)
        return _number(name)

    def _invokeex_(self, number: int, _: int, flags: int, args: Any, *__: Any) -> Any:
        args = tuple(map(unwrapped, args))
        if number == _NEW_ENUM:
            calls[f"{type(self._obj_).__name__}._NewEnum"] += 1
            items = [item.com() for item in self._obj_.items()]
            return win32com.server.util.NewEnum(items, iid=pythoncom.IID_IEnumVARIANT)
        name = _names[number]
        calls[f"{type(self._obj_).__name__}.{name}"] += 1
        if flags & _PUT:
            setattr(self._obj_, name, args[-1])
            return None
        value = getattr(self._obj_, name)
        if inspect.ismethod(value):
            if not flags & pythoncom.DISPATCH_METHOD:
                raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)  # no property: call it
            value = value(*args)
        elif args:
            value = value.Item(*args)
        if isinstance(value, tuple):
            return (value,)  # pywin32 takes a bare tuple for (result, by-reference arguments...)
        return value.com() if isinstance(value, Automation) else value

    def _GetTypeInfoCount_(self) -> int:
        return 1

    def _GetTypeInfo_(self, *_: int) -> Any:
        return 0, _type_of(type(self._obj_))


_types: dict[type, Any] = {}


def _type_of(kind: type[Automation]) -> Any:
    """Type information: the kind's name and interface id, and its methods' argument names."""
    if not _types:
        _types.update(_type_library(list(_kinds(Automation))))
    return _types[kind]


def _kinds(kind: type[Automation]) -> Any:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)


def _type_library(kinds: list[type[Automation]]) -> dict[type, Any]:
    path = Path(tempfile.gettempdir()) / f"fakeexcel-{os.getpid()}.tlb"
    library = pythoncom.CreateTypeLib2(_SYS_WIN64, str(path))
    library.SetName("FakeExcel")
    for kind in kinds:
        info = library.CreateTypeInfo(kind.__name__, pythoncom.TKIND_DISPATCH)
        info.SetGuid(pywintypes.IID(kind.iid) if kind.iid else pythoncom.CreateGuid())
        info.SetTypeFlags(pythoncom.TYPEFLAG_FDISPATCHABLE)
        methods = inspect.getmembers(kind, inspect.isfunction)
        shown = [(name, method) for name, method in methods if _takes_names(name, method)]
        for index, (name, method) in enumerate(shown):
            arguments = list(inspect.signature(method).parameters)[1:]
            info.AddFuncDesc(index, _method(_number(name), len(arguments)))
            info.SetFuncAndParamNames(index, (name, *arguments))
        info.LayOut()
    library.SaveAllChanges()
    loaded = pythoncom.LoadTypeLib(str(path))
    infos = map(loaded.GetTypeInfo, itertools.count())
    return dict(zip(kinds, infos, strict=False))


def _takes_names(name: str, method: Any) -> bool:
    """Whether clients may call the method with named arguments; others are called by position."""
    parameters = inspect.signature(method).parameters.values()
    return name[0].isupper() and all(p.kind is not p.VAR_POSITIONAL for p in parameters)


def _method(number: int, arguments: int) -> Any:
    described = pythoncom.FUNCDESC()
    described.memid = number
    described.funckind = pythoncom.FUNC_DISPATCH
    described.invkind = pythoncom.INVOKE_FUNC
    described.callconv = _STDCALL
    # A default, because pywin32 would else send what follows an argument left out under its name,
    # which pywin32 on this side cannot take.
    flags = pythoncom.PARAMFLAG_FIN | pythoncom.PARAMFLAG_FOPT | pythoncom.PARAMFLAG_FHASDEFAULT
    optional = (pythoncom.VT_VARIANT, flags, _LEFT_OUT)
    described.args = (optional,) * arguments
    described.cParamsOpt = arguments
    described.rettype = (pythoncom.VT_VARIANT, 0, None)
    return described
