"""`tansiq exercise`: a made-up day on a made-up coast, to try things on."""

from __future__ import annotations

import asyncio
import hashlib
import math
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from tansiq.cli.output import as_json, console, errors, table
from tansiq.cli.serve import serve_settings
from tansiq.settings import Settings
from tansiq.web.issuer import CLIENTS, Issuer, init_keys

HARBOUR = (36.20, 5.40)
_HELP = """Load an exercise into an office: a harbour town, a clinic, three traffic services and an authority.

With --serve, makes keys and a journal below --folder if there are none, serves an office and loads the exercise.

Examples:

    tansiq exercise --serve

    tansiq exercise --url http://localhost:8000 --json
"""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that a party announces in the exercise. Offsets: km east and north of the harbour, minutes from now."""

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
        Move("authority", "constraints", "crane work at the mole", 0.5, 0.2, 400, 0, 120, 5, 480),
        Move("authority", "constraints", "approach of the airfield", 9.0, -4.0, 3500, 0, 600, 5, 1200),
        Move("uss1", "subscriptions", "all of the town", 0.0, 0.0, 12000, 0, 1000, 0, 720),
        Move("relief", "subscriptions", "the road to the clinic", 4.0, 3.0, 9000, 0, 1000, 0, 720),
    ]
    for i in range(6):
        found.append(Move("relief", "intents", f"medicine to the clinic {i + 1}", 2 + i, 2 + i, 700, 40, 110, 30, 45))
    for i in range(8):
        angle = math.pi * i / 4
        east, north = 6 * math.cos(angle), 6 * math.sin(angle)
        found.append(Move("uss1", "intents", f"roof survey {i + 1}", east, north, 500, 0, 100, 20 + 10 * i, 60))
        found.append(Move("uss2", "intents", f"parcel {i + 1}", east + 0.6, north, 350, 60, 120, 40 + 10 * i, 30))
    return found


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("exercise", help=_HELP)(exercise)


def exercise(
    serve: Annotated[bool, typer.Option("--serve", help="Serve an office of its own first, until Ctrl-C.")] = False,
    url: Annotated[str, typer.Option(help="The office, if it is served already.")] = "http://localhost:8000",
    port: Annotated[int, typer.Option(help="With --serve: port to listen at.", min=1, max=65535)] = 8000,
    folder: Annotated[Path, typer.Option(help="Where keys and journal are kept.")] = Path("var/exercise"),
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    keys = folder / "keys"
    if serve and not (keys / CLIENTS).exists():
        secrets = init_keys(keys)
        errors.print(f"Made keys and clients in {keys}. Client secrets, shown this once:", markup=False)
        for name, secret in secrets.items():
            errors.print(f"  {name}  {secret}", markup=False)
    if not serve:
        answers = asyncio.run(load(url, Issuer.open(keys, ("localhost",))))
        report(answers, as_document)
        return
    given = {
        "port": (port,),
        "keys": str(keys),
        "audience": ("localhost",),
        "journal": f"sqlite:{folder / 'office.db'}",
        "allow_http_urls": True,
        "log_format": "console",
        "access_log": False,
        "log_level": "warning",
    }
    own_url = f"http://localhost:{port}"

    async def when_listening() -> None:
        answers = await load(own_url, Issuer.open(keys, ("localhost",)))
        report(answers, as_document)
        if not as_document:
            console.print(f"\nThe office is served at {own_url}. Ctrl-C ends it; its journal stays in {folder}.")
            console.print(f"Try:  TOKEN=$(tansiq token uss1 --keys {keys})", markup=False)
            console.print(f"      curl {own_url}/readyz", markup=False)

    serve_settings(Settings.load(given, os.environ), when_listening)


async def load(url: str, issuer: Issuer) -> list[dict[str, Any]]:
    """Announces the exercise; what became of each move. Raises `ConnectionError`."""
    now = datetime.now(UTC)
    tokens = {name: issuer.mint(name, client.scopes, "localhost") for name, client in issuer.clients.items()}
    answers = []
    async with httpx.AsyncClient(base_url=url, timeout=10.0, trust_env=False) as client:
        for move in moves():
            try:
                answers.append(await _announce(client, move, tokens[move.party], now))
            except httpx.TransportError as error:
                raise ConnectionError(f"no office answers at {url}: {error}") from None
    return answers


async def _announce(client: httpx.AsyncClient, move: Move, token: str, now: datetime) -> dict[str, Any]:
    thing_id = _identifier(f"{move.name} {now:%Y-%m-%d}")
    path = {
        "intents": "/dss/v1/operational_intent_references/",
        "constraints": "/dss/v1/constraint_references/",
        "subscriptions": "/dss/v1/subscriptions/",
    }[move.kind] + thing_id
    extent = _extent(move, now)
    base_url = f"https://{move.party}.example.org"
    body: dict[str, Any] = {"extents": [extent], "uss_base_url": base_url}
    if move.kind == "subscriptions":
        body |= {"extents": extent, "notify_for_operational_intents": True}
    if move.kind == "intents":
        body |= {"state": "Accepted", "key": [], "new_subscription": {"uss_base_url": base_url}}
    answer = await client.put(path, json=body, headers={"Authorization": f"Bearer {token}"})
    document = answer.json()
    return {
        "party": move.party,
        "kind": move.kind.removesuffix("s"),
        "name": move.name,
        "id": thing_id,
        "status": answer.status_code,
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
    table(("party", "announces", "", "the office says"), rows, "An exercise: a harbour, a clinic, and who flies today")


def _identifier(name: str) -> str:
    digits = hashlib.sha256(name.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-8{digits[15:18]}-{digits[18:30]}"


def _extent(move: Move, now: datetime) -> dict[str, Any]:
    lat = HARBOUR[0] + move.north_km / 111.2
    lng = HARBOUR[1] + move.east_km / (111.2 * math.cos(math.radians(HARBOUR[0])))
    begins = now + timedelta(minutes=move.begins_min)

    def height(value: float) -> dict[str, Any]:
        return {"value": value, "reference": "W84", "units": "M"}

    def moment(when: datetime) -> dict[str, str]:
        return {"value": when.isoformat().replace("+00:00", "Z"), "format": "RFC3339"}

    return {
        "volume": {
            "outline_circle": {"center": {"lat": lat, "lng": lng}, "radius": {"value": move.radius_m, "units": "M"}},
            "altitude_lower": height(move.low_m),
            "altitude_upper": height(move.high_m),
        },
        "time_start": moment(begins),
        "time_end": moment(begins + timedelta(minutes=move.lasts_min)),
    }
