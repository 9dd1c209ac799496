"""4D volumes as `/api/v1` speaks of them. What comes in may be measured from any height reference; what goes out is
always metres above the WGS84 ellipsoid and UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, check_counts, covered, microseconds, moment
from tansiq.traffic.corridor import ALTITUDE_DOUBT_M
from tansiq.traffic.tracks import AltitudeReference
from tansiq.volumes import Circle, Outline, Polygon, ShapeRefused, Volume
from tansiq.volumes.coarse import CoarseVolume, cell_corners
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M, MAX_VERTICES, WIDEST_M

_LOWEST_GROUND_M, _HIGHEST_GROUND_M = -500.0, 9_000.0
"""Above the ellipsoid, anywhere: below the shore of the Dead Sea, above Everest. Nothing is known of the terrain."""
_DOUBTS_M = {
    "WGS84": (ALTITUDE_DOUBT_M[AltitudeReference.ELLIPSOID],) * 2,
    "AMSL": (ALTITUDE_DOUBT_M[AltitudeReference.SEA_LEVEL],) * 2,
    "STD": (ALTITUDE_DOUBT_M[AltitudeReference.PRESSURE],) * 2,
    "unknown": (ALTITUDE_DOUBT_M[AltitudeReference.UNKNOWN],) * 2,
    "AGL": (-_LOWEST_GROUND_M, _HIGHEST_GROUND_M),
}
"""How far below, and above, the height that is given the height above the ellipsoid may lie."""
_WORDS = (
    ("volume.outline_polygon.vertices", "polygon"),
    ("volume.outline_circle.radius.value", "circle.radius_m"),
    ("volume.outline_circle.center", "circle"),
    ("volume.outline_circle", "circle"),
    ("volume.altitude_", "altitude_"),
    ("altitude_lower.value", "altitude_lower"),
    ("altitude_upper.value", "altitude_upper"),
    ("altitude_lower", "lower_m"),
    ("altitude_upper", "upper_m"),
    ("time_start.value", "time_start"),
    ("time_end.value", "time_end"),
    ("time_start", "start"),
    ("time_end", "end"),
)

Reference = Literal["WGS84", "AMSL", "AGL", "STD", "unknown"]
Aware = Annotated[datetime, msgspec.Meta(tz=True)]
Height = Annotated[float, msgspec.Meta(ge=LOWEST_M, le=HIGHEST_M)]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Degrees, WGS84."""

    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lng: Annotated[float, msgspec.Meta(ge=-180, le=180)]


class CircleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All points within a distance of a centre."""

    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lng: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    radius_m: Annotated[float, msgspec.Meta(gt=0, le=WIDEST_M)]


class VolumeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A 4D volume: a polygon (its ring closes by itself) or a circle, a band and a window. What is not given is
    without end on that side. Altitudes are metres above `altitude_reference`: the WGS84 ellipsoid, mean sea level
    (AMSL), ground (AGL), the standard pressure surface (STD), or unknown; the band is widened by how far that may lie
    from the ellipsoid."""

    polygon: Annotated[list[Place], msgspec.Meta(min_length=3, max_length=MAX_VERTICES)] | None = None
    circle: CircleForm | None = None
    lower_m: Height | None = None
    upper_m: Height | None = None
    altitude_reference: Reference = "WGS84"
    start: Aware | None = None
    end: Aware | None = None


class VolumeOut(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A 4D volume. What is not there is without end on that side."""

    polygon: list[Place] | None = None
    circle: CircleForm | None = None
    lower_m: float | None = None
    upper_m: float | None = None
    altitude_reference: Literal["WGS84"]
    start: datetime | None = None
    end: datetime | None = None


class CoarseOut(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where and when, on a fixed grid: the thing lies in these cells (polygons), or at most `margin_m` beyond them.
    `level` is the grid's: S2 level 13 (cells of about 1.1 km), 10 (9 km), 7 (72 km) or 4 (580 km)."""

    cells: list[list[Place]]
    level: int
    margin_m: float
    lower_m: float | None = None
    upper_m: float | None = None
    altitude_reference: Literal["WGS84"]
    start: datetime | None = None
    end: datetime | None = None


def volumes_of(
    forms: Sequence[VolumeForm], limits: FormLimits, name: str = "extents"
) -> tuple[tuple[Volume, ...], tuple[float, ...]]:
    """Our volumes with their coverings, and the area of each (m2). Raises `Problem` with the exact place."""
    check_counts([len(form.polygon or ()) for form in forms], limits, name)
    made = [volume_of(form, limits, f"{name}[{i}]") for i, form in enumerate(forms)]
    return tuple(volume for volume, _ in made), tuple(area_m2 for _, area_m2 in made)


def places_of(
    forms: Sequence[VolumeForm], limits: FormLimits, says_when: str, name: str = "extents"
) -> tuple[tuple[Volume, ...], tuple[float, ...]]:
    """The same, of places, if there are any: they have no times. `says_when`: which fields do say when, for whoever
    gives some. Raises `Problem` with the exact place."""
    for i, form in enumerate(forms):
        if form.start is not None or form.end is not None:
            raise Problem(400, "malformed", f"a place has no times; {says_when} when", f"{name}[{i}]")
    return volumes_of(forms, limits, name) if forms else ((), ())


def volume_of(form: VolumeForm, limits: FormLimits, name: str) -> tuple[Volume, float]:
    """Our volume with its covering, and its area (m2). Raises `Problem` with the exact place."""
    try:
        volume, area_m2 = covered(
            _outline(form, name), (form.lower_m, form.upper_m), (_us(form.start), _us(form.end)), limits
        )
    except ShapeRefused as refused:
        field = f"{name}.{in_our_words(refused.field)}"
        raise Problem(400, refused.code, in_our_words(refused.message), field) from None
    lower_m, upper_m = band_of(form.lower_m, form.upper_m, form.altitude_reference)
    return msgspec.structs.replace(volume, lower_m=lower_m, upper_m=upper_m), area_m2


def band_of(lower_m: float | None, upper_m: float | None, reference: Reference) -> tuple[float | None, float | None]:
    """The band above the ellipsoid, widened by how far the reference may lie from it."""
    below_m, above_m = _DOUBTS_M[reference]
    return (
        None if lower_m is None else max(LOWEST_M, lower_m - below_m),
        None if upper_m is None else min(HIGHEST_M, upper_m + above_m),
    )


def volume_out(volume: Volume) -> VolumeOut:
    """A volume as it is answered."""
    outline = volume.outline
    circle = polygon = None
    if isinstance(outline, Circle):
        circle = CircleForm(outline.lat, outline.lng, outline.radius_m)
    else:
        polygon = [Place(*pair) for pair in zip(outline.vertices[::2], outline.vertices[1::2], strict=True)]
    return VolumeOut(
        polygon=polygon,
        circle=circle,
        lower_m=volume.lower_m,
        upper_m=volume.upper_m,
        altitude_reference="WGS84",
        start=_moment(volume.start_us),
        end=_moment(volume.end_us),
    )


def coarse_out(volume: CoarseVolume) -> CoarseOut:
    """A coarse extent as it is answered, with its cells as polygons to draw."""
    return CoarseOut(
        cells=[[Place(*corner) for corner in cell_corners(cell)] for cell in volume.cells],
        level=volume.level,
        margin_m=volume.margin_m,
        lower_m=volume.lower_m,
        upper_m=volume.upper_m,
        altitude_reference="WGS84",
        start=_moment(volume.start_us),
        end=_moment(volume.end_us),
    )


def in_our_words(text: str) -> str:
    """A field or a message of the office, which speaks as F3548-21 does, with the members' names of this interface."""
    for theirs, ours in _WORDS:
        text = text.replace(theirs, ours)
    return text


def _outline(form: VolumeForm, name: str) -> Outline:
    if form.polygon is not None and form.circle is None:
        return Polygon.of((place.lat, place.lng) for place in form.polygon)
    if form.circle is not None and form.polygon is None:
        return Circle(form.circle.lat, form.circle.lng, form.circle.radius_m)
    raise Problem(400, "outline-needed", "give exactly one of polygon and circle", name)


def _us(when: datetime | None) -> int | None:
    return None if when is None else microseconds(when)


def _moment(us: int | None) -> datetime | None:
    return None if us is None else moment(us)
