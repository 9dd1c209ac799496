"""Where news of a party's feed is delivered: endpoints, what each wants, how far it has got, when to try again."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.centre.mishaps import Mishap
from tansiq.office.feed import Subject, Told
from tansiq.office.kinds import Priority
from tansiq.office.reports import SHOWN

CONTACTS = "contacts"
"""Identifier of the endpoint that every centre has: mail to the contacts that a ladder of escalation names."""
LONGEST_RETRY_US = 300 * 1_000_000
"""A receiver that is well again waits no longer than this for what is urgent."""
_WEIGHT = {Priority.ROUTINE: 0, Priority.URGENT: 1, Priority.DISTRESS: 2}


class EndpointKind(StrEnum):
    """How an endpoint is reached."""

    WEBHOOK = "webhook"
    EMAIL = "e-mail"
    CONTACTS = "contacts"


class EndpointState(StrEnum):
    """Where an endpoint stands."""

    WORKING = "working"
    FAILING = "failing"
    STOPPED = "stopped"


class Quiet(msgspec.Struct, frozen=True):
    """Hours of each day in which routine mail waits: minutes after midnight in a time zone (IANA name). The end may
    come before the beginning: then they pass midnight."""

    start_min: int
    end_min: int
    zone: str = "UTC"


class Wish(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an endpoint wants. No subjects: all of them. An escalation counts as urgent, if it is of less."""

    subjects: tuple[Subject, ...] = ()
    least: Priority = Priority.ROUTINE
    escalations_only: bool = False
    quiet: Quiet | None = None


class Failure(msgspec.Struct, frozen=True):
    """An endpoint has not taken anything since `since_us`; `tries` is how often that was tried. `mishap`: what `reason`
    says in English, in parts."""

    since_us: int
    reason: str
    tries: int
    next_us: int
    mishap: Mishap | None = None


class Stop(msgspec.Struct, frozen=True):
    """Nothing more is delivered. `by` is the person who said so; empty for a program, or the centre itself, which tells
    the `mishap`, too, and for how long and how often it was tried, if it was given up."""

    since_us: int
    by: str
    reason: str
    mishap: Mishap | None = None
    hours: int = 0
    tries: int = 0


class Cursor(msgspec.Struct, frozen=True, order=True):
    """How far an endpoint has got. Everything up to `up_to` is delivered. Mail has a faster lane beside: what goes at
    once is delivered up to `at_once_up_to`."""

    up_to: int
    at_once_up_to: int = 0

    def furthest(self, other: Cursor) -> Cursor:
        """Of two cursors, in each lane, the one that is ahead."""
        return Cursor(max(self.up_to, other.up_to), max(self.at_once_up_to, other.at_once_up_to))


class Endpoint(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where news goes. `target` is a URL or an address; `sealed` the webhook's secret under the centre's key file.
    `person`: whose address it is; empty for a function's mailbox. `version` counts what was said of it, no progress."""

    id: str
    version: int
    kind: EndpointKind
    name: str
    target: str
    wish: Wish
    language: str
    made_us: int
    cursor: Cursor
    sealed: str = ""
    person: str = ""
    failure: Failure | None = None
    stop: Stop | None = None

    @property
    def state(self) -> EndpointState:
        """Working, failing or stopped."""
        if self.stop is not None:
            return EndpointState.STOPPED
        return EndpointState.WORKING if self.failure is None else EndpointState.FAILING

    def __repr__(self) -> str:
        return f"Endpoint(id={self.id!r}, kind={self.kind!r}, version={self.version}, state={self.state!r})"


class Progress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far an endpoint has got, and whether it fails now. `anew`: the feed has begun anew, so the cursor does."""

    endpoint: str
    cursor: Cursor
    failure: Failure | None = None
    anew: bool = False


def seal_context(endpoint_id: str) -> str:
    """What a webhook's secret is sealed for."""
    return f"endpoint/{endpoint_id}"


def at_once(item: Told) -> bool:
    """Whether an item does not wait: urgent, distress, or an escalation."""
    return weight(item) > 0


def wants(wish: Wish, item: Told) -> bool:
    """Whether an endpoint wants an item."""
    if wish.escalations_only and not item.level:
        return False
    if wish.subjects and item.subject not in wish.subjects:
        return False
    return weight(item) >= _WEIGHT[wish.least]


def wants_mail(wish: Wish, item: Told) -> bool:
    """Whether an endpoint wants an item, and it is one for mail: that a report was shown is for whoever looks at it."""
    return wants(wish, item) and (item.subject, item.why) != (Subject.REPORT, SHOWN)


def retry_us(tries: int, jitter: float, first_us: int) -> int:
    """How long to wait after the `tries`-th failure in a row: twice as long each time, up to five minutes, and up to a
    quarter more or less (`jitter`, 0 to 1, drawn by the caller), so that many do not come back at once."""
    doubled_us = first_us << min(tries - 1, 32)
    return int(min(doubled_us, LONGEST_RETRY_US) * (0.75 + 0.5 * jitter))


def weight(item: Told) -> int:
    """How much an item presses: 0 routine, 1 urgent or an escalation, 2 distress."""
    return max(_WEIGHT[item.priority], 1 if item.level else 0)
