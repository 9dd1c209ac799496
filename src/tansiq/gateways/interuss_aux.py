"""InterUSS's auxiliary interface (aux.yaml 1.1.0), as far as it means something for one office with one journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from tansiq.gateways.contract import Answer, Call, Problem, Route, Scopes

_READ: Scopes = (frozenset({"interuss.pool_status.read"}),)
_BEAT: Scopes = (frozenset({"interuss.pool_status.heartbeat.write"}),)
_REMOTE_ID: Scopes = (
    frozenset({"dss.read.identification_service_areas"}),
    frozenset({"dss.write.identification_service_areas"}),
)


@dataclass(frozen=True, slots=True)
class AuxInfo:
    """What the office says of itself. `dar_id` names the airspace representation, `dss_id` this way into it."""

    version: str
    dar_id: str
    dss_id: str
    public_url: str
    started: datetime


class InterussAux:
    """The routes of the interface."""

    def __init__(self, info: AuxInfo) -> None:
        self._info = info
        self._beats: dict[str, object] = {
            "timestamp": info.started.astimezone(UTC),
            "source": "Startup",
            "reporter": "",
            "index": 1,
        }

    def routes(self) -> tuple[Route, ...]:
        """Every endpoint of aux.yaml."""
        return (
            Route("GET", "/aux/v1/version", (), self.version),
            Route("GET", "/aux/v1/validate_oauth", _REMOTE_ID, self.validate_oauth),
            Route("GET", "/aux/v1/pool", _READ, self.pool),
            Route("GET", "/aux/v1/pool/dss_instances", _READ, self.instances),
            Route("PUT", "/aux/v1/pool/dss_instances/heartbeat", _BEAT, self.heartbeat),
            Route("GET", "/aux/v1/configuration/accepted_ca_certs", (), self.certificates),
            Route("GET", "/aux/v1/configuration/ca_certs", (), self.certificates),
            Route("GET", "/aux/v1/configuration/global_options", _READ, self.global_options),
        )

    async def version(self, call: Call) -> Answer:
        return _answer({"version": self._info.version})

    async def validate_oauth(self, call: Call) -> Answer:
        owner = call.query.get("owner", "")
        if not owner:
            raise Problem(400, "owner-needed", "name the owner that the token should belong to", "owner")
        if owner != call.party:
            raise Problem(403, "owner-differs", "the token belongs to another party", "owner")
        return _answer({})

    async def pool(self, call: Call) -> Answer:
        return _answer({"dar_id": self._info.dar_id})

    async def instances(self, call: Call) -> Answer:
        instance = {
            "id": self._info.dss_id,
            "public_endpoint": self._info.public_url,
            "most_recent_heartbeat": self._beats,
        }
        return _answer({"dss_instances": [instance]})

    async def heartbeat(self, call: Call) -> Answer:
        raise Problem(501, "not-implemented", "one office with one journal has no pool of databases to keep alive")

    async def certificates(self, call: Call) -> Answer:
        return _answer({"CAs": []})

    async def global_options(self, call: Call) -> Answer:
        return _answer({"scd_global_lock": False, "scd_hash_lock": False, "time_based_notification_index": False})


def _answer(body: object) -> Answer:
    return Answer(200, msgspec.json.encode(body))
