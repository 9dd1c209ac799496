"""An incident as a bundle: what the asker sees of it, with proofs, in one file that needs no office to be read."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.frame import needs, read_query, text_id
from tansiq.gateways.api_v1.past import MomentOut, beginning_of
from tansiq.gateways.bundle.gathering import Gathered, file_name, gather
from tansiq.gateways.bundle.packing import MANIFEST, manifest_of, packed
from tansiq.gateways.bundle.page import page_name, page_of
from tansiq.gateways.bundle.words import LANGUAGES
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.journal.desk import now_us
from tansiq.office.desk import Desk

MEDIA_TYPE = "application/zip"
_MOST_OF_A_PARTY = 1
_MOMENT, _STOOD = "/api/v1/moment", "proofs/moment.log-beginning"


class Wishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which language the first page is."""

    language: Literal["en", "ar", "ru"] = "en"


class Bundles:
    """The route. `routes`: the office's others, which it asks as the asker would. `log_key`: of the log by which
    receipts are proved, if there is one."""

    def __init__(self, desk: Desk, routes: Sequence[Route], *, log_key: str | None) -> None:
        self._desk, self._log_key = desk, log_key
        self._handlers = {route.template: route.handler for route in routes if route.method == "GET"}
        self._under_way: dict[str, int] = {}

    def routes(self) -> tuple[Route, ...]:
        """That one."""
        return (
            Route("GET", "/api/v1/incidents/{id}/bundle", needs(READ), self.bundle, summary="All that one sees of an "
                  "incident and of what it is linked to, with proofs and a page to read, as a zip.",
                  gives=(MEDIA_TYPE,), parameters={"language": f"of the first page: {', '.join(LANGUAGES)} (en)"}),
        )  # fmt: skip

    async def bundle(self, call: Call) -> Answer:
        """What is in it is what the asker is answered with when asking for each; so reading a report's words by it is
        noted, too."""
        incident_id, language = text_id(call.path[0], "id"), read_query(call, Wishes).language
        if self._under_way.get(call.party, 0) >= _MOST_OF_A_PARTY:
            again = ((b"retry-after", b"5"),)
            raise Problem(429, "too-many-bundles", "one bundle of a party at a time; ask again", headers=again)
        self._under_way[call.party] = self._under_way.get(call.party, 0) + 1
        try:
            return await self._made(call, incident_id, language)
        finally:
            self._under_way[call.party] -= 1

    async def _made(self, call: Call, incident_id: str, language: str) -> Answer:
        async def ask(template: str, path: tuple[str, ...], query: Mapping[str, str]) -> Answer:
            return await self._handlers[template](
                Call(call.party, call.scopes, path, query, b"", call.person, {}, call.name, call.peer)
            )

        has_log = self._log_key is not None and not self._desk.of_the_past
        found = await gather(ask, incident_id, receipts=has_log)
        stands = msgspec.json.decode((await ask(_MOMENT, (), {})).body, type=MomentOut)
        beginning = beginning_of(stands)
        if beginning is not None:
            found.put(_STOOD, beginning.written().encode())
        about = {
            **msgspec.to_builtins(stands),
            "incident": incident_id,
            "party": call.party,
            "made": moment(now_us()).isoformat(),
        }
        if has_log and self._log_key:
            found.put("proofs/log-key.txt", self._log_key.encode() + b"\n")
        data = await asyncio.to_thread(_packed, found, about, language)
        name = f'attachment; filename="incident-{file_name(incident_id)}.zip"'.encode()
        return Answer(200, data, ((b"content-disposition", name),), MEDIA_TYPE.encode())


def _packed(found: Gathered, about: dict[str, Any], first: str) -> bytes:
    digests = {path: (len(body), hashlib.sha256(body).hexdigest()) for path, body in found.files.items()}
    files = dict(found.files)
    for language in LANGUAGES:
        files[page_name(language, first)] = page_of(found, about, digests, language, first).encode()
    not_there = [{"kind": kind, "id": thing_id} for kind, thing_id in found.not_there]
    said = {**about, "receipts": found.receipts, "receipts_left_out": found.receipts_left_out, "not_there": not_there}
    files[MANIFEST] = manifest_of(files, said)
    return packed(files)
