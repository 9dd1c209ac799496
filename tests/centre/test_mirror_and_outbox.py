"""A mirror and an outbox beside a simple model of an office, with a crash between any two steps: the number never
promises more than the documents hold, and each errand is done once, in order."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tansiq.centre import mirror, outbox
from tansiq.centre.machine import AnyCommand, Event, Machine, blueprint
from tansiq.centre.mirror import Document, Item, MirrorRestored, MirrorTaken, TakeIn
from tansiq.centre.outbox import ErrandState, GiveErrand, SettleErrand, key_of
from tansiq.centre.people import OpenCentre
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tests.thorough import tries

THINGS = [f"t{i}" for i in range(5)]
KEPT_ITEMS, KEPT_SETTLED, MOST_WAITING = 6, 3, 4
CENTRE = blueprint()


def bytes_of(state: Centre) -> bytes:
    return b"".join(CENTRE.dump(state))


def body_of(thing: str, version: int) -> msgspec.Raw:
    return msgspec.Raw(json.dumps({"id": thing, "n": version}).encode())


@dataclass
class OfficeModel:
    """Things with all their versions (False: not shown), told one by one; and what was done, by key."""

    history: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: {thing: [] for thing in THINGS})
    feed: list[Item] = field(default_factory=list)
    kept_after: int = 0
    done: list[str] = field(default_factory=list)

    def change(self, thing: str, *, shown: bool) -> None:
        number = len(self.feed) + 1
        self.history[thing].append((number, shown))
        self.feed.append(Item(number, "operation", thing, "changed", "2026-01-01T00:00:00Z", "routine"))

    def version_at(self, thing: str, number: int) -> int:
        """How many versions there were by then."""
        return sum(told <= number for told, _ in self.history[thing])

    def show(self, thing: str) -> Document | None:
        versions = self.history[thing]
        if not versions or not versions[-1][1]:
            return None
        return Document("operation", thing, body_of(thing, len(versions)))


class AnyRun(RuleBasedStateMachine):
    """The link's steps one by one, in any order that it could take them, with crashes."""

    def __init__(self) -> None:
        super().__init__()
        self.limits = ExitStack()
        self.limits.enter_context(patch.object(mirror, "KEPT_ITEMS", KEPT_ITEMS))
        self.limits.enter_context(patch.object(outbox, "KEPT_SETTLED", KEPT_SETTLED))
        self.limits.enter_context(patch.object(outbox, "MOST_WAITING", MOST_WAITING))
        self.office, self.machine = OfficeModel(), CENTRE.begin()
        self.bodies: list[bytes] = []
        self.given: list[str] = []
        self.serial = itertools.count()
        self.now_us = 1_700_000_000_000_000
        self.forget()
        self.carry_out(OpenCentre("relief"))

    def forget(self) -> None:
        """All that a process knows besides its journal."""
        self.read: tuple[int, int, tuple[Item, ...], bool] | None = None
        self.fetched: list[Document] | None = None
        self.gone: list[tuple[str, str]] = []
        self.left: list[str] = []
        self.answered: int | None = None

    def carry_out(self, command: AnyCommand) -> object:
        """Decides, checks that undoing gives what was there before, applies and writes down."""
        state, before = self.machine.state, bytes_of(self.machine.state)
        try:
            events, reply = self.machine.decide(command, self.now_us)
        except Refusal as refusal:
            assert bytes_of(state) == before
            return refusal
        undo: list[Sequence[Event]] = []
        for event in events:
            self.bodies.append(self.machine.draft(event, self.now_us)[2])
            undo.append(self.machine.invert(event))
            self.machine.evolve(event)
        after = bytes_of(state)
        for inverse in reversed(undo):
            for event in inverse:
                self.machine.evolve(event)
        assert bytes_of(state) == before, "undone is not as before"
        for event in events:
            self.machine.evolve(event)
        assert bytes_of(state) == after
        self.now_us += 1
        return reply

    @property
    def mirror(self) -> mirror.Mirror:
        return self.machine.state.mirror

    @initialize()
    def some_things_are_there(self) -> None:
        for thing in THINGS[:3]:
            self.office.change(thing, shown=True)

    @rule(thing=st.sampled_from(THINGS), shown=st.sampled_from((True, True, False)))
    def the_office_changes(self, thing: str, *, shown: bool) -> None:
        self.office.change(thing, shown=shown)

    @rule(kept=st.integers(0, 4))
    def the_office_forgets_old_items(self, kept: int) -> None:
        self.office.kept_after = max(self.office.kept_after, len(self.office.feed) - kept)

    @precondition(lambda self: self.read is None)
    @rule(most=st.integers(1, 4), look=st.booleans())
    def the_feed_is_read(self, most: int, *, look: bool) -> None:
        after, office = self.mirror.last, self.office
        if after < office.kept_after or look:
            gap = after < office.kept_after
            items = () if gap else tuple(office.feed[after : after + most])
            last = len(office.feed) if gap else after + len(items)
            self.read, self.left = (after, last, items, gap), list(THINGS)
        else:
            items = tuple(office.feed[after : after + most])
            self.read, self.left = (after, after + len(items), items, False), sorted({item.id for item in items})
        self.fetched, self.gone = [], []

    @precondition(lambda self: self.left)
    @rule(data=st.data())
    def a_thing_is_fetched(self, data: st.DataObject) -> None:
        thing = data.draw(st.sampled_from(self.left))
        self.left.remove(thing)
        document = self.office.show(thing)
        assert self.fetched is not None
        if document is None:
            self.gone.append(("operation", thing))
        else:
            self.fetched.append(document)

    @precondition(lambda self: self.read is not None and self.fetched)
    @rule()
    def some_documents_are_taken_in_before_the_rest(self) -> None:
        assert self.read is not None
        assert self.fetched is not None
        after = self.read[0]
        reply = self.carry_out(TakeIn(after, after, (self.fetched.pop(),)))
        assert not isinstance(reply, Refusal)

    @precondition(lambda self: self.read is not None and not self.left)
    @rule()
    def all_is_taken_in(self) -> None:
        assert self.read is not None
        after, last, items, gap = self.read
        reply = self.carry_out(TakeIn(after, last, tuple(self.fetched or ()), tuple(self.gone), items, gap))
        assert not isinstance(reply, Refusal), reply
        self.read, self.fetched = None, None

    @rule(after=st.integers(0, 9), last=st.integers(0, 9), jumped=st.booleans())
    def what_does_not_go_on_from_here_is_refused(self, after: int, last: int, *, jumped: bool) -> None:
        if after != self.mirror.last or (last != after and not jumped):
            assert isinstance(self.carry_out(TakeIn(after, last, jumped=jumped)), Refusal)

    @rule(again=st.booleans())
    def somebody_gives_an_errand(self, *, again: bool) -> None:
        box = self.machine.state.outbox
        if again and self.given:
            key = self.given[-1]
            reply = self.carry_out(GiveErrand(key, "POST", "/x", key, ""))
            assert key not in box.by_key or not isinstance(reply, Refusal)
            if key in box.by_key:
                other = self.carry_out(GiveErrand(key, "POST", "/y", key, ""))
                assert isinstance(other, Refusal)
                assert other.code == "key-reused"
            return
        key = key_of("p1", str(next(self.serial)))
        reply = self.carry_out(GiveErrand(key, "POST", "/x", key, "p1"))
        if isinstance(reply, Refusal):
            assert reply.code == "outbox-full"
            assert box.waiting == MOST_WAITING
        else:
            self.given.append(key)

    @precondition(lambda self: self.answered is None and self.machine.state.outbox.waiting)
    @rule()
    def the_oldest_errand_is_sent(self) -> None:
        box = self.machine.state.outbox
        errand = box.errands[box.settled + 1]
        if errand.key not in self.office.done:  # the office's part of the bargain
            self.office.done.append(errand.key)
        self.answered = errand.number

    @precondition(lambda self: self.answered is not None)
    @rule(state=st.sampled_from((ErrandState.DONE, ErrandState.REFUSED)))
    def the_answer_is_written_down(self, state: ErrandState) -> None:
        assert self.answered is not None
        reply = self.carry_out(SettleErrand(self.answered, state, 201, "{}"))
        assert not isinstance(reply, Refusal)
        assert isinstance(self.carry_out(SettleErrand(self.answered, state, 201, "{}")), Refusal), "settled twice"
        self.answered = None

    @rule(from_snapshot=st.booleans())
    def the_centre_is_killed(self, *, from_snapshot: bool) -> None:
        before = bytes_of(self.machine.state)
        fresh = CENTRE.begin()
        if from_snapshot:
            CENTRE.load(fresh.state, list(CENTRE.dump(self.machine.state)))
        else:
            for body in self.bodies:
                fresh.replay(body)
        assert bytes_of(fresh.state) == before
        self.machine = fresh
        self.forget()

    @invariant()
    def the_number_promises_no_more_than_the_documents_hold(self) -> None:
        for thing in THINGS:
            by_now, versions = self.office.version_at(thing, self.mirror.last), self.office.history[thing]
            document = self.mirror.find("operation", thing)
            if document is not None:
                assert json.loads(document)["n"] >= by_now
            else:
                assert by_now == 0 or any(not shown for _, shown in versions[by_now - 1 :])

    @invariant()
    def items_are_kept_without_gaps(self) -> None:
        numbers = [item.number for item in self.mirror.items]
        assert numbers == list(range(self.mirror.last - len(numbers) + 1, self.mirror.last + 1))
        assert len(numbers) <= KEPT_ITEMS
        for after in range(self.mirror.last + 2):
            items, gap = self.mirror.after(after, 100)
            assert gap or [item.number for item in items] == list(range(after + 1, self.mirror.last + 1))

    @invariant()
    def each_errand_is_done_once_and_in_order(self) -> None:
        box = self.machine.state.outbox
        assert self.office.done == self.given[: len(self.office.done)]
        assert box.settled <= len(self.office.done) <= box.settled + 1
        assert self.given[box.settled :] == [
            errand.key for errand in box.errands.values() if errand.number > box.settled
        ]
        assert sum(errand.number <= box.settled for errand in box.errands.values()) <= KEPT_SETTLED
        assert box.waiting_bytes == sum(len(e.body) for e in box.errands.values() if e.number > box.settled)
        assert box.by_key == {errand.key: number for number, errand in box.errands.items()}

    def teardown(self) -> None:
        """Left alone, it comes to an end."""
        self.forget()
        while self.mirror.last < len(self.office.feed) or self.mirror.last < self.office.kept_after:
            self.the_feed_is_read(4, look=False)
            while self.left:
                self._fetch_one()
            self.all_is_taken_in()
        while self.machine.state.outbox.waiting:
            self.the_oldest_errand_is_sent()
            self.the_answer_is_written_down(ErrandState.DONE)
        shown = {one.id: bytes(one.body) for thing in THINGS if (one := self.office.show(thing)) is not None}
        assert self.mirror.documents.get("operation", {}) == shown
        assert self.mirror.count == len(shown)
        assert self.office.done == self.given
        self.limits.close()

    def _fetch_one(self) -> None:
        thing = self.left.pop()
        document = self.office.show(thing)
        assert self.fetched is not None
        if document is None:
            self.gone.append(("operation", thing))
        else:
            self.fetched.append(document)


TestAnyRun = AnyRun.TestCase
TestAnyRun.settings = settings(
    max_examples=tries(60), stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def opened() -> Machine:
    machine = CENTRE.begin()
    for event in machine.decide(OpenCentre("relief"), 1)[0]:
        machine.evolve(event)
    return machine


def test_what_is_the_same_is_not_written_down_again(opened: Machine) -> None:
    one = Document("operation", "t1", body_of("t1", 1))
    (event,), changed = opened.decide(TakeIn(0, 0, (one,)), 1)
    assert (changed, isinstance(event, MirrorTaken)) == (1, True)
    opened.evolve(event)
    assert opened.decide(TakeIn(0, 0, (one,), (("operation", "t2"),)), 2) == ((), 0)


def test_a_mirror_is_bounded(opened: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "MOST_DOCUMENTS", 2)
    three = tuple(Document("operation", f"t{i}", body_of(f"t{i}", 1)) for i in range(3))
    with pytest.raises(Refusal, match="at most 2 documents"):
        opened.decide(TakeIn(0, 0, three), 1)


def test_a_long_answer_is_not_kept(opened: Machine) -> None:
    for event in opened.decide(GiveErrand("k", "POST", "/x", "{}", ""), 1)[0]:
        opened.evolve(event)
    (event,), _ = opened.decide(SettleErrand(1, ErrandState.DONE, 200, "x" * (outbox.LONGEST_ANSWER + 1)), 2)
    assert event.answer == ""  # type: ignore[union-attr]


def test_documents_are_kept_word_for_word(opened: Machine) -> None:
    body = b'{"id": "t1",\t"name":"\\u0645 \xd9\x85", "x":1.50}'
    (event,), _ = opened.decide(TakeIn(0, 0, (Document("operation", "t1", msgspec.Raw(body)),)), 1)
    opened.replay(opened.draft(event, 1)[2])
    assert opened.state.mirror.find("operation", "t1") == body
    assert not opened.invert(MirrorRestored(0, 0, (), (), (), 0))


STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(THINGS), st.integers(1, 9), st.integers(0, 60)), max_size=4),
        st.lists(st.sampled_from(THINGS), max_size=2),
    ),
    max_size=8,
)


@settings(max_examples=tries(150), deadline=None)
@given(STEPS)
def test_of_long_lists_what_changed_last_is_kept_and_that_there_is_more(
    steps: list[tuple[list[tuple[str, int, int]], list[str]]],
) -> None:
    machine, now_us = CENTRE.begin(), 1
    for event in machine.decide(OpenCentre("relief"), now_us)[0]:
        machine.evolve(event)
    held, shelf = machine.state.mirror, machine.state.mirror.shelves["report"]
    with patch.dict(mirror.ROOM, {"report": mirror.Room(3, 150)}):
        for put, gone in steps:
            now_us += 1
            new = {name: (changed, length) for name, changed, length in put}
            documents = tuple(
                Document("report", name, msgspec.Raw(f'{{"t":"{"x" * length}{changed}"}}'.encode()), changed)
                for name, (changed, length) in new.items()
            )
            away = tuple(("report", name) for name in gone if name not in new)
            before, were = bytes_of(machine.state), {name: at_us for at_us, name in shelf.after(None, 9)}
            events, _ = machine.decide(TakeIn(0, 0, documents, away), now_us)
            undo = [machine.invert(event) for event in events]
            for event in events:
                machine.evolve(event)
            for inverse in reversed(undo):
                for event in inverse:
                    machine.evolve(event)
            assert bytes_of(machine.state) == before, "undone is not as before"
            for event in events:
                machine.evolve(event)
            reports = held.documents.get("report", {})
            assert len(reports) <= 3
            assert shelf.size == sum(map(len, reports.values())) <= 150
            assert shelf.after(None, 9) == sorted(
                ((shelf.changed_us(name), name) for name in reports), key=lambda one: (-one[0], one[1])
            )
            to_be = {**were, **{one.id: one.changed_us for one in documents}}
            lost = [at_us for name, at_us in to_be.items() if name not in reports and ("report", name) not in away]
            if lost:
                assert held.short == ("report",)
                assert all(changed_us >= max(lost) for changed_us, _ in shelf.after(None, 9)), "older ones were kept"
    fresh = CENTRE.begin()
    CENTRE.load(fresh.state, list(CENTRE.dump(machine.state)))
    assert bytes_of(fresh.state) == bytes_of(machine.state)
    assert fresh.state.mirror.shelves["report"].after(None, 9) == shelf.after(None, 9)
