"""Parties ask each other for information and support: a real office, real programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tansiq.office.terms import Level
from tests.coordination import Speaker, agreed_office, at, circle, eventually, flows, report, request, terms


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    information, told = {"level": Level.INFORMATION, "separation": ()}, {"level": Level.NOTIFICATION, "separation": ()}
    agreed = {
        "relief-army": (("army", "relief"), terms("information", flows("army", "relief"), **information)),
        "relief-drones": (("drones", "relief"), terms("more", flows("drones", "relief"))),
        "told": (("authority", "relief"), terms("told", flows("authority", "relief"), **told)),
    }
    folder = tmp_path_factory.mktemp("office")
    with agreed_office(folder, "--housekeeping-s", "0.2", agreed=agreed) as speakers:
        yield speakers


def whys(speaker: Speaker, request_id: str) -> list[str]:
    return [one["why"] for one in speaker.get("/feed?limit=1000")["items"] if one["id"] == request_id]


def test_a_request_is_asked_noted_considered_and_answered_with_words_and_reports(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    place = [circle(36.2, 5.4, 500.0)]
    made = relief.post("/requests", request("The road", ["army"], extents=place, place="the bridge", priority="urgent"))
    assert (made["version"], made["responses"][0]["state"], made["responses"][0]["under"]) == (1, "sent", "relief-army")
    path = f"/requests/{made['id']}"
    read = army.get(path)
    assert (read["text"], read["place"], read["asker"]) == (made["text"], "the bridge", "relief")
    assert "to" not in read
    assert "version" not in read
    army.post(f"{path}/note", {"person": "Omar"})
    assert relief.get(path)["responses"][0]["state"] == "received"
    army.post(f"{path}/consideration", {"person": "Omar"})
    told = army.post("/reports", report("The road", ["relief"]))
    partly = {"text": "To the bridge.", "language": "en", "partly": True, "person": "Omar", "reports": [told["id"]]}
    army.post(f"{path}/answer", partly)
    army.post(f"{path}/answer", {"text": "And beyond.", "language": "en", "marking": "TLP:RED", "person": "Omar"})
    (response,) = relief.get(path)["responses"]
    assert (response["state"], response["overdue"]) == ("answered", False)
    assert [step["state"] for step in response["steps"]] == [
        "received", "under-consideration", "partly-answered", "answered",
    ]  # fmt: skip
    first, second = response["steps"][2:]
    assert (first["text"], first["reports"], first["marking"]) == (
        "To the bridge.", [{"report": told["id"], "version": 1}], "TLP:AMBER",
    )  # fmt: skip
    assert (second["text"], second["marking"], second["person"]) == ("And beyond.", "TLP:RED", "Omar")
    states = ["received", "under-consideration", "partly-answered", "answered"]
    assert whys(relief, made["id"]) == ["asked", *states]
    assert whys(army, made["id"]) == ["asked", *states]
    status, problem = army("POST", f"{path}/answer", {"text": "More.", "person": "Omar"})
    assert (status, problem["code"]) == (400, "transition-not-allowed")


def test_whoever_was_asked_learns_nothing_of_others_and_others_nothing_at_all(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    made = relief.post("/requests", request("Who flies", ["army", "drones"]))
    path = f"/requests/{made['id']}"
    assert [one["party"] for one in made["responses"]] == ["army", "drones"]
    drones.post(f"{path}/decline", {"reason": "nothing to say", "person": "Dana"})
    seen = army.get(path)
    assert [one["party"] for one in seen["responses"]] == ["army"]
    assert "drones" not in json.dumps([seen, army.get("/requests")])
    assert relief.get(f"{path}/sight/army")["request"] == seen
    assert relief.get(f"{path}/sight/stranger") == {"viewer": "stranger"}
    for other in ("authority", "stranger"):
        for method, more, body in (
            ("GET", "", None),
            ("GET", "/sight/army", None),
            ("PUT", "/needed-by", {"version": 1, "needed_by": at(60)}),
            ("POST", "/withdrawal", {"version": 1, "reason": "r"}),
            ("POST", "/note", {"person": "p"}),
            ("POST", "/consideration", {"person": "p"}),
            ("POST", "/answer", {"text": "t", "person": "p"}),
            ("POST", "/decline", {"person": "p"}),
        ):
            status, problem = parties[other](method, f"{path}{more}", body)
            assert (status, problem["code"]) == (404, "not-found"), (other, more)
        assert parties[other].get("/requests")["items"] == []
    assert army("POST", f"{path}/withdrawal", {"version": 1, "reason": "not mine"})[0] == 404
    assert relief("POST", f"{path}/answer", {"text": "by myself", "person": "p"})[0] == 404


def test_what_cannot_be_asked_or_answered_is_refused_with_its_field(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    for form, code, field in (
        (request("No", ["authority"]), "not-shared", "to.parties[0]"),
        (request("No", ["relief"]), "recipients-invalid", "to.parties[0]"),
        (request("No", []), "recipients-invalid", "to"),
        (request("No", ["army"], needed_by=at(-1)), "request-invalid", "needed_by"),
        (request("No", ["army"], priority="distress"), "malformed", "priority"),
        (request("No", ["army"], person=""), "person-needed", "person"),
        (request("No", [], to={"agreements": ["relief-army"]}, marking="TLP:RED"), "marking-too-strict",
         "to.agreements"),
    ):  # fmt: skip
        status, problem = relief("POST", "/requests", form)
        assert (problem["code"], problem["field"]) == (code, field), (status, problem)
    made = relief.post("/requests", request("Yes", ["army"]))
    own = relief.post("/reports", report("Not the army's", ["army"]))
    unknown = army.post("/reports", report("For nobody", []))
    path = f"/requests/{made['id']}/answer"
    for answer, code, field in (
        ({"person": "p"}, "request-invalid", "text"),
        ({"text": "t"}, "request-invalid", "person"),
        ({"reports": [own["id"]], "person": "p"}, "not-found", "reports[0]"),
        ({"reports": [unknown["id"]], "person": "p"}, "not-found", "reports[0]"),
    ):
        problem = army("POST", path, answer)[1]
        assert (problem["code"], problem["field"]) == (code, field)
    assert army.only("tansiq.read")("POST", path, {"text": "t", "person": "p"})[0] == 403
    assert relief.only("tansiq.read tansiq.speak")("POST", "/requests", request("No", ["army"]))[0] == 403


def test_what_is_not_answered_in_time_is_overdue_and_may_still_be_answered(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/requests", request("Soon", ["army", "drones"], needed_by=at(0.01)))
    path = f"/requests/{made['id']}"
    eventually(lambda: whys(relief, made["id"]) == ["asked", "overdue"])
    assert whys(army, made["id"]) == ["asked", "overdue"]
    assert all(one["overdue"] for one in relief.get(path)["responses"])
    assert made["id"] in [one["id"] for one in army.get("/requests?overdue=true")["items"]]
    assert made["id"] not in [one["id"] for one in army.get("/requests?overdue=false")["items"]]
    army.post(f"{path}/answer", {"text": "Late, but here.", "person": "Omar"})
    by_party = {one["party"]: one for one in relief.get(path)["responses"]}
    assert (by_party["army"]["state"], by_party["army"]["overdue"]) == ("answered", False)
    assert by_party["drones"]["overdue"]
    changed = relief.put(f"{path}/needed-by", {"version": 1, "needed_by": at(60)})
    assert not any(one["overdue"] for one in changed["responses"])
    assert whys(army, made["id"])[-1] == "answered", "whoever has answered is told nothing more"
    stale = relief("PUT", f"{path}/needed-by", {"version": 1, "needed_by": at(90)})
    assert (stale[0], stale[1]["code"]) == (409, "stale-version")
    relief.post(f"{path}/withdrawal", {"version": 2, "reason": "it came by telephone"})
    seen = parties["drones"].get(path)
    assert (seen["responses"][0]["state"], seen["reason"]) == ("withdrawn", "it came by telephone")
    status, problem = parties["drones"]("POST", f"{path}/answer", {"text": "now", "person": "p"})
    assert (status, problem["code"]) == (409, "has-ended")


def test_while_a_channel_is_suspended_nothing_passes_and_nothing_is_lost(parties: dict[str, Speaker]) -> None:
    relief, drones = parties["relief"], parties["drones"]
    made = relief.post("/requests", request("Before the silence", ["drones"]))
    path = f"/requests/{made['id']}"
    relief.post("/agreements/relief-drones/suspension", {"reason": "a dispute"})
    try:
        answered = drones.post(f"{path}/answer", {"text": "Zq-in-the-silence", "person": "Zq-Dana"})
        assert answered["responses"][0]["waits"]
        before = relief.get(path)
        assert (before["responses"][0]["state"], before["version"]) == ("sent", 1)
        hidden = [before, relief.get("/requests"), relief.get(f"{path}/sight/drones"), relief.get("/feed?limit=1000"),
                  relief.get("/agreements/relief-drones/responses")]  # fmt: skip
        assert "Zq-in-the-silence" not in json.dumps(hidden)
        assert "Zq-Dana" not in json.dumps(hidden)
        assert whys(relief, made["id"]) == ["asked"]
        assert relief("POST", "/requests", request("Now", ["drones"]))[1]["code"] == "not-shared"
    finally:
        assert relief("DELETE", "/agreements/relief-drones/suspension")[0] == 200
    eventually(lambda: whys(relief, made["id"]) == ["asked", "answered"])
    assert relief.get(path)["responses"][0]["steps"][0]["text"] == "Zq-in-the-silence"


_NOT_COUNTS = ("party", "median_answer_s")


def test_the_response_record_is_for_those_who_agreed(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    before = {one["party"]: one for one in relief.get("/agreements/relief-army/responses")}
    first, second, third = (relief.post("/requests", request(title, ["army"])) for title in ("One", "Two", "Three"))
    relief.post("/requests", request("Elsewhere", ["drones"]))
    army.post(f"/requests/{first['id']}/answer", {"text": "So it is.", "person": "Omar"})
    army.post(f"/requests/{second['id']}/decline", {"person": "Omar"})
    army.post(f"/requests/{third['id']}/decline", {"person": "Omar", "reason": "All are on the road"})
    after = {one["party"]: one for one in army.get("/agreements/relief-army/responses")}
    assert sorted(after) == ["army", "relief"]
    grown = {name: after["army"][name] - before["army"][name] for name in after["army"] if name not in _NOT_COUNTS}
    assert grown == {"asked": 3, "open": 0, "partly_answered": 0, "answered": 1, "declined": 2,
                     "declined_without_reason": 1, "withdrawn": 0, "overdue": 0}  # fmt: skip
    assert after["army"]["median_answer_s"] >= 0
    parts = ("open", "partly_answered", "answered", "declined", "withdrawn")
    assert all(one["asked"] == sum(one[part] for part in parts) for one in after.values())
    assert parties["drones"]("GET", "/agreements/relief-army/responses")[0] == 404
    assert relief.get("/agreements/told/responses")[0]["asked"] == 0


def test_lists_are_filtered_by_what_one_sees(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/requests", request("Trucks", [], kind="support", to={"agreements": ["relief-army"]}))
    assert made["responses"][0]["via"] == "relief-army"
    assert "via" not in army.get(f"/requests/{made['id']}")["responses"][0]
    army.post(f"/requests/{made['id']}/note", {"person": "Omar"})
    again = army.post(f"/requests/{made['id']}/note", {"person": "Omar"})
    assert len(again["responses"][0]["steps"]) == 1, "said twice, it was said once"

    def ids(speaker: Speaker, query: str) -> list[str]:
        return [one["id"] for one in speaker.get(f"/requests?limit=1000&{query}")["items"]]

    for speaker, query, there in (
        (relief, "role=own&kind=support&party=army", True),
        (relief, "role=received", False),
        (army, "role=received&party=relief&state=received", True),
        (army, "state=declined&kind=support", False),
        (army, "party=drones", False),
    ):
        assert (made["id"] in ids(speaker, query)) is there, query
    assert all("text" not in one for one in relief.get("/requests")["items"])
