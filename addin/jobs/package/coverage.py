"""What 报送清单 says of 核查: how many people were judged of each category, and what was not."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import annex2
from addin.jobs.rollup.rules import UnitRow
from addin.model import gaps
from addin.model.unit_coverage import reach


def coverage_told(total: UnitRow) -> Iterator[str]:
    """Yield a sentence for each of the seven categories, and one on what was not judged."""
    for category, column in annex2.PROBLEM_COLUMN.items():
        said = [_judged(total, category), *_gap(total, column)]
        yield f"{category}：{'，'.join(filter(None, said))}"
    if gaps.has_any(total.counts):
        yield "未核查、未判的，既不等于有问题，也不等于没有问题"


def _judged(total: UnitRow, category: str) -> str:
    found = reach(total.coverage, category)
    if not found.people:
        return "附件2没有写明判了多少人"
    more = f"（另有{found.silent}个单位没有写明）" if found.silent else ""
    return f"已判{found.judged}人，应判{found.people}人{more}"


def _gap(total: UnitRow, column: str) -> Iterator[str]:
    units, others = (total.counts.get(gaps.key(k, column), 0) for k in (gaps.UNITS, gaps.OTHERS))
    if column in total.blanks:
        yield "未核查"
    elif units:
        yield f"{units}个单位未核查"
    if others:
        yield f"另有{others}人未判"
