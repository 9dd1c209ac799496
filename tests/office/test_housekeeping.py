"""Housekeeping is fair, bounded, and looks at no more than what is due."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tansiq.office import channels, dayplans, threads
from tansiq.office.agreements import Propose, Sign, Suspend
from tansiq.office.asked import RequestContent, RequestKind
from tansiq.office.attested import ReceiptMade
from tansiq.office.entities import Party, PartyKind, PartyState, Profile, Subscription
from tansiq.office.housekeeping import PLANS_AT_ONCE, ROUND, WAITING_AT_ONCE, Chore, EndExpired, Turn
from tansiq.office.information import InformationGrade, Marking, Release, ReportContent, SourceGrade
from tansiq.office.kinds import OperationState, Priority, ThingKind
from tansiq.office.machine import AnyCommand, Event, blueprint
from tansiq.office.operations import PutOperation
from tansiq.office.parties import Cause, PartyPut
from tansiq.office.reports import PutReport
from tansiq.office.requests import MakeRequest, NeedBy
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.saying import Saying
from tansiq.office.subscriptions import SubscriptionPut
from tansiq.office.terms import Flow, Level, Sight, Terms, digest_of
from tansiq.office.things import Card
from tansiq.volumes import Circle, Volume, footprint
from tests.office.commands import NOW_US
from tests.office.keeping import keep_house

_CIRCLE = Circle(48.0, 2.0, 100.0)
_CELLS = footprint(_CIRCLE).cells


class Town:
    """An office in which everybody takes part who is named."""

    def __init__(self, *parties: str) -> None:
        self.machine = blueprint().begin()
        self.now_us = NOW_US
        for name in parties:
            party = Party(name, 1, PartyState.ADMITTED, Profile(name, PartyKind.OTHER), NOW_US)
            self.machine.evolve(PartyPut(party, Cause.FOUNDED, ""))

    def do(self, command: AnyCommand) -> Any:
        events, reply = self.machine.decide(command, self.now_us)
        self.happened = [event for event in events if not isinstance(event, ReceiptMade)]
        for event in events:
            self.machine.evolve(event)
        return reply

    def agree(self, name: str, one: str, other: str, *, every_h: float = 1.0, hours: float = 1_000.0) -> None:
        flows = tuple(Flow(a, b, (ThingKind.DRONE, ThingKind.SITE), Sight.ALL) for a, b in ((one, other), (other, one)))
        end_us = self.now_us + int(hours * HOUR_US)
        terms = Terms(name, Level.INFORMATION, self.now_us, end_us, flows, test_every_h=every_h)
        sides = tuple(sorted((one, other)))
        self.do(Propose(one, name, 0, sides, terms))
        for side in sides:
            self.do(Sign(side, name, "somebody", digest_of(terms, sides)))

    def plan(self, party: str, name: str) -> None:
        volume = Volume(_CIRCLE, 0.0, 100.0, self.now_us + HOUR_US, self.now_us + 2 * HOUR_US, _CELLS)
        card, state = Card(name), OperationState.ACCEPTED
        self.do(PutOperation(party, name, 0, ThingKind.DRONE, state, card, (volume,), (1.0,)))

    def expire(self, count: int) -> None:
        """So many subscriptions that have just run out."""
        volume = Volume(_CIRCLE, 0.0, 100.0, self.now_us - HOUR_US, self.now_us, _CELLS)
        for number in range(len(self.machine.state.subscriptions), len(self.machine.state.subscriptions) + count):
            subscription = Subscription(
                f"s-{number}", "north", "1", "https://north.example", self.now_us - HOUR_US, self.now_us, (volume,),
            )  # fmt: skip
            self.machine.evolve(SubscriptionPut(subscription))

    def round(self) -> list[Event]:
        """A turn of each chore; what happened in it."""
        found: list[Event] = []
        for command in ROUND:
            self.do(command)
            found += self.happened
        return found


def test_a_backlog_of_one_chore_keeps_no_other_waiting() -> None:
    town = Town("north", "south")
    town.agree("A", "north", "south")
    town.do(threads.OpenThread("north", "T", ("south",), "title", Saying("m", "text")))
    town.plan("north", "O")
    town.round()
    town.now_us += 26 * HOUR_US
    town.plan("south", "P")
    town.expire(1_200)
    kinds = [str(event.__struct_config__.tag) for event in town.round()]
    assert kinds.count("subscription.removed") == 500
    assert {"thread.escalated", "channel.put", "thread.said", "operation.put", "day-plan.issued"} <= set(kinds)
    assert len(town.machine.state.subscriptions) == 700


def test_each_turn_is_bounded_and_a_round_that_goes_on_ends() -> None:
    town = Town("north", "south")
    town.expire(1_200)
    turn = town.do(EndExpired(Chore.REFERENCES, at_most=100))
    assert (turn.done, len(town.happened)) == (100, 100)
    assert turn.again == EndExpired(Chore.REFERENCES, at_most=100)
    assert keep_house(town.do) == 1_100
    assert town.round() == []


def test_the_plans_of_many_parties_are_looked_through_a_few_at_a_time_and_none_is_left_out() -> None:
    names = [f"p{number:02d}" for number in range(3 * PLANS_AT_ONCE + 2)]
    town = Town(*names)
    for name in names:
        town.plan(name, f"operation of {name}")
    turns = [EndExpired(Chore.DAY_PLANS)]
    issued: list[str] = []
    while turns:
        turn = town.do(turns.pop())
        assert turn.done == len(town.happened) <= 2 * PLANS_AT_ONCE
        issued += [event.plan.party for event in town.happened]
        turns += [turn.again] if turn.again else []
    assert sorted(set(issued)) == names
    assert town.round() == []


def test_a_party_is_told_of_its_plans_of_two_days_under_their_own_numbers() -> None:
    town = Town("north")
    town.now_us = NOW_US - NOW_US % DAY_US + 16 * HOUR_US
    town.plan("north", "O")
    town.round()
    plans = town.machine.state.day_plans["north"].plans
    told = [item.number for item in town.machine.state.feeds["north"] if item.subject == "day-plan"]
    assert [plan.told for plan in plans] == told
    town.now_us += DAY_US // 48 + dayplans.UPDATED_US
    assert town.round() == [], "nothing has changed"


class Counted(dict[str, Any]):
    """Counts what is looked at."""

    looks = 0

    def __getitem__(self, key: str) -> Any:
        self.looks += 1
        return super().__getitem__(key)

    def __iter__(self) -> Any:
        raise AssertionError("looked at all of them")


def test_a_round_looks_at_no_channel_but_those_whose_hour_has_come() -> None:
    town = Town("north", "south")
    for number in range(40):
        town.agree(f"A{number:02d}", "north", "south", every_h=1.0 if number < 3 else 700.0)
    town.round()
    town.now_us += HOUR_US
    state = town.machine.state
    state.agreements = counted = Counted(state.agreements)
    tested = list(channels.due(state, town.now_us))
    assert [together[-1].channel.agreement for together in tested] == ["A00", "A01", "A02"]  # type: ignore[union-attr]
    assert counted.looks <= 3 * 3


@pytest.mark.parametrize("first_look", [True, False])
def test_a_channel_whose_agreement_ran_out_unseen_is_looked_at_once_more_and_never_again(*, first_look: bool) -> None:
    town = Town("north", "south")
    town.agree("A", "north", "south", hours=10)
    if first_look:
        town.round()
    town.now_us += 20 * HOUR_US
    town.round()
    assert town.machine.state.channel_deadlines.minutes == {}
    assert town.machine.state.channels["A"].tests == 0
    assert town.round() == []


def test_a_suspended_channel_is_not_looked_at_until_it_is_resumed() -> None:
    town = Town("north", "south")
    town.agree("A", "north", "south")
    town.round()
    town.do(Suspend("north", "A", "why"))
    assert town.machine.state.channel_deadlines.minutes == {}
    town.now_us += HOUR_US
    town.do(Suspend("north", "A", ""))
    assert [event.message.kind for event in town.round() if isinstance(event, threads.ThreadSaid)] == ["test"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "none was issued, or it is older than 3 days"),
        (0, "nothing that you may see was planned for it yet"),
        (1, "it is issued at 15:00 UTC on 2026-03-01"),
        (2, "it is issued at 15:00 UTC on 2026-03-02"),
    ],
)
def test_whoever_asks_for_a_plan_that_is_not_there_is_told_what_it_waits_for(days: int, said: str) -> None:
    town = Town("north")
    today_us = NOW_US - NOW_US % DAY_US
    assert dayplans.waited_for(town.machine.state, today_us + days * DAY_US, NOW_US).startswith(said)


def test_the_first_plan_of_a_day_is_issued_in_the_next_round() -> None:
    town = Town("north", "south")
    assert town.round() == []
    town.plan("north", "O")
    assert [event.plan.party for event in town.round() if isinstance(event, dayplans.DayPlanIssued)] == ["north"]


def test_requests_that_wait_for_a_channel_are_looked_at_a_few_at_a_time_and_none_is_passed_over() -> None:
    town = Town("north", "south")
    town.agree("A", "north", "south")
    words = RequestContent("ab" * 32, "en", RequestKind.SUPPORT, Priority.ROUTINE, Marking.GREEN, "somebody")
    ids = [f"request-{number:03}" for number in range(2 * WAITING_AT_ONCE + 1)]
    for name in ids:
        town.do(MakeRequest("north", name, words, (), Release(("south",)), town.now_us + HOUR_US))
    town.do(Suspend("south", "A", "a dispute"))
    for name in ids:
        town.do(NeedBy("north", name, 1, town.now_us + 2 * HOUR_US))
    looked: list[str] = []
    again: EndExpired | None = EndExpired(Chore.REQUESTS)
    while again is not None:
        turn = town.do(again)
        assert turn.done == 0
        again = turn.again
        looked += [] if again is None else [again.after]
    assert looked == [ids[WAITING_AT_ONCE - 1], ids[2 * WAITING_AT_ONCE - 1]]
    town.do(Suspend("south", "A", ""))
    again = EndExpired(Chore.REQUESTS)
    while again is not None:
        again = town.do(again).again
        assert len(town.happened) <= WAITING_AT_ONCE
    assert not town.machine.state.requests.waiting


def test_reports_that_wait_for_a_channel_are_given_one_after_another_at_times_of_their_own() -> None:
    town = Town("north", "south")
    town.agree("A", "north", "south")
    ids = [f"report-{number:03}" for number in range(2 * WAITING_AT_ONCE + 1)]
    said = ReportContent(
        "ab" * 32, "en", SourceGrade.USUALLY_RELIABLE, InformationGrade.PROBABLY_TRUE, Marking.GREEN, 0, 0, "somebody"
    )
    for name in ids:
        town.do(PutReport("north", name, 0, said, (), Release(("south",))))
    town.do(Suspend("south", "A", "a dispute"))
    for name in ids:
        anew = msgspec.structs.replace(said, body="cd" * 32)
        town.do(PutReport("north", name, 1, anew, (), Release(("south",))))
    assert town.do(EndExpired(Chore.REPORTS)) == Turn(0, EndExpired(Chore.REPORTS, after=ids[WAITING_AT_ONCE - 1]))
    town.do(Suspend("south", "A", ""))
    again: EndExpired | None = EndExpired(Chore.REPORTS)
    while again is not None:
        again = town.do(again).again
    assert not town.machine.state.reports_waiting
    given = [held for name in ids for held in town.machine.state.reports[name].given]
    assert [held.version for held in given] == [2] * len(ids)
    assert len({held.at_us for held in given}) == len(ids)
