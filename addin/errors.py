"""Define every exception of this program, and the codes of unusable files.

ChujingError          ``reason`` is one Chinese sentence: what, where, what to do
├── UnusableFile      a file cannot be read, or has no usable form; ``kind`` is the code
├── CannotDo          the file is usable, the request is not: a protected sheet, an invalid year
├── Cancelled         the user cancelled a dialog
├── Stopped           the user pressed Esc; nothing has been written yet
├── BuildError        the generated macros or ribbon would not work
└── InstallError      the add-in cannot be installed or removed
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import Enum


class FileError(Enum):
    """The codes of unusable files.

    The value is the code for programs, the Chinese reason, and the advice.
    """

    UNREADABLE = "unreadable", "文件找不到或读不出来", "请核对文件名和权限，关闭占用它的程序后重试"
    NOT_A_SPREADSHEET = (
        "not-a-spreadsheet", "不是电子表格文件（可能改过扩展名）",
        "请用 Excel 或 WPS 另存为 .xlsx 后再报",
    )  # fmt: skip
    TRUNCATED = "truncated", "文件不完整（可能没有传完）", "请重新拷贝或向报送单位索取"
    ENCRYPTED = "encrypted", "文件设有打开密码", "请去掉密码另存后再报"
    TOO_LARGE = (
        "too-large", "文件内容异常庞大，为安全起见没有打开",
        "请删去无关的表、图片和表外的单元格，另存为新的 .xlsx 后再报",
    )  # fmt: skip
    UNSAFE = (
        "unsafe", "文件内含外部定义（DTD），为安全起见没有打开",
        "请用 Excel 或 WPS 打开，另存为新的 .xlsx 后再报",
    )  # fmt: skip
    DAMAGED = "damaged", "文件内部已损坏，无法读取", "请用 Excel 或 WPS 打开另存后再报"
    NO_SUCH_FORM = (
        "no-such-form", "工作簿里没有要找的表（附件1、附件2、公安查询结果等，按表头文字认）",
        "请核对是不是选错了文件；填报用官方样表，不要改动表头文字",
    )  # fmt: skip
    INCOMPLETE_FORM = (
        "incomplete-form", "样表缺栏、表头文字被改，或是没有填写的空表",
        "请对照官方样表补上后再报",
    )  # fmt: skip
    CRASHED = (
        "crashed", "读取这个文件时程序崩溃（多半是内容已损坏或异常庞大），其他文件不受影响",
        "请用 Excel 或 WPS 打开，另存为新的 .xlsx 后再报",
    )  # fmt: skip
    TIMED_OUT = (
        "timed-out", "读取这个文件超时，已放弃，其他文件不受影响",
        "请删去无关的表和内容，另存为新的 .xlsx 后再报",
    )  # fmt: skip
    OUT_OF_MEMORY = (
        "out-of-memory", "读取这个文件内存超限，已放弃，其他文件不受影响",
        "请删去无关的表和内容，另存为新的 .xlsx 后再报",
    )  # fmt: skip
    REFUSED = "refused", "写入或操作做不成（文件只读、正被打开、位置不对等）", "请按提示处理后重试"
    INTERNAL = "internal", "程序内部出错", "请把这句话报给维护人员，文件含个人信息，不要外发"

    def __init__(self, code: str, what: str, advice: str) -> None:
        self.code = code
        self.what = what
        self.advice = advice

    @property
    def sentence(self) -> str:
        """Return the default sentence: the reason and the advice."""
        return f"{self.what}，{self.advice}"


class ChujingError(Exception):
    """The base of all expected errors; ``kind.code`` is the code for programs.

    ``source`` is the file or option it is about, where that is not the command's own file.
    """

    kind = FileError.REFUSED
    source = ""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class UnusableFile(ChujingError):
    """Raised where a file cannot be read, or has no usable form.

    By default ``reason`` is the sentence of ``kind``.
    """

    def __init__(self, reason: str = "", kind: FileError = FileError.REFUSED) -> None:
        super().__init__(reason or kind.sentence)
        self.kind = kind

    def __reduce__(self) -> tuple[type[UnusableFile], tuple[str, FileError]]:
        """Return the arguments for pickling, so that workers can raise it."""
        return UnusableFile, (self.reason, self.kind)


class CannotDo(ChujingError):
    """Raised where the request cannot be done, although the file is usable."""


class Cancelled(ChujingError):
    """Raised where the user cancelled a dialog; nothing has been done."""


class Stopped(ChujingError):
    """Raised where the user pressed Esc; only while nothing has been written yet."""


class BuildError(ChujingError):
    """Raised where the generated macros or ribbon would not work in Excel."""


class InstallError(ChujingError):
    """Raised where the add-in cannot be installed or removed."""


def because(error: OSError) -> str:
    """Return the reason of a system error, in Chinese for any system language."""
    return _BECAUSE.get(error.errno or 0, error.strerror or "原因不明")


_BECAUSE = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EEXIST: "那里有一个同名的文件",
    errno.EISDIR: "那里有一个同名的文件夹",
    errno.ENAMETOOLONG: "文件名太长",
}


@dataclass(frozen=True)
class LeftOut:
    """One file of several that could not be used, with the reason."""

    source: str
    reason: str
    kind: FileError
