"""What a party may see of another's thing: nothing, that it exists, its coarse extent, or all. The one place that
decides it; "what will X see?" asks the same one.

Nothing is shared outside an agreement in force. Of what several agreements allow, the most that one allows holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from tansiq.office.entities import Agreement
from tansiq.office.kinds import ThingKind
from tansiq.office.parties import everybody_in, speaks_for
from tansiq.office.refusals import Refusal
from tansiq.office.standing import in_force_between, in_force_for
from tansiq.office.state import Office
from tansiq.office.terms import Level, Sight
from tansiq.volumes import Polygon, Volume, overlap_any, separation
from tansiq.volumes.coarse import CoarseVolume, cell_corners, coarse
from tansiq.volumes.overlap import bands_meet


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing in one party's eyes. `extents` are exact ones for `Sight.ALL`, `coarse` ones for `Sight.COARSE`; `under`
    names the agreement that allows it, empty for one's own."""

    sight: Sight
    under: str
    extents: tuple[Volume, ...] = ()
    coarse: tuple[CoarseVolume, ...] = ()


class Eyes:
    """One party's eyes at one moment. What they need to know of agreements they look up once."""

    __slots__ = ("_agreements", "_allowed", "now_us", "state", "viewer")

    def __init__(self, state: Office, viewer: str, now_us: int) -> None:
        self.state, self.viewer, self.now_us = state, viewer, now_us
        self._agreements: dict[str, tuple[Agreement, ...]] = {}
        self._allowed: dict[tuple[str, ThingKind], list[tuple[Sight, Agreement]]] = {}

    def agreements_with(self, owner: str) -> tuple[Agreement, ...]:
        """Those in force between the viewer and the owner."""
        found = self._agreements.get(owner)
        if found is None:
            found = tuple(in_force_between(self.state, self.viewer, owner, self.now_us))
            self._agreements[owner] = found
        return found

    def informing(self) -> dict[str, Agreement]:
        """The agreements in force by which the viewer gives and is given information, by id."""
        return {
            agreement.id: agreement
            for agreement in in_force_for(self.state, self.viewer, self.now_us)
            if _informs(agreement)
        }

    def informed_by(self, owner: str) -> Agreement | None:
        """The agreement under which the viewer may be given information by the owner: of several, that with the lowest
        id."""
        return next((agreement for agreement in self.agreements_with(owner) if _informs(agreement)), None)

    def sight(self, owner: str, kind: ThingKind, extents: Sequence[Volume]) -> tuple[Sight, Agreement | None]:
        """How much of a thing, and under which agreement: the one that allows most, of several such the one with the
        lowest id."""
        if owner == self.viewer:
            return Sight.ALL, None
        for allowed, agreement in self._flows(owner, kind):
            if reaches(agreement, allowed, extents):
                return allowed, agreement
        return Sight.NOTHING, None

    def sees_any(self, owner: str, kind: ThingKind) -> bool:
        """Whether there are things of this kind of the owner's that the viewer may see something of."""
        return owner == self.viewer or bool(self._flows(owner, kind))

    def sees_alike(self, owner: str, kind: ThingKind) -> bool:
        """Whether one agreement alone allows something of such things: the same of all of them."""
        return owner == self.viewer or len(self._flows(owner, kind)) <= 1

    def may_see(self, owner: str, kind: ThingKind, sight: Sight) -> bool:
        """Whether there may be things of this kind of the owner's of which the viewer sees just so much."""
        if owner == self.viewer:
            return sight is Sight.ALL
        return any(allowed is sight for allowed, _ in self._flows(owner, kind))

    def sees_least(self, owner: str, kind: ThingKind) -> Sight:
        """The least that an agreement allows of such things, where it allows something."""
        flows = self._flows(owner, kind) if owner != self.viewer else []
        return flows[-1][0] if flows else Sight.NOTHING

    def see(self, owner: str, kind: ThingKind, extents: Sequence[Volume]) -> Seen:
        """The thing, as far as it may be seen."""
        sight, agreement = self.sight(owner, kind, extents)
        under = "" if agreement is None else agreement.id
        if sight is Sight.ALL:
            return Seen(sight, under, tuple(extents))
        if sight is Sight.COARSE and agreement is not None:
            return Seen(sight, under, coarse=coarsely(agreement, extents))
        return Seen(sight, under)

    def _flows(self, owner: str, kind: ThingKind) -> list[tuple[Sight, Agreement]]:
        """What the agreements allow, the most first."""
        found = self._allowed.get((owner, kind))
        if found is None:
            sights = (
                (_allowed(self.state, agreement, self.viewer, owner, kind), agreement)
                for agreement in self.agreements_with(owner)
            )
            found = sorted((pair for pair in sights if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
            self._allowed[owner, kind] = found
        return found


def seen(state: Office, viewer: str, owner: str, kind: ThingKind, extents: Sequence[Volume], now_us: int) -> Seen:
    """What the viewer sees of a thing of the owner's."""
    return Eyes(state, viewer, now_us).see(owner, kind, extents)


def seen_of_own(
    state: Office,
    viewer: str,
    owner: str,
    kind: ThingKind,
    extents: Sequence[Volume],
    now_us: int,
    *,
    as_coarse: bool = False,
) -> Seen:
    """What the viewer sees of a thing that is the asker's own; `as_coarse`: if it is given to it coarsely. Refused:
    `not-found`, where there is no such viewer: that it sees nothing would be true, and mislead."""
    _check_viewer(state, viewer)
    found = seen(state, viewer, owner, kind, extents, now_us)
    if as_coarse and found.sight is Sight.ALL and found.under:
        return Seen(Sight.COARSE, found.under, coarse=coarsely(state.agreements[found.under], extents))
    return found


def preview(
    state: Office,
    agreement: Agreement,
    by: Literal["offer", "terms"] | None,
    viewer: str,
    owner: str,
    kind: ThingKind,
    extents: Sequence[Volume],
) -> Seen:
    """The same, as if an agreement, and it alone, were in force: by the terms offered, or by those that hold; with
    neither named, by the offer if there is one. Refused: `not-found`, `nothing-proposed`, `not-in-force`."""
    _check_viewer(state, viewer)
    offer = agreement.offer
    if by == "offer" and offer is None:
        raise Refusal("nothing-proposed", "no terms are offered", field="by")
    terms = offer.terms if offer is not None and by != "terms" else agreement.terms
    if terms is None:
        raise Refusal("not-in-force", "not all sides have signed any terms yet", field="by")
    if viewer == owner:
        return Seen(Sight.ALL, "", tuple(extents))
    supposed = msgspec.structs.replace(agreement, terms=terms)
    sight = _allowed(state, supposed, viewer, owner, kind)
    if sight is Sight.NOTHING or not reaches(supposed, sight, extents):
        return Seen(Sight.NOTHING, "")
    if sight is Sight.ALL:
        return Seen(sight, agreement.id, tuple(extents))
    return Seen(sight, agreement.id, coarse=coarsely(supposed, extents) if sight is Sight.COARSE else ())


def _check_viewer(state: Office, viewer: str) -> None:
    if viewer not in state.parties:
        raise Refusal("not-found", f"no party {viewer}", field="viewer")


def sights_of(
    state: Office, owner: str, kind: ThingKind, extents: Sequence[Volume], now_us: int
) -> dict[str, tuple[Sight, Agreement]]:
    """The other parties that may see something of a thing: how much, and the agreement under which they do; in
    order."""
    receivers = {
        party
        for agreement in in_force_for(state, owner, now_us)
        if agreement.terms is not None
        for flow in agreement.terms.flows
        if kind in flow.kinds
        for party in everybody_in(state, flow.receiver)
    }
    found = {}
    for party in sorted(receivers - {owner}):
        sight, agreement = Eyes(state, party, now_us).sight(owner, kind, extents)
        if agreement is not None:
            found[party] = sight, agreement
    return found


def coarsely(agreement: Agreement, extents: Iterable[Volume]) -> tuple[CoarseVolume, ...]:
    """Extents on the grid that an agreement in force names."""
    assert agreement.terms is not None
    level = agreement.terms.coarse_level
    return tuple(dict.fromkeys(coarse(volume, level) for volume in extents))


def touches(agreement: Agreement, extents: Sequence[Volume]) -> bool:
    """Whether the agreement's area has part of it in it."""
    assert agreement.terms is not None
    area = agreement.terms.area
    return area is None or overlap_any(area, extents)


def reaches(agreement: Agreement, sight: Sight, extents: Sequence[Volume]) -> bool:
    """Whether a thing of which an agreement shows so much reaches into its area, as it is shown.

    What is shown coarsely reaches as far as its coarse extent may: else its appearing at the border would tell on which
    side of it the thing is, to the metre.
    """
    if touches(agreement, extents):
        return True
    area = agreement.terms.area if agreement.terms is not None else None
    if sight is not Sight.COARSE or area is None:
        return False
    return any(_perhaps_in(area, part) for part in coarsely(agreement, extents))


def _perhaps_in(area: Volume, part: CoarseVolume) -> bool:
    bands = part.lower_m, part.upper_m, part.start_us, part.end_us
    cells = [Volume(Polygon.of(cell_corners(cell)), *bands) for cell in part.cells]
    return overlap_any(area, cells) or any(
        bands_meet(area, cell) and separation(area, cell).horizontal_m <= part.margin_m for cell in cells
    )


def _informs(agreement: Agreement) -> bool:
    """Whether both sides tell each other: every level above notification has that of those before it."""
    return agreement.terms is not None and agreement.terms.level is not Level.NOTIFICATION


def _allowed(state: Office, agreement: Agreement, viewer: str, owner: str, kind: ThingKind) -> Sight:
    assert agreement.terms is not None
    sights = [
        flow.sight
        for flow in agreement.terms.flows
        if kind in flow.kinds and speaks_for(state, flow.giver, owner) and speaks_for(state, flow.receiver, viewer)
    ]
    return max(sights, default=Sight.NOTHING)
