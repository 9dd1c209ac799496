"""The smallest machine that can be kept in order: named counters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tansiq.journal.entry import Draft
from tansiq.journal.stores.sqlite import SqliteStore


class Refused(Exception):  # noqa: N818
    pass


class Counters:
    """Commands are (name, step); a step of 0 is refused; replies are the new value."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}

    def decide(self, command: tuple[str, int], now_us: int) -> tuple[Sequence[tuple[str, int]], int]:
        name, step = command
        if step == 0:
            raise Refused(self.values.get(name, 0))
        return (command,), self.values.get(name, 0) + step

    def evolve(self, event: tuple[str, int]) -> None:
        name, step = event
        self.values[name] = self.values.get(name, 0) + step

    def invert(self, event: tuple[str, int]) -> Sequence[tuple[str, int]]:
        return ((event[0], -event[1]),)

    def draft(self, event: tuple[str, int], now_us: int) -> tuple[str, str, bytes]:
        return "nobody", "counted", json.dumps(event).encode()


def drafts(*bodies: bytes) -> list[Draft]:
    return [Draft(1_000 + i, f"party{i % 3}", "thing.happened", body, bytes(16)) for i, body in enumerate(bodies)]


def filled(path: Path, entries: int, batch: int = 5) -> None:
    """A journal with so many entries, closed in order."""
    store = SqliteStore.open(path)
    for first in range(0, entries, batch):
        store.append(drafts(*(f"body {i} ".encode() * 20 for i in range(first, min(entries, first + batch)))))
    store.close()
