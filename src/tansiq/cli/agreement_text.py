"""Agreements for people: the terms as one reads them before one signs, and a draft to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tansiq.cli.extent_text import band, outline
from tansiq.cli.speaking import day_and_time
from tansiq.cli.times import span

DRAFT = """\
# An agreement to propose: tansiq agreement propose FILE. What is not given has the value shown behind #.
# The sides, the proposer among them.
parties = ["army", "relief"]

[terms]
title = "Who flies tells the other"
# notification: one side is told; information: both tell each other; deconfliction: both plan so that they stay apart;
# coordination: both plan together
level = "information"
start = 2027-01-01T00:00:00Z
end = 2027-12-31T00:00:00Z
# The grid of what is shown coarsely: cells of about 1.1 km (13), 9 km (10), 72 km (7), 580 km (4).
# coarse_level = 10
# How near to a notified site a plan is pointed out.
# notice_distance_m = 1000
# Whether a conflict may be planned over, with a reason; whether a conflict opens a thread by itself.
# plan_over = false
# opens_threads = true
# How often the channel is tested, in hours (0: never), and how soon a test is answered.
# test_every_h = 0
# test_within_s = 900
# text = "What else was agreed, in words."

# Who shows what to whom: nothing, exists (that it is there, and whom to ask), coarse (also where and when, on the
# grid), all. Kinds: aircraft, drone, convoy, team, field-work, constraint, site, movement, infrastructure.
[[terms.flows]]
giver = "army"
receiver = "relief"
kinds = ["aircraft", "drone"]
sight = "coarse"

[[terms.flows]]
giver = "relief"
receiver = "army"
kinds = ["convoy", "drone", "site"]
sight = "all"

# Where it holds; without this, everywhere. In place of a polygon, a circle: { lat, lng, radius_m }.
# [terms.area]
# polygon = [{ lat = 36.0, lng = 5.0 }, { lat = 36.5, lng = 5.0 }, { lat = 36.5, lng = 5.6 }, { lat = 36.0, lng = 5.6 }]
# lower_m = 0
# upper_m = 3000
# altitude_reference = "AMSL"     # WGS84, AMSL, AGL, STD, unknown

# From the level deconfliction on: two things of these kinds stay apart by at least one of the three.
# [[terms.separation]]
# kinds = ["drone", "aircraft"]
# horizontal_m = 500
# vertical_m = 150
# minutes = 5

# How long before it begins a thing is to be notified.
# [terms.lead_times]
# standard_h = 48
# urgent_h = 24

# How soon a message is to be acknowledged.
# [terms.acknowledge_within]
# routine_s = 14400
# urgent_s = 900
# distress_s = 120

# Whom to ask, so long after that time has passed: contacts of this role.
# [[terms.ladder]]
# after_s = 300
# role = "duty"
"""


def agreement_lines(one: Any) -> Iterator[str]:
    """An agreement, as a person reads it."""
    yield f"Agreement {one['id']} of {' and '.join(one['parties'])}: {one['standing']}, version {one['version']}"
    if (suspension := one.get("suspension")) is not None:
        used = f"; used {suspension['used']} times since" if suspension["used"] else ""
        yield f"suspended by {suspension['by']} at {day_and_time(suspension['at'])}: {suspension['reason']}{used}"
    if (ending := one.get("ending")) is not None:
        yield f"ended by {ending['by']} at {day_and_time(ending['at'])}: {ending['reason']}"
    if (terms := one.get("terms")) is not None:
        yield ""
        yield "The terms that all have signed:"
        yield from _indented(terms_lines(terms))
        yield f"digest {one['digest']}"
        yield from _signature_lines(one["signatures"])
    if (offer := one.get("offer")) is not None:
        yield ""
        yield f"The terms that {offer['by']} offered at {day_and_time(offer['at'])}:"
        yield from _indented(terms_lines(offer["terms"]))
        yield f"digest {offer['digest']}"
        yield from _signature_lines(offer["signatures"])
        signed = {signature["party"] for signature in offer["signatures"]}
        yield f"not signed yet: {', '.join(party for party in one['parties'] if party not in signed)}"


def terms_lines(terms: Any) -> Iterator[str]:
    """All of the terms: nobody signs what was not shown."""
    yield f"{terms['title']} (level: {terms['level']})"
    yield f"from {day_and_time(terms['start'])} to {day_and_time(terms['end'])}"
    yield f"where: {_area(terms['area'])}"
    for flow in terms["flows"]:
        yield f"{flow['giver']} shows {flow['receiver']}: {', '.join(flow['kinds'])}: {flow['sight']}"
    yield f"coarse means cells of S2 level {terms['coarse_level']}"
    for rule in terms["separation"]:
        sizes = (
            (rule["horizontal_m"], "m beside"),
            (rule["vertical_m"], "m above"),
            (rule["minutes"], "minutes"),
        )
        apart = " or ".join(f"{size:g} {what}" for size, what in sizes if size)
        yield f"{' and '.join(rule['kinds'])} stay apart: {apart}"
    yield f"notices are pointed out within {terms['notice_distance_m']:g} m"
    lead, within = terms["lead_times"], terms["acknowledge_within"]
    yield f"notified {lead['standard_h']:g} h before, {lead['urgent_h']:g} h if urgent"
    yield f"acknowledged within {_lasting(within['routine_s'])}"
    yield f"  {_lasting(within['urgent_s'])} if urgent, {_lasting(within['distress_s'])} in distress"
    for rung in terms["ladder"]:
        yield f"{_lasting(rung['after_s'])} after that: ask {rung['role']}"
    yield f"a conflict may {'be planned over, with a reason' if terms['plan_over'] else 'not be planned over'}"
    yield f"a conflict opens {'a thread by itself' if terms['opens_threads'] else 'no thread by itself'}"
    if terms["test_every_h"]:
        every, within_s = terms["test_every_h"] * 3_600, terms["test_within_s"]
        yield f"the channel is tested every {_lasting(every)}, answered within {_lasting(within_s)}"
    if terms["text"]:
        yield "text:"
        yield from _indented(iter(terms["text"].splitlines()))


def sight_lines(one: Any) -> Iterator[str]:
    """What another sees, in words."""
    means = {
        "nothing": "nothing of it",
        "exists": "that it is there, of which kind, and whom to ask",
        "coarse": "about where and when it is",
        "all": "all of it",
    }
    under = f", under agreement {one['under']}" if one.get("under") else ""
    yield f"{one['viewer']} sees {means[one['sight']]}{under}"
    for shown in one.get("coarse") or ():
        yield f"  {len(shown['cells'])} cells of S2 level {shown['level']}{band(shown)}{_window(shown)}"
    for shown in one.get("extents") or ():
        yield f"  {outline(shown)}{band(shown)}{_window(shown)}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _signature_lines(signatures: Any) -> Iterator[str]:
    for signature in signatures:
        yield f"signed for {signature['party']} by {signature['person']} at {day_and_time(signature['at'])}"


def _lasting(seconds: float) -> str:
    """Exactly what is signed: what is no whole number of seconds is told in seconds."""
    return span(seconds) if float(seconds).is_integer() else f"{seconds!r} s"


def _area(area: Any) -> str:
    return "everywhere" if area is None else f"{outline(area)}{band(area)}"


def _window(shown: Any) -> str:
    start, end = shown.get("start"), shown.get("end")
    return f"; {day_and_time(start) or 'always'} to {day_and_time(end) or 'open'}" if start or end else ""
