"""GPX 1.0 and 1.1: waypoints are places, routes and the segments of tracks are routes."""

from __future__ import annotations

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.attributes import Said
from tansiq.gateways.geofiles.building import Shapes, build
from tansiq.gateways.geofiles.coordinates import on_earth
from tansiq.gateways.geofiles.feature import Feature, Waypoint
from tansiq.gateways.geofiles.heights import DOUBT_M, Datum, height_of
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.numerals import read_number
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.xml_reading import Element, elements

_WANTED = frozenset({"wpt", "rte", "trk"})
_TEXTS = {"desc": "remarks", "cmt": "comment", "src": "source", "type": "type", "sym": "symbol", "number": "number"}


def read(data: bytes, ledger: Ledger) -> None:
    """Enters waypoints, routes and tracks. Raises `FileRefused`."""
    for element in elements(data, _WANTED, ledger.limits, ledger.name):
        where = f"{element.tag} (line {element.line})"
        ledger.begin(where)
        if element.tag != "trk":
            points = [element] if element.tag == "wpt" else element.all("rtept")
            _enter(element, points, where, ledger)
            continue
        for i, segment in enumerate(element.all("trkseg")):
            _enter(element, segment.all("trkpt"), f"{where}: segment {i + 1}", ledger)


def _enter(element: Element, points: list[Element], where: str, ledger: Ledger) -> None:
    with ledger.entering(where):
        ledger.features += _features(element, points, where, ledger)


def _features(element: Element, points: list[Element], where: str, ledger: Ledger) -> list[Feature]:
    said = Said(name=element.value("name"))
    said.properties = {name: text for tag, name in _TEXTS.items() if (text := element.value(tag))}
    shapes = Shapes()
    ledger.count_points(len(points), where)
    waypoints = [
        _waypoint(point, f"{point.tag} {i + 1} (line {point.line})", shapes, said) for i, point in enumerate(points)
    ]
    if element.tag == "wpt":
        shapes.points = [(waypoints[0], where)]
    elif waypoints:
        shapes.lines = [(tuple(waypoints), where)]
    return build(ledger, where, said, shapes)


def _waypoint(point: Element, field: str, shapes: Shapes, said: Said) -> Waypoint:
    lat, lng = (read_number(point.attributes.get(name, ""), f"{field}.{name}") for name in ("lat", "lon"))
    altitude_m, time_us = None, None
    if elevation := point.value("ele"):
        altitude_m = height_of(read_number(elevation, f"{field}.ele"), Datum.SEA_LEVEL, field).value_m
        if geoid := point.value("geoidheight"):
            altitude_m += height_of(read_number(geoid, f"{field}.geoidheight"), Datum.ELLIPSOID, field).value_m
        else:
            doubt_m = DOUBT_M[Datum.SEA_LEVEL]
            shapes.waypoint_doubt_m = doubt_m
            shapes.warnings.append(Remark(RemarkCode.POINTS_ABOVE_SEA, length_m=doubt_m))
    if when := point.value("time"):
        time_us = instants.read_instant(when, f"{field}.time", said.warnings)
    return Waypoint(on_earth(lat, "lat", field), on_earth(lng, "lng", field), altitude_m, time_us)
