"""A corridor holds its track: every moment of it, with the stated buffer, by an oracle that shares no code with it."""

from __future__ import annotations

import itertools

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.traffic.corridor import ALTITUDE_DOUBT_M, Buffers, corridor
from tansiq.traffic.tracks import AltitudeReference, Fix, Track
from tansiq.volumes import Polygon, footprint, overlaps
from tansiq.volumes.routes import MAX_CORNERS
from tests.thorough import tries
from tests.volumes.shapes import EARTH, PLACES, oracle

START_US = 1_772_355_600_000_000
BUFFERS = st.builds(Buffers, st.sampled_from((50.0, 500.0, 2_000.0)), st.sampled_from((20.0, 100.0)), st.just(30.0))
SOME = settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def tracks(draw: st.DrawFn, lat: float, lng: float) -> Track:
    """A way that turns, climbs, waits and doubles back."""
    time_us, bearing = START_US, draw(st.floats(0, 360))
    altitude_m = draw(st.floats(0, 12_000))
    fixes = [Fix(time_us, lat, lng, altitude_m)]
    for _ in range(draw(st.integers(0, 25))):
        bearing += draw(st.floats(-170, 170))
        here = EARTH.Direct(fixes[-1].lat, fixes[-1].lng, bearing, draw(st.sampled_from((0.0, 15.0, 400.0, 6_000.0))))
        time_us += draw(st.integers(1, 120)) * 1_000_000
        altitude_m += draw(st.floats(-200, 200))
        fixes.append(Fix(time_us, here["lat2"], here["lon2"], altitude_m))
    return Track("made up", tuple(fixes), draw(st.sampled_from(AltitudeReference)))


@SOME
@given(st.data(), PLACES, BUFFERS)
@pytest.mark.stories
def test_every_moment_of_a_track_lies_in_its_corridor_with_the_whole_buffer(
    data: st.DataObject, place: tuple[float, float], buffers: Buffers
) -> None:
    track = data.draw(tracks(*place))
    volumes = corridor(track, buffers)
    beside_m = buffers.vertical_m + ALTITUDE_DOUBT_M[track.reference]
    wait_us = int(buffers.time_s * 1e6)
    for fix, following in zip(track.fixes, (*track.fixes[1:], track.fixes[-1]), strict=True):
        share = data.draw(st.floats(0, 1))
        line = EARTH.Inverse(fix.lat, fix.lng, following.lat, following.lng)
        here = EARTH.Direct(fix.lat, fix.lng, line["azi1"], line["s12"] * share)
        time_us = fix.time_us + int((following.time_us - fix.time_us) * share)
        altitude_m = fix.altitude_m + (following.altitude_m - fix.altitude_m) * share
        holding = [
            volume
            for volume in volumes
            if (volume.start_us or 0) <= time_us - wait_us + 1
            and (volume.end_us or 0) >= time_us + wait_us - 1
            and (volume.lower_m or 0) <= altitude_m - beside_m + 0.001
            and (volume.upper_m or 0) >= altitude_m + beside_m - 0.001
        ]
        at = (here["lat2"], here["lon2"])
        rings = [oracle(volume.outline, *at) for volume in holding]
        assert any(
            ring.covers(shapely.Point(0, 0)) and ring.exterior.distance(shapely.Point(0, 0)) >= buffers.horizontal_m
            for ring in rings
        )


@SOME
@given(st.data(), PLACES, BUFFERS)
def test_a_corridor_is_sound_short_and_unbroken(
    data: st.DataObject, place: tuple[float, float], buffers: Buffers
) -> None:
    track = data.draw(tracks(*place))
    volumes = corridor(track, buffers)
    for volume in volumes:
        assert isinstance(volume.outline, Polygon)
        assert len(volume.outline.vertices) // 2 <= MAX_CORNERS + 8
        footprint(volume.outline)  # raises for what an office would refuse
        volume.check()
        assert (volume.end_us or 0) - (volume.start_us or 0) <= (buffers.longest_s + 120 + 2 * buffers.time_s) * 1e6
    for one, following in itertools.pairwise(volumes):
        assert overlaps(one, following)


def test_doubt_about_an_altitude_widens_the_band() -> None:
    fix = Fix(START_US, 48.0, 2.0, 1_000.0)
    bands = {}
    for reference in AltitudeReference:
        (volume,) = corridor(Track("one fix", (fix,), reference), Buffers(vertical_m=100.0))
        bands[reference] = (volume.upper_m or 0) - (volume.lower_m or 0)
    assert bands[AltitudeReference.ELLIPSOID] == 200.0
    assert bands[AltitudeReference.ELLIPSOID] < bands[AltitudeReference.SEA_LEVEL] < bands[AltitudeReference.PRESSURE]
    assert bands[AltitudeReference.UNKNOWN] == bands[AltitudeReference.PRESSURE]
