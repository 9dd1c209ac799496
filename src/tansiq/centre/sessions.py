"""Sessions: how long one stands, and how one ends. How one begins is a sign-in's business."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import msgspec

from tansiq.centre.entities import Session
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tansiq.journal.command import Command


class SessionPut(msgspec.Struct, frozen=True, tag="session.put", tag_field="kind"):
    """Somebody has signed in, or has been seen again some minutes later."""

    session: Session


class SessionEnded(msgspec.Struct, frozen=True, tag="session.ended", tag_field="kind"):
    """A session has ended, because of what `by` did; `by` is empty where time did it."""

    id: str
    person: str
    by: str
    why: str


SessionEvent = SessionPut | SessionEnded


@dataclass(frozen=True, slots=True)
class Renew(Command[None]):
    """The session is in use. Written down at most every few minutes."""

    session: str


@dataclass(frozen=True, slots=True)
class EndSession(Command[None]):
    """End one session. With `person`, only if it is that person's."""

    by: str
    session: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class EndSessions(Command[int]):
    """End all sessions of a person but one; how many ended."""

    by: str
    person: str
    but: str = ""


@dataclass(frozen=True, slots=True)
class EndExpired(Command[int]):
    """End at most so many sessions whose time is over; how many ended."""

    at_most: int = 500


SessionCommand = Renew | EndSession | EndSessions | EndExpired


def decide(state: Centre, command: SessionCommand, now_us: int) -> tuple[tuple[SessionEvent, ...], int | None]:
    """Refused: `session-unknown`, `person-unknown`."""
    match command:
        case Renew():
            session = state.sessions.get(command.session)
            if session is None or not state.alive(session, now_us) or now_us < session.seen_us + state.rules.renew_us:
                return (), None
            return (SessionPut(msgspec.structs.replace(session, seen_us=now_us)),), None
        case EndSession():
            session = state.sessions.get(command.session)
            if session is None or (command.person and session.person != command.person):
                raise Refusal("session-unknown", "there is no such session, or it has ended", field="id")
            return (SessionEnded(session.id, session.person, command.by, "signed-out"),), None
        case EndSessions():
            if command.person not in state.people:
                raise Refusal("person-unknown", "the party has no such person", field="id")
            ended = sessions_ended(state, command.person, command.by, "signed-out", command.but)
            return ended, len(ended)
        case EndExpired():
            over = (session for session in state.sessions.values() if not state.alive(session, now_us))
            due = tuple(SessionEnded(s.id, s.person, "", "expired") for s in islice(over, command.at_most))
            return due, len(due)


def sessions_ended(state: Centre, person: str, by: str, why: str, but: str = "") -> tuple[SessionEnded, ...]:
    """The end of all of a person's sessions but one."""
    return tuple(SessionEnded(i, person, by, why) for i in sorted(state.sessions_of.get(person, ())) if i != but)


def evolve(state: Centre, event: SessionEvent) -> None:
    """The state after the event."""
    match event:
        case SessionPut():
            state.keep_session(event.session)
        case SessionEnded():
            state.drop_session(event.id)


def invert(state: Centre, event: SessionEvent) -> tuple[SessionEvent, ...]:
    """What takes the state back to where it is before the event."""
    session_id = event.session.id if isinstance(event, SessionPut) else event.id
    old = state.sessions.get(session_id)
    if old is not None:
        return (SessionPut(old),)
    assert isinstance(event, SessionPut)
    return (SessionEnded(session_id, event.session.person, "", "undone"),)
