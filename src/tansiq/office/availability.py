"""Availability of parties, as an arbiter sets it. F3548-21, `UssAvailabilityState`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.entities import Availability, AvailabilityState
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office


class AvailabilitySet(msgspec.Struct, frozen=True, tag="availability.set", tag_field="kind"):
    """`by` said that a party is in this state."""

    availability: Availability
    by: str


class AvailabilityForgotten(msgspec.Struct, frozen=True, tag="availability.forgotten", tag_field="kind"):
    """Nothing is known of a party's availability any more. Only undoes an `availability.set`."""

    party: str


AvailabilityEvent = AvailabilitySet | AvailabilityForgotten


@dataclass(frozen=True, slots=True)
class SetAvailability(Command[Availability]):
    """Say in which state a party is. `old_version` is "" when nothing has been said before."""

    by: str
    party: str
    old_version: str
    state: AvailabilityState
    new_version: str


def decide_set(
    state: Office, command: SetAvailability, now_us: int
) -> tuple[tuple[AvailabilitySet, ...], Availability]:
    """Refused: `stale-version`."""
    current = get_availability(state, command.party)
    if command.old_version != current.version:
        raise Refusal(
            "stale-version", f"{command.old_version!r} is not the current version; read it again", field="old_version"
        )
    new = Availability(command.party, command.state, command.new_version)
    return (AvailabilitySet(new, command.by),), new


def get_availability(state: Office, party: str) -> Availability:
    """What was last said of the party; Unknown with the version "" if nothing was."""
    return state.availability.get(party) or Availability(party, AvailabilityState.UNKNOWN, "")


def evolve(state: Office, event: AvailabilityEvent) -> None:
    """The state after the event."""
    match event:
        case AvailabilitySet():
            state.availability[event.availability.party] = event.availability
        case AvailabilityForgotten():
            del state.availability[event.party]


def invert(state: Office, event: AvailabilityEvent) -> tuple[AvailabilityEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case AvailabilitySet():
            said = state.availability.get(event.availability.party)
            if said is None:
                return (AvailabilityForgotten(event.availability.party),)
            return (AvailabilitySet(said, event.by),)
        case AvailabilityForgotten():
            return (AvailabilitySet(state.availability[event.party], ""),)


def party_of(event: AvailabilityEvent) -> str:
    """Whose change it was."""
    return event.by if isinstance(event, AvailabilitySet) else event.party
