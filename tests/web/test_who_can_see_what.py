"""Who can see what, through every route: parties here do not trust each other, and what one may not know is nowhere.

The oracle is written down by hand: how much each viewer may see of each sort of thing. What a viewer meets in all the
answers that it can get, bodies and headers, pages and filters, feeds and files, has to be just that.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tansiq.gateways import api_v1
from tansiq.gateways.contract import Route
from tests.web.hidden_world import (
    NEVER,
    NEVER_DIGEST,
    OTHER,
    OWNER,
    UNION,
    VIEWERS,
    Thing,
    World,
    hidden_world,
    in_parallel,
)

ID, CARD, WHOLE = {"id"}, {"id", "card"}, {"id", "card", "plan", "all"}
OUTSIDE = ("applicant", "left")
"""They take no part, and meet nothing, whatever they were given when they did."""
OPERATIONS: dict[str, set[str]] = {
    "sees-exists": ID,
    "sees-coarse": ID,
    "sees-all": WHOLE,
    "member": WHOLE,
    UNION: WHOLE,
}
"""Of the owner's; who is not here meets nothing of them. One sees its aircraft only."""
GIVEN = {"exact": WHOLE, "coarse": CARD, "all": WHOLE, "id": ID}
REACHES_OWNER = {
    "sees-nothing", "sees-exists", "sees-coarse", "sees-all", "elsewhere", "aircraft-only", "member", UNION,
}  # fmt: skip
"""With an agreement in force, whatever it shows: they see whom to reach at the owner."""


def may_meet(viewer: str, thing: Thing) -> set[str]:
    """Which markers of a thing a viewer may meet, and then does."""
    if viewer in OUTSIDE:
        return set()
    match thing.sort:
        case "operation":
            if thing.owner != OWNER or thing.state == "forgotten":
                return set()
            if viewer in ("suspended", "ended"):  # what it was told before stays: the day's plan, and that it is there
                return set() if thing.state == "planned-after" else {"id", "plan"}
            aircraft = viewer == "aircraft-only" and thing.kind == "aircraft"
            return WHOLE if aircraft else OPERATIONS.get(viewer, set())
        case "notice" | "thread" | "file":
            return GIVEN[thing.holders[viewer]] if viewer in thing.holders else set()
        case "agreement":
            if viewer == "member" and thing.id == f"agreement-{UNION}":
                return ID
            return GIVEN[thing.holders[viewer]] if viewer in thing.holders else set()
        case "contacts":
            return WHOLE if thing.owner == OWNER and viewer in REACHES_OWNER else set()
    return set()


ROUTES = api_v1.routes(None, None, None, None, api_v1.Staff(None))  # type: ignore[arg-type]
BY_NAME = {f"{route.method} {route.template.removeprefix('/api/v1')}": route for route in ROUTES}
FAR = {"circle": {"lat": 80.0, "lng": 1.0, "radius_m": 50.0}, "lower_m": 1, "upper_m": 2}
LATER = {"start": "2027-05-05T05:00:00Z", "end": "2027-05-05T06:00:00Z"}
AGREED = {"title": "t", "level": "notification", "start": LATER["start"], "end": "2027-06-05T05:00:00Z"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with hidden_world(tmp_path_factory.mktemp("hidden")) as made:
        yield made


def asked(world: World, viewer: str) -> Iterator[tuple[str, str, Any]]:
    """All that a viewer can ask without changing anything: every list with every filter, everything by every name."""
    ids = [thing.id for thing in world.things if thing.id]
    by_sort = {sort: [t.id for t in world.things if t.sort == sort and t.id] for sort in {t.sort for t in world.things}}
    people = {
        "owner": [OWNER, OTHER, viewer],
        "party": [OWNER, OTHER],
        "person": by_sort["person"],
        "area": ["-179,-89,0,89", "0,-89,179,89", "20,-30.5,40,-10", "0,60,1,61"],
        "from": ["2020-01-01T00:00:00Z", "2035-01-01T00:00:00Z", *(world.hour(30, minutes) for minutes in (3, 12, 40))],
        "until": ["2020-01-01T00:00:00Z", "2035-01-01T00:00:00Z", *(world.hour(30, minutes) for minutes in (3, 12, 40))],
        "kind": ["aircraft", "drone", "convoy", "constraint", "site", "movement", "infrastructure"],
        "role": ["own", "received"],
        "overdue": ["true", "false"],
        "open": ["true", "false"],
        "awaited": ["true", "false"],
        "about": [*by_sort["operation"][:3], *by_sort["notice"][:3], f"agreement-{OTHER}"],
        "under": by_sort["agreement"],
        "batch": ["x"],
        "subject": ["notice"],
        "id": by_sort["notice"][:2],
        "standing": ["proposed", "signed", "in force", "suspended", "ended"],
        "language": ["KML", "ED-318", "XLSX", "CSV"],
        "after": ["0", "3", "100000"],
        "limit": ["1", "1000"],
        "name": [],
        "code": [],
        "iss": [],
        "error": [],
        "cursor": ["", "Zg", *world.cursors[:2]],
    }
    states = {
        "/operations": ["Accepted", "Activated", "Nonconforming", "Contingent", "Ended"],
        "/notices": ["in force", "expired", "withdrawn"],
        "/parties": ["applying", "admitted", "declined", "left"],
        "/notice-drafts": ["written", "checked", "released"],
    }
    for name, route in BY_NAME.items():
        method, template = name.split()
        if method == "GET" and "{" not in template and template != "/events":
            yield method, template, None
            for parameter in route.parameters:
                for value in states[template] if parameter == "state" else people[parameter]:
                    yield method, f"{template}?{parameter}={quote(value)}", None
                    if "limit" in route.parameters and parameter not in ("limit", "cursor", "after"):
                        yield method, f"{template}?limit=1000&{parameter}={quote(value)}", None
        elif method == "GET" and "{" in template:
            for one in ids if template.count("{") == 1 else by_sort["thread"]:
                digests = by_sort["file"] if "{sha256}" in template else [""]
                for digest in digests:
                    path = template.replace("{sha256}", digest)
                    yield method, re.sub(r"{\w+}", quote(one, safe=""), path), None
    for days in ("today", world.day(0), world.day(1), world.day(2)):
        yield "GET", f"/day-plans/{days}", None
    for one in (OWNER, OTHER, UNION, "applicant", "left", "nobody"):
        yield "GET", f"/parties/{one}", None
    for place in world.probes:
        for kind in ("aircraft", "drone", "convoy", "constraint"):
            for more in ({}, {"id": by_sort["operation"][0]}):
                yield "POST", "/operations/outlook", {"kind": kind, "extents": [place], **more}
    for other in (OWNER, OTHER, "nobody"):
        yield "POST", "/sight", {"viewer": other, "kind": "drone", "extents": [world.probes[0]]}


def collected(world: World, viewer: str) -> dict[str, str]:
    """All that the viewer gets: answers by what was asked. What a refusal says of the very name that was asked for is
    left out."""
    found: dict[str, str] = {}
    caller = world.callers[viewer]
    for method, path, body in asked(world, viewer):
        status, headers, content = caller.raw(method, f"/api/v1{path}", body)
        assert status < 500, (viewer, method, path, content)
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                content = b"\n".join(book.read(name) for name in book.namelist())
        headers.pop("date")
        text = f"{status} {sorted(headers.items())}\n{content.decode('utf-8', 'replace')}"
        if status >= 400:
            for step in re.split(r"[/?=&]", path):
                text = text.replace(step, "…") if len(step) > 8 else text
        found[f"{method} {path} {json.dumps(body) if body else ''}"] = text
    found["GET /events"] = world.heard(viewer)
    for path in ("/healthz", "/readyz", "/metrics", "/aux/v1/version", "/aux/v1/configuration/ca_certs"):
        found[f"GET {path}"] = caller.raw("GET", path)[2].decode()
    for path in ("operational_intent_references", "constraint_references", "subscriptions"):
        reach = {"outline_circle": {"center": {"lat": 0, "lng": 30}, "radius": {"value": 20_000, "units": "M"}}}
        body = {"area_of_interest": {"volume": reach}}
        content = world.dss[viewer].raw("POST", f"/dss/v1/{path}/query", body)[2]
        found[f"POST /dss/v1/{path}"] = content.decode()
        for one in (thing.id for thing in world.things if thing.sort in ("operation", "notice")):
            content = world.dss[viewer].raw("GET", f"/dss/v1/{path}/{one}")[2]
            found[f"GET /dss/v1/{path}/{one}"] = content.decode().replace(one, "…")
    return found


def test_every_party_meets_just_what_it_may(world: World) -> None:
    wrong: list[str] = []

    def look(viewer: str) -> None:
        answers = collected(world, viewer)
        everything = "\n".join(set(answers.values()))
        for thing in world.things:
            may = may_meet(viewer, thing)
            for level, markers in thing.markers.items():
                for marker in markers:
                    met = marker in everything
                    if met and level not in may:
                        where = [name for name, text in answers.items() if marker in text]
                        wrong.append(f"{viewer} meets {level} {marker} of {thing.sort} {thing.state}: {where[:3]}")
                    elif not met and level in may and level != "own":
                        wrong.append(f"{viewer} misses {level} {marker} of {thing.kind} {thing.sort} {thing.state}")

    in_parallel(list(VIEWERS), look)
    assert not wrong, "\n".join(wrong[:40]) + f"\n{len(wrong)} in all"


def test_what_the_owner_has_is_there_to_be_met(world: World) -> None:
    answers = collected(world, OWNER)
    everything = "\n".join(set(answers.values()))
    for thing in world.things:
        if thing.sort in ("operation", "notice", "thread", "agreement") and thing.owner == OWNER and thing.id:
            assert thing.id in everything
