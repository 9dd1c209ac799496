"""The picture in one party's eyes: what it sees around some volumes, each thing as far as it may be seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from tansiq.office.entities import Agreement
from tansiq.office.index import Group, Index
from tansiq.office.kinds import NOTIFIED, PLANNED, ThingKind
from tansiq.office.standing import terms_for
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Sight
from tansiq.office.things import Notice, Operation, Precision
from tansiq.office.visibility import Eyes, coarsely
from tansiq.volumes import Polygon, Volume
from tansiq.volumes.bounding import coarse_bounds, perhaps_near
from tansiq.volumes.coarse import ALTITUDE_STEP_M, GRID_M, TIME_STEP_US, CoarseVolume, cell_corners, coarse
from tansiq.volumes.earth import Array
from tansiq.volumes.widening import holding_all, widened

USUAL_LEVEL = 10
_VERY_LARGE_M = 120_000.0
"""What reaches no farther from its middle is never shown on the grid of level 4 instead of 7."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """A thing that a party sees. `extents` are the exact ones for `Sight.ALL`; for `Sight.COARSE` the cells of the grid
    in their place, each with `margin_m` around it."""

    owner: str
    kind: ThingKind
    id: str
    sight: Sight
    agreement: Agreement | None
    extents: tuple[Volume, ...]
    margin_m: float = 0.0
    title: str = ""
    coarse: tuple[CoarseVolume, ...] = field(default=(), compare=False)
    beyond_end: bool = False
    """It strays or is in distress, and its planned time is over: what it planned last is shown as held open."""

    @property
    def under(self) -> str:
        """The agreement that allows it; empty for one's own."""
        return "" if self.agreement is None else self.agreement.id


class Picture:
    """What one party sees at one moment. A thing once looked at is not looked at again."""

    __slots__ = ("_known", "_levels", "eyes")

    def __init__(self, eyes: Eyes) -> None:
        self.eyes = eyes
        self._known: dict[tuple[str, str], Sighted | None] = {}
        self._levels: dict[bool, int | None] = {}

    def near(
        self,
        volumes: Sequence[Volume],
        beside_m: float = 0.0,
        above_m: float = 0.0,
        time_us: int = 0,
        without: str = "",
        *,
        together: bool = False,
        of: Collection[Group] | None = None,
    ) -> Iterator[Sighted]:
        """The things of which some volume, as it is seen, may come as near to one of the given as that; but for one's
        own with the id `without`, and for those of which only the existence may be seen: they are nowhere. Candidates:
        what stands in the index is the exact thing, and whether that is near must show in no answer. `together`: near
        all the volumes as one, for a rougher look. `of`: what is planned by these, of these kinds; no notices."""
        for table, ids in self._near(volumes, beside_m, above_m, time_us, together=together, of=of):
            yield from self._seen_of(table, ids, without)

    def names_near(self, volumes: Sequence[Volume], of: Collection[Group]) -> list[tuple[str, str]]:
        """The same candidates by their tables and ids, in order, not looked at yet (`look`)."""
        return sorted({(table, name) for table, ids in self._near(volumes, 0.0, 0.0, 0, of=of) for name in ids})

    def _near(
        self,
        volumes: Sequence[Volume],
        beside_m: float,
        above_m: float,
        time_us: int,
        *,
        together: bool = False,
        of: Collection[Group] | None = None,
    ) -> Iterator[tuple[str, set[str]]]:
        exactly = [
            widened(volume, beside_m, above_m, time_us) for volume in (holding_all(volumes) if together else volumes)
        ]
        wide: dict[int, list[Volume]] = {}
        for level in {self._level(notified=True), self._level(notified=False)}:
            if level is None:
                continue
            # Nearly the same is around each volume of a plan: it is looked for once. Even the finest grid gives way to
            # the next one for what is still small there.
            grid_m = GRID_M[min(level, USUAL_LEVEL)]
            reach = beside_m + grid_m, above_m + ALTITUDE_STEP_M, time_us + TIME_STEP_US
            wide[level] = [widened(volume, *reach) for volume in holding_all(volumes)]
        state = self.eyes.state
        for table, index in (
            ("operation", state.operation_index),
            ("notice", state.notice_index),
            ("intent", state.intent_index),
            ("constraint", state.constraint_index),
        ):
            if not len(index):
                continue
            is_notice = table == "notice"
            if is_notice and of is not None:
                continue
            found = index.owners_near(
                exactly,
                None if is_notice else self._groups(index, Sight.ALL, of),
                partial(perhaps_near, exactly),
            )
            yield table, found
            level = self._level(notified=is_notice)
            if level is None:
                continue
            around = index.owners_near(
                wide[level],
                None if is_notice else self._groups(index, Sight.COARSE, of),
                partial(_perhaps_seen_near, exactly, level),
            )
            around = around.union(*(index.large(volume, _reach_of_large_m) for volume in wide[level])) - found
            perhaps = {thing_id for thing_id in around if self._perhaps_coarse(table, thing_id)}
            yield table, perhaps

    def around(self, table: Literal["operation", "notice"], area: Volume) -> set[str]:
        """What may reach into an area as it is seen: candidates, in a rough look that leaves none out."""
        index = self.eyes.state.operation_index if table == "operation" else self.eyes.state.notice_index
        level = self._level(notified=table == "notice")
        grid_m = 0.0 if level is None else GRID_M[min(level, USUAL_LEVEL)]
        wide = widened(area, grid_m, ALTITUDE_STEP_M, TIME_STEP_US)
        found = index.owners_near([wide])
        return found | index.large(area, _reach_of_large_m) if grid_m else found

    def _seen_of(self, table: str, ids: set[str], without: str) -> Iterator[Sighted]:
        for thing_id in sorted(ids):
            thing = self.look(table, thing_id)
            if thing is None or thing.sight is Sight.EXISTS:
                continue
            if not (thing_id == without and thing.owner == self.eyes.viewer):
                yield thing

    def _groups(self, index: Index, sight: Sight, of: Collection[Group] | None) -> set[Group]:
        """Whose things of which kinds may be seen like this, at some place."""
        return {
            (owner, kind)
            for owner, kind in index.groups()
            if (of is None or (owner, kind) in of) and self.eyes.may_see(owner, ThingKind(kind), sight)
        }

    def _level(self, *, notified: bool) -> int | None:
        """The coarsest grid on which a thing that is not large is shown coarsely; None where no notice, or nothing
        else, is. A notice whose agreement is gone is shown on the usual one."""
        if notified not in self._levels:
            levels = [
                min(terms.coarse_level, USUAL_LEVEL) if notified else terms.coarse_level
                for terms in terms_for(self.eyes.state, self.eyes.viewer)
                if any(_may_be_coarse(flow, notified=notified) for flow in terms.flows)
            ]
            self._levels[notified] = min(levels, default=None)
        return self._levels[notified]

    def _perhaps_coarse(self, table: str, thing_id: str) -> bool:
        """Whether a thing may be seen coarsely; without a look at where it is."""
        state, eyes = self.eyes.state, self.eyes
        match table:
            case "operation":
                operation = state.operations[thing_id]
                return eyes.may_see(operation.owner, operation.kind, Sight.COARSE)
            case "notice":
                given = state.notices[thing_id].given_to(eyes.viewer)
                return given is not None and given.precision is Precision.COARSE
            case "intent":
                return eyes.may_see(state.intents[thing_id].manager, ThingKind.DRONE, Sight.COARSE)
        return eyes.may_see(state.constraints[thing_id].manager, ThingKind.CONSTRAINT, Sight.COARSE)

    def look(self, table: str, thing_id: str) -> Sighted | None:
        """One thing, if anything may be seen of it."""
        key = table, thing_id
        if key not in self._known:
            look = {
                "operation": self._operation,
                "notice": self._notice,
                "intent": self._intent,
                "constraint": self._constraint,
            }[table]
            self._known[key] = look(thing_id)
        return self._known[key]

    def exists(self, volumes: Sequence[Volume]) -> list[tuple[str, ThingKind, str]]:
        """Who has something, of which kind, under which agreement, of which only the existence may be seen: where the
        agreement's area has part of the volumes in it. It says no more than that: not where, nor how many."""
        found: list[tuple[str, ThingKind, str]] = []
        eyes, operations = self.eyes, self.eyes.state.operations
        for owner, theirs in eyes.state.operations_of.items():
            wanted = {
                kind
                for kind in PLANNED
                if eyes.sees_least(owner, kind) is Sight.EXISTS and eyes.sight(owner, kind, volumes)[0]
            }
            alike = {kind for kind in wanted if eyes.sees_alike(owner, kind)}
            under: dict[ThingKind, str] = {}
            for operation_id in theirs if wanted else ():
                kind = operations[operation_id].kind
                if kind in wanted:
                    thing = self.look("operation", operation_id)
                    if thing is not None and thing.sight is Sight.EXISTS:
                        under[kind] = min(thing.under, under.get(kind, thing.under))
                        if kind in alike:  # all others are seen under the same agreement
                            wanted.discard(kind)
            found += [(owner, kind, agreement_id) for kind, agreement_id in under.items()]
        return sorted(found)

    def _operation(self, operation_id: str) -> Sighted | None:
        operation = self.eyes.state.operations[operation_id]
        if not operation.stands(self.eyes.now_us) or not self.eyes.sees_any(operation.owner, operation.kind):
            return None
        return view_with(self.eyes, operation)

    def _notice(self, notice_id: str) -> Sighted | None:
        notice, viewer = self.eyes.state.notices[notice_id], self.eyes.viewer
        given = notice.given_to(viewer)
        if notice.owner == viewer:
            stands = notice.stands(self.eyes.now_us)
        else:
            stands = given is not None and not given.withdrawn and given.valid_until_us > self.eyes.now_us
        return held_notice(self.eyes.state, notice, viewer) if stands else None

    def _intent(self, intent_id: str) -> Sighted | None:
        """An operational intent announced over F3548-21 is a drone's. One that its owner has here as well, with the
        same identifier, is seen as that."""
        intent = self.eyes.state.intents[intent_id]
        if intent.end_us <= self.eyes.now_us or self._planned_here(intent_id, intent.manager):
            return None
        return self._seen(intent.manager, ThingKind.DRONE, intent_id, intent.extents, "")

    def _constraint(self, constraint_id: str) -> Sighted | None:
        closed = self.eyes.state.constraints[constraint_id]
        if closed.end_us <= self.eyes.now_us or self._planned_here(constraint_id, closed.manager):
            return None
        return self._seen(closed.manager, ThingKind.CONSTRAINT, constraint_id, closed.extents, "")

    def _planned_here(self, thing_id: str, owner: str) -> bool:
        """Whether the owner of a reference has it here as an operation: nobody else's of that name hides it, nor one
        that has ended."""
        operation = self.eyes.state.operations.get(thing_id)
        return operation is not None and operation.owner == owner and self._operation(thing_id) is not None

    def _seen(
        self, owner: str, kind: ThingKind, thing_id: str, extents: tuple[Volume, ...], title: str
    ) -> Sighted | None:
        if not self.eyes.sees_any(owner, kind):
            return None
        sight, agreement = self.eyes.sight(owner, kind, extents)
        match sight:
            case Sight.NOTHING:
                return None
            case Sight.EXISTS:
                return Sighted(owner, kind, thing_id, sight, agreement, ())
            case Sight.COARSE:
                assert agreement is not None
                return _coarse_thing(owner, kind, thing_id, agreement, coarsely(agreement, extents))
            case Sight.ALL:
                return Sighted(owner, kind, thing_id, sight, agreement, extents, 0.0, title)


def held_notice(state: Office, notice: Notice, viewer: str) -> Sighted | None:
    """A notice in a party's eyes, ended or not: its own as it is now, another's as it was given; None if it was not."""
    present, given = notice.current, notice.given_to(viewer)
    if notice.owner == viewer:
        return Sighted(notice.owner, present.kind, notice.id, Sight.ALL, None, present.extents, 0.0, present.card.title)
    if given is None:
        return None
    held, agreement = notice.content(given.version), state.agreements.get(given.under)
    if given.precision is Precision.EXACT:
        return Sighted(notice.owner, held.kind, notice.id, Sight.ALL, agreement, held.extents, 0.0, held.card.title)
    level = USUAL_LEVEL if agreement is None or agreement.terms is None else agreement.terms.coarse_level
    shown = tuple(dict.fromkeys(coarse(volume, level) for volume in held.extents))
    return _coarse_thing(notice.owner, held.kind, notice.id, agreement, shown)


def _perhaps_seen_near(volumes: Sequence[Volume], level: int, bounds: Array) -> npt.NDArray[np.bool_]:
    return perhaps_near(volumes, coarse_bounds(bounds, level))


def _may_be_coarse(flow: Flow, *, notified: bool) -> bool:
    """A notice may be given coarsely under every flow; anything else is seen as its flow says."""
    return bool(set(flow.kinds) & set(NOTIFIED)) if notified else flow.sight is Sight.COARSE


def view(state: Office, operation: Operation, viewer: str, now_us: int) -> Sighted | None:
    """An operation in a party's eyes, ended or not; None if it may not even know that it is there."""
    return view_with(Eyes(state, viewer, now_us), operation)


def view_with(eyes: Eyes, operation: Operation) -> Sighted | None:
    """The same, where the eyes look at more than one."""
    sight, agreement = eyes.sight(operation.owner, operation.kind, operation.extents)
    if sight is Sight.NOTHING:
        return None
    owner, kind = operation.owner, operation.kind
    if sight is Sight.EXISTS:
        return Sighted(owner, kind, operation.id, sight, agreement, ())
    extents = operation.extents_at(eyes.now_us, coarsely=sight is Sight.COARSE)
    beyond = extents is not operation.extents
    if sight is Sight.COARSE and agreement is not None:
        shown = _coarse_thing(owner, kind, operation.id, agreement, coarsely(agreement, extents))
        return replace(shown, beyond_end=True) if beyond else shown
    title = operation.card.title
    return Sighted(owner, kind, operation.id, sight, agreement, extents, 0.0, title, beyond_end=beyond)


def _coarse_thing(
    owner: str, kind: ThingKind, thing_id: str, agreement: Agreement | None, shown: tuple[CoarseVolume, ...]
) -> Sighted:
    extents = tuple(
        Volume(Polygon.of(cell_corners(cell)), part.lower_m, part.upper_m, part.start_us, part.end_us)
        for part in shown
        for cell in part.cells
    )
    margin_m = max((part.margin_m for part in shown), default=0.0)  # what was erased has no place any more
    return Sighted(owner, kind, thing_id, Sight.COARSE, agreement, extents, margin_m, coarse=shown)


def _reach_of_large_m(radius_m: float) -> float:
    """How far the coarse extent of a large thing may reach beyond it: it may be shown on a coarser grid than agreed."""
    return GRID_M[7] if radius_m <= _VERY_LARGE_M else GRID_M[4]
