"""Operations inside a quiet period, as each party that takes part sees them: its own, and others' as far as agreements'
flows show them. A flag is a function of what its reader sees; so nobody learns by one of what it does not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tansiq.office.kinds import STRAYING, ThingKind
from tansiq.office.picture import Picture, Sighted, view_with
from tansiq.office.quiet_period import BINDING, QuietPeriod, QuietState
from tansiq.office.rules import HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import Operation
from tansiq.office.visibility import Eyes
from tansiq.volumes import Polygon, Volume, bounding_window
from tansiq.volumes.clearing import Obstacle, obstructed
from tansiq.volumes.coarse import TIME_STEP_US

MOST_TOLD = 200
"""Operations inside one quiet period that are told at once."""
_MOST_LOOKED_AT, _AT_ONCE, _MOST_WAITED_FOR = 5_000, 150, 600
"""Things around a quiet period that are looked at, for one who asks; some at a time; and for all who are told, while
everybody waits. Of areas with very many corners, fewer."""
_CORNERS = 1_500
"""To meet so many corners takes as long as to look at a thing."""
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QuietFlag:
    """A plan reaches into a quiet period to which its planner has committed."""

    id: str
    title: str
    state: QuietState
    under: str
    from_us: int
    until_us: int


@dataclass(frozen=True, slots=True)
class Inside:
    """Operations inside a quiet period in one party's eyes; `more`: there are more."""

    things: tuple[Sighted, ...]
    more: bool = False


def flags_of(
    state: Office, party: str, kind: ThingKind, extents: tuple[Volume, ...], now_us: int
) -> tuple[QuietFlag, ...]:
    """What a planner is told of its own plan."""
    found = (period for period in _binding(state, party, kind, now_us) if _meets(period, extents, 0.0))
    return tuple(QuietFlag(one.id, one.title, one.state(now_us), one.under, one.from_us, one.until_us) for one in found)


def newly_inside(
    state: Office, old: Operation | None, made: Operation, now_us: int
) -> Iterator[tuple[QuietPeriod, tuple[str, ...]]]:
    """Quiet periods into which an operation reaches now, in the eyes of these other parties that take part, and did not
    before in theirs."""
    if not made.stands(now_us):
        return
    before = old if old is not None and old.stands(now_us) else None
    for period in _binding(state, made.owner, made.kind, now_us):
        if not _at_its_time(period, made):
            continue
        to = tuple(
            party
            for party in period.parties
            if party != made.owner
            and _is_inside(state, period, made, party, now_us)
            and (before is None or not _is_inside(state, period, before, party, now_us))
        )
        if to:
            yield period, to


def names_around(state: Office, period: QuietPeriod, party: str, now_us: int) -> list[Name]:
    """What may be inside in the party's eyes: candidates, by table and id, in order."""
    if period.state(now_us) not in BINDING:
        return []
    return _names(state, period, Eyes(state, party, now_us))


def inside(state: Office, period: QuietPeriod, party: str, now_us: int, names: Iterable[Name]) -> Iterator[Sighted]:
    """Of these, the operations of those who take part that the party sees inside."""
    picture = Picture(Eyes(state, party, now_us))
    for name in names:
        thing = look(picture, name)
        if thing is not None and _counts(period, thing) and _meets(period, thing.extents, thing.margin_m):
            yield thing


def looked_at(period: QuietPeriod) -> tuple[int, int]:
    """How many things around it are looked at for one who asks, and how many at a time."""
    weight = _weight(period)
    return max(MOST_TOLD, _MOST_LOOKED_AT // weight), max(1, _AT_ONCE // weight)


def shown(found: Sequence[Sighted], *, not_all: bool) -> Inside:
    """What is told of them: `not_all` were looked at."""
    some = sorted(found[:MOST_TOLD], key=lambda thing: (thing.owner, thing.id))
    return Inside(tuple(some), not_all or len(found) > MOST_TOLD)


def inside_already(state: Office, old: QuietPeriod | None, made: QuietPeriod, now_us: int) -> tuple[str, ...]:
    """The parties that see something inside a quiet period that comes to bind, or that is extended: then, something
    that was not inside before. No more is looked at than everybody can be kept waiting for."""
    left, weight, found = _MOST_WAITED_FOR, _weight(made), []
    exact: dict[Name, bool] = {}
    for number, party in enumerate(made.parties):
        share = left // (len(made.parties) - number)
        eyes = Eyes(state, party, now_us)
        picture = Picture(eyes)
        for name in _names(state, made, eyes):
            thing = look(picture, name)
            is_new = exact.get(name) if thing is not None and thing.sight is Sight.ALL else None
            cost = weight if is_new is None else 1
            if share < cost:
                break
            share, left = share - cost, left - cost
            if thing is None or not _counts(made, thing):
                continue
            if is_new is None:
                was = old is not None and _meets(old, thing.extents, thing.margin_m)
                is_new = not was and _meets(made, thing.extents, thing.margin_m)
                if thing.sight is Sight.ALL:  # whoever sees all of it sees the same
                    exact[name] = is_new
            if is_new:
                found.append(party)
                break
    return tuple(found)


def look(picture: Picture, name: Name) -> Sighted | None:
    """A thing, if it is there still."""
    table, thing_id = name
    there = picture.eyes.state.operations if table == "operation" else picture.eyes.state.intents
    return picture.look(table, thing_id) if thing_id in there else None


def _names(state: Office, period: QuietPeriod, eyes: Eyes) -> list[Name]:
    of = {(party, kind) for party in period.parties for kind in period.kinds}
    return Picture(eyes).names_near(period.extents, of)


def _weight(period: QuietPeriod) -> int:
    corners = sum(len(one.outline.vertices) // 2 for one in period.area if isinstance(one.outline, Polygon))
    return 1 + (corners + len(period.area)) // _CORNERS


def _binding(state: Office, party: str, kind: ThingKind, now_us: int) -> Iterator[QuietPeriod]:
    return (
        period for period in state.quiet.live_for(party) if kind in period.kinds and period.state(now_us) in BINDING
    )


def _at_its_time(period: QuietPeriod, operation: Operation) -> bool:
    """Whether somebody may see an operation at its time: on the grid, times are those of whole hours."""
    end_us = operation.gone_us + 2 * HOUR_US if operation.state in STRAYING else operation.end_us
    return operation.start_us - TIME_STEP_US <= period.until_us and end_us + TIME_STEP_US >= period.from_us


def _is_inside(state: Office, period: QuietPeriod, operation: Operation, party: str, now_us: int) -> bool:
    thing = view_with(Eyes(state, party, now_us), operation)
    return thing is not None and _counts(period, thing) and _meets(period, thing.extents, thing.margin_m)


def _counts(period: QuietPeriod, thing: Sighted) -> bool:
    """Of what may only be known to exist, and of what was erased, nobody says where it is."""
    return bool(thing.extents) and thing.kind in period.kinds and thing.owner in period.parties


def _meets(period: QuietPeriod, extents: tuple[Volume, ...], margin_m: float) -> bool:
    """Whether a plan, as it is seen, shares area, altitude and time with it."""
    start_us, end_us = bounding_window(extents)
    if (start_us is not None and start_us > period.until_us) or (end_us is not None and end_us < period.from_us):
        return False
    return bool(obstructed(extents, [Obstacle(volume, margin_m) for volume in period.extents], 0))
