"""Many errands of a party's own centre in one request: as if each had come alone, in order, and each done once."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.coordination import ALL, Speaker, flight, found_office, site
from tests.serving import Identity, running_office

LINKED = f"{ALL} tansiq.link"
Answers = list[tuple[int, Any]]


@pytest.fixture(scope="module")
def relief(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speaker]:
    folder = tmp_path_factory.mktemp("office")
    identity = Identity(folder)
    found_office(folder / "office.db")
    with running_office(folder / "office.db", identity.public_file, "--max-body-bytes", "300000") as office:
        yield Speaker(office, identity, "relief").only(LINKED)


def errand(method: str, path: str, body: Any = None, **more: str) -> dict[str, str]:
    text = "" if body is None else json.dumps(body)
    return {"key": str(uuid.uuid4()), "method": method, "path": f"/api/v1{path}", "body": text, **more}


def together(speaker: Speaker, *errands: dict[str, str]) -> Answers:
    status, found = speaker("POST", "/errands", {"errands": errands})
    assert status == 200, found
    return [(one["status"], one["body"]) for one in found["answers"]]


def one_by_one(speaker: Speaker, *errands: dict[str, str]) -> Answers:
    return [
        speaker.office.call(
            one["method"], one["path"], speaker.token, one["body"].encode(), headers={"Idempotency-Key": one["key"]}
        )
        for one in errands
    ]


def planned(speaker: Speaker, lat: float) -> str:
    made = speaker.post("/operations", flight(lat, 5.0, kind="convoy"), 201)
    return str(made["operation"]["id"])


def changes(rng: random.Random, operation: str, thread: str) -> list[dict[str, str]]:
    """Changes that rest on one another, some of which cannot be."""
    made, drafted = [], str(uuid.uuid4())
    for version in range(1, 13):
        state = rng.choice(("Activated", "Nonconforming", "Contingent", "Ended"))
        wrong = rng.random() < 0.3
        put = {"state": state, "version": version + wrong}
        made.append(errand("PUT", f"/operations/{operation}/state", put))
        made.append(errand("POST", f"/threads/{thread}/messages", {"text": f"message {version}"}))
        if version in (3, 8):
            made.append(errand("PUT", f"/notices/{drafted}", site(30.0, 5.0, ["army"])))
            made.append(errand("POST", f"/notices/{drafted}/withdrawal", {"version": 1, "reason": "over"}))
        if version == 6:
            made.append(errand("POST", "/agreements/relief-army/suspension", {"reason": "a trial"}))
            made.append(errand("POST", f"/threads/{thread}/messages", {"text": "under a suspended channel"}))
            made.append(errand("DELETE", "/agreements/relief-army/suspension"))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_many_together_are_answered_as_one_by_one(relief: Speaker, seed: int) -> None:
    found = []
    for send in (one_by_one, together):
        rng = random.Random(seed)
        operation = planned(relief, 31.0 + seed / 10)
        thread = relief.post("/threads", {"parties": ["army"], "title": "T", "message": {"text": "0"}}, 201)["id"]
        answers = send(relief, *changes(rng, operation, thread))
        said = [message["text"] for message in relief.get(f"/threads/{thread}")["messages"]]
        shown = relief.get(f"/operations/{operation}")
        found.append(([(status, body.get("code")) for status, body in answers], said, shown["state"], shown["version"]))
    assert found[0] == found[1]
    assert {status for status, _ in found[0][0]} >= {200, 201, 409}


def test_each_is_done_once_however_often_all_of_them_come(relief: Speaker) -> None:
    some = [errand("POST", "/operations", flight(33.0 + i / 50, 5.0, kind="convoy")) for i in range(60)]
    thread = relief.post("/threads", {"parties": ["army"], "title": "T", "message": {"text": "0"}}, 201)["id"]
    some += [errand("POST", f"/threads/{thread}/messages", {"text": f"{i}"}) for i in range(1, 31)]
    with ThreadPoolExecutor(4) as senders:
        first, *others = senders.map(lambda _: together(relief, *some), range(4))
    assert all(status == 201 for status, _ in first)
    assert others == [first, first, first]
    assert one_by_one(relief, *some) == first
    assert len({body["operation"]["id"] for _, body in first[:60]}) == 60
    assert [one["text"] for one in relief.get(f"/threads/{thread}")["messages"]] == [str(i) for i in range(31)]


def test_what_was_refused_stays_refused_when_it_comes_again(relief: Speaker) -> None:
    operation = planned(relief, 34.0)
    path = f"/operations/{operation}/state"
    early = errand("PUT", path, {"state": "Ended", "version": 2})
    then = errand("PUT", path, {"state": "Activated", "version": 1})
    assert [status for status, _ in together(relief, early, then)] == [409, 200]
    for _ in range(2):
        assert [status for status, _ in together(relief, early, then)] == [409, 200]
        assert one_by_one(relief, early)[0][0] == 409
    assert relief.get(f"/operations/{operation}")["state"] == "Activated"
    late = errand("PUT", path, {"state": "Ended", "version": 2})
    assert [status for status, _ in together(relief, late)] == [200]


def test_each_is_asked_for_the_rights_that_its_own_route_asks_for(relief: Speaker) -> None:
    form = {"errands": [errand("POST", "/operations", flight(35.0, 5.0, kind="convoy"))]}
    assert relief.only(ALL)("POST", "/errands", form)[1]["code"] == "scope-missing"
    speaks = relief.only("tansiq.read tansiq.speak tansiq.link")
    thread = relief.post("/threads", {"parties": ["army"], "title": "T", "message": {"text": "0"}}, 201)["id"]
    others = planned(Speaker(relief.office, relief.identity, "army"), 36.0)
    some = (
        errand("POST", "/operations", flight(35.0, 5.0, kind="convoy")),
        errand("POST", f"/threads/{thread}/messages", {"text": "1"}, person="p1", name="Lina"),
        errand("POST", f"/threads/{thread}/messages", {"text": "2"}, name="Lina"),
        errand("POST", "/sight", {}),
        errand("POST", "/nothing"),
        errand("PATCH", f"/threads/{thread}"),
        errand("POST", "/errands", {"errands": []}),
        errand("GET", "/operations"),
        errand("PUT", f"/operations/{others}/state", {"state": "Ended", "version": 1}),
        errand("POST", f"/threads/{thread}/messages", "not a form"),
    )
    answers = [(status, body.get("code", "")) for status, body in together(speaks, *some)]
    assert answers[:3] == [(403, "scope-missing"), (201, ""), (400, "person-invalid")]
    assert answers[3][0] == 400
    assert answers[4:8] == [(404, "no-such-path"), (404, "no-such-path"), (404, "no-such-path"),
                            (405, "method-not-allowed")]  # fmt: skip
    assert answers[8:] == [(403, "scope-missing"), (400, "malformed")]
    assert together(relief, some[8]) == together(relief, some[8])
    another = errand("PUT", f"/operations/{others}/state", {"state": "Ended", "version": 1})
    ((status, problem),) = together(relief, another)
    assert (status, problem["code"]) == (404, "not-found")
    messages = relief.get(f"/threads/{thread}")["messages"]
    assert [(one["text"], one.get("person", "")) for one in messages] == [("0", ""), ("1", "Lina")]
    stranger = Speaker(relief.office, relief.identity, "nobody").only(LINKED)
    assert stranger("POST", "/errands", form)[0] == 403


@pytest.mark.parametrize(
    "form",
    [
        {"errands": []},
        {"errands": [errand("POST", "/operations")] * 2},
        {"errands": [errand("POST", "/operations") for _ in range(101)]},
        {"errands": [{**errand("POST", "/operations"), "key": "x" * 129}]},
        {"errands": [{**errand("POST", "/operations"), "key": "\u00e9"}]},
        {"errands": [{**errand("POST", "/operations"), "body": {}}]},
        {},
    ],
)
def test_what_is_no_batch_is_refused_whole(relief: Speaker, form: Any) -> None:
    status, problem = relief("POST", "/errands", form)
    assert (status, problem["code"]) == (400, "malformed")


def test_a_new_notice_has_an_identifier_that_nobody_takes_for_something_else(relief: Speaker) -> None:
    made = str(uuid.uuid4())
    asked = [
        errand("PUT", f"/notices/{named}", site(30.5, 5.0, ["army"]))
        for named in ("n1", made.upper(), f"{made}#0", f"{made}%20", made)
    ]
    found = [(status, body.get("code", "")) for status, body in together(relief, *asked)]
    assert found == [(400, "identifier-invalid")] * 4 + [(200, "")]


def test_after_a_kill_those_done_are_said_to_have_been_done(tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    found_office(tmp_path / "office.db")
    some = [errand("POST", "/operations", flight(33.0 + i / 50, 5.0, kind="convoy")) for i in range(20)]
    some.append(errand("PUT", f"/notices/{uuid.uuid4()}", site(30.0, 5.0, ["army"])))
    with running_office(tmp_path / "office.db", identity.public_file) as office:
        first = together(Speaker(office, identity, "relief").only(LINKED), *some)
        office.kill()
    with running_office(tmp_path / "office.db", identity.public_file) as office:
        speaker = Speaker(office, identity, "relief").only(LINKED)
        again = together(speaker, *some)
        assert [body["operation"]["id"] for _, body in again[:20]] == [
            body["operation"]["id"] for _, body in first[:20]
        ]
        assert (again[20][0], again[20][1]["code"]) == (409, "done-before")
        assert len(speaker.get("/operations?owner=relief&limit=100")["items"]) == 20
