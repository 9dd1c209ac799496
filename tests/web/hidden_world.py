"""A world in which one party has something of everything, and others stand in every relation to it.

Each thing carries markers that occur nowhere else: titles, persons, telephone numbers, remarks, reasons, digits of
coordinates and altitudes, times to the microsecond. `variant` changes all that some viewers may not see.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import s2geometry as s2

from tansiq.office import agreements, invitations, parties
from tansiq.office.desk import Desk, housekeep, now_us, open_desk
from tansiq.office.entities import Contact, PartyKind, Profile
from tansiq.office.kinds import PLANNED, OperationState, ThingKind
from tansiq.office.operations import PutOperation, SetOperationState
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.terms import Flow, Level, Sight, Terms, digest_of
from tansiq.office.things import Card
from tansiq.volumes import Circle, Volume
from tansiq.volumes.covering import footprint
from tests.coordination import ALL, eventually, incident, quiet_period, report, request
from tests.serving import Identity, Office, running_office
from tests.web.browsing import Browser, browser_of, person

OWNER, OTHER, UNION = "owner", "other", "union"
NEVER, NEVER_DIGEST = "11111111-2222-4333-8444-555555555555", "12" * 32
"""An identifier that nothing ever had."""
SIGHTS = {
    "sees-nothing": Sight.NOTHING,
    "sees-exists": Sight.EXISTS,
    "sees-coarse": Sight.COARSE,
    "sees-all": Sight.ALL,
    "suspended": Sight.ALL,
    "ended": Sight.ALL,
    "left": Sight.ALL,
    "future": Sight.ALL,
    "elsewhere": Sight.ALL,
    "proposed": Sight.ALL,
    "half-signed": Sight.ALL,
    "aircraft-only": Sight.ALL,
}
"""What the agreement of each with the owner would show it."""
VIEWERS = ("no-agreement", *SIGHTS, "member", UNION, "applicant")
STATES = tuple(OperationState)
_PATHS = {
    OperationState.ACCEPTED: (),
    OperationState.ACTIVATED: ("Activated",),
    OperationState.NONCONFORMING: ("Activated", "Nonconforming"),
    OperationState.CONTINGENT: ("Activated", "Contingent"),
    OperationState.ENDED: ("Activated", "Ended"),
}
ON_COARSE = ("title", "contact", "phone")
ALL_OF_IT = (*ON_COARSE, "mark", "remarks", "vehicles", "people", "category", "where")
NOTIFIED = ("site", "movement", "infrastructure")
PDF = b"%PDF-1.7 the owner's map "


@dataclass
class Thing:
    """Something of somebody's, and its markers by how much one must see to meet them: `id`, `card` (what recipients of
    a coarse notice are told, too), `all`, `own`."""

    sort: str
    id: str
    owner: str = OWNER
    kind: str = ""
    state: str = ""
    markers: dict[str, set[str]] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    """Of a notice: who was given it, how precisely. Of a thread: who takes part."""
    form: dict[str, Any] = field(default_factory=dict)

    def mark(self, level: str, *texts: str) -> None:
        self.markers.setdefault(level, set()).update(texts)


class Caller:
    """A party's program on one connection of its own."""

    def __init__(self, office: Office, token: str, party: str) -> None:
        self.token, self.party = token, party
        self._http = http.client.HTTPConnection("localhost", office.port, timeout=30)

    def raw(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers, bytes."""
        sent = {"authorization": f"Bearer {self.token}", "x-request-id": "the-same", **(headers or {})}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        self._http.request(method, path, data, {name: text for name, text in sent.items() if text})
        answer = self._http.getresponse()
        content = answer.read()
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, content

    def __call__(self, method: str, path: str, body: Any = None, status: int = 0, key: str = "") -> Any:
        """The document; the status is asserted."""
        got, _, content = self.raw(method, f"/api/v1{path}", body, {"idempotency-key": key} if key else None)
        document = json.loads(content) if content else None
        assert got == status or (not status and got < 300), (method, path, got, document)
        return document


@dataclass
class World:
    """The office, a program for each party, and all that there is."""

    office: Office
    identity: Identity
    began: datetime
    variant: int
    callers: dict[str, Caller] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    dss: dict[str, Caller] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)
    middles: list[tuple[float, float]] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def probes(self) -> list[dict[str, Any]]:
        """Volumes with which a planner may feel its way about some of the owner's things; no two worlds differ in
        them."""
        times = {"start": self.hour(25), "end": self.hour(40)}
        around = [(lat, lng, 3_000.0) for lat, lng in self.middles[1:4] + self.middles[40:42]]
        lat, lng = self.middles[1]
        across = [(lat + step / 1_000, lng + step / 1_000, 60.0) for step in range(-3, 9, 2)]
        circles = [{"lat": _odd(a), "lng": _odd(b), "radius_m": c} for a, b, c in (*around, *across)]
        return [{"circle": circle, "lower_m": 0, "upper_m": 3_000, **times} for circle in circles]

    def hour(self, hours: int, minutes: int = 0) -> str:
        """A whole hour, so many from the beginning, and some minutes."""
        return (self.began.replace(minute=minutes, second=0) + timedelta(hours=hours)).isoformat()

    def day(self, days: int) -> str:
        """The date, so many days from the beginning."""
        return (self.began + timedelta(days=days)).date().isoformat()

    def heard(self, party: str) -> str:
        """What a party's event stream has told it so far."""
        last = json.loads(self.callers[party].raw("GET", "/api/v1/feed")[2]).get("last", 0)
        stream = http.client.HTTPConnection("localhost", self.office.port, timeout=10)
        stream.request(
            "GET", "/api/v1/events?after=0", headers={"authorization": f"Bearer {self.callers[party].token}"}
        )
        answer, heard = stream.getresponse(), b""
        mark = b"id: %d\n" % last
        while answer.status == 200 and last and b"\n\n" not in heard.partition(mark)[2]:
            heard += answer.read1()
        stream.close()
        before, _, after = heard.partition(mark)  # what comes after it comes when it comes
        return (before + mark + after.partition(b"\n\n")[0]).decode()

    @property
    def has_today(self) -> bool:
        """Whether enough is left of the day for an operation to be in its plan."""
        return (self.began.hour, self.began.minute) < (23, 30)

    @property
    def owner(self) -> Caller:
        return self.callers[OWNER]

    def word(self, about: str, *, same: bool = False) -> str:
        """A word that occurs nowhere else; the `same` in each variant, or not."""
        self.count += 1
        return f"Zq{self.count:04d}{'abc'[0 if same else self.variant]}{about}qZ"

    def place(self, *, same: bool = False) -> tuple[float, float]:
        """Near the middle of a cell of the grid of its own, with unmistakable digits; the cell is the same in each
        variant."""
        self.count += 1
        variant = 0 if same else self.variant
        wanted = s2.S2LatLng.FromDegrees(-30 + self.count // 30 % 60 * 1.5, 20 + (self.count % 30) * 1.5)
        middle = s2.S2CellId(wanted).parent(10).ToLatLng()
        self.middles.append((middle.lat().degrees(), middle.lng().degrees()))
        nudge = 0.001 + variant * 0.0021
        digits = (self.count % 1_000 * 20 + variant * 3 + 1) / 1e6  # an even fifth decimal, and a sixth that is written
        lat, lng = (round(angle.degrees() + nudge, 3) for angle in (middle.lat(), middle.lng()))
        return round(lat + digits, 6), round(lng + digits + 0.00032, 6)

    def moment(self, hours: int, *, same: bool = False) -> str:
        """So many hours and some from the beginning, to the microsecond; the hour is the same in each variant."""
        self.count += 1
        whole = self.began.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
        minutes = 7 + (0 if same else self.variant) * 9
        odd = timedelta(minutes=minutes, seconds=self.count % 60, microseconds=self.count * 83 + 17)
        return (whole + odd).isoformat().replace("+00:00", "Z")

    def extent(self, thing: Thing, *, timed: bool = True, hours: int = 30, same: bool = False) -> dict[str, Any]:
        """A polygon that the thing is given the markers of."""
        lat, lng = self.place(same=same)
        odd = self.count / 8 + (0 if same else self.variant) + 0.0625
        lower, upper = (base + odd for base in (500, 1_000))
        ring = [(lat, lng), (lat, lng + 0.0007), (lat + 0.0007, lng + 0.0007)]
        polygon = [{"lat": round(a, 6), "lng": round(b, 6)} for a, b in ring]
        extent: dict[str, Any] = {"polygon": polygon, "lower_m": lower, "upper_m": upper}
        thing.mark("all", _digits(lat), _digits(lng), f"{lower}", f"{upper}")
        if timed:
            extent["start"], extent["end"] = (self.moment(h, same=same) for h in (hours, hours + 3))
            thing.mark("all", extent["start"][10:], extent["end"][10:])
        return extent

    def card(self, thing: Thing, same: tuple[str, ...] = ()) -> dict[str, str]:
        """All that a card says; of a notice, part of it goes to recipients that see it coarsely."""
        card = {name: self.word(name, same=name in same) for name in ("title", "mark", "contact", "phone", "remarks")}
        for name, text in card.items():
            thing.mark("card" if thing.sort == "notice" and name in ON_COARSE else "all", text)
        return card

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What only some variants have counts apart, so that all else has the same place in each."""
        counted, self.count = self.count, self.count + 2_000
        yield
        self.count = counted

    def new(self, sort: str, **more: Any) -> Thing:
        thing = Thing(sort, "", **more)
        self.things.append(thing)
        return thing

    def named(self, thing: Thing, identifier: str) -> Thing:
        thing.id = identifier
        thing.mark("id", identifier)
        return thing


@contextmanager
def hidden_world(folder: Path, variant: int = 0, began: datetime | None = None) -> Iterator[World]:
    """The office is served until the end. Worlds to be compared begin at the same moment."""
    folder.mkdir(exist_ok=True)
    identity = Identity(folder)
    began = began or datetime.now(UTC).replace(microsecond=0)
    forgotten = asyncio.run(_found(folder / "office.db", round(began.timestamp()) * 1_000_000))
    with running_office(folder / "office.db", identity.public_file, "--housekeeping-s", "0.1") as office:
        world = World(office, identity, began, variant)
        for name in (OWNER, OTHER, *VIEWERS):
            world.callers[name] = Caller(office, identity.token(name, ALL), name)
            world.dss[name] = Caller(office, identity.token(name), name)
        world.things.append(forgotten)
        for name in (OWNER, OTHER, *SIGHTS, "member", UNION) if began.hour >= 15 else ():
            _issued(world, name, 1)
        _announce(world)
        _notify(world)
        _talk(world)
        _inform(world)
        _ask(world)
        _keep_quiet(world)
        _went_wrong(world)
        _talk_about(world)
        _keep_house(world)
        with world.aside():
            _more(world)
        _part(world)
        with world.aside():
            _erase(world)
        for path in ("operations", "notices"):
            world.cursors.append(world.owner("GET", f"/{path}?limit=1")["next"])
        yield world


async def _found(journal: Path, began_us: int) -> Thing:
    """Days ago: all are admitted, agreements signed; an operation was planned, ended, and is forgotten."""
    moment = now_us() - 4 * DAY_US
    desk = open_desk(journal, clock=lambda: moment)
    desk.open()
    await desk.submit(parties.Found(OWNER, _profile(OWNER)))
    digest = parties.secret_digest("secret")
    await desk.submit(invitations.Invite(OWNER, "open", digest, "", moment + 30 * DAY_US, HOUR_US))
    for name in (OTHER, *VIEWERS):
        if name != "applicant":
            await desk.submit(parties.Apply(name, "open", "secret", _profile(name)))
    moment += 2 * HOUR_US
    await housekeep(desk)
    await desk.submit(parties.AskToJoin(UNION, "member"))
    await desk.submit(parties.Join("member", UNION))
    for name, sight in {**SIGHTS, OTHER: Sight.ALL, UNION: Sight.ALL}.items():
        await _agree(desk, name, sight, began_us)
    card = Card("Zq-forgotten-title-qZ", "", "", "Zq-forgotten-phone-qZ")
    there = Circle(-44.444444, 33.333333, 200.0)
    volume = Volume(there, 100.0, 200.0, moment + HOUR_US, moment + 2 * HOUR_US, footprint(there).cells)
    command = PutOperation(
        OWNER, "forgotten", 0, ThingKind.DRONE, OperationState.ACCEPTED, card, (volume,), (1e5,), "Zq-forgotten-who-qZ"
    )
    await desk.submit(command)
    await desk.submit(SetOperationState(OWNER, "forgotten", 1, OperationState.ENDED))
    moment += 2 * DAY_US
    await housekeep(desk)
    assert "forgotten" not in desk.state.operations
    moment = now_us()
    await desk.submit(parties.Apply("applicant", "open", "secret", _profile("applicant")))
    await desk.close()
    gone = Thing("operation", "forgotten", OWNER, "drone", "forgotten")
    gone.mark("own", "Zq-forgotten-title-qZ", "Zq-forgotten-phone-qZ", "Zq-forgotten-who-qZ", "44.4444", "33.3333")
    return gone


async def _agree(desk: Desk, name: str, sight: Sight, now: int) -> None:
    kinds = (ThingKind.AIRCRAFT,) if name == "aircraft-only" else tuple(ThingKind)
    far = Circle(60.0, 60.0, 1_000.0)
    terms = Terms(
        title=f"Zq-terms-of-{name}-qZ",
        level=Level.INFORMATION,
        start_us=now + DAY_US if name == "future" else now - 5 * DAY_US,
        end_us=now + 300 * DAY_US,
        flows=(Flow(OWNER, name, kinds, sight), Flow(name, OWNER, tuple(ThingKind), Sight.ALL)),
        area=Volume(far, None, None, None, None, footprint(far).cells) if name == "elsewhere" else None,
        text=f"Zq-text-of-{name}-qZ",
    )
    sides = (OWNER, name)
    await desk.submit(agreements.Propose(OWNER, f"agreement-{name}", 0, sides, terms))
    signing = () if name == "proposed" else (name,) if name == "half-signed" else sides
    for side in signing:
        who = f"Zq-signs-for-{side}-to-{name}-qZ"
        await desk.submit(agreements.Sign(side, f"agreement-{name}", who, digest_of(terms, sides)))


def _profile(name: str) -> Profile:
    kind = PartyKind.COALITION if name == UNION else PartyKind.OTHER
    contact = Contact(f"Zq-duty-of-{name}-qZ", "duty", f"Zq-phone-of-{name}-qZ", f"Zq-mail-of-{name}-qZ")
    return Profile(f"{name}, in full", kind, ("en",), (contact,))


def _announce(world: World) -> None:
    """Of each kind, in each state; each once changed in what only its card says."""
    if world.has_today:
        thing = world.new("operation", kind="aircraft", state="Accepted")
        extent = world.extent(thing, timed=False, same=True)
        times = [world.began + timedelta(minutes=20 + more, seconds=world.variant) for more in (0, 4)]
        extent |= {name: when.isoformat() for name, when in zip(("start", "end"), times, strict=True)}
        card = world.card(thing, ("title", "mark", "contact", "phone", "remarks"))
        form = {"kind": "aircraft", "card": card, "extents": [extent]}
        planned = {card["title"], f"{extent['lower_m']}", f"{extent['upper_m']}"}
        thing.markers["all"] -= planned
        thing.mark("plan", *planned)
        world.named(thing, world.owner("POST", "/operations", form, key="today")["operation"]["id"])
        for name in (OWNER, "sees-exists", "sees-coarse", "sees-all", "aircraft-only", "member", UNION):
            _issued(world, name, 0)
    for kind in PLANNED:
        for state in STATES:
            if kind is ThingKind.CONSTRAINT and state in (OperationState.NONCONFORMING, OperationState.CONTINGENT):
                continue
            thing = world.new("operation", kind=kind.value, state=state.value)
            form = {"kind": kind, "card": world.card(thing), "extents": [world.extent(thing)]}
            made = world.owner("POST", "/operations", form, key=f"{kind}-{state}")["operation"]
            world.named(thing, made["id"])
            for step in _PATHS[state] if world.variant < 2 else ():
                change = {"state": step, "version": made["version"]}
                made = world.owner("PUT", f"/operations/{thing.id}/state", change)
            if state is OperationState.ACCEPTED:
                thing.form = form
    thing = world.new("operation", owner=OTHER, kind="drone", state="Accepted")
    form = {"kind": "drone", "card": world.card(thing), "extents": [world.extent(thing)]}
    made = world.callers[OTHER]("POST", "/operations", form, key="other's")
    world.named(thing, made["operation"]["id"])


def _issued(world: World, name: str, days: int) -> None:
    """Waits until the party has a plan for a day: whatever comes afterwards is in no plan for a while."""
    eventually(lambda: world.callers[name].raw("GET", f"/api/v1/day-plans/{world.day(days)}")[0] == 200)


def notice_form(
    world: World, thing: Thing, kind: str, recipients: dict[str, str], same: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    """A notice, with markers in all that it says; `same`: what is so in each variant."""
    thing.kind, thing.holders = kind, {**thing.holders, **recipients}
    said = {name: world.word(name, same=name in same) for name in ("vehicles", "people", "category")}
    thing.mark("all", *said.values())
    persons = {"author": world.word("author"), "checked_by": world.word("checker")}
    thing.mark("own", *persons.values())
    return {
        "kind": kind,
        "card": world.card(thing, same),
        "extents": [world.extent(thing, timed=kind == "movement", same="where" in same)],
        "recipients": [{"party": party, "precision": precision} for party, precision in recipients.items()],
        "valid_until": (world.began + timedelta(days=20)).isoformat(),
        **said,
        **persons,
        **more,
    }


def _notify(world: World) -> None:
    """To those whom agreements allow it, exactly and coarsely; one withdrawn, one that only others were given."""
    exact = dict.fromkeys(("sees-all", "member", "suspended", "ended", "left"), "exact")
    coarse = {"sees-coarse": "coarse", "sees-all": "coarse", UNION: "coarse"}
    for kind in NOTIFIED:
        for name, recipients, same in (
            ("exact", exact, ALL_OF_IT),
            ("coarse", coarse, ON_COARSE),
            ("others", {OTHER: "exact"}, ()),
            ("withdrawn", exact, ALL_OF_IT),
            ("taken-away", {"sees-all": "exact", OTHER: "exact"}, ()),
        ):
            thing = world.new("notice", state=name)
            form = notice_form(world, thing, kind, recipients, same)
            made = world.owner("POST", "/notices", form, key=f"{kind}-{name}")
            world.named(thing, made["id"])
            if name == "taken-away":
                form["recipients"] = [{"party": OTHER, "precision": "exact"}]
                world.owner("PUT", f"/notices/{thing.id}", {**form, "version": 1})


def _talk(world: World) -> None:
    """Threads with some: open, closed, in distress, with a file; and the hotline."""
    status, _, answer = world.owner.raw(
        "POST", "/api/v1/attachments?name=map.pdf", PDF, {"content-type": "application/pdf"}
    )
    assert status == 201
    digest = json.loads(answer)["sha256"]
    for name, others, priority in (
        ("open", ("sees-all",), "routine"),
        ("closed", ("sees-coarse", ), "routine"),
        ("distress", ("no-agreement",), "distress"),
        ("others", (OTHER,), "routine"),
    ):  # fmt: skip
        thing = world.new("thread", state=name, holders=dict.fromkeys(others, "all"))
        same = name in ("closed", "distress")
        title, text, file, who = (world.word(word, same=same) for word in ("title", "text", "file", "who"))
        thing.mark("all", title, text, file, who)
        about = [{"subject": "operation", "id": world.things[1].id, "owner": OWNER}]
        message = {"text": text, "person": who, "priority": priority}
        message["attachments"] = [{"sha256": digest, "name": file}]  # type: ignore[assignment]
        form = {"parties": list(others), "title": title, "message": message, "about": about}
        made = world.owner("POST", "/threads", form, key=f"thread-{name}")
        world.named(thing, made["id"])
        if name == "closed":
            summary = world.word("summary", same=True)
            thing.mark("all", summary)
            world.owner("POST", f"/threads/{thing.id}/closing", {"summary": summary})
    hotline = world.new("thread", state="hotline", holders={OTHER: "all"})
    text = world.word("hotline")
    hotline.mark("all", text, "Zq-terms-of-other-qZ")
    made = world.owner("POST", f"/agreements/agreement-{OTHER}/hotline", {"text": text, "person": "P"})
    world.named(hotline, made["id"])
    file = world.new("file", holders=dict.fromkeys(("sees-all", "sees-coarse", "no-agreement", OTHER), "all"))
    world.named(file, digest)
    for name in (*SIGHTS, OTHER, UNION):
        agreement = Thing("agreement", f"agreement-{name}", state=name, holders={name: "all", OWNER: "all"})
        agreement.mark("id", f'"agreement-{name}"')
        sides = {"proposed": (), "half-signed": (name,)}.get(name, (OWNER, name))
        signed = (f"Zq-signs-for-{side}-to-{name}-qZ" for side in sides)
        agreement.mark("all", f"Zq-terms-of-{name}-qZ", f"Zq-text-of-{name}-qZ", *signed)
        world.things.append(agreement)
    for name in (OWNER, OTHER):
        contact = Thing("contacts", "")
        contact.owner = name
        contact.mark("all", *(f"Zq-{what}-of-{name}-qZ" for what in ("duty", "phone", "mail")))
        world.things.append(contact)


def _inform(world: World) -> None:
    """Reports to some by name, and to a coalition's members; one kept for oneself, one withdrawn, one about another."""
    given = ("sees-nothing", "sees-all", "suspended", "ended", "left")
    related: list[dict[str, Any]] = []
    for name, holders, release in (
        ("given", given, {"parties": list(given)}),
        ("group", ("member",), {"groups": [UNION]}),
        ("withdrawn", ("sees-coarse",), {"parties": ["sees-coarse"]}),
        ("own", (), {}),
        ("others", (OTHER,), {"parties": [OTHER]}),
        ("about-others", ("sees-all",), {"parties": ["sees-all"]}),
    ):
        thing = world.new("report", state=name, holders=dict.fromkeys(holders, "all"))
        same = name not in ("own", "others")
        words = ("title", "text", "source", "outlet", "place", "speaker", "author")
        said = {word: world.word(word, same=same) for word in words}
        thing.mark("all", *said.values())
        form = report(said.pop("title"), [], release=release, relations=related if name == "about-others" else [])
        form["claims"] = [{"speaker": said.pop("speaker"), "text": "that it is so"}]
        made = world.owner("POST", "/reports", {**form, **said}, key=f"report-{name}")
        world.named(thing, made["id"])
        related = [{"kind": "contradicts", "report": made["id"], "version": 1}]
        if name == "withdrawn":
            reason = world.word("reason", same=True)
            thing.mark("all", reason)
            world.owner("POST", f"/reports/{thing.id}/withdrawal", {"version": 1, "reason": reason})
    _bring_up_to_date(world)


def _bring_up_to_date(world: World) -> None:
    """A report of which one holds the first version; the second, in other words, is another's."""
    words = ("title", "text", "source", "outlet", "place", "speaker", "author")
    for name, holder in (("first", "sees-all"), ("second", OTHER)):
        thing = world.new("report", state=name, holders={OTHER: "id", holder: "all"})
        said = {word: world.word(word, same=name == "first") for word in words}
        thing.mark("all", *said.values())
        form = report(said.pop("title"), [holder])
        form["claims"] = [{"speaker": said.pop("speaker"), "text": "that it is so"}]
        if name == "first":
            made = world.owner("POST", "/reports", {**form, **said}, key="report-in-two-versions")
            world.named(thing, made["id"])
        else:
            world.owner("PUT", f"/reports/{made['id']}", {**form, **said, "version": made["change"]})


def _ask(world: World) -> None:
    """Requests to some by name, one of them asked together with another; to a coalition's members, to another alone, by
    another; one is answered, one withdrawn."""
    given = ("sees-nothing", "sees-all", "suspended", "ended", "left")
    for name, asker, holders, to in (
        ("given", OWNER, given, {"parties": [*given, OTHER]}),
        ("group", OWNER, ("member",), {"groups": [UNION]}),
        ("withdrawn", OWNER, ("sees-coarse",), {"parties": ["sees-coarse"]}),
        ("others", OWNER, (), {"parties": [OTHER]}),
        ("by-another", OTHER, (), {"parties": [OWNER]}),
    ):
        thing = world.new("request", state=name, owner=asker, holders=dict.fromkeys((*holders, OTHER), "all"))
        same = name not in ("others", "by-another")
        said = {word: world.word(word, same=same) for word in ("title", "text", "place", "person")}
        thing.mark("all", *said.values())
        form = request(said.pop("title"), [], to=to, needed_by=world.hour(200), **said)
        if name not in ("given", "others", "by-another"):
            thing.holders.pop(OTHER)
        made = world.callers[asker]("POST", "/requests", form, key=f"request-{name}")
        world.named(thing, made["id"])
        if name == "withdrawn":
            reason = world.word("reason", same=True)
            thing.mark("all", reason)
            world.owner("POST", f"/requests/{thing.id}/withdrawal", {"version": 1, "reason": reason})
        if name == "given":
            for who in ("sees-all", OTHER):
                answer = world.new("answer", state=f"of {who}", holders={who: "all"})
                words = {word: world.word(word, same=who != OTHER) for word in ("text", "person")}
                answer.mark("all", *words.values())
                world.callers[who]("POST", f"/requests/{thing.id}/answer", {**words, "language": "en", "partly": True})


def _keep_quiet(world: World) -> None:
    """Quiet periods to which the owner has committed with each of some, one with a coalition's member, one with another
    alone; and one around a thing of the owner's, with those who may not know where in its cell that is."""
    for name, agreement, others in (
        *((name, name, (name,)) for name in ("sees-nothing", "sees-all", "suspended", "ended", "left")),
        ("group", UNION, ("member",)),
        ("others", OTHER, (OTHER,)),
        ("around-coarse", "sees-coarse", ("sees-coarse",)),
        ("around-exists", "sees-exists", ("sees-exists",)),
    ):
        same = name != "others"
        thing = world.new("quiet-period", state=name, holders=dict.fromkeys(others, "all"))
        said = {word: world.word(word, same=same) for word in ("title", "text", "person")}
        lat, lng = (round(degrees, 6) for degrees in world.middles[1])
        around = {"circle": {"lat": lat, "lng": lng, "radius_m": 25_000.0}, "lower_m": 0, "upper_m": 9_000}
        place = around if name.startswith("around") else world.extent(thing, timed=False, same=same)
        times = {"from": world.hour(24), "until": world.hour(200)}
        form = quiet_period(f"agreement-{agreement}", parties=list(others), area=[place], **said, **times)
        made = world.owner("POST", "/quiet-periods", form, key=f"quiet-{name}")
        world.named(thing, made["id"])
        for who in (OWNER, *others):
            person = world.word("commits", same=same)
            said[who] = person
            commitment = {"until": times["until"], "person": person}
            world.callers[who]("POST", f"/quiet-periods/{thing.id}/commitment", commitment)
        thing.mark("all", *said.values())


def _went_wrong(world: World) -> None:
    """Incidents with some, each with something of every sort in it, and links to what not all of them see; with a
    member of a coalition, with another alone, opened by another; one in which nothing comes any more to who is cut
    off."""
    given = ("sees-nothing", "sees-all", "suspended", "ended", "left")
    for name, opener, holders, invited in (
        ("given", OWNER, given, given),
        ("group", OWNER, ("member",), ("member",)),
        ("cut", OWNER, ("suspended", "ended"), ("suspended", "ended")),
        ("others", OWNER, (OTHER,), (OTHER,)),
        ("by-another", OTHER, (), (OWNER,)),
    ):
        thing = world.new("incident", state=name, owner=opener, holders=dict.fromkeys(holders, "all"))
        same = name not in ("others", "by-another")
        say = Telling(world, thing, same=same)
        form = incident(say("title"), list(invited), place=say("place"), person=say("person"))
        form["account"]["text"] = say("account")
        broken = {"given": "sees-all", "others": "others"}.get(name, "")
        quiet = [one.id for one in world.things if one.sort == "quiet-period" and one.state == broken]
        form["quiet_period"] = quiet[0] if quiet else ""
        made = world.callers[opener]("POST", "/incidents", form, key=f"incident-{name}")
        world.named(thing, made["id"])
        _tell_all(world, thing, say, opener)
        if name == "given":
            for who in ("sees-all", "left"):
                more = {"text": say("account"), "language": "en", "version": 0, "person": say("person")}
                world.callers[who]("PUT", f"/incidents/{thing.id}/account", more)


@dataclass
class Telling:
    """Words for a thing, each its marker."""

    world: World
    thing: Thing
    same: bool

    def __call__(self, about: str) -> str:
        word = self.world.word(about, same=self.same)
        self.thing.mark("all", word)
        return word


def _tell_all(world: World, thing: Thing, say: Telling, opener: str) -> None:
    """Something of each sort, and a link to each sort of thing that the opener sees."""
    path, opens = f"/incidents/{thing.id}", world.callers[opener]
    fact = opens("POST", f"{path}/facts", {"facts": [say("fact"), say("fact")]}, key=f"f-{thing.state}")["facts"][0][
        "id"
    ]
    opens("PUT", f"{path}/facts/{fact}/stand", {"stand": "disputes", "instead": say("instead"), "person": say("who")})
    question = opens("POST", f"{path}/questions", {"questions": [say("question")]}, key=f"q-{thing.state}")[
        "questions"
    ][0]["id"]
    opens("POST", f"{path}/questions/{question}/answers", {"text": say("answer")}, key=f"a-{thing.state}")
    closing = {"text": say("closing")}
    opens("POST", f"{path}/closings", closing, key=f"c-{thing.state}")
    action = {"text": say("action"), "owner": opener, "due": world.hour(500)}
    opens("POST", f"{path}/actions", action, key=f"t-{thing.state}")
    opens("POST", f"{path}/end", {"text": say("end")}, key=f"e-{thing.state}")
    opens("POST", f"{path}/reopening", {"text": say("reopening")})
    sorts = ("operation", "notice", "thread", "report", "request", "quiet-period")
    known = (one for one in world.things if one.id and one.state != "forgotten")
    linked = [one for one in known if one.sort in sorts and one.owner == opener]
    for one in linked if opener == OWNER else ():
        opens("POST", f"{path}/links", {"links": [{"kind": one.sort, "id": one.id}]})


def _talk_about(world: World) -> None:
    """Talk with some about something of each sort that they know of, and that only another does."""
    for sort in ("report", "request", "incident", "quiet-period"):
        for state, others in (("given", ("sees-all",)), ("others", ("sees-all",)), ("others", (OTHER,))):
            named = "sees-all" if sort == "quiet-period" and state == "given" else state
            about = next(one for one in world.things if (one.sort, one.state) == (sort, named))
            thing = world.new("thread", state=f"about-{state}-{sort}", holders=dict.fromkeys(others, "all"))
            title, text = (world.word(word, same=others != (OTHER,)) for word in ("title", "text"))
            thing.mark("all", title, text)
            form = {"parties": list(others), "title": title, "message": {"text": text, "person": "P"}}
            form["about"] = [{"subject": sort, "id": about.id}]
            world.named(thing, world.owner("POST", "/threads", form, key=f"t-{sort}-{state}-{others}")["id"])


def _more(world: World) -> None:
    """What only some variants have, and no viewer may notice."""
    for number in range(world.variant):
        form = quiet_period(f"agreement-{OTHER}", parties=[OTHER], title=world.word("more"))
        made = world.owner("POST", "/quiet-periods", form, key=f"more-quiet-{number}")
        for who in (OWNER, OTHER):
            commitment = {"until": form["until"], "person": "P"}
            world.callers[who]("POST", f"/quiet-periods/{made['id']}/commitment", commitment)
    asked = [thing for thing in world.things if thing.sort == "request" and thing.state in ("given", "others")]
    incidents = [one for one in world.things if one.sort == "incident" and one.state in ("others", "by-another")]
    for thing in incidents * world.variant:
        for who in (OTHER, OWNER):
            world.callers[who]("POST", f"/incidents/{thing.id}/facts", {"facts": [world.word("more")]})
        world.owner("POST", "/incidents", incident(world.word("more"), [OTHER]))
    for thing in asked * world.variant:
        answer = {"text": world.word("more"), "person": world.word("who"), "partly": True}
        world.callers[OTHER]("POST", f"/requests/{thing.id}/answer", answer)
    far = Thing("notice", "")
    for number in range(3 * world.variant):
        form = notice_form(world, far, "site", {OTHER: "exact"})
        made = world.owner("POST", "/notices", form, key=f"more-{number}")
        other = world.callers[OTHER]
        other("POST", f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "O"})
        thread = next(thing for thing in world.things if thing.sort == "thread" and thing.state == "others")
        other("POST", f"/threads/{thread.id}/messages", {"text": "more", "person": "O"})
        other("POST", "/operations", {"kind": "drone", "card": world.card(far), "extents": [world.extent(far)]})
        until = (world.began + timedelta(days=3)).isoformat()
        other("POST", "/invitations", {"until": until})
        world.owner("POST", "/requests", request(world.word("more"), [OTHER]))
        person(world.office, world.identity, OWNER, f"more-{number}")


def _keep_house(world: World) -> None:
    """What lies on the owner's own desks, and never leaves them."""
    house = world.new("house")
    secret = house.markers.setdefault("own", set())
    for login in ("anna", "boris"):
        made = person(world.office, world.identity, OWNER, f"zq-{login}", "administrator", "duty-officer")
        secret |= {made["id"], f"zq-{login}", f"Zq-{login.title()}"}
        world.browsers[login] = browser_of(world.office, OWNER, f"zq-{login}", "198.51.100.77")
    secret |= {"198.51.100.77", world.browsers["anna"].ask("GET", "/api/v1/session")[1]["session"]}
    house.id = made["id"]
    draft = world.new("draft")
    form = notice_form(world, draft, "site", {})
    form["recipients"] = [{"party": "sees-all"}]
    world.named(draft, world.owner("POST", "/notice-drafts", {**form, "author": "", "checked_by": ""}, key="d")["id"])
    template, program, note, summary = (world.word(word) for word in ("template", "program", "note", "summary"))
    program = program.lower()
    world.owner("PUT", f"/notice-templates/{template}", {"form": {"remarks": note}})
    world.owner("POST", "/programs", {"name": program, "scopes": ["tansiq.read"]})
    status, _ = world.browsers["anna"].ask("POST", "/api/v1/hand-overs", {"summary": summary})
    assert status == 201
    reading = {"subject": "notice", "id": world.things[-2].id or "x", "version": 1}
    assert world.browsers["anna"].ask("POST", "/api/v1/readings", reading)[0] == 204
    invited = world.word("invitation")
    until = (world.began + timedelta(days=3)).isoformat()
    made = world.owner("POST", "/invitations", {"until": until, "note": invited}, key="i")
    secret |= {template, program, note, summary, invited, made["id"], made["secret"]}
    world.named(world.new("invitation"), made["id"])
    job_name = world.word("file")
    row = world.word("row")
    table = f"name,latitude,longitude,recipients\n{row},1.234567,2.345678,sees-all\n".encode()
    status, _, answer = world.owner.raw("POST", f"/api/v1/imports?name={quote(job_name)}.csv", table)
    assert status == 202, answer
    job = world.named(world.new("import"), json.loads(answer)["id"])
    job.mark("own", job_name, row)
    eventually(lambda: world.owner("GET", f"/imports/{job.id}")["state"] == "ready")
    hook, target = world.word("hook"), world.word("target").lower()
    endpoint = {"kind": "webhook", "name": hook, "target": f"https://{target}.invalid/"}
    made = world.owner("POST", "/deliveries", endpoint, key="e")
    secret |= {hook, target, made["secret"]}
    world.named(world.new("endpoint"), made["id"])
    for sort, identifier in (("person", house.id), ("template", template), ("program", program)):
        world.named(world.new(sort), identifier)


def _part(world: World) -> None:
    """Channels are suspended, agreements ended, one party leaves; then notices change, and one is withdrawn."""
    world.owner("POST", "/agreements/agreement-suspended/suspension", {"reason": "no trust"})
    over = {thing.state: f"/quiet-periods/{thing.id}" for thing in world.things if thing.sort == "quiet-period"}
    world.owner("POST", "/agreements/agreement-ended/end", {"reason": "over"})
    eventually(lambda: world.owner("GET", over["ended"])["state"] == "ended")
    world.callers["left"]("POST", "/departure")
    eventually(lambda: world.owner("GET", over["left"])["state"] == "ended")
    for thing in [thing for thing in world.things if thing.sort == "notice"]:
        path = f"/notices/{thing.id}"
        if thing.state == "withdrawn" and not world.variant:
            with world.aside():
                reason = world.word("reason")
            after = Thing("notice", "", OWNER, thing.kind, "withdrawn-why", {"all": {reason}})
            after.holders = dict.fromkeys(("sees-all", "member"), "exact")
            world.things.append(after)
            world.owner("POST", f"{path}/withdrawal", {"version": 1, "reason": reason})
        if thing.state == "exact":
            after = Thing("notice", "", OWNER, thing.kind, "changed-after")
            now = dict.fromkeys(("sees-all", "member"), "exact")
            form = notice_form(world, after, thing.kind, dict(thing.holders), urgent=bool(world.variant))
            after.holders = now
            world.things.append(after)
            world.owner("PUT", path, {**form, "version": 1})
            for name in now:  # it holds the newer one in place of this
                thing.holders[name] = "id"
    cut = next(thing for thing in world.things if thing.sort == "incident" and thing.state == "cut")
    with world.aside():
        for _ in range(1 + world.variant):
            after = world.new("incident", state="said-after")
            after.mark("all", said := world.word("after"))
            world.owner("POST", f"/incidents/{cut.id}/facts", {"facts": [said]})
    with world.aside():  # what only its card says
        for thing in [thing for thing in world.things if thing.form] * world.variant:
            version = world.owner("GET", f"/operations/{thing.id}")["version"]
            again = {**thing.form, "card": world.card(thing), "version": version}
            world.owner("PUT", f"/operations/{thing.id}", again)
    for kind in ("aircraft", "drone", "constraint"):
        thing = world.new("operation", kind=kind, state="planned-after")
        form = {"kind": kind, "card": world.card(thing), "extents": [world.extent(thing)]}
        world.named(thing, world.owner("POST", "/operations", form, key=f"after-{kind}")["operation"]["id"])


def _erase(world: World) -> None:
    """Of what is over, the owner has the content erased, by order of two people: all but when it was to be."""
    for kind in ("aircraft", "drone"):
        thing = world.new("operation", kind=kind, state="erased")
        form = {"kind": kind, "card": world.card(thing), "extents": [extent := world.extent(thing)]}
        times = {extent[name][10:] for name in ("start", "end")}
        thing.markers["all"] -= times
        thing.mark("when", *times)
        made = world.owner("POST", "/operations", form, key=f"erased-{kind}")["operation"]
        world.named(thing, made["id"])
        world.owner("PUT", f"/operations/{thing.id}/state", {"state": "Ended", "version": made["version"]})
    thing = world.new("notice", state="erased")
    recipients = {"sees-all": "exact", "member": "exact", "sees-coarse": "coarse", UNION: "coarse"}
    made = world.owner("POST", "/notices", notice_form(world, thing, "site", recipients), key="erased-notice")
    world.named(thing, made["id"])
    world.owner("POST", f"/notices/{thing.id}/withdrawal", {"version": 1, "reason": "over"})
    _erase_what_was_said(world)
    eraser = Caller(world.office, world.identity.token(OWNER, "tansiq.erase"), OWNER)
    for thing in [thing for thing in world.things if thing.state == "erased"]:
        form = {"subject": thing.sort, "thing": thing.id, "reference": "court of Aden, 12/2026", "person": "Amal"}
        order = f"/erasures/{eraser('POST', '/erasures', form, key=thing.id)['id']}"
        eraser("POST", f"{order}/confirmation", {"person": "Bashir"})
        eventually(lambda order=order: eraser("GET", order).get("done"))
    (word,) = (thing.form["q"] for thing in world.things if thing.state == "erased" and thing.sort == "report")
    eventually(lambda: not world.owner("GET", f"/reports/search?q={word}&fresh=true").get("total", 1))


def _erase_what_was_said(world: World) -> None:
    """A thread, a report, a request, an incident and a quiet period with one who saw all of them."""
    who = "sees-all"
    for sort in ("thread", "report", "request", "incident", "quiet-period"):
        thing = world.new(sort, state="erased", holders={who: "all"})
        said = {word: world.word(word) for word in ("title", "text", "place", "person")}
        thing.mark("all", *said.values())
        title, times = said["title"], {"from": world.hour(24), "until": world.hour(200)}
        form: dict[str, Any] = {
            "thread": {"title": title, "parties": [who], "message": {"text": said["text"], "person": said["person"]}},
            "report": {**report(title, [who]), "text": said["text"], "place": said["place"], "author": said["person"]},
            "request": request(title, [who], text=said["text"], place=said["place"], person=said["person"]),
            "incident": incident(title, [who], place=said["place"], person=said["person"]),
            "quiet-period": quiet_period(
                f"agreement-{who}", parties=[who], title=title, text=said["text"], person=said["person"], **times
            ),
        }[sort]
        thing.form = {"q": said["text"]}
        world.named(thing, world.owner("POST", f"/{sort}s", form, key=f"erased-{sort}")["id"])
        if sort == "quiet-period":
            world.owner("POST", f"/quiet-periods/{thing.id}/withdrawal", {"person": "Amal"})


def _odd(degrees: float) -> float:
    """Close by, with an odd fifth decimal: those of places are even, so that no answer to a probe looks like one."""
    return (math.floor(degrees * 1e5) // 2 * 2 + 1.5) / 1e5


def _digits(degrees: float) -> str:
    """As far as five of its decimals, however many are written."""
    whole, _, decimals = f"{abs(degrees):.6f}".partition(".")
    return f"{whole}.{decimals[:5]}"


def in_parallel(callers: list[str], work: Any) -> None:
    """Each in a thread of its own: the office answers while the others write down what they got. Raises the first
    failure."""
    failures: list[BaseException] = []

    def run(name: str) -> None:
        try:
            work(name)
        except BaseException as failure:  # noqa: BLE001  told below, in the test's own thread
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(name,)) for name in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
