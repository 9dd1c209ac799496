"""What parties say to each other, as the office keeps it: threads, their messages, and channels with their tests."""

from __future__ import annotations

import uuid
from enum import StrEnum

import msgspec

from tansiq.office.entities import Agreement
from tansiq.office.feed import Subject
from tansiq.office.kinds import MessageKind, Priority
from tansiq.office.rules import HOUR_US
from tansiq.office.terms import Terms

_HOTLINES = uuid.UUID("0f8f1f0e-9a55-4b83-9d5b-8f1d2a6c3b57")
_BY_THE_OFFICE = (MessageKind.OFFICE, MessageKind.RESOLVED)


class About(msgspec.Struct, frozen=True):
    """What a thread is about; a conflict is about the two things that are too near."""

    subject: Subject
    id: str
    owner: str


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes with a message. `sha256` (hex) says which bytes; they are kept beside the journal."""

    name: str
    media_type: str
    size: int
    sha256: str


class PhoneCall(msgspec.Struct, frozen=True):
    """A call that was made: with whom, when, how long."""

    with_whom: str
    at_us: int
    minutes: int


class Receipt(msgspec.Struct, frozen=True):
    """A party has read a message, by the hand of a person it names."""

    party: str
    person: str
    at_us: int


class Finding(StrEnum):
    """What the office says by itself."""

    NEAR_NOTICE = "near-notice"
    """Something is planned within `distance_m` of a notice."""
    NEAR_NOTICE_COARSELY = "near-notice-coarsely"
    """The same, of the notice's coarse extent, which is what the planner sees."""
    CLOSED_AREA = "closed-area"
    """A constraint of `party` lies where something is planned."""
    PLANNED_OVER = "planned-over"
    """`party` planned over the conflict, for the `reason`."""
    MAY_COME_NEARER = "may-come-nearer"
    """By what each side is shown of the other's."""
    MAY_COME_NEARER_COARSELY = "may-come-nearer-coarsely"
    """The planner sees the coarse extent of the other's only."""
    COMES_NEARER = "comes-nearer"
    """An operation of `party`, which is in `state` if that is remarkable, comes nearer than agreed."""
    NOTICE_FREE = "notice-free"
    """Nothing of it is planned near the notice any more."""
    CONFLICT_OVER = "conflict-over"
    CHANNEL_TEST = "channel-test"
    """A test of the channel, asked for by `party` if by anybody."""


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the office says by itself, in parts: each reader's page says it in the reader's language."""

    finding: Finding
    party: str = ""
    state: str = ""
    distance_m: float = 0.0
    reason: str = ""


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of a thread. `by` is empty for the office; `report`: what it says by itself, which `text` says in English.
    `refers_to` is the number of the message that it corrects or translates. `awaited`: who is to acknowledge it by
    `due_us`; `next_us`: when the next step is taken if they do not; `level`: how many have been."""

    number: int
    id: str
    by: str
    person: str
    at_us: int
    kind: MessageKind
    priority: Priority
    text: str
    language: str = ""
    refers_to: int = 0
    attachments: tuple[Attachment, ...] = ()
    call: PhoneCall | None = None
    awaited: tuple[str, ...] = ()
    due_us: int = 0
    next_us: int = 0
    level: int = 0
    receipts: tuple[Receipt, ...] = ()
    report: Report | None = None


def still_awaited(message: Message) -> tuple[str, ...]:
    """Who has not acknowledged a message yet."""
    have = {receipt.party for receipt in message.receipts}
    return tuple(party for party in message.awaited if party not in have)


class Closing(msgspec.Struct, frozen=True):
    """A party said that a thread was done, and what had come of it."""

    by: str
    at_us: int
    summary: str


class Heading(StrEnum):
    """What the office calls a thread by itself."""

    NEAR_NOTICE = "near-notice"
    """Something is planned near a notice."""
    CONFLICT = "conflict"
    """Two things that are planned are nearer than agreed."""
    HOTLINE = "hotline"
    """Of the agreement that it is under."""


def hotline_id(agreement_id: str) -> str:
    """The thread that is an agreement's hotline."""
    return str(uuid.uuid5(_HOTLINES, agreement_id))


class Thread(msgspec.Struct, frozen=True, omit_defaults=True):
    """A conversation. `under` is the agreement that it rests on; empty for distress without one. A thread about
    nothing is the hotline of its agreement. `closings`: those after which something more was said."""

    id: str
    parties: tuple[str, ...]
    opened_by: str
    opened_us: int
    title: str
    under: str = ""
    about: tuple[About, ...] = ()
    closed_by: str = ""
    closed_us: int = 0
    summary: str = ""
    messages: tuple[Message, ...] = ()
    closings: tuple[Closing, ...] = ()

    @property
    def said_done(self) -> tuple[Closing, ...]:
        """All closings, the one that stands last."""
        return (
            (*self.closings, Closing(self.closed_by, self.closed_us, self.summary)) if self.closed_by else self.closings
        )

    @property
    def between_things(self) -> bool:
        """Whether the office opened it because two things are too near each other."""
        return not self.opened_by and len(self.about) == 2

    @property
    def heading(self) -> Heading | None:
        """What it is called in each reader's language; None of one that a party has named, as its title says it."""
        if self.under and self.id == hotline_id(self.under):
            return Heading.HOTLINE
        if not self.between_things:
            return None
        notified = any(one.subject is Subject.NOTICE for one in self.about)
        return Heading.NEAR_NOTICE if notified else Heading.CONFLICT

    @property
    def conflict_stands(self) -> bool:
        """Whether the last that the office said is that they are."""
        said = (message.kind for message in reversed(self.messages) if message.kind in _BY_THE_OFFICE)
        return next(said, None) is MessageKind.OFFICE


class Channel(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the tests of an agreement's channel went: `missed` counts for each party those that it did not answer in
    time. `next_us`: when the next test is due."""

    agreement: str
    next_us: int
    tests: int = 0
    missed: tuple[tuple[str, int], ...] = ()
    last_us: int = 0


def tested_every_us(terms: Terms) -> int:
    """How much lies between two tests of a channel; 0 if there are to be none."""
    return int(terms.test_every_h * HOUR_US)


def looked_at_us(agreement: Agreement, channel: Channel | None) -> int | None:
    """When a channel is to be looked at for a test, which is when the next is due, or when its agreement begins; None
    while no test can come: there are to be none, it is suspended, or it ends before."""
    terms = agreement.terms
    if terms is None or not terms.test_every_h or agreement.suspension is not None or agreement.ending is not None:
        return None
    next_us = 0 if channel is None else channel.next_us
    return max(next_us, terms.start_us) if next_us < terms.end_us else None
