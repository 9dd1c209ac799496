"""What is left of what was erased: nothing that anybody wrote, and everything that the rest of the history needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tansiq.office.erased import Erasable, Key, Thing
from tansiq.office.erasing import RULES, STAYS, by_key, parties_of, remainder, things_of
from tansiq.office.erasure_orders import ConfirmErasure, ErasureOrder, OrderErasure
from tansiq.office.erasure_plan import planned
from tansiq.office.erasures import BodiesErased
from tansiq.office.machine import EVENT_KINDS, blueprint, decide_and_attest, evolve, invert
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tests.office.erasing_runs import DECODE, erase, keys_in
from tests.office.stage import Stage
from tests.office.test_scenes import SCENES
from tests.scenes import play

OFFICE = blueprint()
WORDS = {
    "attachments.name", "author", "bounds", "category", "checked_by", "contact", "corridor", "email", "exchange",
    "extents", "lower_m", "mark", "people", "person", "phone", "reason", "remarks", "route", "summary", "text", "title",
    "unit", "upper_m", "vehicles", "with_whom", "area",
}  # fmt: skip
"""Fields in which somebody wrote something, or that say exactly where."""
LAST_US = 4_000_000_000_000_000


def written(document: Any, inside: str = "") -> Iterator[str]:
    """What stands in such fields, wherever they are."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name in WORDS or f"{inside}.{name}" in WORDS:
                if value:
                    yield f"{inside}.{name}: {value}"
            elif name not in ("tell", "profile"):
                yield from written(value, name)
    elif isinstance(document, list):
        for one in document:
            yield from written(one, inside)


def rows(state: Office) -> dict[tuple[str, bytes], None]:
    """Every row of every table."""
    return {(table.name, msgspec.msgpack.encode(row)): None for table in OFFICE.tables for row in table.rows_of(state)}


def replayed(bodies: list[bytes]) -> Office:
    machine = OFFICE.begin()
    for body in bodies:
        machine.replay(body)
    return machine.state


def dump(state: Office) -> bytes:
    return b"".join(OFFICE.dump(state))


class History:
    """A journal in memory, and the state that follows."""

    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies, self.state = list(bodies), replayed(bodies)
        self.now_us = LAST_US

    def give(self, command: Any) -> Any:
        events, reply = decide_and_attest(self.state, command, self.now_us)
        for event in events:
            before, back = dump(self.state), invert(self.state, event)
            evolve(self.state, event)
            after = dump(self.state)
            if isinstance(event, BodiesErased):
                for undoing in back:
                    evolve(self.state, undoing)
                assert dump(self.state) == before, "undone is not as before"
                evolve(self.state, event)
                assert dump(self.state) == after
            self.bodies.append(msgspec.json.encode(event))
        return reply

    def ordered(self, key: Key) -> ErasureOrder | None:
        """An order that two people have given; None for what still stands."""
        try:
            self.give(OrderErasure("office", "o1", *key, "court of Aden, 12/2026", "Amal"))
            order: ErasureOrder = self.give(ConfirmErasure("office", "o1", "Bashir"))
        except Refusal as refusal:
            if refusal.code not in ("transition-not-allowed", "not-found"):
                raise
            return None
        return order


def acted(scene: Path) -> list[bytes]:
    stage = Stage()
    play(scene.read_text("utf-8"), stage)
    return [msgspec.json.encode(event) for event in stage.events]


def test_of_every_kind_of_event_it_is_said_what_is_left_or_why_all_of_it_stays() -> None:
    ruled = {str(kind.__struct_config__.tag) for kind in RULES}
    assert ruled | STAYS.keys() == EVENT_KINDS.keys()
    assert not ruled & STAYS.keys()


@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.stem)
def test_after_an_erasure_a_replay_gives_what_is_there_and_the_rest_is_as_it_was(scene: Path) -> None:
    bodies = acted(scene)
    if not any(things_of(DECODE(body)) for body in bodies):
        return
    for key in one_of_each(keys_in(bodies)):
        history = History(bodies)
        if (order := history.ordered(key)) is None:
            continue
        before = rows(history.state)
        if not erase(history.bodies, history.give, (order.thing,), order=order.id):
            continue
        assert dump(replayed(history.bodies)) == dump(history.state), key
        gone = [row for row in before if row not in rows(history.state)]
        assert all(
            key[1].encode() in packed or table in ("feeds", "erasures", "day_plans") for table, packed in gone
        ), key
        assert {table for table, _ in gone} <= {"feeds", "erasures", "day_plans", *_tables(key)}, key


def one_of_each(keys: list[Key]) -> list[Key]:
    """A few of every subject."""
    seen: dict[Erasable, int] = {}
    for key in keys:
        seen[key[0]] = seen.get(key[0], 0) + 1
    return [key for i, key in enumerate(keys) if sum(k[0] is key[0] for k in keys[:i]) < 2]


def _tables(key: Key) -> set[str]:
    return {f"{key[0].value.replace('-', '_')}s"}


@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.stem)
def test_nothing_that_anybody_wrote_is_left(scene: Path) -> None:
    for body in acted(scene):
        event = DECODE(body)
        every = by_key(tuple(Thing(*key, 2**40 if key[0] is Erasable.PARTY else 0) for key in things_of(event)))
        left = remainder(event, every)
        if left is None:
            assert type(event) not in RULES or not list(written(msgspec.json.decode(body))), event
            continue
        encoded = msgspec.json.encode(left)
        assert list(written(msgspec.json.decode(encoded))) == []
        assert b'"contacts":[{' not in encoded
        assert len(encoded) <= len(body), "a remainder is never longer"
        assert remainder(DECODE(encoded), every) == left, "of a remainder the same is left"
        assert remainder(event, {}) is None
        assert left.tell == event.tell if hasattr(left, "tell") else True
        for name in ("id", "owner", "version", "made_us", "changed_us", "sha256", "body"):
            assert _values(name, encoded) == _values(name, body), name


def _values(name: str, body: bytes) -> list[bytes]:
    return re.findall(rb'"%s":("[^"]*"|\d+)' % name.encode(), body)


def test_whom_an_event_concerns_are_parties() -> None:
    concerned = {party for scene in SCENES for body in acted(scene) for party in parties_of(DECODE(body))}
    assert {"relief", "army"} <= concerned
    assert "" not in concerned


def test_what_a_plan_names_is_what_it_found() -> None:
    assert planned([], (Thing(Erasable.NOTICE, "nobody's"),), DECODE).things == ()
