"""Which plain numbers are days."""

from __future__ import annotations

from datetime import date

import pytest

from addin.values import dates


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (20_000, date(1954, 10, 3)), (25_569, date(1970, 1, 1)), (29_999, date(1982, 2, 17)),
        (42_155.75, date(2015, 5, 31)), (79_999, date(2119, 1, 10)), (19_999, None),
        (80_000, None), (19_700_101, date(1970, 1, 1)),
    ],
)  # fmt: skip
def test_a_plain_number_is_the_serial_of_a_day_within_lifetimes(
    number: float, day: date | None
) -> None:
    assert dates.day(number) == day
