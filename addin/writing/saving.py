"""The one way a result reaches the disk: backup, refusal, lock, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from filelock import SoftFileLock, Timeout

from addin.errors import CannotDo, because
from addin.forms import sheets

_PATIENCE = 10.0  # seconds to wait for another writer, who takes far less
_LOCK = ".~写入中."  # begins the name of the file that tells other writers to wait
_CHANGED = "读取以后被别人改过，没有写入，原来的文件未动；请重新打开看过再办一次"


def save(path: Path, data: bytes, *, read: bytes | None = None) -> Path | None:
    """Write a file; return where the old one was copied to, None if it was not.

    An old one with the same bytes needs no copy. Folders that are not there yet are made.
    ``read`` is what the file held when the work on it began.

    The bytes go into a temporary file in the same folder, onto the disk, and then take the place
    of the old file in one step. Raises CannotDo, with the old file as it was, where it is
    open in Excel, WPS or LibreOffice, read-only, no longer as it was read, where another writer
    does not come to an end, or the disk refuses.
    """
    return save_all({path: data}, {} if read is None else {path: read})[path]


def save_all(
    files: Mapping[Path, bytes], read: Mapping[Path, bytes] | None = None
) -> dict[Path, Path | None]:
    """Write several files in their order, all of them or none; return their backups."""
    with written(files, read) as kept:
        return kept


@contextmanager
def written(
    files: Mapping[Path, bytes], read: Mapping[Path, bytes] | None = None
) -> Iterator[dict[Path, Path | None]]:
    """Write files as :func:`save_all` does, and give their backups.

    Where one cannot be written, or what follows in the block fails, all become what they were.
    """
    before = {path.resolve(): data for path, data in (read or {}).items()}
    kept: dict[Path, Path | None] = {}
    with ExitStack() as locks, ExitStack() as undo:
        for path in sorted({path.resolve() for path in files}):
            locks.enter_context(_writing(path))
        for path, data in files.items():
            target = path.resolve()
            with _in_words(target):
                _refuse(target, before.get(target))
                former = target.read_bytes() if target.exists() else None
                kept[path] = _back_up(target) if former not in (None, data) else None
                undo.callback(_put_back, target, former, kept[path])
                _replace(target, data)
        yield kept
        undo.pop_all()


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to be filled; it takes the place of ``folder`` when all is in it.

    ``folder`` must be new or empty. Raises CannotDo, with nothing made, where it is not or the
    disk refuses. Nobody but its owner may read more of it than the system lets new folders be.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotDo(f"“{folder}”已经有内容，请用 -o 另指定一个新文件夹")
    with _in_words(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".", dir=folder.parent, ignore_cleanup_errors=True
        ) as name:
            made = Path(name, "made")
            made.mkdir()  # not the private mode of temporary folders: what the umask says
            yield made
            if folder.exists():
                folder.rmdir()
            made.replace(folder)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Keep other writers of the file away, those on other machines of a file share included.

    The lock is a file that is there or not: every file share knows that much. One left by a
    process that has died is passed over by whoever finds it out.
    """
    with _in_words(path):
        missing = [each for each in (path.parent, *path.parents) if not each.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = SoftFileLock(path.with_name(f"{_LOCK}{_short(path.name)}"), timeout=_PATIENCE)
        try:
            lock.acquire()
        except Timeout as error:
            raise CannotDo(
                f"“{path.name}”正由别人写入，没有写，请稍后重试；"
                f"确实没有人在写的，删去同一文件夹里的“{Path(lock.lock_file).name}”"
            ) from error
    try:
        yield
    finally:
        lock.release()
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()  # only where nothing was written into it


def _short(name: str) -> str:
    """Return the name, where it is long something in its place: disks take 255 bytes."""
    long = len(name.encode()) > 200
    return hashlib.sha256(name.encode()).hexdigest()[:16] if long else name


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise CannotDo(
            f"不能写入“{path.name}”（没有权限，或正被其他程序占用），请关闭后重试或另存到别处"
        ) from error
    except OSError as error:
        raise CannotDo(
            f"“{path}”没有存成，原来的文件未动（{because(error)}），请另存到别处"
        ) from error


def _refuse(path: Path, read: bytes | None) -> None:
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(lock).exists():
            raise CannotDo(f"“{path.name}”正在 Excel、WPS 或 LibreOffice 中打开，请关闭后重试")
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise CannotDo(f"“{path.name}”是只读文件，请去掉只读属性后重试，或另存到别处")
    if read is not None and not (path.exists() and path.read_bytes() == read):
        raise CannotDo(f"“{path.name}”{_CHANGED}")


def _back_up(path: Path) -> Path:
    moment = datetime.now()
    stamp = f"{moment:%Y%m%d-%H%M%S}"
    extras = chain([""], (f"-{number}" for number in count(2)))
    names = (f"{path.stem}{sheets.BACKUP}{stamp}{extra}{path.suffix}" for extra in extras)
    target = next(p for p in map(path.with_name, names) if not p.exists())
    _replace(target, path.read_bytes(), like=path)
    return target


def _put_back(path: Path, former: bytes | None, backup: Path | None) -> None:
    with suppress(OSError):
        if former is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != former:
            _replace(path, former)
        if backup:
            backup.unlink(missing_ok=True)


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
