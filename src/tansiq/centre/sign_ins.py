"""Signing in: the last decision, which nothing can overtake, and the record of all attempts."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from tansiq.centre.credentials import CredentialsPut, Why, of_active
from tansiq.centre.entities import Credentials, Identity, Means, Outcome, Session, SignIn, login_key
from tansiq.centre.people import PersonPut, Profile, new_person
from tansiq.centre.refusals import Refusal
from tansiq.centre.sessions import SessionEnded, SessionPut
from tansiq.centre.state import Centre
from tansiq.centre.totp import EITHER_SIDE, step_at
from tansiq.journal.command import Command

UNKNOWN_LOGINS_TIMES = 8
SIGN_IN_REFUSED = "login or password is wrong, or this person may not sign in"


class SignInNoted(msgspec.Struct, frozen=True, tag="sign-in.noted", tag_field="kind"):
    """Somebody signed in, or tried to. `forgets` is an older attempt that is only in the journal from now on."""

    sign_in: SignIn
    forgets: int | None


class SignInUnnoted(msgspec.Struct, frozen=True, tag="sign-in.unnoted", tag_field="kind"):
    """An attempt is not on record; `remembers` is. Only undoes a `sign-in.noted`."""

    number: int
    remembers: SignIn | None


SignInEvent = SignInNoted | SignInUnnoted
Events = tuple[SignInNoted | SessionPut | SessionEnded | CredentialsPut | PersonPut, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in: the new session's id and its token's digest, the address, the browser's own words."""

    session: str
    token_digest: str = field(repr=False)
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class SignInByPassword(Command[Session]):
    """The password is right for `password_hash`; so is a code of time step `step`, or the recovery code."""

    person: str
    place: Place
    password_hash: str = field(repr=False)
    step: int | None = None
    recovery_digest: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignInByIdentity(Command[Session]):
    """The identity provider has said who it is. Found by its identity, else by login, once; if there is none and
    `make` is given, somebody new with this id is taken in."""

    place: Place
    identity: Identity
    login: str
    id: str
    make: Profile | None


@dataclass(frozen=True, slots=True)
class NoteRefused(Command[None]):
    """Put on record that somebody could not sign in."""

    person: str
    address: str
    means: tuple[Means, ...]
    outcome: Outcome


SignInCommand = SignInByPassword | SignInByIdentity | NoteRefused


def decide(state: Centre, command: SignInCommand, now_us: int) -> tuple[Events, Session | None]:
    """Refused: `sign-in-refused`, `code-needed`, `code-refused`, `oidc-refused`, `person-invalid`, `too-many`."""
    match command:
        case NoteRefused():
            return (_noted(state, command.person, command.address, command.means, command.outcome, now_us),), None
        case SignInByPassword():
            return _by_password(state, command, now_us)
        case SignInByIdentity():
            return _by_identity(state, command, now_us)


def _by_password(state: Centre, command: SignInByPassword, now_us: int) -> tuple[Events, Session]:
    try:
        old = of_active(state, command.person)
    except Refusal:
        raise Refusal("sign-in-refused", SIGN_IN_REFUSED) from None
    if not command.password_hash or old.password_hash != command.password_hash:
        raise Refusal("sign-in-refused", SIGN_IN_REFUSED)
    means: tuple[Means, ...] = (Means.PASSWORD,)
    put: tuple[CredentialsPut, ...] = ()
    if old.totp is not None:
        made, second = _code_used(old, command, now_us)
        means, put = (Means.PASSWORD, second), (CredentialsPut(made, Why.CODE_USED, old.person),)
    events, session = _begun(state, old.person, command.place, means, now_us)
    return (*put, *events), session


def _code_used(old: Credentials, command: SignInByPassword, now_us: int) -> tuple[Credentials, Means]:
    assert old.totp is not None
    if command.step is not None:
        # A code of a time that has not come was used under a clock that was ahead: nobody waits until it has come.
        was_ahead = old.totp.last_step > step_at(now_us) + EITHER_SIDE
        if command.step <= old.totp.last_step and not was_ahead:
            raise Refusal("code-refused", "this code has been used; wait for the next one", field="code")
        totp = msgspec.structs.replace(old.totp, last_step=command.step)
        return msgspec.structs.replace(old, totp=totp), Means.TOTP
    if command.recovery_digest:
        if command.recovery_digest not in old.recovery:
            raise Refusal("code-refused", "the code is wrong, or has been used", field="code")
        left = tuple(digest for digest in old.recovery if digest != command.recovery_digest)
        return msgspec.structs.replace(old, recovery=left), Means.RECOVERY_CODE
    raise Refusal("code-needed", "a one-time code is needed, too", field="code")


def _by_identity(state: Centre, command: SignInByIdentity, now_us: int) -> tuple[Events, Session]:
    identity = command.identity
    before: tuple[PersonPut | CredentialsPut, ...] = ()
    person_id = state.by_identity.get((identity.issuer, identity.subject))
    if person_id is None:
        person_id = state.by_login.get(login_key(command.login))
        if person_id is not None:
            old = _may_sign_in(state, person_id)
            if old.identity is not None:
                raise Refusal("oidc-refused", "this login belongs to somebody else at the identity provider")
        elif command.make is not None:
            person = new_person(state, command.id, command.make, now_us)
            person_id, old, before = person.id, Credentials(person.id), (PersonPut(person, ""),)
        else:
            raise Refusal("oidc-refused", "nobody at this party has this login; ask an administrator")
        bound = msgspec.structs.replace(old, identity=identity)
        before = (*before, CredentialsPut(bound, Why.IDENTITY_BOUND, ""))
    else:
        _may_sign_in(state, person_id)
    events, session = _begun(state, person_id, command.place, (Means.OIDC,), now_us)
    return (*before, *events), session


def _may_sign_in(state: Centre, person_id: str) -> Credentials:
    try:
        return of_active(state, person_id)
    except Refusal:
        raise Refusal("oidc-refused", "this person may not sign in; ask an administrator") from None


def _begun(
    state: Centre, person: str, place: Place, means: tuple[Means, ...], now_us: int
) -> tuple[tuple[SessionEnded | SessionPut | SignInNoted, ...], Session]:
    until_us = now_us + state.rules.session_us
    session = Session(
        place.session, person, place.token_digest, now_us, now_us, until_us, place.address, place.agent, means
    )
    theirs = sorted((state.sessions[i] for i in state.sessions_of.get(person, ())), key=lambda s: (s.made_us, s.id))
    over = theirs[: max(0, len(theirs) + 1 - state.rules.max_sessions)]
    ended = tuple(SessionEnded(old.id, person, person, "too-many") for old in over)
    noted = _noted(state, person, place.address, means, Outcome.DONE, now_us)
    return (*ended, SessionPut(session), noted), session


def _noted(
    state: Centre, person: str, address: str, means: tuple[Means, ...], outcome: Outcome, now_us: int
) -> SignInNoted:
    most = state.rules.kept_sign_ins * (1 if person else UNKNOWN_LOGINS_TIMES)
    kept = state.sign_ins_of.get((person, outcome is Outcome.DONE), [])
    number = max(state.sign_ins, default=0) + 1
    return SignInNoted(SignIn(number, now_us, person, address, means, outcome), kept[0] if len(kept) >= most else None)


def evolve(state: Centre, event: SignInEvent) -> None:
    """The state after the event."""
    match event:
        case SignInNoted():
            if event.forgets is not None:
                state.drop_sign_in(event.forgets)
            state.keep_sign_in(event.sign_in)
        case SignInUnnoted():
            state.drop_sign_in(event.number)
            if event.remembers is not None:
                state.keep_sign_in(event.remembers)


def invert(state: Centre, event: SignInEvent) -> tuple[SignInEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case SignInNoted():
            forgotten = None if event.forgets is None else state.sign_ins[event.forgets]
            return (SignInUnnoted(event.sign_in.number, forgotten),)
        case SignInUnnoted():
            remembered = None if event.remembers is None else event.remembers.number
            return (SignInNoted(state.sign_ins[event.number], remembered),)
