"""Witnesses outside, whom the office's operator has named: to each its checkpoints are pushed (C2SP tlog-witness), and
its cosignatures are taken like those of parties' own centres."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import structlog

from tansiq.evidence.asking import LONGEST_ANSWER, SIZE_TYPE, Request, read_size
from tansiq.evidence.notes import COSIGNATURE, NoteInvalid, PublicKey, read_signature
from tansiq.evidence.shelf import ShelfDamaged
from tansiq.gateways.contract import Problem
from tansiq.gateways.public_log.way import Answered, Unanswered, Way
from tansiq.gateways.public_log.witnesses import LogWitnesses
from tansiq.gateways.reachable import AddressRefused
from tansiq.gateways.webhooks import check_url
from tansiq.office.log_record import PutUp
from tansiq.office.refusals import Refusal

LONGEST_WAIT_S = 300.0
_MOST_TRIES = 3
"""In a round: one that guesses the old size, one that has been told it, one where another was quicker."""
_log = structlog.get_logger("office")


class Standing(StrEnum):
    """How it stands with a witness outside."""

    NOT_ASKED = "not-asked"
    COSIGNS = "cosigns"
    UNREACHABLE = "unreachable"
    ADDRESS_REFUSED = "address-refused"
    """It is at an address to which the office does not go."""
    UNKNOWN_LOG = "unknown-log"
    """Its operator has not entered this log (404)."""
    KEY_UNKNOWN = "key-unknown"
    """It knows the log by other keys (403)."""
    NOT_CONSISTENT = "not-consistent"
    """To it the log does not continue what it cosigned before (422)."""
    SEEN_LONGER = "seen-longer"
    """It has cosigned a longer log than there is now (409)."""
    SEEN_OTHER = "seen-other"
    """It has cosigned another tree of this size (409)."""
    WRONG_ANSWER = "wrong-answer"
    """What it answers is no cosignature under the key that was named, or nothing that the protocol knows."""


DENIALS = frozenset({Standing.NOT_CONSISTENT, Standing.SEEN_LONGER, Standing.SEEN_OTHER})
"""By which a witness says that the log is not one past."""
_BY_STATUS = {403: Standing.KEY_UNKNOWN, 404: Standing.UNKNOWN_LOG, 422: Standing.NOT_CONSISTENT}


@dataclass(frozen=True, slots=True)
class Named:
    """A witness: its submission prefix, and its key."""

    url: str
    key: PublicKey

    @classmethod
    def read(cls, written: str, *, allow_http: bool, allow_private: bool) -> Named:
        """`URL VKEY`. Raises `NoteInvalid`."""
        url, _, key = written.strip().partition(" ")
        try:
            check_url(url, "", allow_http=allow_http, allow_private=allow_private)
        except Problem as problem:
            raise NoteInvalid(problem.message) from None
        public = PublicKey.read(key.strip())
        if public.kind != COSIGNATURE:
            raise NoteInvalid("the key of a witness is an Ed25519 key of kind 4")
        return cls(url.rstrip("/"), public)


class OutsideWitness:
    """One of them. Lives on one event loop."""

    def __init__(
        self, named: Named, witnesses: LogWitnesses, *, allow_private: bool, tls: ssl.SSLContext | None = None
    ) -> None:
        self.named = named
        self.standing = Standing.NOT_ASKED
        self.cosigned_size = 0
        """Of the newest checkpoint that it is known to have cosigned."""
        self._witnesses = witnesses
        self._way = Way(named.url, allow_private=allow_private, tls=tls)

    async def run(self, every_s: float) -> None:
        """Until it is cancelled. The wait doubles while it does not cosign."""
        wait_s = every_s
        while True:
            before = self.standing
            await self.round()
            if self.standing is not before and self.standing not in (Standing.COSIGNS, Standing.NOT_ASKED):
                say = _log.error if self.standing in DENIALS else _log.warning
                say("witness-outside", witness=self.named.key.name, standing=self.standing.value, meaning=_MEANS)
            good = self.standing in (Standing.COSIGNS, Standing.NOT_ASKED)
            wait_s = every_s if good else min(wait_s * 2, max(every_s, LONGEST_WAIT_S))
            await asyncio.sleep(wait_s)

    async def close(self) -> None:
        """Ends its connection."""
        await self._way.close()

    async def round(self) -> None:
        """Pushes what is put up, unless it has cosigned that. Raises nothing of the network's."""
        put_up = self._witnesses.desk.state.log.put_up
        if put_up is None or any(one.key == self.named.key.written() for one in put_up.cosigned):
            return
        try:
            self.standing = await self._push(put_up)
        except (ShelfDamaged, OSError) as error:
            _log.error(
                "witness-outside", witness=self.named.key.name, reason=str(error), meaning="no proof can be made"
            )

    async def _push(self, put_up: PutUp) -> Standing:
        for _ in range(_MOST_TRIES):
            old = min(self.cosigned_size, put_up.size)
            proof = await self._proof(old, put_up.size)
            try:
                body = Request(old, tuple(proof), put_up.note).written()
                answer = await self._way.ask("POST", "add-checkpoint", body, longest=LONGEST_ANSWER)
            except AddressRefused:
                return Standing.ADDRESS_REFUSED
            except Unanswered:
                return Standing.UNREACHABLE
            if answer.status == 200:
                return await self._take(put_up, answer.body)
            if answer.status != 409:
                return _BY_STATUS.get(answer.status, Standing.WRONG_ANSWER)
            seen = _size_in(answer)
            if seen is None:
                return Standing.WRONG_ANSWER
            if seen > put_up.size:
                return Standing.SEEN_LONGER
            if seen == old:
                return Standing.SEEN_OTHER if old == put_up.size else Standing.WRONG_ANSWER
            self.cosigned_size = seen
        return Standing.WRONG_ANSWER

    async def _proof(self, old: int, size: int) -> Sequence[bytes]:
        if old in (0, size):
            return ()
        return await asyncio.to_thread(self._witnesses.log.keeper.consistency, old, size)

    async def _take(self, put_up: PutUp, body: bytes) -> Standing:
        """Of the lines that it answered, the one of the key that was named; others count for nothing."""
        try:
            lines = body.decode().splitlines()
            found = [one for one in map(read_signature, lines) if self._is_ours(one.name, one.key_id)]
        except (NoteInvalid, UnicodeDecodeError):
            return Standing.WRONG_ANSWER
        if not found:
            return Standing.WRONG_ANSWER
        try:
            await self._witnesses.cosigned("", self.named.key.written(), put_up.size, found[0].line)
        except Problem:
            return Standing.WRONG_ANSWER
        except Refusal as refusal:
            if refusal.code != "not-put-up":  # else the next one is put up already
                return Standing.WRONG_ANSWER
        self.cosigned_size = put_up.size
        return Standing.COSIGNS

    def _is_ours(self, name: str, key_id: bytes) -> bool:
        return (name, key_id) == (self.named.key.name, self.named.key.id)


class OutsideWitnesses:
    """All of them; none waits for another."""

    def __init__(self, each: Sequence[OutsideWitness]) -> None:
        self.each = tuple(each)

    async def run(self, every_s: float) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            for one in self.each:
                group.create_task(one.run(every_s))

    async def close(self) -> None:
        """Ends all connections."""
        for one in self.each:
            await one.close()


def _size_in(answer: Answered) -> int | None:
    """Which size it says that it cosigned last; None if it says none."""
    if answer.media_type != SIZE_TYPE:
        return None
    try:
        return read_size(answer.body)
    except NoteInvalid:
        return None


_MEANS = "its cosignatures are missing; see docs/proof.md, Witnesses outside"
