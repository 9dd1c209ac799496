"""A centre as the sequencer drives it: every command to its `decide`, every event to what it changes and how it is
undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypeAlias

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
from tansiq.centre.rules import Rules
from tansiq.centre.state import Centre
from tansiq.centre.tables import SNAPSHOT_FORMAT, TABLES
from tansiq.journal import machine as journal
from tansiq.journal.machine import Blueprint, members
from tansiq.office import erasure_orders

AnyCommand: TypeAlias = (
    people.PersonCommand
    | credentials.CredentialsCommand
    | sessions.SessionCommand
    | sign_ins.SignInCommand
    | programs.ProgramCommand
    | mirror.TakeIn
    | outbox.OutboxCommand
    | drafts.DraftCommand
    | shifts.ShiftCommand
    | deliveries.DeliveryCommand
    | erasing.EraseContent
    | erasure_orders.OrderCommand
    | witnessing.WitnessCommand
)
Event: TypeAlias = (
    people.PersonEvent
    | credentials.CredentialsEvent
    | sessions.SessionEvent
    | sign_ins.SignInEvent
    | programs.ProgramEvent
    | mirror.MirrorEvent
    | outbox.OutboxEvent
    | drafts.DraftEvent
    | shifts.ShiftEvent
    | deliveries.DeliveryEvent
    | erasing.ContentErased
    | erasure_orders.OrderEvent
    | witnessing.WitnessEvent
)
Machine: TypeAlias = journal.Machine[Centre, AnyCommand, Event]
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in members(Event)}
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


@dataclass(frozen=True, slots=True)
class Resource:
    """What a file makes of its commands and events. `evolve`: what an event changes; `invert`: what undoes that."""

    commands: type[AnyCommand] | UnionType
    decide: Callable[[Centre, Any, int], Decision]
    events: type[Event] | UnionType
    evolve: Callable[[Centre, Any], None]
    invert: Callable[[Centre, Any], tuple[Event, ...]]


RESOURCES = (
    Resource(people.PersonCommand, people.decide, people.PersonEvent, people.evolve, people.invert),
    Resource(
        credentials.CredentialsCommand,
        credentials.decide,
        credentials.CredentialsEvent,
        credentials.evolve,
        credentials.invert,
    ),
    Resource(sessions.SessionCommand, sessions.decide, sessions.SessionEvent, sessions.evolve, sessions.invert),
    Resource(sign_ins.SignInCommand, sign_ins.decide, sign_ins.SignInEvent, sign_ins.evolve, sign_ins.invert),
    Resource(programs.ProgramCommand, programs.decide, programs.ProgramEvent, programs.evolve, programs.invert),
    Resource(mirror.TakeIn, mirror.decide, mirror.MirrorEvent, mirror.evolve, mirror.invert),
    Resource(outbox.OutboxCommand, outbox.decide, outbox.OutboxEvent, outbox.evolve, outbox.invert),
    Resource(drafts.DraftCommand, drafts.decide, drafts.DraftEvent, drafts.evolve, drafts.invert),
    Resource(shifts.ShiftCommand, shifts.decide, shifts.ShiftEvent, shifts.evolve, shifts.invert),
    Resource(
        deliveries.DeliveryCommand, deliveries.decide, deliveries.DeliveryEvent, deliveries.evolve, deliveries.invert
    ),
    Resource(erasing.EraseContent, erasing.decide, erasing.ContentErased, erasing.evolve, erasing.invert),
    Resource(
        erasure_orders.OrderCommand,
        erasing.decide_on_order,
        erasure_orders.OrderEvent,
        erasure_orders.evolve_order,
        erasure_orders.invert_order,
    ),
    Resource(
        witnessing.WitnessCommand, witnessing.decide, witnessing.WitnessEvent, witnessing.evolve, witnessing.invert
    ),
)
DECIDES = {command: one.decide for one in RESOURCES for command in members(one.commands)}
"""What becomes of each command."""
_OF_EVENT = {event: one for one in RESOURCES for event in members(one.events)}


def decide(state: Centre, command: AnyCommand, now_us: int) -> Decision:
    """What happens because of a command, and what its sender is told. Pure. Raises `Refusal`."""
    return DECIDES[type(command)](state, command, now_us)


def evolve(state: Centre, event: Event) -> None:
    """The state after the event. Total: what has been decided cannot be refused."""
    _OF_EVENT[type(event)].evolve(state, event)


def invert(state: Centre, event: Event) -> tuple[Event, ...]:
    """The events that take the state back to where it is before the event. Asked before `evolve`."""
    return _OF_EVENT[type(event)].invert(state, event)


def party_of(state: Centre, event: Event) -> str:
    """Whose change it was: all are of the party whose centre it is."""
    return event.party if isinstance(event, people.CentreOpened) else state.party


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
