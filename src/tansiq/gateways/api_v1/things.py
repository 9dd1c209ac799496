"""What operations and notices have in common on the wire: cards, routes, and a thing in the asker's eyes."""

from __future__ import annotations

from typing import Annotated

import msgspec

from tansiq.gateways.api_v1.extents import (
    Aware,
    CoarseOut,
    Height,
    Reference,
    VolumeOut,
    band_of,
    coarse_out,
    volume_out,
)
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, covered, microseconds, moment
from tansiq.office.kinds import ThingKind
from tansiq.office.picture import Sighted
from tansiq.office.planning import Way
from tansiq.office.terms import Sight
from tansiq.office.things import Card, Corridor, Waypoint
from tansiq.volumes import ShapeRefused, Volume
from tansiq.volumes.routes import Waypoint as Turn

Line = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=2_000)]
PartyName = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
SIGHTS = {Sight.NOTHING: "nothing", Sight.EXISTS: "exists", Sight.COARSE: "coarse", Sight.ALL: "all"}


class CardForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What those who may see all are told beside where and when. `mark` is what is seen from outside: call sign,
    plates, markings."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    mark: Line = ""
    contact: Line = ""
    phone: Line = ""
    remarks: Text = ""


class WaypointForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place of a route (degrees), and when it is to be passed. A halt is the same place twice."""

    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lng: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    at: Aware
    name: Line = ""


class RouteForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way in place of volumes: a corridor is laid along it, `half_width_m` to each side, for `slack_minutes` before
    and after."""

    waypoints: Annotated[list[WaypointForm], msgspec.Meta(min_length=2, max_length=500)]
    half_width_m: Annotated[float, msgspec.Meta(gt=0, le=50_000)] = 200.0
    slack_minutes: Annotated[float, msgspec.Meta(ge=0, le=1_440)] = 10.0
    lower_m: Height | None = None
    upper_m: Height | None = None
    altitude_reference: Reference = "WGS84"


class CorridorOut(msgspec.Struct):
    """How the volumes of a route were laid along it, so that it can be laid anew. Their band is that of the extents."""

    half_width_m: float
    slack_minutes: float


class SeenOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A thing in the asker's eyes. `sight`: `all` (then `extents`), `coarse` (then `coarse`: cells of a fixed grid), or
    `exists`. `under`: the agreement that allows it; absent for one's own."""

    id: str
    owner: str
    kind: ThingKind
    sight: str
    under: str = ""
    title: str = ""
    extents: list[VolumeOut] | None = None
    coarse: list[CoarseOut] | None = None


def seen_out(thing: Sighted) -> SeenOut:
    """The thing as it is answered."""
    return SeenOut(
        id=thing.id,
        owner=thing.owner,
        kind=thing.kind,
        sight=SIGHTS[thing.sight],
        under=thing.under,
        title=thing.title,
        extents=[volume_out(volume) for volume in thing.extents] if thing.sight is Sight.ALL else None,
        coarse=[coarse_out(volume) for volume in thing.coarse] if thing.sight is Sight.COARSE else None,
    )


def card_of(form: CardForm) -> Card:
    """Ours."""
    return Card(form.title, form.mark, form.contact, form.phone, form.remarks)


def card_out(card: Card) -> CardForm:
    """As it is answered."""
    return CardForm(card.title, card.mark, card.contact, card.phone, card.remarks)


def waypoints_of(form: RouteForm | None) -> tuple[Waypoint, ...]:
    """Ours."""
    if form is None:
        return ()
    return tuple(Waypoint(point.lat, point.lng, microseconds(point.at), point.name) for point in form.waypoints)


def waypoints_out(route: tuple[Waypoint, ...]) -> list[WaypointForm]:
    """As they are answered."""
    return [WaypointForm(point.lat, point.lng, moment(point.at_us), point.name) for point in route]


def corridor_out(corridor: Corridor | None) -> CorridorOut | None:
    """As it is answered."""
    return None if corridor is None else CorridorOut(corridor.half_width_m, corridor.slack_minutes)


def laid_as(form: RouteForm | None) -> Corridor | None:
    """How volumes are laid along the route of a form."""
    return None if form is None else Corridor(form.half_width_m, form.slack_minutes)


def way_of(form: RouteForm) -> Way:
    """The way, and how volumes are laid along it."""
    turns = tuple(Turn(point.lat, point.lng, microseconds(point.at)) for point in form.waypoints)
    lower_m, upper_m = band_of(form.lower_m, form.upper_m, form.altitude_reference)
    return Way(turns, form.half_width_m, form.slack_minutes * 60.0, lower_m, upper_m)


def corridor_of(way: Way, limits: FormLimits, name: str = "route") -> tuple[tuple[Volume, ...], tuple[float, ...]]:
    """The corridor along a way, with coverings and areas (m2). Raises `Problem` with the place."""
    try:
        volumes = way.volumes()
        if len(volumes) > limits.max_volumes:
            message = f"the way makes {len(volumes):,} volumes; at most {limits.max_volumes:,}"
            raise Problem(400, "too-many-volumes", message, name)
        laid = [
            covered(volume.outline, (volume.lower_m, volume.upper_m), (volume.start_us, volume.end_us), limits)
            for volume in volumes
        ]
    except ShapeRefused as refused:
        raise Problem(400, refused.code, refused.message, f"{name}.{refused.field}") from None
    return tuple(volume for volume, _ in laid), tuple(area_m2 for _, area_m2 in laid)
