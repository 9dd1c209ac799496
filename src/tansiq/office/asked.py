"""What parties ask each other for, as the office keeps it: of a request its header, never its words.

Title and text are in a body that lies beside the journal under its digest, and so are the words of an answer. Each
party that is asked has a record of its own: what it was told, what it said, and how much of that the asker was told. No
field of a request describes a target, and none may ever.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.office.information import Marking, Release
from tansiq.office.kinds import Priority
from tansiq.volumes import Volume


class RequestKind(StrEnum):
    """What is asked for."""

    INFORMATION = "information"
    SUPPORT = "support"


class ResponseState(StrEnum):
    """Where a request stands with one party that was asked."""

    SENT = "sent"
    RECEIVED = "received"
    """It has taken note of it."""
    CONSIDERED = "under-consideration"
    PARTLY_ANSWERED = "partly-answered"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """It was told that the request is withdrawn, before it had answered or declined."""


DONE = (ResponseState.ANSWERED, ResponseState.DECLINED, ResponseState.WITHDRAWN)
"""Nothing more is awaited."""
FOLLOWS = {
    ResponseState.SENT: (
        ResponseState.RECEIVED,
        ResponseState.CONSIDERED,
        ResponseState.PARTLY_ANSWERED,
        ResponseState.ANSWERED,
        ResponseState.DECLINED,
    ),
    ResponseState.RECEIVED: (
        ResponseState.CONSIDERED,
        ResponseState.PARTLY_ANSWERED,
        ResponseState.ANSWERED,
        ResponseState.DECLINED,
    ),
    ResponseState.CONSIDERED: (ResponseState.PARTLY_ANSWERED, ResponseState.ANSWERED, ResponseState.DECLINED),
    ResponseState.PARTLY_ANSWERED: (ResponseState.PARTLY_ANSWERED, ResponseState.ANSWERED),
    ResponseState.ANSWERED: (),
    ResponseState.DECLINED: (),
    ResponseState.WITHDRAWN: (),
}
"""What a party that was asked may say next."""


class RequestContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is asked, without its words; it never changes. `body`: SHA-256 (hex) of the body, which holds a salt.
    `person`: who asks. `extents`: where, if it is about a place; without times."""

    body: str
    language: str
    kind: RequestKind
    priority: Priority
    marking: Marking
    person: str
    extents: tuple[Volume, ...] = ()


class ReportHeld(msgspec.Struct, frozen=True):
    """A report that answers, in the version that the asker held then."""

    report: str
    version: int


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a party said to a request. `body`: SHA-256 (hex) of an answer's words, if it has any; `marking`
    is theirs. `reason`: why it was declined, if that was said."""

    state: ResponseState
    at_us: int
    person: str
    reason: str = ""
    body: str = ""
    language: str = ""
    marking: Marking | None = None
    reports: tuple[ReportHeld, ...] = ()


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party that was asked: since when, under which agreement, `via` which coalition or agreement if it was not
    named.

    `needed_by_us`, `withdrawn_us`: as it was told. `steps`: what it said, of which the asker was told the first
    `told`, the last of these at `told_us`: while their channel is suspended, the rest waits. `overdue_us`,
    `missed_us`: when it was told that it is overdue, and when the asker was told the same; 0: not yet.
    `changed_us`: when what it sees of the request last changed.
    """

    party: str
    under: str
    at_us: int
    needed_by_us: int
    changed_us: int
    via: str = ""
    withdrawn_us: int = 0
    steps: tuple[Step, ...] = ()
    told: int = 0
    told_us: int = 0
    overdue_us: int = 0
    missed_us: int = 0

    @property
    def state(self) -> ResponseState:
        """Where it stands in the party's own eyes."""
        return _stands(self.steps, self.withdrawn_us)

    @property
    def state_told(self) -> ResponseState:
        """Where it stands as far as both sides know."""
        return _stands(self.steps[: self.told], self.withdrawn_us)

    def is_overdue(self, now_us: int) -> bool:
        """In the party's own eyes."""
        return self.state not in DONE and self.needed_by_us <= now_us


def _stands(steps: tuple[Step, ...], withdrawn_us: int) -> ResponseState:
    last = steps[-1].state if steps else ResponseState.SENT
    return ResponseState.WITHDRAWN if withdrawn_us and last not in DONE else last


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """A request. `version` counts what its asker did with it, and nothing that the others did. `withdrawn_us`: when the
    asker took it back; 0: it stands."""

    id: str
    asker: str
    version: int
    content: RequestContent
    to: Release
    asked: tuple[Asked, ...]
    needed_by_us: int
    made_us: int
    changed_us: int
    withdrawn_us: int = 0
    reason: str = ""

    def asked_of(self, party: str) -> Asked | None:
        """The record of a party that was asked."""
        return next((one for one in self.asked if one.party == party), None)

    def misses(self, one: Asked, now_us: int) -> bool:
        """Whether it is overdue with a party, in the asker's eyes."""
        return not self.withdrawn_us and one.state_told not in DONE and self.needed_by_us <= now_us

    @property
    def next_us(self) -> int | None:
        """When somebody is to be told that it is overdue; None if nobody is any more."""
        moments = [self.needed_by_us for one in self.asked if not one.missed_us and self.misses(one, self.needed_by_us)]
        moments += [one.needed_by_us for one in self.asked if not one.overdue_us and one.is_overdue(one.needed_by_us)]
        return min(moments, default=None)
