"""The past, asked by the routes of the present: with `at`, what is read is answered by the office as it stood then.

Who may ask is decided by the present: whoever has no account, or takes no part, any more, is told nothing. What a party
sees is decided by the past, by the same function as ever. That somebody looked is written down in the present first.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Protocol, TypeAlias

import msgspec

from tansiq.centre.roles import EXAMINE, READ
from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.notes import read_note
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.contract import Answer, Call, Handler, Problem, Route
from tansiq.gateways.outlines import microseconds, moment
from tansiq.journal.desk import now_us
from tansiq.office.desk import Desk
from tansiq.office.looking_back import LookBack

PARAMETERS = {
    "at": "as it was known at this moment; what is over cannot be changed",
    "as": f"with `at`: as this party had been told (needs `{EXAMINE}`)",
}
_ROOT = "/api/v1"
ONLY_NOW = frozenset(
    f"{_ROOT}/{name}"
    for name in ("events", "centres", "reports/search", "receipts", "receipts/{number}/file", "log", "log/put-up")
)
"""What has no past: what comes as it happens, who is connected, what an index of the present finds, and the log and
proof, which the present has of the past, too."""
_NOTED_OF = 1_000
"""Looks that are remembered, so that each is written down once; the oldest make room."""


class PastAsked(msgspec.Struct, frozen=True):
    """A question to a past office: a route by its template, what stands in it for names, and who asks."""

    template: str
    path: tuple[str, ...]
    query: dict[str, str]
    party: str
    scopes: tuple[str, ...]
    at_us: int
    person: str = ""
    name: str = ""


class PastAnswered(msgspec.Struct, frozen=True):
    """What a past office says. `problem`: code, message, field and more, where it is one. `shown`: the reports, with
    their versions, of which it shows the words; `sequence`: the entry that it ends with."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    media_type: bytes = b"application/json"
    problem: tuple[str, str, str, dict[str, Any]] | None = None
    shown: tuple[tuple[str, int], ...] = ()
    sequence: int = 0


class Pasts(Protocol):
    """Where past offices are."""

    async def ask(self, asker: str, asked: PastAsked) -> PastAnswered:
        """The answer of the office as it stood then. `asker`: the party that it is for. Raises `Problem`
        (`moment-invalid`, `past-not-ready`, `past-busy`)."""


class MomentOut(msgspec.Struct):
    """Where the journal stands: the last entry, and the chain up to it, which no other history has. Where the log's
    newest checkpoint covers it: `root`, of the log's tree up to it (base64), `checkpoint`, the signed note, and
    `consistency`, that the one tree is the beginning of the other (RFC 6962, base64)."""

    at: datetime
    sequence: int
    chain: str
    root: str | None = None
    checkpoint: str | None = None
    consistency: tuple[str, ...] = ()


Beginnings: TypeAlias = Callable[[int], Awaitable[Beginning | None]]
"""How the log stood when it had so many entries; None where no checkpoint covers them."""


async def no_log(_: int) -> Beginning | None:
    """Of an office that keeps none."""
    return None


def beginning_of(stands: MomentOut) -> Beginning | None:
    """The proof, to be kept as a file; None where it is not there. Raises `NoteInvalid` where it is none."""
    if stands.root is None or stands.checkpoint is None:
        return None
    hashes = tuple(map(base64.b64decode, stands.consistency))
    return Beginning(stands.sequence, base64.b64decode(stands.root), hashes, read_note(stands.checkpoint))


class Moments:
    """The route that says where the journal stands."""

    def __init__(self, desk: Desk, beginnings: Beginnings) -> None:
        self._desk, self._beginnings = desk, beginnings

    def routes(self) -> tuple[Route, ...]:
        """That one."""
        return (
            Route("GET", f"{_ROOT}/moment", needs(READ), self.moment, summary="Where the journal stands: its last "
                  "entry, the chain up to it, and that the log's checkpoint continues it.", gives=MomentOut),
        )  # fmt: skip

    async def moment(self, call: Call) -> Answer:
        """Of a moment that is over, the entry that was the last one then."""

        def found(_: Any, now_us: int) -> MomentOut:
            head = self._desk.sequencer.head
            return MomentOut(moment(now_us), head.sequence, head.chain.hex())

        stands = await self._desk.read(found)
        proof = await self._beginnings(stands.sequence)
        if proof is not None:
            stands.root, *consistency = (base64.b64encode(each).decode() for each in (proof.root, *proof.hashes))
            stands.consistency, stands.checkpoint = tuple(consistency), proof.checkpoint.written()
        return given(200, stands)


def with_a_past(route: Route) -> Route:
    """The route, described with what may be asked of its past."""
    if route.method != "GET" or route.template in ONLY_NOW or not route.scopes:
        return route
    return dataclasses.replace(route, parameters={**route.parameters, **PARAMETERS})


class LookingBack:
    """What routes of the present do with a question about the past."""

    def __init__(self, desk: Desk, pasts: Pasts | None) -> None:
        self._desk, self._pasts = desk, pasts
        self._noted: dict[tuple[str, str, str, int], None] = {}

    def ready(self, route: Route) -> Route:
        """The route, answered by the past where that is asked for; what has none says so."""
        inner = route.handler
        if not route.scopes:
            return route

        async def handler(call: Call) -> Answer:
            return await (self._answer(route, call) if is_of_the_past(call) else inner(call))

        return dataclasses.replace(route, handler=handler)

    async def _answer(self, route: Route, call: Call) -> Answer:
        check_has_past(route)
        if self._pasts is None:
            raise _only_now()
        at_us = moment_asked(call.query.get("at", ""), now_us())
        viewer = call.query.get("as") or call.party
        if viewer != call.party and EXAMINE not in call.scopes:
            raise Problem(403, "scope-missing", f"to look as another party needs the scope {EXAMINE}", "as")
        query = {name: value for name, value in call.query.items() if name not in PARAMETERS}
        own = viewer == call.party
        asked = PastAsked(
            route.template,
            call.path,
            query,
            viewer,
            tuple(sorted(call.scopes)),
            at_us,
            call.person if own else "",
            call.name if own else "",
        )
        answered = await self._pasts.ask(call.party, asked)
        await self._note(call, viewer, at_us, answered)
        if answered.problem is not None:
            code, message, field, more = answered.problem
            raise Problem(answered.status, code, message, field, more)
        stands = (b"tansiq-at", moment(at_us).isoformat().encode()), (b"tansiq-entry", str(answered.sequence).encode())
        return Answer(answered.status, answered.body, (*answered.headers, *stands), answered.media_type)

    async def _note(self, call: Call, viewer: str, at_us: int, answered: PastAnswered) -> None:
        """Writes the look down, each once; and each time what words were shown. Before anything is answered."""
        look = (call.party, call.person or call.name, viewer, at_us)
        if look in self._noted and not answered.shown:
            return
        await self._desk.submit(
            LookBack(call.party, call.name or call.person, viewer, at_us, answered.sequence, answered.shown)
        )
        self._noted[look] = None
        while len(self._noted) > _NOTED_OF:
            del self._noted[next(iter(self._noted))]


def is_of_the_past(call: Call) -> bool:
    """Whether it is asked of a moment that is over."""
    return "at" in call.query or "as" in call.query


def check_has_past(route: Route) -> None:
    """Raises `Problem` (`past-unchangeable`, `only-now`) for a route that cannot be asked so."""
    if route.method != "GET":
        raise Problem(409, "past-unchangeable", "what is over is not changed; leave out `at`, `as`", "at")
    if "at" not in route.parameters:
        raise _only_now()


def _only_now() -> Problem:
    return Problem(400, "only-now", "this is known of now only; leave out `at`, `as`", "at")


def moment_asked(text: str, present_us: int) -> int:
    """The moment that is meant. Raises `Problem` (`moment-invalid`)."""
    form = "a time with its zone, like 2026-03-01T14:32Z"
    try:
        # A plus that was not escaped arrives as a space.
        found = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text)
        if found.tzinfo is None:
            raise ValueError(text)
        at_us = microseconds(found.astimezone(UTC))
    except (ValueError, OverflowError):
        raise Problem(400, "moment-invalid", f"{text[:40]!r} is no moment; give {form}", "at") from None
    if at_us > present_us:
        raise Problem(400, "moment-invalid", "that moment has not been yet", "at")
    return at_us


def straight_to_the_past(here: Handler, office: Handler) -> Handler:
    """Of a party's own centre: the past is the office's to tell."""

    async def answer(call: Call) -> Answer:
        return await (office if is_of_the_past(call) else here)(call)

    return answer
