"""Threads: opened, said in, acknowledged, escalated, closed. Nothing said is changed or taken back.

What is said passes under an agreement in force. Distress passes always: a suspended channel carries it and is shown as
used, and so does an office in which the two have agreed on nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed, ladder
from tansiq.office.agreements import AgreementEvent, Standing, seen_by_side, standing, used
from tansiq.office.entities import Agreement
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.parties import LONGEST_TEXT, everybody_in, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.talk import About, Attachment, Closing, Message, MessageKind, PhoneCall, Receipt, Thread
from tansiq.office.terms import Priority, Terms
from tansiq.office.visibility import Eyes

LONGEST_MESSAGE = 20_000
MOST_ATTACHMENTS, MOST_ABOUT, MOST_MESSAGES, MOST_PARTIES = 10, 10, 10_000, 50
_FROM_OTHERS = (MessageKind.TEST, MessageKind.OFFICE)


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


class ThreadRestored(msgspec.Struct, frozen=True, tag="thread.restored", tag_field="kind"):
    """A thread is as it was. Only undoes."""

    thread: Thread


class ThreadForgotten(msgspec.Struct, frozen=True, tag="thread.forgotten", tag_field="kind"):
    """Nothing is known of a thread. Only undoes a `thread.opened`."""

    id: str


ThreadEvent = (
    ThreadOpened | ThreadSaid | ThreadAcknowledged | ThreadEscalated | ThreadClosed | ThreadRestored | ThreadForgotten
)


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says: the part of a message that is theirs. `id` is drawn by the caller."""

    id: str
    text: str
    person: str = ""
    kind: MessageKind = MessageKind.MESSAGE
    priority: Priority = Priority.ROUTINE
    language: str = ""
    refers_to: int = 0
    attachments: tuple[Attachment, ...] = ()
    call: PhoneCall | None = None


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
            known = next((message for message in thread.messages if message.id == command.saying.id), None)
            if known is not None and known.by == command.party:
                return (), thread  # it came twice, and is said once
            _check_saying(thread, command.saying, now_us)
            passed = _passing(state, thread.under, command.saying.priority, now_us)
            message = _message(state, thread, command.party, command.saying, now_us)
            said = said_in(thread, message, _others(thread, command.party))
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
    return tuple(about for about in thread.about if _may_know(state, eyes, about))


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
        missing = still_awaited(message)
        yield ThreadEscalated(
            thread.id,
            message.number,
            level,
            ladder.next_us(terms, message.due_us, level),
            ladder.role_at(terms, level),
            (
                Tell(missing, Subject.THREAD, thread.id, "overdue", now_us, message.priority, level),
                *(
                    (
                        Tell(
                            (message.by,),
                            Subject.THREAD,
                            thread.id,
                            "not acknowledged",
                            now_us,
                            message.priority,
                            level,
                        ),
                    )
                    if message.by
                    else ()
                ),
            ),
        )


def still_awaited(message: Message) -> tuple[str, ...]:
    """Who has not acknowledged a message yet."""
    have = {receipt.party for receipt in message.receipts}
    return tuple(party for party in message.awaited if party not in have)


def terms_of(state: Office, agreement_id: str) -> Terms | None:
    """The terms of an agreement, in force or not."""
    agreement = state.agreements.get(agreement_id)
    return None if agreement is None else agreement.terms


def evolve(state: Office, event: ThreadEvent) -> None:
    """The state after the event."""
    match event:
        case ThreadOpened() | ThreadRestored():
            state.keep_thread(event.thread)
        case ThreadForgotten():
            state.drop_thread(event.id)
        case ThreadSaid() | ThreadAcknowledged() | ThreadEscalated() | ThreadClosed():
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
        case ThreadSaid() | ThreadAcknowledged() | ThreadEscalated() | ThreadClosed():
            return (ThreadRestored(state.threads[event.thread]), *feed.untell(event.tell))


def _after(thread: Thread, event: ThreadSaid | ThreadAcknowledged | ThreadEscalated | ThreadClosed) -> Thread:
    change = msgspec.structs.replace
    match event:
        case ThreadSaid():
            messages = (*thread.messages, event.message)
            if not thread.closed_by:
                return change(thread, messages=messages)
            closings = (*thread.closings, Closing(thread.closed_by, thread.closed_us, thread.summary))
            return change(thread, messages=messages, closings=closings, closed_by="", closed_us=0, summary="")
        case ThreadClosed():
            return change(thread, closed_by=event.by, closed_us=event.at_us, summary=event.summary)
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
    if not 1 <= len(command.title.strip()) <= 200 or len(command.about) > MOST_ABOUT:
        raise Refusal(
            "message-invalid", f"a title of 1 to 200 characters, about at most {MOST_ABOUT} things", field="title"
        )
    for other in others:
        taking_part(state, other)
    eyes = Eyes(state, command.party, now_us)
    for i, about in enumerate(command.about):
        if not _may_know(state, eyes, about):
            raise Refusal("not-found", f"no {about.subject} {about.id}", field=f"about[{i}]")
    under = _resting_on(state, command, others, now_us)
    thread = Thread(
        id=command.id,
        parties=tuple(sorted((command.party, *others))),
        opened_by=command.party,
        opened_us=now_us,
        title=command.title,
        under=under,
        about=command.about,
    )
    _check_saying(thread, command.saying, now_us)
    passed = _passing(state, under, command.saying.priority, now_us)
    message = _message(state, thread, command.party, command.saying, now_us)
    said = said_in(thread, message, others)
    return (ThreadOpened(thread), said, *passed), _after(thread, said)


def _resting_on(state: Office, command: OpenThread, others: Sequence[str], now_us: int) -> str:
    """The agreement under which a new thread stands: one that holds for all of them, in force if there is one."""
    everybody = {command.party, *others}
    if command.under:
        seen_by_side_or_member(state, command.under, command.party)
    found: list[tuple[bool, str]] = []
    for agreement in (state.agreements[i] for i in sorted(state.agreements)):
        if (
            everybody <= set(sides_of(state, agreement))
            and agreement.terms is not None
            and command.under in ("", agreement.id)
        ):
            found.append((standing(agreement, now_us) is not Standing.IN_FORCE, agreement.id))
    if found:
        return min(found)[1]
    if command.saying.priority is not Priority.DISTRESS:
        raise Refusal(
            "no-agreement",
            f"no agreement holds for {' and '.join(sorted(everybody))}; without one only distress passes",
            field="parties",
        )
    return ""


def seen_by_side_or_member(state: Office, agreement_id: str, party: str) -> Agreement:
    """The agreement, for its sides and the members of coalitions among them. Refused: `not-found` for others."""
    found = state.agreements.get(agreement_id)
    if found is not None and party in sides_of(state, found):
        return found
    return seen_by_side(state, agreement_id, party)


def sides_of(state: Office, agreement: Agreement) -> tuple[str, ...]:
    """The parties for whom an agreement holds: its sides, and the members of coalitions among them; in order."""
    return tuple(sorted({party for side in agreement.parties for party in everybody_in(state, side)}))


def _passing(state: Office, under: str, priority: Priority, now_us: int) -> tuple[AgreementEvent, ...]:
    """What follows for the channel from something passing; refused where it may not."""
    agreement = state.agreements.get(under)
    if agreement is None:
        if priority is not Priority.DISTRESS:
            raise Refusal("no-agreement", "this thread rests on no agreement; only distress passes", field="priority")
        return ()
    where = standing(agreement, now_us)
    if where is Standing.IN_FORCE:
        return ()
    if priority is not Priority.DISTRESS:
        suspended = where in (Standing.SUSPENDED, Standing.SUSPENDED_BUT_USED)
        raise Refusal(
            "channel-suspended" if suspended else "not-in-force",
            f"agreement {under} is {where}: only distress passes",
            field="priority",
        )
    return used(state, agreement, now_us) if agreement.ending is None else ()


def _message(state: Office, thread: Thread, party: str, saying: Saying, now_us: int) -> Message:
    terms = terms_of(state, thread.under)
    quiet = saying.kind is MessageKind.TRANSLATION
    awaited = () if quiet else tuple(_others(thread, party))
    deadline_us = 0 if quiet else ladder.due_us(terms, saying.priority, now_us)
    return Message(
        number=len(thread.messages) + 1,
        id=saying.id,
        by=party,
        person=saying.person,
        at_us=now_us,
        kind=saying.kind,
        priority=saying.priority,
        text=saying.text,
        language=saying.language,
        refers_to=saying.refers_to,
        attachments=saying.attachments,
        call=saying.call,
        awaited=awaited,
        due_us=deadline_us,
        next_us=deadline_us,
    )


def _check_saying(thread: Thread, saying: Saying, now_us: int) -> None:
    if saying.kind in _FROM_OTHERS:
        raise Refusal("message-invalid", f"only the office writes a {saying.kind}", field="kind")
    if not 1 <= len(saying.text.strip()) <= LONGEST_MESSAGE:
        raise Refusal("message-invalid", f"1 to {LONGEST_MESSAGE:,} characters", field="text")
    if len(thread.messages) >= MOST_MESSAGES and saying.priority is not Priority.DISTRESS:
        raise Refusal(
            "message-invalid", f"a thread has at most {MOST_MESSAGES:,} messages; begin another", field="text"
        )
    if len(saying.attachments) > MOST_ATTACHMENTS:
        raise Refusal("message-invalid", f"at most {MOST_ATTACHMENTS} of them", field="attachments")
    refers = saying.kind in (MessageKind.CORRECTION, MessageKind.TRANSLATION)
    if refers != bool(saying.refers_to) or not 0 <= saying.refers_to <= len(thread.messages):
        raise Refusal(
            "message-invalid",
            "a correction or a translation names the number of the message that it is of, and nothing else does",
            field="refers_to",
        )
    if saying.kind is MessageKind.TRANSLATION and not saying.language:
        raise Refusal("message-invalid", "a translation names its language", field="language")
    if (saying.kind is MessageKind.CALL) != (saying.call is not None):
        raise Refusal("message-invalid", "a call says with whom and when it was, and nothing else does", field="call")
    if saying.call is not None and not 0 <= saying.call.at_us <= now_us + DAY_US:
        # What cannot be written as a time could never be read again, nor the thread that it is in.
        raise Refusal("message-invalid", "a call was made since 1970, and before now", field="call.at")


def _acknowledge(thread: Thread, command: Acknowledge, now_us: int) -> Decided:
    if not 1 <= command.number <= len(thread.messages):
        raise Refusal("not-found", f"no message {command.number} in this thread", field="number")
    message = thread.messages[command.number - 1]
    if any(receipt.party == command.party for receipt in message.receipts):
        return (), thread
    if command.party not in message.awaited:
        raise Refusal("nothing-awaited", "nothing is awaited of you here", field="number")
    to = tuple(sorted({command.party, *thread.parties}))
    receipt = Receipt(command.party, command.person, now_us)
    event = ThreadAcknowledged(
        thread.id, message.number, receipt, _tell(thread, "acknowledged", now_us, to, message.priority)
    )
    return (event,), _after(thread, event)


def said_in(thread: Thread, message: Message, to: Sequence[str]) -> ThreadSaid:
    """Told to all who take part, so that those who wrote it see it in their own feed, too."""
    assert set(to) <= set(thread.parties)
    why = "said" if thread.messages else "opened"
    return ThreadSaid(thread.id, message, _tell(thread, why, message.at_us, thread.parties, message.priority))


def _tell(
    thread: Thread, why: str, now_us: int, to: Sequence[str], priority: Priority = Priority.ROUTINE
) -> tuple[Tell, ...]:
    return (Tell(tuple(to), Subject.THREAD, thread.id, why, now_us, priority),)


def _others(thread: Thread, party: str) -> list[str]:
    return [other for other in thread.parties if other != party]


def _may_know(state: Office, eyes: Eyes, about: About) -> bool:
    """Whether there is such a thing, of that owner, and the viewer may know of it."""
    match about.subject:
        case Subject.OPERATION:
            operation = state.operations.get(about.id)
            return (
                operation is not None
                and operation.owner == about.owner
                and bool(eyes.sight(operation.owner, operation.kind, operation.extents)[0])
            )
        case Subject.NOTICE:
            notice = state.notices.get(about.id)
            return (
                notice is not None
                and notice.owner == about.owner
                and (notice.owner == eyes.viewer or notice.given_to(eyes.viewer) is not None)
            )
        case Subject.AGREEMENT:
            agreement = state.agreements.get(about.id)
            return agreement is not None and eyes.viewer in agreement.parties
    return False
