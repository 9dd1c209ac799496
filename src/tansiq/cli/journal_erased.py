"""What `tansiq journal verify` says of bodies that were erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from tansiq.cli.output import say, table, utc
from tansiq.journal.erasure import Remainder
from tansiq.journal.stores.reading import open_for_reading
from tansiq.journal.stores.vouched import erasures

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


def erasures_of(journal: Path) -> list[dict[str, Any]]:
    """What was erased, in order: by which entry, when, on what ground, by whose order, of which things and entries."""
    connection = open_for_reading(journal)
    try:
        return [_told(found.sequence, found.time_us, found.body, found.unfinished) for found in erasures(connection)]
    finally:
        connection.close()


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


def say_erasures(found: list[dict[str, Any]]) -> None:
    """The same for people: each order, and how much went because its time was over."""
    if not found:
        return
    total = len({number for one in found for number in one["bodies"]})
    left = len({number for one in found for number in one["unfinished"]})
    say(f"\nErased: the bodies of {total:,} entries; what is left of each is vouched for.")
    if left:
        say(f"Of these {left:,} are still whole: the office erases them when it is started.")
    ordered = [one for one in found if one["ground"] != "time"]
    by_time = [one for one in found if one["ground"] == "time"]
    if by_time:
        bodies = sum(len(one["bodies"]) for one in by_time)
        first, last = (f"{one['time']:%Y-%m-%d}" for one in (by_time[0], by_time[-1]))
        say(f"After their time: {bodies:,} entries, from {first} to {last}.")
    if ordered:
        say("")
        table(
            ("entry", "when (UTC)", "of what", "entries", "by whose order", "by the hands of"),
            [_row(one) for one in ordered[-_LISTED:]],
        )
    if len(ordered) > _LISTED:
        say(f"{len(ordered) - _LISTED:,} earlier ones: --json lists all")


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"{one['entry']:,}",
        f"{one['time']:%Y-%m-%d %H:%M}",
        ", ".join(f"{thing['subject']} {thing['id']}" for thing in one["things"]),
        f"{len(one['bodies']):,}",
        one["reference"],
        ", ".join((*one["persons"], one["by"])),
    )
