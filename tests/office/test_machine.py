"""What must hold after any run of commands whatever."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tansiq.office import asked, asking, feed, giving, intents, talk, threads
from tansiq.office.attested import ReceiptMade, Says
from tansiq.office.attested_content import content_named
from tansiq.office.entities import IntentState
from tansiq.office.errands import AsErrand
from tansiq.office.feed import Subject
from tansiq.office.kinds import MessageKind, OperationState
from tansiq.office.machine import EVENT_KINDS, AnyCommand, Event, blueprint, evolve, invert
from tansiq.office.quiet_period import Said
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.volumes import overlaps
from tests.office.commands import MINUTE_US, NOW_US, commands
from tests.office.commands_coordination import already_here, coordination, lasting_agreements
from tests.office.erasing_runs import erase_something
from tests.office.keeping import keep_house
from tests.office.stage import Stage
from tests.office.test_scenes import SCENES
from tests.scenes import play
from tests.thorough import tries

KEPT = feed.KEPT
OFFICE = blueprint()
ONLY_UNDO = {
    "availability.forgotten", "channel.forgotten", "feeds.restored", "feeds.untold", "invitation.forgotten",
    "ovns.spent", "party.forgotten", "report.forgotten", "quiet-period.forgotten", "reports.unshown",
    "request.forgotten", "thread.forgotten", "thread.restored", "day-plan.restored", "errand.undone",
    "incident.forgotten", "incident.restored", "erased.restored",
}  # fmt: skip
reached: Counter[str] = Counter()
tried: Counter[tuple[str, str]] = Counter()
attested: Counter[tuple[str, str]] = Counter()
talked: Counter[str] = Counter()
"""What became of threads in random runs."""
MORE_RUNS = 8
"""How often the random runs are made again where they have left something out."""


_Key = TypeVar("_Key", bound=Hashable)


def _grouped(pairs: Iterable[tuple[_Key, str]]) -> dict[_Key, set[str]]:
    found: dict[_Key, set[str]] = {}
    for name, member in pairs:
        found.setdefault(name, set()).add(member)
    return found


def _by_minute(ends: Iterable[tuple[str, int]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for thing_id, end_us in ends:
        found.setdefault(end_us // MINUTE_US, set()).add(thing_id)
    return found


def _talk(state: Office, event: Event) -> Iterator[str]:
    """What an event is in the life of a thread."""
    match event:
        case threads.ThreadSaid():
            yield event.message.kind.value
            if state.threads[event.thread].closed_by:
                yield "opened again"
        case threads.ThreadAcknowledged():
            yield "acknowledged"
        case threads.ThreadEscalated():
            yield "overdue" if event.level == 1 else "up the ladder"
        case threads.ThreadClosed():
            yield "closed again" if state.threads[event.thread].closings else "closed"


def _owner(state: Office, receipt: ReceiptMade) -> str:
    match receipt.subject:
        case Subject.NOTICE:
            return state.notices[receipt.id].owner
        case Subject.REPORT:
            return state.reports[receipt.id].owner
    return ""


def bytes_of(state: Office) -> bytes:
    return b"".join(OFFICE.dump(state))


class AnyRun(RuleBasedStateMachine):
    """Random commands against an office, with the clock moving on."""

    def __init__(self) -> None:
        super().__init__()
        self.machine = OFFICE.begin()
        self.now_us = NOW_US
        self.serial = itertools.count()
        self.bodies: list[bytes] = []
        self.refusals: list[Refusal] = []
        self.ovns: set[str] = set()
        feed.KEPT = 5  # few, so that feeds are trimmed

    @initialize(already=st.sampled_from(("nothing", "agreed", "agreed", "agreed")))
    def most_has_been_agreed(self, already: str) -> None:
        if already == "nothing":
            return
        for event in already_here(self.now_us):
            self.bodies.append(self.machine.draft(event, self.now_us)[2])
            self.machine.evolve(event)
        for command in lasting_agreements(self.now_us):
            self._give(command)

    @rule(minutes=st.sampled_from((0, 1, 1, 3, 3, 3, 20, 20, 20, 20, 90, 90, 1_500, 12_000, -61)))
    def time_passes(self, minutes: int) -> None:
        self.now_us += minutes * MINUTE_US

    @rule(minutes=st.sampled_from((0, 16, 250)), at_most=st.sampled_from((1, 2, 500)))
    def the_office_keeps_house(self, minutes: int, at_most: int) -> None:
        self.now_us += minutes * MINUTE_US
        keep_house(self._give, at_most, turns=2_000)

    @rule(data=st.data())
    def somebody_commands(self, data: st.DataObject) -> None:
        self._give(data.draw(commands(self.machine.state, next(self.serial), self.now_us)))

    @rule(data=st.data())
    def others_command(self, data: st.DataObject) -> None:
        for _ in range(2):
            self.somebody_commands(data)

    @rule(data=st.data())
    def others_coordinate(self, data: st.DataObject) -> None:
        for _ in range(4):
            self._give(data.draw(coordination(self.machine.state, next(self.serial), self.now_us)))

    @rule(data=st.data(), key=st.sampled_from(("k1", "k2", "k3")))
    def a_centre_has_something_done_once(self, data: st.DataObject, key: str) -> None:
        command = data.draw(coordination(self.machine.state, next(self.serial), self.now_us))
        if hasattr(command, "party"):
            self._give(AsErrand(command.party, f"{key}/{next(self.serial) % 3}", command))

    @rule(data=st.data())
    def something_is_erased(self, data: st.DataObject) -> None:
        erase_something(data, self.machine.state, self.bodies, self._give, next(self.serial), self.now_us)

    def _give(self, command: AnyCommand) -> object:
        state = self.machine.state
        before = bytes_of(state)
        try:
            events, reply = self.machine.decide(command, self.now_us)
        except Refusal as refusal:
            assert bytes_of(state) == before
            self.refusals.append(refusal)
            tried[type(command).__name__, refusal.code] += 1
            return None
        tried[type(command).__name__, ""] += 1
        assert bytes_of(state) == before, "decide changed the state"
        undo: list[Sequence[Event]] = []
        for event in events:
            self.bodies.append(self.machine.draft(event, self.now_us)[2])
            reached[str(event.__struct_config__.tag)] += 1
            undo.append(invert(state, event))
            talked.update(_talk(state, event))
            evolve(state, event)
            if isinstance(event, intents.IntentPut):
                assert event.intent.ovn not in self.ovns, "one OVN names two versions"
                self.ovns.add(event.intent.ovn)
        after = bytes_of(state)
        for inverse in reversed(undo):
            for event in inverse:
                evolve(state, event)
        assert bytes_of(state) == before, "undone is not as before"
        for event in events:
            evolve(state, event)
        assert bytes_of(state) == after
        if isinstance(reply, asked.Request):
            assert state.requests.get(reply.id) == reply, "what is written down of a change is not all of it"
        if isinstance(command, intents.PutIntent) and isinstance(reply, intents.IntentChanged):
            self._nobody_unseen(command)
        self._attested(events)
        return reply

    def _attested(self, events: Sequence[Event]) -> None:
        """Whoever was told something has a receipt of it; nobody has one of what was told to another; and what a
        receipt names by its digest is found in the state."""
        receipts = [event for event in events if isinstance(event, ReceiptMade)]
        told = {
            (tell.subject, tell.id, party)
            for event in events
            for tell in getattr(event, "tell", ())
            for party in tell.to
        }
        has = {(receipt.subject, receipt.id, party) for receipt in receipts for party in receipt.to}
        assert told <= has
        acted = {(receipt.subject, receipt.id, receipt.by) for receipt in receipts if receipt.by}
        state = self.machine.state
        for receipt in receipts:
            attested[receipt.subject.value, receipt.says.value] += 1
            about = (receipt.subject, receipt.id)
            owner = _owner(state, receipt)
            for party in receipt.to:
                assert party in (receipt.party, receipt.by, owner) or receipt.says is Says.ACKNOWLEDGED
                assert (*about, party) in told | acted or party in (owner, receipt.party)
            if receipt.says is Says.TOLD:
                assert receipt.to == (receipt.party,)
                assert not receipt.by
            if receipt.content:
                assert content_named(state, receipt), receipt

    def _nobody_unseen(self, command: intents.PutIntent) -> None:
        if command.state not in (IntentState.ACCEPTED, IntentState.ACTIVATED):
            return
        state = self.machine.state
        for other in state.intents.values():
            if other.id == command.id or other.ovn in command.key or other.end_us <= self.now_us:
                continue
            if other.state is IntentState.ACCEPTED and state.is_down(other.manager):
                continue
            assert not any(overlaps(a, b) for a in command.extents for b in other.extents)

    @invariant()
    def every_intent_is_served_by_what_it_names(self) -> None:
        state = self.machine.state
        for intent in state.intents.values():
            if intent.subscription_id is not None and intent.end_us > self.now_us:
                assert state.subscriptions[intent.subscription_id].notify_for_operational_intents
                assert intent.id in state.dependents[intent.subscription_id]

    @invariant()
    def no_implicit_subscription_is_left_alone(self) -> None:
        state = self.machine.state
        for subscription in state.subscriptions.values():
            if subscription.implicit and subscription.end_us > self.now_us:
                assert state.dependents.get(subscription.id)

    @invariant()
    def the_indexes_hold_exactly_what_is_there(self) -> None:
        state = self.machine.state
        for index, deadlines, table in (
            (state.intent_index, state.intent_deadlines, state.intents),
            (state.constraint_index, state.constraint_deadlines, state.constraints),
            (state.subscription_index, state.subscription_deadlines, state.subscriptions),
        ):
            assert sorted(i for ids in deadlines.minutes.values() for i in ids) == sorted(table)
            assert len(index) == sum(len(thing.extents) for thing in table.values())
            for thing in table.values():
                assert thing.id in index.overlapping(thing.extents)

    @invariant()
    def operations_and_notices_are_found_where_somebody_may_see_them(self) -> None:
        state = self.machine.state
        going_on = {o.id: o.extents for o in state.operations.values() if o.state is not OperationState.ENDED}
        held = {n.id: tuple(v for _, content in n.contents for v in content.extents) for n in state.notices.values()}
        for index, extents in ((state.operation_index, going_on), (state.notice_index, held)):
            assert len(index) == sum(map(len, extents.values()))
            for thing_id, volumes in extents.items():
                assert thing_id in index.overlapping(volumes) or not volumes, "an erased one is nowhere"
        assert state.operations_of == _grouped((o.owner, o.id) for o in state.operations.values())
        assert state.threads_of == _grouped((p, t.id) for t in state.threads.values() for p in t.parties)
        assert state.agreements_of == _grouped((p, a.id) for a in state.agreements.values() for p in a.parties)
        assert state.conflict_threads == _grouped(
            (about, t.id) for t in state.threads.values() if t.between_things for about in t.about
        )
        assert state.notices_waiting == {n.id for n in state.notices.values() if giving.waits(n)}

    @invariant()
    def deadlines_are_those_of_what_is_there(self) -> None:
        state = self.machine.state
        ends = [
            (o.id, o.changed_us + DAY_US if o.state is OperationState.ENDED else o.gone_us)
            for o in state.operations.values()
        ]
        assert state.operation_deadlines.minutes == _by_minute(ends)
        assert state.notice_deadlines.minutes == _by_minute((n.id, n.next_us) for n in state.notices.values())
        looked_at = ((a.id, talk.looked_at_us(a, state.channels.get(a.id))) for a in state.agreements.values())
        assert state.channel_deadlines.minutes == _by_minute(
            (i, look_us) for i, look_us in looked_at if look_us is not None
        )
        assert state.thread_deadlines.minutes == _by_minute(
            (f"{thread.id}/{message.number}", message.next_us)
            for thread in state.threads.values()
            for message in thread.messages
            if message.next_us
        )

    @invariant()
    def requests_are_found_by_those_who_ask_and_are_asked(self) -> None:
        table = self.machine.state.requests
        every = list(table.rows())
        assert table.deadlines.minutes == _by_minute((r.id, r.next_us) for r in every if r.next_us is not None)
        assert table.waiting == {r.id for r in every if asking.waiting(r)}
        for request in every:
            for party in {request.asker, *(one.party for one in request.asked)}:
                assert request.id in {request_id for _, request_id in table.times_for(party)}
            assert all(request in table.under(one.under) for one in request.asked)
            for one in request.asked:
                states = [asked.ResponseState.SENT, *(step.state for step in one.steps)]
                assert all(after in asked.FOLLOWS[before] for before, after in itertools.pairwise(states))
                assert one.told <= len(one.steps)

    @invariant()
    def quiet_periods_bind_when_all_have_committed(self) -> None:
        table = self.machine.state.quiet
        every = list(table.rows())
        assert table.deadlines.minutes == _by_minute((q.id, q.next_us) for q in every if q.next_us is not None)
        live = [q for q in every if q.ending is None]
        assert table.live_under == _grouped((q.under, q.id) for q in live)
        for period in every:
            said = {word.party: word.said for word in period.words}
            assert set(said) <= set(period.parties)
            everybody = set(said) == set(period.parties) and set(said.values()) == {Said.COMMITTED}
            assert everybody == bool(period.committed_us) or period.ending is not None
            assert period.begun_us >= period.committed_us or not period.begun_us
            for party in period.parties:
                assert period.id in {period_id for _, period_id in table.times_for(party)}
                assert (period in table.live_for(party)) is (period.ending is None)

    @invariant()
    def feeds_have_no_gaps(self) -> None:
        state = self.machine.state
        assert set(state.feeds) == set(state.told_last)
        for party, items in state.feeds.items():
            last = state.told_last[party]
            assert [told.number for told in items] == list(range(last - len(items) + 1, last + 1))
            page = feed.read_feed(state, party, last - len(items), 10_000)
            assert (page.items, page.last, page.gap) == (tuple(items), last, False)

    @invariant()
    def threads_and_notices_are_sound(self) -> None:
        state = self.machine.state
        for thread in state.threads.values():
            assert [message.number for message in thread.messages] == list(range(1, len(thread.messages) + 1))
            assert thread.messages, "a thread was opened and nothing said in it"
            for message in thread.messages:
                assert set(talk.still_awaited(message)) <= set(thread.parties)  # who had answered may have left
                assert not message.next_us or talk.still_awaited(message)
            tally = state.tallies[thread.id]
            awaited = [talk.still_awaited(message) for message in thread.messages]
            assert tally.awaited == Counter(party for missing in awaited for party in missing)
            assert tally.unanswered == Counter(
                m.by for m, missing in zip(thread.messages, awaited, strict=True) if missing
            )
            assert tally.priorities == Counter(message.priority for message in thread.messages)
        assert state.tallies.keys() == state.threads.keys()
        for notice in state.notices.values():
            holding = {given.version for given in notice.given}
            assert {version for version, _ in notice.contents} == holding | {notice.contents[-1][0]}
            assert len({given.party for given in notice.given}) == len(notice.given)

    @invariant()
    def of_spent_ovns_none_is_forgotten_while_it_could_be_asked_for(self) -> None:
        state = self.machine.state
        for minute, ovns in state.spent_deadlines.minutes.items():
            assert all(state.spent_ovns[ovn].until_us // MINUTE_US == minute for ovn in ovns)
        assert sum(map(len, state.spent_deadlines.minutes.values())) == len(state.spent_ovns)

    def teardown(self) -> None:
        assert all(refusal.message for refusal in self.refusals)
        replayed = OFFICE.begin()
        for body in self.bodies:
            replayed.replay(body)
        assert bytes_of(replayed.state) == bytes_of(self.machine.state)
        loaded = Office()
        OFFICE.load(loaded, OFFICE.dump(replayed.state))
        assert bytes_of(loaded) == bytes_of(replayed.state)
        assert {k: set(v) for k, v in loaded.dependents.items()} == self.machine.state.dependents
        state = self.machine.state
        for name in (
            "intent",
            "constraint",
            "subscription",
            "spent",
            "operation",
            "notice",
            "thread",
            "channel",
        ):
            assert getattr(loaded, f"{name}_deadlines").minutes == getattr(state, f"{name}_deadlines").minutes
        assert loaded.requests.deadlines.minutes == state.requests.deadlines.minutes
        assert loaded.requests.waiting == state.requests.waiting
        assert loaded.quiet.deadlines.minutes == state.quiet.deadlines.minutes
        assert loaded.quiet.live_under == state.quiet.live_under
        assert loaded.incidents.deadlines.minutes == state.incidents.deadlines.minutes
        assert loaded.incidents.waiting == state.incidents.waiting
        for name in (
            "operations_of",
            "threads_of",
            "agreements_of",
            "notices_waiting",
            "told_last",
            "conflict_threads",
            "to_meet",
        ):
            assert getattr(loaded, name) == getattr(state, name), name
        feed.KEPT = KEPT


AnyRun.TestCase.settings = settings(
    max_examples=tries(180),
    stateful_step_count=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking forty steps of geometry takes minutes
    suppress_health_check=list(HealthCheck),
)
TestAnyRun = AnyRun.TestCase


@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.stem)
def test_each_event_of_a_scene_can_be_undone_and_replayed(scene: Path) -> None:
    stage, machine = Stage(), OFFICE.begin()
    state = machine.state
    play(scene.read_text("utf-8"), stage)
    for event in stage.events:
        before, back = bytes_of(state), invert(state, event)
        talked.update(_talk(state, event))
        evolve(state, event)
        after = bytes_of(state)
        for undoing in back:
            evolve(state, undoing)
        assert bytes_of(state) == before, event
        machine.replay(machine.draft(event, 0)[2])
        assert bytes_of(state) == after
        reached[str(event.__struct_config__.tag)] += 1
    assert bytes_of(state) == bytes_of(stage.state)
    loaded = Office()
    OFFICE.load(loaded, OFFICE.dump(state))
    assert bytes_of(loaded) == bytes_of(state)


def test_the_runs_above_have_met_every_kind_of_event_and_taken_most_commands() -> None:
    """Else they would prove little. Runs after them, by its place in this file; where chance has left something out, it
    gets more runs, and only what none of them brings about is missing."""
    if not tried or len(reached) < 5:
        pytest.skip("the runs above were not asked for")
    for number in range(MORE_RUNS):
        if not _lacking():
            break
        run_state_machine_as_test(seed(number)(AnyRun), settings=AnyRun.TestCase.settings)
    assert _lacking() == []


def _lacking() -> list[str]:
    """What has not been met, or too seldom."""
    kinds = sorted(set(EVENT_KINDS) - set(reached) - ONLY_UNDO)
    lived = {
        *map(str, MessageKind),
        "opened again",
        "acknowledged",
        "overdue",
        "up the ladder",
        "closed",
    }  # that one is closed again, chance brings about too seldom: a scene tells of it
    taken, asked = Counter[str](), Counter[str]()
    for (command, code), count in tried.items():
        asked[command] += count
        taken[command] += 0 if code else count
    attests = {says for _, says in attested}
    unattested = [f"nothing is attested as {says}" for says in Says if says.value not in attests]
    coordination = ("PutOperation", "SetOperationState", "PutNotice", "AcknowledgeNotice", "PassOn", "Say")
    seldom = [f"{command} taken {taken[command]} times" for command in coordination if taken[command] <= 10]
    share = 3 * sum(taken[c] for c in coordination) >= sum(asked[c] for c in coordination)
    refused = [] if share else [f"most is refused: {sorted(tried.items())}"]
    return [*kinds, *sorted(lived - set(talked)), *unattested, *seldom, *refused]


@given(st.sampled_from(sorted(EVENT_KINDS)))
def test_each_event_kind_names_itself_in_its_body(kind: str) -> None:
    assert EVENT_KINDS[kind].__struct_config__.tag == kind
    assert EVENT_KINDS[kind].__struct_config__.tag_field == "kind"


def test_an_unknown_event_kind_is_not_passed_over() -> None:
    try:
        OFFICE.begin().replay(b'{"kind": "intent.teleported"}')
    except msgspec.ValidationError:
        return
    raise AssertionError("an unknown kind was taken")
