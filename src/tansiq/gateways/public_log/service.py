"""A witness at its own address, for logs that push (C2SP tlog-witness), and for whoever compares: what it cosigned
last, and what it has found.

No token is asked for: a request is believed by the log's signature, and answered only for logs that are watched here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from tansiq.evidence.asking import LONGEST, SIZE_TYPE, Request, size_answered
from tansiq.evidence.notes import NoteInvalid
from tansiq.evidence.witness import NotTaken, Why
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.public_log.follower import WitnessDesk
from tansiq.gateways.public_log.shown import WitnessShown, watched_shown

ROOT = "/witness"
EVIDENCE = f"{ROOT}/evidence"
_PLAIN = b"text/plain; charset=utf-8"
_FRESH = ((b"cache-control", b"no-cache"),)


class WitnessService:
    """The routes. `find` gives the witness whose key has this identifier (8 hexadecimal digits); "" stands for the only
    one. `several`: the identifier is a step of the path."""

    def __init__(self, find: Callable[[str], Awaitable[WitnessDesk | None]], *, several: bool) -> None:
        self._find = find
        self._root = f"{ROOT}/{{key}}" if several else ROOT

    def routes(self) -> tuple[Route, ...]:
        """All of them; none asks for a token."""
        return (
            Route("POST", f"{self._root}/add-checkpoint", (), self.add),
            Route("GET", f"{self._root}/evidence", (), self.evidence),
        )

    async def add(self, call: Call) -> Answer:
        """Cosigns what continues the checkpoint that was cosigned last; the statuses are the standard's."""
        witness = await self._found(call)
        if len(call.body) > LONGEST:
            raise Problem(413, "body-too-long", f"a checkpoint and its proof have at most {LONGEST:,} bytes here")
        try:
            asked = Request.read(call.body)
        except NoteInvalid as invalid:
            return _said(Why.MALFORMED.value, str(invalid))
        try:
            cosignature = await witness.add(asked.old_size, asked.proof, asked.note)
        except NotTaken as refused:
            if refused.why is Why.OLD_SIZE:
                return Answer(refused.why.value, size_answered(refused.size), media_type=SIZE_TYPE)
            return _said(refused.why.value, str(refused))
        return Answer(200, cosignature.line.encode(), _FRESH, _PLAIN)

    async def evidence(self, call: Call) -> Answer:
        """What it cosigned last of each log, and what it has found: nobody who keeps a log can keep that back."""
        witness = await self._found(call)
        watched = await witness.desk.read(lambda state, now_us: tuple(map(watched_shown, state.watched.values())))
        shown = WitnessShown(witness.key.public.written(), watched)
        return Answer(200, msgspec.json.encode(shown), _FRESH)

    async def _found(self, call: Call) -> WitnessDesk:
        witness = await self._find(call.path[0] if call.path else "")
        if witness is None:
            raise Problem(404, "not-found", "there is no such witness here")
        return witness


def _said(status: int, message: str) -> Answer:
    return Answer(status, f"{message}\n".encode(), media_type=_PLAIN)
