"""Install and remove the bridge in the user's profile, generated from ``addin.declare``.

A Basic module defines the formulas (LibreOffice looks for unknown functions there), a Python
script starts our interpreter, and entries in the configuration define the menu and the toolbar.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

import addin
from addin.declare import FORMULAS, TITLE, Button, Formula
from addin.libreoffice.profile import Settings, default_profile, group, node, prepare, prop
from addin.ribbon import BUTTONS

NAME = "org.chujing"  # of our nodes in the configuration
MODULE = "Chujing"  # the Basic module
SCRIPT = "chujing.py"
_UI = "/org.openoffice.Office.Addons/AddonUI/"
_WINDOWS = "/org.openoffice.Office.UI.CalcWindowState/UIElements/States"
_BAR = "private:resource/toolbar/addon_"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_LIBRARY = "http://openoffice.org/2000/library"

_BASIC = """\
' 由 chujing install 按 addin/declare.py 生成，改动会在下次安装时丢失。
Option Explicit

Private Function Answer(arguments As Variant) As Variant
    Dim provider As Object, script As Object, result As Variant
    Set provider = createUnoService("com.sun.star.script.provider.MasterScriptProviderFactory")
    Set script = provider.createScriptProvider("").getScript("{url}")
    result = script.invoke(arguments, Array(), Array())
    If IsArray(result) Then Answer = Block(result) Else Answer = result
End Function

Private Function Block(rows As Variant) As Variant
    Dim r As Long, c As Long
    Dim cells(UBound(rows), UBound(rows(0))) As Variant
    For r = 0 To UBound(rows)
        For c = 0 To UBound(rows(r))
            cells(r, c) = rows(r)(c)
        Next
    Next
    Block = cells
End Function
"""
_SCRIPT = '''\
"""出国境证件：LibreOffice 与 Python 程序之间的桥。由 chujing install 生成，改动会丢失。"""

import sys

PYTHON = {python!r}
ROOT = {root!r}

sys.path.append(ROOT)
try:
    from addin.libreoffice.inside.buttons import press
    from addin.libreoffice.inside.formulas import Formulas
finally:
    sys.path.remove(ROOT)

_formulas = Formulas(PYTHON, ROOT)


def call(name, *arguments):
    return _formulas.answer(name, arguments)


{buttons}

g_exportedScripts = (call, {keys})
'''
_BUTTON = """\
def {key}(*_):
    press(PYTHON, ROOT, XSCRIPTCONTEXT, "{key}", "{label}")
"""


def install_bridge(profile: Path | None = None) -> list[str]:
    """Add formulas, menu and toolbar to the profile (by default the user's own).

    Returns the sentences of what was done; a second call renews all. Raises UnusableFile where
    LibreOffice is absent or running.
    """
    profile = profile or default_profile()
    prepare(profile)
    _remove_files(profile)
    basic = _basic_folder(profile)
    basic.mkdir(parents=True, exist_ok=True)
    (basic / f"{MODULE}.xba").write_text(_module(), encoding="utf-8")
    _list_module(basic, listed=True)
    scripts = _script_file(profile)
    scripts.parent.mkdir(parents=True, exist_ok=True)
    scripts.write_text(_script(), encoding="utf-8")
    settings = Settings(profile)
    settings.remove(NAME)
    settings.add(f"{_UI}OfficeMenuBar", _menu())
    settings.add(f"{_UI}OfficeToolBar", _toolbar())
    settings.add(_WINDOWS, node(f"{_BAR}{NAME}.toolbar", prop("UIName", TITLE, localised=True)))
    settings.save()
    return [
        f"已装入 LibreOffice 用户配置：{profile}",
        f"公式 {len(FORMULAS)} 个：" + "、".join(f"={formula.name}" for formula in FORMULAS),
        f"菜单和工具栏“{TITLE}”：" + "、".join(button.label for button in BUTTONS),
        "重新打开 LibreOffice 后生效",
    ]


def remove_bridge(profile: Path | None = None) -> list[str]:
    """Remove everything that ``install_bridge`` added; return the sentences of what was done."""
    profile = profile or default_profile()
    if not (profile / "user").exists():
        return [f"没有 LibreOffice 用户配置：{profile}"]
    prepare(profile)
    there = _remove_files(profile)
    settings = Settings(profile)
    if settings.remove(NAME):
        settings.save()
        there = True
    done = "已从 LibreOffice 中卸下公式、菜单和工具栏" if there else "LibreOffice 中没有装过"
    return [done]


def _remove_files(profile: Path) -> bool:
    files = (_basic_folder(profile) / f"{MODULE}.xba", _script_file(profile))
    there = any(file.exists() for file in files)
    for file in files:
        file.unlink(missing_ok=True)
    _list_module(_basic_folder(profile), listed=False)
    return there


def _basic_folder(profile: Path) -> Path:
    """Return the folder of the library Standard, the only one searched for cell functions."""
    return profile / "user" / "basic" / "Standard"


def _script_file(profile: Path) -> Path:
    return profile / "user" / "Scripts" / "python" / SCRIPT


def _list_module(folder: Path, *, listed: bool) -> None:
    """Add our module to the library's list of modules, or remove it."""
    path = folder / "script.xlb"
    if not path.exists():
        if listed:
            path.write_text(_EMPTY_LIST, encoding="utf-8")
        else:
            return
    tree = etree.parse(path)
    root = tree.getroot()
    for element in root.findall(f"{{{_LIBRARY}}}element"):
        if element.get(f"{{{_LIBRARY}}}name") == MODULE:
            root.remove(element)
    if listed:
        etree.SubElement(root, f"{{{_LIBRARY}}}element", {f"{{{_LIBRARY}}}name": MODULE})
    tree.write(path, encoding="UTF-8", xml_declaration=True)


_EMPTY_LIST = (
    f'<library:library xmlns:library="{_LIBRARY}" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false"/>'
)


def _module() -> str:
    source = _BASIC.format(url=_url("call")) + "".join(map(_function, FORMULAS))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<script:module xmlns:script="http://openoffice.org/2000/script" script:name="{MODULE}"'
        f' script:language="StarBasic">{escape(source)}</script:module>\n'
    )


def _function(formula: Formula) -> str:
    """Return the Basic of one function; Chinese names are bracketed, absent arguments Empty."""
    count = len(formula.arguments)
    names = [f"a{index}" for index in range(count)]
    lines = [
        "",
        f"Function [{formula.name}]({', '.join(f'Optional {name} As Variant' for name in names)})",
        f"    Dim v({count}) As Variant",
        f'    v(0) = "{formula.name}"',
        *(f"    If Not IsMissing({name}) Then v({i}) = {name}" for i, name in enumerate(names, 1)),
        f"    [{formula.name}] = Answer(v)",
        "End Function",
        "",
    ]
    return "\n".join(lines)


def _script() -> str:
    root = str(Path(addin.__file__).resolve().parent.parent)
    return _SCRIPT.format(
        python=sys.executable,
        root=root,
        buttons="\n\n".join(
            _BUTTON.format(key=button.key, label=button.label) for button in BUTTONS
        ),
        keys=", ".join(button.key for button in BUTTONS),
    )


def _url(function: str) -> str:
    return f"vnd.sun.star.script:{SCRIPT}${function}?language=Python&location=user"


def _menu() -> str:
    return node(
        f"{NAME}.menu",
        prop("Title", TITLE, localised=True),
        prop("Context", _CALC),
        group("Submenu", *(node(f"m{i}", *_entry(b)) for i, b in enumerate(BUTTONS))),
    )


def _toolbar() -> str:
    return node(
        f"{NAME}.toolbar",
        *(node(f"m{i}", *_entry(b), prop("Context", _CALC)) for i, b in enumerate(BUTTONS)),
    )


def _entry(button: Button) -> Iterator[str]:
    yield prop("URL", _url(button.key))
    yield prop("Title", button.label, localised=True)
    yield prop("Target", "_self")
