"""Files as handed in: a unit's workbook or a subordinate 附件2, recognised by headings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from addin.errors import ChujingError, FileError, UnusableFile
from addin.forms import annex1, annex2
from addin.model.annex2 import Summary
from addin.reading.annex2 import looks_like_annex2, read_annex2
from addin.reading.coverage import coverage_of
from addin.reading.unit import UnitBook


@dataclass(frozen=True)
class Submission:
    """One file that is neither blank nor unusable.

    ``summaries`` are the filled 附件2 of an office that has no 附件1, else empty; the first counts.
    """

    book: UnitBook
    summaries: tuple[Summary, ...] = ()

    @property
    def summary(self) -> Summary | None:
        """The 附件2 that counts; None where the file is a unit's workbook."""
        return self.summaries[0] if self.summaries else None

    @property
    def source(self) -> str:
        """Path of the file."""
        return str(self.book.path)

    @property
    def sha256(self) -> str:
        """Hash of the file, by which copies are found."""
        return self.book.book.sha256

    @property
    def written_unit(self) -> str:
        """The unit's name on the form, '' where that is blank."""
        return self.summary.unit if self.summary else self.book.form.unit

    @property
    def unit(self) -> str:
        """The unit's name on the form, else from the file's name."""
        return self.written_unit or name_of(self.book.path)


def submission(path: Path, data: bytes | None = None) -> Submission:
    """Return the file as handed in; ``data`` is its content where that is at hand.

    Raises UnusableFile for a file that cannot be read, holds neither form, or a blank one.
    """
    book = UnitBook(path, data)
    try:
        people = book.form.people
    except ChujingError:
        grids = [grid for grid in book.book.grids() if looks_like_annex2(grid)]
        if not grids:
            raise
        coverage = coverage_of(book.book)
        read = (read_annex2(grid, coverage) for grid in grids)
        filled = tuple(found for found in read if not found.is_blank)
        if not filled:
            raise UnusableFile(
                "附件2是空表，没有填写任何数字，请核对是否报错了文件", FileError.INCOMPLETE_FORM
            ) from None
        return Submission(book, filled)
    if not people:
        raise UnusableFile(
            "附件1是空表，没有填写人员，请核对是否报错了文件", FileError.INCOMPLETE_FORM
        )
    return Submission(book)


def name_of(path: Path) -> str:
    """Return a unit's name from its file, or from the folder where the file is 附件1.xlsx."""
    return path.parent.name if path.stem in (annex1.SHEET, annex2.SHEET) else path.stem
