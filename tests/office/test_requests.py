"""While a channel is suspended, what the one side says tells the other nothing: not by a state, a count, an order, a
version, a refusal, nor by what is told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.office import agreements, requests
from tansiq.office.asked import RequestContent, RequestKind, ResponseState
from tansiq.office.feed import read_feed
from tansiq.office.information import Marking, Release
from tansiq.office.kinds import Priority, ThingKind
from tansiq.office.machine import AnyCommand, Machine
from tansiq.office.refusals import Refusal
from tansiq.office.requested import SeenRequest, seen_of_own_request, these_seen
from tansiq.office.responses import response_records
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.terms import Flow, Level, Sight, Terms
from tests.office import keeping
from tests.office.commands import NOW_US
from tests.office.test_leaks import agree, give, office_of
from tests.thorough import tries

MINUTE_US = 60_000_000
ASKED = ("army", "uss1")
SAYINGS = [state for state in ResponseState if state not in (ResponseState.SENT, ResponseState.WITHDRAWN)]
said = st.tuples(st.sampled_from(ASKED), st.sampled_from(("R", "S")), st.sampled_from(SAYINGS))
minutes = st.integers(0, 120)


def office() -> Machine:
    """Relief has agreed with the army and with uss1, and asks both twice."""
    machine = office_of("relief", *ASKED)
    for other in ASKED:
        pairs = ((other, "relief"), ("relief", other))
        flows = tuple(Flow(giver, receiver, (ThingKind.SITE,), Sight.ALL) for giver, receiver in pairs)
        terms = Terms(other, Level.INFORMATION, NOW_US - 9 * HOUR_US, NOW_US + 30 * DAY_US, flows)
        agree(machine, f"with-{other}", terms, tuple(sorted((other, "relief"))))
    for name in ("R", "S"):
        content = RequestContent("ab" * 32, "en", RequestKind.SUPPORT, Priority.ROUTINE, Marking.GREEN, "x")
        give(machine, requests.MakeRequest("relief", name, content, (), Release(ASKED), NOW_US + HOUR_US))
    return machine


def answer(machine: Machine, one: tuple[str, str, ResponseState], now_us: int) -> None:
    party, name, state = one
    body = "cd" * 32 if state in requests.ANSWERS else ""
    tried(machine, requests.Respond(party, name, state, "y", body=body), now_us)


def tried(machine: Machine, command: AnyCommand, now_us: int) -> str:
    """Why it is refused, if it is."""
    try:
        give(machine, command, now_us)
    except Refusal as refusal:
        return f"{refusal.code} {refusal.field} {refusal.message}"
    return ""


def keep_house(machine: Machine, now_us: int) -> None:
    def do(command: AnyCommand) -> object:
        _, turn = machine.decide(command, now_us)
        give(machine, command, now_us)
        return turn

    keeping.keep_house(do)  # type: ignore[arg-type]


def known_to(machine: Machine, party: str, now_us: int) -> str:
    """All that a party gets to see of requests."""
    state = machine.state
    lines = [
        repr(
            [
                _answered(one)
                for one in these_seen(state, (name for _, name in state.requests.times_for(party)), party, now_us)
            ]
        )
    ]
    lines += [repr(response_records(state, f"with-{other}", party, now_us)) for other in ASKED
              if party in ("relief", other)]  # fmt: skip
    if party == "relief":
        lines += [repr(seen_of_own_request(state, name, "relief", other, now_us)) for name in ("R", "S")
                  for other in ASKED]  # fmt: skip
    page = read_feed(state, party, 0, 10_000)
    return "\n".join([*lines, *map(repr, page.items)])


def _answered(one: SeenRequest) -> tuple[object, ...]:
    """`own` is the office's own record, of which no more is answered than its version."""
    return (0 if one.own is None else one.own.version, replace(one, own=None))


@settings(max_examples=tries(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(said, max_size=4), st.lists(said, min_size=1, max_size=4), minutes, st.booleans())
def test_the_asker_learns_nothing_while_the_channel_is_suspended(
    before: list[tuple[str, str, ResponseState]],
    meanwhile: list[tuple[str, str, ResponseState]],
    passed: int,
    withdraws: bool,
) -> None:
    seen = []
    for silent in (True, False):
        machine = office()
        for one in before:
            answer(machine, one, NOW_US + MINUTE_US)
        give(machine, agreements.Suspend("army", "with-army", "why"), NOW_US + MINUTE_US)
        now_us = NOW_US + 2 * MINUTE_US + passed * MINUTE_US
        for one in meanwhile:
            if one[0] == "uss1" or not silent:
                answer(machine, one, NOW_US + 2 * MINUTE_US)
        keep_house(machine, now_us)
        known = machine.state.requests.get("R")
        assert known is not None
        act = (
            requests.WithdrawRequest("relief", "R", known.version, "why")
            if withdraws
            else requests.NeedBy("relief", "R", known.version, now_us + HOUR_US)
        )
        refused = tried(machine, act, now_us)
        keep_house(machine, now_us + 2 * HOUR_US)
        seen.append((refused, known_to(machine, "relief", now_us + 2 * HOUR_US), known_to(machine, "uss1", now_us)))
    assert seen[0] == seen[1]


@settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(said, min_size=1, max_size=6), minutes)
def test_whoever_is_asked_learns_nothing_of_others_and_all_is_told_in_the_end(
    answers: list[tuple[str, str, ResponseState]], passed: int
) -> None:
    seen = []
    now_us = NOW_US + passed * MINUTE_US
    for alone in (True, False):
        machine = office()
        for one in answers:
            if one[0] == "army" or not alone:
                answer(machine, one, NOW_US)
        keep_house(machine, now_us)
        seen.append(known_to(machine, "army", now_us))
        assert "uss1" not in seen[-1]
    assert seen[0] == seen[1]
    give(machine, agreements.Suspend("army", "with-army", "why"), now_us)
    for name in ("R", "S"):
        answer(machine, ("army", name, ResponseState.ANSWERED), now_us)
    give(machine, agreements.Suspend("army", "with-army", ""), now_us)
    keep_house(machine, now_us)
    assert machine.state.requests.waiting == set()
    for request in machine.state.requests.rows():
        assert all(one.told == len(one.steps) for one in request.asked)
