"""With the clock moving: what is awaited is acknowledged, or has climbed just the steps that are due. A message counts
once however often it is sent, and nothing ever disappears."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tansiq.office import agreements, channels, notices, receipts, threads
from tansiq.office.housekeeping import ROUND
from tansiq.office.kinds import MessageKind, NoticeState, Priority, ThingKind
from tansiq.office.machine import AnyCommand, blueprint
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.saying import Saying
from tansiq.office.standing import Standing, standing
from tansiq.office.talk import hotline_id, still_awaited
from tansiq.office.terms import AcknowledgeWithin, Flow, Level, Sight, Step, Terms, digest_of
from tansiq.office.things import Addressee, Card, Content, Precision
from tansiq.volumes import Circle, Volume, footprint
from tests.office.commands import NOW_US
from tests.office.commands_coordination import already_here
from tests.office.keeping import keep_house
from tests.thorough import tries

SECOND_US = 1_000_000
LADDER = (Step(60, "duty"), Step(600, "commander"), Step(7_200, "embassy"))
WITHIN = AcknowledgeWithin(3_600, 900, 120)
PARTIES = ("uss1", "city", "uss2")
CIRCLE = Circle(48.0, 2.0, 100.0)
CONTENT = Content(ThingKind.SITE, Card("site"), (Volume(CIRCLE, cells=footprint(CIRCLE).cells),))


def steps_due(due_us: int, now_us: int, ladder: Sequence[Step]) -> int:
    """The first step is at the deadline, those of the ladder follow it."""
    return sum(now_us >= due_us + after_s * SECOND_US for after_s in (0, *(step.after_s for step in ladder)))


class Ladders(RuleBasedStateMachine):
    """Three parties under one agreement, and uss2 with city under none."""

    def __init__(self) -> None:
        super().__init__()
        self.machine = blueprint().begin()
        self.now_us = self.latest_us = NOW_US
        self.set_back = False
        self.levels: dict[tuple[str, int], int] = {}
        self.serial = itertools.count()
        self.said: dict[tuple[str, str], tuple[str, str]] = {}
        """Party and identifier of a message, and the thread and text with which it was taken first."""
        self.lines: dict[tuple[str, int], tuple[Any, ...]] = {}
        self.closed: dict[str, list[str]] = {}
        self.told: dict[str, int] = {}

    @initialize()
    def they_have_agreed(self) -> None:
        for event in already_here(self.now_us):
            self.machine.evolve(event)
        for one, other, ladder in (("uss1", "city", LADDER), ("uss1", "uss2", ())):
            flows = (Flow(one, other, (ThingKind.SITE,), Sight.ALL), Flow(other, one, (ThingKind.SITE,), Sight.ALL))
            terms = Terms(
                "t", Level.INFORMATION, NOW_US - 1, NOW_US + 300 * DAY_US, flows, ladder=ladder,
                acknowledge_within=WITHIN, test_every_h=2.0, test_within_s=300,
            )  # fmt: skip
            parties = tuple(sorted((one, other)))
            self._give(agreements.Propose(one, f"{one}-{other}", 0, parties, terms))
            for party in parties:
                self._give(agreements.Sign(party, f"{one}-{other}", "x", digest_of(terms, parties)))

    @rule(seconds=st.sampled_from((-1, -60, -3_600, -90_000)))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self.now_us += seconds * SECOND_US
        self.set_back = True

    @rule(seconds=st.sampled_from((1, 59, 60, 61, 119, 120, 300, 899, 900, 3_600, 20_000)))
    def time_passes(self, seconds: int) -> None:
        self.now_us += seconds * SECOND_US
        self.latest_us = max(self.latest_us, self.now_us)
        keep_house(self._do, 2)

    @rule(party=st.sampled_from(PARTIES), other=st.sampled_from(PARTIES), priority=st.sampled_from(Priority))
    def somebody_begins(self, party: str, other: str, priority: Priority) -> None:
        name = f"thread-{next(self.serial)}"
        saying = Saying("first", f"text of {name}", priority=priority)
        self._give(threads.OpenThread(party, name, (other,), "title", saying))

    @rule(data=st.data(), priority=st.sampled_from(Priority), number=st.integers(0, 3), text=st.text("ab", min_size=1))
    def somebody_says(self, data: st.DataObject, priority: Priority, number: int, text: str) -> None:
        thread = self._some_thread(data)
        if thread is None:
            return
        party = data.draw(st.sampled_from(thread.parties))
        before = len(thread.messages)
        again = any(message.id == f"m{number}" and message.by == party for message in thread.messages)
        if self._give(threads.Say(party, thread.id, Saying(f"m{number}", text, priority=priority))):
            assert len(self.machine.state.threads[thread.id].messages) == before + (not again)

    @rule(data=st.data())
    def somebody_acknowledges(self, data: st.DataObject) -> None:
        thread = self._some_thread(data)
        if thread is not None:
            number = data.draw(st.integers(1, len(thread.messages)))
            self._give(threads.Acknowledge(data.draw(st.sampled_from(thread.parties)), thread.id, number, "x"))

    @rule(data=st.data(), summary=st.text("cd", min_size=1, max_size=3))
    def somebody_closes(self, data: st.DataObject, summary: str) -> None:
        thread = self._some_thread(data)
        if thread is not None and self._give(threads.CloseThread(thread.parties[0], thread.id, summary)):
            self.closed.setdefault(thread.id, []).append(summary)

    @rule(party=st.sampled_from(PARTIES), to=st.sets(st.sampled_from(PARTIES), min_size=1), urgent=st.booleans())
    def somebody_notifies(self, party: str, to: set[str], *, urgent: bool) -> None:
        addressees = tuple(Addressee(other, Precision.EXACT) for other in sorted(to - {party}))
        name, until_us = f"notice-{next(self.serial)}", self.now_us + DAY_US
        self._give(notices.PutNotice(party, name, 0, CONTENT, (1.0,), addressees, urgent, until_us, "a", "b"))

    @rule(data=st.data(), step=st.sampled_from(("read", "read", "pass", "withdraw", "renew", "change")))
    def something_becomes_of_a_notice(self, data: st.DataObject, step: str) -> None:
        if not self.machine.state.notices:
            return
        notice = self.machine.state.notices[data.draw(st.sampled_from(sorted(self.machine.state.notices)))]
        given = data.draw(st.sampled_from(notice.given)) if notice.given else None
        if step == "read" and given is not None:
            self._give(receipts.AcknowledgeNotice(given.party, notice.id, given.version, "x"))
        elif step == "pass" and given is not None:
            self._give(receipts.PassOn(given.party, notice.id, given.version, "x", "unit", self.now_us))
        elif step == "withdraw":
            self._give(notices.WithdrawNotice(notice.owner, notice.id, notice.version, "why"))
        elif step == "renew":
            self._give(notices.RenewNotice(notice.owner, notice.id, notice.version, self.now_us + DAY_US))
        elif step == "change":
            content = Content(ThingKind.SITE, Card(f"site {next(self.serial)}"), CONTENT.extents)
            self._give(notices.PutNotice(
                notice.owner, notice.id, notice.version, content, (1.0,), notice.addressees, notice.urgent,
                self.now_us + DAY_US, "a", "b",
            ))  # fmt: skip

    @rule(
        party=st.sampled_from(PARTIES),
        name=st.sampled_from(("uss1-city", "uss1-uss2")),
        reason=st.sampled_from(("", "x")),
    )
    def a_channel_is_suspended_or_resumed(self, party: str, name: str, reason: str) -> None:
        self._give(agreements.Suspend(party, name, reason))

    @rule(party=st.sampled_from(PARTIES), name=st.sampled_from(("uss1-city", "uss1-uss2")), number=st.integers(0, 9))
    def somebody_tests(self, party: str, name: str, number: int) -> None:
        state = self.machine.state
        before = state.channels[name].tests if name in state.channels else 0
        hotline = state.threads.get(hotline_id(name))
        again = hotline is not None and any(message.id == f"t{number}" for message in hotline.messages)
        if self._give(channels.TestChannel(party, name, f"t{number}")):
            assert self.machine.state.channels[name].tests == before + (not again)

    @invariant()
    def what_is_awaited_has_climbed_the_steps_that_are_due(self) -> None:
        state = self.machine.state
        if any(True for _ in self._pending()):
            return  # the clock has moved, and the office has not yet
        for thread in state.threads.values():
            ladder = LADDER if thread.under == "uss1-city" else ()
            for message in thread.messages:
                climbed = steps_due(message.due_us, self.latest_us, ladder)  # what was climbed stays, set back or not
                if still_awaited(message):
                    assert steps_due(message.due_us, self.now_us, ladder) <= message.level <= climbed, message
                elif message.awaited:
                    last_us = max(receipt.at_us for receipt in message.receipts)
                    assert steps_due(message.due_us, last_us, ladder) <= message.level <= climbed
                    if not self.set_back:
                        assert message.level == steps_due(message.due_us, last_us, ladder)
                    assert message.next_us == 0
                before = self.levels.get((thread.id, message.number), 0)
                assert message.level >= before, "a step is climbed twice"
                self.levels[thread.id, message.number] = message.level
        for notice in state.notices.values():
            for given in notice.given:
                ladder = LADDER if given.under == "uss1-city" else ()
                if notice.state is NoticeState.IN_FORCE and given.acknowledged is None and not given.withdrawn:
                    climbed = steps_due(given.due_us, self.latest_us, ladder)
                    assert steps_due(given.due_us, self.now_us, ladder) <= given.level <= climbed, given

    @invariant()
    def each_test_that_was_not_answered_in_time_counts_once(self) -> None:
        state = self.machine.state
        if any(True for _ in self._pending()):
            return
        for name in state.channels:
            if standing(state.agreements[name], self.now_us) is Standing.IN_FORCE:
                assert state.channels[name].next_us <= self.now_us + 2 * HOUR_US, "no test for longer than was agreed"
            hotline = state.threads.get(hotline_id(name))
            missed: Counter[str] = Counter()
            if self.set_back:  # what is in time, and what late, depends on when one asks
                tests = [m for m in (hotline.messages if hotline else ()) if m.kind is MessageKind.TEST]
                assert all(count <= len(tests) for _, count in state.channels[name].missed)
                continue
            for message in hotline.messages if hotline is not None else ():
                if message.kind is MessageKind.TEST and message.due_us <= self.now_us:
                    in_time = {receipt.party for receipt in message.receipts if receipt.at_us < message.due_us}
                    missed.update(set(message.awaited) - in_time)
            assert state.channels[name].missed == tuple(sorted(missed.items()))

    def _pending(self) -> Sequence[object]:
        return [event for command in ROUND for event in self.machine.decide(command, self.now_us)[0]]

    @invariant()
    def nothing_said_changes_or_disappears(self) -> None:
        state = self.machine.state
        for thread in state.threads.values():
            for message in thread.messages:
                line = (message.id, message.by, message.text, message.priority, message.at_us, message.due_us)
                assert self.lines.setdefault((thread.id, message.number), line) == line
            summaries = [closing.summary for closing in thread.closings]
            assert summaries + ([thread.summary] if thread.closed_by else []) == self.closed.get(thread.id, [])
            ids = [(message.by, message.id) for message in thread.messages if message.by]
            assert len(set(ids)) == len(ids)
        assert len(self.lines) == sum(len(thread.messages) for thread in state.threads.values())
        for party, last in self.told.items():
            assert state.told_last[party] >= last
        self.told = dict(state.told_last)

    def _some_thread(self, data: st.DataObject) -> Any:
        state = self.machine.state
        return state.threads[data.draw(st.sampled_from(sorted(state.threads)))] if state.threads else None

    def _give(self, command: AnyCommand) -> bool:
        try:
            self._do(command)
        except Refusal:
            return False
        return True

    def _do(self, command: AnyCommand) -> Any:
        events, reply = self.machine.decide(command, self.now_us)
        for event in events:
            self.machine.evolve(event)
        return reply


Ladders.TestCase.settings = settings(
    max_examples=tries(80),
    stateful_step_count=50,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
TestLadders = Ladders.TestCase
