"""Waiting while Excel is busy: a cell is being edited, a box is open."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from addin.errors import CannotDo

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 3.0  # seconds to wait for Excel while a cell is edited or a box is open
_PAUSE = 0.2
_BUSY = frozenset((-2147418111, -2147417846, -2146777998))  # call rejected, retry later, ignored
BUSY = "Excel 正忙：可能正在编辑单元格或开着对话框。请按回车或 Esc 结束后，再点一次按钮"


def retried(method: Callable[P, T]) -> Callable[P, T]:
    """Let a request wait while Excel is busy, and end in words when it stays so.

    Requests may be repeated from their beginning: each first undoes what it did before.
    """

    @wraps(method)
    def attempt(*args: P.args, **kwargs: P.kwargs) -> T:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return method(*args, **kwargs)
            except Exception as error:
                if not _is_busy(error):
                    raise
                if time.monotonic() > deadline:
                    raise CannotDo(BUSY) from error
            time.sleep(_PAUSE)

    return attempt


def _is_busy(error: Exception) -> bool:
    """Whether Excel refused the call for now (a pywintypes.com_error, which exists on Windows)."""
    details = getattr(error, "excepinfo", None) or ()
    return bool(_BUSY & {getattr(error, "hresult", None), *details[5:6]})
