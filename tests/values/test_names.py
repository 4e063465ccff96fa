"""A full name cut into surname and given name."""

from __future__ import annotations

import pytest

from addin.values import names


@pytest.mark.parametrize(
    ("full", "cut"),
    [
        ("赵虚构", ("赵", "虚构")), ("欧阳明", ("欧阳", "明")), ("欧阳明月", ("欧阳", "明月")),
        ("欧阳", ("欧", "阳")),
    ],
)  # fmt: skip
def test_a_double_surname_is_kept_together(full: str, cut: tuple[str, str]) -> None:
    assert names.cut(full) == cut


def test_spaces_inside_a_name_make_no_other_person() -> None:
    assert names.normal("王　伟") == names.normal("王 伟") == names.normal("王伟")
