"""Parties commit to quiet periods: a real office, real programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tansiq.office.terms import Level, Sight
from tests.coordination import (
    Speaker,
    agreed_office,
    at,
    circle,
    eventually,
    flight,
    flows,
    incident,
    quiet_period,
    terms,
)


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    information, told = {"level": Level.INFORMATION, "separation": ()}, {"level": Level.NOTIFICATION, "separation": ()}
    coarsely = flows("army", "relief", Sight.COARSE, Sight.ALL)
    agreed = {
        "relief-army": (("army", "relief"), terms("information", coarsely, **information)),
        "relief-drones": (("drones", "relief"), terms("more", flows("drones", "relief"))),
        "told": (("authority", "relief"), terms("told", flows("authority", "relief"), **told)),
        "blind": (("army", "drones"), terms("blind", flows("army", "drones", Sight.EXISTS, Sight.EXISTS),
                                            **information)),
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("office")
    with agreed_office(folder, "--housekeeping-s", "0.2", agreed=agreed) as speakers:
        yield speakers


def committed(proposer: Speaker, others: list[Speaker], form: dict[str, Any]) -> dict[str, Any]:
    """Proposed, and committed to by all."""
    made: dict[str, Any] = proposer.post("/quiet-periods", form)
    for each in (proposer, *others):
        said = {"until": made["until"], "person": f"head of {each.party}"}
        made = each.post(f"/quiet-periods/{made['id']}/commitment", said)
    return made


def whys(speaker: Speaker, period_id: str) -> list[str]:
    return [one["why"] for one in speaker.get("/feed?limit=1000")["items"] if one["id"] == period_id]


def test_it_binds_when_each_has_committed_by_itself(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/quiet-periods", quiet_period("relief-army", **{"from": at(-1), "until": at(60)}))
    path = f"/quiet-periods/{made['id']}"
    assert (made["state"], made["parties"], made["kinds"]) == (
        "proposed", ["army", "relief"], ["aircraft", "drone", "convoy", "team", "field-work"],
    )  # fmt: skip
    assert "words" not in made
    assert "inside" not in made
    half = relief.post(f"{path}/commitment", {"until": made["until"], "person": "Amal"})
    assert (half["state"], [one["party"] for one in half["words"]]) == ("proposed", ["relief"])
    declined = army.post(f"{path}/decline", {"until": made["until"], "reason": "not yet", "person": "Omar"})
    assert [(one["party"], one["said"], one.get("reason")) for one in declined["words"]] == [
        ("army", "declined", "not yet"), ("relief", "committed", None),
    ]  # fmt: skip
    status, problem = army("POST", f"{path}/commitment", {"until": at(90), "person": "Omar"})
    assert (status, problem["code"], problem["field"]) == (409, "stale-version", "until")
    whole = army.post(f"{path}/commitment", {"until": made["until"], "person": "Omar"})
    assert (whole["state"], whole["inside"]) == ("in force", [])
    told = ["proposed", "committed", "declined", "all-committed", "in-force"]
    eventually(lambda: whys(army, made["id"]) == told)
    assert whys(relief, made["id"]) == told
    figures = army.get(f"{path}/figures")
    assert figures["days"] in (1, 2)
    assert [(one["party"], one["days_kept"], one["incidents"], one["says"]) for one in figures["parties"]] == [
        ("army", figures["days"], {}, {}), ("relief", figures["days"], {}, {}),
    ]  # fmt: skip
    assert made["id"] in [one["id"] for one in army.get("/quiet-periods/figures?state=in%20force")["items"]]
    assert made["id"] in [one["id"] for one in army.get("/quiet-periods?party=relief&under=relief-army")["items"]]
    assert made["id"] not in [one["id"] for one in army.get("/quiet-periods?state=proposed")["items"]]


def test_whoever_takes_no_part_learns_nothing(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    made = committed(relief, [parties["army"]], quiet_period("relief-army", title="Zq-quiet"))
    path = f"/quiet-periods/{made['id']}"
    for other in ("drones", "authority", "stranger"):
        speaker = parties[other]
        for method, more, body in (
            ("GET", "", None),
            ("GET", "/figures", None),
            ("POST", "/commitment", {"until": made["until"], "person": "p"}),
            ("POST", "/decline", {"until": made["until"], "reason": "r", "person": "p"}),
            ("POST", "/taking-back", {"reason": "r", "person": "p"}),
            ("POST", "/extension", {"until": at(500), "person": "p"}),
            ("POST", "/withdrawal", {"person": "p"}),
        ):
            status, problem = speaker(method, f"{path}{more}", body)
            assert (status, problem["code"]) == (404, "not-found"), (other, more)
        planned = speaker.post("/operations", flight(begins=70, lasts=30, kind="aircraft"), status=201)
        assert planned["quiet"] == []
        known = [speaker.get("/quiet-periods"), speaker.get("/quiet-periods/figures"), speaker.get("/feed?limit=1000")]
        assert made["id"] not in json.dumps(known)
        assert "Zq-quiet" not in json.dumps(known)
        speaker.put(f"/operations/{planned['operation']['id']}/state", {"state": "Ended", "version": 1})
    # The drones' flight was seen by relief, which takes part; the drones do not, and nothing is flagged.
    assert "operation-inside" not in whys(relief, made["id"])


def test_what_is_planned_inside_is_flagged_to_those_who_see_it(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    place = {"area": [circle(37.2, 6.4, 5_000.0)]}
    before = army.post("/operations", flight(37.2, 6.4, 70, 30, "aircraft"), status=201)
    assert before["quiet"] == []
    made = committed(relief, [army], quiet_period("relief-army", **place))
    path = f"/quiet-periods/{made['id']}"
    first = before["operation"]["id"]
    assert [(one["id"], one["sight"]) for one in army.get(path)["inside"]] == [(first, "all")]
    assert [(one["id"], one["sight"]) for one in relief.get(path)["inside"]] == [(first, "coarse")]
    assert whys(relief, made["id"])[-1] == "operation-inside"
    weighed = relief.post("/operations/outlook", {"kind": "convoy", "extents": flight(37.2, 6.4, 80, 20)["extents"]})
    assert [one["id"] for one in weighed["quiet"]] == [made["id"]]
    planned = relief.post("/operations", flight(37.2, 6.4, 80, 20, "convoy"), status=201)
    assert [(one["id"], one["state"]) for one in planned["quiet"]] == [(made["id"], "committed")]
    assert whys(army, made["id"]).count("operation-inside") == 2
    operation = f"/operations/{planned['operation']['id']}"
    moved = relief.put(operation, {**flight(38.2, 6.4, 80, 20, "convoy"), "version": 1})
    assert moved["quiet"] == []
    back = relief.put(operation, {**flight(37.2, 6.4, 80, 20, "convoy"), "version": 2})
    assert len(back["quiet"]) == 1
    assert whys(army, made["id"]).count("operation-inside") == 3
    begun = relief.put(f"{operation}/state", {"state": "Activated", "version": 3})
    assert [one["id"] for one in begun["quiet"]] == [made["id"]]
    assert whys(army, made["id"]).count("operation-inside") == 3, "it was inside before"
    assert len(army.get(path)["inside"]) == 2


def test_of_what_may_only_be_known_to_exist_nothing_is_flagged(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    made = committed(army, [drones], quiet_period("blind", area=[circle(39.2, 6.4, 5_000.0)], kinds=["drone"]))
    planned = drones.post("/operations", flight(39.2, 6.4, 80, 20), status=201)
    assert len(planned["quiet"]) == 1
    assert army.get(f"/quiet-periods/{made['id']}")["inside"] == []
    assert "operation-inside" not in whys(army, made["id"])
    other_kind = drones.post("/operations", flight(39.2, 6.4, 80, 20, "convoy"), status=201)
    assert other_kind["quiet"] == []


def test_a_later_end_holds_when_all_have_committed_to_it(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = committed(relief, [army], quiet_period("relief-army"))
    path, later = f"/quiet-periods/{made['id']}", at(600)
    assert relief("POST", f"{path}/withdrawal", {"person": "p"})[1]["code"] == "transition-not-allowed"
    asked = army.post(f"{path}/extension", {"until": later, "person": "Omar"})
    assert (asked["until"], asked["extension"]["until"]) == (made["until"], later)
    assert relief("POST", f"{path}/extension", {"until": at(700), "person": "p"})[1]["code"] == "offer-stands"
    army.post(f"{path}/commitment", {"until": later, "person": "Omar"})
    whole = relief.post(f"{path}/commitment", {"until": later, "person": "Amal"})
    assert (whole["until"], [one["until"] for one in whole["extended"]]) == (later, [made["until"]])
    assert "extension" not in whole
    (before,) = whole["extended"]
    assert (before["by"], before["person"]) == ("army", "Omar")
    assert [(one["party"], one["said"], one["person"]) for one in before["words"]] == [
        ("army", "committed", "Omar"), ("relief", "committed", "Amal"),
    ]  # fmt: skip


def test_what_a_party_takes_back_is_told_to_all_at_once(parties: dict[str, Speaker]) -> None:
    relief, drones = parties["relief"], parties["drones"]
    made = committed(relief, [drones], quiet_period("relief-drones"))
    path = f"/quiet-periods/{made['id']}"
    relief.post("/agreements/relief-drones/suspension", {"reason": "a dispute"})
    try:
        assert drones("POST", f"{path}/taking-back", {"reason": " ", "person": "p"})[1]["code"] == "quiet-invalid"
        ended = drones.post(f"{path}/taking-back", {"reason": "we were fired at", "person": "Dana"})
        assert ended["state"] == "ended"
        assert (ended["ending"]["why"], ended["ending"]["by"], ended["ending"]["reason"]) == (
            "taken back", "drones", "we were fired at",
        )  # fmt: skip
        item = [one for one in relief.get("/feed?limit=1000")["items"] if one["id"] == made["id"]][-1]
        assert (item["why"], item["priority"]) == ("taken-back", "urgent")
        assert relief.get(path)["ending"] == ended["ending"]
        status, problem = relief("POST", f"{path}/commitment", {"until": made["until"], "person": "p"})
        assert (status, problem["code"]) == (409, "has-ended")
        assert relief("POST", "/quiet-periods", quiet_period("relief-drones"))[1]["code"] == "not-in-force"
    finally:
        assert relief("DELETE", "/agreements/relief-drones/suspension")[0] == 200


def test_what_cannot_be_proposed_is_refused_with_its_field(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    for form, code, field in (
        (quiet_period("told"), "quiet-invalid", "under"),
        (quiet_period("nowhere"), "not-found", "under"),
        (quiet_period("blind"), "not-found", "under"),
        (quiet_period("relief-army", parties=["army", "drones"]), "recipients-invalid", "parties[1]"),
        (quiet_period("relief-army", kinds=["constraint"]), "quiet-invalid", "kinds"),
        (quiet_period("relief-army", until=at(30)), "quiet-invalid", "from"),
        (quiet_period("relief-army", area=[]), "malformed", "area"),
        (quiet_period("relief-army", area=[circle(1, 1, 5.0, start=at(1), end=at(2))]), "malformed", "area[0]"),
        (quiet_period("relief-army", person=""), "quiet-invalid", "person"),
        (quiet_period("relief-army", area=[circle(1, 1, 90_000.0)]), "area-too-large", "extents[0]"),
    ):
        status, problem = relief("POST", "/quiet-periods", form)
        assert (problem["code"], problem.get("field")) == (code, field), (status, problem)
    assert relief.only("tansiq.read tansiq.operate")("POST", "/quiet-periods", quiet_period("relief-army"))[0] == 403


def test_what_is_said_to_have_broken_it_stands_in_each_sides_own_record(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    now = datetime.now(UTC)
    made = committed(relief, [army], quiet_period("relief-army", **{"from": at(0), "until": at(300)}))
    times = {"from": now.isoformat(), "until": (now + timedelta(seconds=1)).isoformat()}
    opened = relief.post("/incidents", incident("A flight", ["army"], quiet_period=made["id"], **times))

    def records(speaker: Speaker) -> dict[str, Any]:
        figures = speaker.get(f"/quiet-periods/{made['id']}/figures")
        return {one.pop("party"): one | {"days": figures["days"]} for one in figures["parties"]}

    before = records(army)
    assert before["relief"] == {"days": 1, "days_kept": 0, "incidents": {"alleged": 1}, "says": {"alleges": 1}}
    assert before["army"] == {"days": 1, "days_kept": 1, "incidents": {}, "says": {"unanswered": 1}}
    army.put(f"/incidents/{opened['id']}/stand", {"stand": "disputed", "person": "Omar"})
    disputed = records(relief)
    assert disputed["relief"]["incidents"] == {"disputed": 1}
    assert disputed["army"] == {"days": 1, "days_kept": 1, "incidents": {}, "says": {"disputed": 1}}
    every = {one["id"]: one for one in army.get("/quiet-periods/figures")["items"]}
    assert [one["days_kept"] for one in every[made["id"]]["parties"]] == [1, 0]
    for number in range(22):
        relief.post("/incidents", incident(f"Another {number}", ["army"], quiet_period=made["id"], **times))
    assert records(army)["relief"]["says"] == {"alleges": 23}, "however many are gone through at a time"
    assert records(relief)["army"]["says"] == {"disputed": 1, "unanswered": 22}


def test_lists_come_in_pages_that_leave_nothing_out(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    many = [{"polygon": ring(0.1 * number)} for number in range(100)]
    large = [relief.post("/quiet-periods", quiet_period("relief-army", area=many))["id"] for _ in range(25)]
    for root in ("/quiet-periods", "/quiet-periods/figures"):
        found, after = [], ""
        while after is not None:
            page = relief.get(f"{root}?state=proposed&limit=3{after and '&cursor=' + after}")
            assert len(page["items"]) <= 3
            found += [one["id"] for one in page["items"]]
            after = page["next"]
        assert len(set(found)) == len(found)
        assert found[:25] == large[::-1], "what changed last first"
    page = relief.get("/quiet-periods?limit=1000")
    assert page["next"], "with very large areas a page is shorter"
    assert len(page["items"]) < 25


def ring(east: float, corners: int = 190) -> list[dict[str, float]]:
    """A polygon of very many corners."""
    angles = [2 * math.pi * number / corners for number in range(corners)]
    return [
        {"lat": round(36 + 0.02 * math.sin(one), 6), "lng": round(5 + east + 0.02 * math.cos(one), 6)} for one in angles
    ]
