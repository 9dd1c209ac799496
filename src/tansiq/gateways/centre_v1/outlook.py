"""What a plan meets, asked while the office cannot be reached: what overlaps, by what was mirrored, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.mirror import Mirror
from tansiq.gateways.api_v1.extents import volumes_of as volumes_of_form
from tansiq.gateways.api_v1.frame import given, read_body
from tansiq.gateways.api_v1.operation_forms import WeighForm
from tansiq.gateways.api_v1.things import corridor_of, way_of
from tansiq.gateways.centre_v1.judging import Thing, read, volumes_of
from tansiq.gateways.contract import Answer, Call, Handler, Problem
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.kinds import NoticeState, OperationState
from tansiq.volumes import Volume, bounding_window, overlaps, shared_place


class OtherOut(msgspec.Struct):
    """Somebody's thing, as it was mirrored."""

    id: str
    owner: str
    kind: str
    sight: str
    title: str


class OverlapOut(msgspec.Struct):
    """What overlaps, about where, and when. How far apart it should be is not known here."""

    other: OtherOut
    lat: float
    lng: float
    start: datetime | None
    end: datetime | None


class OfflineOutlookOut(msgspec.Struct):
    """`offline`: the office could not be asked, so that rules of separation, changes and detours are not in it, and
    what has happened since `as_of` neither. Nothing found is no promise that nothing is there."""

    conflicts: list[OverlapOut]
    exists: list[OtherOut]
    changes: list[OtherOut]
    detour: None
    offline: bool
    as_of: datetime | None


class Weighing:
    """The office's answer where there is one, and the mirror's where there is none."""

    def __init__(self, desk: CentreDesk, link: OfficeLink, limits: FormLimits, ask: Handler) -> None:
        self._desk, self._link, self._limits, self._ask = desk, link, limits, ask

    async def weigh(self, call: Call) -> Answer:
        """Nobody is told of it."""
        if self._link.reached.is_set():
            try:
                return await self._ask(call)
            except Problem as problem:
                if problem.code != "office-unreachable":
                    raise
        form = read_body(call, WeighForm)
        plan = self._extents(form)
        for i, volume in enumerate(plan):
            if volume.start_us is None or volume.end_us is None:
                raise Problem(400, "window-missing", "start and end are needed in each volume", f"extents[{i}]")
        found = await self._desk.read(lambda state, now_us: overlapping(state.mirror, plan, call.party, form.id))
        return given(200, OfflineOutlookOut(found, [], [], None, offline=True, as_of=self._link.as_of))

    def _extents(self, form: WeighForm) -> tuple[Volume, ...]:
        if bool(form.extents) == (form.route is not None):
            raise Problem(400, "extents-needed", "give either extents or a route", "extents")
        if form.route is not None:
            return corridor_of(way_of(form.route), self._limits)[0]
        return volumes_of_form(form.extents, self._limits)[0]


def overlapping(mirror: Mirror, plan: Sequence[Volume], party: str, without: str) -> list[OverlapOut]:
    """Others' things that share space, altitude and time with a plan: of those seen coarsely, the cells."""
    start_us, end_us = bounding_window(tuple(plan))
    assert start_us is not None
    assert end_us is not None
    first, last = moment(start_us), moment(end_us)
    found = []
    for subject in ("operation", "notice"):
        for thing_id, body in sorted(mirror.documents.get(subject, {}).items()):
            thing = read(body, Thing)
            if thing_id == without or thing.owner == party or thing.state not in _STANDING:
                continue
            near = [e for e in thing.shown if (e.end or last) >= first and (e.start or first) <= last]
            pair = _first_pair(plan, volumes_of(near)) if near else None
            if pair is not None:
                found.append(_overlap(thing, *pair))
    return found


_STANDING = frozenset({*OperationState, NoticeState.IN_FORCE}) - {OperationState.ENDED}


def _first_pair(plan: Sequence[Volume], others: Sequence[Volume]) -> tuple[Volume, Volume] | None:
    return next(((mine, other) for mine in plan for other in others if overlaps(mine, other)), None)


def _overlap(thing: Thing, mine: Volume, other: Volume) -> OverlapOut:
    lat, lng = shared_place(mine.outline, other.outline)
    starts = [volume.start_us for volume in (mine, other) if volume.start_us is not None]
    ends = [volume.end_us for volume in (mine, other) if volume.end_us is not None]
    shown = OtherOut(thing.id, thing.owner, thing.kind, thing.sight, thing.title)
    return OverlapOut(shown, lat, lng, moment(max(starts)), moment(min(ends)))
