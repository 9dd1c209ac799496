"""Webhooks from a real office to a real server that fails in every way: nothing lost, in order, signed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.coordination import Speaker, agreed_office, eventually, flight
from tests.receiver import Delivery, Receiver, signed
from tests.serving import Office, start_office

FAST = ("--allow-private-webhooks", "--delivery-retry-s", "0.05")


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    with agreed_office(tmp_path_factory.mktemp("office"), *FAST) as speakers:
        yield speakers


def made(party: Speaker, receiver: Receiver, **more: Any) -> dict[str, Any]:
    form = {"kind": "webhook", "name": f"hook {receiver.port}", "target": receiver.url, **more}
    endpoint: dict[str, Any] = party.post("/deliveries", form, 201)
    return endpoint


def removed(party: Speaker, endpoint: dict[str, Any]) -> None:
    assert party("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def told(party: Speaker, after: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = party.get(f"/feed?limit=1000&after={after}")["items"]
    return items


def last(party: Speaker) -> int:
    return int(party.get("/feed")["last"])


def plan(party: Speaker, count: int, lat: float) -> None:
    for i in range(count):
        party.post("/operations", flight(lat, 5.0 + i / 10))


def check_delivered(deliveries: list[Delivery], items: list[dict[str, Any]], party: str) -> None:
    """All of them, in order; what came twice came with the same name and the same body."""
    assert [item["number"] for item in items]
    taken = [delivery for delivery in deliveries if delivery.answered.startswith("2")]
    assert [d.told for d in {d.id: d for d in taken}.values()] == items
    assert list(dict.fromkeys(d.id for d in deliveries)) == [f"{party}.{item['number']}" for item in items]
    bodies: dict[str, bytes] = {}
    highest = 0
    for delivery in deliveries:
        assert bodies.setdefault(delivery.id, delivery.body) == delivery.body
        assert delivery.number <= highest + 1 or not highest, "something was passed over"
        highest = max(highest, delivery.number)


def test_a_receiver_that_fails_in_every_way_gets_all_in_order(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    with Receiver() as receiver:
        before = last(army)
        receiver.script.extend(["500", "302", "204", "cut", "cut", "204", "503", "204", "404", "204"])
        endpoint = made(army, receiver)
        secret = endpoint["secret"]
        plan(drones, 6, 40.0)
        receiver.wait_for(lambda r: len(r.taken()) == 6)
        first = receiver.deliveries[0].number  # a plan for the day may be issued between `before` and the endpoint
        check_delivered(receiver.deliveries, told(army, max(before, first - 1)), "army")
        assert len(receiver.deliveries) == 12
        assert all(signed(delivery, secret) for delivery in receiver.deliveries)
        assert all(delivery.path == "/hook" for delivery in receiver.deliveries), "a redirect was followed"
        assert receiver.deliveries[0].headers["content-type"] == "application/json"
        assert not signed(receiver.deliveries[0], secret[:-8] + "AAAAAAA=")
        live = eventually(lambda: (e := army.get(f"/deliveries/{endpoint['id']}"))["state"] == "working" and e)
        assert live
        eventually(lambda: army.get(f"/deliveries/{endpoint['id']}")["delivered_up_to"] == last(army))
        removed(army, endpoint)


def test_one_that_stalls_holds_up_no_other(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    with Receiver(always="stall") as slow, Receiver() as quick:
        stalling, working = made(army, slow), made(army, quick)
        before = last(army)
        plan(drones, 5, 41.0)
        quick.wait_for(lambda r: len(r.taken()) == 5)
        check_delivered(quick.deliveries, told(army, before), "army")
        assert len(slow.deliveries) == 1, "the next one was sent before the first was answered"
        slow.released.set()
        slow.wait_for(lambda r: len(r.deliveries) == 5)
        removed(army, stalling)
        removed(army, working)


def test_a_receiver_that_is_away_is_tried_until_it_is_back(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    with Receiver() as receiver:
        port = receiver.port
        endpoint = made(army, receiver)
    before = last(army)
    plan(drones, 3, 42.0)
    failing = eventually(
        lambda: (e := army.get(f"/deliveries/{endpoint['id']}")).get("failing", {}).get("tries", 0) >= 3 and e
    )
    assert failing["state"] == "failing"
    assert failing["failing"]["reason"] == "the connection was refused"
    assert failing["delivered_up_to"] == before
    assert "has taken nothing since" in army.get("/deliveries")["attention"][0]
    with Receiver(port) as receiver:
        army.post(f"/deliveries/{endpoint['id']}/resume", {})
        receiver.wait_for(lambda r: len(r.taken()) == 3)
        check_delivered(receiver.deliveries, told(army, before), "army")
        removed(army, endpoint)


def test_an_endpoint_gets_what_it_wants_and_can_begin_in_the_past(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    plan(drones, 1, 43.0)
    drones.post("/threads", {"parties": ["army"], "title": "Fog", "message": {"text": "Fog", "priority": "distress"}})
    plan(drones, 1, 43.5)
    with Receiver() as receiver:
        endpoint = made(army, receiver, after=0, wish={"subjects": ["thread"], "least": "urgent"})
        receiver.wait_for(lambda r: r.deliveries)
        wanted = [i for i in told(army, 0) if i["subject"] == "thread" and i["priority"] != "routine"]
        receiver.wait_for(lambda r: len(r.taken()) == len(wanted))
        assert [delivery.told for delivery in receiver.taken()] == wanted
        eventually(lambda: army.get(f"/deliveries/{endpoint['id']}")["delivered_up_to"] == last(army))
        removed(army, endpoint)


def test_a_test_is_sent_at_once_and_its_answer_is_given(parties: dict[str, Speaker]) -> None:
    army = parties["army"]
    with Receiver() as receiver:
        endpoint = made(army, receiver)
        assert army.post(f"/deliveries/{endpoint['id']}/test", {}) == {"delivered": True}
        (delivery,) = receiver.deliveries
        assert delivery.told["subject"] == "test"
        assert signed(delivery, endpoint["secret"])
        receiver.script.append("500")
        assert army.post(f"/deliveries/{endpoint['id']}/test", {}) == {
            "delivered": False,
            "reason": "it answered 500",
            "mishap": {"code": "answered", "status": 500},
        }
        for _ in range(18):
            army.post(f"/deliveries/{endpoint['id']}/test", {})
        assert army.post(f"/deliveries/{endpoint['id']}/test", {}, 429)["code"] == "too-many-tests"
        removed(army, endpoint)


def test_one_that_says_it_is_gone_is_stopped_and_can_be_resumed(parties: dict[str, Speaker]) -> None:
    army, drones = parties["army"], parties["drones"]
    with Receiver() as receiver:
        endpoint = made(army, receiver)
        before = last(army)
        receiver.script.extend(["204", "410"])
        plan(drones, 3, 44.0)
        path = f"/deliveries/{endpoint['id']}"
        stopped = eventually(lambda: (e := army.get(path))["state"] == "stopped" and e)
        assert stopped["stopped"]["reason"] == "it answered 410 (gone)"
        assert army.get("/deliveries")["attention"][0].startswith("STOPPED: nothing more is delivered to")
        assert army.post(f"{path}/resume", {"missed": "deliver"})["state"] == "working"
        receiver.wait_for(lambda r: len(r.taken()) == 3)
        check_delivered(receiver.deliveries, told(army, before), "army")
        assert army.post(f"{path}/stop", {"reason": "moving house"})["stopped"]["reason"] == "moving house"
        plan(drones, 1, 44.5)
        assert army.post(f"{path}/resume", {"missed": "skip"})["delivered_up_to"] == last(army)
        after = last(army)
        plan(drones, 1, 44.7)
        receiver.wait_for(lambda r: len(r.taken()) == 4)
        assert receiver.deliveries[-1].told == told(army, after)[0]
        removed(army, endpoint)


def test_endpoints_are_made_and_changed_by_those_who_administer_the_party(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    with Receiver() as receiver:
        endpoint = made(relief, receiver, name="board")
        assert endpoint["secret"].startswith("whsec_")
        again = relief.post("/deliveries", {"kind": "webhook", "name": "again", "target": receiver.url}, 409)
        assert again["code"] == "endpoint-exists"
        path = f"/deliveries/{endpoint['id']}"
        change = {"version": 1, "name": "wall", "target": receiver.url + "?key=hidden"}
        assert relief.put(path, change)["name"] == "wall"
        assert relief.put(path, change, 409)["code"] == "endpoint-changed"
        assert parties["army"]("GET", path)[0] == 404
        assert parties["army"]("DELETE", path)[0] == 404
        assert "secret" not in relief.get(path)
        for wrong, code in (
            ({"target": "ftp://example.org"}, "webhook-url-invalid"),
            ({"target": "https://user@example.org/"}, "webhook-url-invalid"),
            ({"target": "https://example.org/#x"}, "webhook-url-invalid"),
            ({"target": "https://[::1"}, "webhook-url-invalid"),
            ({"name": ""}, "endpoint-invalid"),
            ({"person": "nobody"}, "endpoint-invalid"),
            ({"wish": {"quiet": {"start": "22:00", "end": "06:00"}}}, "endpoint-invalid"),
            ({"wish": {"quiet": {"start": "25:00", "end": "06:00"}}}, "time-of-day-invalid"),
            ({"wish": {"quiet": {"start": "22:00", "end": "06:00", "zone": "No/Where"}}}, "zone-unknown"),
            ({"kind": "e-mail", "target": "duty@example.org"}, "mail-not-possible"),
            ({"after": 9_999_999}, "number-invalid"),
        ):
            form = {"kind": "webhook", "name": "x", "target": "https://example.org/hook", **wrong}
            status, problem = relief("POST", "/deliveries", form)
            assert (status, problem["code"]) in ((400, code), (404, code), (409, code)), problem
        assert relief.office.call("GET", "/api/v1/deliveries")[0] == 401
        removed(relief, endpoint)
        assert relief("GET", path)[0] == 404


def test_who_only_reads_sees_the_host_and_changes_nothing(tmp_path: Path) -> None:
    with agreed_office(tmp_path, *FAST) as speakers, Receiver() as receiver:
        army = speakers["army"]
        endpoint = made(army, receiver, target=receiver.url + "/with-a-secret-in-it?and=here")
        reader = army.only("tansiq.read")
        shown = reader.get(f"/deliveries/{endpoint['id']}")
        assert shown["target"] == f"http://localhost:{receiver.port}/…"
        assert reader("DELETE", f"/deliveries/{endpoint['id']}")[0] == 403
        assert reader("POST", f"/deliveries/{endpoint['id']}/test", {})[0] == 403


@pytest.mark.stories
def test_killed_and_started_again_nothing_is_lost_and_repeats_have_the_same_names(tmp_path: Path) -> None:
    with agreed_office(tmp_path, *FAST) as speakers, Receiver() as receiver:
        army, drones = speakers["army"], speakers["drones"]
        if (now := datetime.now(UTC)).hour >= 15:  # tomorrow's plan is issued in the first round of housekeeping
            plan_of = f"/day-plans/{(now + timedelta(days=1)).date().isoformat()}"
            eventually(lambda: army("GET", plan_of)[0] == 200)
        before = last(army)
        endpoint = made(army, receiver)
        for round_number in range(4):
            plan(drones, 3, 40.0 + round_number)
            some = 5 * round_number + 1
            receiver.wait_for(lambda r, some=some: len({d.id for d in r.taken()}) >= some)
            if round_number == 3:
                once = [delivery.id for delivery in receiver.taken()]
                written = _written(tmp_path)
                # How far it got is noted every 5 s.
                eventually(lambda written=written: _written(tmp_path) > written, within_s=30)
            receiver.always = "500"  # what follows stays undelivered until after the start
            plan(drones, 2, 40.5 + round_number)
            army.office.kill()
            receiver.always = "204"
            office = _again(tmp_path)
            for speaker in speakers.values():
                speaker.office = office
            receiver.wait_for(lambda r: len({d.id for d in r.taken()}) == len(told(army, before)))
        check_delivered(receiver.deliveries, told(army, before), "army")
        assert all(signed(delivery, endpoint["secret"]) for delivery in receiver.deliveries)
        again = [delivery.id for delivery in receiver.taken()][len(once) :]
        assert not set(once) & set(again), "what was noted is not sent again"
        office.stop()
        text = (tmp_path / "office.log").read_text()
        secret = endpoint["secret"].removeprefix("whsec_")
        assert secret not in text
        assert receiver.url not in text
        for file in (tmp_path / "centres").iterdir():
            assert secret.encode() not in file.read_bytes()
        assert secret not in json.dumps(_orderly(tmp_path, speakers))


def _written(folder: Path) -> int:
    """How long the journal of army's centre is."""
    with closing(sqlite3.connect(f"file:{folder / 'centres' / 'army.db'}?mode=ro", uri=True)) as store:
        return int(store.execute("SELECT max(sequence) FROM entries").fetchone()[0])


def _again(folder: Path) -> Office:
    return start_office(folder / "office.db", folder / "identity.pem", *FAST)


def _orderly(folder: Path, speakers: dict[str, Speaker]) -> Any:
    """After an orderly end nothing is delivered again."""
    office = _again(folder)
    try:
        army = speakers["army"]
        army.office = office
        listed = army.get("/deliveries")
        assert listed["items"][0]["delivered_up_to"] == listed["last"]
        return listed
    finally:
        office.stop()


def test_one_that_fails_for_too_long_is_stopped_and_that_is_said(tmp_path: Path) -> None:
    with (
        agreed_office(tmp_path, *FAST, "--delivery-give-up-days", "0.00001") as speakers,
        Receiver(always="500") as receiver,
    ):
        army = speakers["army"]
        endpoint = made(army, receiver)
        plan(speakers["drones"], 1, 40.0)
        path = f"/deliveries/{endpoint['id']}"
        stopped = eventually(lambda: (e := army.get(path))["state"] == "stopped" and e)
        assert "it answered 500" in stopped["stopped"]["reason"]
        assert stopped["stopped"]["by"] == ""
        (said,) = army.get("/deliveries")["attention"]
        assert said.startswith("STOPPED")
        assert '"endpoint-stopped"' in (tmp_path / "office.log").read_text()
        tried = len(receiver.deliveries)
        plan(speakers["drones"], 1, 41.0)
        receiver.always = "204"
        assert len(receiver.deliveries) == tried
        army.post(f"{path}/resume", {})
        receiver.wait_for(lambda r: len(r.taken()) == 2)


def test_private_addresses_are_not_gone_to(tmp_path: Path) -> None:
    with agreed_office(tmp_path, "--delivery-retry-s", "0.05") as speakers, Receiver() as receiver:
        army = speakers["army"]
        endpoint = made(army, receiver)
        outcome = army.post(f"/deliveries/{endpoint['id']}/test", {})
        assert not outcome["delivered"]
        assert "not an address of the open internet" in outcome["reason"]
        plan(speakers["drones"], 1, 40.0)
        failing = eventually(lambda: army.get(f"/deliveries/{endpoint['id']}").get("failing"))
        assert "not an address of the open internet" in failing["reason"]
        assert receiver.connections == 0
        for host in ("127.0.0.1", "[::1]", "10.1.2.3", "[::ffff:10.0.0.1]", "169.254.169.254", "[fe80::1]"):
            form = {"kind": "webhook", "name": "x", "target": f"https://{host}/hook"}
            assert army.post("/deliveries", form, 400)["code"] == "webhook-url-invalid"
