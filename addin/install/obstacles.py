"""Something that stands between Excel and the add-in, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

REINSTALL = "重新运行安装程序（用 pip 装的，运行 chujing install）"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands in the way, and what to do about it."""

    what: str
    remedy: str
