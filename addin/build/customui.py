"""The ribbon tab as customUI markup, made from ``addin.declare`` and checked before it is used.

Schema: http://schemas.microsoft.com/office/2009/07/customui (Office 2010 and later).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from addin.build import vba
from addin.declare import TITLE, Button
from addin.errors import BuildError
from addin.ribbon import BUTTONS, GROUPS

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACKS = ("onAction", "getVisible")
LIMIT = 1024  # characters of any attribute (Open XML SDK, StringValidator MaxLength)

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def ribbon(*, addin: bool) -> bytes:
    """Return customUI14.xml: the tab, its groups that have buttons, the buttons in order.

    A workbook's own tab gives way to the add-in's; their callbacks differ by name.
    """
    root = etree.fromstring(f'<customUI xmlns="{NAMESPACE}"/>')
    tabs = _add(_add(root, "ribbon"), "tabs")
    shown = {} if addin else {"getVisible": vba.show_tab()}
    tab = _add(tabs, "tab", id="tab_chujing", label=TITLE, **shown)
    for number, label in enumerate(GROUPS, 1):
        buttons = [button for button in BUTTONS if button.group == label]
        if buttons:
            group = _add(tab, "group", id=f"group_{number}", label=label)
            for button in buttons:
                _add_button(group, button, vba.press(addin=addin))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def check(markup: bytes, modules: dict[str, str]) -> None:
    """Raise BuildError when Excel would drop the tab or a button would do nothing.

    ``modules`` are the VBA sources by module name that the callbacks must be found in.
    """
    root = etree.fromstring(markup)
    ids = Counter(key for element in root.iter() if (key := element.get("id")))
    for key, count in ids.items():
        if count > 1 or not _NAME.fullmatch(key):
            raise BuildError(f"功能区控件代号“{key}”重复，或不是英文字母、数字、下划线")
    for name, value in (pair for element in root.iter() for pair in element.items()):
        if not value or len(value) > LIMIT:
            raise BuildError(f"功能区属性 {name!s} 为空，或超过 {LIMIT} 字：{value!s}")
    for callback in _callbacks(root):
        module, _, procedure = callback.partition(".")
        if f"Public Sub {procedure}(" not in modules.get(module, ""):
            raise BuildError(f"功能区回调“{callback}”在宏里不存在")
    shown = {element.get("id") for element in root.iter(_tag("button"))}
    for button in BUTTONS:
        if button.key not in shown:
            raise BuildError(f"按钮“{button.label}”的分组“{button.group}”不存在")


def _callbacks(root: etree._Element) -> Iterator[str]:
    values = (element.get(name) for element in root.iter() for name in CALLBACKS)
    return (value for value in values if value)


def _add_button(group: etree._Element, button: Button, callback: str) -> None:
    _add(
        group,
        "button",
        id=button.key,
        label=button.label,
        size="large" if button.large else "normal",
        imageMso=button.icon,
        screentip=button.tip,
        supertip=button.text,
        onAction=callback,
    )


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(name), attributes)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
