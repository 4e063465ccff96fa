"""Tests of the ribbon tab: valid by Office's schema, complete, every button has a command."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.resources import files
from typing import Any

import pytest
from lxml import etree

from addin import ribbon
from addin.build import customui, vba
from addin.declare import Button
from addin.errors import BuildError

SCHEMA = "data/openxml/schemas/schemas_microsoft_com_office_2009_07_customui.json"
ROOT_TYPE = "mso14:CT_CustomUI/mso14:customUI"


@pytest.fixture(scope="module")
def types() -> dict[str, Any]:
    """Open XML SDK's element types of customUI14 by name (shipped with openxml-audit)."""
    data = json.loads((files("openxml_audit") / SCHEMA).read_text(encoding="utf-8"))
    return {entry["Name"]: entry for entry in data["Types"]}


def attributes(types: dict[str, Any], name: str) -> dict[str, Any]:
    return {entry["QName"].lstrip(":"): entry for entry in types[name].get("Attributes", ())}


def test_every_element_and_attribute_is_in_offices_schema(types: dict[str, Any]) -> None:
    def judge(element: etree._Element, name: str) -> None:
        known = attributes(types, name)
        assert set(element.attrib) <= set(known), etree.QName(element).localname
        for key, value in element.attrib.items():
            for validator in known[key].get("Validators", ()):
                limits = {
                    a["Name"]: int(a["Value"])
                    for a in validator.get("Arguments", ())
                    if a["Name"] in ("MinLength", "MaxLength")
                }
                assert limits.get("MinLength", 0) <= len(value) <= limits.get("MaxLength", 10**6)
        children = {
            child["Name"].rpartition(":")[2]: child["Name"]
            for child in types[name].get("Children", ())
        }
        for child in element:
            judge(child, children[etree.QName(child).localname])

    judge(etree.fromstring(customui.ribbon(addin=True)), ROOT_TYPE)


def test_the_schema_check_sees_a_wrong_attribute(types: dict[str, Any]) -> None:
    button = next(name for name in types if name == "mso14:CT_Button/mso14:button")

    assert "imageMso" in attributes(types, button)
    assert "imageMSO" not in attributes(types, button)


def test_the_tab_shows_the_declared_groups_and_buttons_in_order() -> None:
    root = etree.fromstring(customui.ribbon(addin=True))
    tab = root.find(".//{*}tab")
    assert tab is not None

    assert tab.get("label") == "出国境证件"
    assert [group.get("label") for group in tab] == [
        group for group in ribbon.GROUPS if any(b.group == group for b in ribbon.BUTTONS)
    ]
    assert [button.get("label") for button in tab.iter("{*}button")] == [
        button.label
        for group in ribbon.GROUPS
        for button in ribbon.BUTTONS
        if button.group == group
    ]


def test_every_button_has_icon_tip_and_explanation() -> None:
    for button in etree.fromstring(customui.ribbon(addin=True)).iter("{*}button"):
        assert all(button.get(name) for name in ("imageMso", "label", "screentip", "supertip"))


def test_ids_and_callbacks_are_plain_ascii() -> None:
    for element in etree.fromstring(customui.ribbon(addin=True)).iter():
        for name in ("id", "onAction", "getVisible", "imageMso"):
            assert (element.get(name) or "").isascii()


@pytest.mark.parametrize("addin", [True, False])
def test_every_callback_is_in_the_macros(addin: bool) -> None:
    customui.check(customui.ribbon(addin=addin), vba.modules(addin=addin))


def test_a_callback_without_macro_stops_the_build() -> None:
    modules = vba.modules(addin=True)
    modules["chujing"] = modules["chujing"].replace("addin_press(", "pressed(")

    with pytest.raises(BuildError, match=r"chujing\.addin_press"):
        customui.check(customui.ribbon(addin=True), modules)


@pytest.mark.parametrize(
    ("key", "group"), [("校验", "填表"), ("check", "填表"), ("extra", "没有的组")]
)
def test_a_button_that_excel_would_drop_stops_the_build(
    key: str, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = Button(key, "试", group, "Help", "试", "试", "addin.jobs.check.command:press_check")
    monkeypatch.setattr(customui, "BUTTONS", (*ribbon.BUTTONS, odd))

    with pytest.raises(BuildError):
        customui.check(customui.ribbon(addin=True), vba.modules(addin=True))


@pytest.mark.parametrize("button", ribbon.BUTTONS, ids=lambda button: button.key)
def test_every_buttons_command_exists(button: Button) -> None:
    module, _, function = button.command.partition(":")

    assert callable(getattr(import_module(module), function))
