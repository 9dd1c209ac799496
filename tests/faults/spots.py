"""Planners who change flights at one spot through any node of an office, and remember what they were told and when."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from tests.faults.test_killed import INTENTS
from tests.histories import UNKNOWN, Operation
from tests.serving import Office

PATIENCE_S = 7.0
"""How long an answer is waited for: longer than a node that stands still may hold up the others."""
Flights = tuple[str, ...]
"""The state of a spot: the OVN of each of its flights, empty where there is none."""


def step(state: Flights, asked: tuple[Any, ...], answered: Any) -> Iterator[Flights]:
    """What a spot may be after an operation."""
    match asked:
        case ("look",):
            if answered == state:
                yield state
        case ("read", slot):
            if answered == state[slot]:
                yield state
        case ("change", slot, old, new):
            fits = state[slot] == old
            if fits and answered in (True, UNKNOWN):
                yield (*state[:slot], new, *state[slot + 1 :])
            elif not fits and answered is False:
                yield state


@dataclass(frozen=True)
class Spot:
    """A place for some flights, one above the other."""

    lat: float
    lng: float
    ids: tuple[str, ...] = field(default_factory=lambda: tuple(str(uuid.uuid4()) for _ in range(3)))

    def area(self, low_m: float, high_m: float) -> dict[str, Any]:
        return {
            "outline_circle": {"center": {"lat": self.lat, "lng": self.lng}, "radius": {"value": 50, "units": "M"}},
            "altitude_lower": {"value": low_m, "reference": "W84", "units": "M"},
            "altitude_upper": {"value": high_m, "reference": "W84", "units": "M"},
        }

    def extent(self, slot: int) -> dict[str, Any]:
        start = datetime.now(UTC) + timedelta(hours=1)
        return {
            "volume": self.area(500.0 * slot, 500.0 * slot + 100),
            "time_start": {"value": start.isoformat(), "format": "RFC3339"},
            "time_end": {"value": (start + timedelta(hours=1)).isoformat(), "format": "RFC3339"},
        }

    @property
    def empty(self) -> Flights:
        return ("",) * len(self.ids)


class History:
    """What all planners were told. Whoever waits is woken by every answer."""

    def __init__(self) -> None:
        self.told: dict[Spot, list[Operation]] = {}
        self.answered: dict[str, int] = {}
        """How many answers came from each node."""
        self._more = threading.Condition()

    def add(self, spot: Spot, operation: Operation) -> None:
        with self._more:
            self.told.setdefault(spot, []).append(operation)
            if operation.known:
                self.answered[operation.where] = self.answered.get(operation.where, 0) + 1
                self._more.notify_all()

    def wait_for(self, count: int, nodes: list[str], within_s: float) -> bool:
        """Until each of the nodes has given so many answers more."""
        with self._more:
            goals = {node: self.answered.get(node, 0) + count for node in nodes}
            return self._more.wait_for(
                lambda: all(self.answered.get(node, 0) >= goal for node, goal in goals.items()), within_s
            )


class Unanswered(Exception):  # noqa: N818
    """No answer came. `sent`: the question may have arrived all the same."""

    def __init__(self, sent: bool) -> None:
        self.sent = sent


class Planner(threading.Thread):
    """Reads, looks and changes, each time through a node that is drawn, until it has had enough."""

    def __init__(
        self, seed: int, spots: list[Spot], offices: Callable[[], dict[str, Office]], token: str, history: History
    ) -> None:
        super().__init__(daemon=True)
        self._chance = random.Random(seed)
        self._spots, self._offices, self._token, self._history = spots, offices, token, history
        self._seen = {spot: list(spot.empty) for spot in spots}
        self.enough = threading.Event()
        self.problems: list[str] = []

    def run(self) -> None:
        while not self.enough.is_set() and not self.problems:
            spot = self._chance.choice(self._spots)
            slot = self._chance.randrange(len(spot.ids))
            kind = self._chance.choice(("look", "read", "change", "change"))
            node, office = self._chance.choice(list(self._offices().items()))
            asked = {"look": ("look",), "read": ("read", slot), "change": self._plan(spot, slot)}[kind]
            self.ask(spot, asked, node, office)

    def _plan(self, spot: Spot, slot: int) -> tuple[Any, ...]:
        old = self._seen[spot][slot]
        new = "" if old and self._chance.random() < 0.3 else f"{spot.ids[slot]}_{_uuid7()}"
        return ("change", slot, old, new)

    def ask(self, spot: Spot, asked: tuple[Any, ...], node: str, office: Office) -> None:
        """Does it, and notes what came of it."""
        called = time.monotonic_ns()
        try:
            answered = self._answer(office, spot, asked)
        except Unanswered as missing:
            if missing.sent and asked[0] == "change":  # of a read that nobody heard nothing follows
                self._history.add(spot, Operation(asked, UNKNOWN, called, where=node))
            return
        self._history.add(spot, Operation(asked, answered, called, time.monotonic_ns(), node))

    def _answer(self, office: Office, spot: Spot, asked: tuple[Any, ...]) -> Any:
        seen = self._seen[spot]
        match asked:
            case ("look",):
                area = {"area_of_interest": {"volume": spot.area(0, 5_000)}}
                found = self._call(office, "POST", f"{INTENTS}/query", area, {200})[1]["operational_intent_references"]
                ovns = {one["id"]: one["ovn"] for one in found}
                seen[:] = [ovns.get(intent_id, "") for intent_id in spot.ids]
                return tuple(seen)
            case ("read", slot):
                status, answer = self._call(office, "GET", f"{INTENTS}/{spot.ids[slot]}", None, {200, 404})
                seen[slot] = answer["operational_intent_reference"]["ovn"] if status == 200 else ""
                return seen[slot]
            case ("change", slot, old, new):
                path = f"{INTENTS}/{spot.ids[slot]}" + (f"/{old}" if old else "")
                # To change what is not there is refused with 400, to end it with 404; another version, with 409.
                if not new:
                    status, answer = self._call(office, "DELETE", path, None, {200, 404, 409})
                else:
                    form = {"extents": [spot.extent(slot)], "key": [], "state": "Accepted",
                            "uss_base_url": "https://uss.example.org", "requested_ovn_suffix": new[37:]}  # fmt: skip
                    status, answer = self._call(office, "PUT", path, form, {200, 201, 400, 404, 409})
                    if status == 400 and "no operational intent" not in str(answer):
                        self.problems.append(f"{status} {answer}")
                if status in {200, 201}:
                    seen[slot] = new
                return status in {200, 201}
        raise AssertionError(asked)

    def _call(self, office: Office, method: str, path: str, body: Any, expected: set[int]) -> tuple[int, Any]:
        try:
            status, answer = office.call(method, path, self._token, body, within_s=PATIENCE_S)
        except URLError as error:
            raise Unanswered(sent=not isinstance(error.reason, ConnectionRefusedError)) from error
        except (OSError, HTTPException) as error:
            raise Unanswered(sent=True) from error
        if status in {503, 504}:
            raise Unanswered(sent="nothing was changed" not in str(answer))
        if status not in expected:
            self.problems.append(f"{method} {path}: {status} {answer}")
            raise Unanswered(sent=True)
        return status, answer


def _uuid7() -> str:
    """A version-7 UUID of now (RFC 9562)."""
    number = (time.time_ns() // 1_000_000 << 80) | (uuid.uuid4().int & ~(0xF << 76) & ((1 << 80) - 1))
    return str(uuid.UUID(int=number | 0x7 << 76))
