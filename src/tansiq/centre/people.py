"""People of a party: how one is taken in, changed, blocked, and leaves. And how their centre is opened."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import msgspec

from tansiq.centre.credentials import CredentialsPut, Why, of_active
from tansiq.centre.entities import Credentials, Link, Person, PersonState, login_key
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import ADMINISTER, Role, scopes_of
from tansiq.centre.sessions import SessionEnded, sessions_ended
from tansiq.centre.state import Centre
from tansiq.journal.command import Command

LONGEST_LOGIN, LONGEST_TEXT, MOST_LANGUAGES = 100, 200, 10
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


class CentreOpened(msgspec.Struct, frozen=True, tag="centre.opened", tag_field="kind"):
    """The journal is this party's."""

    party: str


class CentreUnopened(msgspec.Struct, frozen=True, tag="centre.unopened", tag_field="kind"):
    """The journal is nobody's. Only undoes a `centre.opened`."""


class PersonPut(msgspec.Struct, frozen=True, tag="person.put", tag_field="kind"):
    """A person is there, or is there in a new version, because of what `by` did: another person, or, where it is
    empty, a program of the party or its identity provider."""

    person: Person
    by: str


class PersonForgotten(msgspec.Struct, frozen=True, tag="person.forgotten", tag_field="kind"):
    """Nothing is known of a person any more. Only undoes a first `person.put`."""

    id: str


PersonEvent = CentreOpened | CentreUnopened | PersonPut | PersonForgotten


@dataclass(frozen=True, slots=True)
class OpenCentre(Command[str]):
    """The first command of all."""

    party: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said of a person."""

    login: str
    name: str
    roles: frozenset[Role]
    languages: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Invite(Command[Person]):
    """Take somebody in. With `link_digest`, the one-time secret's, the person can set a password."""

    by: str
    id: str
    profile: Profile
    link_digest: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChangePerson(Command[Person]):
    """Say something else of a person, or that it is blocked or has left. `version` is the one that was read."""

    by: str
    id: str
    version: int
    profile: Profile
    state: PersonState


@dataclass(frozen=True, slots=True)
class ChangeOwn(Command[Person]):
    """A person says something else of themselves. Login, roles and state are the administrators'."""

    person: str
    version: int
    name: str
    languages: tuple[str, ...]
    phone: str
    email: str


PersonCommand = OpenCentre | Invite | ChangePerson | ChangeOwn


def decide(
    state: Centre, command: PersonCommand, now_us: int
) -> tuple[tuple[PersonEvent | CredentialsPut | SessionEnded, ...], Person | str]:
    """Refused: `centre-opened`, `login-taken`, `person-invalid`, `person-unknown`, `person-changed`, `person-inactive`,
    `own-roles`, `last-administrator`, `too-many`."""
    match command:
        case OpenCentre():
            if state.party:
                raise Refusal("centre-opened", f"this is {state.party}'s centre already")
            return (CentreOpened(command.party),), command.party
        case Invite():
            person = new_person(state, command.id, command.profile, now_us)
            link = Link(command.link_digest, now_us + state.rules.link_us) if command.link_digest else None
            credentials = CredentialsPut(Credentials(person.id, link=link), Why.INVITED, command.by)
            return (PersonPut(person, command.by), credentials), person
        case ChangePerson():
            return _change(state, command, now_us)
        case ChangeOwn():
            return _change_own(state, command)


def new_person(state: Centre, person_id: str, profile: Profile, now_us: int) -> Person:
    """Somebody who is not there yet. Refused: `too-many`, `login-taken`, `person-invalid`."""
    if len(state.people) >= state.rules.max_people:
        raise Refusal("too-many", f"a party has at most {state.rules.max_people:,} people here")
    _check(state, person_id, profile)
    return _person(person_id, 1, profile, now_us, PersonState.ACTIVE)


def known(state: Centre, person_id: str) -> Person:
    """The person. Refused: `person-unknown`."""
    person = state.people.get(person_id)
    if person is None:
        raise Refusal("person-unknown", "the party has no such person", field="id")
    return person


def _change(
    state: Centre, command: ChangePerson, now_us: int
) -> tuple[tuple[PersonPut | CredentialsPut | SessionEnded, ...], Person]:
    old = _in_version(state, command.id, command.version)
    _check(state, command.id, command.profile)
    if command.by == old.id and not scopes_of(command.profile.roles) <= scopes_of(frozenset(old.roles)):
        raise Refusal(
            "own-roles",
            "nobody gives themselves more rights; another administrator does, or whoever holds a token of the party "
            f"with {ADMINISTER}",
            field="roles",
        )
    since_us = old.since_us if command.state is old.state else now_us
    made = _person(old.id, old.version + 1, command.profile, since_us, command.state)
    stays = made.state is PersonState.ACTIVE and Role.ADMINISTRATOR in made.roles
    if not stays and state.administrators() == {old.id}:
        raise Refusal(
            "last-administrator",
            f"{old.login} is the only one who can administer the party; let another sign in as administrator first",
            field="state" if made.state is not PersonState.ACTIVE else "roles",
        )
    events: list[PersonPut | CredentialsPut | SessionEnded] = [PersonPut(made, command.by)]
    if made.state is not PersonState.ACTIVE:
        events += sessions_ended(state, old.id, command.by, str(made.state))
        credentials = state.credentials[old.id]
        kept = Credentials(old.id)
        if made.state is PersonState.BLOCKED:
            kept = msgspec.structs.replace(credentials, link=None, pending_totp="")
        if kept != credentials:
            events.append(CredentialsPut(kept, Why(str(made.state)), command.by))
    return tuple(events), made


def _change_own(state: Centre, command: ChangeOwn) -> tuple[tuple[PersonPut], Person]:
    old = _in_version(state, command.person, command.version)
    of_active(state, old.id)
    profile = Profile(old.login, command.name, frozenset(old.roles), command.languages, command.phone, command.email)
    _check(state, old.id, profile)
    made = _person(old.id, old.version + 1, profile, old.since_us, old.state)
    return (PersonPut(made, old.id),), made


def _in_version(state: Centre, person_id: str, version: int) -> Person:
    old = known(state, person_id)
    if version != old.version:
        raise Refusal("person-changed", f"the version is {old.version} now; read it again", field="version")
    return old


def _person(person_id: str, version: int, profile: Profile, since_us: int, person_state: PersonState) -> Person:
    return Person(
        person_id,
        version,
        unicodedata.normalize("NFKC", profile.login),
        profile.name,
        tuple(sorted(profile.roles)),
        since_us,
        person_state,
        profile.languages,
        profile.phone,
        profile.email,
    )


def _check(state: Centre, person_id: str, profile: Profile) -> None:
    login = unicodedata.normalize("NFKC", profile.login)
    if not 1 <= len(login) <= LONGEST_LOGIN or not login.isprintable() or any(mark.isspace() for mark in login):
        raise Refusal("person-invalid", f"1 to {LONGEST_LOGIN} printable characters without spaces", field="login")
    for name, text, least in (("name", profile.name, 1), ("phone", profile.phone, 0), ("email", profile.email, 0)):
        if not least <= len(text) <= LONGEST_TEXT or not text.isprintable() or text != text.strip():
            raise Refusal(
                "person-invalid", f"{least} to {LONGEST_TEXT} printable characters, no space at either end", field=name
            )
    if len(profile.languages) > MOST_LANGUAGES or not all(map(_LANGUAGE.fullmatch, profile.languages)):
        raise Refusal(
            "person-invalid", f"at most {MOST_LANGUAGES} language tags like 'ar' or 'pt-BR'", field="languages"
        )
    if not profile.roles:
        raise Refusal("person-invalid", f"at least one of {', '.join(Role)}", field="roles")
    if state.by_login.get(login_key(login), person_id) != person_id:
        raise Refusal("login-taken", "somebody at this party has this login", field="login")


def evolve(state: Centre, event: PersonEvent) -> None:
    """The state after the event."""
    match event:
        case CentreOpened():
            state.party = event.party
        case CentreUnopened():
            state.party = ""
        case PersonPut():
            state.keep_person(event.person)
        case PersonForgotten():
            state.drop_person(event.id)


def invert(state: Centre, event: PersonEvent) -> tuple[PersonEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case CentreOpened():
            return (CentreUnopened(),)
        case CentreUnopened():
            return (CentreOpened(state.party),)
        case PersonPut():
            old = state.people.get(event.person.id)
            return (PersonForgotten(event.person.id) if old is None else PersonPut(old, event.by),)
        case PersonForgotten():
            return (PersonPut(state.people[event.id], ""),)
