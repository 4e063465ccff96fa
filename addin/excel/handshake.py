"""Macros and Python must be of one version; otherwise the user is told what to do."""

from __future__ import annotations

from addin import __version__


def mismatch(macros: str) -> str:
    """Return '' when the macros are of this version, else the sentence the user reads."""
    if macros == __version__:
        return ""
    return (
        f"加载项或本工作簿里的宏是 {macros} 版，Python 程序是 {__version__} 版，没有执行。"
        "请关闭全部 Excel 窗口，重新运行 chujing install，并改用新版的工作簿模板。"
    )
