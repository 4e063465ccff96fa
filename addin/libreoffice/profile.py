"""Find and change LibreOffice's user profile and its settings file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from addin.errors import CannotDo

_REGISTRY = "http://openoffice.org/2001/registry"
_START = 120  # seconds allowed for a first start on a slow machine


def default_profile() -> Path:
    """Return the profile folder of the current user."""
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"], "LibreOffice", "4")
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config"), "libreoffice", "4")


def prepare(profile: Path) -> None:
    """Create the profile if there is none; raise while LibreOffice is using it.

    LibreOffice's first start overwrites the Basic library, so it must come before our changes.
    """
    if (profile / ".lock").exists():
        raise CannotDo(
            "LibreOffice 正在运行，请先关闭全部 LibreOffice 窗口再试"
            f"（确已关闭的，删去 {profile / '.lock'}）"
        )
    if not (profile / "user" / "registrymodifications.xcu").exists():
        _first_start(profile)


def _first_start(profile: Path) -> None:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise CannotDo("没有找到 LibreOffice，请先安装 LibreOffice 再试")
    command = (
        soffice, "--headless", "--norestore", "--terminate_after_init",
        f"-env:UserInstallation={profile.resolve().as_uri()}",
    )  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_START)
    except (subprocess.SubprocessError, OSError) as error:
        raise CannotDo("LibreOffice 启动不了，请先手工打开一次 LibreOffice 再试") from error


class Settings:
    """The file ``registrymodifications.xcu``; adds and removes nodes of the configuration."""

    def __init__(self, profile: Path) -> None:
        self._path = profile / "user" / "registrymodifications.xcu"
        try:
            self._tree = etree.parse(self._path)
        except (OSError, etree.XMLSyntaxError) as error:
            raise CannotDo("LibreOffice 的用户配置读不出来，请先手工打开一次再试") from error

    def add(self, path: str, node: str) -> None:
        """Add a node (see ``node``) under a path of the configuration."""
        item = f'<item xmlns:oor="{_REGISTRY}" oor:path="{escape(path)}">{node}</item>'
        self._tree.getroot().append(etree.fromstring(item))

    def remove(self, prefix: str) -> bool:
        """Remove every node whose name has the prefix, and what LibreOffice has added below it."""
        root = self._tree.getroot()
        gone = [item for item in root if any(prefix in name for name in _names(item))]
        for item in gone:
            root.remove(item)
        return bool(gone)

    def save(self) -> None:
        """Write the file atomically."""
        beside = self._path.with_suffix(".chujing")
        self._tree.write(beside, encoding="UTF-8", xml_declaration=True)
        beside.replace(self._path)


def _names(item: etree._Element) -> list[str]:
    """Return the path of an entry and the name of its node."""
    nodes = [child.get(f"{{{_REGISTRY}}}name", "") for child in item]
    return [item.get(f"{{{_REGISTRY}}}path", ""), *nodes]


def node(name: str, *children: str) -> str:
    """Return a node that replaces the one of the same name."""
    return f'<node oor:name="{name}" oor:op="replace">{"".join(children)}</node>'


def group(name: str, *children: str) -> str:
    """Return a node that is part of the configuration's schema."""
    return f'<node oor:name="{name}">{"".join(children)}</node>'


def prop(name: str, value: str, *, localised: bool = False) -> str:
    """Return a property; a localised one is the same in all languages."""
    languages = (' xml:lang="en-US"', ' xml:lang="zh-CN"') if localised else ("",)
    values = "".join(f"<value{language}>{escape(value)}</value>" for language in languages)
    return f'<prop oor:name="{name}" oor:op="fuse">{values}</prop>'
