"""Who can see what, through every route: parties here do not trust each other, and what one may not know is nowhere.

The oracle is written down by hand: how much each viewer may see of each sort of thing. What a viewer meets in all the
answers that it can get, bodies and headers, pages and filters, feeds and files, has to be just that.
"""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from tansiq.gateways import api_v1
from tansiq.gateways.contract import Route
from tansiq.gateways.outlines import FormLimits
from tansiq.gateways.taxii.shelves import shelf_id
from tests.coordination import eventually, report
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
    OTHER: WHOLE,
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
    seen = _may_meet(viewer, thing)
    if thing.state == "erased":  # that it was there, whoever saw as much; when, whoever saw all of it
        return seen & ID | ({"when"} if "all" in seen else set())
    return seen


def _may_meet(viewer: str, thing: Thing) -> set[str]:
    match thing.sort:
        case "operation":
            if thing.owner != OWNER or thing.state == "forgotten":
                return set()
            if viewer in ("suspended", "ended"):  # what it was told before stays: the day's plan, and that it is there
                return set() if thing.state in ("planned-after", "erased") else {"id", "plan"}
            aircraft = viewer == "aircraft-only" and thing.kind == "aircraft"
            return WHOLE if aircraft else OPERATIONS.get(viewer, set())
        case "notice" | "thread" | "file" | "report" | "request" | "answer" | "incident" | "quiet-period":
            return GIVEN[thing.holders[viewer]] if viewer in thing.holders else set()
        case "agreement":
            if viewer == "member" and thing.id == f"agreement-{UNION}":
                return ID
            return GIVEN[thing.holders[viewer]] if viewer in thing.holders else set()
        case "contacts":
            return WHOLE if thing.owner == OWNER and viewer in REACHES_OWNER else set()
    return set()


SERVED = api_v1.Served(None, None, FormLimits(), None, api_v1.Staff(None), api_v1.Delivering(None))  # type: ignore[arg-type]
ROUTES = api_v1.routes(SERVED)
BY_NAME = {f"{route.method} {route.template.removeprefix('/api/v1')}": route for route in ROUTES}
FAR = {"circle": {"lat": 80.0, "lng": 1.0, "radius_m": 50.0}, "lower_m": 1, "upper_m": 2}
ABOUT = ("operation", "notice", "report", "request", "incident", "quiet-period")
LATER = {"start": "2027-05-05T05:00:00Z", "end": "2027-05-05T06:00:00Z"}
AGREED = {"title": "t", "level": "notification", "start": LATER["start"], "end": "2027-06-05T05:00:00Z"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with hidden_world(tmp_path_factory.mktemp("hidden")) as made:
        yield made


def asked(world: World, viewer: str) -> Iterator[tuple[str, str, Any]]:
    """All that a viewer can ask without changing anything: every list with every filter, everything by every name."""
    by_sort = {sort: [t.id for t in world.things if t.sort == sort and t.id] for sort in {t.sort for t in world.things}}
    moments = ["2020-01-01T00:00:00Z", "2035-01-01T00:00:00Z", *(world.hour(30, minute) for minute in (3, 12, 40))]
    people = {
        "owner": [OWNER, OTHER, viewer],
        "party": [OWNER, OTHER],
        "person": by_sort["person"],
        "area": ["-179,-89,0,89", "0,-89,179,89", "20,-30.5,40,-10", "0,60,1,61"],
        "from": moments,
        "until": moments,
        "kind": [
            "aircraft",
            "drone",
            "convoy",
            "constraint",
            "site",
            "movement",
            "infrastructure",
            "information",
            "near-miss",
        ],
        "opened_by": [OWNER, OTHER, viewer],
        "stand": ["alleges", "unanswered"],
        "quiet_period": ["x"],
        "role": ["own", "received"],
        "overdue": ["true", "false"],
        "marking": ["TLP:AMBER", "TLP:CLEAR"],
        "q": [word for t in world.things if t.sort == "report" for word in sorted(t.markers["all"])] + ["report"],
        "circle": ["-30,20,2000000", "0,0,1000"],
        "fresh": ["false"],
        "texts": ["true", "false"],
        "source_grade": ["A", "B"],
        "information_grade": ["1", "2"],
        "open": ["true", "false"],
        "awaited": ["true", "false"],
        "about": [*(name for sort in ABOUT for name in by_sort[sort][:3]), f"agreement-{OTHER}"],
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
        "at": [],  # the past has its own eyes to be held to: test_past.py
        "as": [],
        "message": ["1"],
    }
    states = {
        "/operations": ["Accepted", "Activated", "Nonconforming", "Contingent", "Ended"],
        "/notices": ["in force", "expired", "withdrawn"],
        "/incidents": ["alleged", "closed without agreement"],
        "/requests": ["sent", "partly-answered", "answered", "withdrawn"],
        "/quiet-periods": ["proposed", "committed", "in force", "ended"],
        "/quiet-periods/figures": ["committed"],
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
        elif method == "GET" and "{" in template and not template.endswith("/bundle"):  # opened in test_bundle.py
            room = template.split("/")[1]
            own = [one for sort, ids in by_sort.items() if room.startswith(sort) for one in ids]
            for one in own or [ids[0] for ids in by_sort.values() if ids]:
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


def taxii_asked(world: World, viewer: str) -> Iterator[str]:
    """Paths of every collection that there may be, by both its names, and of every object that may lie in one."""
    yield from ("/", "/reports/", "/reports/collections/", "/reports/status/x/")
    reports = [thing.id for thing in world.things if thing.sort == "report"]
    others = (OWNER, OTHER, viewer, "nobody")
    names = [*others, "own", *(shelf_id(reader, owner) for reader in others for owner in others)]
    for name in dict.fromkeys(names):
        one = f"/reports/collections/{name}"
        yield from (
            f"{one}/",
            f"{one}/manifest/",
            f"{one}/objects/",
            f"{one}/objects/?limit=3",
            f"{one}/manifest/?limit=1",
        )
        for asked in ("added_after=2020-01-01T00:00:00Z", "match[type]=report,opinion", "match[version]=all"):
            yield f"{one}/objects/?{asked}"
        for report_id in reports:
            for kind in ("report", "note", "location", "opinion"):
                yield f"{one}/objects/{kind}--{report_id}/"
            yield f"{one}/objects/report--{report_id}/versions/"
            yield f"{one}/manifest/?match[id]=report--{report_id}"


def collected(world: World, viewer: str, names: World | None = None) -> dict[str, str]:
    """All that the viewer gets: answers by what was asked, with names of the same or another world. What a refusal says
    of the very name that was asked for is left out."""
    found: dict[str, str] = {}
    caller = world.callers[viewer]
    for method, path, body in asked(names or world, viewer):
        status, headers, content = caller.raw(method, f"/api/v1{path}", body)
        assert status < 500, (viewer, method, path, content)
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                content = b"\n".join(book.read(name) for name in book.namelist())
        headers.pop("date")
        headers.pop("content-length", None)
        text = f"{status} {sorted(headers.items())}\n{content.decode('utf-8', 'replace')}"
        if status >= 400:
            for step in re.split(r"[/?=&]", path):
                text = text.replace(step, "…") if len(step) > 8 else text
        found[f"{method} {path} {json.dumps(body) if body else ''}"] = text
    for path in taxii_asked(names or world, viewer):
        status, headers, content = caller.raw("GET", f"/taxii2{path}")
        assert status < 500, (viewer, path, content)
        times = [headers.get(f"x-taxii-date-added-{which}", "") for which in ("first", "last")]
        text = f"{status} {times} {content.decode()}"
        if status >= 400:
            for step in path.split("/"):
                text = text.replace(step, "…") if len(step) > 8 else text
        found[f"GET /taxii2{path}"] = text
    for path in ("/public/reports", "/public/reports.atom", "/public/reports?before=W10"):
        found[f"GET {path}"] = caller.raw("GET", path)[2].decode()
    found["GET /events"] = world.heard(viewer)
    for path in ("/healthz", "/readyz", "/metrics", "/aux/v1/version", "/aux/v1/configuration/ca_certs"):
        found[f"GET {path}"] = caller.raw("GET", path)[2].decode()
    for path in ("operational_intent_references", "constraint_references", "subscriptions"):
        reach = {"outline_circle": {"center": {"lat": 0, "lng": 30}, "radius": {"value": 20_000, "units": "M"}}}
        body = {"area_of_interest": {"volume": reach}}
        content = world.dss[viewer].raw("POST", f"/dss/v1/{path}/query", body)[2]
        found[f"POST /dss/v1/{path}"] = content.decode()
        for one in (thing.id for thing in (names or world).things if thing.sort in ("operation", "notice")):
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
        if (
            thing.sort
            in ("operation", "notice", "thread", "agreement", "report", "request", "incident", "quiet-period")
            and thing.owner == OWNER
            and thing.id
        ):
            assert thing.id in everything


def valid_bodies(world: World) -> dict[str, Any]:
    """A body for each route with a name in its path that takes one: good, were it one's own."""
    operation = {"kind": "drone", "card": {"title": "t"}, "extents": [{**FAR, **LATER}], "version": 1}
    notice = {
        "kind": "site", "card": {"title": "t"}, "extents": [FAR], "recipients": [{"party": OWNER}],
        "valid_until": world.hour(90), "author": "A", "checked_by": "B", "version": 1,
    }  # fmt: skip
    terms = {**AGREED, "flows": [{"giver": OWNER, "receiver": OTHER, "kinds": ["drone"], "sight": "exists"}]}
    profile = {"name": "n", "kind": "other"}
    said = {"version": 1, "login": "l", "name": "n", "roles": ["observer"], "state": "active"}
    passed = {"version": 1, "unit": "u", "passed_at": world.hour(0), "person": "p"}
    return {
        "PUT /operations/{id}": operation,
        "PUT /operations/{id}/state": {"state": "Ended", "version": 1},
        "PUT /notices/{id}": notice,
        "PUT /notices/{id}/recipients": {"version": 1, "recipients": [{"party": OWNER}]},
        "POST /notices/{id}/renewal": {"version": 1, "valid_until": world.hour(90)},
        "POST /notices/{id}/withdrawal": {"version": 1, "reason": "r"},
        "POST /notices/{id}/acknowledgement": {"version": 1, "person": "p"},
        "POST /notices/{id}/passing-on": passed,
        "PUT /reports/{id}": {**report("t", [OWNER]), "version": 1},
        "POST /reports/{id}/withdrawal": {"version": 1, "reason": "r"},
        "PUT /requests/{id}/needed-by": {"version": 1, "needed_by": world.hour(90)},
        "POST /requests/{id}/withdrawal": {"version": 1, "reason": "r"},
        "POST /incidents/{id}/parties": {"parties": [OTHER]},
        "PUT /incidents/{id}/account": {"text": "t", "language": "en", "version": 0},
        "POST /incidents/{id}/facts": {"facts": ["f"]},
        "PUT /incidents/{id}/facts/{name}/stand": {"stand": "agrees"},
        "POST /incidents/{id}/questions": {"questions": ["q"]},
        "POST /incidents/{id}/questions/{name}/answers": {"text": "t"},
        "PUT /incidents/{id}/questions/{name}": {"answered": True},
        "POST /incidents/{id}/links": {"links": [{"kind": "thread", "id": NEVER}]},
        "POST /incidents/{id}/links/removal": {"link": {"kind": "thread", "id": NEVER}},
        "PUT /incidents/{id}/stand": {"stand": "disputed"},
        "POST /incidents/{id}/closings": {"text": "t"},
        "PUT /incidents/{id}/closings/{name}/answer": {"agrees": True},
        "POST /incidents/{id}/end": {"text": "t"},
        "POST /incidents/{id}/reopening": {"text": "t"},
        "POST /incidents/{id}/actions": {"text": "t", "owner": OWNER, "due": world.hour(90)},
        "POST /incidents/{id}/actions/{name}/steps": {"step": "done"},
        "POST /requests/{id}/note": {"person": "p"},
        "POST /requests/{id}/consideration": {"person": "p"},
        "POST /requests/{id}/answer": {"text": "t", "person": "p"},
        "POST /requests/{id}/decline": {"person": "p"},
        "POST /quiet-periods/{id}/commitment": {"until": world.hour(90), "person": "p"},
        "POST /quiet-periods/{id}/decline": {"until": world.hour(90), "reason": "r", "person": "p"},
        "POST /quiet-periods/{id}/taking-back": {"reason": "r", "person": "p"},
        "POST /quiet-periods/{id}/extension": {"until": world.hour(900), "person": "p"},
        "POST /quiet-periods/{id}/withdrawal": {"reason": "r", "person": "p"},
        "POST /threads/{id}/messages": {"text": "t", "person": "p"},
        "POST /threads/{id}/messages/{number}/acknowledgement": {"person": "p"},
        "POST /erasures/{id}/confirmation": {"person": "p"},
        "POST /threads/{id}/closing": {"summary": "s"},
        "POST /agreements/{id}/hotline": {"text": "t", "person": "p", "priority": "distress"},
        "POST /agreements/{id}/offer": {"version": 1, "terms": terms},
        "POST /agreements/{id}/signatures": {"digest": "0" * 64, "person": "p"},
        "POST /agreements/{id}/suspension": {"reason": "r"},
        "POST /agreements/{id}/end": {"reason": "r"},
        "POST /agreements/{id}/preview": {"viewer": OWNER, "kind": "drone", "extents": [FAR]},
        "PUT /parties/{id}/profile": {"version": 1, "profile": profile},
        "POST /parties/{id}/objection": {"reason": "r"},
        "POST /parties/{id}/members": {"member": OTHER},
        "PUT /people/{id}": said,
        "PUT /notice-drafts/{id}": {"version": 1, "form": {**notice, "version": 0}},
        "PUT /notice-templates/{name}": {"form": {}},
        "POST /imports/{id}/drafts": {"without": []},
        "POST /imports/{id}/operations": {"without": []},
        "PUT /deliveries/{id}": {"version": 1, "name": "N", "target": "https://hook.invalid/"},
        "POST /deliveries/{id}/stop": {"reason": "R"},
        "POST /deliveries/{id}/resume": {},
    }


KEEPS_NAME = {"PUT /notice-templates/{name}"}
"""Makes what it names: of one's own."""
PUBLIC = ("parties", "coalitions", "day-plans", "session")
"""Who takes part is known to all who do; days are named, and not found out."""
EXCUSED = {
    "thread": lambda viewer, thing: viewer in thing.holders,
    "agreement": lambda viewer, thing: viewer in thing.holders or viewer == "member",
    "notice": lambda viewer, thing: viewer in thing.holders,
    "report": lambda viewer, thing: viewer in thing.holders,
    "request": lambda viewer, thing: viewer in thing.holders,
    "quiet-period": lambda viewer, thing: viewer in thing.holders,
    "incident": lambda viewer, thing: viewer in thing.holders,
    "operation": lambda viewer, thing: "id" in may_meet(viewer, thing),
}
"""Where a viewer may know of a thing, it need not be told that there is none."""
ONLY_OWNERS = {
    "operations": ("PUT",),
    "notices": ("PUT", "renewal", "withdrawal", "recipients"),
    "reports": ("PUT", "withdrawal", "sight"),
    "requests": ("needed-by", "withdrawal", "sight"),
}
"""What is refused to all others alike, whether they see the thing or not."""


def as_never(answer: tuple[int, dict[str, str], bytes], name: str) -> tuple[Any, ...]:
    """An answer without the name that was asked for."""
    status, headers, content = answer
    kept = {key: value for key, value in headers.items() if key not in ("date", "content-length")}
    return status, kept, content.replace(name.encode(), b"ASKED").replace(quote(name).encode(), b"ASKED")


@pytest.mark.stories
def test_what_one_may_not_know_is_answered_as_what_never_was(world: World) -> None:
    bodies = valid_bodies(world)
    named = {name: route for name, route in BY_NAME.items() if "{" in route.template}
    assert set(bodies) == {name for name, route in named.items() if route.takes is not None}
    before = owners_picture(world)
    wrong: list[str] = []

    def try_all(viewer: str) -> None:
        caller = world.callers[viewer]
        for name, route in named.items():
            room = route.template.split("/")[3]
            if room in PUBLIC or name in KEEPS_NAME:
                continue
            missing = as_never(caller.raw(*request(route, NEVER, bodies.get(name))), NEVER)
            assert 400 <= missing[0] < 500, (viewer, name, missing)
            for thing in sampled(world, room):
                all_alike = any(word in name for word in ONLY_OWNERS.get(room, ()))
                excused = EXCUSED.get(thing.sort)
                if room.startswith(thing.sort) and excused and not all_alike and excused(viewer, thing):
                    continue
                got = as_never(caller.raw(*request(route, thing.id, bodies.get(name))), thing.id)
                if got != missing:
                    wrong.append(f"{viewer} {name} {thing.sort} {thing.state}: {got} is not {missing}")

    in_parallel([*VIEWERS, OTHER], try_all)
    assert not wrong, "\n".join(line[:600] for line in wrong[:20]) + f"\n{len(wrong)} in all"
    assert owners_picture(world) == before


def request(route: Route, name: str, body: Any) -> tuple[str, str, Any]:
    """The route with a name in its path."""
    path = route.template.replace("{number}", "1").replace("{sha256}", NEVER_DIGEST)
    return route.method, re.sub(r"{\w+}", quote(name, safe=""), path), body


def sampled(world: World, room: str) -> list[Thing]:
    """All the owner's things of the sort that a route is about, and two of each other sort."""
    found, seen = [], dict[str, int]()
    for thing in world.things:
        seen[thing.sort] = seen.get(thing.sort, 0) + 1
        if thing.id and thing.owner == OWNER and (room.startswith(thing.sort) or seen[thing.sort] < 3):
            found.append(thing)
    return found


def owners_picture(world: World) -> list[Any]:
    """What nobody else may change."""
    lists = (
        "operations",
        "notices",
        "requests",
        "quiet-periods",
        "incidents",
        "threads",
        "agreements",
        "notice-drafts",
        "invitations",
        "people",
        "programs",
    )
    return [world.owner("GET", f"/{name}?limit=1000")["items"] for name in lists]


def test_names_in_bodies_and_queries_tell_no_more(world: World) -> None:
    """Guessed names of things in `about`, `under`, `id`, `ids`, digests of others' files: as if there were none."""
    wrong: list[str] = []

    def questions(name: str) -> Iterator[tuple[str, str, Any]]:
        first = {"text": "t", "person": "p"}
        for subject in ("operation", "notice", "report", "request", "incident", "quiet-period", "agreement"):
            about = [{"subject": subject, "id": name, "owner": OWNER}]
            yield "POST", "/threads", {"parties": [OWNER], "title": "t", "message": first, "about": about}
        yield "POST", "/threads", {"parties": [OWNER], "title": "t", "message": first, "under": name}
        weighed = {"kind": "drone", "extents": [world.probes[0]], "id": name}
        yield "POST", "/operations/outlook", weighed
        yield "POST", "/notice-drafts/releases", {"ids": [name]}
        yield "POST", "/notice-drafts/removals", {"ids": [name]}
        yield "POST", "/notice-drafts/checks", {"seen": [{"id": name, "digest": "0" * 64}]}
        for query in ("threads?about", "threads?under", "agreements?party", "readings?id", "readings?person",
                      "sessions?person", "sign-ins?person", "notice-drafts?batch", "operations?owner",
                      "notices?owner"):  # fmt: skip
            yield "GET", f"/{query}={quote(name)}", None

    def files(digest: str) -> Iterator[tuple[str, str, Any]]:
        message = {"text": "t", "person": "p", "attachments": [{"sha256": digest, "name": "n"}]}
        yield "POST", "/threads", {"parties": [OWNER], "title": "t", "message": message}

    def try_all(viewer: str) -> None:
        caller = world.callers[viewer]
        for never, ask, sorts in ((NEVER, questions, None), (NEVER_DIGEST, files, "file")):
            missing = [as_never(caller.raw(m, f"/api/v1{p}", b), never) for m, p, b in ask(never)]
            for thing in sampled(world, "notices" if sorts is None else "files"):
                knows = "id" in may_meet(viewer, thing) or viewer in thing.holders
                if not thing.id or (sorts or thing.sort) != thing.sort or (knows and thing.sort != "file"):
                    continue
                for (m, p, b), expected in zip(ask(thing.id), missing, strict=True):
                    got = as_never(caller.raw(m, f"/api/v1{p}", b), thing.id)
                    if got != expected:
                        wrong.append(f"{viewer} {m} {p} {thing.sort} {thing.state}: {got} is not {expected}")

    in_parallel([viewer for viewer in VIEWERS if viewer != "member"], try_all)
    assert not wrong, "\n".join(line[:600] for line in wrong[:20]) + f"\n{len(wrong)} in all"


def test_a_key_that_another_party_has_used_is_ones_own(world: World) -> None:
    for viewer in ("sees-all", "sees-coarse", "no-agreement"):
        form = {"kind": "drone", "card": {"title": "mine"}, "extents": [{**FAR, **LATER}]}
        made = world.callers[viewer]("POST", "/operations", form, 201, key="drone-Accepted")["operation"]
        assert made["owner"] == viewer
        assert made["id"] not in {thing.id for thing in world.things}
        again = world.callers[viewer]("POST", "/operations", form, 201, key="drone-Accepted")["operation"]
        assert again == made
        world.callers[viewer]("PUT", f"/operations/{made['id']}/state", {"state": "Ended", "version": 1})


BLIND = ("no-agreement", "sees-nothing", "future", "elsewhere", "proposed", "half-signed", "applicant", "left")
"""They see nothing of the owner's things, and never did, or take no part."""
_CURSOR = re.compile(r'"next":"([\w-]+)"')
_DRAWN = re.compile(r'"number":[0-9]+,|,"content":"[0-9a-f]{64}"|,"next":"[\w-]+"')
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


def compared(world: World, viewer: str, names: World) -> dict[str, str]:
    """All that a viewer gets, without what no two runs share: times of what was done just now, and figures of the
    whole office, which its operator keeps inside, or which its public log tells anyhow."""
    soon = world.hour(20)[:19]

    def settled(found: re.Match[str]) -> str:
        return "now" if found[0][:19] < soon else found[0]

    inside = ("GET /readyz", "GET /metrics", "GET /moment", "GET /log")
    answers = {name: text for name, text in collected(world, viewer, names).items() if not name.startswith(inside)}
    # A receipt's number is its place in the public log, by which pages go on; its digest is of what has times and salts
    # in it.
    answers |= {name: _DRAWN.sub("", text) for name, text in answers.items() if name.startswith("GET /receipts")}
    return {name: _CURSOR.sub(_timeless, _STAMP.sub(settled, text)) for name, text in answers.items()}


def _timeless(found: re.Match[str]) -> str:
    """A cursor of a list in the order of time, without the time."""
    key = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode()
    return f'"next":"{re.sub(r"^[0-9]{20}", "then ", key)}"'


def probed(world: World, viewer: str) -> list[str]:
    """What a viewer is answered, and told, when it plans across the owner's things and takes that back."""
    caller = world.callers[viewer]
    found = []
    for number, place in enumerate(world.probes):
        form = {"kind": "drone", "card": {"title": f"probe {number}"}, "extents": [place]}
        status, _, content = caller.raw("POST", "/api/v1/operations", form, {"idempotency-key": f"probe-{number}"})
        found.append(f"{status} {content.decode()}")
        if status == 201:
            if world.began.hour >= 15:  # whoever plans has a plan for tomorrow, of which the next round tells
                eventually(lambda: caller.raw("GET", f"/api/v1/day-plans/{world.day(1)}")[0] == 200)
            path = f"/api/v1/operations/{json.loads(content)['operation']['id']}/state"
            found.append(caller.raw("PUT", path, {"state": "Ended", "version": 1})[2].decode())
    if world.began.hour >= 15 and any(answer.startswith("201") for answer in found):
        # Whoever plans has a plan for tomorrow from now on: it is told in the office's next round.
        eventually(lambda: caller.raw("GET", f"/api/v1/day-plans/{world.day(1)}")[0] == 200)
    found += [caller.raw("GET", f"/api/v1/{path}?limit=1000")[2].decode() for path in ("feed", "threads")]
    return [_STAMP.sub("then", text) for text in found]


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[World]]:
    folder, began = tmp_path_factory.mktemp("alike"), datetime.now(UTC).replace(microsecond=0)
    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        made = [hidden_world(folder / f"{variant}", variant, began) for variant in range(3)]
        yield list(pool.map(stack.enter_context, made))


@pytest.mark.stories  # three worlds; `tests/office/test_leaks.py` changes what is hidden on every change
@pytest.mark.parametrize(
    ("variant", "viewers"),
    [(1, ("sees-coarse", "suspended", "ended")), (2, ("sees-exists", *BLIND))],
    ids=["what is within a cell, and what came after", "all but that there is something"],
)
def test_worlds_that_differ_in_what_one_may_not_see_look_alike(
    alike: list[World], variant: int, viewers: tuple[str, ...]
) -> None:
    differing: list[str] = []
    first, second = alike[0], alike[variant]

    def look(viewer: str) -> None:
        ours, theirs = compared(first, viewer, first), compared(second, viewer, first)
        assert ours.keys() == theirs.keys()
        differing.extend(
            f"{viewer} {name}:\n  {apart(ours[name], theirs[name])}" for name in ours if ours[name] != theirs[name]
        )

    in_parallel(list(viewers), look)
    assert not differing, "\n".join(differing[:12]) + f"\n{len(differing)} in all"
    for viewer in viewers:
        assert probed(first, viewer) == probed(second, viewer), viewer


def apart(one: str, other: str) -> str:
    """Where two answers begin to differ."""
    at = next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    return f"…{one[max(0, at - 200) : at + 160]!r}\n  …{other[max(0, at - 200) : at + 160]!r}"
