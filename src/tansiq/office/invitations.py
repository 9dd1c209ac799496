"""Standing invitations: links with which a new party may apply. Every party may make some, and sees its own; of who has
applied, all see by whom it was invited."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.entities import Invitation
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.parties import LONGEST_TEXT, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.state import Office

LEAST_OBJECTION_US, MOST_OBJECTION_US = HOUR_US, 60 * DAY_US


class InvitationPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="invitation.put", tag_field="kind"):
    """An invitation is there, or has been withdrawn."""

    invitation: Invitation
    tell: tuple[Tell, ...] = ()


class InvitationForgotten(msgspec.Struct, frozen=True, tag="invitation.forgotten", tag_field="kind"):
    """Nothing is known of an invitation any more. Only undoes a first `invitation.put`."""

    id: str
    by: str = ""


InvitationEvent = InvitationPut | InvitationForgotten


@dataclass(frozen=True, slots=True)
class Invite(Command[Invitation]):
    """Make an invitation. The identifier and the secret are drawn by the caller, who passes the secret's digest."""

    party: str
    id: str
    secret_digest: str
    note: str
    until_us: int
    objection_us: int


@dataclass(frozen=True, slots=True)
class WithdrawInvitation(Command[Invitation]):
    """Nobody may apply with it any more. Those who have applied already are not touched."""

    party: str
    id: str


def decide(
    state: Office, command: Invite | WithdrawInvitation, now_us: int
) -> tuple[tuple[InvitationPut, ...], Invitation]:
    """Refused: `not-a-party`, `window-past`, `window-too-far`, `objection-time-invalid`, `profile-invalid`,
    `not-found`, `already-exists`."""
    taking_part(state, command.party)
    if isinstance(command, WithdrawInvitation):
        old = state.invitations.get(command.id)
        if old is None or old.by != command.party or old.withdrawn:  # another's is not there: who invites is its own
            raise Refusal("not-found", "you have made no such invitation, or it has been withdrawn", field="id")
        made = msgspec.structs.replace(old, withdrawn=True)
        return (InvitationPut(made, _tell(made, "withdrawn", now_us)),), made
    if command.id in state.invitations:
        raise Refusal("already-exists", "an invitation with this identifier was made before", field="id")
    if command.until_us <= now_us:
        raise Refusal("window-past", "the invitation would have ended already", field="until")
    if command.until_us > now_us + state.rules.max_ahead_us:
        days = state.rules.max_ahead_us / DAY_US
        raise Refusal("window-too-far", f"an invitation stands at most {days:g} days", field="until")
    if not LEAST_OBJECTION_US <= command.objection_us <= MOST_OBJECTION_US:
        raise Refusal(
            "objection-time-invalid",
            f"others need {LEAST_OBJECTION_US // HOUR_US} hour to {MOST_OBJECTION_US // DAY_US} days to object",
            field="objection_hours",
        )
    if len(command.note) > LONGEST_TEXT:
        raise Refusal("profile-invalid", f"at most {LONGEST_TEXT:,} characters", field="note")
    made = Invitation(
        command.id,
        command.party,
        command.secret_digest,
        command.note,
        now_us,
        command.until_us,
        command.objection_us,
    )
    return (InvitationPut(made, _tell(made, "made", now_us)),), made


def own_invitations(state: Office, party: str) -> list[Invitation]:
    """Those that the party has made: who else was invited is not everybody's business, who has come in is."""
    return [invitation for invitation in state.invitations.values() if invitation.by == party]


def evolve(state: Office, event: InvitationEvent) -> None:
    """The state after the event."""
    match event:
        case InvitationPut():
            state.invitations[event.invitation.id] = event.invitation
            feed.tell(state, event.tell)
        case InvitationForgotten():
            del state.invitations[event.id]


def invert(state: Office, event: InvitationEvent) -> tuple[InvitationEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    invitation_id = event.invitation.id if isinstance(event, InvitationPut) else event.id
    old = state.invitations.get(invitation_id)
    back = InvitationForgotten(invitation_id) if old is None else InvitationPut(old)
    return (back, *feed.untell(event.tell if isinstance(event, InvitationPut) else ()))


def party_of(event: InvitationEvent) -> str:
    """Whose change it was."""
    return event.invitation.by if isinstance(event, InvitationPut) else event.by


def _tell(invitation: Invitation, why: str, now_us: int) -> tuple[Tell, ...]:
    return (Tell((invitation.by,), Subject.INVITATION, invitation.id, why, now_us),)
