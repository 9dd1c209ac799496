"""Times, places and identifiers at the command line, as they are given and as they are shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from tansiq.cli.extent_text import wind
from tansiq.cli.operation_text import _letter
from tansiq.cli.output import beginnings
from tansiq.cli.shape import route_of
from tansiq.cli.times import brief_window, minute, span, when, window

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_a_time_is_read_as_it_is_written(moment: datetime) -> None:
    assert when(moment.isoformat()) == moment
    assert when(f" {moment:%Y-%m-%dT%H:%M:%S.%f}Z ") == moment


@pytest.mark.parametrize(
    ("text", "minutes"), [("now", 0), ("+1h30m", 90), ("+45m", 45), ("+2d", 2_880), ("-20m", -20), ("+1d1h1min", 1_501)]
)
def test_times_are_told_from_now(text: str, minutes: int) -> None:
    before = datetime.now(UTC)
    assert before <= when(text) - timedelta(minutes=minutes) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "text", ["", "+", "+1", "+1x", "noon", "2026-03-01T08:00", "2026-03-01", "26:00Z", "+9999d99999h", "١h", "-9999d9"]
)
def test_what_is_no_time_or_has_no_zone_is_refused(text: str) -> None:
    if text == "+9999d99999h":
        assert when(text) > datetime.now(UTC)
        return
    with pytest.raises(typer.BadParameter):
        when(text)


@given(MOMENTS, st.integers(0, 10**11))
def test_a_window_is_never_shown_shorter_than_it_is(start: datetime, lasts_us: int) -> None:
    end = start + timedelta(microseconds=lasts_us)
    shown = window(start.isoformat(), end.isoformat()).removesuffix(" UTC")
    first, last = shown.split(" to ")
    last = last if len(last) > 5 else f"{first[:10]} {last}"
    begins, ends = (datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for text in (first, last))
    assert begins <= start
    assert end <= ends < end + timedelta(minutes=1)


def test_windows_without_end_say_so() -> None:
    assert window(None, None) == "always to no end"
    assert brief_window(None, "2020-03-01T08:00:30Z") == ("always", "to 01 Mar 2020 08:01"), "the year is another"
    assert brief_window("2020-03-01T08:00:30Z", "2020-03-01T09:00:00Z") == ("01 Mar 2020 08:00", "to 09:00")
    assert minute("9999-12-31T23:59:59.5Z", end=True) == "9999-12-31 23:59"


@given(st.floats(-1e6, 1e6))
def test_a_span_is_never_told_shorter_than_it_is(seconds: float) -> None:
    units = {"h": 3_600, "min": 60, "s": 1}
    told = sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+) (h|min|s)", span(seconds)))
    assert abs(seconds) - 1e-5 <= told < abs(seconds) + 1


@given(st.lists(st.text("0123", min_size=1, max_size=12), max_size=30))
def test_the_shown_beginning_of_an_identifier_is_no_others(ids: list[str]) -> None:
    for one, shown in beginnings(ids).items():
        assert one.startswith(shown)
        assert len(shown) >= min(8, len(one))
        assert shown == one or not any(other.startswith(shown) for other in set(ids) - {one})


def test_places_of_a_route_have_times_and_may_have_names() -> None:
    found = route_of("36.2,5.4@2026-03-01T08:00Z North gate; -36.25 , -5.47 @ 2026-03-01T09:00+01:00 ;")["waypoints"]
    assert found == [
        {"lat": 36.2, "lng": 5.4, "at": datetime(2026, 3, 1, 8, tzinfo=UTC), "name": "North gate"},
        {"lat": -36.25, "lng": -5.47, "at": datetime(2026, 3, 1, 8, tzinfo=UTC)},
    ]


def test_directions_and_letters() -> None:
    assert [wind(0, 1), wind(1, 1), wind(1, 0), wind(-1, -1), wind(-1, 0.1)] == [
        "north", "north-east", "east", "south-west", "west"
    ]  # fmt: skip
    assert [_letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
