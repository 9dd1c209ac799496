"""An hour's worth of changes while the link between a party's own centre and its office is cut: how long it takes until
the centre shows what the office shows and all that the party did has been done, and what was lost or done twice."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.coordination import Speaker, flight, site
from tests.linked import Linked, differences, everything, linked

from bench.load import print_table

OPERATIONS, NOTICES, THREADS, ITEMS = 1_200, 200, 100, 3_600
AT_ONCE = 8
SCENES = (("an hour of others' changes", 0), ("and 600 of one's own", 600), ("and 1,800 of one's own", 1_800))


def _others_act(speakers: dict[str, Speaker]) -> int:
    """Items about so many things; of operations and notices half each of two parties."""
    pair = (speakers["army"], speakers["drones"])

    def operation(i: int) -> None:
        one = pair[i % 2]
        made = one.post("/operations", flight(-60.0 + i * 0.05, 5.0 + 10 * (i % 2)))["operation"]
        path = f"/operations/{made['id']}/state"
        if i % 3:
            one.put(path, {"state": "Activated", "version": 1})
            one.put(path, {"state": "Nonconforming", "version": 2})

    def notice(i: int) -> None:
        pair[i % 2].post("/notices", site(-60.0 + i * 0.3, 45.0, ["relief"]))

    def thread(i: int) -> None:
        one = pair[i % 2]
        made = one.post("/threads", {"parties": ["relief"], "title": f"T{i}", "message": {"text": "first"}})
        for n in range(6):
            one.post(f"/threads/{made['id']}/messages", {"text": f"message {n}"})

    with ThreadPoolExecutor(AT_ONCE) as workers:
        list(workers.map(operation, range(OPERATIONS)))
        list(workers.map(notice, range(NOTICES)))
        list(workers.map(thread, range(THREADS)))
    return OPERATIONS + NOTICES + THREADS


def _one_scene(link: Linked, own: int) -> tuple[Any, ...]:
    link.wait_up()
    before = link.here.get("/feed?limit=1")["last"]
    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    things = _others_act(link.speakers)
    queued = [link.here.post("/operations", _convoy(i), 202)["queued"] for i in range(own)]
    link.wire.mend()
    began = time.monotonic()
    link.wait_until(lambda: link.link()["link"] == "up")
    shown = time.monotonic() - began
    link.wait_up(120)
    seconds = time.monotonic() - began
    unlike = differences(everything(link.there), everything(link.here))
    made = Counter(one["card"]["title"] for one in _own_operations(link.there))
    lost = sum(f"convoy {i}" not in made for i in range(len(queued)))
    doubled = sum(count - 1 for count in made.values())
    items = link.here.get("/feed?limit=1")["last"] - before
    return items, things, own, shown, seconds, len(unlike), lost, doubled


def _convoy(i: int) -> dict[str, Any]:
    return {**flight(30.0 + i * 0.02, 25.0, kind="convoy"), "card": {"title": f"convoy {i}"}}


def _own_operations(speaker: Speaker) -> list[dict[str, Any]]:
    found, cursor = [], ""
    while True:
        page = speaker.get(f"/operations?owner=relief&limit=1000{cursor}")
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def main() -> None:
    rows = []
    for name, own in SCENES:
        with tempfile.TemporaryDirectory() as folder, linked(Path(folder)) as link:
            rows.append((name, *_one_scene(link, own)))
    print_table(
        "Catching up with an hour, from the mending of the wire (s)",
        ("while it was cut", "items", "things", "own changes", "shown", "all done", "unlike", "lost", "doubled"),
        rows,
    )


if __name__ == "__main__":
    main()
