"""A party's own people, as its administrators keep them. Nobody sees, finds or touches another party's."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.credentials import NewLink, RemoveTotp
from tansiq.centre.entities import Person, PersonState
from tansiq.centre.people import LONGEST_LOGIN, LONGEST_TEXT, MOST_LANGUAGES, ChangePerson, Invite, Profile, known
from tansiq.centre.reception import Reception, digest_of, new_secret, party_of
from tansiq.centre.roles import ADMINISTER, READ, Role, scopes_of
from tansiq.centre.sessions import EndSessions
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.console import ACCOUNT
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.api_v1.staff import Secret, centre_of, check_recent, may_administer
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import moment

_ROOT = "/api/v1/people"
Login = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_LOGIN)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Tag = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]
Roles = Annotated[list[Role], msgspec.Meta(min_length=1, max_length=len(Role))]
Tags = Annotated[list[Tag], msgspec.Meta(max_length=MOST_LANGUAGES)]


class PersonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to take in. The login is theirs alone at the party, whatever its case; languages are BCP 47 tags."""

    login: Login
    name: Name
    roles: Roles
    languages: Tags = []
    phone: Text = ""
    email: Text = ""


class ChangedPersonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that is said of a person as it is to be, and the version that was read."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    login: Login
    name: Name
    roles: Roles
    state: PersonState
    languages: Tags = []
    phone: Text = ""
    email: Text = ""


class AccountForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The one-time secret that an administrator has passed on, and the password to be."""

    secret: Secret
    password: Secret

    def __repr__(self) -> str:
        return "AccountForm()"


class AccountOut(msgspec.Struct):
    """With what to sign in now."""

    party: str
    login: str


class WaysIn(msgspec.Struct):
    """How a person can sign in: what there is, never what it is."""

    password: bool
    totp: bool
    recovery_codes: int
    identity_provider: bool
    invited_until: datetime | None


class PersonOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A person. `signs_in` is there for administrators."""

    id: str
    version: int
    login: str
    name: str
    roles: list[Role]
    state: PersonState
    since: datetime
    languages: list[str]
    phone: str = ""
    email: str = ""
    signs_in: WaysIn | None = None


class InvitedOut(msgspec.Struct):
    """A person, and the secret with which a password can be set: shown this once. In the link it stands behind `#`, so
    that it reaches no server's log."""

    person: PersonOut
    secret: str
    link: str
    until: datetime

    def __repr__(self) -> str:
        return f"InvitedOut(person={self.person.id!r})"


class Ended(msgspec.Struct):
    """How many sessions have ended."""

    ended: int


class People:
    """The routes."""

    def __init__(self, reception: Reception, public_url: str = "") -> None:
        self._reception, self._public_url = reception, public_url.rstrip("/")
        self._cookies = Cookies(public_url)

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="The party's people.", gives=Page[PersonOut],
                  parameters=PARAMETERS),
            Route("POST", _ROOT, needs(ADMINISTER), self.invite, takes=PersonForm, gives=InvitedOut, status=201,
                  summary="Take somebody in; the one-time secret is shown this once."),
            Route("GET", one, needs(READ), self.read, gives=PersonOut, summary="One person."),
            Route("PUT", one, needs(ADMINISTER), self.change, takes=ChangedPersonForm, gives=PersonOut,
                  summary="Change what is said of a person, or block them, or say that they have left."),
            Route("POST", f"{one}/invitation", needs(ADMINISTER), self.invite_again, gives=InvitedOut, status=201,
                  summary="Another one-time secret to set a password with; an older one ends."),
            Route("DELETE", f"{one}/totp", needs(ADMINISTER), self.remove_totp, gives=PersonOut,
                  summary="Ask the person for one-time codes no longer: the phone is lost."),
            Route("DELETE", f"{one}/sessions", needs(ADMINISTER), self.sign_out, gives=Ended,
                  summary="Sign the person out everywhere."),
            Route("POST", "/api/v1/accounts", (), self.set_password, takes=AccountForm, gives=AccountOut,
                  summary="Set a password with a one-time secret; all sessions of the person end."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers; those who are blocked or have left, too."""
        hosted = self._reception.hosting.find(call.party)
        if hosted is None:
            return given(200, Page[PersonOut]([]))

        def question(state: Centre, now_us: int) -> Page[PersonOut]:
            page = page_of(state.people.values(), lambda person: person.id, call.query)
            return Page([_out(state, person, call) for person in page.items], page.next)

        return given(200, await hosted.desk.read(question))

    async def invite(self, call: Call) -> Answer:
        """Asked by a program with the scope, this makes the party's first administrator, too."""
        check_recent(self._reception, self._cookies, call)
        form = read_body(call, PersonForm)
        profile = Profile(form.login, form.name, frozenset(form.roles), tuple(form.languages), form.phone, form.email)
        hosted = await self._reception.hosting.make(call.party)
        secret = new_secret(call.party)
        person = await hosted.desk.submit(Invite(call.person, hosted.desk.fresh.uuid(), profile, digest_of(secret)))
        return self._invited(hosted.desk.state, person, secret, call)

    async def read(self, call: Call) -> Answer:
        """Of the asker's own party."""
        return await self._seen(call)

    async def change(self, call: Call) -> Answer:
        """Who is blocked or has left is signed out at once. Somebody who can administer the party always stays. Whoever
        gives somebody more rights, or lets them in again, must have signed in within the last 15 minutes."""
        form, hosted = read_body(call, ChangedPersonForm), centre_of(self._reception, call)
        profile = Profile(form.login, form.name, frozenset(form.roles), tuple(form.languages), form.phone, form.email)
        person_id = text_id(call.path[0], "id")
        old = await hosted.desk.read(lambda state, now_us: known(state, person_id))
        gains = not scopes_of(profile.roles) <= scopes_of(frozenset(old.roles)) or old.state is not PersonState.ACTIVE
        if gains and form.state is PersonState.ACTIVE:
            check_recent(self._reception, self._cookies, call)
        await hosted.desk.submit(ChangePerson(call.person, person_id, form.version, profile, form.state))
        return await self._seen(call)

    async def invite_again(self, call: Call) -> Answer:
        """The password that there is stays until another is set."""
        check_recent(self._reception, self._cookies, call)
        hosted, person_id = centre_of(self._reception, call), text_id(call.path[0], "id")
        secret = new_secret(call.party)
        await hosted.desk.submit(NewLink(call.person, person_id, digest_of(secret)))
        return self._invited(hosted.desk.state, hosted.desk.state.people[person_id], secret, call)

    async def remove_totp(self, call: Call) -> Answer:
        """The journal keeps who did it."""
        check_recent(self._reception, self._cookies, call)
        hosted = centre_of(self._reception, call)
        await hosted.desk.submit(RemoveTotp(call.person, text_id(call.path[0], "id")))
        return await self._seen(call)

    async def sign_out(self, call: Call) -> Answer:
        """Their next request is answered with `token-refused`."""
        hosted = centre_of(self._reception, call)
        return given(200, Ended(await hosted.desk.submit(EndSessions(call.person, text_id(call.path[0], "id")))))

    async def set_password(self, call: Call) -> Answer:
        """At least 15 characters, whichever. The secret is used up by this."""
        form = read_body(call, AccountForm)
        person = await self._reception.set_password(form.secret, form.password, call.peer)
        return given(200, AccountOut(party_of(form.secret), person.login))

    async def _seen(self, call: Call) -> Answer:
        person_id = text_id(call.path[0], "id")
        hosted = centre_of(self._reception, call)
        return given(200, await hosted.desk.read(lambda state, now_us: _out(state, known(state, person_id), call)))

    def _invited(self, state: Centre, person: Person, secret: str, call: Call) -> Answer:
        link = state.credentials[person.id].link
        assert link is not None
        shown = f"{self._public_url}{ACCOUNT}#{secret}"
        return given(201, InvitedOut(_out(state, person, call), secret, shown, moment(link.until_us)))


def _out(state: Centre, person: Person, call: Call) -> PersonOut:
    ways = None
    if may_administer(call):
        credentials = state.credentials[person.id]
        ways = WaysIn(
            bool(credentials.password_hash),
            credentials.totp is not None,
            len(credentials.recovery),
            credentials.identity is not None,
            moment(credentials.link.until_us) if credentials.link is not None else None,
        )
    return person_out(person, ways)


def person_out(person: Person, ways: WaysIn | None = None) -> PersonOut:
    """As the wire has it."""
    return PersonOut(
        id=person.id,
        version=person.version,
        login=person.login,
        name=person.name,
        roles=list(person.roles),
        state=person.state,
        since=moment(person.since_us),
        languages=list(person.languages),
        phone=person.phone,
        email=person.email,
        signs_in=ways,
    )
