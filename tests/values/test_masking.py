"""No identity number leaves, however it was typed, wherever in a sentence it stands."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.model.examples import made_up_id
from addin.values.masking import hider, mask_in

SEPARATORS = ["", " ", "\u3000", "-", "－", "·", " - ", "\u200b", "\n"]


def typed(number: str, separators: list[str], *, wide: bool) -> str:
    """The number with something between its parts, in full width or not."""
    cuts = (0, 6, 10, 14, len(number)) if len(number) == 18 else (0, 6, 12, len(number))
    parts = [number[a:b] for a, b in pairwise(cuts)]
    text = parts[0] + "".join(s + part for s, part in zip(separators, parts[1:], strict=False))
    return text.translate({c: c + 0xFEE0 for c in map(ord, "0123456789X")}) if wide else text


numbers = st.integers(1, 900).flatmap(
    lambda n: st.sampled_from([made_up_id(n), made_up_id(n)[:17] + "x"])
)
separated = st.lists(st.sampled_from(SEPARATORS), min_size=3, max_size=3)
before_it = st.sampled_from(["", "身份证", "（", "第 3 行 ", "名册_", "“", "a", "1 "])
after_it = st.sampled_from(["", "）", "_1", "，第 3 行", ".xlsx", "a", "\n", "”"])


@given(numbers, separated, st.booleans(), before_it, after_it)
def test_a_number_is_masked_wherever_it_stands(
    number: str, separators: list[str], wide: bool, before: str, after: str
) -> None:
    said = mask_in(f"{before}{typed(number, separators, wide=wide)}{after}")

    figures = "".join(c for c in said.removeprefix(before).removesuffix(after) if c.isdecimal())
    assert number[6:14] not in figures.translate({c + 0xFEE0: c for c in range(48, 58)})
    assert said.count("*") == 8


@given(numbers, separated, st.booleans())
def test_old_numbers_are_masked_too(number: str, separators: list[str], wide: bool) -> None:
    old = number[:6] + number[8:17]
    assert mask_in(typed(old, separators, wide=wide)).count("*") == 5


@pytest.mark.parametrize(
    "text",
    [
        "校验码：1234-5678-9012-3456", "2026-11-23 2026-12-01 2026", "31 120 5 6 7 8 9 10 11 12 13",
        "2013-01-01 至 2015-05-31，共 880 天", "0518-85400000 0518-85400001",
        "E12345678、E87654321", "第 12 行、第 13 行", "3.14159265358979", "合计 12 34 56 78",
    ],
)  # fmt: skip
def test_other_figures_stay(text: str) -> None:
    assert mask_in(text) == text


@pytest.mark.parametrize(
    "written",
    ["19800102", "1980-01-02", "1980-1-2", "1980年1月2日", "1980.01.02", "1980/1/2",
     "１９８００１０２", "1980 01 02"],
)  # fmt: skip
def test_a_page_does_not_give_the_hidden_birth_back(written: str) -> None:
    hide = hider([made_up_id(1, birth="19800102")], [])
    assert hide(f"出生日期{written}，") in ("出生日期********，", "出生日期********日，")


def test_a_birth_that_the_form_gives_otherwise_is_hidden_too() -> None:
    hide = hider([made_up_id(1, birth="19800102")], [], [date(1980, 1, 20)])
    assert hide("1980-01-20、2015-05-31、119800120") == "********、2015-05-31、119800120"
