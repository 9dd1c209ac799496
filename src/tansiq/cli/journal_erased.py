"""What `tansiq journal verify` says of bodies that were erased."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from tansiq.cli.output import say, table, utc
from tansiq.journal.erasure import Remainder
from tansiq.journal.source import Reading

_LISTED = 100


class _Thing(msgspec.Struct):
    subject: str
    id: str
    before: int = 0


class _Said(msgspec.Struct):
    """What an entry says that vouches for remainders, in an office's journal or a centre's."""

    remainders: tuple[Remainder, ...]
    ground: str = ""
    things: tuple[_Thing, ...] = ()
    by: str = ""
    persons: tuple[str, ...] = ()
    reference: str = ""


def erasures_of(journal: Reading) -> Iterator[dict[str, Any]]:
    """What was erased, in order: by which entry, when, on what ground, by whose order, of which things and entries."""
    return (_told(found.sequence, found.time_us, found.body, found.unfinished) for found in journal.erasures())


def _told(sequence: int, time_us: int, body: bytes, unfinished: tuple[int, ...]) -> dict[str, Any]:
    said = msgspec.json.decode(body, type=_Said)
    return {
        "entry": sequence,
        "time": utc(time_us),
        "ground": said.ground,
        "by": said.by,
        "persons": list(said.persons),
        "reference": said.reference,
        "things": [msgspec.structs.asdict(thing) for thing in said.things],
        "bodies": [one.sequence for one in said.remainders],
        "unfinished": list(unfinished),
    }


class _Numbers:
    """How many different ones there are: a bit for each, as there can be millions."""

    def __init__(self) -> None:
        self._bits, self.count = bytearray(), 0

    def add(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            byte, bit = number >> 3, 1 << (number & 7)
            if byte >= len(self._bits):
                self._bits.extend(bytes(byte + 1 - len(self._bits)))
            if not self._bits[byte] & bit:
                self._bits[byte] |= bit
                self.count += 1


@dataclass(slots=True)
class Erased:
    """What is said of it to people: the newest orders, and of all else how much."""

    bodies: _Numbers = field(default_factory=_Numbers)
    unfinished: _Numbers = field(default_factory=_Numbers)
    by_time: int = 0
    span: tuple[datetime, datetime] | None = None
    orders: int = 0
    newest: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_LISTED))

    @classmethod
    def of(cls, found: Iterable[dict[str, Any]]) -> Erased:
        """Of a whole journal."""
        made = cls()
        for one in found:
            made.bodies.add(number for number in one["bodies"] if 0 < number < one["entry"])
            made.unfinished.add(number for number in one["unfinished"] if 0 < number < one["entry"])
            if one["ground"] == "time":
                made.by_time += len(one["bodies"])
                made.span = (made.span[0] if made.span else one["time"], one["time"])
            else:
                made.orders += 1
                made.newest.append(one)
        return made


def say_erasures(erased: Erased) -> None:
    """Each order, and how much went because its time was over."""
    if not erased.bodies.count:
        return
    say("")
    say(f"Erased: the bodies of {erased.bodies.count:,} entries; what is left of each is vouched for.")
    if erased.unfinished.count:
        say(f"Of these {erased.unfinished.count:,} are still whole: the office erases them when it is started.")
    if erased.span:
        first, last = (f"{time:%Y-%m-%d}" for time in erased.span)
        say(f"After their time: {erased.by_time:,} entries, from {first} to {last}.")
    if erased.orders:
        say("")
        table(
            ("entry", "when (UTC)", "of what", "entries", "by whose order", "by the hands of"),
            [_row(one) for one in erased.newest],
        )
    if erased.orders > _LISTED:
        say(f"{erased.orders - _LISTED:,} earlier ones: --json lists all")


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"{one['entry']:,}",
        f"{one['time']:%Y-%m-%d %H:%M}",
        ", ".join(f"{thing['subject']} {thing['id']}" for thing in one["things"]),
        f"{len(one['bodies']):,}",
        one["reference"],
        ", ".join((*one["persons"], one["by"])),
    )
