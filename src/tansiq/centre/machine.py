"""A centre as the sequencer drives it: every command to its `decide`, every event to what it changes and how it is
undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, assert_never

import msgspec

from tansiq.centre import (
    credentials,
    deliveries,
    drafts,
    erasing,
    mirror,
    outbox,
    people,
    programs,
    sessions,
    shifts,
    sign_ins,
    witnessing,
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
from tansiq.centre.erasing import ContentErased, EraseContent
from tansiq.centre.mirror import MirrorRestored, MirrorTaken, TakeIn
from tansiq.centre.outbox import (
    ErrandQueued,
    ErrandSettled,
    ErrandsRestored,
    ErrandUnqueued,
    ErrandUnsettled,
    GiveErrand,
    SettleErrand,
)
from tansiq.centre.people import (
    CentreOpened,
    CentreUnopened,
    ChangeOwn,
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
from tansiq.centre.tables import SNAPSHOT_FORMAT, TABLES
from tansiq.centre.witnessing import (
    AddCheckpoint,
    BelieveKeys,
    Contest,
    LogBelieved,
    LogContested,
    LogCosigned,
    LogRestored,
    WatchLog,
)
from tansiq.journal import machine as journal
from tansiq.journal.machine import Blueprint
from tansiq.office import erasure_orders
from tansiq.office.erasure_orders import (
    ConfirmErasure,
    ErasureForgotten,
    ErasurePut,
    FinishErasure,
    OrderErasure,
    WithdrawErasure,
)

AnyCommand: TypeAlias = (
    OpenCentre
    | Invite
    | ChangePerson
    | ChangeOwn
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
    | EraseContent
    | OrderErasure
    | ConfirmErasure
    | WithdrawErasure
    | FinishErasure
    | BelieveKeys
    | WatchLog
    | AddCheckpoint
    | Contest
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
    | ErrandsRestored
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
    | ContentErased
    | ErasurePut
    | ErasureForgotten
    | LogBelieved
    | LogCosigned
    | LogContested
    | LogRestored
)
Machine: TypeAlias = journal.Machine[Centre, AnyCommand, Event]
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in Event.__args__}
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def decide(state: Centre, command: AnyCommand, now_us: int) -> Decision:
    """What happens because of a command, and what its sender is told. Pure. Raises `Refusal`."""
    match command:
        case OpenCentre() | Invite() | ChangePerson() | ChangeOwn():
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
        case EraseContent():
            return erasing.decide(state, command, now_us)
        case OrderErasure() | ConfirmErasure() | WithdrawErasure() | FinishErasure():
            return erasing.decide_on_order(state, command, now_us)
        case BelieveKeys() | WatchLog() | AddCheckpoint() | Contest():
            return witnessing.decide(state, command, now_us)
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
        case ErrandQueued() | ErrandSettled() | ErrandUnqueued() | ErrandUnsettled() | ErrandsRestored():
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
        case ContentErased():
            erasing.evolve(state, event)
        case ErasurePut() | ErasureForgotten():
            erasure_orders.evolve_order(state, event)
        case LogBelieved() | LogCosigned() | LogContested() | LogRestored():
            witnessing.evolve(state, event)
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
        case ErrandQueued() | ErrandSettled() | ErrandUnqueued() | ErrandUnsettled() | ErrandsRestored():
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
        case ContentErased():
            return erasing.invert(state, event)
        case ErasurePut() | ErasureForgotten():
            return erasure_orders.invert_order(state, event)
        case LogBelieved() | LogCosigned() | LogContested() | LogRestored():
            return witnessing.invert(state, event)
        case _:
            assert_never(event)


def party_of(state: Centre, event: Event) -> str:
    """Whose change it was: all are of the party whose centre it is."""
    return event.party if isinstance(event, CentreOpened) else state.party


def blueprint(rules: Rules | None = None) -> Blueprint[Centre, AnyCommand, Event]:
    """What a journal must know of a centre."""
    return Blueprint(
        empty=lambda: Centre(rules),
        decide=decide,
        evolve=evolve,
        invert=invert,
        party_of=party_of,
        decode=_decoder.decode,
        tables=TABLES,
        snapshot_format=SNAPSHOT_FORMAT,
    )
