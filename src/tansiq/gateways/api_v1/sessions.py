"""Signing in and out, and how one's own sign-in works: password, one-time codes, sessions, the record of sign-ins."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

import msgspec

from tansiq.centre import totp
from tansiq.centre.closed import CentreClosed
from tansiq.centre.credentials import RemoveTotp
from tansiq.centre.entities import Means, Outcome, Session, SignIn
from tansiq.centre.people import LONGEST_LOGIN, ChangeOwn
from tansiq.centre.reception import Caller, Reception
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import READ
from tansiq.centre.sessions import EndSession, EndSessions
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.me import MeOut, OwnForm, SignInWays, me_out
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.api_v1.people import Ended
from tansiq.gateways.api_v1.staff import Secret, agent_of, centre_of, may_administer, signed_in
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.journal.errors import JournalError

_ROOT = "/api/v1/session"
_OF = {"person": "of this person (administrators only; for others, their own)"}
_NEWEST_FIRST = 10**12


class SignInForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`code`: a one-time code or a recovery code, where one is asked for."""

    party: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    login: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_LOGIN)]
    password: Secret
    code: Annotated[str, msgspec.Meta(max_length=64)] = ""

    def __repr__(self) -> str:
        return f"SignInForm(party={self.party!r})"


class PasswordForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The present password, and the one to be."""

    old_password: Secret
    password: Secret

    def __repr__(self) -> str:
        return "PasswordForm()"


class CodeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code that the authenticator app shows now."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]

    def __repr__(self) -> str:
        return "CodeForm()"


class WaysFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of which party."""

    party: str = ""


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose."""

    person: str = ""


class EnrolmentOut(msgspec.Struct):
    """What an authenticator app takes: as a URI for a QR code, or by hand. Shown this once."""

    uri: str
    secret: str

    def __repr__(self) -> str:
        return "EnrolmentOut()"


class RecoveryOut(msgspec.Struct):
    """Each signs in once in place of a one-time code. Shown this once."""

    recovery_codes: list[str]

    def __repr__(self) -> str:
        return "RecoveryOut()"


class SessionOut(msgspec.Struct):
    """A session. `seen` lags behind by a few minutes; `this`: it is the asker's own."""

    id: str
    person: str
    made: datetime
    seen: datetime
    until: datetime
    address: str
    agent: str
    means: list[Means]
    this: bool


class SignInOut(msgspec.Struct):
    """An attempt to sign in. `person` is empty where the login was unknown."""

    number: int
    at: datetime
    person: str
    address: str
    means: list[Means]
    outcome: Outcome


class Sessions:
    """The routes. `providers`: parties that have one. `party`: whose own centre this is; "" for an office."""

    def __init__(
        self, reception: Reception, cookies: Cookies, providers: Collection[str], party: str, office_party: str
    ) -> None:
        self._reception, self._cookies = reception, cookies
        self._providers, self._party, self._office_party = providers, party, office_party

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        codes = f"{_ROOT}/totp"
        return (
            Route("POST", _ROOT, (), self.sign_in, takes=SignInForm, gives=MeOut,
                  summary="Sign in; the answer sets the session's cookie."),
            Route("GET", _ROOT, needs(READ), self.who, gives=MeOut, summary="Who am I?"),
            Route("GET", f"{_ROOT}/ways", (), self.ways, gives=SignInWays,
                  parameters={"party": "of this party"}, summary="How a party's people sign in."),
            Route("PUT", f"{_ROOT}/person", needs(READ), self.change_own, takes=OwnForm, gives=MeOut,
                  summary="Say something else of oneself: name, languages, how one is reached."),
            Route("DELETE", _ROOT, needs(READ), self.sign_out, gives=Ended, summary="Sign out here."),
            Route("DELETE", f"{_ROOT}/others", needs(READ), self.sign_out_others, gives=Ended,
                  summary="Sign out everywhere else."),
            Route("PUT", f"{_ROOT}/password", needs(READ), self.change_password, takes=PasswordForm, gives=MeOut,
                  summary="Set another password; all other sessions end."),
            Route("POST", codes, needs(READ), self.begin_totp, gives=EnrolmentOut,
                  summary="Begin to set up one-time codes; a first code confirms it."),
            Route("POST", f"{codes}/confirmation", needs(READ), self.confirm_totp, takes=CodeForm, gives=RecoveryOut,
                  summary="Confirm one-time codes with a first one."),
            Route("DELETE", codes, needs(READ), self.remove_totp, gives=MeOut,
                  summary="Be asked for one-time codes no longer."),
            Route("GET", "/api/v1/sessions", needs(READ), self.list, gives=Page[SessionOut],
                  parameters=_OF | PARAMETERS, summary="Sessions that stand."),
            Route("DELETE", "/api/v1/sessions", needs(READ), self.sign_out_everywhere, gives=Ended,
                  summary="Sign out everywhere, here too."),
            Route("DELETE", "/api/v1/sessions/{id}", needs(READ), self.end, gives=Ended,
                  summary="End a session; administrators, anybody's at the party."),
            Route("GET", "/api/v1/sign-ins", needs(READ), self.sign_ins, gives=Page[SignInOut],
                  parameters=_OF | PARAMETERS, summary="Who signed in, or tried to, the newest first."),
        )  # fmt: skip

    async def sign_in(self, call: Call) -> Answer:
        """Unknown parties, unknown logins and wrong passwords are answered alike. With `code-needed`, the same is sent
        again with the code. The session that the browser had ends."""
        self._cookies.check_origin(call.headers)
        form = read_body(call, SignInForm)
        done = await self._reception.sign_in(
            form.party, form.login, form.password, form.code, call.peer, agent_of(call.headers)
        )
        await self.leave(call)
        return given(
            200, me_out(done.caller, done.token, self._office_party), self.cookie(done.caller.session, done.token)
        )

    async def ways(self, call: Call) -> Answer:
        """It tells nothing of who is there: what is unknown is answered like what has nothing but passwords."""
        party = read_query(call, WaysFilters).party or self._party
        provider = f"{_ROOT}/oidc/{quote(party, safe='')}" if party in self._providers else ""
        return given(200, SignInWays(party, True, provider))

    async def who(self, call: Call) -> Answer:
        """Roles and scopes are those of this moment."""
        return given(200, me_out(self._caller(call), self._cookies.value(call.headers), self._office_party))

    async def sign_out(self, call: Call) -> Answer:
        """The cookie is taken away, too."""
        caller = self._caller(call)
        await caller.hosted.desk.submit(EndSession(caller.person.id, caller.session.id))
        return given(200, Ended(1), self._cookies.clear())

    async def sign_out_others(self, call: Call) -> Answer:
        """This session stays."""
        caller = self._caller(call)
        command = EndSessions(caller.person.id, caller.person.id, caller.session.id)
        return given(200, Ended(await caller.hosted.desk.submit(command)))

    async def sign_out_everywhere(self, call: Call) -> Answer:
        """The cookie is taken away, too."""
        caller = self._caller(call)
        ended = await caller.hosted.desk.submit(EndSessions(caller.person.id, caller.person.id))
        return given(200, Ended(ended), self._cookies.clear())

    async def change_own(self, call: Call) -> Answer:
        """Login, roles and state are the administrators' to change."""
        caller, form = self._caller(call), read_body(call, OwnForm)
        said = (form.name, tuple(form.languages), form.phone, form.email)
        await caller.hosted.desk.submit(ChangeOwn(caller.person.id, form.version, *said))
        return await self.who(call)

    async def change_password(self, call: Call) -> Answer:
        """At least 15 characters, whichever."""
        caller, form = self._caller(call), read_body(call, PasswordForm)
        await self._reception.change_password(caller, form.old_password, form.password, call.peer)
        return await self.who(call)

    async def begin_totp(self, call: Call) -> Answer:
        """One must have signed in within the last 15 minutes."""
        caller = self._caller(call)
        secret = await self._reception.begin_totp(caller)
        uri = totp.enrolment_uri(secret, call.party, caller.person.login)
        return given(200, EnrolmentOut(uri, totp.as_base32(secret)))

    async def confirm_totp(self, call: Call) -> Answer:
        """From now on a code is asked for at every sign-in with the password. All other sessions end."""
        codes = await self._reception.confirm_totp(self._caller(call), read_body(call, CodeForm).code, call.peer)
        return given(200, RecoveryOut(list(codes)))

    async def remove_totp(self, call: Call) -> Answer:
        """One must have signed in within the last 15 minutes."""
        caller = self._caller(call)
        self._reception.check_recent(caller)
        await caller.hosted.desk.submit(RemoveTotp(caller.person.id, caller.person.id))
        return await self.who(call)

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        person, mine = self._whose(call), self._reception.caller(self._cookies.value(call.headers))

        def question(state: Centre, now_us: int) -> Page[SessionOut]:
            standing = (s for s in state.sessions.values() if state.alive(s, now_us) and person in ("", s.person))
            page = page_of(standing, lambda session: session.id, call.query)
            this = mine.session.id if mine is not None and call.person else ""
            return Page([_session_out(session, this) for session in page.items], page.next)

        return given(200, await centre_of(self._reception, call).desk.read(question))

    async def end(self, call: Call) -> Answer:
        """Another person's session is not there for who may not administer."""
        owner = "" if may_administer(call) else self._caller(call).person.id
        hosted = centre_of(self._reception, call)
        await hosted.desk.submit(EndSession(call.person, text_id(call.path[0], "id"), owner))
        return given(200, Ended(1))

    async def sign_ins(self, call: Call) -> Answer:
        """The newest 25 that went well and 25 that did not of each person, and 200 of unknown logins; older ones are in
        the centre's journal."""
        person = self._whose(call)

        def question(state: Centre, now_us: int) -> Page[SignInOut]:
            asked = (s for s in state.sign_ins.values() if person in ("", s.person))
            page = page_of(asked, lambda sign_in: f"{_NEWEST_FIRST - sign_in.number:012d}", call.query)
            return Page([_sign_in_out(sign_in) for sign_in in page.items], page.next)

        return given(200, await centre_of(self._reception, call).desk.read(question))

    async def leave(self, call: Call) -> None:
        """Ends the session that the browser had until now: it has another, and nobody would ever end the old one."""
        with contextlib.suppress(CentreClosed, JournalError, Refusal):  # it ends by itself, an hour after its last use
            old = self._reception.caller(self._cookies.value(call.headers), in_use=False)
            if old is not None:
                await old.hosted.desk.submit(EndSession(old.person.id, old.session.id))

    def cookie(self, session: Session, token: str) -> tuple[bytes, bytes]:
        """The header that gives the session's cookie."""
        return self._cookies.put(token, (session.until_us - session.made_us) // 1_000_000)

    def _caller(self, call: Call) -> Caller:
        return signed_in(self._reception, self._cookies, call)

    def _whose(self, call: Call) -> str:
        """The person that a list is about; "" for all."""
        asked = read_query(call, Filters).person
        if may_administer(call):
            return asked
        own = self._caller(call).person.id
        if asked not in ("", own):
            raise Problem(403, "not-yours", "only an administrator sees that of others", "person")
        return own


def _session_out(session: Session, this: str) -> SessionOut:
    return SessionOut(
        session.id,
        session.person,
        moment(session.made_us),
        moment(session.seen_us),
        moment(session.until_us),
        session.address,
        session.agent,
        list(session.means),
        session.id == this,
    )


def _sign_in_out(sign_in: SignIn) -> SignInOut:
    return SignInOut(
        sign_in.number, moment(sign_in.at_us), sign_in.person, sign_in.address, list(sign_in.means), sign_in.outcome
    )
