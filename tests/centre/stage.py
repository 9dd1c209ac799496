"""A stage for scenes: plain lines become commands, what the centre answers becomes plain lines.

now 09:00 [+1d]                                       the clock; scenes play from one day on
relief opens
boss invites amal as observer duty-officer            `program` invites in the party's name
boss changes amal [as ROLES] [state blocked] [login NEW] [version 1]
amal calls themselves Amal-Haddad [speaking ar fr] [version 1]
boss gives amal a new link
amal sets password red [with link2]                   links are numbered: link1, link2 ...
amal signs in with red [code 7] [recovery r1] [here]  `code` is the time step that a right code belongs to
amal comes from the provider as subject 77 [made observer]
amal changes password red to blue [keeping s2]
amal sets up codes / amal confirms codes with code 7 [keeping s2] / boss resets codes of amal
s1 is used / amal ends s1 / boss signs amal out [but s1]
boss makes program feeder for tansiq.read / boss gives feeder a new secret / boss withdraws feeder
somebody fails as amal: wrong-password
housekeeping
who                                                   everybody and their sessions
record                                                the sign-ins on record
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from tansiq.centre.credentials import (
    BeginTotp,
    ChangePassword,
    ConfirmTotp,
    CredentialsPut,
    NewLink,
    RemoveTotp,
    SetPassword,
)
from tansiq.centre.entities import Identity, Means, Outcome, PersonState, Session
from tansiq.centre.machine import AnyCommand, Event, decide, evolve
from tansiq.centre.people import ChangeOwn, ChangePerson, Invite, OpenCentre, PersonPut, Profile
from tansiq.centre.programs import MakeProgram, ProgramPut, RenewSecret, WithdrawProgram
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import SCOPES, Role
from tansiq.centre.sessions import EndExpired, EndSession, EndSessions, Renew, SessionEnded, SessionPut
from tansiq.centre.sign_ins import NoteRefused, Place, SignInByIdentity, SignInByPassword, SignInNoted
from tansiq.centre.state import Centre

DAY = datetime(2026, 3, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stage:
    """One centre, played line by line. People's ids are their first logins."""

    def __init__(self) -> None:
        self.state = Centre()
        self.now_us = _clock("09:00")
        self.drawn = {"link": 0, "s": 0, "sealed": 0, "secret": 0}

    def play(self, line: str) -> str:
        """Carries a line out and says what came of it."""
        words = line.split()
        if words[0] == "now":
            self.now_us = _clock(words[1], words[2] if len(words) > 2 else "+0d")
            return ""
        if words[0] in ("who", "record"):
            return self._who() if words[0] == "who" else self._record()
        drawn = dict(self.drawn)
        try:
            events, _ = decide(self.state, self._command(words), self.now_us)
        except Refusal as refusal:
            self.drawn = drawn
            field = f" ({refusal.field})" if refusal.field else ""
            return f"refused {refusal.code}{field}: {refusal.message}"
        for event in events:
            evolve(self.state, event)
        return "\n".join(map(_shown, events)) or "nothing"

    def _command(self, words: list[str]) -> AnyCommand:
        who, verb, *rest = words if len(words) > 1 else (words[0], "")
        by = "" if who == "program" else who
        match verb, *rest[:1]:
            case "opens", *_:
                return OpenCentre(who)
            case "invites", *_:
                roles = _roles(words, "as")
                return Invite(by, rest[0], Profile(rest[0], rest[0].title(), roles), self._fresh("link"))
            case "changes", "password":
                return ChangePassword(who, _after(words, "keeping") or "", rest[1], rest[3])
            case "changes", *_:
                return self._change(by, rest[0], words)
            case "calls", *_:
                old = self.state.people[who]
                spoken = words[words.index("speaking") + 1 :] if "speaking" in words else []
                languages = tuple(word for word in spoken if len(word) == 2)
                return ChangeOwn(who, int(_after(words, "version") or old.version), rest[1], languages, "", "")
            case "gives", *_:
                if rest[-1] == "secret":
                    return RenewSecret(by, rest[0], self._fresh("secret"))
                return NewLink(by, rest[0], self._fresh("link"))
            case "sets", "password":
                return SetPassword(_after(words, "with") or "link1", rest[1])
            case "sets", *_:
                return BeginTotp(who, self._fresh("sealed"))
            case "confirms", *_:
                pending = self.state.credentials[who].pending_totp
                return ConfirmTotp(
                    who, _after(words, "keeping") or "", pending, int(_after(words, "code") or 0), ("r1", "r2")
                )
            case "resets", *_:
                return RemoveTotp(by, rest[-1])
            case "signs", "in":
                step = _after(words, "code")
                return SignInByPassword(
                    who, self._place(), rest[2], int(step) if step else None, _after(words, "recovery") or ""
                )
            case "signs", *_:
                return EndSessions(by, rest[0], _after(words, "but") or "")
            case "comes", *_:
                identity = Identity("https://login.example", _after(words, "subject") or "")
                make = Profile(who, who.title(), _roles(words, "made")) if "made" in words else None
                return SignInByIdentity(self._place(), identity, who, who, make)
            case "ends", *_:
                return EndSession(by, rest[0], by)
            case "makes", *_:
                scopes = frozenset(words[words.index("for") + 1 :])
                return MakeProgram(by, rest[1], scopes, frozenset(SCOPES), self._fresh("secret"))
            case "withdraws", *_:
                return WithdrawProgram(by, rest[0])
            case "is", *_:
                return Renew(who)
            case "fails", *_:
                person = rest[1].rstrip(":")
                known = person if person in self.state.people else ""
                return NoteRefused(known, "198.51.100.1", (Means.PASSWORD,), Outcome(rest[2]))
        assert who == "housekeeping", words
        return EndExpired()

    def _change(self, by: str, person: str, words: list[str]) -> ChangePerson:
        old = self.state.people.get(person)
        login = _after(words, "login") or (old.login if old else person)
        roles = _roles(words, "as") or frozenset(old.roles if old else ())
        version = int(_after(words, "version") or (old.version if old else 1))
        state = PersonState(_after(words, "state") or (old.state if old else "active"))
        return ChangePerson(by, person, version, Profile(login, person.title(), roles), state)

    def _place(self) -> Place:
        session = self._fresh("s")
        return Place(session, f"token of {session}", "192.0.2.1", "a browser")

    def _fresh(self, kind: str) -> str:
        self.drawn[kind] += 1
        return f"{kind}{self.drawn[kind]}"

    def _who(self) -> str:
        lines = []
        for person in self.state.people.values():
            credentials = self.state.credentials[person.id]
            ways = [
                name
                for name, there in (
                    ("password", credentials.password_hash),
                    ("codes", credentials.totp),
                    ("provider", credentials.identity),
                    ("link", credentials.link),
                )
                if there
            ]
            theirs = [self.state.sessions[i] for i in sorted(self.state.sessions_of.get(person.id, ()))]
            standing = [self._shown_session(session) for session in theirs]
            lines.append(
                f"{person.login}, {person.state}, {' '.join(person.roles)}; signs in by {' '.join(ways) or 'nothing'}"
                f"; {', '.join(standing) or 'not signed in'}"
            )
        return "\n".join(lines) or "nobody"

    def _shown_session(self, session: Session) -> str:
        return f"{session.id}{'' if self.state.alive(session, self.now_us) else ' (over)'}"

    def _record(self) -> str:
        lines = [
            f"{s.number} {_time(s.at_us)} {s.person or '(unknown login)'} {'+'.join(s.means)}: {s.outcome}"
            for _, s in sorted(self.state.sign_ins.items())
        ]
        return "\n".join(lines) or "nothing"


def _shown(event: Event) -> str:
    kind = str(event.__struct_config__.tag)
    match event:
        case PersonPut():
            p = event.person
            said = f" ({', '.join([p.name, *p.languages])})" if p.name != p.login.title() or p.languages else ""
            by = event.by or "a program"
            return f"{kind} {p.login}{said}, version {p.version}, {p.state}, {' '.join(p.roles)}; by {by}"
        case CredentialsPut():
            return f"{kind} {event.credentials.person}: {event.why}; by {event.by or 'a program'}"
        case SessionPut():
            return f"{kind} {event.session.id} of {event.session.person}, until {_time(event.session.until_us)}"
        case SessionEnded():
            return f"{kind} {event.id} of {event.person}: {event.why}; by {event.by or 'time'}"
        case SignInNoted():
            forgets = "" if event.forgets is None else f"; forgets {event.forgets}"
            who = event.sign_in.person or "(unknown login)"
            return f"{kind} {event.sign_in.number} {who}: {event.sign_in.outcome}{forgets}"
        case ProgramPut():
            gone = ", withdrawn" if event.program.withdrawn else ""
            return (
                f"{kind} {event.program.name}, version {event.program.version}, {' '.join(event.program.scopes)}{gone}"
            )
    return kind


def _roles(words: list[str], word: str) -> frozenset[Role]:
    if word not in words:
        return frozenset()
    rest = words[words.index(word) + 1 :]
    return frozenset(Role(w) for w in rest if w in tuple(Role))


def _after(words: list[str], word: str) -> str | None:
    return words[words.index(word) + 1] if word in words[:-1] else None


def _clock(text: str, days: str = "+0d") -> int:
    hours, minutes = map(int, text.split(":"))
    found = re.fullmatch(r"\+(\d+)d", days)
    assert found, days
    when = DAY + timedelta(days=int(found[1]), hours=hours, minutes=minutes)
    return int((when - EPOCH) / timedelta(microseconds=1))


def _time(us: int) -> str:
    when = EPOCH + timedelta(microseconds=us)
    days = (when - DAY).days
    return when.strftime("%H:%M") + (f" +{days}d" if days else "")
