"""What each feature of a file becomes as a plan, and why others cannot."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tansiq.gateways.api_v1.imported import Item
from tansiq.gateways.api_v1.imported_operations import PlanWishes, operations_of
from tansiq.gateways.api_v1.operation_forms import OperationForm
from tansiq.gateways.contract import Problem
from tansiq.gateways.geofiles.feature import FeatureError
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.kinds import PLANNED, ThingKind
from tests.gateways.features import SAMPLES
from tests.gateways.files_of_plans import applies, area, geojson, kml, line, placemark, zone

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
START, END = "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"
TIMES = {"start": START, "end": END}
HEIGHTS = {"lower": "100 m WGS84", "upper": "150 m WGS84"}
Found = tuple[list[Item[OperationForm]], list[FeatureError]]


def looked_through(data: bytes, party: str = "relief", **wishes: Any) -> Found:
    whole = msgspec.convert({"kind": "constraint", "name": "f.json", **wishes}, PlanWishes)
    return operations_of(party, read(data, "f.json"), whole, FormLimits(), NOW)


def only(data: bytes, **wishes: Any) -> Item[OperationForm]:
    items, errors = looked_through(data, **wishes)
    assert not errors
    (item,) = items
    return item


def codes(data: bytes, **wishes: Any) -> list[tuple[str, str]]:
    return [(error.code, error.field) for error in looked_through(data, **wishes)[1]]


def test_an_area_becomes_what_was_asked_for_or_what_the_file_says_it_is() -> None:
    item = only(geojson(area(36.0, 5.0, name="Blasting", contact="Lina", **TIMES, **HEIGHTS)))
    assert (item.form.kind, item.form.card.title, item.form.card.contact) == ("constraint", "Blasting", "Lina")
    (volume,) = item.form.extents
    assert (volume.lower_m, volume.upper_m, volume.altitude_reference) == (100.0, 150.0, "WGS84")
    assert (volume.start, volume.end) == tuple(datetime.fromisoformat(text) for text in (START, END))
    assert (item.band_m, item.vertical_doubt_m, item.warnings) == ((100.0, 150.0), 0.0, ())
    assert tuple(moment(us) for us in item.window_us if us is not None) == (volume.start, volume.end)
    said = only(geojson(area(36.0, 5.0, name="Flight", kind="drone", **TIMES)), kind="aircraft")
    assert said.form.kind is ThingKind.DRONE
    assert codes(geojson(area(36.0, 5.0, name="Bridge", kind="infrastructure", **TIMES))) == [("kind-fixed", "kind")]


def test_what_has_no_times_is_planned_when_it_was_asked_for_or_not_at_all() -> None:
    data = geojson(
        area(36.0, 5.0, name="A"), area(36.5, 5.0, name="B", start=START), area(37.0, 5.0, name="C", **TIMES)
    )
    items, errors = looked_through(data)
    assert [item.form.card.title for item in items] == ["C"]
    assert [(error.where, error.code, error.field) for error in errors] == [
        ("features[0]", "times-needed", "until"), ("features[1]", "times-needed", "until"),
    ]  # fmt: skip
    assert "no times" in errors[0].message
    assert "no end" in errors[1].message
    until = NOW + timedelta(days=30)
    first, second, third = looked_through(data, until=until.isoformat())[0]
    assert (first.form.extents[0].start, first.form.extents[0].end) == (NOW, until), "it begins now"
    assert (second.form.extents[0].start, second.form.extents[0].end) == (datetime.fromisoformat(START), until)
    assert third.form.extents[0].end == datetime.fromisoformat(END), "what the file says stays"
    start = NOW + timedelta(days=3)
    later = looked_through(data, start=start.isoformat(), until=until.isoformat())[0]
    assert [item.form.extents[0].start for item in later] == [
        start,
        *(one.form.extents[0].start for one in (second, third)),
    ]


@pytest.mark.parametrize(("start", "until", "code"), [
    (None, "2026-03-01T11:00:00Z", "window-past"),
    ("2026-03-03T00:00:00Z", "2026-03-02T00:00:00Z", "times-reversed"),
])  # fmt: skip
def test_times_that_fit_nothing_are_refused_before_the_file_is_read(start: str | None, until: str, code: str) -> None:
    wishes = msgspec.convert({"kind": "drone", "start": start, "until": until}, PlanWishes)
    with pytest.raises(Problem) as refused:
        wishes.check(NOW)
    assert refused.value.code == code


def test_each_feature_is_told_what_is_wrong_with_it() -> None:
    past = {"start": "2026-02-01T08:00:00Z", "end": "2026-02-01T09:00:00Z"}
    data = geojson(
        area(36.0, 5.0, name="over", **past),
        area(136.0, 5.0, name="off the earth", **TIMES),
        area(36.2, 5.0, name="tab\there", **TIMES),
        area(36.3, 5.0, name="x" * 201, **TIMES),
        line((36.4, 5.0), (36.4, 5.1), name="half timed", times=[START, None]),
        line((36.5, 5.0), (36.5, 5.1), name="backwards", times=[END, START]),
        area(36.6, 5.0, name="good", **TIMES),
        area(36.7, 5.0, name="over, since when is not said", end=past["end"]),
        area(36.8, 5.0, name="no way", kind="route", **TIMES),
    )
    items, errors = looked_through(data)
    assert [item.form.card.title for item in items] == ["good", "no way"]
    assert {(error.where, error.code) for error in errors} == {
        ("features[0]", "window-past"), ("features[1]", "latitude-out-of-range"), ("features[2]", "card-invalid"),
        ("features[3]", "malformed"), ("features[4]", "times-needed"), ("features[5]", "waypoint-times"),
        ("features[7]", "window-past"),
    }  # fmt: skip


def test_an_id_is_that_of_the_same_feature_of_the_same_file_at_the_same_times() -> None:
    data = geojson(area(36.0, 5.0, name="A"), area(37.0, 5.0, name="B", **TIMES))
    until = {"until": "2026-04-01T00:00:00Z"}
    first, second = (item.id for item in looked_through(data, **until)[0])
    assert [item.id for item in looked_through(data, **until)[0]] == [first, second]
    assert [item.id for item in looked_through(data, until="2026-05-01T00:00:00Z")[0]][1] == second
    others = [
        looked_through(data, until="2026-05-01T00:00:00Z")[0][0],
        *looked_through(data, kind="drone", **until)[0],
        *looked_through(data, party="army", **until)[0],
        *looked_through(data + b" ", **until)[0],
    ]
    assert len({first, second, *(item.id for item in others)}) == 9


def test_what_stands_at_one_place_of_a_file_is_told_apart() -> None:
    two = {"type": "MultiPoint", "coordinates": [[5.0, 36.0], [5.0, 37.0]]}
    items, _ = looked_through(geojson({"type": "Feature", "properties": {"name": "Two", **TIMES}, "geometry": two}))
    assert [item.where for item in items] == ["features[0]", "features[0], part 2"]
    assert len({item.id for item in items}) == 2
    assert [item.form.extents[0].circle.lat for item in items if item.form.extents[0].circle] == [36.0, 37.0]


def test_a_way_whose_points_have_times_becomes_a_route() -> None:
    way = line((36.0, 5.0), (36.1, 5.0), name="Supplies", times=[START, END])
    item = only(geojson(way), kind="convoy", half_width_m=300, slack_minutes=5)
    route = item.form.route
    assert route is not None
    assert (len(route.waypoints), route.half_width_m, route.slack_minutes) == (2, 300.0, 5.0)
    assert (route.lower_m, route.upper_m) == (None, None)
    assert item.warnings == (), "what drives needs no heights"


def test_a_way_without_times_is_held_all_of_it_for_all_of_the_time() -> None:
    way = line((36.0, 5.0), (36.5, 5.0), (36.5, 5.5), name="Road 7")
    assert codes(geojson(way), kind="convoy") == [("times-needed", "until")]
    item = only(geojson(way), kind="convoy", start=START, until=END, half_width_m=500)
    assert item.form.route is None
    assert {(volume.start, volume.end) for volume in item.form.extents} == {
        (datetime.fromisoformat(START), datetime.fromisoformat(END))
    }
    corners = [place for volume in item.form.extents for place in volume.polygon or ()]
    assert min(place.lat for place in corners) < 36.0
    assert max(place.lng for place in corners) > 5.5
    assert any("whole way is held" in warning.sentence for warning in item.warnings)
    own = only(geojson(line((36.0, 5.0), (36.5, 5.0), name="Road 7", **TIMES)), kind="convoy")
    assert own.form.extents[0].end == datetime.fromisoformat(END), "what the file says of the whole is enough"


def test_the_band_of_a_flight_is_laid_around_the_heights_of_its_points_with_their_doubt_once() -> None:
    way = line((36.0, 5.0, 300.0), (36.1, 5.0, 340.0), name="Flight", times=[START, END])
    flown = only(geojson(way), kind="drone", half_height_m=20)
    assert flown.band_m == (280.0, 360.0)
    driven = only(geojson(way), kind="convoy")
    assert driven.band_m == (None, None)
    gpx = f"""<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>T</name><trkseg>
    <trkpt lat="36" lon="5"><ele>300</ele><time>{START}</time></trkpt>
    <trkpt lat="36.1" lon="5"><ele>340</ele><time>{END}</time></trkpt></trkseg></trk></gpx>""".encode()
    above_the_sea = only(gpx, kind="drone", half_height_m=20)
    assert (above_the_sea.band_m, above_the_sea.vertical_doubt_m) == ((170.0, 470.0), 110.0)
    said = line((36.0, 5.0, 300.0), (36.1, 5.0, 340.0), name="F", times=[START, END], **HEIGHTS)
    assert only(geojson(said), kind="drone").band_m == (100.0, 150.0), "what the file says of the whole holds"


def test_the_doubt_about_an_unknown_reference_widens_a_band_once_and_is_told() -> None:
    item = only(kml(placemark("Survey", 36.0, 5.0, lower="100 m", upper="150 m", **TIMES)), kind="drone")
    assert (item.band_m, item.vertical_doubt_m) == ((-350.0, 600.0), 450.0)
    (volume,) = item.form.extents
    assert (volume.lower_m, volume.upper_m, volume.altitude_reference) == (-350.0, 600.0, "WGS84")
    assert sum("450 m" in warning.sentence for warning in item.warnings) == 2


def test_zones_of_ed_318_become_constraints() -> None:
    data = geojson(
        zone("A1", 36.0, 5.0, **applies(START, END)),
        zone("A2", 36.5, 5.0, limitedApplicability=[{"permanent": "YES"}]),
        zone("A3", 37.0, 5.0, type="NO_RESTRICTION", **applies(START, END)),
    )
    items, errors = looked_through(data)
    assert [item.form.card.title for item in items] == ["Zone A1", "Zone A3"]
    assert items[0].form.card.phone == "+000 7"
    assert [(error.where, error.code) for error in errors] == [("features[1]", "times-needed")], "permanent has no end"
    assert [item.warnings for item in items] == [(), (Remark(RemarkCode.NOTHING_RESTRICTED),)]
    until = "2026-06-01T00:00:00Z"
    permanent = looked_through(data, until=until)[0][1]
    assert (permanent.form.extents[0].start, permanent.form.extents[0].end) == (NOW, datetime.fromisoformat(until))


def test_what_should_be_known_before_is_said() -> None:
    everywhere = only(geojson(area(36.0, 5.0, name="A", **TIMES)))
    assert [warning for warning in everywhere.warnings if warning.code is RemarkCode.ALL_HEIGHTS]
    theirs = only(geojson(area(36.0, 5.0, name="A", owner="army", **TIMES)))
    assert [warning for warning in theirs.warnings if warning == Remark(RemarkCode.OF_ANOTHER, quoted="army")]
    nameless = only(geojson(area(36.0, 5.0, **TIMES)))
    assert nameless.form.card.title == "f.json, features[0]"


@pytest.mark.parametrize("kind", PLANNED)
@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_each_feature_of_every_language_becomes_a_plan_or_an_error(language: str, kind: str) -> None:
    reading = read(SAMPLES[language][0], "file")
    wishes = msgspec.convert({"kind": kind, "until": "2099-01-01T00:00:00Z"}, PlanWishes)
    items, errors = operations_of("relief", reading, wishes, FormLimits(), NOW)
    assert len(items) + len(errors) == len(reading.features)
    assert {error.code for error in errors} <= {"window-past", "times-needed", "kind-fixed"}
    assert len({item.id for item in items}) == len(items)


def test_what_was_looked_through_could_be_planned_alone_as_it_is() -> None:
    item = only(geojson(area(36.0, 5.0, name="A", **TIMES)))
    again = msgspec.json.decode(json.dumps(msgspec.to_builtins(item.form)), type=OperationForm)
    assert again == item.form
