"""Parties: how one is founded, applies, is admitted or declined, changes what it says of itself, joins others, leaves.

Nobody is let in by one hand: whoever has an invitation may apply, all who take part see it and may object for a set
time, and the office admits when that time is over and nobody objects. An objection that stands declines after a while.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.entities import Absence, Objection, Party, PartyKind, PartyState, Profile
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office

MOST_CONTACTS, MOST_KEYS, MOST_LANGUAGES, LONGEST_TEXT = 50, 10, 20, 2_000
LONGEST_NAME = 200
"""Of a person."""
_KEY_BYTES = 32


class Cause(StrEnum):
    """Why a party is there in a new version."""

    FOUNDED = "founded"
    APPLIED = "applied"
    OBJECTED = "objected"
    OBJECTION_WITHDRAWN = "objection-withdrawn"
    ADMITTED = "admitted"
    DECLINED = "declined"
    CHANGED = "changed"
    ASKED_TO_JOIN = "asked-to-join"
    JOINED = "joined"
    LEFT_COALITION = "left-coalition"
    LEFT = "left"
    UNDONE = "undone"


class PartyPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="party.put", tag_field="kind"):
    """A party is there, or is there in a new version, because of what `by` did; `by` is empty for the office itself."""

    party: Party
    cause: Cause
    by: str
    tell: tuple[Tell, ...] = ()


class PartyForgotten(msgspec.Struct, frozen=True, tag="party.forgotten", tag_field="kind"):
    """Nothing is known of a party any more. Only undoes a first `party.put`."""

    id: str
    by: str = ""


PartyEvent = PartyPut | PartyForgotten


@dataclass(frozen=True, slots=True)
class Found(Command[Party]):
    """Be the first party: the one that opens the office."""

    party: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Apply(Command[Party]):
    """Ask to take part, with the secret of an invitation."""

    party: str
    invitation: str
    secret: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Object(Command[Party]):
    """Be against an accession; an empty reason withdraws."""

    party: str
    applicant: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeProfile(Command[Party]):
    """Say something else of oneself. `version` is the one that was read."""

    party: str
    version: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class AskToJoin(Command[Party]):
    """A coalition asks a party to become its member."""

    party: str
    member: str


@dataclass(frozen=True, slots=True)
class Join(Command[Party]):
    """Become a member of a coalition that has asked; with `leave`, be one no longer."""

    party: str
    coalition: str
    leave: bool = False


@dataclass(frozen=True, slots=True)
class Leave(Command[Party]):
    """Take part no longer."""

    party: str


PartyCommand = Found | Apply | Object | ChangeProfile | AskToJoin | Join | Leave


def decide(state: Office, command: PartyCommand, now_us: int) -> tuple[tuple[PartyPut, ...], Party]:
    """Refused: `already-founded`, `not-a-party`, `invitation-unknown`, `already-exists`, `not-found`,
    `objections-closed`, `stale-version`, `profile-invalid`, `not-a-coalition`, `not-asked`, `members-bound`."""
    events, party = _decide(state, command, now_us)
    return tuple(_telling(state, event, now_us) for event in events), party


def _decide(state: Office, command: PartyCommand, now_us: int) -> tuple[tuple[PartyPut, ...], Party]:
    match command:
        case Found():
            if state.parties:
                raise Refusal("already-founded", "the office has been opened already; apply with an invitation")
            check_profile(command.profile)
            made = Party(command.party, 1, PartyState.ADMITTED, command.profile, now_us)
            return _put(made, Cause.FOUNDED, command.party)
        case Apply():
            return _apply(state, command, now_us)
        case Object():
            return _object(state, command, now_us)
        case ChangeProfile():
            old = taking_part(state, command.party)
            if command.version != old.version:
                raise Refusal("stale-version", f"the version is {old.version} now; read it again", field="version")
            check_profile(command.profile)
            if (old.members or old.asked) and command.profile.kind is not PartyKind.COALITION:
                raise Refusal("members-bound", "a coalition with members stays one", field="profile.kind")
            return _put(_next(old, profile=command.profile), Cause.CHANGED, command.party)
        case AskToJoin() | Join():
            return _membership(state, command)
        case Leave():
            left = _next(taking_part(state, command.party), state=PartyState.LEFT, since_us=now_us)
            # Should somebody be admitted under the same name one day, what coalitions agreed is not theirs unasked.
            coalitions = (
                PartyPut(
                    _next(one, members=tuple(member for member in one.members if member != left.id)),
                    Cause.LEFT_COALITION,
                    left.id,
                )
                for one in state.parties.values()
                if left.id in one.members
            )
            return (*coalitions, PartyPut(left, Cause.LEFT, left.id)), left


def due(state: Office, now_us: int) -> Iterator[PartyPut]:
    """Accessions whose time for objections is over: admitted where nobody objects, declined where somebody still does
    when as much time again has passed."""
    for party in list(state.parties.values()):
        if party.state is not PartyState.APPLYING or party.objections_until_us > now_us:
            continue
        if not party.objections:
            absences = tuple(msgspec.structs.replace(one, until_us=one.until_us or now_us) for one in party.absences)
            back = _next(party, state=PartyState.ADMITTED, since_us=now_us, absences=absences)
            admitted = PartyPut(back, Cause.ADMITTED, "")
            yield _telling(state, admitted, now_us)
        elif now_us >= party.objections_until_us + (party.objections_until_us - party.since_us):
            declined = PartyPut(_next(party, state=PartyState.DECLINED, since_us=now_us), Cause.DECLINED, "")
            yield _telling(state, declined, now_us)


def check_name(name: str, code: str, field: str) -> None:
    """The name of a person, if one is given. Refused: the code."""
    if len(name) > LONGEST_NAME:
        raise Refusal(code, f"a name has at most {LONGEST_NAME} characters", field=field)


def taking_part(state: Office, party_id: str) -> Party:
    """The party, if it takes part. Refused: `not-a-party`."""
    party = state.parties.get(party_id)
    if party is None or party.state is not PartyState.ADMITTED:
        raise Refusal("not-a-party", f"{party_id} does not take part in this office")
    return party


def speaks_for(state: Office, whole: str, party_id: str) -> bool:
    """Whether what is agreed with `whole` holds for the party: it is the same, or a member of that coalition."""
    if whole == party_id:
        return True
    coalition = state.parties.get(whole)
    return coalition is not None and coalition.state is PartyState.ADMITTED and party_id in coalition.members


def everybody_in(state: Office, whole: str) -> tuple[str, ...]:
    """Those for whom `speaks_for` holds: the party itself, and a coalition's members."""
    found = state.parties.get(whole)
    return (whole,) if found is None or found.state is not PartyState.ADMITTED else (whole, *found.members)


def secret_digest(secret: str) -> str:
    """What is kept of an invitation's secret. The secret has 192 random bits: no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_profile(profile: Profile) -> None:
    """Refused: `profile-invalid`, with the field."""
    texts = [("name", profile.name, 1)]
    for i, contact in enumerate(profile.contacts):
        texts += [(f"contacts[{i}].name", contact.name, 1), (f"contacts[{i}].role", contact.role, 1)]
        texts += [(f"contacts[{i}].phone", contact.phone, 0), (f"contacts[{i}].email", contact.email, 0)]
        texts += [(f"contacts[{i}].languages", tag, 2) for tag in contact.languages]
    texts += [("languages", tag, 2) for tag in profile.languages]
    for field, text, least in texts:
        if not least <= len(text) <= LONGEST_TEXT or not text.isprintable():
            raise _invalid(field, f"{least} to {LONGEST_TEXT:,} printable characters")
    for field, count, most in (
        ("contacts", len(profile.contacts), MOST_CONTACTS),
        ("keys", len(profile.keys), MOST_KEYS),
        ("languages", len(profile.languages), MOST_LANGUAGES),
    ):
        if count > most:
            raise _invalid(field, f"{count} given; at most {most}")
    for i, key in enumerate(profile.keys):
        try:
            sound = len(base64.b64decode(key, validate=True)) == _KEY_BYTES
        except ValueError:
            sound = False
        if not sound:
            raise _invalid(f"keys[{i}]", f"an Ed25519 public key is {_KEY_BYTES} bytes in base64")


def evolve(state: Office, event: PartyEvent) -> None:
    """The state after the event."""
    match event:
        case PartyPut():
            state.parties[event.party.id] = event.party
            feed.tell(state, event.tell)
        case PartyForgotten():
            del state.parties[event.id]


def invert(state: Office, event: PartyEvent) -> tuple[PartyEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    party_id = event.party.id if isinstance(event, PartyPut) else event.id
    old = state.parties.get(party_id)
    back = PartyForgotten(party_id) if old is None else PartyPut(old, Cause.UNDONE, "")
    return (back, *feed.untell(event.tell if isinstance(event, PartyPut) else ()))


def _apply(state: Office, command: Apply, now_us: int) -> tuple[tuple[PartyPut, ...], Party]:
    invitation = state.invitations.get(command.invitation)
    # Whatever is wrong with it, it is unknown: nobody learns which invitations there are.
    if (
        invitation is None
        or invitation.withdrawn
        or invitation.until_us <= now_us
        or not hmac.compare_digest(invitation.secret_digest, secret_digest(command.secret))
    ):
        raise Refusal("invitation-unknown", "there is no such invitation, or it has ended", field="invitation")
    old = state.parties.get(command.party)
    if old is not None and old.state in (PartyState.APPLYING, PartyState.ADMITTED):
        raise Refusal("already-exists", f"{command.party} {_STANDING[old.state]} already", field="party")
    check_profile(command.profile)
    absences = () if old is None else old.absences
    if old is not None and old.state is PartyState.LEFT:
        absences = (*absences, Absence(old.since_us))
    made = Party(
        id=command.party,
        version=1 if old is None else old.version + 1,
        state=PartyState.APPLYING,
        profile=command.profile,
        since_us=now_us,
        invitation=invitation.id,
        objections_until_us=now_us + invitation.objection_us,
        absences=absences,
    )
    return _put(made, Cause.APPLIED, command.party)


_STANDING = {PartyState.APPLYING: "has applied", PartyState.ADMITTED: "takes part"}


def _object(state: Office, command: Object, now_us: int) -> tuple[tuple[PartyPut, ...], Party]:
    taking_part(state, command.party)
    applicant = state.parties.get(command.applicant)
    if applicant is None or applicant.state is not PartyState.APPLYING:
        raise Refusal("not-found", f"{command.applicant} has not applied", field="applicant")
    others = tuple(objection for objection in applicant.objections if objection.by != command.party)
    if not command.reason:
        if len(others) == len(applicant.objections):
            raise Refusal("not-found", "you have not objected", field="reason")
        return _put(_next(applicant, objections=others), Cause.OBJECTION_WITHDRAWN, command.party)
    if applicant.objections_until_us <= now_us:
        raise Refusal("objections-closed", "the time for objections is over", field="applicant")
    if len(command.reason) > LONGEST_TEXT:
        raise Refusal("profile-invalid", f"at most {LONGEST_TEXT:,} characters", field="reason")
    objections = (*others, Objection(command.party, now_us, command.reason))
    return _put(_next(applicant, objections=objections), Cause.OBJECTED, command.party)


def _membership(state: Office, command: AskToJoin | Join) -> tuple[tuple[PartyPut, ...], Party]:
    by = taking_part(state, command.party)
    coalition = by if isinstance(command, AskToJoin) else taking_part(state, command.coalition)
    if coalition.profile.kind is not PartyKind.COALITION:
        raise Refusal("not-a-coalition", f"{coalition.id} is not a coalition", field="coalition")
    if isinstance(command, AskToJoin):
        member = taking_part(state, command.member)
        if member.profile.kind is PartyKind.COALITION:
            raise Refusal("not-a-coalition", "a coalition cannot be a member of another", field="member")
        if member.id in (*coalition.asked, *coalition.members):
            raise Refusal("already-exists", f"{member.id} has been asked, or is a member", field="member")
        return _put(_next(coalition, asked=(*coalition.asked, member.id)), Cause.ASKED_TO_JOIN, by.id)
    if command.leave:
        if by.id not in coalition.members:
            raise Refusal("not-found", f"{by.id} is not a member of {coalition.id}", field="coalition")
        left = tuple(member for member in coalition.members if member != by.id)
        return _put(_next(coalition, members=left), Cause.LEFT_COALITION, by.id)
    if by.id not in coalition.asked:
        raise Refusal("not-asked", f"{coalition.id} has not asked {by.id} to join", field="coalition")
    if any(state.agreements[i].ending is None for i in state.agreements_of.get(coalition.id, ())):
        # Others have signed, or are about to sign, with those who are members now.
        raise Refusal("members-bound", f"{coalition.id} has agreements with these members", field="coalition")
    asked = tuple(member for member in coalition.asked if member != by.id)
    return _put(_next(coalition, asked=asked, members=(*coalition.members, by.id)), Cause.JOINED, by.id)


def _telling(state: Office, event: PartyPut, now_us: int) -> PartyPut:
    """The event, told to all who take part and to the party itself."""
    here = {party.id for party in state.parties.values() if party.state is PartyState.ADMITTED}
    to = tuple(sorted(here | {event.party.id}))
    return msgspec.structs.replace(event, tell=(Tell(to, Subject.PARTY, event.party.id, event.cause.value, now_us),))


def _next(old: Party, **changes: object) -> Party:
    return msgspec.structs.replace(old, version=old.version + 1, **changes)


def _put(party: Party, cause: Cause, by: str) -> tuple[tuple[PartyPut, ...], Party]:
    return (PartyPut(party, cause, by),), party


def _invalid(field: str, allowed: str) -> Refusal:
    return Refusal("profile-invalid", f"{field}: {allowed}", field=f"profile.{field}")
