"""What the exercise announces over ASTM F3548-21: drone services, a relief organisation and an authority, around the
town of the valley."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tansiq.cli.exercise.cast import SION
from tansiq.cli.output import as_json, table
from tansiq.gateways.f3548_client import CONSTRAINTS, INTENTS, SUBSCRIPTIONS, DssClient, volume_form
from tansiq.gateways.oauth_client import fetch_token
from tansiq.office.desk import now_us
from tansiq.office.rules import DAY_US
from tansiq.volumes import Circle, Volume

_WORDS = {INTENTS: "intent", CONSTRAINTS: "constraint", SUBSCRIPTIONS: "subscription"}


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that a party announces in the exercise. Offsets: km east and north of the town, minutes from now."""

    party: str
    kind: str
    name: str
    east_km: float
    north_km: float
    radius_m: float
    low_m: float
    high_m: float
    begins_min: float
    lasts_min: float


def moves() -> list[Move]:
    """The exercise, in the order in which it is announced."""
    found = [
        Move("authority", CONSTRAINTS, "crane work at the station", 0.5, 0.2, 400, 0, 120, 5, 480),
        Move("authority", CONSTRAINTS, "approach of the airfield", 9.0, -4.0, 3500, 0, 600, 5, 1200),
        Move("uss1", SUBSCRIPTIONS, "all of the town", 0.0, 0.0, 12000, 0, 1000, 0, 720),
        Move("relief", SUBSCRIPTIONS, "the road to the clinic", 4.0, 3.0, 9000, 0, 1000, 0, 720),
    ]
    for i in range(6):
        found.append(Move("relief", INTENTS, f"medicine to the clinic {i + 1}", 2 + i, 2 + i, 700, 40, 110, 30, 45))
    for i in range(8):
        angle = math.pi * i / 4
        east, north = 6 * math.cos(angle), 6 * math.sin(angle)
        found.append(Move("uss1", INTENTS, f"roof survey {i + 1}", east, north, 500, 0, 100, 20 + 10 * i, 60))
        found.append(Move("uss2", INTENTS, f"parcel {i + 1}", east + 0.6, north, 350, 60, 120, 40 + 10 * i, 30))
    return found


async def load(url: str, secrets: Mapping[str, str]) -> list[dict[str, Any]]:
    """Announces the exercise; what became of each move. Raises `ConnectionError`, `KeysRefused`."""
    now = now_us()
    async with httpx.AsyncClient(base_url=url, timeout=10.0, trust_env=False) as client:
        parties = sorted({move.party for move in moves()})
        clients = {
            party: DssClient(client, await fetch_token(client, party, secrets[party]), _base_url(party))
            for party in parties
        }
        return [await _announce(clients[move.party], move, now) for move in moves()]


async def _announce(client: DssClient, move: Move, at_us: int) -> dict[str, Any]:
    thing_id = _identifier(f"{move.name} {at_us // DAY_US}")
    extent = volume_form(_volume(move, at_us))
    body: dict[str, Any] = {"extents": [extent], "uss_base_url": _base_url(move.party)}
    if move.kind == SUBSCRIPTIONS:
        body |= {"extents": extent, "notify_for_operational_intents": True}
    if move.kind == INTENTS:
        body |= {"state": "Accepted", "key": [], "new_subscription": {"uss_base_url": _base_url(move.party)}}
    status, document = await client.put(f"{move.kind}/{thing_id}", body)
    return {
        "party": move.party,
        "kind": _WORDS[move.kind],
        "name": move.name,
        "id": thing_id,
        "status": status,
        "in_the_way": [seen["manager"] for seen in document.get("missing_operational_intents", ())],
        "to_notify": [subscriber["uss_base_url"] for subscriber in document.get("subscribers", ())],
    }


def report(answers: list[dict[str, Any]], as_document: bool) -> None:
    """Prints what became of the exercise."""
    if as_document:
        as_json(answers)
        return
    words = {200: "taken in", 201: "taken in", 409: "not yet"}
    rows = []
    for answer in answers:
        said = words.get(answer["status"], f"refused ({answer['status']})")
        if answer["in_the_way"]:
            said = f"not planned: has not seen the flight of {', '.join(sorted(set(answer['in_the_way'])))} in its way"
        elif answer["status"] == 409:
            said = "there already"
        rows.append((answer["party"], answer["kind"], answer["name"], said))
    table(
        ("party", "announces", "", "the office says"),
        rows,
        "An exercise: a town in a valley, a clinic, and who flies today",
    )


def _identifier(name: str) -> str:
    digits = hashlib.sha256(name.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-8{digits[15:18]}-{digits[18:30]}"


def _base_url(party: str) -> str:
    return f"https://{party}.example.org"


def _volume(move: Move, at_us: int) -> Volume:
    lat = SION[0] + move.north_km / 111.2
    lng = SION[1] + move.east_km / (111.2 * math.cos(math.radians(SION[0])))
    begins_us = at_us + int(move.begins_min * 60e6)
    ends_us = begins_us + int(move.lasts_min * 60e6)
    return Volume(Circle(lat, lng, move.radius_m), move.low_m, move.high_m, begins_us, ends_us)
