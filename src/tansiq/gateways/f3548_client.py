"""F3548-21's DSS interface from the other side: announces operational intents to an office."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tansiq.gateways.f3548_wire import time_of
from tansiq.gateways.oauth_client import NotAdmitted
from tansiq.gateways.out_of_reach import NoOffice
from tansiq.volumes import Circle, Outline, Volume

INTENTS = "/dss/v1/operational_intent_references"
CONSTRAINTS = "/dss/v1/constraint_references"
SUBSCRIPTIONS = "/dss/v1/subscriptions"
ATTEMPTS = 100


@dataclass(frozen=True, slots=True)
class Announced:
    """What became of an announcement. `conflicts` are (id, manager) of all that was in its way.

    `problem` is empty when the office took it in; otherwise it says why not.
    """

    name: str
    id: str
    ovn: str
    conflicts: tuple[tuple[str, str], ...]
    problem: str = ""


class DssClient:
    """Speaks to one office with one token."""

    def __init__(self, client: httpx.AsyncClient, token: str, uss_base_url: str) -> None:
        self._client, self._base_url = client, uss_base_url
        self._headers = {"Authorization": f"Bearer {token}"}

    async def announce(self, name: str, volumes: Sequence[Volume]) -> Announced:
        """Announces a flight; learns what is in its way, and tries again with the OVNs that it may know.

        Own flights' OVNs stand in the office's answer. Another party's have to be asked of that party: then the
        flight is left out, with the reason. Raises `ConnectionError` when no office answers, `NotAdmitted`.
        """
        intent_id = str(uuid.uuid4())
        body: dict[str, Any] = {
            "extents": [volume_form(volume) for volume in volumes],
            "state": "Accepted",
            "uss_base_url": self._base_url,
        }
        key: set[str] = set()
        conflicts: dict[str, str] = {}
        for _ in range(ATTEMPTS):
            status, answer = await self.put(f"{INTENTS}/{intent_id}", body | {"key": sorted(key)})
            if status == 201:
                ovn = answer["operational_intent_reference"]["ovn"]
                return Announced(name, intent_id, ovn, tuple(sorted(conflicts.items())))
            if status in {401, 403}:
                raise NotAdmitted(f"the office does not admit us ({status}): {answer.get('message', '')}")
            missing = answer.get("missing_operational_intents") or ()
            conflicts |= {reference["id"]: reference["manager"] for reference in missing}
            if status != 409 or not missing:
                problem = answer.get("message") or f"answer {status} without a reason: is this an office?"
                return Announced(name, intent_id, "", tuple(sorted(conflicts.items())), problem)
            foreign = sorted({reference["manager"] for reference in missing if "ovn" not in reference})
            if foreign:
                problem = f"in the way of {', '.join(foreign)}: ask them for the details first"
                return Announced(name, intent_id, "", tuple(sorted(conflicts.items())), problem)
            key |= {reference["ovn"] for reference in missing}
        return Announced(name, intent_id, "", tuple(sorted(conflicts.items())), f"not in after {ATTEMPTS} attempts")

    async def put(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and answer (empty if it is no JSON object). Raises `ConnectionError` when no office answers."""
        try:
            answer = await self._client.put(path, json=body, headers=self._headers)
        except httpx.TransportError as error:
            raise NoOffice(self._client.base_url, error) from None
        try:
            document = answer.json()
        except ValueError:
            document = {}
        return answer.status_code, document if isinstance(document, dict) else {}


def volume_form(volume: Volume) -> dict[str, Any]:
    """A volume in the standard's form. All of its bounds must be there."""
    assert volume.start_us is not None
    assert volume.end_us is not None
    return {
        "volume": {
            **_outline_form(volume.outline),
            "altitude_lower": {"value": volume.lower_m, "reference": "W84", "units": "M"},
            "altitude_upper": {"value": volume.upper_m, "reference": "W84", "units": "M"},
        },
        "time_start": _time_form(volume.start_us),
        "time_end": _time_form(volume.end_us),
    }


def _outline_form(outline: Outline) -> dict[str, Any]:
    if isinstance(outline, Circle):
        return {
            "outline_circle": {
                "center": {"lat": outline.lat, "lng": outline.lng},
                "radius": {"value": outline.radius_m, "units": "M"},
            }
        }
    values = outline.vertices
    return {
        "outline_polygon": {
            "vertices": [{"lat": lat, "lng": lng} for lat, lng in zip(values[::2], values[1::2], strict=True)]
        }
    }


def _time_form(us: int) -> dict[str, str]:
    return {"value": time_of(us).value.isoformat().replace("+00:00", "Z"), "format": "RFC3339"}
