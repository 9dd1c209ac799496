"""Flags of quiet periods tell nothing: whoever takes part meets by them what it sees anyway, and no more."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.office import agreements, operations, quiet, quiet_flags
from tansiq.office.feed import Subject, read_feed
from tansiq.office.incident_figures import SideCount
from tansiq.office.incident_seen import IncidentState, SideState
from tansiq.office.kinds import OperationState, ThingKind
from tansiq.office.machine import Machine
from tansiq.office.picture import view
from tansiq.office.quiet_days import Counting, QuietFigures, days_in_force
from tansiq.office.quiet_period import QuietPeriod, QuietState, Said
from tansiq.office.quiet_proposing import ProposeQuiet
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.terms import Flow, Level, Sight, Terms
from tansiq.office.things import Card
from tansiq.volumes import Circle, Volume, footprint, overlaps
from tests.office.commands import NOW_US
from tests.office.stage import Stage
from tests.office.stage_quiet import all_inside
from tests.office.test_leaks import agree, covered, give, office_of
from tests.thorough import tries

KINDS = (ThingKind.AIRCRAFT, ThingKind.DRONE, ThingKind.CONVOY)
START_US = NOW_US // HOUR_US * HOUR_US + 4 * HOUR_US
PARTIES = ("army", "relief", "uss1")
Place = tuple[float, float, float]


def office(sights: tuple[Sight, ...]) -> Machine:
    """Three parties of one agreement, army, relief and uss1, who show each other so much of their things; and one
    party more, which sees all of the army's."""
    machine = office_of(*PARTIES, "other")
    pairs = [(giver, receiver) for giver in PARTIES for receiver in PARTIES if giver != receiver]
    flows = tuple(
        Flow(giver, receiver, KINDS, sight) for (giver, receiver), sight in zip(pairs, sights, strict=True) if sight
    )
    every = (*flows, *(Flow(party, _next(party), (ThingKind.SITE,), Sight.EXISTS) for party in PARTIES))
    terms = Terms("ours", Level.INFORMATION, NOW_US - 9 * HOUR_US, NOW_US + 30 * DAY_US, every)
    agree(machine, "ours", terms, PARTIES)
    theirs = msgspec.structs.replace(
        terms, flows=(Flow("army", "other", KINDS, Sight.ALL), Flow("other", "army", KINDS, Sight.ALL))
    )
    agree(machine, "theirs", theirs, ("army", "other"))
    return machine


def _next(party: str) -> str:
    return PARTIES[(PARTIES.index(party) + 1) % len(PARTIES)]


def propose(machine: Machine, *, begins_us: int = START_US, lasts_us: int = 2 * HOUR_US) -> None:
    area = (covered(Circle(48.0, 2.0, 5_000.0), 0.0, 9_000.0, None, None),)
    give(
        machine,
        ProposeQuiet("army", "Q", "x", "ours", (), "Lull", "", KINDS, area, (1.0,), begins_us, begins_us + lasts_us),
    )


def commit(machine: Machine, until_us: int = START_US + 2 * HOUR_US, now_us: int = NOW_US) -> None:
    for party in PARTIES:
        give(machine, quiet.SayToQuiet(party, "Q", "x", Said.COMMITTED, until_us), now_us)


def plan(machine: Machine, owner: str, name: str, kind: ThingKind, place: Place, version: int = 0) -> None:
    east, north, hours = place
    circle = Circle(48.0 + north, 2.0 + east, 300.0)
    start_us = START_US + int(hours * HOUR_US)
    volume = Volume(circle, 100.0, 200.0, start_us, start_us + HOUR_US // 2, footprint(circle).cells)
    give(
        machine,
        operations.PutOperation(
            owner, name, version, kind, OperationState.ACCEPTED, Card(f"{name} of {owner}"), (volume,), (1.0,)
        ),
    )


def told(machine: Machine, party: str) -> list[tuple[str, str]]:
    page = read_feed(machine.state, party, 0, 10_000)
    return [(item.id, item.why) for item in page.items if item.subject is Subject.QUIET_PERIOD]


places = st.tuples(st.sampled_from((-0.3, -0.05, 0.0, 0.04, 0.1, 0.3)), st.sampled_from((-0.1, 0.0, 0.05)),
                   st.sampled_from((-3.0, -0.4, 0.5, 1.9, 3.0)))  # fmt: skip
plans = st.lists(st.tuples(st.sampled_from((*PARTIES, "other")), st.sampled_from(KINDS), places), max_size=6)
sights = st.tuples(*[st.sampled_from(Sight)] * 6)


@settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(sights, plans, plans)
def test_nobody_learns_of_an_operation_by_a_flag_that_it_does_not_see(
    seen: tuple[Sight, ...],
    before: list[tuple[str, ThingKind, Place]],
    after: list[tuple[str, ThingKind, Place]],
) -> None:
    machine = office(seen)
    state = machine.state
    for number, (owner, kind, place) in enumerate(before):
        plan(machine, owner, f"before-{number}", kind, place)
    propose(machine)
    commit(machine)
    period = state.quiet.get("Q")
    assert period is not None
    for number, (owner, kind, place) in enumerate(after):
        had = {party: len(told(machine, party)) for party in PARTIES}
        plan(machine, owner, f"after-{number}", kind, place)
        for party in PARTIES:
            news = told(machine, party)[had[party] :]
            assert all(why == "operation-inside" for _, why in news)
            sight = view(state, state.operations[f"after-{number}"], party, NOW_US)
            if sight is None or sight.sight is Sight.EXISTS or owner == party:
                assert news == []
    assert told(machine, "other") == []
    for party in PARTIES:
        found = all_inside(state, period, party, NOW_US).things
        for thing in found:
            operation = state.operations[thing.id]
            shown = view(state, operation, party, NOW_US)
            assert shown is not None
            assert shown.sight is not Sight.EXISTS
            assert (thing.sight, thing.extents) == (shown.sight, shown.extents)
        flagged = {thing.id for thing in found}
        for operation in state.operations.values():
            shown = view(state, operation, party, NOW_US)
            meets = any(overlaps(a, b) for a in operation.extents for b in period.extents)
            if shown is not None and shown.sight is Sight.ALL and operation.owner in PARTIES:
                assert (operation.id in flagged) is meets, (party, operation.id)
            if shown is not None and shown.sight is Sight.COARSE and operation.owner in PARTIES and meets:
                assert operation.id in flagged, "what is inside is inside by its coarse extent, too"


@settings(max_examples=tries(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from((0.04, 0.0705, 0.1)), st.sampled_from((-0.002, 0.001, 0.003)), st.booleans())
def test_by_a_flag_nobody_finds_out_where_in_its_cells_an_operation_is(east: float, nudge: float, first: bool) -> None:
    """Two offices that differ in that alone answer the same, and tell the same, to whoever sees it coarsely."""
    answers = []
    for moved in (0.0, nudge):
        machine = office((Sight.COARSE,) * 6)
        if not first:
            propose(machine)
            commit(machine)
        plan(machine, "army", "A", ThingKind.AIRCRAFT, (east + moved, moved, 0.5))
        if first:
            propose(machine)
            commit(machine)
        period = machine.state.quiet.get("Q")
        assert period is not None
        shown = view(machine.state, machine.state.operations["A"], "relief", NOW_US)
        assert shown is not None
        found = all_inside(machine.state, period, "relief", NOW_US)
        answers.append((shown.coarse, [one.coarse for one in found.things], told(machine, "relief")))
    (cells, *_), (others, *_) = answers
    if cells == others:
        assert answers[0] == answers[1]


def test_what_is_suspended_shows_nobody_anything_by_a_flag() -> None:
    machine = office((Sight.ALL,) * 6)
    propose(machine)
    commit(machine)
    plan(machine, "army", "A", ThingKind.AIRCRAFT, (0.0, 0.0, 0.5))
    period = machine.state.quiet.get("Q")
    assert period is not None
    assert [one.id for one in all_inside(machine.state, period, "relief", NOW_US).things] == ["A"]
    give(machine, agreements.Suspend("army", "ours", "why"))
    assert all_inside(machine.state, period, "relief", NOW_US).things == ()
    had = told(machine, "relief")
    plan(machine, "army", "B", ThingKind.AIRCRAFT, (0.0, 0.0, 0.5))
    assert told(machine, "relief") == had


def kept(period: QuietPeriod, recorded: list[SideCount], now_us: int) -> dict[str, int]:
    return {one.party: one.kept for one in _figures(period, recorded, now_us).parties}


def test_days_are_kept_by_each_partys_own_record() -> None:
    machine = office((Sight.ALL,) * 6)
    midnight_us = NOW_US // DAY_US * DAY_US + DAY_US
    propose(machine, begins_us=midnight_us - HOUR_US, lasts_us=3 * DAY_US)
    period = machine.state.quiet.get("Q")
    assert period is not None
    assert list(days_in_force(period, midnight_us)) == [], "not all have committed"
    commit(machine, midnight_us - HOUR_US + 3 * DAY_US)
    period = machine.state.quiet.get("Q")
    assert period is not None
    assert period.state(midnight_us) is QuietState.IN_FORCE
    first = midnight_us // DAY_US - 1
    assert list(days_in_force(period, NOW_US)) == []
    assert list(days_in_force(period, midnight_us)) == [first]
    assert list(days_in_force(period, midnight_us + 1)) == [first, first + 1]
    whole_us = midnight_us + 9 * DAY_US
    assert list(days_in_force(period, whole_us)) == [first, first + 1, first + 2, first + 3]
    next_us = midnight_us + DAY_US
    recorded = [
        SideCount("I", "army", midnight_us, SideState.ALLEGES, IncidentState.DISPUTED),
        SideCount("I", "relief", midnight_us, SideState.DISPUTED, IncidentState.DISPUTED),
        SideCount("J", "army", midnight_us, SideState.ALLEGES, IncidentState.ALLEGED),
        SideCount("J", "relief", midnight_us, SideState.UNANSWERED, IncidentState.ALLEGED),
        SideCount("K", "relief", next_us, SideState.ACKNOWLEDGED, IncidentState.CLOSED_BY_AGREEMENT),
        SideCount("K", "relief", next_us + 8 * DAY_US, SideState.ACKNOWLEDGED, IncidentState.CLOSED_BY_AGREEMENT),
        SideCount("K", "other", next_us, SideState.ALLEGES, IncidentState.CLOSED_BY_AGREEMENT),
    ]
    assert kept(period, recorded, whole_us) == {"army": 3, "relief": 3, "uss1": 4}
    figures = _figures(period, recorded, whole_us)
    assert {one.party: (dict(one.incidents), dict(one.says)) for one in figures.parties} == {
        "army": ({"alleged": 1, "disputed": 1}, {"alleges": 2}),
        "relief": ({"closed by agreement": 1}, {"acknowledged": 1, "disputed": 1, "unanswered": 1}),
        "uss1": ({}, {}),
    }
    broken_us = midnight_us + DAY_US // 2
    give(machine, quiet.TakeBack("relief", "Q", "x", "why"), broken_us)
    period = machine.state.quiet.get("Q")
    assert period is not None
    assert list(days_in_force(period, whole_us)) == [first, first + 1]


def test_days_after_its_agreement_ran_out_are_not_counted_however_late_the_office_notices() -> None:
    for ends in ("now 23:30", "army ends A because it is over", "uss1 leaves"):
        stage = Stage()
        stage.play("there are army:air-force relief:relief uss1:drone-service union:coalition")
        for line in ("union asks uss1", "uss1 joins union"):
            stage.play(line)
        flows = "army>union:coarse:drone union>army:coarse:drone"
        assert "in force" in stage.play(f"army agrees A with union level information 06:00-23:00 {flows}")
        stage.play("army proposes quiet Q under A at 0,0 12:00-14:00+5d")
        for party in ("army", "uss1", "union"):
            stage.play(f"{party} commits quiet Q")
        for line in ("now 12:00", "housekeeping", "now 22:59", ends, "now 10:00+9d", "housekeeping"):
            stage.play(line)
        period = stage.state.quiet.get(stage.id_of("Q"))
        assert period is not None
        assert period.ending is not None
        assert (period.ending.why, period.ending.at_us) == (
            "agreement over", stage.clock("23:00" if ends.startswith("now") else "22:59"),
        )  # fmt: skip
        assert _figures(period, [], stage.now_us).days == 1


def test_that_not_all_around_it_was_looked_at_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = office((Sight.ALL,) * 6)
    propose(machine)
    for name in "ABC":
        plan(machine, "army", name, ThingKind.AIRCRAFT, (0.0, 0.0, 0.5))
    commit(machine)
    period = machine.state.quiet.get("Q")
    assert period is not None
    assert not all_inside(machine.state, period, "relief", NOW_US).more
    monkeypatch.setattr(quiet_flags, "_MOST_LOOKED_AT", 2)
    monkeypatch.setattr(quiet_flags, "MOST_TOLD", 2)
    found = all_inside(machine.state, period, "relief", NOW_US)
    assert ([one.id for one in found.things], found.more) == (["A", "B"], True)
    monkeypatch.setattr(quiet_flags, "_MOST_WAITED_FOR", 3)
    assert quiet_flags.inside_already(machine.state, None, period, NOW_US) == PARTIES, "the same thing is met once"


def test_it_is_not_extended_without_end() -> None:
    machine = office((Sight.ALL,) * 6)
    propose(machine)
    commit(machine)
    until_us = START_US + 2 * HOUR_US
    for _ in range(quiet.MOST_EXTENDED):
        until_us += 1
        give(machine, quiet.ExtendQuiet("relief", "Q", "x", until_us))
        commit(machine, until_us)
    with pytest.raises(Refusal, match="propose another"):
        machine.decide(quiet.ExtendQuiet("relief", "Q", "x", until_us + 1), NOW_US)


def test_its_area_is_written_down_once_however_often_somebody_changes_its_mind() -> None:
    machine = office((Sight.ALL,) * 6)
    propose(machine)
    until_us = START_US + 2 * HOUR_US
    whole = machine.state.quiet.get("Q")
    assert whole is not None
    for said in (Said.DECLINED, Said.COMMITTED, Said.DECLINED):
        events, made = machine.decide(quiet.SayToQuiet("relief", "Q", "x", said, until_us, "why"), NOW_US)
        for event in events:
            assert b'"outline"' not in msgspec.json.encode(event)
            machine.evolve(event)
        assert made == machine.state.quiet.get("Q")
        assert made.area == whole.area


def _figures(period: QuietPeriod, recorded: Iterable[SideCount], now_us: int) -> QuietFigures:
    counting = Counting(period)
    counting.take(recorded)
    return counting.figures(now_us)
