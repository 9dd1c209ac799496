"""Forms of notices to fill in, by kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tansiq.office.kinds import NOTIFIED, ThingKind

_HEAD = """\
# {what}, to tell others of: tansiq notice release FILE, or tansiq notice write FILE for a draft that a second person
# checks. What is not given has the value shown behind #. Kinds: {kinds}
kind = "{kind}"
valid_until = {until}
# Two persons: who wrote it, and who compared its coordinates with their source. A draft names neither.
author = ""
checked_by = ""
# urgent = false
# vehicles = ""
# people = ""
# category = ""

# Who is told, and how precisely: exact, or coarse (cells of the agreement's grid). Repeat for more.
[[recipients]]
party = "army"
# precision = "exact"

[card]
title = "{title}"
# What is seen from outside: plates, markings.
# mark = ""
# contact = ""
# phone = ""
# remarks = ""
"""
_PLACE = """
# Where; without times it stands until `valid_until`. In place of a circle, a polygon whose ring closes by itself:
# polygon = [{ lat = 36.20, lng = 5.40 }, { lat = 36.21, lng = 5.40 }, { lat = 36.21, lng = 5.42 }]
[[extents]]
circle = { lat = 36.2, lng = 5.4, radius_m = 100 }
# start = 2027-01-01T00:00:00Z
# end = 2027-01-02T00:00:00Z
"""
_ROUTE = """
# The way, in place of [[extents]]: a corridor is laid along it. A halt is the same place twice.
[route]
half_width_m = 200.0
slack_minutes = 15.0

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


def notice_draft(kind: ThingKind) -> str:
    """The form of a notice of a kind, with comments. Raises `KeyError` for a kind that is planned, not notified."""
    what, title = {
        ThingKind.SITE: ("A site", "Clinic of the valley"),
        ThingKind.MOVEMENT: ("A movement", "Supplies to the clinic"),
        ThingKind.INFRASTRUCTURE: ("Infrastructure", "Water works"),
    }[kind]
    day = datetime.now(UTC).date() + timedelta(days=3)
    moves = kind is ThingKind.MOVEMENT
    until = f"{day if moves else day + timedelta(days=87)}T{'11' if moves else '00'}:00:00Z"
    head = _HEAD.format(what=what, kinds=", ".join(NOTIFIED), kind=kind.value, title=title, until=until)
    return head + (_ROUTE.format(start=f"{day}T08:00:00Z", end=f"{day}T10:00:00Z") if moves else _PLACE)
