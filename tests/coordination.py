"""An office in which parties have agreed already: its journal is written by its own commands, some hours ago."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tansiq.journal.shared_desk import open_shared_desk
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.office import agreements, invitations, parties
from tansiq.office.desk import housekeep, now_us, open_desk
from tansiq.office.entities import Contact, PartyKind, Profile
from tansiq.office.kinds import ThingKind
from tansiq.office.machine import blueprint
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.terms import AcknowledgeWithin, Flow, Level, SeparationRule, Sight, Step, Terms, digest_of
from tests.serving import Identity, Office, running_office

KINDS = tuple(ThingKind)
ALL = "tansiq.read tansiq.speak tansiq.operate tansiq.agree tansiq.administer"
PARTIES = {
    "army": PartyKind.AIR_FORCE,
    "relief": PartyKind.RELIEF,
    "drones": PartyKind.DRONE_SERVICE,
    "authority": PartyKind.AIR_AUTHORITY,
    "stranger": PartyKind.OTHER,
}


def flows(one: str, other: str, sight: Sight = Sight.ALL, back: Sight = Sight.ALL) -> tuple[Flow, ...]:
    """Everything, both ways."""
    return Flow(one, other, KINDS, sight), Flow(other, one, KINDS, back)


def terms(title: str, pairs: tuple[Flow, ...], **changes: Any) -> Terms:
    """Of the level `deconfliction`, since an hour ago, with a rule of 500 m, 100 m or 5 minutes for what flies."""
    rules = tuple(
        SeparationRule((one, other), 500.0, 100.0, 5.0)
        for one, other in (
            (ThingKind.AIRCRAFT, ThingKind.AIRCRAFT),
            (ThingKind.AIRCRAFT, ThingKind.DRONE),
            (ThingKind.DRONE, ThingKind.DRONE),
        )
    )
    usual: dict[str, Any] = {
        "level": Level.DECONFLICTION,
        "start_us": now_us() - HOUR_US,
        "end_us": now_us() + 300 * DAY_US,
        "separation": rules,
        "acknowledge_within": AcknowledgeWithin(3_600, 600, 60),
        "ladder": (Step(0, "duty"), Step(600, "chief")),
    }
    return Terms(title=title, flows=pairs, **{**usual, **changes})


AGREED = {
    "air": ("army", "drones"),
    "relief-army": ("army", "relief"),
    "relief-drones": ("drones", "relief"),
}


def found_office(journal: Path | str, agreed: dict[str, tuple[tuple[str, ...], Terms]] | None = None) -> None:
    """Writes the journal, a file or in the database of that address: all parties admitted, and these agreements signed
    by all their sides."""
    usual = {name: (sides, terms(name, flows(*sides))) for name, sides in AGREED.items()}
    founding = _found(journal, usual if agreed is None else agreed)
    with ThreadPoolExecutor(1) as apart:  # whoever drives a browser has a loop running here already
        apart.submit(asyncio.run, founding).result()


async def _found(journal: Path | str, agreed: dict[str, tuple[tuple[str, ...], Terms]]) -> None:
    moment = now_us() - 5 * HOUR_US
    database = Database(journal) if isinstance(journal, str) else None
    if database is None:
        desk = open_desk(Path(journal), clock=lambda: moment)
    else:
        check_schema(database)
        desk = open_shared_desk(blueprint(), database, "office", Path("nowhere"), clock=lambda: moment)
    desk.open()
    first, *others = PARTIES
    await desk.submit(parties.Found(first, _profile(first)))
    digest = parties.secret_digest("secret")
    await desk.submit(invitations.Invite(first, "open", digest, "", moment + 30 * DAY_US, HOUR_US))
    for name in others:
        await desk.submit(parties.Apply(name, "open", "secret", _profile(name)))
    moment += 2 * HOUR_US
    await housekeep(desk)
    for name, (sides, wanted) in agreed.items():
        await desk.submit(agreements.Propose(sides[0], name, 0, sides, wanted))
        for side in sides:
            await desk.submit(agreements.Sign(side, name, f"the head of {side}", digest_of(wanted, sides)))
    await desk.close()
    if database is not None:
        database.close()


def _profile(name: str) -> Profile:
    contacts = (
        Contact(f"Duty of {name}", "duty", "+000 1", f"duty@{name}.example.org"),
        Contact(f"Chief of {name}", "chief", "+000 2", f"chief@{name}.example.org"),
    )
    return Profile(f"{name}, in full", PARTIES[name], ("en",), contacts)


class Speaker:
    """A party's program, with all scopes."""

    def __init__(self, office: Office, identity: Identity, party: str) -> None:
        self.office, self.identity, self.party = office, identity, party
        self.token = identity.token(party, ALL)

    def only(self, scopes: str) -> Speaker:
        """The same party's program with fewer scopes."""
        speaker = Speaker(self.office, self.identity, self.party)
        speaker.token = self.identity.token(self.party, scopes)
        return speaker

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        return self.office.call(method, f"/api/v1{path}", self.token, body)

    def get(self, path: str) -> Any:
        status, body = self("GET", path)
        assert status == 200, (path, status, body)
        return body

    def post(self, path: str, body: Any, status: int | Sequence[int] = (200, 201)) -> Any:
        wanted = (status,) if isinstance(status, int) else status
        got, answer = self("POST", path, body)
        assert got in wanted, (path, got, answer)
        return answer

    def put(self, path: str, body: Any, status: int = 200) -> Any:
        got, answer = self("PUT", path, body)
        assert got == status, (path, got, answer)
        return answer


@contextmanager
def agreed_office(
    folder: Path,
    *options: str,
    agreed: dict[str, tuple[tuple[str, ...], Terms]] | None = None,
    names: Sequence[str] = tuple(PARTIES),
) -> Iterator[dict[str, Speaker]]:
    """Serves such an office; gives a program for each party."""
    identity = Identity(folder)
    found_office(folder / "office.db", agreed)
    with running_office(folder / "office.db", identity.public_file, *options) as office:
        yield {name: Speaker(office, identity, name) for name in names}


def at(minutes: float) -> str:
    """So many minutes from now, as the API writes it."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def circle(lat: float, lng: float, radius_m: float = 200.0, **more: Any) -> dict[str, Any]:
    """A volume without an end in time, unless `more` says so."""
    return {"circle": {"lat": lat, "lng": lng, "radius_m": radius_m}, **more}


def flight(
    lat: float = 36.2, lng: float = 5.4, begins: float = 60, lasts: float = 60, kind: str = "drone", **more: Any
) -> dict[str, Any]:
    """A form for an operation around a place."""
    volume = circle(lat, lng, lower_m=100, upper_m=150, start=at(begins), end=at(begins + lasts))
    return {"kind": kind, "card": {"title": f"{kind} at {lat},{lng}"}, "extents": [volume], **more}


def site(lat: float = 36.2, lng: float = 5.4, recipients: Sequence[Any] = ("army",), **more: Any) -> dict[str, Any]:
    """A form for a notice of a clinic."""
    return {
        "kind": "site",
        "card": {"title": "Clinic of the valley", "mark": "red roof", "contact": "Lina", "phone": "+000 3"},
        "extents": [circle(lat, lng, 100.0)],
        "recipients": [{"party": r} if isinstance(r, str) else r for r in recipients],
        "valid_until": at(60 * 24 * 90),
        "author": "Anna",
        "checked_by": "Boris",
        **more,
    }


def eventually(question: Any, within_s: float = 60.0) -> Any:
    """What a question gives once it gives something: for what another process does in its own time."""
    deadline = time.monotonic() + within_s
    while not (found := question()):
        if time.monotonic() > deadline:
            raise AssertionError(f"nothing within {within_s} s")
        time.sleep(0.05)  # what another process does can only be asked for
    return found


def pretty(body: Any) -> str:
    """For a failing test."""
    return json.dumps(body, indent=1, ensure_ascii=False)


def report(title: str, to: list[str], **changes: Any) -> dict[str, Any]:
    """Of the hour before the last one, to these parties."""
    now = datetime.now(UTC)
    return {
        "title": title,
        "text": f"{title}: الطريق مفتوح حتى الجسر.",
        "language": "ar",
        "source": "a driver",
        "source_grade": "B",
        "information_grade": 2,
        "marking": "TLP:AMBER",
        "from": (now - timedelta(hours=2)).isoformat(),
        "until": (now - timedelta(hours=1)).isoformat(),
        "release": {"parties": to},
        "author": "Amal",
        **changes,
    }


def request(title: str, whom: list[str], **changes: Any) -> dict[str, Any]:
    """For information from these parties, within a day."""
    return {
        "kind": "information",
        "title": title,
        "text": f"{title}: هل الطريق مفتوح؟",
        "language": "ar",
        "marking": "TLP:AMBER",
        "needed_by": at(24 * 60),
        "to": {"parties": whom},
        "person": "Amal",
        **changes,
    }


def quiet_period(under: str, **changes: Any) -> dict[str, Any]:
    """Around the valley, from in an hour on, for two hours."""
    return {
        "under": under,
        "title": "Harvest",
        "area": [circle(36.2, 5.4, 5_000.0, lower_m=0, upper_m=9_000)],
        "from": at(60),
        "until": at(180),
        "person": "Amal",
        **changes,
    }


def incident(title: str, whom: list[str], **changes: Any) -> dict[str, Any]:
    """A near miss in the hour before the last one, in which these are to take part."""
    now = datetime.now(UTC)
    return {
        "title": title,
        "kind": "near-miss",
        "from": (now - timedelta(hours=2)).isoformat(),
        "until": (now - timedelta(hours=1)).isoformat(),
        "place": "at the bridge",
        "parties": whom,
        "account": {"text": f"{title}: مرت طائرة فوق القافلة.", "language": "ar"},
        "person": "Amal",
        **changes,
    }


def upload(speaker: Speaker, path: str, data: bytes, **headers: str) -> tuple[int, Any]:
    """A POST of bytes that are no JSON."""
    request = urllib.request.Request(f"{speaker.office.url}/api/v1{path}", data, method="POST")
    request.add_header("Authorization", f"Bearer {speaker.token}")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
