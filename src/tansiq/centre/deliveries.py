"""Endpoints of a party: made, changed, stopped, resumed, removed; and how far each has got.

Progress is written down together and now and then, not once for each delivery. After a crash what was delivered since
is delivered again, under the same identifiers: at least once, and never out of order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from tansiq.centre.endpoints import (
    CONTACTS,
    Cursor,
    Endpoint,
    EndpointKind,
    Progress,
    Stop,
    Wish,
)
from tansiq.centre.entities import PersonState
from tansiq.centre.mishaps import Mishap
from tansiq.centre.refusals import Refusal
from tansiq.centre.rules import HOUR_US
from tansiq.centre.state import Centre
from tansiq.journal.command import Command

LONGEST_NAME, LONGEST_TARGET, LONGEST_REASON = 100, 1_000, 300
LANGUAGES = ("en", "ar", "ru")
DAY_MIN = 1_440
_ALL = Wish()


class EndpointPut(msgspec.Struct, frozen=True, tag="endpoint.put", tag_field="kind"):
    """An endpoint is there, or is there as somebody changed it; `by` is empty for a program or the centre itself."""

    endpoint: Endpoint
    by: str


class EndpointRemoved(msgspec.Struct, frozen=True, tag="endpoint.removed", tag_field="kind"):
    """An endpoint is gone."""

    id: str
    by: str


class EndpointsProgressed(msgspec.Struct, frozen=True, tag="endpoints.progressed", tag_field="kind"):
    """How far some endpoints have got, and which of them fail."""

    progress: tuple[Progress, ...]


DeliveryEvent = EndpointPut | EndpointRemoved | EndpointsProgressed


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an endpoint."""

    name: str
    target: str
    wish: Wish = _ALL
    language: str = "en"
    person: str = ""


@dataclass(frozen=True, slots=True)
class MakeEndpoint(Command[Endpoint]):
    """A new endpoint, which begins after number `up_to` of the feed. Identifier and secret are drawn by the caller."""

    by: str
    id: str
    kind: EndpointKind
    said: Said
    up_to: int
    sealed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChangeEndpoint(Command[Endpoint]):
    """Say something else of an endpoint. `version` is the one that was read."""

    by: str
    id: str
    version: int
    said: Said


@dataclass(frozen=True, slots=True)
class StopEndpoint(Command[Endpoint]):
    """Deliver nothing more to it for now. `mishap`: what `reason` says, where the centre does it by itself."""

    by: str
    id: str
    reason: str
    mishap: Mishap | None = None


@dataclass(frozen=True, slots=True)
class ResumeEndpoint(Command[Endpoint]):
    """Deliver again, at once. `skip_to`: pass over all up to this number of the feed; none: what was missed comes."""

    by: str
    id: str
    skip_to: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveEndpoint(Command[None]):
    """Forget an endpoint, with its secret."""

    by: str
    id: str


@dataclass(frozen=True, slots=True)
class NoteProgress(Command[None]):
    """Write down how far endpoints have got. One that fails for as long as the rules bear is stopped."""

    progress: tuple[Progress, ...]


DeliveryCommand = MakeEndpoint | ChangeEndpoint | StopEndpoint | ResumeEndpoint | RemoveEndpoint | NoteProgress


def decide(state: Centre, command: DeliveryCommand, now_us: int) -> tuple[tuple[DeliveryEvent, ...], Endpoint | None]:
    """Refused: `endpoint-unknown`, `endpoint-exists`, `endpoint-invalid`, `endpoint-changed`, `person-unknown`,
    `person-inactive`, `too-many`."""
    match command:
        case NoteProgress():
            return tuple(_progressed(state, command, now_us)), None
        case MakeEndpoint():
            made = _new(state, command, now_us)
            return (EndpointPut(made, command.by),), made
    old = known(state, command.id)
    match command:
        case ChangeEndpoint():
            if command.version != old.version:
                raise Refusal("endpoint-changed", f"the version is {old.version} now; read it again", field="version")
            _check(state, old.kind, command.said, old.id)
            said = command.said
            made = _next(
                old,
                name=said.name,
                target=said.target,
                wish=said.wish,
                language=said.language,
                person=said.person,
                failure=None if said.target != old.target else old.failure,
            )
        case StopEndpoint():
            if old.stop is not None:
                return (), old
            stop = Stop(now_us, command.by, command.reason[:LONGEST_REASON], command.mishap)
            made = _next(old, stop=stop, failure=None)
        case ResumeEndpoint():
            cursor = old.cursor
            if command.skip_to is not None:
                cursor = cursor.furthest(Cursor(command.skip_to, command.skip_to))
            if old.stop is None and old.failure is None and cursor == old.cursor:
                return (), old
            made = _next(old, stop=None, failure=None, cursor=cursor)
        case RemoveEndpoint():
            if old.kind is EndpointKind.CONTACTS:
                raise Refusal(
                    "endpoint-invalid", "agreements rest on this one: it can be stopped, and not removed", field="id"
                )
            return (EndpointRemoved(old.id, command.by),), None
    return (EndpointPut(made, command.by),), made


def known(state: Centre, endpoint_id: str) -> Endpoint:
    """The endpoint. Refused: `endpoint-unknown`."""
    endpoint = state.endpoints.get(endpoint_id)
    if endpoint is None:
        raise Refusal("endpoint-unknown", "the party has no such endpoint", field="id")
    return endpoint


def _progressed(state: Centre, command: NoteProgress, now_us: int) -> Iterator[DeliveryEvent]:
    moved: list[Progress] = []
    for progress in command.progress:
        old = state.endpoints.get(progress.endpoint)
        if old is None:
            continue  # removed while something was under way
        ahead = progress.cursor if progress.anew else old.cursor.furthest(progress.cursor)
        failure = progress.failure if old.stop is None else None
        if failure is not None and now_us - failure.since_us >= state.rules.give_up_us:
            hours = (now_us - failure.since_us) // HOUR_US
            reason = f"failing for {hours} h, after {failure.tries} tries: {failure.reason}"[:LONGEST_REASON]
            stop = Stop(now_us, "", reason, failure.mishap, hours, failure.tries)
            yield EndpointPut(_next(old, cursor=ahead, failure=None, stop=stop), "")
        elif (ahead, failure) != (old.cursor, old.failure):
            moved.append(Progress(old.id, ahead, failure))
    if moved:
        yield EndpointsProgressed(tuple(moved))


def _new(state: Centre, command: MakeEndpoint, now_us: int) -> Endpoint:
    contacts = command.kind is EndpointKind.CONTACTS
    if command.id in state.endpoints or contacts != (command.id == CONTACTS):
        raise Refusal("endpoint-exists", "the party has this endpoint already", field="id")
    if len(state.endpoints) >= state.rules.max_endpoints + (CONTACTS in state.endpoints):
        raise Refusal("too-many", f"a party has at most {state.rules.max_endpoints} endpoints")
    _check(state, command.kind, command.said, command.id)
    said = command.said
    return Endpoint(
        command.id,
        1,
        command.kind,
        said.name,
        said.target,
        said.wish,
        said.language,
        now_us,
        Cursor(command.up_to, command.up_to),
        command.sealed,
        said.person,
    )


def _check(state: Centre, kind: EndpointKind, said: Said, endpoint_id: str) -> None:
    if not 1 <= len(said.name) <= LONGEST_NAME or not said.name.isprintable() or said.name != said.name.strip():
        raise Refusal("endpoint-invalid", f"1 to {LONGEST_NAME} printable characters", field="name")
    if said.language not in LANGUAGES:
        raise Refusal("endpoint-invalid", f"one of {', '.join(LANGUAGES)}", field="language")
    if (kind is EndpointKind.CONTACTS) == bool(said.target) or len(said.target) > LONGEST_TARGET:
        raise Refusal(
            "endpoint-invalid",
            f"1 to {LONGEST_TARGET:,} characters; none for contacts, who are named in the party's profile",
            field="target",
        )
    quiet = said.wish.quiet
    if quiet is not None:
        if kind is not EndpointKind.EMAIL:
            raise Refusal("endpoint-invalid", "only mail has quiet hours", field="wish.quiet")
        in_day = 0 <= quiet.start_min < DAY_MIN and 0 <= quiet.end_min < DAY_MIN
        if not in_day or quiet.start_min == quiet.end_min:
            raise Refusal("endpoint-invalid", "two different times of a day", field="wish.quiet")
    if said.person:
        if kind is not EndpointKind.EMAIL:
            raise Refusal("endpoint-invalid", "only an address is a person's", field="person")
        person = state.people.get(said.person)
        if person is None:
            raise Refusal("person-unknown", "the party has no such person", field="person")
        if person.state is not PersonState.ACTIVE:
            raise Refusal("person-inactive", f"{person.login} is {person.state}", field="person")
    for other in state.endpoints.values():
        if other.id != endpoint_id and other.target and _same(other, kind, said.target):
            raise Refusal("endpoint-exists", f"{other.name!r} delivers there already", field="target")


def _same(other: Endpoint, kind: EndpointKind, target: str) -> bool:
    """Addresses are one whatever the case: nobody gives two people addresses that differ in it alone."""
    if kind is EndpointKind.EMAIL:
        return other.target.lower() == target.lower()
    return other.target == target


def _next(old: Endpoint, **changes: object) -> Endpoint:
    return msgspec.structs.replace(old, version=old.version + 1, **changes)


def evolve(state: Centre, event: DeliveryEvent) -> None:
    """The state after the event."""
    match event:
        case EndpointPut():
            state.endpoints[event.endpoint.id] = event.endpoint
        case EndpointRemoved():
            del state.endpoints[event.id]
        case EndpointsProgressed():
            for progress in event.progress:
                old = state.endpoints[progress.endpoint]
                state.endpoints[old.id] = msgspec.structs.replace(old, cursor=progress.cursor, failure=progress.failure)


def invert(state: Centre, event: DeliveryEvent) -> tuple[DeliveryEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case EndpointPut():
            old = state.endpoints.get(event.endpoint.id)
            return (EndpointRemoved(event.endpoint.id, "") if old is None else EndpointPut(old, ""),)
        case EndpointRemoved():
            return (EndpointPut(state.endpoints[event.id], ""),)
        case EndpointsProgressed():
            return tuple(EndpointPut(state.endpoints[progress.endpoint], "") for progress in event.progress)
