"""The VBA that goes into the workbooks and the add-in, as text, made from ``addin.declare``.

Three modules: ``PythonServer`` (a class: the way to Python), ``formulas`` (one function each) and
``chujing`` (the ribbon's callbacks). Their texts stand in ``addin.build.macros``.
"""

from __future__ import annotations

from importlib.metadata import version

from addin import __version__
from addin.build import macros
from addin.declare import FORMULAS, TITLE, Formula
from addin.errors import BuildError
from addin.forms.sheets import ADD_IN

CODE_PAGE = 936  # the VBA editor keeps source in an ANSI code page; Chinese Windows has this one
SETUP_FILE = f"{TITLE}-安装-{__version__}.exe"
PROJECT = "chujing"  # names the settings: %USERPROFILE%\.chujing\chujing.conf
MODULE = "addin.udfs"
SERVER, BUTTONS, NAMES = "PythonServer", "chujing", "formulas"  # module names
WIZARD_LIMIT = 255  # characters of a description that Excel shows


def dll(bits: int) -> str:
    """Return the name of xlwings' DLL for an Excel of so many bits."""
    return f"xlwings{bits}-{version('xlwings')}.dll"


def press(*, addin: bool) -> str:
    """Return the callback of every button: of one name, two would be taken for each other."""
    return f"{BUTTONS}.{'addin' if addin else 'book'}_press"


def show_tab() -> str:
    """Return the callback that says whether a workbook shows its own tab."""
    return f"{BUTTONS}.book_show_tab"


def modules(*, addin: bool) -> dict[str, str]:
    """Return the modules by name."""
    made = {SERVER: _server(), NAMES: _formulas(), BUTTONS: _buttons(addin=addin)}
    for name, text in made.items():
        _check_code_page(name, text)
    return made


def sources() -> dict[str, bytes]:
    """Return what the folder ``vba/`` holds, as the VBA editor imports it: path in it → bytes."""
    book, addin = modules(addin=False), modules(addin=True)
    texts = {
        f"{SERVER}.cls": book[SERVER],
        f"{NAMES}.bas": book[NAMES],
        f"{BUTTONS}.bas": book[BUTTONS],
        f"addin/{BUTTONS}.bas": addin[BUTTONS],
    }
    return {name: encoded(text) for name, text in texts.items()}


def encoded(text: str) -> bytes:
    """Return source as the editor reads it: its code page, Windows' line ends."""
    return text.replace("\n", "\r\n").encode(f"cp{CODE_PAGE}")


def _server() -> str:
    names = {"title": TITLE, "setup": SETUP_FILE}
    return macros.SERVER.format(
        **names,
        server=SERVER,
        version=__version__,
        module=MODULE,
        settings=rf".{PROJECT}\{PROJECT}.conf",
        dll64=dll(64),
        dll32=dll(32),
        not_installed=macros.NOT_INSTALLED.format(**names),
        not_started=macros.NOT_STARTED.format(**names),
        formula_failed=macros.FORMULA_FAILED,
        button_failed=macros.BUTTON_FAILED,
    )


def _buttons(*, addin: bool) -> str:
    callback = press(addin=addin).partition(".")[2]
    text = macros.BUTTONS.format(title=TITLE, buttons=BUTTONS, server=SERVER, press=callback)
    if addin:
        return text
    callback = show_tab().partition(".")[2]
    return text + macros.SHOW_TAB.format(show_tab=callback, addin=ADD_IN)


def _formulas() -> str:
    heading = macros.FORMULAS.format(formulas=NAMES)
    return heading + "".join(_formula(formula) for formula in FORMULAS)


def _formula(formula: Formula) -> str:
    if len(formula.text) > WIZARD_LIMIT:
        raise BuildError(
            f"函数“{formula.name}”的说明有 {len(formula.text)} 字，超过 {WIZARD_LIMIT} 字"
        )
    return macros.FORMULA.format(
        name=formula.name,
        text=formula.text.replace('"', '""'),
        signature=", ".join(
            ("Optional " if a.optional else "") + a.name for a in formula.arguments
        ),
        names=", ".join(a.name for a in formula.arguments),
        server=SERVER,
    )


def _check_code_page(name: str, text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            line.encode(f"cp{CODE_PAGE}")
        except UnicodeEncodeError as error:
            raise BuildError(
                f"{name} 第 {number} 行有中文 Windows 记不下的字“{line[error.start]}”"
            ) from None
