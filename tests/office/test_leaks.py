"""Nothing leaks: whatever a party looks at, asks or tries, it finds nothing of what it may not see.

Once by searching all answers for secrets with which everything is marked; and once by changing, in a second office,
only what the party may not see: it has to get the same answers to the byte.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
import s2geometry as s2
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tansiq.office import agreements, constraints, intents, notices, operations, receipts, threads
from tansiq.office.entities import IntentState, Party, PartyKind, PartyState, Profile
from tansiq.office.feed import Subject
from tansiq.office.kinds import PLANNED, MessageKind, OperationState, Priority, ThingKind
from tansiq.office.machine import AnyCommand, Machine, blueprint
from tansiq.office.parties import Cause, PartyPut
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.saying import Saying
from tansiq.office.talk import About
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Terms, digest_of
from tansiq.office.things import Addressee, Card, Content, Precision, Waypoint
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint
from tansiq.volumes.coarse import cell_corners, coarse
from tansiq.volumes.shapes import middle_of
from tests.office import keeping
from tests.office.commands import NOW_US
from tests.office.looking import everything
from tests.thorough import tries

KINDS = (*PLANNED, ThingKind.SITE, ThingKind.MOVEMENT)
START_US = NOW_US // HOUR_US * HOUR_US + 2 * HOUR_US
found: Counter[str] = Counter()
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking a world of plans takes minutes."""


def covered(outline: Outline, lower_m: float, upper_m: float, start_us: int | None, end_us: int | None) -> Volume:
    return Volume(outline, lower_m, upper_m, start_us, end_us, footprint(outline).cells)


def office_of(*parties: str, members: tuple[str, ...] = ()) -> Machine:
    machine = blueprint().begin()
    for name in parties:
        kind = PartyKind.COALITION if name == "union" else PartyKind.OTHER
        party = Party(name, 1, PartyState.ADMITTED, Profile(name, kind), NOW_US)
        if name == "union":
            party = msgspec.structs.replace(party, members=members)
        machine.evolve(PartyPut(party, Cause.FOUNDED, ""))
    return machine


def give(machine: Machine, command: AnyCommand, now_us: int = NOW_US) -> None:
    for event in machine.decide(command, now_us)[0]:
        machine.evolve(event)


def keep_house(machine: Machine) -> None:
    def do(command: AnyCommand) -> Any:
        _, turn = machine.decide(command, NOW_US)
        give(machine, command)
        return turn

    keeping.keep_house(do)


def agree(machine: Machine, name: str, terms: Terms, parties: tuple[str, ...], *, signed: bool = True) -> None:
    give(machine, agreements.Propose(parties[0], name, 0, parties, terms), NOW_US - 10 * HOUR_US)
    for party in sorted(parties) if signed else ():
        give(machine, agreements.Sign(party, name, "x", digest_of(terms, parties)), NOW_US - 10 * HOUR_US)


# Searching for secrets.


@dataclass(frozen=True)
class Setting:
    """What army and relief have agreed, and where it stands."""

    sight: Sight
    standing: str
    level: Level
    through: str
    area: str

    @property
    def allows(self) -> Sight:
        """What relief may see of army's things, which lie in the area called inside."""
        in_force = self.standing == "in force"
        return self.sight if in_force and self.area != "outside" else Sight.NOTHING


SETTINGS = [
    Setting(*parts)
    for parts in itertools.product(
        (Sight.EXISTS, Sight.COARSE, Sight.ALL),
        ("proposed", "in force", "suspended", "ended", "expired", "not begun"),
        (Level.NOTIFICATION, Level.COORDINATION),
        ("relief", "union"),
        ("everywhere", "inside", "outside"),
    )
]


@dataclass(frozen=True)
class Thing:
    """A thing with secrets, by what they tell."""

    id: str
    place: tuple[str, ...]
    words: tuple[str, ...]
    title: str


def world(setting: Setting) -> tuple[Machine, list[Thing]]:
    """An office in which army has one thing of each kind, all of them near each other."""
    machine = office_of("army", "relief", "other", "union", members=("relief",))
    begins = NOW_US + HOUR_US if setting.standing == "not begun" else NOW_US - 9 * HOUR_US
    ends = NOW_US - HOUR_US if setting.standing == "expired" else NOW_US + 30 * DAY_US
    middle = {"inside": (48.0, 2.0), "outside": (10.0, 10.0)}.get(setting.area)
    area = None if middle is None else Circle(*middle, 60_000.0)
    parties = tuple(sorted(("army", setting.through)))
    binding = setting.level is Level.COORDINATION
    terms = Terms(
        "ours", setting.level, begins, ends,
        (Flow("army", setting.through, KINDS, setting.sight),
         *((Flow(setting.through, "army", (ThingKind.CONVOY,), Sight.ALL),) if binding else ())),
        None if area is None else Volume(area, cells=footprint(area).cells),
        separation=tuple(SeparationRule((ThingKind.AIRCRAFT, kind), 3_000.0, 300.0, 10.0) for kind in PLANNED)
        if binding else (),
        plan_over=True,
    )  # fmt: skip
    agree(machine, "ours", terms, parties, signed=setting.standing != "proposed")
    agree(machine, "theirs", msgspec.structs.replace(terms, title="SECRET-theirs", flows=(
        Flow("army", "other", KINDS, Sight.ALL), Flow("other", "army", KINDS, Sight.ALL)), area=None,
        start_us=NOW_US - 9 * HOUR_US, end_us=NOW_US + 30 * DAY_US), ("army", "other"))  # fmt: skip
    if setting.standing == "suspended":
        give(machine, agreements.Suspend("army", "ours", "a reason that both sides see"))
    if setting.standing == "ended":
        give(machine, agreements.End("army", "ours", "a reason that both sides see"))
    return machine, _things(machine)


def _things(machine: Machine) -> list[Thing]:
    made = []
    for i, kind in enumerate((*PLANNED, "intent", "closure", ThingKind.SITE)):
        lat, lng = 48.0123457 + i * 0.0011, 2.0234561 + i * 0.0013
        low, start_us = 137.25 + i, START_US + 1_234_567 + i * 1_000
        volume = covered(Circle(lat, lng, 123.0625 + i), low, low + 50.125, start_us, start_us + HOUR_US // 2 + 777)
        thing_id, words = f"id-{kind}", tuple(f"SECRET-{what}-{kind}" for what in ("mark", "contact", "+49", "remarks"))
        title = f"SECRET-title-{kind}"
        place = (repr(lat), repr(lng), repr(low), str(start_us), repr(123.0625 + i))
        card, reason = Card(title, *words), f"SECRET-reason-{kind}"
        if kind == "intent":
            give(machine, intents.PutIntent(
                "army", thing_id, None, (volume,), (1.0,), IntentState.ACCEPTED, "https://army", frozenset(),
                "SECRET-ovn-of-the-intent-x", "sub", "v",
            ))  # fmt: skip
        elif kind == "closure":
            give(machine, constraints.PutConstraint(
                "army", thing_id, None, (volume,), (1.0,), "https://army", "SECRET-ovn-of-the-closure",
            ))  # fmt: skip
        elif kind is ThingKind.SITE:
            content = Content(kind, card, (msgspec.structs.replace(volume, start_us=None, end_us=None),),
                              vehicles="SECRET-cars", people="SECRET-people", category="SECRET-category")  # fmt: skip
            give(machine, notices.PutNotice(
                "army", thing_id, 0, content, (1.0,), (Addressee("other", Precision.EXACT),), False, NOW_US + DAY_US,
                "SECRET-author", "SECRET-checker",
            ))  # fmt: skip
            words += ("SECRET-cars", "SECRET-people", "SECRET-category", "SECRET-author", "SECRET-checker")
        else:
            route = (Waypoint(lat + 1e-5, lng + 1e-5, start_us, "SECRET-waypoint"),)
            command = operations.PutOperation(
                "army", thing_id, 0, ThingKind(kind), OperationState.ACCEPTED, card, (volume,), (1.0,),
                "SECRET-person", route, reason,
            )  # fmt: skip
            give(machine, command)
            words += ("SECRET-person", "SECRET-waypoint", reason)
        made.append(Thing(thing_id, place, words, title))
    saying = Saying("m", "SECRET-said")
    about = (About(Subject.OPERATION, "id-drone", "army"),)
    give(machine, threads.OpenThread("army", "id-thread", ("other",), "SECRET-thread", saying, about))
    made.append(Thing("id-thread", (), ("SECRET-said", "SECRET-thread"), "SECRET-thread"))
    made.append(Thing("theirs", (), ("SECRET-theirs",), "SECRET-theirs"))
    return made


def probes() -> list[tuple[ThingKind, Volume]]:
    wide = covered(Circle(48.02, 2.03, 30_000.0), 0.0, 3_000.0, NOW_US, NOW_US + 10 * HOUR_US)
    beside = covered(Circle(48.15, 2.03, 200.0), 100.0, 300.0, START_US, START_US + HOUR_US)
    return [(ThingKind.AIRCRAFT, wide), (ThingKind.AIRCRAFT, beside), (ThingKind.DRONE, wide)]


@pytest.mark.parametrize("standing", ["proposed", "in force", "suspended", "ended", "expired", "not begun"])
@pytest.mark.parametrize("sight", [Sight.EXISTS, Sight.COARSE, Sight.ALL])
def test_no_answer_holds_a_secret(standing: str, sight: Sight) -> None:
    for setting in (s for s in SETTINGS if (s.standing, s.sight) == (standing, sight)):
        machine, things = world(setting)
        keep_house(machine)
        said = everything(
            machine.state,
            "relief",
            NOW_US,
            [thing.id for thing in things],
            probes(),
            changes=setting.through == "union",
        )
        for thing in things:
            _search(said, thing, setting)
        # Somebody who has agreed on nothing with anybody sees nothing whatever.
        stranger = (
            everything(machine.state, "union", NOW_US, ["id-thread"], probes()) if setting.through != "union" else ""
        )
        assert "SECRET" not in stranger
        assert "'army', <" not in stranger


def _search(said: str, thing: Thing, setting: Setting) -> None:
    allows = Sight.NOTHING if thing.id in ("id-thread", "theirs", "id-site") else setting.allows
    for secret in thing.words:
        assert secret not in said, (secret, setting)
    if allows is not Sight.ALL:
        for secret in (thing.title, *thing.place):
            assert secret not in said, (secret, setting)
    else:
        for secret in (*thing.place, *((thing.title,) if thing.id not in ("id-intent", "id-closure") else ())):
            found[f"all {bool(secret in said)}"] += 1
            assert secret in said, (secret, setting)
    if allows is Sight.NOTHING:
        assert f"'{thing.id}'" not in said, setting
        assert f'"{thing.id}"' not in said, setting
        found["nothing"] += 1


# Changing only what may not be seen.


@dataclass(frozen=True)
class Hidden:
    """What differs between two offices."""

    outline: Outline
    lower_m: float
    start_us: int
    words: str
    changes: int
    others: bool
    """Whether there are other parties' things and recipients."""


@st.composite
def _pairs(draw: st.DrawFn, level: int) -> tuple[Hidden, Hidden]:
    """Two that are one on the grid: small ones somewhere in one cell, or large ones that touch the same cells."""
    cell = s2.S2CellId(s2.S2LatLng.FromDegrees(48.0, 2.0)).parent(level)
    large = draw(st.sampled_from((0.0, 0.0, 6_000.0, 40_000.0, 200_000.0, 600_000.0)))
    made = []
    for _ in range(2):
        inner = cell
        for _ in range(5):
            inner = inner.child(draw(st.integers(0, 3)))
        place = inner.ToLatLng()
        lat, lng = place.lat().degrees(), place.lng().degrees()
        outline: Outline = Circle(lat, lng, 30.0)
        if large:
            by = large / 111_000
            shift_lat, shift_lng = (lat - 48.0) * 0.02, (lng - 2.0) * 0.02
            a, b = 48.0 + shift_lat, 2.0 + shift_lng
            outline = Polygon.of([(a, b), (a + by, b + by), (a + by + 0.01, b + by), (a + 0.01, b)])
        made.append(
            Hidden(
                outline,
                float(draw(st.sampled_from((1.0, 30.0, 199.0)))),
                START_US + draw(st.integers(1, 20)) * 60_000_000,
                draw(st.text("abc", min_size=1, max_size=3)),
                draw(st.integers(0, 3)),
                draw(st.booleans()),
            )
        )
    return made[0], made[1]


@st.composite
def _probes(draw: st.DrawFn, hidden: Hidden, level: int) -> list[tuple[ThingKind, Volume]]:
    """Plans at corners of the cells that are shown, at their middles, beside them, and where the thing is."""
    cells = coarse(Volume(hidden.outline), level).cells
    made = []
    for _ in range(draw(st.integers(1, 4))):
        corners = cell_corners(draw(st.sampled_from(cells)))
        lat, lng = draw(st.sampled_from((*corners, middle_of(hidden.outline))))
        lat += (middle_of(Polygon.of(corners))[0] - lat) * draw(st.sampled_from((-0.05, 0.1, 0.5)))
        start_us = START_US + draw(st.sampled_from((-70, -40, 0, 0, 30, 59, 70))) * 60_000_000
        low = float(draw(st.sampled_from((0, 150, 450, 690))))
        radius_m = draw(st.sampled_from((50.0, 5_000.0)))
        volume = covered(Circle(lat, lng, radius_m), low, low + 40.0, start_us, start_us + HOUR_US // 2)
        made.append((draw(st.sampled_from((ThingKind.AIRCRAFT, ThingKind.DRONE))), volume))
    return made


def _office(
    hidden: Hidden, sight: Sight, level: int, probes: list[tuple[ThingKind, Volume]], area: Volume | None = None
) -> Machine:
    """army shows relief what it has, as `sight` says; relief has plans there, and a notice near."""
    machine = office_of("army", "relief", "other", "union")
    terms = Terms(
        "ours", Level.DECONFLICTION, NOW_US - 11 * HOUR_US, NOW_US + 30 * DAY_US,
        (Flow("army", "relief", (*PLANNED, ThingKind.SITE), sight),
         Flow("relief", "army", (ThingKind.TEAM,), Sight.ALL)),
        area,
        coarse_level=level,
        separation=(SeparationRule((ThingKind.AIRCRAFT, ThingKind.AIRCRAFT), 4_000.0, 200.0, 15.0),),
        plan_over=True,
    )  # fmt: skip
    if sight is not Sight.NOTHING:
        agree(machine, "ours", terms, ("army", "relief"))
    flows = (Flow("army", "other", KINDS, Sight.ALL), Flow("other", "army", KINDS, Sight.ALL))
    agree(machine, "theirs", msgspec.structs.replace(terms, flows=flows, area=None), ("army", "other"))
    volume = covered(
        hidden.outline, hidden.lower_m, hidden.lower_m + 111.0, hidden.start_us, hidden.start_us + HOUR_US // 2
    )
    _hide(machine, hidden, sight, volume)
    for i, (kind, place) in enumerate(probes[:1]):
        with contextlib.suppress(Refusal):  # with a reason, only for what is over
            give(machine, operations.PutOperation(
                "relief", f"plan-{i}", 0, kind, OperationState.ACCEPTED, Card("mine"), (place,), (1.0,), reason="why"
            ))  # fmt: skip
    keep_house(machine)
    return machine


def _hide(machine: Machine, hidden: Hidden, sight: Sight, volume: Volume) -> None:
    there = sight is not Sight.NOTHING or hidden.others
    card = Card(hidden.words, hidden.words)
    if there:
        for kind in (ThingKind.AIRCRAFT, ThingKind.DRONE):
            for version in range(hidden.changes + 1):
                words = msgspec.structs.replace(card, remarks=str(version))
                give(machine, operations.PutOperation(
                    "army", f"id-{kind}", version, kind, OperationState.ACCEPTED, words, (volume,), (1.0,),
                ))  # fmt: skip
            if hidden.changes > 1 and sight <= Sight.EXISTS:
                give(machine, operations.SetOperationState(
                    "army", f"id-{kind}", hidden.changes + 1, OperationState.ACTIVATED))  # fmt: skip
        give(machine, intents.PutIntent(
            "army", "id-intent", None, (volume,), (1.0,), IntentState.ACCEPTED, "https://army", frozenset(),
            f"ovn-of-{hidden.words}-0123456789", "sub", "v",
        ))  # fmt: skip
    still = msgspec.structs.replace(volume, start_us=None, end_us=None)
    content = Content(ThingKind.SITE, card if sight > Sight.COARSE else Card("a site"), (still,), vehicles=hidden.words)
    to = [Addressee("relief", Precision.COARSE)] if sight >= Sight.COARSE else []
    to += [Addressee("other", Precision.EXACT)] if hidden.others or not to else []
    if there:

        def notice(version: int, addressees: list[Addressee]) -> None:
            give(machine, notices.PutNotice(
                "army", "id-notice", version, content, (1.0,), tuple(addressees), False, NOW_US + 9 * DAY_US,
                f"author {hidden.words}", "checker",
            ))  # fmt: skip

        try:
            notice(0, to)
        except Refusal:  # beyond the border of what is agreed
            return
        if hidden.others:
            give(machine, receipts.AcknowledgeNotice("other", "id-notice", 1, hidden.words))
            if len(to) > 1:
                notice(1, to[:1])
                notice(2, to)
        saying = Saying("m", hidden.words, priority=Priority.URGENT)
        about = (About(Subject.NOTICE, "id-notice", "army"),)
        if hidden.others:
            give(machine, threads.OpenThread("army", "id-thread", ("other",), hidden.words, saying, about))


IDS = ("id-aircraft", "id-drone", "id-intent", "id-notice", "id-thread", "theirs", "plan-0", "nothing")


@settings(max_examples=tries(90), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from((13, 10, 7)))
def test_where_in_its_cells_a_coarse_thing_is_changes_no_answer(data: st.DataObject, level: int) -> None:
    one, other = data.draw(_pairs(level))
    assume(coarse(Volume(one.outline), level) == coarse(Volume(other.outline), level))
    _same_answers(data, one, other, Sight.COARSE, level)


@settings(max_examples=tries(20), deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from((13, 10)))
def test_at_the_border_of_an_agreement_a_coarse_thing_is_seen_or_not_by_its_cells(
    data: st.DataObject, level: int
) -> None:
    """The border goes through what is shown, or beside it."""
    one, other = data.draw(_pairs(level))
    assume(coarse(Volume(one.outline), level) == coarse(Volume(other.outline), level))
    lat, lng = data.draw(st.sampled_from((middle_of(one.outline), middle_of(other.outline))))
    north, east = data.draw(st.sampled_from(((0.0, 0.5), (0.5, 0.0), (0.3, 0.3), (-0.52, -0.1))))
    border = Circle(lat + north, lng + east / 0.67, data.draw(st.sampled_from((55_600.0, 47_000.0, 56_500.0))))
    area = Volume(border, cells=footprint(border).cells)
    _same_answers(data, one, other, Sight.COARSE, level, area)


@settings(
    max_examples=tries(60), derandomize=True, deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck)
)
@given(st.data(), st.sampled_from((13, 10)), st.sampled_from((Sight.COARSE, Sight.EXISTS)), st.booleans())
def test_plans_all_over_the_place_do_not_tell_where_in_its_cells_a_thing_is(
    data: st.DataObject, level: int, sight: Sight, later: bool
) -> None:
    """relief has a lattice of plans there, before army plans, changes and ends something of which it sees as little as
    `sight` says; nothing that it is told tells more. And likewise if both were there before the agreement (`later`)."""
    one, other = data.draw(_pairs(level))
    assume(coarse(Volume(one.outline), level) == coarse(Volume(other.outline), level))
    shift = data.draw(st.floats(0, 0.02))
    moves = data.draw(st.lists(st.sampled_from(("to the other", "up", "back", "activate")), max_size=3))
    moves += data.draw(st.sampled_from(([], ["up"])))
    answers = []
    for first, second in ((one, other), (other, one)):
        machine = office_of("army", "relief")
        terms = Terms(
            "ours", Level.INFORMATION, NOW_US - 11 * HOUR_US, NOW_US + 30 * DAY_US,
            (Flow("army", "relief", PLANNED, sight), Flow("relief", "army", (ThingKind.TEAM,), Sight.ALL)),
            coarse_level=level,
        )  # fmt: skip
        if not later:
            agree(machine, "ours", terms, ("army", "relief"))
        lat, lng = middle_of(Polygon.of(cell_corners(coarse(Volume(one.outline), level).cells[0])))
        for i, j in itertools.product(range(-2, 3), repeat=2):
            place = Circle(lat + i * 0.003 + shift, lng + j * 0.004 + shift, 170.0)
            team = covered(place, 0.0, 120.0, START_US, START_US + HOUR_US)
            _plan(machine, "relief", f"plan-{i}{j}", 0, ThingKind.TEAM, team)
        _plan(machine, "army", "id-aircraft", 0, ThingKind.AIRCRAFT, _place(first))
        if later:
            agree(machine, "ours", terms, ("army", "relief"))
        version = 1
        for move in moves:
            where = {"to the other": second, "back": first}.get(move)
            state = machine.state.operations["id-aircraft"].state
            if where is not None:
                _plan(machine, "army", "id-aircraft", version, ThingKind.AIRCRAFT, _place(where), state)
            elif move == "up":
                high = msgspec.structs.replace(_place(first), lower_m=20_000.0, upper_m=20_100.0)
                _plan(machine, "army", "id-aircraft", version, ThingKind.AIRCRAFT, high, state)
            else:
                give(machine, operations.SetOperationState("army", "id-aircraft", version, OperationState.ACTIVATED))
            version += 1
        keep_house(machine)
        ids = ("id-aircraft", *(i for i in machine.state.operations if i.startswith("plan")))
        answers.append(everything(machine.state, "relief", NOW_US, ids, [], changes=False))
        said = [m for thread in machine.state.threads.values() for m in thread.messages]
        found[f"told {sight.name}"] += any(m.kind is MessageKind.OFFICE for m in said)
        found[f"resolved {sight.name}"] += any(m.kind is MessageKind.RESOLVED for m in said)
    assert answers[0] == answers[1]


def _place(hidden: Hidden) -> Volume:
    return covered(hidden.outline, 1.0, 111.0, START_US + 600_000_000, START_US + 1_200_000_000)


def _plan(
    machine: Machine,
    party: str,
    name: str,
    version: int,
    kind: ThingKind,
    volume: Volume,
    state: OperationState = OperationState.ACCEPTED,
) -> None:
    give(machine, operations.PutOperation(party, name, version, kind, state, Card("x"), (volume,), (1.0,)))


@settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_only_known_to_exist_gives_the_same_answers_wherever_and_whenever_it_is(data: st.DataObject) -> None:
    _same_answers(data, *data.draw(_pairs(7)), Sight.EXISTS, 7)


@settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_may_not_be_seen_gives_the_same_answers_whether_it_is_there_or_not(data: st.DataObject) -> None:
    _same_answers(data, *data.draw(_pairs(7)), Sight.NOTHING, 10)


def _same_answers(
    data: st.DataObject, one: Hidden, other: Hidden, sight: Sight, level: int, area: Volume | None = None
) -> None:
    probes = data.draw(_probes(one, level))
    answers = []
    for hidden in (one, other):
        machine = _office(hidden, sight, level, probes, area)
        answers.append(everything(machine.state, "relief", NOW_US, IDS, probes, changes=True))
    if "meets" in answers[0]:
        found[f"met {sight.name}"] += 1
    if answers[0] != answers[1]:
        lines = zip(answers[0].splitlines(), answers[1].splitlines(), strict=False)
        different = next(((a, b) for a, b in lines if a != b), None)
        raise AssertionError(f"{one}\n{other}\n{different}")


def test_the_searches_above_have_found_what_may_be_seen() -> None:
    """Else they would prove nothing. Runs after them, by its place in this file."""
    if len(found) > 2:
        assert found["all True"] > 100
        assert found["nothing"] > 100
        assert found["met COARSE"] > 3
        assert found["told COARSE"] > 10
        assert found["resolved COARSE"] > 3
        assert not found["told EXISTS"]
