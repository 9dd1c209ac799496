"""A centre as the sequencer drives it: every command to its `decide`, every event to what it changes and how it is
undone, and the form in which events and the whole state are written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias, assert_never

import msgspec

from tansiq.centre import (
    credentials,
    deliveries,
    drafts,
    mirror,
    outbox,
    people,
    programs,
    sessions,
    shifts,
    sign_ins,
)
from tansiq.centre.credentials import (
    BeginTotp,
    ChangePassword,
    ConfirmTotp,
    CredentialsForgotten,
    CredentialsPut,
    NewLink,
    Rehash,
    RemoveTotp,
    SetPassword,
)
from tansiq.centre.deliveries import (
    ChangeEndpoint,
    EndpointPut,
    EndpointRemoved,
    EndpointsProgressed,
    MakeEndpoint,
    NoteProgress,
    RemoveEndpoint,
    ResumeEndpoint,
    StopEndpoint,
)
from tansiq.centre.drafts import (
    ChangeDraft,
    CheckDrafts,
    DraftsForgotten,
    DraftsPut,
    ReleasedDrafts,
    ThrowAway,
    WriteDrafts,
)
from tansiq.centre.endpoints import Endpoint
from tansiq.centre.entities import Credentials, Person, Program, Session, SignIn
from tansiq.centre.mirror import MirrorRestored, MirrorTaken, TakeIn
from tansiq.centre.outbox import ErrandQueued, ErrandSettled, ErrandUnqueued, ErrandUnsettled, GiveErrand, SettleErrand
from tansiq.centre.papers import Draft, HandOver, Reading, Template
from tansiq.centre.people import (
    CentreOpened,
    CentreUnopened,
    ChangePerson,
    Invite,
    OpenCentre,
    PersonForgotten,
    PersonPut,
)
from tansiq.centre.programs import MakeProgram, ProgramForgotten, ProgramPut, RenewSecret, WithdrawProgram
from tansiq.centre.rules import Rules
from tansiq.centre.sessions import EndExpired, EndSession, EndSessions, Renew, SessionEnded, SessionPut
from tansiq.centre.shifts import (
    DropTemplate,
    GiveOver,
    HandOverForgotten,
    HandOverPut,
    KeepTemplate,
    NoteReading,
    ReadingForgotten,
    ReadingNoted,
    TakeOver,
    TemplateForgotten,
    TemplatePut,
)
from tansiq.centre.sign_ins import NoteRefused, SignInByIdentity, SignInByPassword, SignInNoted, SignInUnnoted
from tansiq.centre.state import Centre
from tansiq.journal.rebuilding import Blueprint

AnyCommand: TypeAlias = (
    OpenCentre
    | Invite
    | ChangePerson
    | NewLink
    | SetPassword
    | ChangePassword
    | Rehash
    | BeginTotp
    | ConfirmTotp
    | RemoveTotp
    | Renew
    | EndSession
    | EndSessions
    | EndExpired
    | SignInByPassword
    | SignInByIdentity
    | NoteRefused
    | MakeProgram
    | RenewSecret
    | WithdrawProgram
    | TakeIn
    | GiveErrand
    | SettleErrand
    | WriteDrafts
    | ChangeDraft
    | CheckDrafts
    | ReleasedDrafts
    | ThrowAway
    | GiveOver
    | TakeOver
    | KeepTemplate
    | DropTemplate
    | NoteReading
    | MakeEndpoint
    | ChangeEndpoint
    | StopEndpoint
    | ResumeEndpoint
    | RemoveEndpoint
    | NoteProgress
)
Event: TypeAlias = (
    CentreOpened
    | CentreUnopened
    | PersonPut
    | PersonForgotten
    | CredentialsPut
    | CredentialsForgotten
    | SessionPut
    | SessionEnded
    | SignInNoted
    | SignInUnnoted
    | ProgramPut
    | ProgramForgotten
    | MirrorTaken
    | MirrorRestored
    | ErrandQueued
    | ErrandSettled
    | ErrandUnqueued
    | ErrandUnsettled
    | DraftsPut
    | DraftsForgotten
    | HandOverPut
    | HandOverForgotten
    | TemplatePut
    | TemplateForgotten
    | ReadingNoted
    | ReadingForgotten
    | EndpointPut
    | EndpointRemoved
    | EndpointsProgressed
)
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in Event.__args__}

SNAPSHOT_FORMAT = 2
_CHUNK = 5_000
_TABLES: dict[str, type[msgspec.Struct]] = {
    "people": Person,
    "credentials": Credentials,
    "sessions": Session,
    "sign_ins": SignIn,
    "programs": Program,
    "drafts": Draft,
    "templates": Template,
    "hand_overs": HandOver,
    "readings": Reading,
    "endpoints": Endpoint,
}
_MIRROR, _OUTBOX = frozenset({b"mirror", b"documents"}), frozenset({b"outbox", b"errands"})
_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def decide(state: Centre, command: AnyCommand, now_us: int) -> Decision:
    """What happens because of a command, and what its sender is told. Pure. Raises `Refusal`."""
    match command:
        case OpenCentre() | Invite() | ChangePerson():
            return people.decide(state, command, now_us)
        case NewLink() | SetPassword() | ChangePassword() | Rehash() | BeginTotp() | ConfirmTotp() | RemoveTotp():
            return credentials.decide(state, command, now_us)
        case Renew() | EndSession() | EndSessions() | EndExpired():
            return sessions.decide(state, command, now_us)
        case SignInByPassword() | SignInByIdentity() | NoteRefused():
            return sign_ins.decide(state, command, now_us)
        case MakeProgram() | RenewSecret() | WithdrawProgram():
            return programs.decide(state, command, now_us)
        case TakeIn():
            return mirror.decide(state, command, now_us)
        case GiveErrand() | SettleErrand():
            return outbox.decide(state, command, now_us)
        case WriteDrafts() | ChangeDraft() | CheckDrafts() | ReleasedDrafts() | ThrowAway():
            return drafts.decide(state, command, now_us)
        case GiveOver() | TakeOver() | KeepTemplate() | DropTemplate() | NoteReading():
            return shifts.decide(state, command, now_us)
        case MakeEndpoint() | ChangeEndpoint() | StopEndpoint() | ResumeEndpoint() | RemoveEndpoint() | NoteProgress():
            return deliveries.decide(state, command, now_us)
        case _:
            assert_never(command)


def evolve(state: Centre, event: Event) -> None:
    """The state after the event. Total: what has been decided cannot be refused."""
    match event:
        case CentreOpened() | CentreUnopened() | PersonPut() | PersonForgotten():
            people.evolve(state, event)
        case CredentialsPut() | CredentialsForgotten():
            credentials.evolve(state, event)
        case SessionPut() | SessionEnded():
            sessions.evolve(state, event)
        case SignInNoted() | SignInUnnoted():
            sign_ins.evolve(state, event)
        case ProgramPut() | ProgramForgotten():
            programs.evolve(state, event)
        case MirrorTaken() | MirrorRestored():
            mirror.evolve(state, event)
        case ErrandQueued() | ErrandSettled() | ErrandUnqueued() | ErrandUnsettled():
            outbox.evolve(state, event)
        case DraftsPut() | DraftsForgotten():
            drafts.evolve(state, event)
        case (
            HandOverPut()
            | HandOverForgotten()
            | TemplatePut()
            | TemplateForgotten()
            | ReadingNoted()
            | ReadingForgotten()
        ):
            shifts.evolve(state, event)
        case EndpointPut() | EndpointRemoved() | EndpointsProgressed():
            deliveries.evolve(state, event)
        case _:
            assert_never(event)


def invert(state: Centre, event: Event) -> tuple[Event, ...]:
    """The events that take the state back to where it is before the event. Asked before `evolve`."""
    match event:
        case CentreOpened() | CentreUnopened() | PersonPut() | PersonForgotten():
            return people.invert(state, event)
        case CredentialsPut() | CredentialsForgotten():
            return credentials.invert(state, event)
        case SessionPut() | SessionEnded():
            return sessions.invert(state, event)
        case SignInNoted() | SignInUnnoted():
            return sign_ins.invert(state, event)
        case ProgramPut() | ProgramForgotten():
            return programs.invert(state, event)
        case MirrorTaken() | MirrorRestored():
            return mirror.invert(state, event)
        case ErrandQueued() | ErrandSettled() | ErrandUnqueued() | ErrandUnsettled():
            return outbox.invert(state, event)
        case DraftsPut() | DraftsForgotten():
            return drafts.invert(state, event)
        case (
            HandOverPut()
            | HandOverForgotten()
            | TemplatePut()
            | TemplateForgotten()
            | ReadingNoted()
            | ReadingForgotten()
        ):
            return shifts.invert(state, event)
        case EndpointPut() | EndpointRemoved() | EndpointsProgressed():
            return deliveries.invert(state, event)
        case _:
            assert_never(event)


class Machine:
    """A centre's side of the sequencer's bargain."""

    def __init__(self, state: Centre) -> None:
        self.state = state

    def decide(self, command: AnyCommand, now_us: int) -> Decision:
        """See `decide`."""
        return decide(self.state, command, now_us)

    def evolve(self, event: Event) -> None:
        """See `evolve`."""
        evolve(self.state, event)

    def invert(self, event: Event) -> tuple[Event, ...]:
        """See `invert`."""
        return invert(self.state, event)

    def draft(self, event: Event, now_us: int) -> tuple[str, str, bytes]:
        """Party, kind and body of the journal's entry."""
        party = event.party if isinstance(event, CentreOpened) else self.state.party
        return party, str(event.__struct_config__.tag), _encode(event)

    def replay(self, body: bytes) -> None:
        """Applies a journalled event again. Raises `msgspec.ValidationError` for what this version does not know."""
        evolve(self.state, _decoder.decode(body))


def dump(state: Centre) -> Iterator[bytes]:
    """The whole state in pieces, sorted: equal states give equal bytes."""
    yield b"party\n" + state.party.encode()
    for name in _TABLES:
        table: dict[Any, Any] = getattr(state, name)
        keys = sorted(table)
        for first in range(0, len(keys), _CHUNK):
            things = [table[key] for key in keys[first : first + _CHUNK]]
            yield name.encode() + b"\n" + msgspec.msgpack.encode(things)
    for name, packed in (*mirror.dump(state.mirror), *outbox.dump(state.outbox)):
        yield name.encode() + b"\n" + packed


def load(state: Centre, chunks: Iterable[bytes]) -> None:
    """Fills an empty state from what `dump` gave."""
    decoders: dict[str, msgspec.msgpack.Decoder[list[Any]]] = {
        name: msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
        for name, kind in _TABLES.items()
    }
    keep: dict[str, Callable[[Any], None]] = {
        "people": state.keep_person,
        "credentials": state.keep_credentials,
        "sessions": state.keep_session,
        "sign_ins": state.keep_sign_in,
        "programs": lambda program: state.programs.update({program.name: program}),
        "drafts": lambda draft: state.drafts.update({draft.id: draft}),
        "templates": lambda template: state.templates.update({template.name: template}),
        "hand_overs": lambda given: state.hand_overs.update({given.number: given}),
        "readings": lambda reading: state.readings.update({(reading.person, reading.subject, reading.id): reading}),
        "endpoints": lambda endpoint: state.endpoints.update({endpoint.id: endpoint}),
    }
    for chunk in chunks:
        table, _, packed = chunk.partition(b"\n")
        if table == b"party":
            state.party = packed.decode()
            continue
        if table in _MIRROR:
            mirror.load(state.mirror, table.decode(), packed)
            continue
        if table in _OUTBOX:
            outbox.load(state.outbox, table.decode(), packed)
            continue
        for thing in decoders[table.decode()].decode(packed):
            keep[table.decode()](thing)


def blueprint(rules: Rules | None = None) -> Blueprint[Centre, AnyCommand, Event]:
    """What a journal must know of a centre."""
    return Blueprint(lambda: Machine(Centre(rules)), dump, load, SNAPSHOT_FORMAT)
