"""GeoJSON (RFC 7946), in and out; the layers and circles that ED-318 adds to its geometries are read everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.gateways.forms import read_form
from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.attributes import Said, said_by_properties
from tansiq.gateways.geofiles.building import Shapes, build
from tansiq.gateways.geofiles.coordinates import on_earth
from tansiq.gateways.geofiles.feature import Feature, FeatureFault, FileRefused, Waypoint
from tansiq.gateways.geofiles.heights import FOOT_M, Band, Datum, band, height_of
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.outlines import HOLES, ring, straight_edges_differ
from tansiq.gateways.geofiles.pieces import Piece, pieces
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.volumes import Circle, Polygon

Position: TypeAlias = Annotated[list[float], msgspec.Meta(min_length=2, max_length=16)]
_MAX_NESTED = 4


class Layer(msgspec.Struct, frozen=True):
    """ED-318: the altitude band of one geometry."""

    upper: float | None = None
    upperReference: Literal["AGL", "AMSL", "WGS84"] | None = None  # noqa: N815  the standard's name
    lower: float | None = None
    lowerReference: Literal["AGL", "AMSL", "WGS84"] | None = None  # noqa: N815
    uom: Literal["m", "ft"] = "m"


class Extent(msgspec.Struct, frozen=True):
    """ED-318: how far a point reaches, in metres."""

    subType: Literal["Circle"]  # noqa: N815
    radius: Annotated[float, msgspec.Meta(gt=0)]


class Point(msgspec.Struct, frozen=True, tag="Point", tag_field="type"):
    coordinates: Position
    extent: Extent | None = None
    layer: Layer | None = None


class MultiPoint(msgspec.Struct, frozen=True, tag="MultiPoint", tag_field="type"):
    coordinates: list[Position]
    layer: Layer | None = None


class LineString(msgspec.Struct, frozen=True, tag="LineString", tag_field="type"):
    coordinates: list[Position]
    layer: Layer | None = None


class MultiLineString(msgspec.Struct, frozen=True, tag="MultiLineString", tag_field="type"):
    coordinates: list[list[Position]]
    layer: Layer | None = None


class PolygonForm(msgspec.Struct, frozen=True, tag="Polygon", tag_field="type"):
    coordinates: list[list[Position]]
    layer: Layer | None = None


class MultiPolygon(msgspec.Struct, frozen=True, tag="MultiPolygon", tag_field="type"):
    coordinates: list[list[list[Position]]]
    layer: Layer | None = None


class GeometryCollection(msgspec.Struct, frozen=True, tag="GeometryCollection", tag_field="type"):
    geometries: list[Geometry]
    layer: Layer | None = None


Geometry: TypeAlias = (
    Point | MultiPoint | LineString | MultiLineString | PolygonForm | MultiPolygon | GeometryCollection
)


class CollectionForm(msgspec.Struct, frozen=True):
    type: Literal["FeatureCollection"]
    features: list[msgspec.Raw]


class FeatureForm(msgspec.Struct, frozen=True):
    type: Literal["Feature"]
    geometry: Geometry | None = None
    properties: dict[str, Any] | None = None
    id: str | int | float | None = None


def read(data: bytes, ledger: Ledger, kind: str) -> None:
    """Enters what a document of that `type` holds. Raises `FileRefused`."""
    for where, raw in features_in(data, ledger.name, kind):
        ledger.begin(where)
        with ledger.entering(where):
            ledger.features += _features(read_feature(raw, FeatureForm), where, ledger)


def features_in(data: bytes, name: str, kind: str) -> Iterator[tuple[str, bytes]]:
    """The features of a document, not yet looked into, with their places. A lone geometry is a feature too."""
    if kind != "FeatureCollection":
        wrapped = data if kind == "Feature" else b'{"type":"Feature","geometry":' + data + b"}"
        yield kind, wrapped
        return
    try:
        collection = read_form(data, CollectionForm)
    except Problem as problem:
        raise FileRefused("file-malformed", problem.message, f"{name}: {problem.field}".rstrip(": ")) from None
    for i, raw in enumerate(collection.features):
        yield f"features[{i}]", bytes(raw)


def read_feature(raw: bytes, form: type[msgspec.Struct]) -> Any:
    """One feature in the form, or a `FeatureFault` (`feature-malformed`)."""
    try:
        return read_form(raw, form)
    except Problem as problem:
        raise FeatureFault("feature-malformed", problem.message, problem.field) from None


def _features(form: FeatureForm, where: str, ledger: Ledger) -> list[Feature]:
    properties = dict(form.properties or {})
    times = next(
        (properties.pop(key) for key in ("times", "coordTimes") if isinstance(properties.get(key), list)), None
    )
    said = said_by_properties(properties.items(), ledger.ground, "properties")
    if not said.name and form.id is not None:
        said.name = str(form.id)
    shapes = shapes_of(form.geometry, said, ledger)
    if times is not None:
        _add_times(shapes, times, said)
    return build(ledger, where, said, shapes)


def shapes_of(geometry: Geometry | None, said: Said, ledger: Ledger) -> Shapes:
    """The shapes of a geometry. A height in a line or point is metres above the ellipsoid (RFC 7946, 3.1.1); one in
    the corner of a ring says nothing of a band. Raises `FeatureFault`."""
    shapes = Shapes()
    if geometry is not None:
        _gather(geometry, "geometry", shapes, said, ledger, None, 0)
    straight_edges_differ([o for o, _, _ in shapes.outlines if isinstance(o, Polygon)], shapes.warnings)
    return shapes


def _gather(
    geometry: Geometry, place: str, shapes: Shapes, said: Said, ledger: Ledger, outer: Band | None, depth: int
) -> None:
    own = outer if geometry.layer is None else _layer_band(geometry.layer, ledger, f"{place}.layer")
    at = f"{place}.coordinates"
    if own is not None:
        shapes.loose_band = own
    if isinstance(geometry, GeometryCollection):
        if depth >= _MAX_NESTED:
            raise FeatureFault("feature-malformed", Remark(RemarkCode.NESTED_TOO_DEEP, of=_MAX_NESTED), place)
        for i, inner in enumerate(geometry.geometries):
            _gather(inner, f"{place}.geometries[{i}]", shapes, said, ledger, own, depth + 1)
    elif isinstance(geometry, PolygonForm):
        _add_polygon(geometry.coordinates, at, shapes, ledger, own)
    elif isinstance(geometry, MultiPolygon):
        for i, rings in enumerate(geometry.coordinates):
            _add_polygon(rings, f"{at}[{i}]", shapes, ledger, own)
    elif isinstance(geometry, LineString | MultiLineString):
        lines = [geometry.coordinates] if isinstance(geometry, LineString) else geometry.coordinates
        for i, line in enumerate(lines):
            here = at if isinstance(geometry, LineString) else f"{at}[{i}]"
            ledger.count_points(len(line), here)
            shapes.lines.append((tuple(_waypoint(p, f"{here}[{j}]") for j, p in enumerate(line)), here))
    else:
        positions = [geometry.coordinates] if isinstance(geometry, Point) else geometry.coordinates
        ledger.count_points(len(positions), at)
        for i, position in enumerate(positions):
            here = at if isinstance(geometry, Point) else f"{at}[{i}]"
            point = _waypoint(position, here)
            radius_m = geometry.extent.radius if isinstance(geometry, Point) and geometry.extent else None
            if radius_m is None and own is not None:
                radius_m = said.radius_m
            if radius_m is None:
                shapes.points.append((point, here))
            else:
                shapes.outlines.append((Circle(point.lat, point.lng, radius_m), here, own))


def _add_polygon(
    rings: Sequence[Sequence[Position]], place: str, shapes: Shapes, ledger: Ledger, own: Band | None
) -> None:
    if not rings:
        raise FeatureFault("feature-malformed", Remark(RemarkCode.RING_MISSING), place)
    if len(rings) > 1:
        shapes.warnings.append(HOLES)
    at = f"{place}[0]"
    corners = [_waypoint(position, f"{at}[{i}]") for i, position in enumerate(rings[0])]
    polygon = ring(ledger, [(c.lat, c.lng) for c in corners], at, shapes.warnings)
    shapes.outlines.append((polygon, at, own))


def _waypoint(position: Position, place: str) -> Waypoint:
    lng, lat = on_earth(position[0], "lng", place), on_earth(position[1], "lat", place)
    altitude_m = height_of(position[2], Datum.ELLIPSOID, place).value_m if len(position) > 2 else None
    return Waypoint(lat, lng, altitude_m)


def _layer_band(layer: Layer, ledger: Ledger, place: str) -> Band:
    factor = FOOT_M if layer.uom == "ft" else 1.0
    lower, upper = (
        None if value is None else height_of(value * factor, Datum(reference or "unknown"), f"{place}.{side}")
        for side, value, reference in (
            ("lower", layer.lower, layer.lowerReference),
            ("upper", layer.upper, layer.upperReference),
        )
    )
    return band(lower, upper, ledger.ground)


def _add_times(shapes: Shapes, times: list[Any], said: Said) -> None:
    """Gives the waypoints of the one line, or the one point, their times."""
    field = "properties.times"
    if len(shapes.lines) != 1 or len(times) != len(shapes.lines[0][0]):
        raise FeatureFault("feature-malformed", Remark(RemarkCode.TIMES_WITHOUT_LINE), field)
    timed = []
    for i, (waypoint, when) in enumerate(zip(shapes.lines[0][0], times, strict=True)):
        if when is not None and not isinstance(when, str):
            raise FeatureFault("instant-malformed", Remark(RemarkCode.INSTANT_NO_TEXT), f"{field}[{i}]")
        time_us = None if when is None else instants.read_instant(when, f"{field}[{i}]", said.warnings)
        timed.append(Waypoint(waypoint.lat, waypoint.lng, waypoint.altitude_m, time_us))
    shapes.lines[0] = (tuple(timed), shapes.lines[0][1])


def write(features: Sequence[Feature]) -> bytes:
    """A FeatureCollection. A circle is a Point with `radius_m`; a feature whose parts differ in band, window or radius
    is written as several; a ring across the antimeridian is not cut."""
    written = [
        {
            "type": "Feature",
            "geometry": _geometry(piece),
            "properties": dict(piece.feature.properties) | _known(piece),
        }
        for feature in features
        for piece in pieces(feature)
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": written})


def _known(piece: Piece) -> dict[str, Any]:
    known: dict[str, Any] = {"name": piece.feature.name, "kind": str(piece.feature.kind)}
    known |= {"radius_m": piece.radius_m, "lower_wgs84_m": piece.lower_m, "upper_wgs84_m": piece.upper_m}
    known |= {
        side: None if us is None else instants.written(us)
        for side, us in (("start", piece.start_us), ("end", piece.end_us))
    }
    if any(point.time_us is not None for point in piece.points):
        known["times"] = [None if p.time_us is None else instants.written(p.time_us) for p in piece.points]
    return {key: value for key, value in known.items() if value is not None}


def _geometry(piece: Piece) -> dict[str, Any]:
    if piece.points:
        positions = [position_of(point) for point in piece.points]
        if len(positions) == 1:
            return {"type": "Point", "coordinates": positions[0]}
        return {"type": "LineString", "coordinates": positions}
    if piece.radius_m is not None:
        places = [[o.lng, o.lat] for o in piece.outlines if isinstance(o, Circle)]
        return (
            {"type": "Point", "coordinates": places[0]}
            if len(places) == 1
            else {"type": "MultiPoint", "coordinates": places}
        )
    rings = [ring_of(o) for o in piece.outlines if isinstance(o, Polygon)]
    return (
        {"type": "Polygon", "coordinates": [rings[0]]}
        if len(rings) == 1
        else {"type": "MultiPolygon", "coordinates": [[one] for one in rings]}
    )


def position_of(point: Waypoint) -> list[float]:
    """Longitude, latitude and, if known, height."""
    return [point.lng, point.lat] if point.altitude_m is None else [point.lng, point.lat, point.altitude_m]


def ring_of(polygon: Polygon) -> list[list[float]]:
    """The closed ring, in the order of its corners."""
    values = polygon.vertices
    corners = [[lng, lat] for lat, lng in zip(values[::2], values[1::2], strict=True)]
    return [*corners, corners[0]]
