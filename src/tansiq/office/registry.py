"""What parties may know of each other: the one place that decides it.

All who take part see who is there: names, kinds, languages, keys, members of coalitions; who has applied, who is
against it and until when. Whom to reach at a party is seen by itself, and by those on another side of an agreement in
force with it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from tansiq.office.entities import Party, PartyState
from tansiq.office.parties import everybody_in, secret_digest, speaks_for, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.standing import in_force_for
from tansiq.office.state import Office


@dataclass(frozen=True, slots=True)
class PartySeen:
    """A party in another's eyes: what may not be known is not in it.

    `contacts_shown`: false where the profile's contacts are left out. `invited_by`: who made the invitation that it
    came with. `objecting`: how many are against it; who they are, and why, is not for the applicant.
    """

    party: Party
    contacts_shown: bool
    invited_by: str
    objecting: int


class PartyEyes:
    """One party's eyes at one moment, for other parties. Refused: `not-a-party` for who takes no part."""

    __slots__ = ("_reached", "_state", "viewer")

    def __init__(self, state: Office, viewer: str, now_us: int) -> None:
        taking_part(state, viewer)
        self._state, self.viewer = state, viewer
        self._reached = reached_by(state, viewer, now_us)

    def see(self, party: Party) -> PartySeen:
        """The party, as far as it may be seen."""
        shown = party.id in self._reached
        asked = party.asked if party.id == self.viewer else tuple(name for name in party.asked if name == self.viewer)
        profile = party.profile if shown else msgspec.structs.replace(party.profile, contacts=())
        seen = msgspec.structs.replace(party, profile=profile, asked=asked, invitation="")
        return PartySeen(seen, shown, _inviter(self._state, party), len(party.objections))


def find_party(state: Office, viewer: str, party_id: str, now_us: int) -> PartySeen:
    """One party. Refused: `not-a-party`, `not-found`."""
    eyes = PartyEyes(state, viewer, now_us)
    found = state.parties.get(party_id)
    if found is None:
        raise Refusal("not-found", f"no party {party_id}", field="id")
    return eyes.see(found)


def applications(state: Office, viewer: str, now_us: int) -> Iterator[PartySeen]:
    """Who has applied, for those who take part; for an applicant, or one that was declined, its own. Refused:
    `not-a-party`."""
    own = state.parties.get(viewer)
    if own is not None and own.state in (PartyState.APPLYING, PartyState.DECLINED):
        seen = msgspec.structs.replace(own, objections=(), invitation="")
        yield PartySeen(seen, contacts_shown=True, invited_by=_inviter(state, own), objecting=len(own.objections))
        return
    eyes = PartyEyes(state, viewer, now_us)
    for party in state.parties.values():
        if party.state is PartyState.APPLYING:
            yield eyes.see(party)


def standing(state: Office, party_id: str, invitation_id: str, secret: str) -> PartySeen:
    """How it stands with an application, for whoever holds the invitation that it was made with: an applicant has no
    token yet. The invitation may have ended since. Its link may have served others, too: contacts are not shown.
    Refused: `invitation-unknown`, `not-found`."""
    invitation = state.invitations.get(invitation_id)
    if invitation is None or not hmac.compare_digest(invitation.secret_digest, secret_digest(secret)):
        raise Refusal("invitation-unknown", "there is no such invitation", field="invitation")
    party = state.parties.get(party_id)
    if party is None or party.invitation != invitation_id:
        raise Refusal("not-found", f"{party_id} has not applied with this invitation", field="party")
    profile = msgspec.structs.replace(party.profile, contacts=())
    seen = msgspec.structs.replace(party, profile=profile, objections=(), members=(), asked=(), invitation="")
    return PartySeen(seen, contacts_shown=False, invited_by=invitation.by, objecting=len(party.objections))


def reached_by(state: Office, viewer: str, now_us: int) -> frozenset[str]:
    """Whose contacts a party sees, and whether their centres are connected: itself, and all on another side of an
    agreement in force with it."""
    found = {viewer}
    for agreement in in_force_for(state, viewer, now_us):
        own_sides = {side for side in agreement.parties if speaks_for(state, side, viewer)}
        for side in agreement.parties:
            if own_sides - {side}:
                found.update(everybody_in(state, side))
    return frozenset(found)


def _inviter(state: Office, party: Party) -> str:
    invitation = state.invitations.get(party.invitation)
    return "" if invitation is None else invitation.by
