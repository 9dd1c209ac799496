"""The state of a centre, and the only places where its indexes are kept."""

from __future__ import annotations

from bisect import insort

from tansiq.centre.endpoints import Endpoint
from tansiq.centre.entities import Credentials, Outcome, Person, PersonState, Program, Session, SignIn, login_key
from tansiq.centre.mirror import Mirror
from tansiq.centre.outbox import Outbox
from tansiq.centre.papers import Draft, HandOver, Reading, Template
from tansiq.centre.roles import Role
from tansiq.centre.rules import Rules
from tansiq.centre.watched import WatchedLog
from tansiq.office.erasure_orders import ErasureOrder


class Centre:
    """Everything a centre knows. `party` is empty until it has been opened."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.party = ""
        self.people: dict[str, Person] = {}
        self.credentials: dict[str, Credentials] = {}
        self.sessions: dict[str, Session] = {}
        self.sign_ins: dict[int, SignIn] = {}
        self.programs: dict[str, Program] = {}
        self.drafts: dict[str, Draft] = {}
        self.templates: dict[str, Template] = {}
        self.hand_overs: dict[int, HandOver] = {}
        self.readings: dict[tuple[str, str, str], Reading] = {}
        self.endpoints: dict[str, Endpoint] = {}
        self.by_login: dict[str, str] = {}
        self.by_link: dict[str, str] = {}
        self.by_identity: dict[tuple[str, str], str] = {}
        self.by_token: dict[str, str] = {}
        self.sessions_of: dict[str, set[str]] = {}
        self.sign_ins_of: dict[tuple[str, bool], list[int]] = {}
        """Numbers in order, by person and whether it went well."""
        self.watched: dict[str, WatchedLog] = {}
        """Logs of which the centre is a witness, by name, the one that was met last at the end."""
        self.erasures: dict[str, ErasureOrder] = {}
        """Orders of the party's own people to erase something from this journal, by id."""
        self.mirror = Mirror()
        self.outbox = Outbox()

    def keep_person(self, person: Person) -> None:
        """A person is there, or is there anew."""
        self._drop_login(person.id)
        self.people[person.id] = person
        self.by_login[login_key(person.login)] = person.id

    def drop_person(self, person_id: str) -> None:
        """Nothing is known of the person."""
        self._drop_login(person_id)
        del self.people[person_id]

    def keep_credentials(self, credentials: Credentials) -> None:
        """How a person signs in, in place of how it was."""
        self.drop_credentials(credentials.person)
        self.credentials[credentials.person] = credentials
        if credentials.link is not None:
            self.by_link[credentials.link.digest] = credentials.person
        if (identity := credentials.identity) is not None:
            self.by_identity[identity.issuer, identity.subject] = credentials.person

    def drop_credentials(self, person_id: str) -> None:
        """The person cannot sign in."""
        old = self.credentials.pop(person_id, None)
        if old is not None and old.link is not None:
            del self.by_link[old.link.digest]
        if old is not None and old.identity is not None:
            del self.by_identity[old.identity.issuer, old.identity.subject]

    def keep_session(self, session: Session) -> None:
        """Somebody has signed in, or is still there."""
        self.sessions[session.id] = session
        self.by_token[session.digest] = session.id
        self.sessions_of.setdefault(session.person, set()).add(session.id)

    def drop_session(self, session_id: str) -> None:
        """The session has ended."""
        session = self.sessions.pop(session_id)
        del self.by_token[session.digest]
        theirs = self.sessions_of[session.person]
        theirs.remove(session_id)
        if not theirs:
            del self.sessions_of[session.person]

    def keep_sign_in(self, sign_in: SignIn) -> None:
        """An attempt is on record."""
        self.sign_ins[sign_in.number] = sign_in
        insort(self.sign_ins_of.setdefault(_kind_of(sign_in), []), sign_in.number)

    def drop_sign_in(self, number: int) -> None:
        """The attempt is only in the journal now."""
        kind = _kind_of(self.sign_ins.pop(number))
        self.sign_ins_of[kind].remove(number)
        if not self.sign_ins_of[kind]:
            del self.sign_ins_of[kind]

    def alive(self, session: Session, now_us: int) -> bool:
        """Whether a session still stands."""
        return now_us < session.until_us and now_us < session.seen_us + self.rules.idle_us

    def administrators(self) -> set[str]:
        """Those who can administer the party: active, in that role, and with a way to sign in."""
        return {
            person.id
            for person in self.people.values()
            if person.state is PersonState.ACTIVE
            and Role.ADMINISTRATOR in person.roles
            and can_sign_in(self.credentials.get(person.id))
        }

    def _drop_login(self, person_id: str) -> None:
        old = self.people.get(person_id)
        if old is not None:
            del self.by_login[login_key(old.login)]


def can_sign_in(credentials: Credentials | None) -> bool:
    """Whether a person has any way in."""
    return credentials is not None and bool(credentials.password_hash or credentials.identity)


def _kind_of(sign_in: SignIn) -> tuple[str, bool]:
    return sign_in.person, sign_in.outcome is Outcome.DONE
