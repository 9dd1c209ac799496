"""What somebody says in a thread: the part of a message that is theirs, what may stand in it, and the message that
comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.office import ladder
from tansiq.office.kinds import MessageKind, Priority
from tansiq.office.parties import check_name
from tansiq.office.passage import terms_of
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.talk import Attachment, Message, PhoneCall, Report, Thread
from tansiq.office.wording import sentence

LONGEST_MESSAGE, LONGEST_LANGUAGE = 20_000, 35
MOST_ATTACHMENTS, MOST_MESSAGES = 10, 10_000
_FROM_OTHERS = (MessageKind.TEST, MessageKind.OFFICE, MessageKind.RESOLVED)


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


def check_saying(thread: Thread, saying: Saying, now_us: int) -> None:
    """Refused: `message-invalid`, with the field."""
    if saying.kind in _FROM_OTHERS:
        raise Refusal("message-invalid", f"only the office writes a {saying.kind}", field="kind")
    if not 1 <= len(saying.text.strip()) <= LONGEST_MESSAGE:
        raise Refusal("message-invalid", f"1 to {LONGEST_MESSAGE:,} characters", field="text")
    check_name(saying.person, "message-invalid", "person")
    if len(saying.language) > LONGEST_LANGUAGE:
        raise Refusal("message-invalid", f"a language tag of at most {LONGEST_LANGUAGE} characters", field="language")
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
    if saying.call is not None:
        check_name(saying.call.with_whom, "message-invalid", "call.with_whom")
    if saying.call is not None and not 0 <= saying.call.at_us <= now_us + DAY_US:
        # What cannot be written as a time could never be read again, nor the thread that it is in.
        raise Refusal("message-invalid", "a call was made since 1970, and before now", field="call.at")


def office_message(
    thread: Thread,
    kind: MessageKind,
    report: Report,
    now_us: int,
    *,
    message_id: str = "",
    priority: Priority = Priority.ROUTINE,
    awaited: tuple[str, ...] = (),
    due_us: int = 0,
) -> Message:
    """The thread's next message where the office says it by itself. `message_id`: if it is not by place."""
    number = len(thread.messages) + 1
    return Message(
        number=number,
        id=message_id or f"{thread.id}/{number}",
        by="",
        person="",
        at_us=now_us,
        kind=kind,
        priority=priority,
        text=sentence(report),
        awaited=awaited,
        due_us=due_us,
        next_us=due_us,
        report=report,
    )


def message_of(state: Office, thread: Thread, party: str, saying: Saying, now_us: int) -> Message:
    """The thread's next message: who is to acknowledge it, and by when, is in it."""
    terms = terms_of(state, thread.under)
    quiet = saying.kind is MessageKind.TRANSLATION
    awaited = () if quiet else tuple(other for other in thread.parties if other != party)
    deadline_us = ladder.due_us(terms, saying.priority, now_us) if awaited else 0
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
