"""Plans flights at the office beside it: one line in, a number; the same line out, when the office has acknowledged it.

Runs on a played machine. Asks until it is told: a flight whose answer did not come is looked for before it is planned
again.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

PATH = "/dss/v1/operational_intent_references"
WITHIN_S = 12.0
"""Longer than a request may take at the office."""


def name_of(writer: str, number: int) -> str:
    return str(uuid.UUID(int=int(uuid.uuid5(uuid.NAMESPACE_URL, f"{writer}/{number}")), version=4))


def flight(writer: str, number: int) -> dict[str, Any]:
    start = datetime.now(UTC) + timedelta(hours=1)
    where = int(uuid.uuid5(uuid.NAMESPACE_URL, writer)) % 300
    return {
        "extents": [
            {
                "volume": {
                    "outline_circle": {
                        "center": {"lat": -60 + number % 2_400 * 0.05, "lng": -150 + where},
                        "radius": {"value": 50, "units": "M"},
                    },
                    "altitude_lower": {"value": 0, "reference": "W84", "units": "M"},
                    "altitude_upper": {"value": 100, "reference": "W84", "units": "M"},
                },
                "time_start": {"value": start.isoformat(), "format": "RFC3339"},
                "time_end": {"value": (start + timedelta(hours=1)).isoformat(), "format": "RFC3339"},
            }
        ],
        "key": [],
        "state": "Accepted",
        "uss_base_url": "https://uss.example.org",
    }


def asked(url: str, token: str, method: str, body: Any = None) -> int | None:
    """The status; None if no answer came."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data=data, method=method, headers={"Authorization": f"Bearer {token}"})
    try:
        with urlopen(request, timeout=WITHIN_S) as answer:
            return int(answer.status)
    except HTTPError as error:
        if error.code < 500:
            print(f"{time.time():.3f} {method} {error.code} {error.read()[:300]!r}", file=sys.stderr, flush=True)
        return error.code
    except (URLError, OSError):
        return None


def main(base: str, token: str, writer: str) -> None:
    for line in sys.stdin:
        number, known = int(line), False
        url = f"{base}{PATH}/{name_of(writer, number)}"
        while not known:
            status = asked(url, token, "PUT", flight(writer, number))
            while status not in {201, 404}:  # was it done all the same?
                time.sleep(0.1)
                status = asked(url, token, "GET")
                if status == 200:
                    break
            known = status in {200, 201}
        print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
