"""Whatever a person or a unit is called, the file can be made, zipped and unpacked on Windows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from addin.writing.filenames import file_name, file_names

HOSTILE = [
    "x/../../..", "..", ".", "", "   ", "CON", "con", "nul.txt", "COM1", "局.", "局 ", "局\u3000",
    "a" * 300, "名" * 300, "a/b", "a\\b", "C:\\x", "a:b", "a\nb", "\x1b[2J", "\u202egnp.", "~",
    "-rf", "*?<>|\"", "e\u0301", "\ud800", "*****************",
]  # fmt: skip


@given(
    st.one_of(st.sampled_from(HOSTILE), st.text()), st.one_of(st.sampled_from(HOSTILE), st.text())
)
@example("a" * 300, "名" * 300)
def test_every_name_is_one_file_on_every_system(one: str, other: str) -> None:
    for name in (file_name(one, ending=".xlsx"), file_name("领用单", one, other, ending=".docx")):
        assert is_valid_filename(name, platform="universal"), name
        assert name.endswith((".xlsx", ".docx"))
        assert len(name.encode()) < 200  # room for a backup's moment
        assert name == name.strip(" .")
        assert not set(name) & set('/\\:*?"<>|')
        assert name.isprintable()


@pytest.mark.parametrize(
    "name", ["虚构市委组织部", "张三_E12345678", "局（第二处）", "买买提·艾力"]
)
def test_an_ordinary_name_stays(name: str) -> None:
    assert file_name(name, ending=".xlsx") == f"{name}.xlsx"


def test_what_is_told_apart_by_the_rest_of_the_name_stays_so() -> None:
    """A long name must not push the number out that makes the file one of its own."""
    names = {file_name("领用单", "名" * 300, number, ending=".xlsx") for number in ("E1", "E2")}
    assert len(names) == 2


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=3)), max_size=12))
@example(["局", "局", "局（2）", "局"])
@example(["A", "a", "Ａ"])
def test_no_two_units_get_one_file(units: list[str]) -> None:
    names = file_names(units, "未填单位")

    assert len({name.casefold() for name in names}) == len(units)
    assert all(is_valid_filename(name, platform="universal") for name in names)
