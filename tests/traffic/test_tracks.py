"""What is made of recorded fixes: sorted, cleaned of what cannot be, split where nothing is known."""

from __future__ import annotations

import math

import pytest

from tansiq.traffic.tracks import GAP_S, AltitudeReference, Fix, Track, clean, split

START_US = 1_772_355_600_000_000


def fix(second: float, lat: float = 48.0, lng: float = 2.0, altitude_m: float = 100.0) -> Fix:
    return Fix(START_US + int(second * 1e6), lat, lng, altitude_m)


def cleaned(*fixes: Fix) -> tuple[list[Track], dict[str, int]]:
    left_out: dict[str, int] = {}
    return clean("F1", fixes, AltitudeReference.ELLIPSOID, left_out), left_out


def test_fixes_are_put_in_order_of_time() -> None:
    (track,), left_out = cleaned(fix(20), fix(0), fix(10))
    assert [f.time_us for f in track.fixes] == [fix(s).time_us for s in (0, 10, 20)]
    assert left_out == {}


def test_a_silence_longer_than_the_gap_splits_a_track_and_one_as_long_does_not() -> None:
    def pieces(seconds: float, gap_s: float) -> list[int]:
        (track,), _ = cleaned(fix(0), fix(10), fix(10 + seconds))
        return [len(piece.fixes) for piece in split(track, gap_s)]

    assert pieces(GAP_S, GAP_S) == [3]
    assert pieces(GAP_S + 0.001, GAP_S) == [2, 1]
    assert pieces(GAP_S + 0.001, 600) == [3]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (fix(1, lat=91), "off the earth"),
        (fix(1, lng=-181), "off the earth"),
        (fix(1, lat=math.nan), "off the earth"),
        (fix(1, altitude_m=math.inf), "off the earth"),
        (fix(1, altitude_m=70_000), "altitude out of range"),
        (fix(1, altitude_m=-2_000), "altitude out of range"),
        (fix(0), "repeated time"),
        (fix(1, lat=48.01), "impossible jump"),
    ],
)
def test_a_fix_that_cannot_be_is_left_out_and_counted(bad: Fix, reason: str) -> None:
    tracks, left_out = cleaned(fix(0), bad, fix(2))
    assert [len(track.fixes) for track in tracks] == [2]
    assert left_out == {reason: 1}


def test_where_one_may_be_after_a_long_silence_is_anybodys_guess() -> None:
    (track,), left_out = cleaned(fix(0), fix(GAP_S + 1, lat=60.0))
    assert (len(track.fixes), left_out) == (2, {})


def test_crossing_the_antimeridian_is_no_jump() -> None:
    (track,), left_out = cleaned(fix(0, 0.0, 179.999), fix(10, 0.0, -179.999))
    assert (len(track.fixes), left_out) == (2, {})


def test_a_shifted_track_keeps_its_shape() -> None:
    (track,), _ = cleaned(fix(0), fix(10, altitude_m=120))
    later = track.shifted(5_000_000)
    assert [(f.time_us - 5_000_000, f.altitude_m) for f in later.fixes] == [
        (f.time_us, f.altitude_m) for f in track.fixes
    ]
