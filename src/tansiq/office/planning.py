"""What stands in a plan's way, as far as its planner may know, and the smallest changes that avoid it.

A conflict is decided on what the planner sees: exact volumes where it may see all, cells of the grid where it may see
the coarse extent only. So asking again and again, a little to the left each time, tells no more than the map does.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, islice

import numpy as np

from tansiq.office.entities import Agreement
from tansiq.office.kinds import NOTIFIED, ThingKind
from tansiq.office.picture import Picture, Sighted
from tansiq.office.standing import in_force_for, terms_for
from tansiq.office.state import Office
from tansiq.office.terms import Level, SeparationRule
from tansiq.office.visibility import Eyes, touches
from tansiq.volumes import Polygon, Separation, Volume, separation
from tansiq.volumes.bounding import bounds_of, perhaps_near
from tansiq.volumes.clearance import nearest_place
from tansiq.volumes.clearing import Change, Obstacle, obstructed
from tansiq.volumes.earth import Array
from tansiq.volumes.easing import TooMuch, smallest_free_changes
from tansiq.volumes.rerouting import detour
from tansiq.volumes.routes import Waypoint, route_volumes

BINDING = (Level.DECONFLICTION, Level.COORDINATION)
_ROUNDS, _FARTHEST_AROUND_M = 8, 100_000.0
_AT_ONCE = 300
_MEASURED, _MEASURED_IN_ALL = 40, 400
"""Pairs of volumes of one conflict that are measured to find the nearest; and of all conflicts of one plan."""
MOST_TOLD = 200
"""Conflicts of one plan that are told, the most pressing of them."""
_USUAL_CORNERS = 1_000
MOST_WEIGHED = 5_000
"""Things near one plan, as its planner sees them, that are weighed. Everybody waits while it is."""
_MOST_LOOKED_AT = 50_000
"""Things somewhere around one plan that are looked at: whether they are near where the planner sees them."""
_MOST_COMPARED, _MOST_MET, _MOST_EASED = 1_000_000, 20_000, 500_000
"""Pairs of volumes that are compared, and that are found too near, at a time; and that are compared in search of
changes."""
_MOST_LED = 20_000
"""Pairs of a volume of a route and what is in its way, for a way around to be looked for."""
TOUCHING = SeparationRule((ThingKind.AIRCRAFT, ThingKind.AIRCRAFT), 0.0, 0.0, 0.0)
"""Where no rule is agreed: a conflict is what shares space and time."""


@dataclass(frozen=True, slots=True)
class Way:
    """A route that a plan's volumes were laid along, and how."""

    waypoints: tuple[Waypoint, ...]
    half_width_m: float
    slack_s: float
    lower_m: float | None
    upper_m: float | None

    def volumes(self) -> tuple[Volume, ...]:
        """The corridor, without coverings. Raises `ShapeRefused`."""
        return route_volumes(
            self.waypoints,
            half_width_m=self.half_width_m,
            lower_m=self.lower_m,
            upper_m=self.upper_m,
            slack_s=self.slack_s,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to do. `id` is that of the operation that it changes, if it does; `margin_m`: how far it may
    reach beyond its extents, where these are coarse ones."""

    party: str
    kind: ThingKind
    extents: tuple[Volume, ...]
    id: str = ""
    way: Way | None = None
    margin_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A thing comes nearer to the plan than the rule says.

    `start_us` to `end_us`: while it does. `lat`, `lng`: about where. `gap` is what is between the two volumes that come
    nearest; the rule asks for one of its three. `under` is the agreement, empty for one's own things; `binding`: it has
    to be planned around, or, if `may_plan_over`, planned over with a reason. A constraint closes what it has to close:
    nothing binds it, and those whom it meets are told.
    """

    other: Sighted
    rule: SeparationRule
    under: str
    gap: Separation
    lat: float
    lng: float
    start_us: int
    end_us: int
    binding: bool
    may_plan_over: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan meets: conflicts, those that bind first; who else has something there that the planner may not see;
    and changes of the plan that meet nothing, the smallest of each kind, and the shortest way around. `more`: there is
    so much around it that not all was looked at, or not all that it meets is told."""

    conflicts: tuple[Conflict, ...]
    exists: tuple[tuple[str, ThingKind, str], ...]
    changes: tuple[Change, ...] = ()
    detour: Way | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A volume of a thing with what must be kept from it."""

    thing: Sighted
    agreement: Agreement | None
    rule: SeparationRule
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class _Kept:
    """A thing with all that is to be kept from it, and the bounds of each: (n, 8), see `bounds_of`."""

    guards: list[_Guarded]
    bounds: Array


def outlook(state: Office, plan: Plan, now_us: int, *, with_changes: bool = True, floor_m: float = -500.0) -> Outlook:
    """What the plan meets. Pure; asked of the office by a planner, and by `decide` when the plan is announced."""
    surroundings = _Surroundings(state, plan, now_us)
    met = surroundings.met(plan.extents)
    meetings = sorted((_meeting(plan, guards) for guards in _by_thing(met)), key=_pressing)
    told = meetings[: _most_told(plan, meetings[:MOST_TOLD])]
    more = surroundings.more or len(told) < len(meetings)
    each = min(_MEASURED, _MEASURED_IN_ALL // max(1, len(told)))
    conflicts = sorted(
        (_measured(plan, meeting, each) for meeting in told),
        key=lambda conflict: (not conflict.binding, conflict.start_us, conflict.other.owner, conflict.other.id),
    )
    exists = surroundings.picture.exists(plan.extents)
    changes: tuple[Change, ...] = ()
    led: Way | None = None
    if with_changes and met and not more:
        with contextlib.suppress(TooMuch):
            led = _led_around(plan.way, surroundings, list(dict.fromkeys(guarded.obstacle for _, guarded in met)))
        with contextlib.suppress(TooMuch):
            changes = tuple(
                smallest_free_changes(
                    plan.extents,
                    surroundings.obstacles,
                    not_before_us=now_us,
                    floor_m=floor_m,
                    find_some=surroundings.some_obstacles,
                )
            )
    return Outlook(tuple(conflicts), tuple(exists), changes, led, more)


def conflicts_with(state: Office, plan: Plan, thing: Sighted, now_us: int) -> tuple[Conflict, ...]:
    """What of one thing the plan comes too near to."""
    met = _Surroundings(state, plan, now_us).meeting(plan.extents, [thing])
    return tuple(_measured(plan, _meeting(plan, guards), _MEASURED) for guards in _by_thing(met))


class _Surroundings:
    """What is around a plan in its planner's eyes, with the rules that hold for it."""

    def __init__(self, state: Office, plan: Plan, now_us: int) -> None:
        self.picture = Picture(Eyes(state, plan.party, now_us))
        self._plan = plan
        self._rules: dict[tuple[str, ThingKind], list[tuple[Agreement, SeparationRule]]] = {}
        self._known: dict[tuple[str, str, ThingKind], _Kept] = {}
        self._reach = _reach(state, plan, now_us)
        self._compared = 0
        self.more = False
        """Whether there was too much to look at all of it."""

    def met(self, extents: Sequence[Volume]) -> list[tuple[int, _Guarded]]:
        """Which of the volumes come too near to what: places in `extents`, and what is kept from."""
        around = self.picture.near(extents, *self._reach, without=self._plan.id)
        near: list[Sighted] = []
        looked = 0
        while len(near) <= MOST_WEIGHED and looked <= _MOST_LOOKED_AT and (some := list(islice(around, _AT_ONCE))):
            looked += len(some)
            near += self._seen_near(extents, some)
        self.more |= len(near) > MOST_WEIGHED or looked > _MOST_LOOKED_AT
        return self.meeting(extents, near[:MOST_WEIGHED])

    def _seen_near(self, extents: Sequence[Volume], things: Sequence[Sighted]) -> Iterator[Sighted]:
        """Those that are near where the planner sees them. Only they count: how many others are there exactly must
        show in no answer."""
        kept = [self._kept(thing) for thing in things]
        near = perhaps_near(extents, np.concatenate([one.bounds for one in kept])).tolist()
        first = 0
        for thing, one in zip(things, kept, strict=True):
            after = first + len(one.guards)
            if any(near[first:after]):
                yield thing
            first = after

    def obstacles(self, extents: Sequence[Volume]) -> list[Obstacle]:
        """What these come too near to. Raises `TooMuch`."""
        met = self.met(extents)
        if self.more or self._compared > _MOST_EASED:
            raise TooMuch
        return list(dict.fromkeys(guarded.obstacle for _, guarded in met))

    def some_obstacles(self, extents: Sequence[Volume], enough: int) -> list[Obstacle]:
        """The same, roughly looked for, and no further once there are more than enough. Raises `TooMuch`."""
        near, found = self.picture.near(extents, *self._reach, self._plan.id, together=True), dict[Obstacle, None]()
        while len(found) <= enough and (some := list(islice(near, _AT_ONCE))):
            found.update(dict.fromkeys(guarded.obstacle for _, guarded in self.meeting(extents, some)))
            if self.more or self._compared > _MOST_EASED:
                raise TooMuch
        return list(found)

    def meeting(self, extents: Sequence[Volume], things: Sequence[Sighted]) -> list[tuple[int, _Guarded]]:
        """The same, of these things."""
        kept = [self._kept(thing) for thing in things]
        if not kept:
            return []
        near = perhaps_near(extents, np.concatenate([one.bounds for one in kept]))
        guards = list(compress(chain.from_iterable(one.guards for one in kept), near.tolist()))
        at_most = _MOST_COMPARED // max(1, len(extents))
        pairs = obstructed(extents, [guarded.obstacle for guarded in guards[:at_most]], _MOST_MET)
        self._compared += len(extents) * min(len(guards), at_most)
        self.more |= len(guards) > at_most or len(pairs) > _MOST_MET
        return [(i, guards[j]) for i, j in pairs[:_MOST_MET]]

    def _kept(self, thing: Sighted) -> _Kept:
        # An operation, a notice and a reference, even of different owners, may have the same identifier.
        key = thing.id, thing.owner, thing.kind
        found = self._known.get(key)
        if found is None:
            guards = [
                _Guarded(thing, agreement, rule, _obstacle(volume, rule, thing.margin_m + self._plan.margin_m))
                for agreement, rule in self._rules_for(thing)
                for volume in thing.extents
            ]
            bounds = np.array([_bounds(guarded.obstacle) for guarded in guards])
            found = self._known[key] = _Kept(guards, bounds)
        return found

    def _rules_for(self, thing: Sighted) -> list[tuple[Agreement | None, SeparationRule]]:
        if thing.kind in NOTIFIED:
            terms = None if thing.agreement is None else thing.agreement.terms
            distance_m = 0.0 if terms is None else terms.notice_distance_m
            return [(thing.agreement, SeparationRule((self._plan.kind, thing.kind), distance_m, 0.0, 0.0))]
        if thing.owner == self._plan.party:
            return [(None, TOUCHING)]
        key = thing.owner, thing.kind
        if key not in self._rules:
            self._rules[key] = [
                (agreement, rule)
                for agreement in self.picture.eyes.agreements_with(thing.owner)
                if agreement.terms is not None
                for rule in agreement.terms.separation
                if set(rule.kinds) == {self._plan.kind, thing.kind}
            ]
        rules = [(agreement, rule) for agreement, rule in self._rules[key] if touches(agreement, thing.extents)]
        return list(rules) or [(thing.agreement, TOUCHING)]


def _led_around(way: Way | None, surroundings: _Surroundings, known: list[Obstacle]) -> Way | None:
    """The way around what is met, and around what is met on that way, until there is nothing more."""
    if way is None:
        return None
    volumes = way.volumes()
    for _ in range(_ROUNDS):
        if len(volumes) * len(known) > _MOST_LED:
            return None
        waypoints = detour(
            way.waypoints,
            half_width_m=way.half_width_m,
            lower_m=way.lower_m,
            upper_m=way.upper_m,
            slack_s=way.slack_s,
            obstacles=known,
            farthest_m=_FARTHEST_AROUND_M,
        )
        if waypoints is None:
            return None
        led = dataclasses.replace(way, waypoints=waypoints)
        volumes = led.volumes()
        met = surroundings.obstacles(volumes)
        if not met:
            return led
        known = list(dict.fromkeys((*known, *met)))
    return None


def _bounds(kept: Obstacle) -> tuple[float, ...]:
    return bounds_of(kept.volume, kept.horizontal_m, kept.vertical_m, kept.time_s)


def _obstacle(volume: Volume, rule: SeparationRule, margin_m: float) -> Obstacle:
    return Obstacle(volume, rule.horizontal_m + margin_m, rule.vertical_m, rule.minutes * 60.0)


def _reach(state: Office, plan: Plan, now_us: int) -> tuple[float, float, int]:
    """How far around a plan there can be something that a rule speaks of: metres beside, metres above, microseconds.

    A notice keeps the distance of the agreement under which it was given, whatever became of that.
    """
    beside_m = max((terms.notice_distance_m for terms in terms_for(state, plan.party)), default=0.0)
    rules = [
        rule
        for agreement in in_force_for(state, plan.party, now_us)
        if agreement.terms is not None
        for rule in agreement.terms.separation
        if plan.kind in rule.kinds
    ]
    return (
        max([beside_m, *(rule.horizontal_m for rule in rules)]) + plan.margin_m,
        max((rule.vertical_m for rule in rules), default=0.0),
        int(max((rule.minutes for rule in rules), default=0.0) * 60e6),
    )


def _by_thing(met: Sequence[tuple[int, _Guarded]]) -> Iterator[list[tuple[int, _Guarded]]]:
    """What is met, thing by thing and, of one thing, rule by rule; where several rules are broken, each is told."""
    found: dict[tuple[str, str, ThingKind, str, SeparationRule], list[tuple[int, _Guarded]]] = {}
    for i, guarded in met:
        thing, under = guarded.thing, "" if guarded.agreement is None else guarded.agreement.id
        found.setdefault((thing.id, thing.owner, thing.kind, under, guarded.rule), []).append((i, guarded))
    yield from found.values()


def _most_told(plan: Plan, meetings: Sequence[_Meeting]) -> int:
    """Fewer where outlines have very many corners: each takes so much longer to measure."""
    outlines = [volume.outline for volume in plan.extents]
    outlines += [guarded.obstacle.volume.outline for meeting in meetings for _, guarded in meeting.guards[:1]]
    corners = max((len(o.vertices) // 2 for o in outlines if isinstance(o, Polygon)), default=0)
    return max(1, MOST_TOLD * _USUAL_CORNERS // max(_USUAL_CORNERS, corners))


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What of one thing is met, by one rule, and while it is. `binding` and `may_plan_over` as in `Conflict`."""

    guards: Sequence[tuple[int, _Guarded]]
    start_us: int
    end_us: int
    binding: bool
    may_plan_over: bool


def _pressing(meeting: _Meeting) -> tuple[bool, bool, int, str, str]:
    """What has to be planned around comes first, then what may be planned over with a reason."""
    firm, thing = meeting.binding and not meeting.may_plan_over, meeting.guards[0][1].thing
    return not firm, not meeting.binding, meeting.start_us, thing.owner, thing.id


def _meeting(plan: Plan, guards: Sequence[tuple[int, _Guarded]]) -> _Meeting:
    first = guards[0][1]
    windows = [_shared_window(plan.extents[i], guarded) for i, guarded in guards]
    terms = None if first.agreement is None else first.agreement.terms
    binding = (
        terms is not None
        and terms.level in BINDING
        and first.thing.kind not in NOTIFIED
        and plan.kind is not ThingKind.CONSTRAINT
    )
    return _Meeting(
        guards,
        min(start for start, _ in windows),
        max(end for _, end in windows),
        binding,
        terms is not None and terms.plan_over,
    )


def _measured(plan: Plan, meeting: _Meeting, at_most: int) -> Conflict:
    first = meeting.guards[0][1]
    best: tuple[Separation, Volume, Volume] | None = None
    for i, guarded in meeting.guards[:at_most]:
        own, other = plan.extents[i], guarded.obstacle.volume
        gap = separation(own, other)
        if best is None or _size(gap) < _size(best[0]):
            best = gap, own, other
        if not any(_size(gap)):
            break
    assert best is not None
    gap, own, other = best
    lat, lng = nearest_place(own.outline, other.outline)
    return Conflict(
        first.thing,
        first.rule,
        "" if first.agreement is None else first.agreement.id,
        gap,
        lat,
        lng,
        meeting.start_us,
        meeting.end_us,
        meeting.binding,
        meeting.may_plan_over,
    )


def _size(gap: Separation) -> tuple[float, float, float]:
    return gap.horizontal_m, gap.vertical_m, gap.time_s


def _shared_window(own: Volume, guarded: _Guarded) -> tuple[int, int]:
    """While the one is within the rule's time of the other."""
    other, by_us = guarded.obstacle.volume, int(guarded.obstacle.time_s * 1e6)
    assert own.start_us is not None
    assert own.end_us is not None
    start_us = own.start_us if other.start_us is None else max(own.start_us, other.start_us - by_us)
    end_us = own.end_us if other.end_us is None else min(own.end_us, other.end_us + by_us)
    return start_us, end_us
