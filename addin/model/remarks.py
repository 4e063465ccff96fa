"""备注 of 附件2: the numbers that have no column of their own, in words that the program can read.

``另有市直属单位的中层负责人2人；未核查：违规办理（60人）；未备案1人；待核实4条；其余文字``
(规格 §4 【约】; what was not judged is worded in ``gaps``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from addin.forms import annex2, codes
from addin.model import gaps

_BLANK = r"\s*"
_BETWEEN = r"\s*(?:人员|人数|问题|线索|的)?\s*(?:有|为|共)?\s*[:：]?\s*"
_LEAD = re.compile(r"(?:另有|此外还有|尚有|还有)\s*$")
_SEPARATORS = "；;、，,。 \t\n"
APART = tuple(leaf.key for leaf in annex2.APART)


@dataclass(frozen=True)
class Remark:
    """One number kept in 备注: its key, what it counts and in which unit of counting."""

    key: str
    label: str
    measure: str
    spellings: tuple[str, ...] = ()

    @property
    def in_subtotal(self) -> bool:
        """Whether these people are part of the 小计 of 登记备案人员数."""
        return self.key in APART

    @property
    def pattern(self) -> str:
        """Regular expression of the remark as people write it; its one group is the number."""
        labels = "|".join(_loosely(label) for label in (self.label, *self.spellings))
        return (
            rf"(?:{labels}){_BETWEEN}([0-9０-９]{{1,9}}){_BLANK}(?:{self.measure}|人|名|条|项|个)"
        )


REMARKS = (
    Remark("apart_township", codes.TOWNSHIP, "人", ("县（区）管乡科级", "乡科级干部")),
    Remark("apart_city_middle", codes.CITY_MIDDLE, "人", ("市直属单位中层负责人",
           "市直属单位的中层", "市直属单位中层", "市直单位中层")),
    Remark("apart_other", "其他类型人员", "人", ("其他类型",)),
    Remark("unregistered", "未备案", "人"),
    Remark("pending", "待核实", "条"),
    Remark("beyond", "七类之外属实", "人次"),
)  # fmt: skip
CATEGORY_REMARK = {codes.TOWNSHIP: "apart_township", codes.CITY_MIDDLE: "apart_city_middle"}


def apart(counts: Mapping[str, int]) -> int:
    """Return how many people are in the 小计 without being in one of its five columns."""
    return sum(counts.get(key, 0) for key in APART)


def written(counts: Mapping[str, int], text: str = "", blanks: Collection[str] = ()) -> str:
    """Return the remark: people apart, what was not judged, the other numbers, free text.

    ``blanks`` are the columns of problems in which the row's cell is empty.
    """
    said = {remark: f"{remark.label}{counts[remark.key]}{remark.measure}"
            for remark in REMARKS if counts.get(remark.key)}  # fmt: skip
    people = "、".join(words for remark, words in said.items() if remark.in_subtotal)
    others = [words for remark, words in said.items() if not remark.in_subtotal]
    parts = (f"另有{people}" if people else "", *gaps.written(counts, blanks), *others, text)
    return "；".join(part for part in parts if part)


def read(remark: str) -> tuple[Counter[str], str]:
    """Return the numbers in a remark, and the rest of its text."""
    counts, rest = gaps.read(remark)
    for known in REMARKS:
        found = re.search(known.pattern, rest)
        if found:
            counts[known.key] = int(found[1])
            before, after = rest[: found.start()], rest[found.end() :]
            rest = f"{_LEAD.sub('', before).rstrip(_SEPARATORS)}；{after.lstrip(_SEPARATORS)}"
    return counts, re.sub("；+", "；", rest).strip(_SEPARATORS)


def _loosely(label: str) -> str:
    """Return the label as a pattern: brackets of either width, white space anywhere."""
    return _BLANK.join({"（": "[（(]", "）": "[）)]"}.get(char, re.escape(char)) for char in label)
