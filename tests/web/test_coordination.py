"""Parties that have agreed coordinate over HTTP: a real office, real programs."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.coordination import Speaker, agreed_office, at, circle, eventually, flight, flows, site, terms


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    with agreed_office(tmp_path_factory.mktemp("office"), "--housekeeping-s", "0.2") as speakers:
        yield speakers


def test_a_plan_is_weighed_against_what_the_planner_may_see(parties: dict[str, Speaker]) -> None:
    drones, army, stranger = parties["drones"], parties["army"], parties["stranger"]
    planned = drones.post("/operations", flight(40.0, 5.0))
    assert planned["conflicts"] == []
    near = flight(40.003, 5.0, begins=70, kind="aircraft")
    weighed = army.post("/operations/outlook", {"kind": "aircraft", "extents": near["extents"]})
    (conflict,) = weighed["conflicts"]
    assert conflict["other"]["owner"] == "drones"
    assert conflict["other"]["title"] == "drone at 40.0,5.0"
    assert conflict["under"] == "air"
    assert conflict["rule"] == {"horizontal_m": 500.0, "vertical_m": 100.0, "minutes": 5.0}
    assert 0 <= conflict["gap"]["horizontal_m"] < 500
    assert conflict["binding"]
    assert {"later_s", "up_m", "north_m"} <= {key for change in weighed["changes"] for key in change}
    for change in weighed["changes"]:
        again = army.post("/operations/outlook", {"kind": "aircraft", "extents": change["extents"]})
        assert again["conflicts"] == [], change
    blind = stranger.post("/operations/outlook", {"kind": "aircraft", "extents": near["extents"]})
    assert blind == {"conflicts": [], "exists": [], "changes": [], "detour": None, "more": False, "quiet": []}


def test_a_party_lists_what_its_own_operations_meet_now(tmp_path: Path) -> None:
    agreed = {"air": (("army", "drones"), terms("air", flows("army", "drones"), plan_over=True))}
    with agreed_office(tmp_path, agreed=agreed) as parties:
        army, drones, stranger = parties["army"], parties["drones"], parties["stranger"]
        free = army.post("/operations", flight(30.0, 5.0, kind="aircraft"))["operation"]["id"]
        met = army.post("/operations", flight(31.0, 5.0, kind="aircraft"))["operation"]["id"]
        over = drones.post("/operations", {**flight(31.001, 5.0), "reason": "medicine"})["operation"]
        mine, theirs = army.get("/conflicts"), drones.get("/conflicts")
        assert [(one["id"], [c["other"]["id"] for c in one["conflicts"]]) for one in mine["items"]] == [
            (met, [over["id"]])
        ]
        assert [(one["id"], [c["other"]["id"] for c in one["conflicts"]]) for one in theirs["items"]] == [
            (over["id"], [met])
        ]
        assert stranger.get("/conflicts") == {"items": [], "next": None}
        pages, cursor = [], ""
        while cursor is not None:
            page = army.get(f"/conflicts?limit=1{cursor and '&cursor=' + cursor}")
            pages.append([one["id"] for one in page["items"]])
            cursor = page["next"]
        assert sorted(map(tuple, pages)) == [(), (met,)]
        assert free not in json.dumps(mine)
        [thread] = army.get(f"/threads?about={met}")["items"]
        [said] = army.get(f"/threads/{thread['id']}")["messages"]
        assert said["report"] == {"finding": "planned-over", "party": "drones", "reason": "medicine"}
        assert said["text"].endswith("The reason given: medicine")
        drones.put(f"/operations/{over['id']}/state", {"state": "Ended", "version": over["version"]})
        assert army.get("/conflicts")["items"] == []
        assert army.get(f"/threads/{thread['id']}")["messages"][-1]["report"] == {"finding": "conflict-over"}


def test_what_comes_too_near_is_refused_with_what_would_keep_it_away(parties: dict[str, Speaker]) -> None:
    drones, army = parties["drones"], parties["army"]
    drones.post("/operations", flight(41.0, 5.0))
    problem = army.post("/operations", flight(41.001, 5.0, kind="aircraft"), 409)
    assert problem["code"] == "in-conflict"
    assert "drone of drones" in problem["detail"]
    assert problem["conflicts"][0]["other"]["owner"] == "drones"
    taken = problem["changes"][0]["extents"]
    assert army.post("/operations", {**flight(kind="aircraft"), "extents": taken})["conflicts"] == []


def test_an_operation_goes_through_its_states_and_others_see_it(parties: dict[str, Speaker]) -> None:
    drones, army, stranger = parties["drones"], parties["army"], parties["stranger"]
    made = drones.post("/operations", flight(42.0, 5.0))["operation"]
    path = f"/operations/{made['id']}"
    assert army.get(path)["card"]["title"] == "drone at 42.0,5.0"
    assert "person" not in army.get(path)
    assert stranger("GET", path)[0] == 404
    assert stranger("PUT", f"{path}/state", {"state": "Ended", "version": 1})[0] == 404
    assert army("PUT", f"{path}/state", {"state": "Ended", "version": 1})[0] == 404
    for state in ("Activated", "Nonconforming", "Contingent"):
        made = drones.put(f"{path}/state", {"state": state, "version": made["version"]})
    assert drones("PUT", f"{path}/state", {"state": "Activated", "version": made["version"]})[0] == 400
    drones.put(f"{path}/state", {"state": "Ended", "version": made["version"]})
    told = [item for item in army.get("/feed?limit=1000")["items"] if item["id"] == made["id"]]
    assert [item["why"] for item in told] == ["planned", "activated", "nonconforming", "contingent", "ended"]
    assert [item["priority"] for item in told] == ["routine", "routine", "urgent", "urgent", "routine"]
    assert all(item["id"] != made["id"] for item in stranger.get("/feed?limit=1000")["items"])


def test_a_convoy_along_a_road_is_led_around_a_closed_area(parties: dict[str, Speaker]) -> None:
    army, relief = parties["army"], parties["relief"]
    closed = circle(43.0, 5.05, 800.0, start=at(30), end=at(600))
    army.post("/operations", {"kind": "constraint", "card": {"title": "Mines"}, "extents": [closed]})
    way = [{"lat": 43.0, "lng": 5.0, "at": at(60)}, {"lat": 43.0, "lng": 5.1, "at": at(90)}]
    weighed = relief.post("/operations/outlook", {"kind": "convoy", "route": {"waypoints": way, "half_width_m": 100}})
    assert [c["other"]["title"] for c in weighed["conflicts"]] == ["Mines"]
    assert len(weighed["detour"]) > 2
    led = {"waypoints": weighed["detour"], "half_width_m": 100}
    assert relief.post("/operations/outlook", {"kind": "convoy", "route": led})["conflicts"] == []
    assert relief.post("/operations", {"kind": "convoy", "card": {"title": "Flour"}, "route": led})["conflicts"] == []


def test_lists_come_in_pages_and_filters_look_at_what_is_seen(parties: dict[str, Speaker]) -> None:
    drones, army = parties["drones"], parties["army"]
    for i in range(7):
        drones.post("/operations", flight(44.0 + i / 10, 5.0))
    found, cursor = [], ""
    while True:
        page = army.get(f"/operations?limit=3&owner=drones&area=4.9,43.9,5.1,44.65{cursor}")
        found += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(found) == len({one["id"] for one in found}) == 7
    assert army("GET", "/operations?area=1,2,3")[1]["code"] == "area-invalid"
    assert army("GET", "/operations?kind=tank")[1]["field"] == "kind"
    assert army("GET", "/operations?colour=red")[0] == 400


def test_a_notice_climbs_the_ladder_of_receipts(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    recipients = ["army", {"party": "drones", "precision": "coarse"}]
    made = relief.post("/notices", site(45.0, 5.0, recipients))
    path = f"/notices/{made['id']}"
    held = army.get(path)
    assert held["extents"][0]["circle"] == {"lat": 45.0, "lng": 5.0, "radius_m": 100.0}
    assert [receipt["party"] for receipt in held["receipts"]] == ["army"]
    assert "recipients" not in held
    coarse = drones.get(path)
    assert "extents" not in coarse
    assert "red roof" not in json.dumps(coarse)
    assert coarse["coarse"][0]["level"] == 10
    army.post(f"{path}/acknowledgement", {"version": held["version"], "person": "Captain Nour"})
    army.post(f"{path}/passing-on", {"version": 1, "unit": "2nd squadron", "passed_at": at(0), "person": "Nour"})
    ladder = {receipt["party"]: receipt for receipt in relief.get(path)["receipts"]}
    assert ladder["army"]["acknowledged_by"] == "Captain Nour"
    assert ladder["army"]["passed_on"][0]["unit"] == "2nd squadron"
    assert "acknowledged_at" not in ladder["drones"]
    assert [w["why"] for w in relief.get("/feed?limit=1000")["items"] if w["id"] == made["id"]] == [
        "released", "acknowledged", "passed on",
    ]  # fmt: skip


def test_one_person_writes_a_notice_and_another_checks_it(parties: dict[str, Speaker]) -> None:
    status, problem = parties["relief"]("POST", "/notices", site(checked_by=" anna "))
    assert (status, problem["code"]) == (403, "second-person-needed")
    status, problem = parties["relief"]("POST", "/notices", site(recipients=["stranger"]))
    assert (status, problem["code"], problem["field"]) == (403, "not-shared", "recipients[0]")
    status, problem = parties["relief"]("POST", "/notices", {**site(), "recipiants": []})
    assert (status, problem["code"]) == (400, "malformed")
    assert "recipients" in problem["detail"]


def test_a_movement_that_is_notified_late_is_taken_in_and_marked(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    way = [{"lat": 46.0, "lng": 5.0, "at": at(300)}, {"lat": 46.1, "lng": 5.0, "at": at(340)}]
    body = {**site(), "kind": "movement", "route": {"waypoints": way}, "valid_until": at(600), "vehicles": "3 lorries"}
    del body["extents"]
    late = relief.post("/notices", body)
    assert [receipt["late"] for receipt in late["receipts"]] == [True]
    way = [{"lat": 46.0, "lng": 5.0, "at": at(3_000)}, {"lat": 46.1, "lng": 5.0, "at": at(3_040)}]
    soon = relief.post("/notices", {**body, "route": {"waypoints": way}, "valid_until": at(4_000)})
    assert [receipt["late"] for receipt in soon["receipts"]] == [False]


def test_an_operation_near_a_notice_warns_its_planner_and_opens_a_thread(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    notice = relief.post("/notices", site(47.0, 5.0))
    planned = army.post("/operations", flight(47.008, 5.0, kind="aircraft"))
    (warned,) = planned["conflicts"]
    assert (warned["other"]["id"], warned["binding"]) == (notice["id"], False)
    assert 0 < warned["gap"]["horizontal_m"] < warned["rule"]["horizontal_m"] == 1_000
    (thread,) = relief.get(f"/threads?about={notice['id']}")["items"]
    assert thread["title"] == "Planned near a notice"
    assert {about["subject"] for about in thread["about"]} == {"notice", "operation"}
    whole = relief.get(f"/threads/{thread['id']}")
    assert whole["messages"][0]["awaited"] == ["relief"]
    relief.post(f"/threads/{thread['id']}/messages/1/acknowledgement", {"person": "Lina"})
    said = relief.post(f"/threads/{thread['id']}/messages", {"text": "Our clinic is full today.", "person": "Lina"})
    assert said["messages"][-1]["awaited"] == ["army"]


def test_a_thread_tells_of_each_closing_who_closed_it_when_and_what_came_of_it(parties: dict[str, Speaker]) -> None:
    army, relief = parties["army"], parties["relief"]
    form = {"parties": ["relief"], "title": "Bridge", "message": {"text": "Is it open?", "person": "A"}}
    path = f"/threads/{army.post('/threads', form)['id']}"
    assert "closings" not in army.get(path)
    relief.post(f"{path}/closing", {"summary": "It is."})
    again = army.post(f"{path}/messages", {"text": "For lorries, too?", "person": "A"})
    assert "closed" not in again
    assert [(one["by"], one["summary"]) for one in again["closings"]] == [("relief", "It is.")]
    closed = army.post(f"{path}/closing", {"summary": "Only cars."})
    assert [(one["by"], one["summary"]) for one in closed["closings"]] == [("relief", "It is."), ("army", "Only cars.")]
    assert closed["closings"][1]["at"] == closed["closed"]
    listed = next(one for one in relief.get("/threads")["items"] if one["title"] == "Bridge")
    assert "closings" not in listed


def test_threads_stay_between_those_who_take_part(parties: dict[str, Speaker]) -> None:
    army, relief, drones, stranger = (parties[name] for name in ("army", "relief", "drones", "stranger"))
    opened = army.post(
        "/threads", {"parties": ["relief"], "title": "Tomorrow", "message": {"text": "Are you there?", "person": "A"}}
    )
    path = f"/threads/{opened['id']}"
    for other in (drones, stranger):
        assert other("GET", path)[0] == 404
        assert other("POST", f"{path}/messages", {"text": "Hello"})[0] == 404
    status, problem = stranger("POST", "/threads", {"parties": ["army"], "title": "Hi", "message": {"text": "Hi"}})
    assert (status, problem["code"]) == (403, "no-agreement")
    distress = {"text": "We are under fire", "priority": "distress"}
    help_ = stranger.post("/threads", {"parties": ["army"], "title": "Help", "message": distress})
    assert army.get(f"/threads/{help_['id']}")["priority"] == "distress"
    corrected = relief.post(f"{path}/messages", {"text": "Yes.", "person": "L"})
    corrected = relief.post(f"{path}/messages", {"text": "No.", "kind": "correction", "refers_to": 2, "person": "L"})
    assert [message["text"] for message in corrected["messages"]] == ["Are you there?", "Yes.", "No."]
    assert army("DELETE", f"{path}/messages")[0] == 405


def test_a_channel_is_tested_and_a_miss_is_counted(tmp_path: Path) -> None:
    from tests.coordination import flows, terms

    agreed = {"air": (("army", "drones"), terms("air", flows("army", "drones"), test_within_s=30))}
    with agreed_office(tmp_path, "--housekeeping-s", "0.1", agreed=agreed) as parties:
        army, drones = parties["army"], parties["drones"]
        test = army.post("/agreements/air/channel/test", {})
        assert test["hotline"]
        drones.post(f"/threads/{test['id']}/messages/1/acknowledgement", {"person": "D"})
        assert army.get("/agreements/air/channel")["tests"] == 1
        assert army.get(f"/threads/{test['id']}")["messages"][0].get("awaited", []) == []


def test_files_go_with_messages_and_are_what_they_say(parties: dict[str, Speaker]) -> None:
    army, relief, stranger = parties["army"], parties["relief"], parties["stranger"]
    status, put = _upload(army, b"%PDF-1.7 a map", "application/pdf", "map.pdf")
    assert status == 201
    assert _upload(army, b"<html><script>", "application/pdf", "x")[0] == 415
    assert _upload(army, b"<html>", "text/html", "x")[0] == 415
    message = {"text": "A map", "attachments": [{"sha256": put["sha256"], "name": "خريطة.pdf"}]}
    thread = army.post("/threads", {"parties": ["relief"], "title": "Map", "message": message})
    path = f"/threads/{thread['id']}/attachments/{put['sha256']}"
    assert relief("GET", path) == (200, "%PDF-1.7 a map")
    assert stranger("GET", path)[0] == 404
    status, problem = relief("POST", f"/threads/{thread['id']}/messages", {**message, "person": "L"})
    assert (status, problem["code"]) == (400, "attachment-unknown")


def test_a_request_sent_again_with_its_key_is_done_once(parties: dict[str, Speaker]) -> None:
    army = parties["army"]
    body = json.dumps({"parties": ["relief"], "title": "Once", "message": {"text": "Once"}}).encode()

    def send() -> Any:
        request = urllib.request.Request(f"{army.office.url}/api/v1/threads", body, method="POST")
        request.add_header("Authorization", f"Bearer {army.token}")
        request.add_header("Idempotency-Key", "k-1")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["id"]

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: send(), range(8)))
    assert len(made) == 1


def test_a_stream_tells_what_happens_and_goes_on_where_it_was_cut(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    before = army.get("/feed?limit=1")["last"]
    with _stream(army) as events:
        made = drones.post("/operations", flight(48.0, 5.0))["operation"]
        item = next(event for event in events if event.get("id") == made["id"])
        assert item["why"] == "planned"
    drones.put(f"/operations/{made['id']}/state", {"state": "Activated", "version": 1})
    with _stream(army, item["number"]) as events:
        following = next(events)
        assert (following["number"], following["why"]) == (item["number"] + 1, "activated")
    page = army.get(f"/feed?after={before}")
    assert [one["number"] for one in page["items"]] == list(range(before + 1, page["last"] + 1))
    assert army.get("/feed?after=999999")["gap"]


def test_the_plan_of_the_day_is_issued(parties: dict[str, Speaker]) -> None:
    drones, stranger = parties["drones"], parties["stranger"]
    drones.post("/operations", flight(49.0, 5.0, begins=1))
    plan = eventually(lambda: _found(drones, "/day-plans/today"))
    assert plan["issue"] == 1
    assert {line["owner"] for line in plan["lines"]} <= {"drones", "army", "relief"}
    assert all(line["bounds"]["south"] <= line["bounds"]["north"] for line in plan["lines"])
    assert stranger("GET", "/day-plans/today")[0] == 404
    assert drones("GET", "/day-plans/tomorrow")[1]["code"] == "day-invalid"


def _found(speaker: Speaker, path: str) -> Any:
    status, body = speaker("GET", path)
    return body if status == 200 else None


def _upload(speaker: Speaker, data: bytes, kind: str, name: str) -> tuple[int, Any]:
    request = urllib.request.Request(f"{speaker.office.url}/api/v1/attachments?name={name}", data, method="POST")
    request.add_header("Authorization", f"Bearer {speaker.token}")
    request.add_header("Content-Type", kind)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


class _stream:  # noqa: N801  reads as what it opens
    """Server-sent events of a party, one after another."""

    def __init__(self, speaker: Speaker, after: int | None = None) -> None:
        self._request = urllib.request.Request(f"{speaker.office.url}/api/v1/events")
        self._request.add_header("Authorization", f"Bearer {speaker.token}")
        if after is not None:
            self._request.add_header("Last-Event-ID", str(after))

    def __enter__(self) -> Iterator[dict[str, Any]]:
        self._answer = urllib.request.urlopen(self._request, timeout=30)
        assert self._answer.headers["content-type"] == "text/event-stream"
        assert self._answer.readline() == b"retry: 1000\n"
        return self._events()

    def __exit__(self, *_: object) -> None:
        self._answer.close()

    def _events(self) -> Iterator[dict[str, Any]]:
        for line in self._answer:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def test_a_call_at_no_time_that_can_be_written_is_refused_and_the_thread_can_still_be_read(
    parties: dict[str, Speaker],
) -> None:
    army, relief = parties["army"], parties["relief"]
    form = {"parties": ["army"], "title": "Calls", "message": {"text": "first"}}
    thread = relief.post("/threads", form, 201)["id"]
    for when in ("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "1969-12-31T23:59:59Z"):
        call = {"text": "called", "kind": "call", "call": {"with_whom": "the duty officer", "at": when, "minutes": 1}}
        problem = relief.post(f"/threads/{thread}/messages", call, 400)
        assert (problem["code"], problem["field"]) == ("message-invalid", "call.at")
    assert army.get(f"/threads/{thread}")["count"] == 1
