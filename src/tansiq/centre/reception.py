"""Where people come to a centre's door: passwords compared, codes checked, tries counted, secrets drawn.

What is slow or random happens here, what decides happens in `decide`: so nothing that changed while a password was
being compared can be overtaken.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field

from tansiq.centre import totp
from tansiq.centre.credentials import BeginTotp, ChangePassword, ConfirmTotp, Rehash, SetPassword
from tansiq.centre.entities import (
    Credentials,
    Identity,
    Means,
    Outcome,
    Person,
    PersonState,
    Program,
    Session,
    login_key,
)
from tansiq.centre.hosting import Hosted, Hosting
from tansiq.centre.lockout import Attempt, Lockout, network_of
from tansiq.centre.passwords import Passwords, check_password
from tansiq.centre.people import Profile
from tansiq.centre.refusals import Refusal
from tansiq.centre.rules import HOUR_US, SECOND_US
from tansiq.centre.sealing import KeyMissing
from tansiq.centre.sessions import Renew
from tansiq.centre.sign_ins import SIGN_IN_REFUSED, NoteRefused, Place, SignInByIdentity, SignInByPassword
from tansiq.centre.state import Centre
from tansiq.journal.command import Command
from tansiq.journal.errors import JournalError

LONGEST_AGENT = 200
_SECRET_BYTES = 32
_LONGEST_TOKEN = 1_600
_UNKNOWN_NOTED_AN_HOUR = 100


@dataclass(frozen=True, slots=True)
class Caller:
    """Who has signed in, as the centre knows them at this moment."""

    hosted: Hosted
    person: Person
    session: Session


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session has begun; `token` is the cookie's value, and is kept nowhere else."""

    caller: Caller
    token: str = field(repr=False)


class Reception:
    """The door of all centres in this process."""

    def __init__(self, hosting: Hosting, passwords: Passwords | None = None, lockout: Lockout | None = None) -> None:
        self.hosting = hosting
        self.passwords = passwords or Passwords()
        self.lockout = lockout or Lockout()
        self._beside: set[asyncio.Task[None]] = set()
        self._renewing: set[str] = set()
        self._unknown_noted: dict[str, tuple[int, int]] = {}

    async def close(self) -> None:
        """Finishes what is being put on record."""
        await asyncio.gather(*self._beside, return_exceptions=True)
        self.passwords.close()

    async def sign_in(self, party: str, login: str, password: str, code: str, address: str, agent: str) -> SignedIn:
        """Signs somebody in with a password and, where it is asked for, a one-time or recovery code.

        The answer and its time are the same whether the party, the login or the password is wrong. Raises `Refusal`
        (`sign-in-refused`, `code-needed`, `code-refused`, `too-many-tries`), `CentreClosed`, `Overloaded`.
        """
        hosted = await self.hosting.arrive(party)
        state = Centre() if hosted is None else hosted.desk.state
        person_id = state.by_login.get(login_key(login), "")
        credentials = state.credentials.get(person_id) or Credentials("")
        attempt = Attempt(party, login_key(login), address, _known_address(state, person_id, address))
        self._begin(attempt)
        right = await self.passwords.right(password, credentials.password_hash)
        if hosted is None or not person_id or not right or state.people[person_id].state is not PersonState.ACTIVE:
            if hosted is not None:
                self._note(hosted, person_id, address, (Means.PASSWORD,), _why_not(state, credentials, right))
            raise Refusal("sign-in-refused", SIGN_IN_REFUSED)
        step, recovery_digest = self._read_code(hosted, credentials, code)
        place, token = self._place(party, address, agent)
        command = SignInByPassword(person_id, place, credentials.password_hash, step, recovery_digest)
        try:
            session = await hosted.desk.submit(command)
        except Refusal as refusal:
            outcome = Outcome.CODE_MISSING if refusal.code == "code-needed" else Outcome.WRONG_CODE
            if refusal.code == "code-needed":
                self.lockout.give_back(attempt)  # the page asks for the code next; that is no wrong try
            self._note(hosted, person_id, address, (Means.PASSWORD,), outcome)
            raise
        self.lockout.right(attempt)
        if self.passwords.outdated(credentials.password_hash):
            rehashed = await self.passwords.hashed(password)
            self._aside(hosted, Rehash(person_id, credentials.password_hash, rehashed))
        return SignedIn(Caller(hosted, state.people[person_id], session), token)

    async def sign_in_by_identity(
        self, party: str, identity: Identity, login: str, make: Profile | None, address: str, agent: str
    ) -> SignedIn:
        """Signs in whom the party's identity provider has named. Raises `Refusal` (`oidc-refused`), `CentreClosed`."""
        hosted = await self.hosting.make(party) if make is not None else await self.hosting.arrive(party)
        if hosted is None:
            raise Refusal("oidc-refused", "nobody at this party has been taken in yet")
        state = hosted.desk.state
        place, token = self._place(party, address, agent)
        command = SignInByIdentity(place, identity, login, hosted.desk.fresh.uuid(), make)
        try:
            session = await hosted.desk.submit(command)
        except Refusal:
            known = state.by_identity.get((identity.issuer, identity.subject)) or state.by_login.get(login_key(login))
            self._note(hosted, known or "", address, (Means.OIDC,), Outcome.OIDC_REFUSED)
            raise
        return SignedIn(Caller(hosted, state.people[session.person], session), token)

    def caller(self, token: str, *, in_use: bool = True) -> Caller | None:
        """Whose session a cookie's value names, at this moment; one `in_use` is renewed now and then. Raises
        `CentreClosed`."""
        hosted = self.hosting.find(party_of(token))
        if hosted is None:
            return None
        state, now_us = hosted.desk.state, self.hosting.clock()
        session = state.sessions.get(state.by_token.get(digest_of(token), ""))
        if session is None or not state.alive(session, now_us):
            return None
        person = state.people[session.person]
        due = in_use and now_us >= session.seen_us + state.rules.renew_us
        if due and session.id not in self._renewing:
            self._renewing.add(session.id)
            self._aside(hosted, Renew(session.id), session.id)
        return Caller(hosted, person, session)

    async def set_password(self, secret: str, password: str, address: str) -> Person:
        """Sets a password with a one-time secret. Raises `Refusal` (`link-unknown`, `password-refused`,
        `too-many-tries`), `CentreClosed`, `Overloaded`."""
        attempt = Attempt("", "", address)
        self._begin(attempt)
        hosted = await self.hosting.arrive(party_of(secret))
        state = Centre() if hosted is None else hosted.desk.state
        person = state.people.get(state.by_link.get(digest_of(secret), ""))
        if hosted is None or person is None:
            raise Refusal("link-unknown", "it has been used, replaced, or has ended; ask for a new one", field="secret")
        self.lockout.give_back(attempt)
        plain = check_password(password, person.login, person.name, hosted.party)
        await hosted.desk.submit(SetPassword(digest_of(secret), await self.passwords.hashed(plain)))
        return person

    async def change_password(self, caller: Caller, old: str, new: str, address: str) -> None:
        """Sets another password; the person's other sessions end. Raises `Refusal` (`password-wrong`,
        `password-refused`, `too-many-tries`), `Overloaded`."""
        state, person = caller.hosted.desk.state, caller.person
        kept_hash = state.credentials[person.id].password_hash
        with self.trying(caller.hosted.party, login_key(person.login), address):
            if not await self.passwords.right(old, kept_hash):
                raise Refusal("password-wrong", "this is not the present password", field="old_password")
        plain = check_password(new, person.login, person.name, caller.hosted.party)
        new_hash = await self.passwords.hashed(plain)
        await caller.hosted.desk.submit(ChangePassword(person.id, caller.session.id, kept_hash, new_hash))

    async def begin_totp(self, caller: Caller) -> bytes:
        """A new secret for one-time codes, which waits for its first code. Raises `Refusal` (`sign-in-again`,
        `totp-on`)."""
        self.check_recent(caller)
        secret = totp.new_secret()
        await caller.hosted.desk.submit(BeginTotp(caller.person.id, caller.hosted.seal.seal(secret, caller.person.id)))
        return secret

    async def confirm_totp(self, caller: Caller, code: str, address: str) -> tuple[str, ...]:
        """Takes the first code; the recovery codes, which are shown once. The person's other sessions end. Raises
        `Refusal` (`totp-off`, `code-refused`, `too-many-tries`)."""
        pending = caller.hosted.desk.state.credentials[caller.person.id].pending_totp
        if not pending:
            raise Refusal("totp-off", "no one-time codes are being set up; begin with that")
        with self.trying(caller.hosted.party, f"totp {caller.person.id}", address):
            try:
                secret = caller.hosted.seal.unseal(pending, caller.person.id)
            except KeyMissing:
                raise Refusal("totp-off", "what was being set up cannot be read any more; begin again") from None
            step = totp.step_of(secret, "".join(code.split()), self.hosting.clock())
            if step is None:
                raise Refusal("code-refused", "the code is wrong; is the phone's clock right?", field="code")
        codes = totp.new_recovery_codes()
        digests = tuple(sorted(map(totp.recovery_digest, codes)))
        await caller.hosted.desk.submit(ConfirmTotp(caller.person.id, caller.session.id, pending, step, digests))
        return codes

    def check_recent(self, caller: Caller) -> None:
        """Raises `Refusal` (`sign-in-again`) unless the person has signed in a moment ago: a screen that was left
        alone must not be enough to change how its owner signs in."""
        recent_us = caller.hosted.desk.state.rules.recent_us
        if self.hosting.clock() >= caller.session.made_us + recent_us:
            raise Refusal("sign-in-again", f"sign in again; that must be less than {recent_us // 60_000_000} min ago")

    def program(self, party: str, name: str, secret: str) -> Program | None:
        """The program, if the secret is right and it is not withdrawn. Raises `CentreClosed`."""
        hosted = self.hosting.find(party)
        found = hosted.desk.state.programs.get(name) if hosted is not None else None
        given, kept = digest_of(secret), found.secret_digest if found is not None else ""
        return found if secrets.compare_digest(given, kept or "0" * len(given)) and kept else None

    def note_identity_refused(self, party: str, address: str) -> None:
        """Puts on record that the party's identity provider named nobody."""
        hosted = self.hosting.find(party)
        if hosted is not None:
            self._note(hosted, "", address, (Means.OIDC,), Outcome.OIDC_REFUSED)

    @contextlib.contextmanager
    def trying(self, party: str, login: str, address: str) -> Iterator[None]:
        """Counts what is done inside as a wrong try, unless it ends well. Raises `Refusal` (`too-many-tries`)."""
        attempt = Attempt(party, login, address, known=True)
        self._begin(attempt)
        yield
        self.lockout.right(attempt)

    def _begin(self, attempt: Attempt) -> None:
        wait_us = self.lockout.begin(attempt, self.hosting.clock())
        if wait_us:
            wait_s = -(-wait_us // SECOND_US)
            raise Refusal("too-many-tries", f"too many wrong tries; the next is looked at in {wait_s} s", wait_s=wait_s)

    def _read_code(self, hosted: Hosted, credentials: Credentials, code: str) -> tuple[int | None, str]:
        """The time step of a right one-time code, or the digest of what else was given."""
        if credentials.totp is None or not code:
            return None, ""
        plain = "".join(code.split())
        if len(plain) == totp.DIGITS and plain.isascii() and plain.isdigit():
            secret = hosted.seal.unseal(credentials.totp.sealed, credentials.person)
            step = totp.step_of(secret, plain, self.hosting.clock())
            return step, "" if step is not None else "none"
        return None, totp.recovery_digest(code)

    def _place(self, party: str, address: str, agent: str) -> tuple[Place, str]:
        token = new_secret(party)
        shown = "".join(mark for mark in agent if mark.isprintable())[:LONGEST_AGENT]
        return Place(secrets.token_hex(16), digest_of(token), address, shown), token

    def _note(self, hosted: Hosted, person: str, address: str, means: tuple[Means, ...], outcome: Outcome) -> None:
        """Puts a refused attempt on record, beside the answer: a wrong login must not show by its time. Of unknown
        logins, only so many an hour: whoever tries names must not fill the journal."""
        if not person and not self._may_note_unknown(hosted.party):
            return
        self._aside(hosted, NoteRefused(person, address, means, outcome))

    def _may_note_unknown(self, party: str) -> bool:
        hour = self.hosting.clock() // HOUR_US
        known_hour, noted = self._unknown_noted.get(party, (hour, 0))
        noted = noted if known_hour == hour else 0
        self._unknown_noted[party] = hour, noted + 1
        return noted < _UNKNOWN_NOTED_AN_HOUR

    def _aside(self, hosted: Hosted, command: Command[None], renewing: str = "") -> None:
        async def carry_out() -> None:
            try:
                await hosted.desk.submit(command)
            except (JournalError, Refusal):
                pass  # what cannot be written down now is not what anybody asked for
            finally:
                self._renewing.discard(renewing)

        task = asyncio.get_running_loop().create_task(carry_out())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def new_secret(party: str) -> str:
    """256 random bits that name their party: a cookie's value, or a one-time secret."""
    return f"{urlsafe_b64encode(party.encode()).decode().rstrip('=')}.{secrets.token_urlsafe(_SECRET_BYTES)}"


def digest_of(secret: str) -> str:
    """What is kept of such a secret. It is random: no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def party_of(secret: str) -> str:
    """The party that a secret names; "" for what is none."""
    named, _, rest = secret.partition(".")
    if not rest or len(secret) > _LONGEST_TOKEN or not secret.isascii():
        return ""
    try:
        return urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
    except ValueError:
        return ""


def _known_address(state: Centre, person: str, address: str) -> bool:
    network = network_of(address)
    went_well = state.sign_ins_of.get((person, True), []) if person else []
    return any(network_of(state.sign_ins[number].address) == network for number in went_well)


def _why_not(state: Centre, credentials: Credentials, right: bool) -> Outcome:
    if not credentials.person:
        return Outcome.UNKNOWN_LOGIN
    if state.people[credentials.person].state is not PersonState.ACTIVE:
        return Outcome.NOT_ACTIVE
    if not credentials.password_hash:
        return Outcome.NO_PASSWORD
    assert not right
    return Outcome.WRONG_PASSWORD
