"""A POST that is sent again does not do again what it did: the sender names it by a key.

Two things hold it together. Identifiers of what is made are derived from the key, so that even after a restart a repeat
meets what the first one made. And for a day the answer itself is kept, and given again.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from tansiq.gateways.contract import Answer, Call, Handler, Problem
from tansiq.journal.desk import Desk
from tansiq.office.refusals import Refusal

S = TypeVar("S")
T = TypeVar("T")

HEADER = "Idempotency-Key"
LONGEST_KEY = 128
KEPT_S = 86_400.0
MOST_KEPT, MOST_KEPT_BYTES = 1_000, 1_048_576
"""Of one party; the oldest answers make room."""
_REFUSAL_BYTES, _LONG_REFUSAL_BYTES = 500, 10_000
"""What one is taken to weigh: without, and with, what was found in the way."""
_NAMESPACE = uuid.UUID("7e0a3f8e-3a0c-5d0a-9d58-6f1c2b6f6a11")


def key_of(call: Call) -> str | None:
    """The request's key; None without one. Raises `Problem` (`idempotency-key-invalid`)."""
    given = call.headers.get(HEADER.lower().encode())
    if given is None:
        return None
    key = given.decode("latin-1")
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, "idempotency-key-invalid", f"1 to {LONGEST_KEY} printable ASCII characters", HEADER)
    return key


def new_id(call: Call, route: str) -> str:
    """The identifier of what a POST makes: a version-5 UUID of party, route and key, a random one without a key."""
    key = key_of(call)
    return str(uuid.uuid4()) if key is None else id_under(key, call.party, route, call.path)


def id_under(key: str, party: str, route: str, path: tuple[str, ...] = ()) -> str:
    """The identifier of what a party's POST with this key makes."""
    return str(uuid.uuid5(_NAMESPACE, msgspec.json.encode([party, route, path, key]).decode()))


async def made_before(call: Call, desk: Desk[S, Any, Any], question: Callable[[S, int], T | None]) -> T | None:
    """What a request with this key made before the office was started anew; None without a key, or if it is new."""
    return None if key_of(call) is None else await desk.read(question)


@dataclass(slots=True)
class _UnderWay:
    asked: bytes
    over: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class _Kept:
    asked: bytes
    answer: Answer | Exception
    """Or why it was refused."""
    until_s: float

    @property
    def size(self) -> int:
        """Bytes that count."""
        if isinstance(self.answer, Answer):
            return len(self.answer.body)
        return _LONG_REFUSAL_BYTES if isinstance(self.answer, Problem) and self.answer.more else _REFUSAL_BYTES

    def give(self) -> Answer:
        """What was answered; raises what was raised."""
        if isinstance(self.answer, Answer):
            return self.answer
        raise self.answer.with_traceback(None)


@dataclass(slots=True)
class _Party:
    under_way: dict[tuple[str, str], _UnderWay] = field(default_factory=dict)
    kept: OrderedDict[tuple[str, str], _Kept] = field(default_factory=OrderedDict)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Once:
    """A handler that answers a repeat as it answered the first time. `refused_too`: also when it refused."""

    repeats: Repeats
    route: str
    handler: Handler
    refused_too: bool = False

    async def __call__(self, call: Call) -> Answer:
        """See `Repeats.answer`."""
        return await self.repeats.answer(self.route, self.handler, call, refused_too=self.refused_too)


class Repeats:
    """The answers that may be asked for again. Lives on one event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._parties: dict[str, _Party] = {}

    def once(self, route: str, handler: Handler) -> Once:
        """The handler, for a route of this name."""
        return Once(self, route, handler)

    async def answer(self, route: str, handler: Handler, call: Call, *, refused_too: bool = False) -> Answer:
        """The handler's answer, or the one that it gave to the same request.

        Only what was done is kept: after a refusal, unless `refused_too`, or a fault a repeat is tried anew. Raises
        `Problem` (`idempotency-key-invalid`, `idempotency-key-reused`), and what the handler raises.
        """
        key = key_of(call)
        if key is None:
            return await handler(call)
        party = self._parties.setdefault(call.party, _Party())
        name = (route, key)
        asked = _fingerprint(call)
        while (first := party.under_way.get(name)) is not None:
            _check_same(first.asked, asked)
            await first.over.wait()
        self._forget(party)
        known = party.kept.get(name)
        if known is not None:
            _check_same(known.asked, asked)
            return known.give()
        mine = party.under_way[name] = _UnderWay(asked)
        try:
            answer = await handler(call)
            if answer.stream is None and len(answer.body) <= MOST_KEPT_BYTES:
                self._keep(party, name, asked, answer)
        except (Refusal, Problem) as refused:
            if refused_too and (isinstance(refused, Refusal) or refused.status < 500):
                self._keep(party, name, asked, refused)
            raise
        finally:
            del party.under_way[name]
            mine.over.set()
        return answer

    def _keep(self, party: _Party, name: tuple[str, str], asked: bytes, answer: Answer | Exception) -> None:
        kept = party.kept[name] = _Kept(asked, answer, self._clock() + KEPT_S)
        party.size += kept.size
        self._forget(party)

    def _forget(self, party: _Party) -> None:
        """Drops what is too old or too much; the oldest stand first."""
        while party.kept:
            oldest = next(iter(party.kept.values()))
            if oldest.until_s > self._clock() and len(party.kept) <= MOST_KEPT and party.size <= MOST_KEPT_BYTES:
                return
            party.kept.popitem(last=False)
            party.size -= oldest.size


def _fingerprint(call: Call) -> bytes:
    whole = msgspec.json.encode([call.path, sorted(call.query.items())]) + b"\0" + call.body
    return hashlib.sha256(whole).digest()


def _check_same(first: bytes, again: bytes) -> None:
    if first != again:
        message = "this key was sent with another request; take a new key for a new request"
        raise Problem(422, "idempotency-key-reused", message, HEADER)
