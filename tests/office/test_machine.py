"""What must hold after any run of commands whatever."""

from __future__ import annotations

import itertools

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tansiq.office import intents
from tansiq.office.entities import IntentState
from tansiq.office.machine import EVENT_KINDS, Event, Machine, dump, evolve, invert, load
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.volumes import overlaps
from tests.office.commands import MINUTE_US, NOW_US, commands


def bytes_of(state: Office) -> bytes:
    return b"".join(dump(state))


class AnyRun(RuleBasedStateMachine):
    """Random commands against an office, with the clock moving on."""

    def __init__(self) -> None:
        super().__init__()
        self.machine = Machine(Office())
        self.now_us = NOW_US
        self.serial = itertools.count()
        self.bodies: list[bytes] = []
        self.refusals: list[Refusal] = []
        self.ovns: set[str] = set()

    @rule(minutes=st.integers(0, 90))
    def time_passes(self, minutes: int) -> None:
        self.now_us += minutes * MINUTE_US

    @rule(data=st.data())
    def somebody_commands(self, data: st.DataObject) -> None:
        state = self.machine.state
        command = data.draw(commands(state, next(self.serial), self.now_us))
        before = bytes_of(state)
        try:
            events, reply = self.machine.decide(command, self.now_us)
        except Refusal as refusal:
            assert bytes_of(state) == before
            self.refusals.append(refusal)
            return
        assert bytes_of(state) == before, "decide changed the state"
        undo: list[tuple[Event, ...]] = []
        for event in events:
            self.bodies.append(self.machine.draft(event, self.now_us)[2])
            undo.append(invert(state, event))
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
        if isinstance(command, intents.PutIntent) and isinstance(reply, intents.IntentChanged):
            self._nobody_unseen(command)

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
    def of_spent_ovns_none_is_forgotten_while_it_could_be_asked_for(self) -> None:
        state = self.machine.state
        for minute, ovns in state.spent_deadlines.minutes.items():
            assert all(state.spent_ovns[ovn].until_us // MINUTE_US == minute for ovn in ovns)
        assert sum(map(len, state.spent_deadlines.minutes.values())) == len(state.spent_ovns)

    def teardown(self) -> None:
        assert all(refusal.message for refusal in self.refusals)
        replayed = Machine(Office())
        for body in self.bodies:
            replayed.replay(body)
        assert bytes_of(replayed.state) == bytes_of(self.machine.state)
        loaded = Office()
        load(loaded, dump(replayed.state))
        assert bytes_of(loaded) == bytes_of(replayed.state)
        assert {k: set(v) for k, v in loaded.dependents.items()} == self.machine.state.dependents
        assert loaded.intent_deadlines.minutes == self.machine.state.intent_deadlines.minutes


AnyRun.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking forty steps of geometry takes minutes
    suppress_health_check=list(HealthCheck),
)
TestAnyRun = AnyRun.TestCase


@given(st.sampled_from(sorted(EVENT_KINDS)))
def test_each_event_kind_names_itself_in_its_body(kind: str) -> None:
    assert EVENT_KINDS[kind].__struct_config__.tag == kind
    assert EVENT_KINDS[kind].__struct_config__.tag_field == "kind"


def test_an_unknown_event_kind_is_not_passed_over() -> None:
    try:
        Machine(Office()).replay(b'{"kind": "intent.teleported"}')
    except msgspec.ValidationError:
        return
    raise AssertionError("an unknown kind was taken")
