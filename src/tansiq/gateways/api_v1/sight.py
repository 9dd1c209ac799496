"""What will another see of one's own things: the questions and their answers on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tansiq.gateways.api_v1.extents import CoarseOut, VolumeForm, VolumeOut, coarse_out, volume_out
from tansiq.gateways.api_v1.things import SIGHTS
from tansiq.office.kinds import ThingKind
from tansiq.office.things import Precision
from tansiq.office.visibility import Seen

MOST_VOLUMES = 1_000


class SightForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of a thing of one's own that is, or would be, of this kind and there: what will the viewer see? `precision`
    `coarse`: if it is given a notice of it coarsely, though it might see all."""

    viewer: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    kind: ThingKind
    extents: Annotated[list[VolumeForm], msgspec.Meta(min_length=1, max_length=MOST_VOLUMES)]
    precision: Precision = Precision.EXACT


class PreviewForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same, as if this agreement, and it alone, were in force: by the terms that are offered, or by those that
    hold. Without `by`: by the offer, if there is one."""

    viewer: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    kind: ThingKind
    extents: Annotated[list[VolumeForm], msgspec.Meta(min_length=1, max_length=MOST_VOLUMES)]
    by: Literal["offer", "terms"] | None = None


class SightOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """`sight`: `nothing`, `exists` (that it is there, of which kind, and whom to ask), `coarse` or `all`. `under`: the
    agreement that allows it; absent where nothing is seen, and for one's own."""

    viewer: str
    kind: ThingKind
    sight: str
    under: str = ""
    extents: list[VolumeOut] | None = None
    coarse: list[CoarseOut] | None = None


def sight_out(viewer: str, kind: ThingKind, seen: Seen) -> SightOut:
    """As it is answered."""
    return SightOut(
        viewer=viewer,
        kind=kind,
        sight=SIGHTS[seen.sight],
        under=seen.under,
        extents=[volume_out(volume) for volume in seen.extents] or None,
        coarse=[coarse_out(volume) for volume in seen.coarse] or None,
    )
