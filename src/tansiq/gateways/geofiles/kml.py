"""KML (OGC 2.2 and 2.3, with Google's tracks) and KMZ in, KML out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.archives import unpacked
from tansiq.gateways.geofiles.attributes import Said, said_by_properties
from tansiq.gateways.geofiles.building import Shapes, build
from tansiq.gateways.geofiles.coordinates import on_earth
from tansiq.gateways.geofiles.feature import Feature, FeatureFault, FileRefused, Waypoint
from tansiq.gateways.geofiles.heights import DOUBT_M, Band, Datum, Height, band, height_of, written
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.numerals import check_short, degrees, read_number
from tansiq.gateways.geofiles.outlines import HOLES, arc_between, ring
from tansiq.gateways.geofiles.pieces import Piece, pieces
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.xml_reading import Element, elements
from tansiq.volumes import Circle, Polygon

_NOT_READ = frozenset({"NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay", "Tour"})
_SHAPES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack", "Model"})
_DRAWN = "circle_is_drawn"
_REFERENCE = "altitude_of_points"
_SEA = {"absolute"}
_GROUND = {"relativeToGround", "relativeToSeaFloor", "clampToGround", "clampToSeaFloor", ""}


def read_kmz(data: bytes, ledger: Ledger) -> None:
    """Enters the placemarks of the main document of a KMZ file. Raises `FileRefused`."""
    with unpacked(data, ledger.name, ledger.limits) as archive:
        names = [name for name in archive.names if name.lower().endswith(".kml")]
        if not names:
            raise FileRefused("file-unknown", "a zip file without a KML document or a spreadsheet in it", ledger.name)
        main = min(names, key=lambda name: (name.count("/"), name.lower() != "doc.kml", names.index(name)))
        ledger.leave_out(Remark(RemarkCode.OTHER_FILE), len(archive.names) - 1)
        document = archive.read(main)
    read(document, ledger)


def read(data: bytes, ledger: Ledger) -> None:
    """Enters the placemarks of a KML document. Links are counted, never followed. Raises `FileRefused`."""
    counts: dict[str, int] = {}
    for i, placemark in enumerate(
        elements(data, frozenset({"Placemark"}), ledger.limits, ledger.name, counts, _NOT_READ)
    ):
        where = f"Placemark {i + 1} (line {placemark.line})"
        ledger.begin(where)
        with ledger.entering(where):
            ledger.features += _features(placemark, where, ledger)
    for tag, count in counts.items():
        ledger.leave_out(Remark(RemarkCode.ELEMENT, quoted=tag), count)


def _features(placemark: Element, where: str, ledger: Ledger) -> list[Feature]:
    data = dict(_data(placemark))
    drawn = data.pop(_DRAWN, "") == "yes"
    datum = Datum.ELLIPSOID if data.pop(_REFERENCE, "") == Datum.ELLIPSOID else Datum.SEA_LEVEL
    if (description := placemark.value("description")) and "remarks" not in data:
        data["description"] = description
    for side, tag in (("start", "begin"), ("end", "end")):
        if when := placemark.value("TimeSpan", tag):
            data[side] = _whole(when, is_end=side == "end")
    if when := placemark.value("TimeStamp", "when"):
        data["time"] = when
    said = said_by_properties(data.items(), ledger.ground, "ExtendedData")
    said.name = placemark.value("name") or said.name
    shapes = Shapes()
    for element in placemark.children:
        _gather(element, element.tag, shapes, said, ledger, datum)
    if drawn and said.radius_m is not None:
        shapes.outlines = [shape for shape in shapes.outlines if not isinstance(shape[0], Polygon)]
    return build(ledger, where, said, shapes)


def _whole(when: str, *, is_end: bool = False) -> str:
    """A year or a month, which KML allows, as its first day, or as its last."""
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", when, re.ASCII)
    if match is None or match[1] == "0000":
        return when
    month = int(match[2] or (12 if is_end else 1))
    day = monthrange(int(match[1]), month)[1] if is_end else 1
    return f"{match[1]}-{month:02}-{day:02}"


def _data(placemark: Element) -> Iterator[tuple[str, str]]:
    extended = placemark.child("ExtendedData")
    if extended is None:
        return
    for item in extended.all("Data"):
        yield item.attributes.get("name", ""), item.value("value")
    for schema in extended.all("SchemaData"):
        for item in schema.all("SimpleData"):
            yield item.attributes.get("name", ""), item.text.strip()


def _gather(element: Element, place: str, shapes: Shapes, said: Said, ledger: Ledger, datum: Datum) -> None:
    if element.tag not in _SHAPES:
        return
    if element.tag in {"MultiGeometry", "MultiTrack"}:
        for i, inner in enumerate(element.children):
            _gather(inner, f"{place}.{inner.tag} {i + 1}", shapes, said, ledger, datum)
    elif element.tag == "Model":
        ledger.leave_out(Remark(RemarkCode.ELEMENT, quoted="Model"))
    elif element.tag == "Track":
        _add_track(element, place, shapes, said, ledger, datum)
    elif element.tag in {"Polygon", "LinearRing"}:
        _add_polygon(element, place, shapes, said, ledger)
    else:
        points = [
            _waypoint(lat, lng, altitude_m, element, shapes, datum)
            for lat, lng, altitude_m in _coordinates(element.value("coordinates"), f"{place}.coordinates", ledger)
        ]
        if element.tag == "LineString":
            shapes.lines.append((tuple(points), place))
        else:
            if len(points) != 1:
                raise FeatureFault("feature-malformed", Remark(RemarkCode.POSITIONS_OF_POINT, count=len(points)), place)
            shapes.points.append((points[0], place))


def _add_polygon(element: Element, place: str, shapes: Shapes, said: Said, ledger: Ledger) -> None:
    outer = element if element.tag == "LinearRing" else element.child("outerBoundaryIs", "LinearRing")
    if outer is None:
        raise FeatureFault("feature-malformed", Remark(RemarkCode.RING_MISSING), place)
    if element.child("innerBoundaryIs") is not None:
        shapes.warnings.append(HOLES)
    corners = list(_coordinates(outer.value("coordinates"), f"{place}.coordinates", ledger, counted=False))
    polygon = ring(ledger, [(lat, lng) for lat, lng, _ in corners], place, shapes.warnings)
    shapes.outlines.append((polygon, place, _drawn_band(element, corners, said, ledger)))


def _drawn_band(
    element: Element, corners: Sequence[tuple[float, float, float | None]], said: Said, ledger: Ledger
) -> Band | None:
    """A polygon that is drawn at a height reaches from the ground to its highest corner, unless its data say more."""
    mode = element.value("altitudeMode")
    heights = [altitude_m for _, _, altitude_m in corners if altitude_m is not None]
    spoken = said.band.lower_m is not None or said.band.upper_m is not None
    if spoken or not heights or mode not in _SEA | {"relativeToGround"} or max(heights) <= 0:
        return None
    datum = Datum.SEA_LEVEL if mode in _SEA else Datum.GROUND
    reached = band(Height(0.0, Datum.GROUND), Height(max(heights), datum), ledger.ground)
    why = Remark(RemarkCode.DRAWN_AT_HEIGHT)
    return Band(reached.lower_m, reached.upper_m, reached.doubt_m, (why, *reached.warnings))


def _add_track(element: Element, place: str, shapes: Shapes, said: Said, ledger: Ledger, datum: Datum) -> None:
    whens, places = element.all("when"), element.all("coord")
    ledger.count_points(len(places), place)
    if len(whens) != len(places):
        remark = Remark(RemarkCode.TIMES_UNEQUAL, count=len(whens), of=len(places))
        raise FeatureFault("feature-malformed", remark, place)
    points = []
    for i, (when, at) in enumerate(zip(whens, places, strict=True)):
        field = f"{place}.coord {i + 1}"
        lat, lng, altitude_m = _position(at.text.split(), field)
        point = _waypoint(lat, lng, altitude_m, element, shapes, datum)
        time_us = instants.read_instant(_whole(when.text.strip()), field, said.warnings) if when.text.strip() else None
        points.append(Waypoint(point.lat, point.lng, point.altitude_m, time_us))
    shapes.lines.append((tuple(points), place))


def _coordinates(
    text: str, field: str, ledger: Ledger, *, counted: bool = True
) -> Iterator[tuple[float, float, float | None]]:
    """Latitude, longitude and height of each position; with `counted` they are entered as points."""
    parts: list[str] = []
    for part in text.split():  # some write spaces after their commas
        if parts and (parts[-1].endswith(",") or part.startswith(",")):
            parts[-1] += part
            check_short(parts[-1], field, "coordinate-malformed")
        else:
            parts.append(part)
    if counted:
        ledger.count_points(len(parts), field)
    for i, part in enumerate(parts):
        yield _position(part.split(","), f"{field}[{i}]")


def _position(numbers: Sequence[str], field: str) -> tuple[float, float, float | None]:
    if not 2 <= len(numbers) <= 3:
        raise FeatureFault("coordinate-malformed", Remark(RemarkCode.POSITION_PARTS), field)
    lng, lat, *rest = (read_number(number, field) for number in numbers)
    altitude_m = height_of(rest[0], Datum.SEA_LEVEL, field).value_m if rest else None
    return on_earth(lat, "lat", field), on_earth(lng, "lng", field), altitude_m


def _waypoint(
    lat: float, lng: float, altitude_m: float | None, element: Element, shapes: Shapes, datum: Datum
) -> Waypoint:
    if element.value("altitudeMode") in _GROUND or altitude_m is None:
        return Waypoint(lat, lng)  # above ground says nothing of the ellipsoid
    shapes.waypoint_doubt_m = max(shapes.waypoint_doubt_m, DOUBT_M[datum])
    if datum is not Datum.ELLIPSOID:
        shapes.warnings.append(Remark(RemarkCode.POINTS_ABOVE_SEA, length_m=DOUBT_M[datum]))
    return Waypoint(lat, lng, altitude_m)


def write(features: Sequence[Feature]) -> bytes:
    """A Document of placemarks. A circle is its centre with `radius_m`, and for the eye a ring of straight edges; a
    feature whose parts differ in band, window or radius is written as several."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>',
    ]
    for feature in features:
        for piece in pieces(feature):
            lines.append(_placemark(piece))
    lines.append("</Document></kml>\n")
    return "\n".join(lines).encode("utf-8", "replace")


def _placemark(piece: Piece) -> str:
    feature = piece.feature
    known = {"kind": str(feature.kind)}
    if piece.radius_m is not None:
        known |= {"radius_m": repr(piece.radius_m), _DRAWN: "yes"}
    known |= {
        side: written(value)
        for side, value in (("lower", piece.lower_m), ("upper", piece.upper_m))
        if value is not None
    }
    if any(point.altitude_m is not None for point in piece.points):
        known[_REFERENCE] = str(Datum.ELLIPSOID)
    span = "".join(
        f"<{tag}>{instants.written(us)}</{tag}>"
        for tag, us in (("begin", piece.start_us), ("end", piece.end_us))
        if us is not None
    )
    data = "".join(
        f"<Data name={quoteattr(_sound(name))}><value>{_text(value)}</value></Data>"
        for name, value in (dict(feature.properties) | known).items()
    )
    shapes = _shapes(piece)
    return (
        f"<Placemark><name>{_text(feature.name)}</name>"
        + (f"<TimeSpan>{span}</TimeSpan>" if span else "")
        + f"<ExtendedData>{data}</ExtendedData>"
        + (shapes[0] if len(shapes) == 1 else f"<MultiGeometry>{''.join(shapes)}</MultiGeometry>")
        + "</Placemark>"
    )


def _shapes(piece: Piece) -> list[str]:
    if piece.points:
        return [_route(piece.points)]
    shapes = []
    for outline in piece.outlines:
        if isinstance(outline, Circle):
            centre = (outline.lat, outline.lng)
            shapes.append(f"<Point><coordinates>{degrees(outline.lng)},{degrees(outline.lat)}</coordinates></Point>")
            # A little more than the smallest arc: a metre, laid off and measured again, may be less than one.
            corners = arc_between(centre, max(1.01, outline.radius_m), 0.0, 0.0, clockwise=True, field="")
            shapes.append(_polygon(corners[:-1]))
        else:
            values = outline.vertices
            shapes.append(_polygon(list(zip(values[::2], values[1::2], strict=True))))
    return shapes


def _polygon(corners: list[tuple[float, float]]) -> str:
    closed = " ".join(f"{degrees(lng)},{degrees(lat)}" for lat, lng in [*corners, corners[0]])
    return (
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{closed}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    )


def _route(points: Sequence[Waypoint]) -> str:
    high = all(point.altitude_m is not None for point in points)
    mode = "<altitudeMode>absolute</altitudeMode>" if high else ""
    if all(point.time_us is not None for point in points) and len(points) > 1:
        whens = "".join(f"<when>{instants.written(p.time_us)}</when>" for p in points if p.time_us is not None)
        coords = "".join(
            f"<gx:coord>{degrees(p.lng)} {degrees(p.lat)}{f' {p.altitude_m!r}' if high else ''}</gx:coord>"
            for p in points
        )
        return f"<gx:Track>{mode}{whens}{coords}</gx:Track>"
    tag = "Point" if len(points) == 1 else "LineString"
    places = " ".join(f"{degrees(p.lng)},{degrees(p.lat)}{f',{p.altitude_m!r}' if high else ''}" for p in points)
    return f"<{tag}>{mode}<coordinates>{places}</coordinates></{tag}>"


_UNSOUND = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _sound(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _UNSOUND.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_sound(text), {"\r": "&#13;"})
