"""``.importlinter``: which floor and which room may import which, as ``make check`` holds it."""

from __future__ import annotations

from addin.jobs import COMPOSITE, ORDER, SIMPLE

_BEFORE = """\
# 谁可以引用谁：make check 用 import-linter 核对。上面的层可以引用下面的层，反过来不行。
[importlinter]
root_package = addin
include_external_packages = True
exclude_type_checking_imports = False

[importlinter:contract:floors]
name = 楼层：上面的引用下面的，没有回头路
type = layers
containers = addin
exhaustive = True
layers =
    __main__
    cli
    install | demo
    build
    samples | excel | libreoffice
    udfs
    ribbon
    jobs
    console
    host
    declare
    writing
    reading
    model
    values
    forms
    errors | gcpause

[importlinter:contract:rooms]
name = 房间：组合的用简单的，简单的不用组合的
type = layers
containers = addin.jobs
exhaustive = True
layers =
"""
_AFTER = """
[importlinter:contract:inside]
name = LibreOffice 里运行的部分只用标准库
type = forbidden
source_modules = addin.libreoffice.inside
forbidden_modules =
    addin.forms
    addin.values
    addin.model
    addin.reading
    addin.writing
    addin.host
    addin.jobs

[importlinter:contract:formulas]
name = 第一个公式要等导入：不直接引用大件
type = forbidden
source_modules = addin.udfs
forbidden_modules =
    openpyxl
    pandas
    docx
    xlsxwriter
    rich
    typer
    xlwings
allow_indirect_imports = True
"""


def floors() -> str:
    """Return the file; the storeys of the rooms come from ``addin.jobs``."""
    middle = [room for room in ORDER if room not in (*COMPOSITE, *SIMPLE)]
    storeys = (" | ".join(rooms) for rooms in (COMPOSITE, middle, SIMPLE))
    return _BEFORE + "".join(f"    {storey}\n" for storey in storeys) + _AFTER
