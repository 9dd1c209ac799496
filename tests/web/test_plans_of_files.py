"""Files of operations and constraints: looked through, and planned, each on its own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.coordination import Speaker, agreed_office, at, flows, terms, upload
from tests.gateways.files_of_plans import applies, area, geojson, kml, placemark, round_area, zone
from tests.planned_files import army_flies, drone_areas, look_through, own, plan
from tests.web.browsing import Browser, browser_of, person


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    agreed = {
        "air": (("army", "drones"), terms("air", flows("army", "drones"))),
        "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"), plan_over=True)),
        "zones": (("authority", "drones"), terms("zones", flows("authority", "drones"))),
    }
    folder = tmp_path_factory.mktemp("office")
    with agreed_office(folder, "--housekeeping-s", "0.2", agreed=agreed) as speakers:
        yield speakers


def test_a_file_is_looked_through_feature_by_feature_before_anything_is_planned(parties: dict[str, Speaker]) -> None:
    stranger = parties["stranger"]
    data = geojson(
        area(10.0, 5.0, name="Good", start=at(60), end=at(120), lower="0 m WGS84", upper="1 km WGS84"),
        area(11.0, 5.0, name="Whenever"),
        area(112.0, 5.0, name="Off the earth", start=at(60), end=at(120)),
        area(13.0, 5.0, name="Over", start=at(-120), end=at(-60)),
    )
    job = look_through(stranger, data, name="areas.json", kind="team")
    assert (job["for"], job["state"], job["language"]) == ("operations", "ready", "GeoJSON")
    assert job["counts"] == {"good": 1, "errors": 3, "same": 0, "near": 0}
    assert {(error["where"], error["code"]) for error in job["errors"]} == {
        ("features[1]", "times-needed"), ("features[2]", "latitude-out-of-range"), ("features[3]", "window-past"),
    }  # fmt: skip
    (item,) = job["items"]
    assert (item["where"], item["kind"], item["title"]) == ("features[0]", "team", "Good")
    assert (item["lower_m"], item["upper_m"]) == (0.0, 1_000.0)
    assert item["start"] < item["end"]
    assert own(stranger) == [], "to look through a file plans nothing"
    with_times = look_through(stranger, data, kind="team", until=at(500))
    assert with_times["counts"]["good"] == 2


def test_what_cannot_be_meant_is_refused_with_its_place(parties: dict[str, Speaker]) -> None:
    army = parties["army"]

    def begin(**wishes: str) -> tuple[int, str, str]:
        status, problem = upload(army, f"/imports?{urlencode(wishes)}", drone_areas(1.0), content_type="text/plain")
        return status, problem["code"], problem.get("field", "")

    assert begin(**{"for": "missiles"}) == (400, "malformed", "for")
    assert begin(**{"for": "operations"})[:2] == (400, "malformed"), "of which kind?"
    assert begin(**{"for": "operations", "kind": "site"}) == (400, "malformed", "kind")
    assert begin(**{"for": "operations", "kind": "drone", "until": at(-5)}) == (400, "window-past", "until")
    assert begin(**{"for": "operations", "kind": "drone", "recipients": "relief"})[:2] == (400, "malformed")
    failed = look_through(army, b"PK\x03\x04 nothing", kind="drone")
    assert failed["state"] == "failed"
    path = f"/imports/{failed['id']}/operations"
    assert army("POST", path, {})[1]["code"] == "import-not-ready"
    job = look_through(army, drone_areas(1.0), kind="drone")
    path = f"/imports/{job['id']}/operations"
    assert army("POST", path, {"only": ["features[7]"]})[1]["field"] == "only"
    assert army("POST", path, {"without": ["far"]})[1]["code"] == "malformed"
    assert army("POST", path, {"kind": "drone"})[1]["code"] == "malformed"
    assert army("POST", f"{path}?cursor=!", {})[1]["code"] == "cursor-invalid"
    assert army("POST", f"/imports/{job['id']}/drafts", {})[1]["code"] == "import-for-other"
    assert parties["drones"]("POST", path, {})[1]["code"] == "import-unknown"
    assert army.only("tansiq.read tansiq.speak")("POST", path, {})[1]["code"] == "scope-missing"
    assert own(army) == []


def test_one_that_is_refused_keeps_none_of_the_others_back(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    patrol = army_flies(army, 20.0)
    job = look_through(drones, drone_areas(19.5, 20.0, 20.5), kind="drone")
    before, refused, after = plan(drones, job)
    assert [one["state"] for one in (before, refused, after)] == ["planned", "refused", "planned"]
    titles = {one["title"] for one in own(drones)}
    assert {"Survey 19.5", "Survey 20.5"} <= titles
    assert "Survey 20.0" not in titles
    problem = refused["problem"]
    (conflict,) = problem["conflicts"]
    assert (problem["code"], problem["status"]) == ("in-conflict", 409)
    assert (conflict["other"]["id"], conflict["other"]["owner"], conflict["under"]) == (patrol, "army", "air")
    assert conflict["rule"] == {"horizontal_m": 500.0, "vertical_m": 100.0, "minutes": 5.0}
    assert problem["changes"], "it says what would avoid it"
    taken = drones.get(f"/operations/{before['id']}")
    form = {name: taken[name] for name in ("kind", "card", "extents")}
    for place in form["extents"][0]["polygon"]:
        place["lat"] += 0.5
    alone = drones.post("/operations", form, 409)
    assert set(problem) == set(alone) - {"instance"}, "the same problem as planning it alone"
    assert problem["detail"] == alone["detail"]
    assert conflict == alone["conflicts"][0]


def test_a_conflict_is_planned_over_with_a_reason_where_that_is_agreed(parties: dict[str, Speaker]) -> None:
    army, relief = parties["army"], parties["relief"]
    patrol = army_flies(army, 21.0)
    job = look_through(relief, drone_areas(20.9, 21.0), kind="drone")
    free, refused = plan(relief, job)
    assert (free["state"], refused["state"]) == ("planned", "refused")
    assert refused["problem"]["field"] == "reason"
    (done,) = plan(relief, job, only=["features[1]"], reason="a patient")
    assert (done["state"], done["conflicts"][0]["other"]["id"]) == ("planned", patrol)
    made = relief.get(f"/operations/{done['id']}")
    assert (made["reason"], made["planned_over"][0]["thing"]) == ("a patient", patrol)
    again = plan(relief, job, reason="another")
    assert [(one["id"], one["before"]) for one in again] == [(free["id"], True), (done["id"], True)]
    assert relief.get(f"/operations/{done['id']}")["reason"] == "a patient"


def test_a_file_that_is_sent_twice_is_planned_once(parties: dict[str, Speaker]) -> None:
    authority = parties["authority"]
    zones = [zone(f"Z{i}", 25.0 + i * 0.1, 5.0, **applies(at(60), at(600))) for i in range(4)]
    data = geojson(*zones, zone("P", 26.0, 5.0))
    until = {"until": at(6_000)}
    first = look_through(authority, data, kind="constraint", **until)
    unplanned = look_through(authority, data, kind="constraint", **until)
    results = plan(authority, first)
    assert [one["state"] for one in results] == ["planned"] * 5
    assert not any("before" in one for one in results)
    again = plan(authority, unplanned)
    assert [(one["id"], one["before"]) for one in again] == [(one["id"], True) for one in results]
    assert sorted(one["id"] for one in own(authority)) == sorted(one["id"] for one in results)
    assert {one["kind"] for one in own(authority)} == {"constraint"}

    known = look_through(authority, data, kind="constraint", **until)
    assert known["counts"] == {"good": 5, "errors": 0, "same": 5, "near": 0}
    assert results[0]["id"] in known["items"][0]["likeness"]
    assert plan(authority, known) == [], "what is there already is left out, unless one wants it"
    other = look_through(authority, data + b"\n", kind="constraint", **until)
    assert other["counts"]["same"] == 5, "from another file, too"

    authority.put(f"/operations/{results[0]['id']}/state", {"state": "Ended", "version": 1})
    (ended,) = plan(authority, known, without=[], only=[results[0]["where"]])
    assert (ended["state"], ended["problem"]["code"]) == ("refused", "has-ended")


def test_of_ones_own_only_what_is_there_at_one_time_and_of_one_kind_is_alike(parties: dict[str, Speaker]) -> None:
    stranger, authority = parties["stranger"], parties["authority"]
    data = drone_areas(27.0)
    assert [one["state"] for one in plan(stranger, look_through(stranger, data, kind="drone"))] == ["planned"]

    def alike(speaker: Speaker, data: bytes, kind: str = "drone") -> list[str]:
        return [item.get("alike", "") for item in look_through(speaker, data, kind=kind)["items"]]

    assert alike(stranger, data) == ["same"]
    assert alike(stranger, drone_areas(27.0, start=at(600), end=at(660))) == [""], "another day"
    assert alike(stranger, data, "team") == [""], "something else"
    assert alike(stranger, drone_areas(27.0, upper="400 m WGS84")) == ["near"], "one above the other are two"
    assert alike(stranger, drone_areas(27.0, 27.001)) == ["same", "near"]
    twice = geojson(*(area(28.0, 5.0, name="A", start=at(60), end=at(90)) for _ in range(2)))
    assert alike(stranger, twice) == ["", "same"], "it is there twice in the file"
    assert alike(authority, data) == [""], "others' things are nobody's business here"


def test_a_file_of_many_features_is_planned_page_by_page(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    for i in range(5):
        army_flies(army, -40.0, -20.0 + 0.1 * i)
    features = [
        area(-40.0, -20.0 + 0.1 * i, 0.005, name=f"Cell {i}", start=at(60), end=at(120), lower="100 m WGS84",
             upper="150 m WGS84")
        for i in range(500)
    ]  # fmt: skip
    job = look_through(drones, geojson(*features), kind="drone")
    assert job["counts"]["good"] == 500
    path = f"/imports/{job['id']}/operations"
    first = drones.post(f"{path}?limit=120", {}, 200)
    assert 1 <= len(first["results"]) <= 120
    assert first["next"]
    results = plan(drones, job)
    assert [one["where"] for one in results] == [f"features[{i}]" for i in range(500)]
    states = [one["state"] for one in results]
    assert (states[:5], set(states[5:])) == (["refused"] * 5, {"planned"})
    done = {one["id"] for one in first["results"] if one["state"] == "planned"}
    assert {one["id"] for one in results if one.get("before")} == done
    assert len([one for one in own(drones) if one["title"].startswith("Cell")]) == 495


def test_the_doubt_about_a_height_without_a_reference_reaches_a_conflict(parties: dict[str, Speaker]) -> None:
    """What flies at 800 m is not near 150 m, but near what 150 m of nobody knows what may be."""
    army, drones = parties["army"], parties["drones"]
    patrol = army_flies(army, 30.0, lower_m=600, upper_m=800)
    exact = {"lower": "100 m WGS84", "upper": "150 m WGS84", "start": at(60), "end": at(120)}
    (done,) = plan(drones, look_through(drones, kml(placemark("Exact", 30.0, 5.0, **exact)), kind="drone"))
    assert done["state"] == "planned"
    drones.put(f"/operations/{done['id']}/state", {"state": "Ended", "version": 1})
    unknown = {**exact, "lower": "100 m", "upper": "150 m"}
    job = look_through(drones, kml(placemark("Unknown", 30.0, 5.0, **unknown)), kind="drone")
    (item,) = job["items"]
    assert (item["lower_m"], item["upper_m"], item["vertical_doubt_m"]) == (-350.0, 600.0, 450.0)
    (refused,) = plan(drones, job)
    assert refused["problem"]["conflicts"][0]["other"]["id"] == patrol
    above = {**unknown, "lower": "1300 m", "upper": "1400 m"}
    (free,) = plan(drones, look_through(drones, kml(placemark("Above", 30.0, 5.0, **above)), kind="drone"))
    assert free["state"] == "refused", "850 m and more may be 50 m beside what flies up to 800 m"
    higher = {**unknown, "lower": "1360 m", "upper": "1400 m"}
    (free,) = plan(drones, look_through(drones, kml(placemark("Higher", 30.0, 5.0, **higher)), kind="drone"))
    assert free["state"] == "planned", "the doubt is added once"


def test_a_constraint_closes_what_it_has_to_close_and_says_whom_it_meets(parties: dict[str, Speaker]) -> None:
    authority, drones = parties["authority"], parties["drones"]
    (flight,) = plan(drones, look_through(drones, drone_areas(33.0), kind="drone"))
    closed = geojson(zone("C1", 33.005, 5.005, **applies(at(60), at(600))))
    (done,) = plan(authority, look_through(authority, closed, kind="constraint"))
    assert (done["state"], done["conflicts"][0]["other"]["id"]) == ("planned", flight["id"])
    made = authority.get(f"/operations/{done['id']}")
    assert (made["kind"], made["state"], made["title"]) == ("constraint", "Accepted", "Zone C1")
    assert [one["id"] for one in drones.get("/operations?kind=constraint&owner=authority&limit=1000")["items"]
            if one["id"] == done["id"]]  # fmt: skip


def test_the_person_who_planned_is_named(parties: dict[str, Speaker]) -> None:
    army = parties["army"]
    person(army.office, army.identity, "army", "nour", "duty-officer")
    nour: Browser = browser_of(army.office, "army", "nour")
    job = look_through(army, drone_areas(50.0), kind="drone")
    status, answer = nour.ask("POST", f"/api/v1/imports/{job['id']}/operations", {})
    assert status == 200
    assert army.get(f"/operations/{answer['results'][0]['id']}")["person"] == "Nour"


def test_a_request_that_is_sent_again_is_answered_as_the_first_time(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    patrol = army_flies(army, 55.0)
    closing = geojson(area(55.0, 5.0, name="Closed", start=at(60), end=at(120)))
    job = look_through(drones, closing, kind="constraint")
    path, headers = f"/api/v1/imports/{job['id']}/operations", {"Idempotency-Key": "once"}
    first, again = (drones.office.call("POST", path, drones.token, {}, headers) for _ in range(2))
    assert first == again
    assert first[1]["results"][0]["conflicts"][0]["other"]["id"] == patrol


def test_all_of_each_operation_is_told_where_it_is_asked_for(parties: dict[str, Speaker]) -> None:
    """So that it can be drawn, and planned otherwise by itself."""
    drones = parties["drones"]
    job = look_through(drones, drone_areas(57.0, 57.5, 58.0), kind="drone")
    assert not any("operation" in item for item in job["items"]), "by itself nothing long is told"
    path = f"/imports/{job['id']}?whole=true&limit=1000"
    found = drones.get(path)
    assert len(found["items"]) == 3
    form = found["items"][0]["operation"]
    assert (form["kind"], form["card"]["title"], len(form["extents"][0]["polygon"])) == ("drone", "Survey 57.0", 4)
    assert drones.post("/operations", form, 201)["operation"]["title"] == "Survey 57.0"
    times = {"start": at(60), "end": at(120), "lower": "0 m WGS84", "upper": "1 m WGS84"}
    rounds = [round_area(57.0 + i, 9_000, name=f"Round {i}", **times) for i in range(7)]
    long = look_through(drones, geojson(*rounds), kind="drone")
    path = f"/imports/{long['id']}?whole=true&limit=1000"
    first = drones.get(path)
    assert (len(first["items"]), bool(first["next"])) == (5, True), "what is too much for one page is told on the next"
    second = drones.get(f"{path}&cursor={first['next']}")
    assert ([item["where"] for item in second["items"]], "next" in second) == (["features[5]", "features[6]"], False)
