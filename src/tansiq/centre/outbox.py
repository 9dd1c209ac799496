"""The outbox: what the party's people and programs have the office do, in order.

An errand is durable before it is sent, is sent under a key of its own until the office has answered, and is durably
settled by that answer. The office does what comes under one key once; so each is done exactly once, and those of the
party in the order in which they were given, whatever is killed when.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from tansiq.centre.refusals import Refusal
from tansiq.journal.command import Command

if TYPE_CHECKING:
    from tansiq.centre.state import Centre

MOST_WAITING, MOST_WAITING_BYTES = 10_000, 64 << 20
KEPT_SETTLED = 2_000
"""Settled errands that are kept to be looked at; the journal has all."""
LONGEST_ANSWER = 65_536
"""Characters of an answer that are kept; of a longer one, none."""
_NAMESPACE = uuid.UUID("5b3b8c1e-6c39-5d8e-9f0c-52a4f0c1d7aa")


class ErrandState(StrEnum):
    """What has become of an errand."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Errand(msgspec.Struct, frozen=True, omit_defaults=True):
    """A request to the office. `person`: who of the party's people gave it, and by which `name` others
    know them; both "" for a program. `status` and `answer` are
    the office's."""

    number: int
    key: str
    method: str
    path: str
    body: str
    person: str
    at_us: int
    name: str = ""
    state: ErrandState = ErrandState.WAITING
    status: int = 0
    answer: str = ""
    answered_us: int = 0
    erased: bool = False
    """What it asked for and who gave it, and the office's answer, are not kept any longer."""


class ErrandQueued(msgspec.Struct, frozen=True, tag="errand.queued", tag_field="kind"):
    """Something is to be done at the office."""

    errand: Errand


class ErrandSettled(msgspec.Struct, frozen=True, omit_defaults=True, tag="errand.settled", tag_field="kind"):
    """The office has answered. `forgotten`: the number of the oldest settled one, which makes room."""

    number: int
    state: ErrandState
    status: int
    answer: str
    at_us: int
    forgotten: int = 0


class ErrandUnqueued(msgspec.Struct, frozen=True, tag="errand.unqueued", tag_field="kind"):
    """The last errand was not given. Only undoes."""

    number: int


class ErrandUnsettled(msgspec.Struct, frozen=True, tag="errand.unsettled", tag_field="kind"):
    """The errand settled last waits. Only undoes."""

    errand: Errand
    restored: Errand | None


class ErrandsRestored(msgspec.Struct, frozen=True, tag="errands.restored", tag_field="kind"):
    """These are kept with their words, as before. Only undoes."""

    errands: tuple[Errand, ...]


OutboxEvent = ErrandQueued | ErrandSettled | ErrandUnqueued | ErrandUnsettled | ErrandsRestored


@dataclass(frozen=True, slots=True)
class GiveErrand(Command[Errand]):
    """Have the office do something. Given again under the same key, it is the same errand."""

    key: str
    method: str
    path: str
    body: str
    person: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SettleErrand(Command[Errand]):
    """The office's answer to the errand that waits longest."""

    number: int
    state: ErrandState
    status: int
    answer: str


OutboxCommand = GiveErrand | SettleErrand


class Outbox:
    """All errands that are kept. Only `evolve` changes it."""

    __slots__ = ("by_key", "errands", "last", "settled", "waiting_bytes")

    def __init__(self) -> None:
        self.errands: dict[int, Errand] = {}
        """By number, in order."""
        self.by_key: dict[str, int] = {}
        self.last = 0
        self.settled = 0
        """The number of the errand settled last; those after it wait."""
        self.waiting_bytes = 0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self.last - self.settled


def key_of(person: str, asked: str) -> str:
    """The key under which an errand goes to the office: drawn from what its giver calls it, so that it is the same
    each time; two people may call theirs alike."""
    return str(uuid.uuid5(_NAMESPACE, hashlib.sha256(msgspec.json.encode([person, asked])).hexdigest()))


def is_settled(outbox: Outbox, number: int) -> bool:
    """Whether the office has answered an errand that is kept."""
    return number <= outbox.settled and number in outbox.errands


def without_words(errand: Errand) -> Errand:
    """That it was given, when, under which key, and what became of it."""
    return msgspec.structs.replace(errand, body="", person="", name="", answer="", erased=True)


def decide(state: Centre, command: OutboxCommand, now_us: int) -> tuple[tuple[OutboxEvent, ...], Errand]:
    """Refused: `outbox-full`, `key-reused`, `errand-settled`."""
    outbox = state.outbox
    if isinstance(command, GiveErrand):
        return _give(outbox, command, now_us)
    if command.number != outbox.settled + 1 or command.number > outbox.last:
        raise Refusal("errand-settled", f"errand {outbox.settled + 1} waits for its answer, not {command.number}")
    answer = command.answer if len(command.answer) <= LONGEST_ANSWER else ""
    kept = outbox.settled - next(iter(outbox.errands)) + 1
    forgotten = next(iter(outbox.errands)) if kept >= KEPT_SETTLED else 0
    event = ErrandSettled(command.number, command.state, command.status, answer, now_us, forgotten)
    return (event,), _settled(outbox.errands[command.number], event)


def _give(outbox: Outbox, command: GiveErrand, now_us: int) -> tuple[tuple[OutboxEvent, ...], Errand]:
    known = outbox.by_key.get(command.key)
    if known is not None:
        errand = outbox.errands[known]
        same_body = errand.erased or errand.body == command.body
        if (errand.method, errand.path) != (command.method, command.path) or not same_body:
            raise Refusal("key-reused", "this key was sent with another request; take a new key for a new request")
        return (), errand
    if outbox.waiting >= MOST_WAITING or outbox.waiting_bytes + len(command.body) > MOST_WAITING_BYTES:
        raise Refusal(
            "outbox-full",
            f"{outbox.waiting:,} changes wait for the office already, as many as can be kept; nothing was taken in: "
            "tell the office by telephone, and try again when the link is up",
        )
    number = outbox.last + 1
    errand = Errand(
        number, command.key, command.method, command.path, command.body, command.person, now_us, command.name
    )
    return (ErrandQueued(errand),), errand


def evolve(state: Centre, event: OutboxEvent) -> None:
    """The state after the event."""
    outbox = state.outbox
    match event:
        case ErrandQueued():
            _keep(outbox, event.errand)
            outbox.last = event.errand.number
            outbox.waiting_bytes += len(event.errand.body)
        case ErrandSettled():
            if event.forgotten:
                del outbox.by_key[outbox.errands.pop(event.forgotten).key]
            old = outbox.errands[event.number]
            outbox.errands[event.number] = _settled(old, event)
            outbox.settled = event.number
            outbox.waiting_bytes -= len(old.body)
        case ErrandUnqueued():
            errand = outbox.errands.pop(event.number)
            del outbox.by_key[errand.key]
            outbox.last -= 1
            outbox.waiting_bytes -= len(errand.body)
        case ErrandUnsettled():
            outbox.errands[event.errand.number] = event.errand
            outbox.settled -= 1
            outbox.waiting_bytes += len(event.errand.body)
            if event.restored is not None:
                later, outbox.errands = outbox.errands, {}
                _keep(outbox, event.restored)
                outbox.errands.update(later)
        case ErrandsRestored():
            outbox.errands.update({errand.number: errand for errand in event.errands})


def invert(state: Centre, event: OutboxEvent) -> tuple[OutboxEvent, ...]:
    """What takes the state back to where it is before the event. What only undoes is not itself undone."""
    match event:
        case ErrandQueued():
            return (ErrandUnqueued(event.errand.number),)
        case ErrandSettled():
            errands = state.outbox.errands
            return (ErrandUnsettled(errands[event.number], errands.get(event.forgotten)),)
        case _:
            return ()


class OutboxHead(msgspec.Struct, frozen=True):
    """How far it has come, for the snapshot: the number given last, and the one settled last."""

    last: int
    settled: int


def heads(state: Centre) -> Iterator[OutboxHead]:
    """One, once there has been an errand."""
    if state.outbox.last:
        yield OutboxHead(state.outbox.last, state.outbox.settled)


def keep_head(state: Centre, row: OutboxHead) -> None:
    """The outbox had come as far as the snapshot says."""
    state.outbox.last, state.outbox.settled = row.last, row.settled


def keep_errand(state: Centre, errand: Errand) -> None:
    """An errand as the snapshot had it."""
    _keep(state.outbox, errand)
    if errand.state is ErrandState.WAITING:
        state.outbox.waiting_bytes += len(errand.body)


def _keep(outbox: Outbox, errand: Errand) -> None:
    outbox.errands[errand.number] = errand
    outbox.by_key[errand.key] = errand.number


def _settled(errand: Errand, event: ErrandSettled) -> Errand:
    return msgspec.structs.replace(
        errand, state=event.state, status=event.status, answer=event.answer, answered_us=event.at_us
    )
