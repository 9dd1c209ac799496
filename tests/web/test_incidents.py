"""Something went wrong: a real office, real programs, each party in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tansiq.office.terms import Level
from tests.coordination import Speaker, agreed_office, at, circle, eventually, flows, incident, report, site, terms

READ_ONLY, SPEAK_ONLY = "tansiq.read", "tansiq.read tansiq.speak"


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    information, told = {"level": Level.INFORMATION, "separation": ()}, {"level": Level.NOTIFICATION, "separation": ()}
    agreed = {
        "relief-army": (("army", "relief"), terms("information", flows("army", "relief"), **information)),
        "relief-drones": (("drones", "relief"), terms("more", flows("drones", "relief"))),
        "told": (("authority", "relief"), terms("told", flows("authority", "relief"), **told)),
    }
    with agreed_office(tmp_path_factory.mktemp("office"), "--housekeeping-s", "0.2", agreed=agreed) as speakers:
        yield speakers


def side(seen: Any, party: str) -> Any:
    return next(one for one in seen["parties"] if one["party"] == party)


def test_an_incident_is_there_for_those_who_take_part_and_for_nobody_else(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/incidents", incident("Over the convoy", ["army"]))
    assert (made["state"], made["kind"], made["place"]) == ("alleged", "near-miss", "at the bridge")
    read = army.get(f"/incidents/{made['id']}")
    account = side(read, "relief")["account"]
    assert account["said"]["text"] == "Over the convoy: مرت طائرة فوق القافلة."
    assert account["said"]["received"] == read["opened"]
    assert side(read, "army")["state"] == "unanswered"
    given = side(made, "relief")["account"]["said"]["given"]
    assert [one["party"] for one in given] == ["army"]
    assert "given" not in account["said"]
    for other in ("drones", "authority", "stranger"):
        for path in ("", "/told", "/accounts/relief", "/sight/army"):
            status, problem = parties[other]("GET", f"/incidents/{made['id']}{path}")
            assert (status, problem["code"]) == (404, "not-found"), (other, path)
        assert made["id"] not in [one["id"] for one in parties[other].get("/incidents")["items"]]
        assert all(item["subject"] != "incident" for item in parties[other].get("/feed?limit=1000")["items"])


def test_what_cannot_be_said_is_refused_with_its_field(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    there = {**circle(36.0, 5.0), "start": at(0), "end": at(60)}
    for changes, status, code, field in (
        ({"parties": ["stranger"]}, 403, "not-shared", "parties[0]"),
        ({"parties": ["army", "authority"]}, 403, "not-shared", "parties[1]"),
        ({"parties": ["relief"]}, 400, "recipients-invalid", "parties[0]"),
        ({"parties": []}, 400, "malformed", "parties"),
        ({"until": tomorrow}, 400, "incident-invalid", "from"),
        ({"from": "2026-01-01T00:00:00Z"}, 400, "incident-invalid", "until"),
        ({"kind": "strike"}, 400, "malformed", "kind"),
        ({"target": "a bridge"}, 400, "malformed", ""),
        ({"extents": [there]}, 400, "malformed", "extents[0]"),
        ({"quiet_period": "never"}, 404, "not-found", "quiet_period"),
        ({"account": {"text": "  ", "language": "en"}}, 400, "incident-invalid", "account.text"),
    ):
        got, problem = relief("POST", "/incidents", incident("No", ["army"], **{"parties": ["army"], **changes}))
        assert (got, problem["code"]) == (status, code), (changes, problem)
        assert problem.get("field", "") == field or code == "malformed"
    assert relief.only(READ_ONLY)("POST", "/incidents", incident("No", ["army"]))[0] == 403
    made = relief.post("/incidents", incident("Yes", ["army"]))
    path = f"/incidents/{made['id']}"
    assert army.only(SPEAK_ONLY)("POST", f"{path}/facts", {"facts": ["f"]})[0] == 403
    assert army.only(SPEAK_ONLY)("POST", f"{path}/questions", {"questions": ["q"]})[0] == 200
    for speaker, method, tail, form, code in (
        (relief, "PUT", "/stand", {"stand": "acknowledged"}, "not-yours"),
        (army, "POST", "/end", {"text": "why"}, "not-yours"),
        (army, "POST", "/reopening", {"text": "why"}, "incident-invalid"),
        (army, "PUT", "/facts/none/stand", {"stand": "agrees"}, "not-found"),
        (army, "POST", "/facts", {"facts": [" "]}, "incident-invalid"),
        (army, "PUT", "/account", {"text": "t", "language": "en", "version": 3}, "stale-version"),
        (army, "POST", "/links", {"links": [{"kind": "notice", "id": "none"}]}, "not-found"),
        (army, "POST", "/actions", {"text": "t", "owner": "drones", "due": at(60)}, "incident-invalid"),
        (army, "POST", "/actions", {"text": "t", "owner": "army", "due": at(-60)}, "incident-invalid"),
        (army, "POST", "/parties", {"parties": ["drones"]}, "not-shared"),
        (army, "GET", "/told?span_minutes=-1", None, "malformed"),
    ):
        assert speaker(method, f"{path}{tail}", form)[1]["code"] == code, tail


def test_each_account_is_its_partys_own_and_all_versions_stay(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    path = f"/incidents/{relief.post('/incidents', incident('Two stories', ['army']))['id']}"
    army.put(f"{path}/account", {"text": "at 3,000 m", "language": "en", "version": 0, "person": "Omar"})
    army.put(f"{path}/account", {"text": "at 2,000 m", "language": "en", "version": 1, "person": "Omar"})
    read = relief.get(path)
    assert side(read, "army")["account"]["said"]["text"] == "at 2,000 m"
    assert [one["version"] for one in side(read, "army")["versions"]] == [1, 2]
    assert side(read, "relief")["account"]["said"]["text"].startswith("Two stories")
    versions = relief.get(f"{path}/accounts/army")
    assert [(one["version"], one["said"]["text"], one["said"]["person"]) for one in versions] == [
        (1, "at 3,000 m", "Omar"), (2, "at 2,000 m", "Omar"),
    ]  # fmt: skip
    assert relief.get(f"{path}/accounts/drones") == []
    relief.post(f"{path}/end", {"text": "no agreement"})
    status, problem = army("PUT", f"{path}/account", {"text": "late", "language": "en", "version": 2})
    assert (status, problem["code"]) == (409, "has-ended")
    assert len(army.get(f"{path}/accounts/army")) == 2


def test_facts_and_questions_stand_side_by_side(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    path = f"/incidents/{relief.post('/incidents', incident('Facts', ['army', 'drones']))['id']}"
    said = relief.post(f"{path}/facts", {"facts": ["at ten past eight", "below 300 m", "it was hot"]})
    first, second, _ = (one["id"] for one in said["facts"])
    for who in ("army", "drones"):
        parties[who].put(f"{path}/facts/{first}/stand", {"stand": "agrees"})
    army.put(f"{path}/facts/{second}/stand", {"stand": "disputes", "instead": "at 2,000 m"})
    read = parties["drones"].get(path)
    assert [(one["said"]["text"], one["state"]) for one in read["facts"]] == [
        ("at ten past eight", "agreed"), ("below 300 m", "disputed"), ("it was hot", "open"),
    ]  # fmt: skip
    (stand,) = read["facts"][1]["stands"]
    assert (stand["party"], stand["said"]["text"]) == ("army", "at 2,000 m")
    asked = army.post(f"{path}/questions", {"questions": ["who saw it?"]})["questions"][0]["id"]
    relief.post(f"{path}/questions/{asked}/answers", {"text": "the driver", "person": "Lina"})
    assert relief("PUT", f"{path}/questions/{asked}", {"answered": True})[1]["code"] == "not-yours"
    army.put(f"{path}/questions/{asked}", {"answered": True})
    (question,) = relief.get(path)["questions"]
    assert question["answered"]
    assert [one["said"]["text"] for one in question["answers"]] == ["the driver"]
    assert relief.get(path)["counts"] == {"agreed": 1, "disputed": 1, "open": 1, "questions": 0, "overdue": 0}


def test_it_is_closed_by_agreement_and_opened_again(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    path = f"/incidents/{relief.post('/incidents', incident('Lessons', ['army']))['id']}"
    army.put(f"{path}/stand", {"stand": "acknowledged", "text": "it was ours"})
    assert relief.get(path)["state"] == "acknowledged"
    closing = army.post(f"{path}/closings", {"text": "crews were briefed"})["closings"][0]["id"]
    relief.put(f"{path}/closings/{closing}/answer", {"agrees": False, "text": "were they?"})
    assert army.get(path)["state"] == "acknowledged"
    action = relief.post(f"{path}/actions", {"text": "brief them", "owner": "army", "due": at(60)})["actions"][0]["id"]
    assert relief("POST", f"{path}/actions/{action}/steps", {"step": "accept"})[1]["code"] == "not-yours"
    army.post(f"{path}/actions/{action}/steps", {"step": "accept"})
    relief.put(f"{path}/closings/{closing}/answer", {"agrees": True})
    assert army.get(path)["state"] == "closed by agreement"
    army.post(f"{path}/actions/{action}/steps", {"step": "done", "text": "this morning"})
    read = relief.get(path)
    assert (read["actions"][0]["state"], read["actions"][0]["done"]["text"]) == ("done", "this morning")
    relief.post(f"{path}/reopening", {"text": "a recording"})
    read = army.get(path)
    assert (read["state"], read["closings"][0]["over"]["text"]) == ("acknowledged", "a recording")
    relief.post(f"{path}/end", {"text": "we leave it there"})
    last = relief.get(path)["closings"][-1]
    army.put(f"{path}/closings/{last['id']}/answer", {"agrees": False, "text": "we do not"})
    read = relief.get(path)
    assert (read["state"], read["closings"][-1]["answers"][0]["said"]["text"]) == (
        "closed without agreement",
        "we do not",
    )


def test_lists_say_what_is_asked_of_the_reader_and_what_came_last(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/incidents", incident("Asked of whom", ["army", "drones"]))["id"]
    path = f"/incidents/{made}"

    def listed(who: Speaker) -> Any:
        return next(one for one in who.get("/incidents")["items"] if one["id"] == made)

    assert listed(army)["awaits"] == {"stand": True}
    assert {key: listed(army)["last"][key] for key in ("by", "what")} == {"by": "relief", "what": "account"}
    assert listed(relief).keys().isdisjoint({"awaits", "last"})
    fact = relief.post(f"{path}/facts", {"facts": ["below 300 m", "at noon"]})["facts"][0]["id"]
    question = relief.post(f"{path}/questions", {"questions": ["who flew?"]})["questions"][0]["id"]
    later, soon = at(120), at(60)
    for due in (later, soon):
        relief.post(f"{path}/actions", {"text": "brief crews", "owner": "army", "due": due})
    closing = relief.post(f"{path}/closings", {"text": "crews were briefed"})["closings"][0]["id"]
    asked = listed(army)["awaits"]
    assert datetime.fromisoformat(asked.pop("due")) == datetime.fromisoformat(soon)
    assert asked == {"stand": True, "facts": 2, "questions": 1, "actions": 2, "closing": True}
    assert listed(parties["drones"])["awaits"] == {"stand": True, "facts": 2, "questions": 1, "closing": True}
    army.put(f"{path}/stand", {"stand": "acknowledged"})
    army.put(f"{path}/facts/{fact}/stand", {"stand": "agrees"})
    army.put(f"{path}/closings/{closing}/answer", {"agrees": False})
    assert listed(army)["awaits"].keys() == {"facts", "questions", "actions", "due"}
    assert listed(army)["awaits"]["facts"] == 1
    parties["drones"].post(f"{path}/questions/{question}/answers", {"text": "nobody of ours"})
    assert listed(army)["awaits"].keys() == {"facts", "actions", "due"}
    relief.post(f"{path}/end", {"text": "we leave it there"})
    assert listed(army)["awaits"].keys() == {"actions", "due"}
    for action in army.get(path)["actions"]:
        for step in ("accept", "done"):
            army.post(f"{path}/actions/{action['id']}/steps", {"step": step})
    read = army.get(path)
    assert "awaits" not in read
    assert read["last"]["what"] == "closed-without"
    assert listed(relief)["last"]["what"] == "action-done"


def test_the_same_request_again_says_it_once(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    path = f"/incidents/{relief.post('/incidents', incident('Once', ['army']))['id']}"
    before = len(parties["army"].get("/feed?limit=1000")["items"])
    for _ in range(2):
        parties["army"].put(f"{path}/stand", {"stand": "disputed"})
    assert len(parties["army"].get("/feed?limit=1000")["items"]) == before + 1


def test_what_was_said_while_a_channel_was_suspended_comes_when_it_is_open(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    path = f"/incidents/{relief.post('/incidents', incident('Cut off', ['army']))['id']}"
    army.post("/agreements/relief-army/suspension", {"reason": "a dispute"})
    said = relief.post(f"{path}/facts", {"facts": ["said meanwhile"]})
    assert said["waiting"]
    held = {one["what"]: one.get("received") for one in relief.get(f"{path}/sight/army")["said"]}
    assert held["account"]
    assert held["facts"] is None
    read = army.get(path)
    assert (read.get("facts"), read["counts"]["open"]) == (None, 0)
    assert army("DELETE", "/agreements/relief-army/suspension")[0] < 300
    read = eventually(lambda: (seen := army.get(path)).get("facts") and seen)
    assert read["facts"][0]["said"]["at"] < read["facts"][0]["said"]["received"]
    assert read["facts"][0]["said"]["at"] == said["facts"][0]["said"]["at"]
    assert "waiting" not in relief.get(path)


def test_a_link_is_shown_to_those_who_see_the_thing(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    notice = relief.post("/notices", site(34.0, 5.0, recipients=("army",)))
    made = relief.post("/reports", report("Seen", ["drones"]))
    path = f"/incidents/{relief.post('/incidents', incident('Linked', ['army', 'drones']))['id']}"
    links = [{"kind": "notice", "id": notice["id"]}, {"kind": "report", "id": made["id"]}]
    relief.post(f"{path}/links", {"links": links})
    shown = {who: [one["kind"] for one in parties[who].get(path).get("links", [])] for who in ("army", "drones")}
    assert shown == {"army": ["notice"], "drones": ["report"]}
    status, problem = parties["army"]("POST", f"{path}/links", {"links": links[1:]})
    assert (status, problem["code"], problem["field"]) == (404, "not-found", "links[0].id")
    relief.post(f"{path}/links/removal", {"link": links[0]})
    assert "links" not in parties["army"].get(path)


def test_what_each_had_been_told_by_then_is_answered_to_each_for_itself(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    notice = relief.post("/notices", site(33.0, 6.0, recipients=("army", "drones")))
    army.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Omar"})
    began = datetime.now(UTC)
    now = {"from": began.isoformat(), "until": began.isoformat()}
    there = {"circle": {"lat": 33.0, "lng": 6.0, "radius_m": 500.0}, "lower_m": 0, "upper_m": 3_000}
    made = relief.post("/incidents", incident("Over the clinic", ["army", "drones"], extents=[there], **now))
    drones.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Dana"})
    told = relief.get(f"/incidents/{made['id']}/told")
    (thing,) = (one for one in told["things"] if one["id"] == notice["id"])
    steps = {one["party"]: [(s["what"], s.get("later", False)) for s in one["steps"]] for one in thing["told"]}
    assert steps == {
        "army": [("told", False), ("acknowledged", False)],
        "drones": [("told", False), ("acknowledged", True)],
    }
    theirs = drones.get(f"/incidents/{made['id']}/told?span_minutes=0")
    (thing,) = (one for one in theirs["things"] if one["id"] == notice["id"])
    assert [one["party"] for one in thing["told"]] == ["drones"]
    elsewhere = relief.post("/incidents", incident("Elsewhere", ["army"], extents=[circle(-33.0, 6.0)], **now))
    assert relief.get(f"/incidents/{elsewhere['id']}/told")["things"] == []
    old = relief.post(
        "/incidents", incident("Long ago", ["army"], **{"from": at(-60 * 24 * 9), "until": at(-60 * 24 * 9)})
    )
    assert relief.get(f"/incidents/{old['id']}/told")["may_be_missing"] == ["operation", "notice"]


def test_lists_are_asked_for_what_one_sees(tmp_path: Path) -> None:
    with agreed_office(tmp_path) as parties:
        relief, army = parties["relief"], parties["army"]
        made = [
            relief.post("/incidents", incident(f"Number {number}", ["army"], kind=kind, extents=[circle(36.0, lng)]))[
                "id"
            ]
            for number, (kind, lng) in enumerate((("damage", 5.0), ("near-miss", 25.0), ("other", 45.0)))
        ]
        army.put(f"/incidents/{made[0]}/stand", {"stand": "disputed"})

        def found(query: str, who: Speaker = army) -> list[str]:
            return [one["id"] for one in who.get(f"/incidents?{query}")["items"]]

        assert found("") == [made[0], made[2], made[1]]
        assert found("state=disputed") == found("stand=disputed") == [made[0]]
        assert found("stand=alleges", relief) == [made[0], made[2], made[1]]
        assert found("kind=near-miss") == found("area=20,30,30,40") == [made[1]]
        assert found("opened_by=army") == found("party=drones") == found("overdue=true") == []
        assert found(f"from={at(-30).replace('+', '%2B')}") == []
        assert found("quiet_period=any") == []
        pages, cursor = [], ""
        while cursor is not None:
            page = army.get(f"/incidents?limit=1{cursor and f'&cursor={cursor}'}")
            pages += [one["id"] for one in page["items"]]
            cursor = page["next"]
        assert pages == [made[0], made[2], made[1]]
        assert "facts" not in page["items"][0]
        assert army("GET", "/incidents?state=approved")[0] == 400
