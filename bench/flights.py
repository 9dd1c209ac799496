"""Made-up flights: small hexagons, somewhere, for an hour."""

from __future__ import annotations

import math
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.load import Request, encode

INTENTS = "/dss/v1/operational_intent_references"


def hexagon(lat: float, lng: float, radius_m: float = 200.0) -> list[dict[str, float]]:
    north, east = radius_m / 111_200, radius_m / (111_200 * math.cos(math.radians(lat)))
    return [
        {"lat": lat + north * math.sin(math.pi * i / 3), "lng": lng + east * math.cos(math.pi * i / 3)}
        for i in range(6)
    ]


def volume(lat: float, lng: float, start: datetime, minutes: float = 60.0, low_m: float = 0.0) -> dict[str, Any]:
    def height(value: float) -> dict[str, Any]:
        return {"value": value, "reference": "W84", "units": "M"}

    def moment(when: datetime) -> dict[str, str]:
        return {"value": when.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "format": "RFC3339"}

    return {
        "volume": {
            "outline_polygon": {"vertices": hexagon(lat, lng)},
            "altitude_lower": height(low_m),
            "altitude_upper": height(low_m + 120.0),
        },
        "time_start": moment(start),
        "time_end": moment(start + timedelta(minutes=minutes)),
    }


def create(
    extent: dict[str, Any], key: tuple[str, ...] = (), suffix: str | None = None, intent_id: str | None = None
) -> Request:
    body = {
        "extents": [extent],
        "key": key,
        "state": "Accepted",
        "uss_base_url": "https://uss.example.org/utm",
        **({"requested_ovn_suffix": suffix} if suffix else {}),
    }
    return "PUT", f"{INTENTS}/{intent_id or uuid.uuid4()}", encode(body)


def grid(count: int) -> list[tuple[float, float]]:
    """Places 1.5 km and more apart: no two flights there come near each other."""
    side = math.ceil(math.sqrt(count))
    step = 0.0137
    return [(30.0 + step * (i // side), 10.0 + step * 1.6 * (i % side)) for i in range(count)]


def soon(minutes: float = 10.0) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


def uuid7(moment: float) -> str:
    """A version-7 UUID (RFC 9562) of a Unix time."""
    number = (int(moment * 1000) << 80) | (uuid.uuid4().int & ((1 << 80) - 1))
    number = number & ~(0xF << 76) | (0x7 << 76)
    return str(uuid.UUID(int=number & ~(0x3 << 62) | (0x2 << 62)))
