"""Threads: opened, said in, acknowledged, escalated, closed. Nothing said is changed or taken back.

What is said passes under an agreement; see `passage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed, ladder
from tansiq.office.agreements import AgreementEvent
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.kinds import MessageKind, Priority
from tansiq.office.known import owner_known
from tansiq.office.parties import LONGEST_TEXT, check_name, speaks_for, taking_part
from tansiq.office.passage import passing, resting_on, terms_of
from tansiq.office.refusals import Refusal
from tansiq.office.saying import Saying, check_saying, message_of
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.talk import About, Message, Receipt, Thread, still_awaited
from tansiq.office.visibility import Eyes

LONGEST_TITLE = 200
MOST_ABOUT, MOST_PARTIES = 10, 50


class ThreadOpened(msgspec.Struct, frozen=True, tag="thread.opened", tag_field="kind"):
    """A thread is there, still without a message."""

    thread: Thread


class ThreadSaid(msgspec.Struct, frozen=True, omit_defaults=True, tag="thread.said", tag_field="kind"):
    """Something was said in a thread; if it was closed, it is open again."""

    thread: str
    message: Message
    tell: tuple[Tell, ...] = ()


class ThreadAcknowledged(msgspec.Struct, frozen=True, omit_defaults=True, tag="thread.acknowledged", tag_field="kind"):
    """A party has read a message."""

    thread: str
    number: int
    receipt: Receipt
    tell: tuple[Tell, ...] = ()


class ThreadEscalated(msgspec.Struct, frozen=True, omit_defaults=True, tag="thread.escalated", tag_field="kind"):
    """A message was not acknowledged in time: the next step of the ladder. `next_us`: when one more is due; 0: none."""

    thread: str
    number: int
    level: int
    next_us: int
    role: str = ""
    tell: tuple[Tell, ...] = ()


class ThreadClosed(msgspec.Struct, frozen=True, omit_defaults=True, tag="thread.closed", tag_field="kind"):
    """A party says that a thread is done, and what came of it."""

    thread: str
    by: str
    at_us: int
    summary: str
    tell: tuple[Tell, ...] = ()


class ThreadLeft(msgspec.Struct, frozen=True, omit_defaults=True, tag="thread.left", tag_field="kind"):
    """A party takes part in a thread no longer: the agreement that it rests on does not hold for it any more. Nothing
    is awaited of it, and it hears no more."""

    thread: str
    party: str
    tell: tuple[Tell, ...] = ()


class ThreadRestored(msgspec.Struct, frozen=True, tag="thread.restored", tag_field="kind"):
    """A thread is as it was. Only undoes."""

    thread: Thread


class ThreadForgotten(msgspec.Struct, frozen=True, tag="thread.forgotten", tag_field="kind"):
    """Nothing is known of a thread. Only undoes a `thread.opened`."""

    id: str


ThreadEvent = (
    ThreadOpened
    | ThreadSaid
    | ThreadAcknowledged
    | ThreadEscalated
    | ThreadClosed
    | ThreadLeft
    | ThreadRestored
    | ThreadForgotten
)


@dataclass(frozen=True, slots=True)
class OpenThread(Command[Thread]):
    """Begin a thread with other parties. Without `under` it rests on the first agreement that holds for all."""

    party: str
    id: str
    others: tuple[str, ...]
    title: str
    saying: Saying
    about: tuple[About, ...] = ()
    under: str = ""


@dataclass(frozen=True, slots=True)
class Say(Command[Thread]):
    """Say something in a thread."""

    party: str
    thread: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Acknowledge(Command[Thread]):
    """Say that one has read a message. Said twice, it was said once."""

    party: str
    thread: str
    number: int
    person: str


@dataclass(frozen=True, slots=True)
class CloseThread(Command[Thread]):
    """Say that a thread is done, and what came of it."""

    party: str
    thread: str
    summary: str


ThreadCommand = OpenThread | Say | Acknowledge | CloseThread
Decided = tuple[tuple[ThreadEvent | AgreementEvent, ...], Thread]


def decide(state: Office, command: ThreadCommand, now_us: int) -> Decided:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `channel-suspended`, `no-agreement`, `message-invalid`,
    `nothing-awaited`, `has-ended` (closed already)."""
    taking_part(state, command.party)
    if isinstance(command, OpenThread):
        return _open(state, command, now_us)
    thread = thread_of(state, command.thread, command.party)
    match command:
        case Say():
            said_already = command.party, command.saying.id
            if any((message.by, message.id) == said_already for message in thread.messages):
                return (), thread  # it came twice, and is said once
            check_saying(thread, command.saying, now_us)
            passed = passing(state, thread.under, command.saying.priority, now_us)
            message = message_of(state, thread, command.party, command.saying, now_us)
            said = said_in(thread, message)
            return (said, *passed), _after(thread, said)
        case Acknowledge():
            return _acknowledge(thread, command, now_us)
        case CloseThread():
            if thread.closed_by:
                raise Refusal("has-ended", f"{thread.closed_by} has closed it: {thread.summary}", field="id")
            agreement = state.agreements.get(thread.under)
            if agreement is not None and all(message.priority is not Priority.DISTRESS for message in thread.messages):
                where = standing(agreement, now_us)
                if where in (Standing.SUSPENDED, Standing.SUSPENDED_BUT_USED):  # a summary, too, is something said
                    raise Refusal("channel-suspended", f"agreement {agreement.id} is {where}", field="id")
            if not 1 <= len(command.summary.strip()) <= LONGEST_TEXT:
                raise Refusal("message-invalid", f"1 to {LONGEST_TEXT:,} characters", field="summary")
            closed = ThreadClosed(
                thread.id, command.party, now_us, command.summary, _tell(thread, "closed", now_us, thread.parties)
            )
            return (closed,), _after(thread, closed)


def thread_of(state: Office, thread_id: str, party: str) -> Thread:
    """A thread, for one who takes part in it. Refused: `not-found`, and nothing more, for everybody else."""
    thread = state.threads.get(thread_id)
    if thread is None or party not in thread.parties:
        raise Refusal("not-found", f"no thread {thread_id}", field="id")
    return thread


def about_seen(state: Office, thread: Thread, party: str, now_us: int) -> tuple[About, ...]:
    """What a thread is about, as far as the party may know that it is there."""
    eyes = Eyes(state, party, now_us)
    return tuple(named for about in thread.about if (named := _named(state, eyes, about)) is not None)


def due(state: Office, now_us: int) -> Iterator[ThreadEscalated]:
    """Messages whose acknowledgement is overdue, or overdue for longer than the next step of the ladder says."""
    for key in state.thread_deadlines.due(now_us):
        thread_id, _, number = key.rpartition("/")
        thread = state.threads[thread_id]
        message = thread.messages[int(number) - 1]
        if message.next_us > now_us:
            continue
        terms = terms_of(state, thread.under)
        level = message.level + 1
        tell = _tell(thread, "overdue", now_us, still_awaited(message), message.priority, level)
        if message.by:
            tell += _tell(thread, "not acknowledged", now_us, (message.by,), message.priority, level)
        next_us, role = ladder.next_us(terms, message.due_us, level), ladder.role_at(terms, level)
        yield ThreadEscalated(thread.id, message.number, level, next_us, role, tell)


def left_behind(state: Office, party: str, coalition: str, now_us: int) -> tuple[ThreadLeft, ...]:
    """The threads that a party takes part in no longer when it leaves a coalition: those that rest on an agreement
    which holds for it by that coalition alone. When it leaves the office (`coalition` empty): all."""
    found = []
    for thread_id in sorted(state.threads_of.get(party, ())):
        thread = state.threads[thread_id]
        agreement = state.agreements.get(thread.under)
        sides = () if agreement is None else agreement.parties
        others = [side for side in sides if side != coalition and speaks_for(state, side, party)]
        if not coalition or (coalition in sides and not others):
            tell = _tell(thread, "left", now_us, thread.parties)
            found.append(ThreadLeft(thread_id, party, tell))
    return tuple(found)


def evolve(state: Office, event: ThreadEvent) -> None:
    """The state after the event."""
    match event:
        case ThreadOpened() | ThreadRestored():
            state.keep_thread(event.thread)
        case ThreadForgotten():
            state.drop_thread(event.id)
        case ThreadSaid() | ThreadAcknowledged() | ThreadEscalated() | ThreadClosed() | ThreadLeft():
            state.keep_thread(_after(state.threads[event.thread], event))
            feed.tell(state, event.tell)


def invert(state: Office, event: ThreadEvent) -> tuple[ThreadEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case ThreadOpened() | ThreadRestored():
            old = state.threads.get(event.thread.id)
            return (ThreadForgotten(event.thread.id) if old is None else ThreadRestored(old),)
        case ThreadForgotten():
            return (ThreadRestored(state.threads[event.id]),)
        case ThreadSaid() | ThreadAcknowledged() | ThreadEscalated() | ThreadClosed() | ThreadLeft():
            return (ThreadRestored(state.threads[event.thread]), *feed.untell(event.tell))


def party_of(event: ThreadEvent) -> str:
    """Whose change it was."""
    match event:
        case ThreadOpened():
            return event.thread.opened_by
        case ThreadSaid():
            return event.message.by
        case ThreadAcknowledged():
            return event.receipt.party
        case ThreadClosed():
            return event.by
        case ThreadLeft():
            return event.party
        case ThreadEscalated() | ThreadRestored() | ThreadForgotten():
            return ""


def _after(
    thread: Thread, event: ThreadSaid | ThreadAcknowledged | ThreadEscalated | ThreadClosed | ThreadLeft
) -> Thread:
    change = msgspec.structs.replace
    match event:
        case ThreadSaid():
            messages = (*thread.messages, event.message)
            if event.message.kind is MessageKind.RESOLVED:  # nobody is pressed any longer to read of what is over
                messages = tuple(message if message.by else change(message, next_us=0) for message in messages)
            if not thread.closed_by:
                return change(thread, messages=messages)
            return change(thread, messages=messages, closings=thread.said_done, closed_by="", closed_us=0, summary="")
        case ThreadClosed():
            return change(thread, closed_by=event.by, closed_us=event.at_us, summary=event.summary)
        case ThreadLeft():
            return change(
                thread,
                parties=tuple(party for party in thread.parties if party != event.party),
                messages=tuple(_without(message, event.party) for message in thread.messages),
            )
        case ThreadAcknowledged():
            old = thread.messages[event.number - 1]
            new = change(old, receipts=(*old.receipts, event.receipt))
            if not still_awaited(new):
                new = change(new, next_us=0)
        case ThreadEscalated():
            old = thread.messages[event.number - 1]
            new = change(old, level=event.level, next_us=event.next_us)
    return change(thread, messages=(*thread.messages[: event.number - 1], new, *thread.messages[event.number :]))


def _open(state: Office, command: OpenThread, now_us: int) -> Decided:
    if command.id in state.threads:
        raise Refusal("already-exists", f"there is a thread {command.id}", field="id")
    others = tuple(sorted(set(command.others) - {command.party}))
    if not 1 <= len(others) <= MOST_PARTIES:
        raise Refusal("message-invalid", f"a thread is with 1 to {MOST_PARTIES} other parties", field="parties")
    if not 1 <= len(command.title.strip()) <= LONGEST_TITLE or len(command.about) > MOST_ABOUT:
        raise Refusal(
            "message-invalid",
            f"a title of 1 to {LONGEST_TITLE} characters, about at most {MOST_ABOUT} things",
            field="title",
        )
    for other in others:
        taking_part(state, other)
    eyes = Eyes(state, command.party, now_us)
    named = []
    for i, about in enumerate(command.about):
        found = _named(state, eyes, about)
        if found is None:
            raise Refusal("not-found", f"no {about.subject} {about.id}", field=f"about[{i}]")
        named.append(found)
    under = resting_on(state, command.party, others, command.under, command.saying.priority, now_us)
    thread = Thread(
        id=command.id,
        parties=tuple(sorted((command.party, *others))),
        opened_by=command.party,
        opened_us=now_us,
        title=command.title,
        under=under,
        about=tuple(named),
    )
    check_saying(thread, command.saying, now_us)
    passed = passing(state, under, command.saying.priority, now_us)
    message = message_of(state, thread, command.party, command.saying, now_us)
    said = said_in(thread, message)
    return (ThreadOpened(thread), said, *passed), _after(thread, said)


def _without(message: Message, party: str) -> Message:
    """A message of which nothing is awaited of a party."""
    if party not in message.awaited or any(receipt.party == party for receipt in message.receipts):
        return message
    quiet = msgspec.structs.replace(message, awaited=tuple(other for other in message.awaited if other != party))
    return quiet if still_awaited(quiet) else msgspec.structs.replace(quiet, next_us=0)


def _acknowledge(thread: Thread, command: Acknowledge, now_us: int) -> Decided:
    if not 1 <= command.number <= len(thread.messages):
        raise Refusal("not-found", f"no message {command.number} in this thread", field="number")
    message = thread.messages[command.number - 1]
    if any(receipt.party == command.party for receipt in message.receipts):
        return (), thread
    if command.party not in message.awaited:
        raise Refusal("nothing-awaited", "nothing is awaited of you here", field="number")
    check_name(command.person, "message-invalid", "person")
    receipt = Receipt(command.party, command.person, now_us)
    tell = _tell(thread, "acknowledged", now_us, thread.parties, message.priority)
    event = ThreadAcknowledged(thread.id, message.number, receipt, tell)
    return (event,), _after(thread, event)


def said_in(thread: Thread, message: Message) -> ThreadSaid:
    """Told to all who take part, so that those who wrote it see it in their own feed, too."""
    why = "said" if thread.messages else "opened"
    if message.kind is MessageKind.RESOLVED:
        why = "resolved"
    return ThreadSaid(thread.id, message, _tell(thread, why, message.at_us, thread.parties, message.priority))


def spoken_in(events: Iterable[object]) -> frozenset[str]:
    """The threads in which these events say something."""
    return frozenset(event.thread for event in events if isinstance(event, ThreadSaid))


def thread_of_event(event: ThreadEvent) -> str:
    """The thread to which something happens."""
    match event:
        case ThreadOpened() | ThreadRestored():
            return event.thread.id
        case ThreadForgotten():
            return event.id
        case _:
            return event.thread


def _tell(
    thread: Thread, why: str, now_us: int, to: tuple[str, ...], priority: Priority = Priority.ROUTINE, level: int = 0
) -> tuple[Tell, ...]:
    return (Tell(to, Subject.THREAD, thread.id, why, now_us, priority, level),)


def _named(state: Office, eyes: Eyes, about: About) -> About | None:
    """The thing with its owner; None if there is none of that owner of which the viewer may know. A thread is about no
    thread, and about what belongs to nobody alone whatever owner was said: journals hold such."""
    owner = None if about.subject is Subject.THREAD else owner_known(state, eyes, about.subject, about.id)
    if owner is None or (owner and about.owner not in ("", owner)):
        return None
    return About(about.subject, about.id, owner)
