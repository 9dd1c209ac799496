"""A report as the full-text index is to find it: each version by those, and only those, who are shown that version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import s2geometry as s2

from tansiq.library.asking import Box
from tansiq.library.index import Shelved
from tansiq.office.bodies import ReportBody
from tansiq.office.information import Report
from tansiq.office.reported import readers
from tansiq.volumes import Circle, Volume
from tansiq.volumes.earth import MEAN_RADIUS_M

_HAIR = 1e-9
"""Degrees; the lengths of the ellipsoid and of the sphere are within half a percent of each other."""
_LONGER = 1.006


def shelved(report: Report, words: Mapping[str, ReportBody]) -> tuple[Shelved, ...]:
    """Without the versions that were erased: their words may lie there for a moment yet."""
    found = []
    for version, parties in readers(report).items():
        content = report.content(version)
        if content.is_erased:
            continue
        body = words.get(content.body) or ReportBody("", "", "")
        quoted = (text for claim in body.claims for text in (claim.speaker, claim.text))
        said = (body.source, body.outlet, body.place, *quoted)
        found.append(
            Shelved(
                report_id=report.id,
                version=version,
                owner=report.owner,
                seen_by=parties - {report.owner},
                title=body.title,
                text=body.text,
                language=content.language,
                source_grade=content.source.value,
                information_grade=str(content.information.value),
                info_time_us=content.until_us,
                place=box_of(content.extents),
                marking=content.marking.value,
                begins_us=content.from_us,
                more=tuple(text for text in said if text),
                for_owner=report.owner in parties,
            )
        )
    return tuple(found)


def bodies_named(reports: Iterable[Report]) -> frozenset[str]:
    """The digests of the words of what is to be found of them."""
    return frozenset(content.body for report in reports for _, content in report.contents if not content.is_erased)


def box_of(extents: Iterable[Volume]) -> Box | None:
    """The edges of all of them together; None without any."""
    whole = s2.S2LatLngRect.Empty()
    for volume in extents:
        whole = whole.Union(_edges(volume))
    if whole.is_empty():
        return None
    return _box(whole)


def box_around(lat: float, lng: float, radius_m: float) -> Box:
    """The edges of a circle."""
    return _box(_of_circle(lat, lng, radius_m))


def _edges(volume: Volume) -> s2.S2LatLngRect:
    if isinstance(volume.outline, Circle):
        return _of_circle(volume.outline.lat, volume.outline.lng, volume.outline.radius_m)
    corners = volume.outline.vertices
    points = [s2.S2LatLng.FromDegrees(lat, lng).ToPoint() for lat, lng in zip(corners[::2], corners[1::2], strict=True)]
    loop = s2.S2Loop(points)
    loop.Normalize()
    return loop.GetRectBound()


def _of_circle(lat: float, lng: float, radius_m: float) -> s2.S2LatLngRect:
    middle = s2.S2LatLng.FromDegrees(lat, lng).ToPoint()
    angle = s2.S1Angle.Radians(_LONGER * radius_m / MEAN_RADIUS_M)
    return s2.S2Cap(middle, angle).GetRectBound()


def _box(rect: s2.S2LatLngRect) -> Box:
    west, east = rect.lng_lo().degrees(), rect.lng_hi().degrees()
    if east - west >= 360.0 - _HAIR:
        west, east = -180.0, 180.0
    return Box(
        max(-180.0, west - _HAIR) if west <= east else west - _HAIR,
        max(-90.0, rect.lat_lo().degrees() - _HAIR),
        min(180.0, east + _HAIR) if west <= east else east + _HAIR,
        min(90.0, rect.lat_hi().degrees() + _HAIR),
    )
