"""What keeps the exercise moving: convoys that are notified and drive, surveys and parcels in each other's way, an
aircraft that crosses, a slope that is blasted, a notice that nobody acknowledges, a suspended channel that is used."""

from __future__ import annotations

import asyncio
import math
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import structlog

from tansiq.centre.roles import LINK, SCOPES
from tansiq.cli.exercise.cast import PLACES, ROAD, SION
from tansiq.gateways.oauth_client import fetch_token
from tansiq.web.issuer import TOKEN_LIFE_S

_log = structlog.get_logger("exercise")
# With the other it would be taken for a centre of the party's own, which the pages then call not connected.
_SPOKEN_WITH = tuple(scope for scope in SCOPES if scope != LINK)
Form = dict[str, Any]


class Program:
    """A party's program. It takes a new token when the old one has grown old."""

    def __init__(self, client: httpx.AsyncClient, party: str, secret: str) -> None:
        self.party = party
        self._client, self._secret = client, secret
        self._token, self._until = "", 0.0

    async def ask(self, method: str, path: str, body: Form | None = None, key: str = "") -> tuple[int, Any]:
        """Status and answer of a request of `/api/v1`. Raises `ConnectionError`, `TokenNotGiven`."""
        now = asyncio.get_running_loop().time()
        if now > self._until:
            self._token = await fetch_token(self._client, self.party, self._secret, scopes=_SPOKEN_WITH)
            self._until = now + TOKEN_LIFE_S / 2
        headers = {"authorization": f"Bearer {self._token}"}
        if method == "POST":
            headers["idempotency-key"] = key or str(uuid.uuid4())
        try:
            answer = await self._client.request(method, f"/api/v1{path}", json=body, headers=headers)
        except httpx.TransportError as error:
            raise ConnectionError(f"no office answers: {error}") from None
        document = answer.json() if answer.content else None
        if answer.is_error and answer.status_code != httpx.codes.CONFLICT:
            _log.warning("act-refused", party=self.party, path=path, status=answer.status_code, answer=document)
        return answer.status_code, document

    async def plan(self, form: Form, reason: str = "") -> Form | None:
        """Plans something. What is refused for a conflict is planned as the office suggests first, or planned over
        with a reason, where there is one."""
        status, answer = await self.ask("POST", "/operations", form)
        if status == httpx.codes.CONFLICT and answer["code"] == "in-conflict":
            if reason:
                status, answer = await self.ask("POST", "/operations", {**form, "reason": reason})
            elif answer["changes"]:
                moved = {**form, "extents": answer["changes"][0]["extents"]}
                moved.pop("route", None)
                status, answer = await self.ask("POST", "/operations", moved)
        made: Form | None = answer["operation"] if status == httpx.codes.CREATED else None
        return made

    async def go_on(self, operation: Form, state: str) -> Form:
        """Takes an operation of its own to another state."""
        path, form = f"/operations/{operation['id']}/state", {"state": state, "version": operation["version"]}
        status, answer = await self.ask("PUT", path, form)
        return {**operation, **answer} if status == httpx.codes.OK else operation

    async def acknowledge_all(self, person: str) -> None:
        """Reads what waits for it in threads."""
        _, page = await self.ask("GET", "/threads?awaited=true&limit=20")
        for line in (page or {}).get("items", ()):
            _, thread = await self.ask("GET", f"/threads/{line['id']}")
            for message in thread["messages"]:
                if self.party in message.get("awaited", ()):
                    path = f"/threads/{line['id']}/messages/{message['number']}/acknowledgement"
                    await self.ask("POST", path, {"person": person})


Cast = Mapping[str, Program]
Act = Callable[[Cast], AsyncIterator[float]]
"""An act yields how many minutes pass until it goes on."""


async def keep_moving(client: httpx.AsyncClient, secrets: Mapping[str, str], minute_s: float = 60.0) -> None:
    """Plays all acts until it is cancelled. `minute_s`: how many seconds a minute of waiting lasts."""
    cast = {party: Program(client, party, secret) for party, secret in secrets.items()}
    await asyncio.gather(*(_play(act, cast, minute_s) for act in ACTS))


async def _play(act: Act, cast: Cast, minute_s: float) -> None:
    while True:
        try:
            async for minutes in act(cast):
                await asyncio.sleep(minutes * minute_s)
        except Exception as error:  # noqa: BLE001  one act that fails does not end the others
            _log.warning("act-failed", act=getattr(act, "__name__", ""), reason=repr(error))
            await asyncio.sleep(minute_s)


async def clinics(cast: Cast) -> AsyncIterator[float]:
    """Three clinics are notified. The north acknowledges and passes on; the south lets the time pass."""
    relief, north, authority = cast["relief"], cast["north"], cast["authority"]
    for place, people in (("Sion", "60 beds"), ("Evolene", "12 beds"), ("Saxon", "a maternity ward")):
        lat, lng = PLACES[place]
        recipients = [
            {"party": "north", "precision": "exact"},
            {"party": "authority", "precision": "exact"},
            {"party": "south", "precision": "coarse"},
        ]
        form = {
            "kind": "site",
            "card": {"title": f"Clinic of {place}", "mark": "red crescent and cross on the roof", "contact": "Lina",
                     "phone": "+41 27 000 00 03"},
            "extents": [{"circle": {"lat": lat + 0.004, "lng": lng + 0.006, "radius_m": 150}}],
            "recipients": recipients,
            "valid_until": _at(60 * 24 * 90),
            "people": people,
            "category": "medical",
            "author": "Lina",
            "checked_by": "Samir",
        }  # fmt: skip
        _, notice = await relief.ask("POST", "/notices", form, key=f"clinic of {place}")
        yield 0.1
        for reader, person in ((north, "Capt. Orlova"), (authority, "M. Rey")):
            await reader.ask(
                "POST", f"/notices/{notice['id']}/acknowledgement", {"version": notice["version"], "person": person}
            )
        await north.ask(
            "POST",
            f"/notices/{notice['id']}/passing-on",
            {"version": notice["version"], "unit": "3rd squadron", "passed_at": _at(0), "person": "Capt. Orlova"},
        )
    yield 60 * 24


async def convoy(cast: Cast) -> AsyncIterator[float]:
    """Medicine goes up the valley: notified, planned, driven, done; then the next."""
    relief, north = cast["relief"], cast["north"]
    number = int(datetime.now(UTC).timestamp() // 60) % 1_000
    route = {"waypoints": _way(ROAD, 6, 40), "half_width_m": 150, "slack_minutes": 5}
    card = {"title": f"Medicine, convoy {number}", "mark": "4 white lorries, plates VS 100-103", "contact": "Samir"}
    notice_form = {
        "kind": "movement",
        "card": card,
        "route": route,
        "recipients": [{"party": party} for party in ("north", "authority", "south")],
        "valid_until": _at(70),
        "urgent": True,
        "vehicles": "4 lorries, 1 car",
        "author": "Samir",
        "checked_by": "Lina",
    }
    _, notice = await relief.ask("POST", "/notices", notice_form)
    planned = await relief.plan({"kind": "convoy", "card": card, "route": route})
    yield 2
    if notice and "id" in notice:
        form = {"version": notice["version"], "person": "Capt. Orlova"}
        await north.ask("POST", f"/notices/{notice['id']}/acknowledgement", form)
    yield 5
    if planned:
        planned = await relief.go_on(planned, "Activated")
        yield 40
        await relief.go_on(planned, "Ended")
    yield 4


async def survey(cast: Cast) -> AsyncIterator[float]:
    """Roofs are looked at from the air, one after another around the town; where a parcel flies already, over it."""
    uss1 = cast["uss1"]
    for turn in range(8):
        yield 1
        angle = math.pi * turn / 4
        lat, lng = _moved(SION, 3.0 * math.cos(angle), 3.0 * math.sin(angle))
        form = _flight("drone", f"Roof survey {turn + 1}", lat, lng, 400.0, (500, 700), 3, 12)
        planned = await uss1.plan(form, reason="The owner waits on the roof; both pilots have been told.")
        yield 3
        if planned:
            planned = await uss1.go_on(planned, "Activated")
        yield 12
        if planned:
            await uss1.go_on(planned, "Ended")


async def parcels(cast: Cast) -> AsyncIterator[float]:
    """Parcels fly where the surveys are, and take what the office suggests."""
    uss2 = cast["uss2"]
    for turn in range(8):
        angle = math.pi * turn / 4
        lat, lng = _moved(SION, 3.2 * math.cos(angle), 2.7 * math.sin(angle))
        form = _flight("drone", f"Parcel {turn + 1}", lat, lng, 250.0, (550, 650), 6, 6)
        planned = await uss2.plan(form)
        yield 7
        if planned:
            planned = await uss2.go_on(planned, "Activated")
        yield 5
        if planned:
            await uss2.go_on(planned, "Nonconforming" if turn == 5 else "Ended")
        yield 3


async def sortie(cast: Cast) -> AsyncIterator[float]:
    """An aircraft of the north crosses the valley high up, and one of the south flies near a clinic."""
    north, south = cast["north"], cast["south"]
    way = [{"lat": 46.35, "lng": 7.15, "at": _at(10)}, {"lat": 46.12, "lng": 7.45, "at": _at(16)}]
    route = {"waypoints": way, "half_width_m": 1_500, "slack_minutes": 2, "lower_m": 3_200, "upper_m": 3_800}
    planned = await north.plan({"kind": "aircraft", "card": {"title": "Patrol", "mark": "N-41"}, "route": route})
    lat, lng = _moved(PLACES["Evolene"], 0.8, -0.5)
    low = _flight("aircraft", "Reconnaissance of the pass", lat, lng, 900.0, (2_000, 2_600), 12, 10)
    await south.plan(low)
    yield 10
    if planned:
        planned = await north.go_on(planned, "Activated")
    yield 8
    if planned:
        await north.go_on(planned, "Ended")
    yield 12


async def blasting(cast: Cast) -> AsyncIterator[float]:
    """Snow is blasted off a slope: an area is closed, and released again."""
    authority = cast["authority"]
    lat, lng = PLACES["Derborence"]
    form = _flight("constraint", "Avalanche blasting", lat, lng, 1_800.0, (1_000, 3_500), 5, 25)
    planned = await authority.plan(form)
    yield 5
    if planned:
        planned = await authority.go_on(planned, "Activated")
    yield 20
    if planned:
        await authority.go_on(planned, "Ended")
    yield 15


async def duty(cast: Cast) -> AsyncIterator[float]:
    """Those on duty read what waits for them; nobody in the south does."""
    for party, person in (("north", "Capt. Orlova"), ("authority", "M. Rey"), ("relief", "Samir"), ("uss1", "Kim")):
        await cast[party].acknowledge_all(person)
    yield 3


async def talk(cast: Cast) -> AsyncIterator[float]:
    """Relief and the north speak about the road; what was wrong is corrected, and not taken back."""
    relief, north = cast["relief"], cast["north"]
    first = {"text": "The bridge at Riddes is closed for lorries. Is the north side free of work?", "person": "Samir"}
    _, thread = await relief.ask(
        "POST", "/threads", {"parties": ["north"], "title": "The bridge at Riddes", "message": first}
    )
    yield 2
    path = f"/threads/{thread['id']}/messages"
    await north.ask("POST", path, {"text": "Free until 16:00.", "person": "Capt. Orlova"})
    yield 1
    await north.ask(
        "POST",
        path,
        {"text": "Until 15:00, I am sorry.", "kind": "correction", "refers_to": 2, "person": "Capt. Orlova"},
    )
    yield 5
    await relief.ask("POST", f"/threads/{thread['id']}/closing", {"summary": "North side free until 15:00."})
    yield 45


async def distress(cast: Cast) -> AsyncIterator[float]:
    """The channel between the air forces is suspended, and carries a call of distress all the same."""
    yield 4
    call = {"text": "One of ours has lost power over the pass and goes down to Sion. Please keep clear below 3,000 m.",
            "priority": "distress", "person": "Maj. Haddad"}  # fmt: skip
    await cast["south"].ask("POST", "/agreements/north-south/hotline", call)
    yield 120


ACTS: tuple[Act, ...] = (clinics, convoy, survey, parcels, sortie, blasting, duty, talk, distress)


def _flight(
    kind: str, title: str, lat: float, lng: float, radius_m: float, band_m: tuple[int, int], begins: float, lasts: float
) -> Form:
    volume = {
        "circle": {"lat": lat, "lng": lng, "radius_m": radius_m},
        "lower_m": band_m[0],
        "upper_m": band_m[1],
        "start": _at(begins),
        "end": _at(begins + lasts),
    }
    return {"kind": kind, "card": {"title": title, "contact": "on duty"}, "extents": [volume]}


def _way(places: tuple[str, ...], begins: float, lasts: float) -> list[Form]:
    step = lasts / (len(places) - 1)
    return [
        {"lat": PLACES[name][0], "lng": PLACES[name][1], "at": _at(begins + i * step), "name": name}
        for i, name in enumerate(places)
    ]


def _moved(place: tuple[float, float], north_km: float, east_km: float) -> tuple[float, float]:
    lat, lng = place
    return lat + north_km / 111.2, lng + east_km / (111.2 * math.cos(math.radians(lat)))


def _at(minutes: float) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
