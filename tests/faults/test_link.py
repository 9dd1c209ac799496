"""A party's own centre and its office, in two processes, and a wire between them that is cut, stalled and broken: both
go on, say so, and catch up, and nothing is lost or done twice."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.coordination import Speaker, at, flight, report, request, site
from tests.linked import PARTY, Linked, differences, everything, inform, linked


def same_on_both_sides(link: Linked) -> None:
    link.wait_up()
    assert differences(everything(link.there), everything(link.here)) == []


def test_a_centre_shows_what_the_office_shows_and_passes_changes_on(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        here, there, army, drones = link.here, link.there, link.speakers["army"], link.speakers["drones"]
        planned = here.post("/operations", flight(36.0, 5.0, kind="convoy"), 201)["operation"]
        assert there.get(f"/operations/{planned['id']}")["card"]["title"] == "convoy at 36.0,5.0"
        notice = here.post("/notices", site(37.0, 5.0, ["army", "drones"]), 201)
        army.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Nour"})
        thread = army.post("/threads", {"parties": [PARTY], "title": "Bridge", "message": {"text": "Is it open?"}})
        seen = link.wait_until(lambda: here("GET", f"/threads/{thread['id']}")[0] == 200)
        assert seen
        here.post(f"/threads/{thread['id']}/messages", {"text": "Until noon", "person": "Lina"}, 201)
        for i in range(5):
            drones.post("/operations", flight(40.0 + i, 5.0))
        status, problem = here("PUT", f"/operations/{planned['id']}/state", {"state": "Activated", "version": 9})
        assert (status, problem["code"]) == (409, "stale-version")
        assert here.put(f"/operations/{planned['id']}/state", {"state": "Ended", "version": 1})["state"] == "Ended"
        same_on_both_sides(link)
        for path in ("/operations?area=4,39,6,42", "/operations?owner=drones&limit=3", f"/operations?until={at(30)}",
                     f"/operations?kind=drone&from={at(90)}", "/notices?role=own", "/threads?awaited=true",
                     "/agreements?party=army&standing=in-force", "/day-plans/today", "/applications"):  # fmt: skip
            link.wait_until(lambda path=path: _same_answer(there, here, path))  # a day plan may be issued meanwhile
        assert here.get("/agreements/relief-army/channel") == there.get("/agreements/relief-army/channel")
        assert [one["state"] for one in here.get("/outbox")["items"]] == ["done", "refused", "done", "done", "done"]


def _same_answer(there: Speaker, here: Speaker, path: str) -> bool:
    (status, body), (status_here, body_here) = (one("GET", path.replace("+", "%2B")) for one in (there, here))
    return status == status_here and (status != 200 or body == body_here)


def test_both_go_on_while_the_wire_is_cut_and_catch_up(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        here, army, drones = link.here, link.speakers["army"], link.speakers["drones"]
        near = drones.post("/operations", flight(50.0, 5.0))["operation"]
        link.wait_up()
        link.wire.cut()
        down = link.wait_until(lambda: (found := link.link())["link"] == "down" and found)
        assert down["reason"]
        ready = json.loads(urllib.request.urlopen(f"{link.centre.url}/readyz").read())  # type: ignore[union-attr]
        assert (ready["status"], ready["link"]) == ("ready", "down")
        drones.post("/operations", flight(51.0, 5.0))
        queued = [here.post("/operations", flight(52.0 + i / 10, 5.0, kind="convoy"), 202) for i in range(60)]
        assert [one["position"] for one in queued] == list(range(1, 61))
        refused = here.put(f"/operations/{near['id']}/state", {"state": "Ended", "version": 1}, 202)
        for i in range(60):
            army.post("/operations", flight(60.0 + i / 10, 5.0, kind="aircraft"))
        assert here("GET", "/operations/ab/state")[0] == 405
        status, problem = here("GET", "/agreements/relief-army/channel")
        assert (status, problem["code"]) == (503, "office-unreachable")
        assert here("POST", "/operations", {"kind": "convoy"})[1]["code"] == "malformed"
        weighed = here.post("/operations/outlook", {"kind": "drone", "extents": flight(50.0, 5.0)["extents"]})
        assert weighed["offline"]
        assert [one["other"]["id"] for one in weighed["conflicts"]] == [near["id"]]
        link.wire.mend()
        link.wait_up(20)
        made = [here.get(f"/outbox/{one['queued']}") for one in queued]
        assert [one["state"] for one in made] == ["done"] * 60
        assert [one["answer"]["operation"]["card"]["title"] for one in made] == [
            f"convoy at {52.0 + i / 10},5.0" for i in range(60)
        ]
        last = here.get(f"/outbox/{refused['queued']}")
        assert (last["state"], last["status"]) == ("refused", 403) or last["status"] == 404, last
        mine = link.there.get("/operations?owner=relief&limit=1000")["items"]
        assert len(mine) == 60
        same_on_both_sides(link)


@pytest.mark.slow
def test_a_stalled_wire_is_noticed_within_twenty_seconds(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        link.wire.stall()
        began = time.monotonic()
        link.wait_until(lambda: link.link()["link"] == "down", 25)
        assert time.monotonic() - began < 21
        link.wire.mend()
        link.wait_up(20)


def test_what_was_done_before_the_office_was_killed_is_not_done_again(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        here, army = link.here, link.speakers["army"]
        thread = army.post("/threads", {"parties": [PARTY], "title": "Road", "message": {"text": "0"}})["id"]
        link.wait_up()
        planned = here.post("/operations", flight(36.0, 5.0, kind="convoy"), 201)["operation"]["id"]
        made = inform(link)
        link.wait_up()
        changes = (
            ("PUT", f"/operations/{planned}/state", {"state": "Activated", "version": 1}),
            ("POST", f"/threads/{thread}/messages", {"text": "Open", "person": "Lina"}),
            ("DELETE", "/agreements/relief-army/suspension", None),
            ("POST", "/reports", report("Once", ["army"])),
            ("PUT", f"/reports/{made['own']}", {**report("Twice", ["army"]), "version": 1}),
            ("POST", "/requests", request("Once", ["army"])),
            ("POST", f"/incidents/{made['wrong']}/questions", {"questions": ["Whose was it?"], "person": "Lina"}),
            ("POST", f"/quiet-periods/{made['quiet']}/taking-back", {"reason": "we must fly", "person": "Lina"}),
        )
        done = (
            lambda: link.there.get(f"/operations/{planned}")["version"] == 2,
            lambda: link.there.get(f"/threads/{thread}")["count"] == 2,
            lambda: "suspension" not in link.there.get("/agreements/relief-army"),
            lambda: "Once" in [one["title"] for one in link.there.get("/reports?role=own")["items"]],
            lambda: "Twice" in [one["title"] for one in link.there.get("/reports?role=own")["items"]],
            lambda: "Once" in [one["title"] for one in link.there.get("/requests?role=own")["items"]],
            lambda: "questions" in link.there.get(f"/incidents/{made['wrong']}"),
            lambda: link.there.get(f"/quiet-periods/{made['quiet']}")["state"] == "ended",
        )
        for change, is_done in zip(changes, done, strict=True):
            if change[0] == "DELETE":
                here.post("/agreements/relief-army/suspension", {"reason": "a trial"})
            link.wait_up()
            link.wire.mute()
            asking = threading.Thread(target=here, args=change)
            asking.start()
            link.wait_until(is_done)
            link.office.kill()
            link.wire.cut()
            link.start_office_again()
            link.wire.mend()
            asking.join(30)
            link.wait_up()
            newest = here.get("/outbox")["items"][0]
            assert (newest["method"], newest["state"]) == (change[0], "done"), here.get(f"/outbox/{newest['key']}")
        assert link.there.get(f"/threads/{thread}")["count"] == 2
        assert [one["title"] for one in link.there.get("/reports?role=own")["items"]] == ["Twice", "Once"]
        assert len(link.there.get("/requests?role=own")["items"]) == 2
        assert len(link.there.get(f"/incidents/{made['wrong']}")["questions"]) == 1
        same_on_both_sides(link)


class Load(threading.Thread):
    """Operations of one party, with something said after every third and something reported after every sixth, one
    after another through whatever comes; remembers what was taken in."""

    def __init__(self, speaker: Any, lat: float, kind: str, count: int, thread: str) -> None:
        super().__init__(daemon=True)
        self.speaker, self.lat, self.kind, self.count, self.thread = speaker, lat, kind, count, thread
        self.given: list[str] = []

    def run(self) -> None:
        for i in range(self.count):
            form = flight(self.lat + i * 0.02, 5.0 if self.kind == "convoy" else 15.0, kind=self.kind)
            form["card"]["title"] = title = f"{self.kind} {i}"
            path, body = "/operations", form
            if i % 3 == 2:
                path, body = f"/threads/{self.thread}/messages", {"text": title, "person": "Lina"}
            elif i % 6 == 3:
                path, body = "/reports", report(title, ["army" if self.kind == "convoy" else PARTY])
            while not self._sent(path, json.dumps(body).encode(), f"key-{self.kind}-{i}"):
                time.sleep(0.05)  # whoever is killed takes a moment to be back
            self.given.append(title)

    def _sent(self, path: str, body: bytes, key: str) -> bool:
        office = self.speaker.office
        request = urllib.request.Request(f"{office.url}/api/v1{path}", body, method="POST")
        request.add_header("Authorization", f"Bearer {self.speaker.token}")
        request.add_header("Idempotency-Key", key)
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return answer.status in (201, 202)
        except OSError:
            return False


@pytest.mark.slow
def test_nothing_is_lost_or_done_twice_whatever_is_cut_and_killed(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        army = link.speakers["army"]
        thread = army.post("/threads", {"parties": [PARTY], "title": "Road", "message": {"text": "0"}})["id"]
        mine, theirs = Load(link.here, 30.0, "convoy", 150, thread), Load(army, 30.0, "aircraft", 120, thread)
        mine.start()
        theirs.start()
        troubles = ("break", "kill centre", "cut", "kill office", "break", "kill both", "cut")
        for number, trouble in enumerate(troubles):
            time.sleep(0.4)  # under load for a while
            match trouble:
                case "break":
                    link.wire.break_after(150 + 37 * number)
                    time.sleep(0.8)
                    link.wire.mend()
                case "cut":
                    link.wire.cut()
                    time.sleep(0.8)
                    link.wire.mend()
                case "kill centre" | "kill both":
                    link.centre.kill()  # type: ignore[union-attr]
                    if trouble == "kill both":
                        link.office.kill()
                        link.start_office_again()
                    link.start_centre()
                    mine.speaker = link.here
                case "kill office":
                    link.office.kill()
                    link.start_office_again()
        mine.join(120)
        theirs.join(120)
        assert not mine.is_alive()
        assert not theirs.is_alive()
        link.wait_up(60)
        shown = link.there.get("/operations?owner=relief&limit=1000")["items"]
        planned = [title for i, title in enumerate(mine.given) if i % 3 != 2 and i % 6 != 3]
        said = [title for i, title in enumerate(mine.given) if i % 3 == 2]
        assert sorted(one["card"]["title"] for one in shown) == sorted(planned), "lost, or done twice"
        messages = link.there.get(f"/threads/{thread}")["messages"]
        assert [one["text"] for one in messages if one.get("by") == PARTY] == said, "lost, done twice or out of order"
        reported = [one["title"] for one in link.there.get("/reports?role=own&limit=1000")["items"]]
        assert reported[::-1] == [title for i, title in enumerate(mine.given) if i % 6 == 3], (
            "lost, twice or not in order"
        )
        first_told = [item["id"] for item in link.there.get("/feed?limit=1000")["items"] if item["why"] == "planned"]
        titles = {one["id"]: one["card"]["title"] for one in shown}
        assert [titles[i] for i in first_told if i in titles] == planned, "out of order"
        states = {one["state"] for one in link.here.get("/outbox?limit=1000")["items"]}
        assert states == {"done"}
        same_on_both_sides(link)
