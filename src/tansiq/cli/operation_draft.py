"""Forms of operations to fill in, by kind: as printed, they can be planned for tomorrow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tansiq.office.kinds import PLANNED, ThingKind

_HEAD = """\
# {what}, to plan: tansiq operation plan FILE. What is not given has the value shown behind #.
# Kinds: {kinds}
kind = "{kind}"
# Why a conflict that has to be planned around is planned over, where the agreement lets that be done.
# reason = ""

# What those who may see all are told beside where and when.
[card]
title = "{title}"
# What is seen from outside: call sign, plates, markings.
# mark = ""
# Whom to call while the operation goes on.
# contact = ""
# phone = ""
# remarks = ""
"""
_VOLUMES = """
# Where, when and how high; repeat [[extents]] for more. In place of a circle, a polygon whose ring closes by itself:
# polygon = [{{ lat = 36.20, lng = 5.40 }}, {{ lat = 36.21, lng = 5.40 }}, {{ lat = 36.21, lng = 5.42 }}]
[[extents]]
circle = {{ lat = 36.2, lng = 5.4, radius_m = {radius_m} }}
{heights}start = {start}
end = {end}
"""
_ROUTE = """
# The way, in place of [[extents]]: a corridor is laid along it. A halt is the same place twice.
[route]
# To each side of the way, and how much early or late (minutes).
half_width_m = 200.0
slack_minutes = 15.0
# Heights need not be given for what drives or walks.
# lower_m = -20
# upper_m = 30
# altitude_reference = "WGS84"

[[route.waypoints]]
lat = 36.20
lng = 5.40
at = {start}
# name = ""

[[route.waypoints]]
lat = 36.25
lng = 5.47
at = {end}
"""
_HEIGHTS = """\
lower_m = {lower_m}
upper_m = {upper_m}
# What the heights are measured from: WGS84 (the ellipsoid), AMSL, AGL, STD (flight levels), unknown
altitude_reference = "{reference}"
"""
_WHAT: dict[ThingKind, tuple[str, str, int, tuple[int, int, str] | None]] = {
    ThingKind.AIRCRAFT: ("A flight with a crew", "Patrol of the valley", 10_000, (1_000, 2_000, "AMSL")),
    ThingKind.DRONE: ("A drone flight", "Survey of the bridge", 500, (0, 120, "WGS84")),
    ThingKind.TEAM: ("A team on foot", "Mine survey team", 300, None),
    ThingKind.FIELD_WORK: ("Work in one place", "Repair of the pumping station", 200, None),
    ThingKind.CONSTRAINT: ("An area closed or restricted for a time", "Closed for blasting", 2_000, (0, 600, "AMSL")),
}


def operation_draft(kind: ThingKind) -> str:
    """The form of an operation of a kind, with comments. Raises `KeyError` for a kind that is notified, not planned."""
    day = datetime.now(UTC).date() + timedelta(days=1)
    times = {"start": f"{day}T08:00:00Z", "end": f"{day}T10:00:00Z"}
    kinds = ", ".join(PLANNED)
    if kind is ThingKind.CONVOY:
        head = {"what": "A convoy", "title": "Medical supplies to the clinic"}
        return _HEAD.format(kind=kind.value, kinds=kinds, **head) + _ROUTE.format(**times)
    what, title, radius_m, heights = _WHAT[kind]
    lines = ""
    if heights is not None:
        lower_m, upper_m, reference = heights
        lines = _HEIGHTS.format(lower_m=lower_m, upper_m=upper_m, reference=reference)
    return _HEAD.format(kind=kind.value, kinds=kinds, what=what, title=title) + _VOLUMES.format(
        radius_m=radius_m, heights=lines, **times
    )
