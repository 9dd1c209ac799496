"""What goes into an incident's bundle: the answers that its reader gets by asking, and nothing else. So what the reader
may see is decided where it is always decided, and a bundle cannot hold more than the pages show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from tansiq.gateways.contract import Answer, Problem
from tansiq.office.refusals import Refusal

Ask: TypeAlias = Callable[[str, tuple[str, ...], Mapping[str, str]], Awaitable[Answer]]
"""Asks a route, by its template, as the reader."""
MOST_BYTES, MOST_RECEIPTS = 33_554_432, 300
_WHERE = {
    "operation": "operations",
    "notice": "notices",
    "thread": "threads",
    "report": "reports",
    "request": "requests",
    "quiet-period": "quiet-periods",
}
_ROOT = "/api/v1"
_LONGEST = 60
_PLAIN = re.compile(r"[^A-Za-z0-9._-]")


@dataclass
class Gathered:
    """The files by their paths, and what is said of them: the incident, each party's accounts, what each had been told
    by then, the things linked (kind, id) as far as they are still there, and which are not."""

    files: dict[str, bytes] = field(default_factory=dict)
    incident: Any = None
    accounts: dict[str, list[Any]] = field(default_factory=dict)
    told: Any = None
    things: dict[tuple[str, str], Any] = field(default_factory=dict)
    not_there: list[tuple[str, str]] = field(default_factory=list)
    receipts: int = 0
    receipts_left_out: int = 0

    def put(self, path: str, body: bytes) -> Any:
        """Keeps an answer. Raises `Problem` (`bundle-too-large`)."""
        self.files[path] = body
        if sum(map(len, self.files.values())) > MOST_BYTES:
            raise Problem(413, "bundle-too-large", f"a bundle has at most {MOST_BYTES:,} bytes")
        return msgspec.json.decode(body) if path.endswith(".json") else None


async def gather(ask: Ask, incident_id: str, *, receipts: bool) -> Gathered:
    """All of it. Raises what the routes raise for the incident itself."""
    found, at = Gathered(), (incident_id,)
    incident = found.incident = found.put("incident.json", (await ask(f"{_ROOT}/incidents/{{id}}", at, {})).body)
    for side in incident["parties"]:
        party = side["party"]
        answer = await ask(f"{_ROOT}/incidents/{{id}}/accounts/{{party}}", (incident_id, party), {})
        said = found.put(f"accounts/{file_name(party)}.json", answer.body)
        found.accounts[party] = said
    links = {(link["kind"], link["id"]) for link in incident.get("links", ())}
    if incident.get("quiet_period"):
        links.add(("quiet-period", incident["quiet_period"]))
    for kind, thing_id in sorted(links):
        try:
            answer = await ask(f"{_ROOT}/{_WHERE[kind]}/{{id}}", (thing_id,), {})
        except (Problem, Refusal):
            found.not_there.append((kind, thing_id))
        else:
            found.things[kind, thing_id] = found.put(f"things/{kind}-{file_name(thing_id)}.json", answer.body)
    found.told = await _told(ask, incident_id, found)  # last: what was just shown belongs to it
    if receipts:
        for kind, thing_id in (("incident", incident_id), *sorted(found.things)):
            await _receipts(ask, kind, thing_id, found)
    return found


async def _told(ask: Ask, incident_id: str, found: Gathered) -> Any:
    """Of so much time around it as one answer can tell."""
    for minutes in ("60", "10", "0"):
        try:
            answer = await ask(f"{_ROOT}/incidents/{{id}}/told", (incident_id,), {"span_minutes": minutes})
        except Problem as problem:
            if problem.code != "too-many-found":
                raise
        else:
            return found.put("told.json", answer.body)
    return None


async def _receipts(ask: Ask, kind: str, thing_id: str, found: Gathered) -> None:
    """The office's receipts for what was said and told of a thing, each a proof of its own."""
    cursor: dict[str, str] = {}
    while True:
        asked = {"subject": kind, "id": thing_id, "limit": "100", **cursor}
        page = msgspec.json.decode((await ask(f"{_ROOT}/receipts", (), asked)).body)
        for one in page["items"]:
            number = str(one["number"])
            if found.receipts >= MOST_RECEIPTS:
                found.receipts_left_out += 1
                continue
            try:
                answer = await ask(f"{_ROOT}/receipts/{{number}}/file", (number,), {})
            except Problem:  # the log has not come so far yet: the receipt can be had later
                found.receipts_left_out += 1
                continue
            found.put(f"proofs/receipt-{number}.tlog-proof", answer.body)
            found.receipts += 1
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def file_name(name: str) -> str:
    """An identifier as part of a file's name, on every system."""
    if len(name) > _LONGEST:
        return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
    plain = _PLAIN.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), name)
    return plain if plain.strip(".") else f"_{plain}"
