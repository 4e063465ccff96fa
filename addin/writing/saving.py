"""Putting a workbook on disk so that whoever looks finds the old one or the new one, whole."""

from __future__ import annotations

import os
import stat
import tempfile
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from addin.errors import CannotDo, because
from addin.forms import sheets


def save(path: Path, data: bytes, *, backup: bool) -> Path | None:
    """Write a workbook; return where the old one was copied to, None if it was not.

    An old one with the same bytes needs no copy. Folders that are not there yet are made.

    The bytes go into a temporary file in the same folder, onto the disk, and then take the place
    of the old file in one step. Raises CannotDo, with the old file as it was, where it is
    open in Excel, WPS or LibreOffice, read-only, or the disk refuses.
    """
    path = path.resolve()
    _refuse_open(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = _back_up(path) if backup and _is_other(path, data) else None
        _replace(path, data)
    except PermissionError as error:
        raise CannotDo(
            f"不能写入“{path.name}”（没有权限，或正被其他程序占用），请关闭后重试或另存到别处"
        ) from error
    except OSError as error:
        raise CannotDo(
            f"“{path}”没有存成，原来的文件未动（{because(error)}），请另存到别处"
        ) from error
    return kept


def _refuse_open(path: Path) -> None:
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(lock).exists():
            raise CannotDo(f"“{path.name}”正在 Excel、WPS 或 LibreOffice 中打开，请关闭后重试")
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise CannotDo(f"“{path.name}”是只读文件，请去掉只读属性后重试，或另存到别处")


def _is_other(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() != data


def _back_up(path: Path) -> Path:
    moment = datetime.now()
    stamp = f"{moment:%Y%m%d-%H%M%S}"
    extras = chain([""], (f"-{number}" for number in count(2)))
    names = (f"{path.stem}{sheets.BACKUP}{stamp}{extra}{path.suffix}" for extra in extras)
    target = next(p for p in map(path.with_name, names) if not p.exists())
    _replace(target, path.read_bytes(), like=path)
    return target


def _replace(path: Path, data: bytes, like: Path | None = None) -> None:
    model = like or path
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(model))
        temporary.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(model: Path) -> int:
    if model.exists():
        return stat.S_IMODE(model.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make the new name itself lasting, where folders can be synced (not on Windows)."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
