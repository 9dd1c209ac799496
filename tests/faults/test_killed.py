"""The server is killed at random moments under load: every acknowledged write is there afterwards, and no half."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tansiq.journal.rebuilding import from_journal
from tansiq.office.machine import blueprint
from tansiq.office.state import Office as State
from tests.serving import Identity, Office, start_office

KILLS = int(os.environ.get("KILLS", "10"))
WRITERS = 6
INTENTS = "/dss/v1/operational_intent_references"


class Writer(threading.Thread):
    """Announces, changes and ends its own flights, and remembers what was acknowledged and what is in doubt."""

    def __init__(self, number: int, office: Office, token: str, known: dict[str, str | None]) -> None:
        super().__init__(daemon=True)
        self.number, self.office, self.token, self.known = number, office, token, known
        self.doubtful: dict[str, str] = {}
        self.acknowledged: list[str] = []
        self.chance = random.Random(time.monotonic_ns() + number)
        self.problems: list[str] = []

    def run(self) -> None:
        with suppress(URLError, ConnectionError, TimeoutError, HTTPException):
            while True:
                self.step()

    def step(self) -> None:
        alive = [intent_id for intent_id, ovn in self.known.items() if ovn]
        old = self.chance.choice(alive) if alive and self.chance.random() < 0.4 else None
        intent_id = old or str(uuid.uuid4())
        end = old is not None and self.chance.random() < 0.5
        self.doubtful[intent_id] = "end" if end else "change" if old else "create"
        self._change(intent_id, old, end)
        del self.doubtful[intent_id]

    def _change(self, intent_id: str, old: str | None, end: bool) -> None:
        if old and end:
            status, answer = self.office.call("DELETE", f"{INTENTS}/{old}/{self.known[old]}", self.token)
            if status == 200:
                self.known[old] = None
        else:
            path = f"{INTENTS}/{intent_id}" + (f"/{self.known[old]}" if old else "")
            status, answer = self.office.call("PUT", path, self.token, self._flight())
            if status in {200, 201}:
                self.known[intent_id] = answer["operational_intent_reference"]["ovn"]
                self.acknowledged.append(answer["operational_intent_reference"]["ovn"])
        if status not in {200, 201}:
            self.problems.append(f"{status} {answer}")

    def _flight(self) -> dict[str, Any]:
        start = datetime.now(UTC) + timedelta(hours=1)
        lat, lng = self.chance.uniform(-60, 60), self.number * 20 + self.chance.uniform(0, 9)
        return {
            "extents": [
                {
                    "volume": {
                        "outline_circle": {"center": {"lat": lat, "lng": lng}, "radius": {"value": 50, "units": "M"}},
                        "altitude_lower": {"value": 0, "reference": "W84", "units": "M"},
                        "altitude_upper": {"value": 100, "reference": "W84", "units": "M"},
                    },
                    "time_start": {"value": start.isoformat(), "format": "RFC3339"},
                    "time_end": {"value": (start + timedelta(hours=1)).isoformat(), "format": "RFC3339"},
                }
            ],
            "state": "Accepted",
            "uss_base_url": "https://uss.example.org",
            "new_subscription": {"uss_base_url": "https://uss.example.org"},
        }


def test_every_acknowledged_write_survives_sigkill_and_no_half_of_any(
    tmp_path: Path, identity: Identity, record_property: Callable[[str, object], None]
) -> None:
    journal, token, chance = tmp_path / "j.db", identity.token("uss1"), random.Random()
    known: list[dict[str, str | None]] = [{} for _ in range(WRITERS)]
    acknowledged: list[list[str]] = []
    for round_number in range(KILLS):
        office = start_office(journal, identity.public_file, "--no-access-log", "--snapshot-entries", "300")
        writers = [Writer(n, office, token, known[n]) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.05, 0.8))  # the random moment
        office.kill()
        for writer in writers:
            writer.join(30)
            assert not writer.problems, writer.problems[:3]
        office = start_office(journal, identity.public_file, "--no-access-log")
        try:
            _check(office, token, writers)
        finally:
            office.kill() if round_number % 2 else office.stop()
        _check_all(from_journal(blueprint(), journal).machine.state, writers)
        acknowledged += [writer.acknowledged for writer in writers]
    lost, repeated, reordered = _judged(journal, acknowledged)
    record_property("figures", "an office on SQLite, killed under load")
    record_property("killed", KILLS)
    record_property("acknowledged", sum(map(len, acknowledged)))
    record_property("lost", lost)
    record_property("repeated", repeated)
    record_property("reordered", reordered)
    assert (lost, repeated, reordered) == (0, 0, 0)
    assert sum(map(len, acknowledged)) > KILLS


def _judged(journal: Path, acknowledged: list[list[str]]) -> tuple[int, int, int]:
    """How many of the OVNs that were given out do not stand in the journal, or more than once; and of how many writers
    they stand in another order."""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as reader:
        bodies = reader.execute(
            "SELECT sequence, body FROM entries JOIN bodies USING (sequence)"
            " WHERE kind = 'intent.put' ORDER BY sequence"
        ).fetchall()
    stands: dict[str, list[int]] = {}
    for sequence, body in bodies:
        stands.setdefault(json.loads(body)["intent"]["ovn"], []).append(sequence)
    found = [[stands.get(ovn, []) for ovn in of_one] for of_one in acknowledged]
    order = [[places[0] for places in of_one if places] for of_one in found]
    return (
        sum(not places for of_one in found for places in of_one),
        sum(len(places) > 1 for of_one in found for places in of_one),
        sum(of_one != sorted(of_one) for of_one in order),
    )


def _check(office: Office, token: str, writers: list[Writer]) -> None:
    """Asks the served office for what was in doubt: it must be there whole, or, where that is possible, not at all."""
    for writer in writers:
        for intent_id, what in writer.doubtful.items():
            status, answer = office.call("GET", f"{INTENTS}/{intent_id}", token)
            assert status == 200 or (status == 404 and what in {"create", "end"}), (what, answer)
            if status == 200:
                reference = answer["operational_intent_reference"]
                assert office.call("GET", f"/dss/v1/subscriptions/{reference['subscription_id']}", token)[0] == 200
                if what == "end":
                    assert reference["ovn"] == writer.known[intent_id]
            writer.known[intent_id] = answer["operational_intent_reference"]["ovn"] if status == 200 else None
        for intent_id in list(writer.known)[-5:]:
            status, _ = office.call("GET", f"{INTENTS}/{intent_id}", token)
            assert status == (200 if writer.known[intent_id] else 404)


def _check_all(state: State, writers: list[Writer]) -> None:
    """Everything that was ever acknowledged, in the state that the journal gives; and no half of anything."""
    known = {intent_id: ovn for writer in writers for intent_id, ovn in writer.known.items()}
    assert {i: intent.ovn for i, intent in state.intents.items()} == {i: ovn for i, ovn in known.items() if ovn}
    serving = {intent.subscription_id for intent in state.intents.values()}
    assert serving == set(state.subscriptions), "a subscription without its intent, or an intent without its own"
