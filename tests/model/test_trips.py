"""Trips: exits and entries of one person paired by time, in whatever order they come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.forms import ledgers
from addin.forms.columns import Table
from addin.jobs.verify.examples import rows_of
from addin.model.entries import Crossing, crossing
from addin.model.trips import Travels, pair
from support.scenarios import crossed


def read(*lines) -> list[Crossing]:
    about = {"name": "赵虚构", "id_number": "x"}
    rows = rows_of(ledgers.POLICE_CROSSINGS, [about | line for line in lines])
    found = [crossing(row) for row in rows]
    assert not [unread for _, unread in found if unread]
    return [each for each, _ in found if each]


def spans(travels: Travels) -> list[tuple[str, str | None]]:
    """Exit and entry of each trip, the time of day only where it is known."""
    return [(_text(t.exit), _text(t.entry) if t.entry else None) for t in travels.trips]


def _text(each: Crossing) -> str:
    return each.time.strftime("%m-%d %H:%M" if each.is_timed else "%m-%d")


def out(time, **changes):
    return crossed("出境", time, **changes)


def back(time, **changes):
    return crossed("入境", time, **changes)


def test_exit_and_entry_make_a_trip():
    travels = pair(read(out("2014-06-01"), back("20140610")))
    assert spans(travels) == [("06-01", "06-10")]
    assert travels.trips[0].end == date(2014, 6, 10)
    assert travels.strays == ()


def test_several_on_one_day():
    lines = [out("2014-06-01 08:00"), back("2014-06-01 11:30"), out("2014-06-01 14:00"),
             back("2014-06-01 23:50")]  # fmt: skip
    assert spans(pair(read(*lines))) == [
        ("06-01 08:00", "06-01 11:30"), ("06-01 14:00", "06-01 23:50")]  # fmt: skip


@pytest.mark.parametrize("first", ["出境", "入境"])
def test_without_times_a_person_at_home_leaves_first(first):
    """Both orders of the rows mean: left and came back the same day."""
    lines = [out("2014-06-01"), back("2014-06-01")]
    assert spans(pair(read(*(lines if first == "出境" else lines[::-1])))) == [("06-01", "06-01")]


def test_without_times_a_person_abroad_returns_first():
    """A man abroad since May comes back and leaves again on the same day."""
    lines = [out("2014-05-20"), out("2014-06-01"), back("2014-06-01"), back("2014-06-05")]
    assert spans(pair(read(*lines))) == [("05-20", "06-01"), ("06-01", "06-05")]


def test_a_day_alone_is_fitted_between_known_times():
    lines = [back("2014-06-01 10:00"), out("2014-06-01")]
    assert spans(pair(read(*lines))) == [("06-01", "06-01 10:00")]


def test_still_abroad():
    travels = pair(read(out("2014-06-01")))
    assert spans(travels) == [("06-01", None)]
    assert travels.trips[0].is_open
    assert "尚无入境记录" in travels.trips[0].spoken()


def test_an_exit_after_an_exit_means_a_lost_entry_not_an_absence():
    travels = pair(read(out("2014-06-01"), out("2014-07-01"), back("2014-07-05")))
    assert spans(travels) == [("06-01", None), ("07-01", "07-05")]
    assert not travels.trips[0].is_open
    assert travels.trips[0].resumed == travels.trips[1].exit


def test_an_entry_without_exit_joins_no_trip():
    travels = pair(read(back("2013-01-02"), out("2014-06-01"), back("2014-06-03"),
                        back("2014-06-09")))  # fmt: skip
    assert spans(travels) == [("06-01", "06-03")]
    assert [_text(stray) for stray in travels.strays] == ["01-02", "06-09"]


def test_different_documents_pair_all_the_same():
    hk = {"kind": "往来港澳通行证", "number": "C10000001", "country": "香港"}
    assert spans(pair(read(out("2014-06-01", **hk), back("2014-06-05")))) == [("06-01", "06-05")]


def test_the_same_minute_twice_is_one_crossing():
    """Two exports name the airport differently, seconds apart."""
    lines = [out("2014-06-01 08:00:05"), out(datetime(2014, 6, 1, 8, 0, 40), port="浦东"),
             back("2014-06-10 09:00"), back("201406100900")]  # fmt: skip
    assert spans(pair(read(*lines))) == [("06-01 08:00", "06-10 09:00")]


def test_the_same_crossing_with_and_without_time_is_one():
    lines = [out("2014-06-01"), out("2014-06-01 08:00", port=None), back("2014-06-10 09:00"),
             back("2014-06-10", country=None)]  # fmt: skip
    assert spans(pair(read(*lines))) == [("06-01 08:00", "06-10 09:00")]


def test_the_time_of_day_may_stand_in_a_column_of_its_own():
    line = out("20140601") | {"clock": "081500"}
    rows = rows_of(Table(ledgers.POLICE_CROSSINGS.name, (
        *ledgers.POLICE_CROSSINGS.columns, ledgers.CLOCK)), [line])  # fmt: skip
    found = crossing(rows[0])[0]
    assert found
    assert found.time == datetime(2014, 6, 1, 8, 15)


@given(
    st.lists(st.tuples(st.integers(1, 4000), st.integers(1, 2000)), max_size=8),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_any_order_any_repetition_gives_the_trips_made(gaps, random, twice):
    """Complete records give back exactly the trips, shuffled or exported twice."""
    now = datetime(2014, 1, 1, 6, 1)
    lines, made = [], []
    for home, away in gaps:
        left = now + timedelta(minutes=home)
        now = left + timedelta(minutes=away)
        lines += [out(left), back(now)]
        made.append((left, now))
    lines = lines * 2 if twice else lines
    random.shuffle(lines)
    travels = pair(read(*lines))
    if all(each.time() != datetime.min.time() for trip in made for each in trip):
        assert [(t.exit.time, t.entry and t.entry.time) for t in travels.trips] == made
        assert travels.strays == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["出境", "入境"]), st.integers(0, 6), st.booleans()), max_size=9
    ),
    st.randoms(use_true_random=False),
)
def test_nothing_is_lost_whatever_the_records(lines, random):
    """Every distinct crossing ends up in one trip or among the strays, in any order of rows."""
    start = datetime(2014, 6, 1, 7, 30)
    given_lines = [
        crossed(what, (start + timedelta(hours=9 * n)).strftime("%Y-%m-%d" + " %H:%M" * timed))
        for what, n, timed in lines
    ]
    travels = pair(read(*given_lines))
    used = [c for trip in travels.trips for c in trip.crossings] + list(travels.strays)
    assert len({c.row.number for c in used}) == len(used)
    assert {(c.day, c.leaving) for c in used} == {(c.day, c.leaving) for c in read(*given_lines)}
    shuffled = given_lines[:]
    random.shuffle(shuffled)
    assert spans(pair(read(*shuffled))) == spans(travels)


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        ("2014-05-20", "2014-05-31", False), ("2014-05-20", "2014-06-01", True),
        ("2014-06-10", "2014-06-20", True), ("2014-06-11", "2014-06-20", False),
        ("2014-06-05", "2014-06-05", True),
    ],
)  # fmt: skip
def test_a_trip_meets_a_period_on_its_first_and_last_day(first, last, meets):
    (trip,) = pair(read(out("2014-06-01"), back("2014-06-10"))).trips
    assert trip.overlaps(date.fromisoformat(first), date.fromisoformat(last)) is meets
