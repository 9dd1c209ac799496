"""How a person signs in: the one-time secret for a password, the password, one-time codes. What has to be computed
(hashes, codes) the caller has computed; here is decided whether it still holds at this place in the order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from tansiq.centre.entities import Credentials, Link, PersonState, Totp
from tansiq.centre.refusals import Refusal
from tansiq.centre.sessions import SessionEnded, sessions_ended
from tansiq.centre.state import Centre
from tansiq.journal.command import Command


class Why(StrEnum):
    """Why a person signs in differently."""

    INVITED = "invited"
    NEW_LINK = "new-link"
    PASSWORD_SET = "password-set"  # noqa: S105  a word, not a secret
    PASSWORD_CHANGED = "password-changed"  # noqa: S105
    REHASHED = "rehashed"
    TOTP_BEGUN = "totp-begun"
    TOTP_CONFIRMED = "totp-confirmed"
    TOTP_REMOVED = "totp-removed"
    CODE_USED = "code-used"
    IDENTITY_BOUND = "identity-bound"
    BLOCKED = "blocked"
    LEFT = "left"
    UNDONE = "undone"


class CredentialsPut(msgspec.Struct, frozen=True, tag="credentials.put", tag_field="kind"):
    """A person signs in like this from now on, because of what `by` did: the person, an administrator, or, where it is
    empty, a program of the party or its identity provider."""

    credentials: Credentials
    why: Why
    by: str


class CredentialsForgotten(msgspec.Struct, frozen=True, tag="credentials.forgotten", tag_field="kind"):
    """Nothing is known of how a person signs in. Only undoes a first `credentials.put`."""

    person: str


CredentialsEvent = CredentialsPut | CredentialsForgotten


@dataclass(frozen=True, slots=True)
class NewLink(Command[Link]):
    """Give a person a new one-time secret to set a password with; an older one ends. The password stays until then."""

    by: str
    person: str
    digest: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetPassword(Command[str]):
    """Set a password with a one-time secret; the person's id. All sessions of the person end."""

    link_digest: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangePassword(Command[None]):
    """Set another password. `old_hash` is the one that was compared with; all sessions but `session` end."""

    person: str
    session: str
    old_hash: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rehash(Command[None]):
    """The same password under today's parameters. Nothing, if the password has been changed meanwhile."""

    person: str
    old_hash: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BeginTotp(Command[None]):
    """A sealed secret waits for its first code; one that waited before is forgotten."""

    person: str
    sealed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmTotp(Command[None]):
    """The first code was right (of time step `step`, under the secret `sealed`): from now on codes are asked for. All
    sessions but `session` end: they began with less."""

    person: str
    session: str
    sealed: str = field(repr=False)
    step: int
    recovery: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RemoveTotp(Command[None]):
    """Codes are asked for no longer."""

    by: str
    person: str


CredentialsCommand = NewLink | SetPassword | ChangePassword | Rehash | BeginTotp | ConfirmTotp | RemoveTotp


def decide(
    state: Centre, command: CredentialsCommand, now_us: int
) -> tuple[tuple[CredentialsPut | SessionEnded, ...], Link | str | None]:
    """Refused: `link-unknown`, `person-unknown`, `person-inactive`, `password-wrong`, `totp-on`, `totp-off`."""
    if isinstance(command, SetPassword):
        return _set_password(state, command, now_us)
    old = of_active(state, command.person)
    match command:
        case NewLink():
            link = Link(command.digest, now_us + state.rules.link_us)
            return _put(old, Why.NEW_LINK, command.by, link=link), link
        case ChangePassword():
            if old.password_hash != command.old_hash:
                raise Refusal("password-wrong", "the password has been changed meanwhile", field="old_password")
            put = _put(
                old,
                Why.PASSWORD_CHANGED,
                old.person,
                password_hash=command.password_hash,
                password_us=now_us,
                link=None,
            )
            return (*put, *sessions_ended(state, old.person, old.person, "password-changed", command.session)), None
        case Rehash():
            if old.password_hash != command.old_hash:
                return (), None
            return _put(old, Why.REHASHED, old.person, password_hash=command.password_hash), None
        case BeginTotp():
            if old.totp is not None:
                raise Refusal("totp-on", "one-time codes are asked for already; remove that first")
            return _put(old, Why.TOTP_BEGUN, old.person, pending_totp=command.sealed), None
        case ConfirmTotp():
            if not old.pending_totp or old.pending_totp != command.sealed:
                raise Refusal("totp-off", "no one-time codes are being set up, or a newer secret has been given")
            totp = Totp(command.sealed, now_us, command.step)
            put = _put(old, Why.TOTP_CONFIRMED, old.person, totp=totp, pending_totp="", recovery=command.recovery)
            return (*put, *sessions_ended(state, old.person, old.person, "totp-confirmed", command.session)), None
        case RemoveTotp():
            if old.totp is None:
                raise Refusal("totp-off", "no one-time codes are asked for")
            return _put(old, Why.TOTP_REMOVED, command.by, totp=None, recovery=()), None


def of_active(state: Centre, person_id: str) -> Credentials:
    """How a person signs in. Refused: `person-unknown`, `person-inactive`."""
    person = state.people.get(person_id)
    if person is None:
        raise Refusal("person-unknown", "the party has no such person", field="id")
    if person.state is not PersonState.ACTIVE:
        raise Refusal("person-inactive", f"the person is {person.state}; change that first", field="id")
    return state.credentials[person_id]


def _set_password(
    state: Centre, command: SetPassword, now_us: int
) -> tuple[tuple[CredentialsPut | SessionEnded, ...], str]:
    old = state.credentials.get(state.by_link.get(command.link_digest, ""))
    if old is None or old.link is None or old.link.until_us <= now_us:
        raise Refusal("link-unknown", "it has been used, replaced, or has ended; ask for a new one", field="secret")
    put = _put(old, Why.PASSWORD_SET, old.person, password_hash=command.password_hash, password_us=now_us, link=None)
    return (*put, *sessions_ended(state, old.person, old.person, "password-set")), old.person


def _put(old: Credentials, why: Why, by: str, **changes: object) -> tuple[CredentialsPut]:
    return (CredentialsPut(msgspec.structs.replace(old, **changes), why, by),)


def evolve(state: Centre, event: CredentialsEvent) -> None:
    """The state after the event."""
    match event:
        case CredentialsPut():
            state.keep_credentials(event.credentials)
        case CredentialsForgotten():
            state.drop_credentials(event.person)


def invert(state: Centre, event: CredentialsEvent) -> tuple[CredentialsEvent, ...]:
    """What takes the state back to where it is before the event."""
    person = event.credentials.person if isinstance(event, CredentialsPut) else event.person
    old = state.credentials.get(person)
    return (CredentialsForgotten(person) if old is None else CredentialsPut(old, Why.UNDONE, ""),)
