"""What a party may see of another's thing: nothing, that it exists, its coarse extent, or all. The one function that
decides it; "what will X see?" asks the same one.

Nothing is shared outside an agreement in force. Of what several agreements allow, the most that one allows holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tansiq.office.agreements import in_force_between
from tansiq.office.entities import Agreement
from tansiq.office.parties import speaks_for
from tansiq.office.state import Office
from tansiq.office.terms import Sight, ThingKind
from tansiq.volumes import Volume, overlap_any
from tansiq.volumes.coarse import CoarseVolume, coarse


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing in one party's eyes. `extents` are exact ones for `Sight.ALL`, `coarse` ones for `Sight.COARSE`; `under`
    names the agreement that allows it, empty for one's own."""

    sight: Sight
    under: str
    extents: tuple[Volume, ...] = ()
    coarse: tuple[CoarseVolume, ...] = ()


def seen(state: Office, viewer: str, owner: str, kind: ThingKind, extents: Sequence[Volume], now_us: int) -> Seen:
    """What the viewer sees of a thing of the owner's."""
    sight, agreement = sight_of(state, viewer, owner, kind, extents, now_us)
    under = "" if agreement is None else agreement.id
    if sight is Sight.ALL:
        return Seen(sight, under, tuple(extents))
    if sight is Sight.COARSE and agreement is not None and agreement.terms is not None:
        level = agreement.terms.coarse_level
        return Seen(sight, under, coarse=tuple(dict.fromkeys(coarse(volume, level) for volume in extents)))
    return Seen(sight, under)


def sight_of(
    state: Office, viewer: str, owner: str, kind: ThingKind, extents: Sequence[Volume], now_us: int
) -> tuple[Sight, Agreement | None]:
    """How much, and under which agreement: the one that allows most, of several such the one with the lowest id."""
    if viewer == owner:
        return Sight.ALL, None
    best: tuple[Sight, Agreement | None] = (Sight.NOTHING, None)
    for agreement in in_force_between(state, viewer, owner, now_us):
        allowed = _allowed(state, agreement, viewer, owner, kind)
        if allowed > best[0] and _touches(agreement, extents):
            best = allowed, agreement
    return best


def _allowed(state: Office, agreement: Agreement, viewer: str, owner: str, kind: ThingKind) -> Sight:
    assert agreement.terms is not None
    sights = [
        flow.sight
        for flow in agreement.terms.flows
        if kind in flow.kinds and speaks_for(state, flow.giver, owner) and speaks_for(state, flow.receiver, viewer)
    ]
    return max(sights, default=Sight.NOTHING)


def _touches(agreement: Agreement, extents: Sequence[Volume]) -> bool:
    assert agreement.terms is not None
    area = agreement.terms.area
    return area is None or overlap_any(area, extents)
