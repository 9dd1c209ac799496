"""Reports over TAXII 2.1: a real office, judged by OASIS's own client, object model and validator."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import stix2
from taxii2client.v21 import ApiRoot, Collection, Server, Status, as_pages

from tansiq.gateways.taxii.stix import GRADING, REPORTING, TLP_REFS, reports_meant
from tansiq.office.information import Marking
from tansiq.office.terms import Level
from tests.coordination import Speaker, agreed_office, flows, report, terms, upload

MEDIA = "application/taxii+json;version=2.1"
SQUARE = {"polygon": [{"lat": lat, "lng": lng} for lat, lng in ((46.0, 7.0), (46.0, 7.1), (46.1, 7.1), (46.1, 7.0))]}
CIRCLE = {"circle": {"lat": 46.2, "lng": 7.2, "radius_m": 900.0}}
FIXED = 9
"""Objects that every collection begins with: the office, two extensions, five marks, and whose collection it is."""


class Bearer(requests.auth.AuthBase):
    """How a party's program shows its token to a client that knows nothing of ours."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, asked: requests.PreparedRequest) -> requests.PreparedRequest:
        asked.headers["Authorization"] = f"Bearer {self.token}"
        return asked


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[dict[str, Speaker]]:
    information, told = {"level": Level.INFORMATION, "separation": ()}, {"level": Level.NOTIFICATION, "separation": ()}
    agreed = {
        "relief-army": (("army", "relief"), terms("information", flows("army", "relief"), **information)),
        "relief-drones": (("drones", "relief"), terms("more", flows("drones", "relief"), **information)),
        "told": (("authority", "relief"), terms("told", flows("authority", "relief"), **told)),
    }
    with agreed_office(tmp_path, agreed=agreed) as speakers:
        yield speakers


def root_of(speaker: Speaker) -> ApiRoot:
    """What a client finds from the one address that it is told."""
    server = Server(f"{speaker.office.url}/taxii2/", auth=Bearer(speaker.token))
    assert server.default.url == f"{speaker.office.url}/taxii2/reports/"
    return server.default


def collection(speaker: Speaker, of: str) -> Collection:
    """The collection with this other name."""
    return next(one for one in root_of(speaker).collections if one.custom_properties.get("alias", one.alias) == of)


def everything(of: Collection, per_request: int = 100, **asked: Any) -> list[dict[str, Any]]:
    """All objects, page by page."""
    return [
        one for page in as_pages(of.get_objects, per_request=per_request, **asked) for one in page.get("objects", [])
    ]


def kinds(objects: list[dict[str, Any]]) -> list[str]:
    return [one["type"] for one in objects]


def ask(speaker: Speaker, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, dict[str, str]]:
    """Without a client between: status, document, headers."""
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    asked = urllib.request.Request(f"{speaker.office.url}/taxii2{path}", method=method, data=data)
    for name, value in {"Authorization": f"Bearer {speaker.token}", "Accept": MEDIA, **headers}.items():
        asked.add_header(name.replace("_", "-"), value)
    if data is not None and "Content_Type" not in headers:
        asked.add_header("Content-Type", MEDIA)
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, json.load(answer), {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, json.load(error), {name.lower(): value for name, value in error.headers.items()}


def stix_report(title: str, **changed: Any) -> dict[str, Any]:
    """A report as another's program would make it."""
    made = {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-11-01T10:00:00.000Z",
        "modified": "2026-11-01T10:00:00.000Z",
        "name": title,
        "description": f"{title}: الطريق مفتوح.",
        "published": "2026-11-01T10:00:00.000Z",
        "lang": "ar",
        "object_refs": ["identity--d9e29d5e-0a5f-4e5c-9d0d-2b5a0f4c5b11"],
        "object_marking_refs": [TLP_REFS[Marking.AMBER]],
    }
    return made | changed


def test_a_client_finds_reports_and_every_object_is_sound(parties: dict[str, Speaker]) -> None:
    from stix2validator import ValidationOptions, validate_instance  # it takes seconds to load

    relief, army = parties["relief"], parties["army"]
    claims = [{"speaker": "The mayor", "text": "The road is open."}]
    first = relief.post(
        "/reports",
        report("The road", ["army"], extents=[SQUARE, CIRCLE], claims=claims, place="Sion", outlet="A paper"),
    )
    relation = [{"kind": "contradicts", "report": first["id"], "version": 1}]
    answer = army.post("/reports", report("It is not", ["relief"], relations=relation, marking="TLP:RED"))

    theirs = everything(collection(army, "relief"))
    assert kinds(theirs)[FIXED:] == ["report", "location", "location", "note"]
    back = everything(collection(relief, "army"))
    assert kinds(back)[FIXED:] == ["report", "opinion"]
    for one in (*theirs, *back):
        verdict = validate_instance(one, ValidationOptions(version="2.1", strict=False))
        assert verdict.is_valid, (one, [str(error) for error in verdict.errors])
        assert stix2.parse(one, allow_custom=False, version="2.1").id == one["id"]

    seen = theirs[FIXED]
    assert (seen["id"], seen["name"], seen["lang"]) == (f"report--{first['id']}", "The road", "ar")
    assert seen["description"] == "The road: الطريق مفتوح حتى الجسر."
    assert seen["extensions"][GRADING] == {
        "extension_type": "property-extension",
        "source_reliability": "B",
        "information_credibility": 2,
    }
    assert (seen["confidence"], seen["object_marking_refs"]) == (70, [TLP_REFS[Marking.AMBER]])
    about = seen["extensions"][REPORTING]
    assert (about["place"], about["outlet"], about["version"]) == ("Sion", "A paper", 1)
    assert about["extents"][1] == {"type": "Point", "coordinates": [7.2, 46.2], "radius_m": 900.0}
    middle = theirs[FIXED + 1]
    assert (round(middle["latitude"], 3), round(middle["longitude"], 3), middle["name"]) == (46.05, 7.05, "Sion")
    assert 6_000 < middle["precision"] < 7_000
    assert back[FIXED + 1]["opinion"] == "disagree"
    assert back[FIXED + 1]["object_refs"] == [f"report--{first['id']}"]
    assert back[FIXED]["object_marking_refs"] == [TLP_REFS[Marking.RED]]
    assert answer["id"] in back[FIXED]["id"]


def test_what_is_pulled_is_noted_as_shown_and_the_manifest_shows_nothing(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/reports", report("The bridge", ["army"]))

    def shown() -> list[Any]:
        return [held.get("shown", []) for held in relief.get(f"/reports/{made['id']}")["given"]]

    manifest = collection(army, "relief").get_manifest()
    assert kinds([{"type": one["id"].partition("--")[0]} for one in manifest["objects"]])[-1] == "report"
    assert shown() == [[]]
    assert kinds(everything(collection(army, "relief")))[-1] == "report"
    assert [(one["version"], one["person"]) for one in shown()[0]] == [(1, "a program")]


def test_nobody_finds_what_was_not_released_to_them(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    first = relief.post("/reports", report("For the army", ["army"]))
    both = relief.post("/reports", report("For both", ["army", "drones"]))
    relation = [{"kind": "confirms", "report": first["id"], "version": 1}]
    third = relief.post("/reports", report("It says more of the first", ["drones"], relations=relation))

    names = [one["name"] for one in everything(collection(drones, "relief")) if one["type"] == "report"]
    assert names == ["For both", "It says more of the first"]
    assert "opinion" not in kinds(everything(collection(drones, "relief")))
    assert first["id"] not in json.dumps(everything(collection(drones, "relief")))
    assert [one.alias for one in root_of(parties["authority"]).collections] == ["own"]
    assert [one.alias for one in root_of(drones).collections] == ["own", "relief"]
    own = collection(relief, "own").id
    theirs = collection(army, "relief").id
    for speaker, name in ((drones, own), (drones, theirs), (drones, "army"), (parties["authority"], "relief")):
        status, problem, _ = ask(speaker, "GET", f"/reports/collections/{name}/objects/")
        assert (status, problem["error_code"]) == (404, "not-found")
    of = collection(drones, "relief").id
    for path in ("", "versions/"):
        status, problem, _ = ask(drones, "GET", f"/reports/collections/{of}/objects/report--{first['id']}/{path}")
        assert (status, problem["error_code"]) == (404, "not-found")
    status, problem, _ = ask(drones, "DELETE", f"/reports/collections/{of}/objects/report--{first['id']}/")
    assert (status, problem["error_code"]) == (404, "not-found")
    for one in (both, third):
        status, problem, _ = ask(drones, "DELETE", f"/reports/collections/{of}/objects/report--{one['id']}/")
        assert (status, problem["error_code"]) == (403, "not-yours")


def test_pages_miss_nothing_and_give_nothing_twice_while_others_release_change_and_take_back(
    parties: dict[str, Speaker],
) -> None:
    relief, army = parties["relief"], parties["army"]
    made = [relief.post("/reports", report(f"Number {number}", ["army"])) for number in range(12)]
    of = collection(army, "relief")
    got: list[dict[str, Any]] = []
    for number, page in enumerate(as_pages(of.get_objects, per_request=4)):
        got += page["objects"]
        if number == 3:  # three of the twelve have come, and one more
            relief.put(f"/reports/{made[0]['id']}", report("Number 0 again", ["army"], version=made[0]["change"]))
            relief.post(f"/reports/{made[11]['id']}/withdrawal", {"version": made[11]["change"], "reason": "Wrong."})
            made.append(relief.post("/reports", report("Number 12", ["army"])))
    versions = [(one["id"], one.get("modified", one["created"])) for one in got]
    assert len(set(versions)) == len(versions)
    reports = [one for one in got if one["type"] == "report"]
    assert {one["id"] for one in reports} == {f"report--{one['id']}" for one in made}
    assert [one["name"] for one in reports].count("Number 0 again") == 1
    assert [one["id"] for one in reports if one.get("revoked")] == [f"report--{made[11]['id']}"]
    assert len(reports) == len(made) + 1  # number 0 came in both versions


def test_filters_and_headers_are_as_the_standard_says(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = [relief.post("/reports", report(f"Number {number}", ["army"], extents=[CIRCLE])) for number in range(3)]
    of = f"/reports/collections/{collection(army, 'relief').id}"
    status, page, headers = ask(army, "GET", f"{of}/objects/?limit=2&match[type]=report")
    assert (status, headers["content-type"], len(page["objects"]), page["more"]) == (200, MEDIA, 2, True)
    first, last = headers["x-taxii-date-added-first"], headers["x-taxii-date-added-last"]
    assert (first, last) == tuple(one["modified"] for one in page["objects"])
    _, rest, _ = ask(army, "GET", f"{of}/objects/?limit=2&match[type]=report&next={page['next']}")
    assert [one["name"] for one in rest["objects"]] == ["Number 2"]
    assert "more" not in rest
    _, later, _ = ask(army, "GET", f"{of}/objects/?added_after={last}&match[type]=report,location")
    assert [(one["type"], one["id"].partition("--")[2]) for one in later["objects"]] == [
        ("report", made[2]["id"]), ("location", made[2]["id"])]  # fmt: skip
    place = f"location--{made[1]['id']}"
    _, named, _ = ask(army, "GET", f"{of}/objects/?match[id]={place},report--{made[2]['id']}")
    assert [one["id"] for one in named["objects"]] == [place, f"report--{made[2]['id']}"]
    _, one, _ = ask(army, "GET", f"{of}/objects/{place}/")
    assert [each["id"] for each in one["objects"]] == [place]
    _, versions, _ = ask(army, "GET", f"{of}/objects/{place}/versions/")
    assert versions["versions"] == [named["objects"][0]["modified"]]
    _, nothing, _ = ask(army, "GET", f"{of}/objects/?match[version]=2000-01-01T00:00:00.000Z")
    assert nothing == {}
    for wrong, where in (
        ("limit=0", "limit"), ("limit=x", "limit"), ("next=%25", "next"), ("next=W10", "next"),
        ("added_after=yesterday", "added_after"), ("added_after=2026-11-01T10:00:00", "added_after"),
        ("match[type]=" + ",".join(map(str, range(101))), "match[type]"), ("order=up", "order"),
    ):  # fmt: skip
        status, problem, _ = ask(army, "GET", f"{of}/objects/?{wrong}")
        assert status == 400, wrong
        assert problem["description"].startswith(where), problem


def test_what_a_client_pushes_is_released_to_the_party_whose_collection_it_is(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    place = {
        "type": "location", "spec_version": "2.1", "id": f"location--{uuid.uuid4()}", "latitude": 46.2,
        "longitude": 7.3, "precision": 250.0, "name": "The bridge", "created": "2026-11-01T10:00:00.000Z",
        "modified": "2026-11-01T10:00:00.000Z",
    }  # fmt: skip
    pushed = stix_report("Pushed", object_refs=[place["id"]])
    note = {
        "type": "note", "spec_version": "2.1", "id": f"note--{uuid.uuid4()}", "content": "It is open.",
        "authors": ["The mayor"], "object_refs": [pushed["id"]], "created": "2026-11-01T10:00:00.000Z",
        "modified": "2026-11-01T10:00:00.000Z",
    }  # fmt: skip
    indicator = {"type": "indicator", "id": f"indicator--{uuid.uuid4()}", "pattern": "[ipv4-addr:value = '192.0.2.1']"}
    unmarked = stix_report("Unmarked", object_marking_refs=[])
    status = collection(relief, "army").add_objects({"objects": [pushed, place, note, indicator, unmarked]})
    assert (status.status, status.success_count, status.failure_count, status.pending_count) == ("complete", 3, 2, 0)
    assert [one["id"] for one in status.failures] == [indicator["id"], unmarked["id"]]
    assert "describes a target" in status.failures[0]["message"]
    again = Status(f"{relief.office.url}/taxii2/reports/status/{status.id}/", auth=Bearer(relief.token))
    assert again.success_count == 3
    assert ask(army, "GET", f"/reports/status/{status.id}/")[0] == 404

    read = army.get(f"/reports/{pushed['id'][8:]}")
    assert (read["title"], read["language"], read["marking"], read["place"]) == (
        "Pushed", "ar", "TLP:AMBER", "The bridge")  # fmt: skip
    assert (read["source_grade"], read["information_grade"]) == ("F", 6)
    assert read["claims"] == [{"speaker": "The mayor", "text": "It is open."}]
    assert read["extents"][0]["circle"] == {"lat": 46.2, "lng": 7.3, "radius_m": 250.0}

    other = pushed | {"name": "Pushed anew", "modified": "2026-11-02T10:00:00.000Z"}
    assert collection(relief, "drones").add_objects({"objects": [other, place]}).success_count == 2
    assert [parties[one].get(f"/reports/{pushed['id'][8:]}")["title"] for one in ("army", "drones")] == [
        "Pushed anew"] * 2  # fmt: skip
    kept = stix_report("Kept")
    collection(relief, "own").add_objects({"objects": [kept]})
    assert army("GET", f"/reports/{kept['id'][8:]}")[0] == 404
    assert relief.get(f"/reports/{kept['id'][8:]}").get("given", []) == []
    assert collection(relief, "army").add_objects({"objects": [other | {"revoked": True}]}).success_count == 1
    assert army.get(f"/reports/{pushed['id'][8:]}")["state"] == "withdrawn"
    taken = stix_report("Taken by another", id=pushed["id"])
    for _ in range(2):  # it is another's here: one's own has another identifier, the same each time
        assert collection(army, "relief").add_objects({"objects": [taken]}).failure_count == 0
    theirs = [one for one in relief.get("/reports?role=received")["items"] if one["title"] == "Taken by another"]
    assert [(one["owner"], one["version"], one["id"] != taken["id"][8:]) for one in theirs] == [("army", 1, True)]


def test_what_was_pushed_later_by_its_sender_stands_however_it_comes_in(parties: dict[str, Speaker]) -> None:
    """Programs try again, send several versions at once, and in any order."""
    relief, army = parties["relief"], parties["army"]
    first = stix_report("First")
    second = first | {"name": "Second", "modified": "2026-11-01T10:00:00.5Z"}
    third = first | {"name": "Third", "modified": "2026-11-01T10:00:01Z"}
    status = collection(relief, "army").add_objects({"objects": [second, first]})
    assert [one["version"] for one in status.failures] == [first["modified"]]
    assert "a later version" in status.failures[0]["message"]

    def held(by: Speaker) -> tuple[str, int]:
        read = by.get(f"/reports/{first['id'][8:]}")
        return read["title"], read["version"]

    assert held(army) == ("Second", 1)
    assert collection(relief, "army").add_objects({"objects": [second]}).success_count == 1  # once more: nothing new
    assert held(army) == ("Second", 1)
    assert collection(relief, "drones").add_objects({"objects": [second]}).success_count == 1
    assert [held(army), held(parties["drones"])] == [("Second", 1)] * 2
    assert collection(relief, "army").add_objects({"objects": [third]}).success_count == 1
    late = collection(relief, "army").add_objects({"objects": [second]})
    assert (late.failure_count, "stale-version" in late.failures[0]["message"]) == (1, True)
    assert held(army) == ("Third", 2)


def test_what_a_client_pulls_it_can_push_elsewhere_without_loss(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    claims = [{"speaker": "The mayor", "text": "The road is open."}]
    told = report("The road", ["army"], extents=[SQUARE, CIRCLE], claims=claims, place="Sion", source="A driver")
    first = relief.post("/reports", told)
    objects = everything(collection(army, "relief"))[FIXED:]
    fresh = str(uuid.uuid4())
    moved = json.loads(json.dumps(objects).replace(f"--{first['id']}", f"--{fresh}"))
    moved[1]["id"] = moved[0]["object_refs"][1]
    assert collection(army, "own").add_objects({"objects": moved}).failure_count == 0
    copied = army.get(f"/reports/{fresh}")
    for name in ("title", "text", "language", "source", "place", "source_grade", "information_grade", "marking", "from",
                 "until", "extents", "author"):  # fmt: skip
        assert copied[name] == first[name], name
    assert copied["claims"] == [{"speaker": "The mayor", "text": "The road is open."}]


def test_a_report_that_comes_back_keeps_its_evidence(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    status, put_in = upload(relief, "/attachments?name=bridge.txt", b"what the driver saw", content_type="text/plain")
    assert status == 201, put_in
    files = [{"sha256": put_in["sha256"], "name": "bridge.txt", "origin": "the driver"}]
    first = relief.post("/reports", report("The road", ["army"], evidence=files))
    pulled = everything(collection(relief, "own"))[FIXED:]
    for shelf in ("own", "army"):  # pushed as it was pulled, it says the same
        assert collection(relief, shelf).add_objects({"objects": pulled}).failure_count == 0
    same = relief.get(f"/reports/{first['id']}")
    assert (same["versions"], same["evidence"]) == (first["versions"], first["evidence"])

    other = pulled[0] | {"name": "The road to Sion", "modified": "2099-01-01T00:00:00.000Z"}
    other.pop("external_references")
    assert collection(relief, "own").add_objects({"objects": [other]}).failure_count == 0
    changed = army.get(f"/reports/{first['id']}")
    assert (changed["title"], changed["evidence"]) == ("The road to Sion", first["evidence"])


def test_what_a_client_may_not_do_or_sends_wrongly_is_said_plainly(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    of = f"/reports/collections/{collection(relief, 'army').id}"
    envelope = {"objects": [stix_report("One")]}
    reader = relief.only("tansiq.read")
    assert ask(reader, "POST", f"{of}/objects/", envelope)[0] == 403
    assert ask(relief.only("tansiq.operate"), "GET", f"{of}/objects/")[0] == 403
    assert [one.can_write for one in root_of(reader).collections] == [False] * 3
    anybody = relief.only("tansiq.read")
    anybody.token = "none"
    assert ask(anybody, "GET", "/")[0] == 401
    assert ask(Speaker(relief.office, relief.identity, "nobody"), "GET", "/")[0] == 403
    assert ask(relief, "GET", "/", Accept="application/json")[0] == 406
    assert ask(relief, "GET", "/", Accept="application/taxii+json;version=2.0")[0] == 406
    assert ask(relief, "GET", "/", Accept="text/html, */*;q=0.1")[0] == 200
    assert ask(relief, "POST", f"{of}/objects/", envelope, Content_Type="application/json")[0] == 415
    for body, status in (
        (b"{", 400), (b"[]", 400), (b"\xff", 400), (b'{"objects": {}}', 400), (b'{"objects": ["a"]}', 400),
        (b"{}", 422), ({"objects": [{"type": []}, {"type": {}}]}, 202),
        ({"objects": [{"type": "note"}] * 1_001}, 413), (b"[" * 100_000, 400),
    ):  # fmt: skip
        assert ask(relief, "POST", f"{of}/objects/", body)[0] == status, body
    for changed, field in (
        ({"id": "report--1"}, "id"), ({"name": ""}, "name"), ({"name": 7}, "name"),
        ({"published": "soon"}, "published"),
        ({"object_refs": "x"}, "object_refs"), ({"object_marking_refs": ["x"]}, "object_marking_refs"),
        ({"extensions": {GRADING: {"source_reliability": "Z"}}}, f"extensions.{GRADING}.source_reliability"),
        ({"extensions": {GRADING: []}}, f"extensions.{GRADING}"),
        ({"extensions": {REPORTING: {"extents": [{"type": "Point", "coordinates": [200, 0]}]}}}, "extensions"),
        ({"extensions": {REPORTING: {"extents": [{"type": "Point", "coordinates": ["a", {}]}]}}}, "extensions"),
        ({"extensions": {REPORTING: {"extents": [{"type": "Line", "coordinates": []}]}}}, "extensions"),
        ({"extensions": {REPORTING: {"extents": [{"type": "Point", "coordinates": [True, "46"]}]}}}, "extensions"),
        ({"extensions": {REPORTING: {"extents": [{"type": "Point", "coordinates": [10**400, 1]}]}}}, "extensions"),
        ({"published": "2999-01-01T00:00:00Z"}, "from"),
        ({"description": "x" * 200_001}, "description"),
    ):  # fmt: skip
        _, answered, _ = ask(relief, "POST", f"{of}/objects/", {"objects": [stix_report("Wrong") | changed]})
        assert answered["failure_count"] == 1, changed
        assert answered["failures"][0]["message"].startswith(field), (changed, answered["failures"])


def test_an_identifier_leads_back_to_its_report_or_nowhere() -> None:
    number = str(uuid.uuid4())
    assert reports_meant(f"report--{number}") == (number,)
    for place in range(256):
        shifted = uuid.UUID(int=uuid.UUID(number).int ^ place)
        assert number in reports_meant(f"note--{shifted}")
    for wrong in ("", "report", "report--", "report--x", f"indicator--{number}", "location--zz"):
        assert reports_meant(wrong) == ()
