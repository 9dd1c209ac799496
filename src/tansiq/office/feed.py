"""Feeds: what each party has been told, in order. An event names whom it is told to; a feed numbers it for the party.

The numbers of a feed belong to one party, begin at 1 and have no gaps: whoever reads on from a number misses nothing
and gets nothing twice, and learns nothing of what others were told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from tansiq.office.kinds import Priority

if TYPE_CHECKING:
    from tansiq.office.state import Office

KEPT = 10_000
"""Items of a feed that are kept in memory at least; the journal has all."""


class Subject(StrEnum):
    """What an item of a feed is about."""

    PARTY = "party"
    INVITATION = "invitation"
    AGREEMENT = "agreement"
    OPERATION = "operation"
    NOTICE = "notice"
    THREAD = "thread"
    REPORT = "report"
    REQUEST = "request"
    INCIDENT = "incident"
    QUIET_PERIOD = "quiet-period"
    DAY_PLAN = "day-plan"
    LOG = "log"
    """The office's own log: its keys, its witnesses, and what they found against it."""


class Tell(msgspec.Struct, frozen=True, omit_defaults=True):
    """These parties are told that something became of a thing. `why` is the cause, in one word or two."""

    to: tuple[str, ...]
    subject: Subject
    id: str
    why: str
    at_us: int
    priority: Priority = Priority.ROUTINE
    level: int = 0
    """How far up the ladder of escalation it has gone."""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """An item of a party's feed."""

    number: int
    subject: Subject
    id: str
    why: str
    at_us: int
    priority: Priority = Priority.ROUTINE
    level: int = 0


class Feed(msgspec.Struct, frozen=True):
    """A party's feed, for the snapshot: what is kept of it. `last` is the number of its last item, kept or not."""

    party: str
    last: int
    items: tuple[Told, ...]


class FeedsTrimmed(msgspec.Struct, frozen=True, tag="feeds.trimmed", tag_field="kind"):
    """The oldest items of these feeds are no longer kept in memory: (party, how many)."""

    trimmed: tuple[tuple[str, int], ...]
    party: str = ""


class FeedsRestored(msgspec.Struct, frozen=True, tag="feeds.restored", tag_field="kind"):
    """Feeds are as they were. Only undoes a `feeds.trimmed`."""

    feeds: tuple[Feed, ...]
    party: str = ""


class Untold(msgspec.Struct, frozen=True, tag="feeds.untold", tag_field="kind"):
    """The last items of these feeds, one for each time that a party is named, were never told. Only undoes."""

    parties: tuple[str, ...]
    party: str = ""


FeedEvent = FeedsTrimmed | FeedsRestored | Untold


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Items after a number. `gap`: some that came before `items` are no longer kept, so that the reader must look at
    everything anew. `last`: the number of the newest item."""

    items: tuple[Told, ...]
    last: int
    gap: bool


def tell(state: Office, tellings: Sequence[Tell]) -> None:
    """Enters what is told into the feeds of those to whom it is told."""
    for telling in tellings:
        for party in telling.to:
            number = state.told_last.get(party, 0) + 1
            state.told_last[party] = number
            state.feeds.setdefault(party, []).append(
                Told(
                    number,
                    telling.subject,
                    telling.id,
                    telling.why,
                    telling.at_us,
                    telling.priority,
                    telling.level,
                )
            )


def untell(tellings: Sequence[Tell]) -> tuple[Untold, ...]:
    """What undoes `tell`."""
    parties = tuple(party for telling in tellings for party in telling.to)
    return (Untold(parties),) if parties else ()


def read_feed(state: Office, party: str, after: int, at_most: int) -> FeedPage:
    """What the party was told after item number `after`."""
    items = state.feeds.get(party, [])
    last = state.told_last.get(party, 0)
    if after > last:
        return FeedPage((), last, gap=True)  # the reader knows of more than there is: another journal's number
    kept_after = last - len(items)
    first = max(0, after - kept_after)
    return FeedPage(tuple(items[first : first + at_most]), last, gap=after < kept_after)


def due(state: Office) -> Iterator[FeedsTrimmed]:
    """Feeds that have grown beyond twice what is kept."""
    long = tuple((party, len(items) - KEPT) for party, items in sorted(state.feeds.items()) if len(items) > 2 * KEPT)
    if long:
        yield FeedsTrimmed(long)


def evolve(state: Office, event: FeedEvent) -> None:
    """The state after the event."""
    match event:
        case FeedsTrimmed():
            for party, count in event.trimmed:
                del state.feeds[party][:count]
        case FeedsRestored():
            for feed in event.feeds:
                keep(state, feed)
        case Untold():
            for party in event.parties:
                state.feeds[party].pop()
                state.told_last[party] -= 1
                if not state.told_last[party]:
                    del state.told_last[party], state.feeds[party]


def invert(state: Office, event: FeedEvent) -> tuple[FeedEvent, ...]:
    """What takes the state back to where it is before the event. What only undoes is not itself undone."""
    if isinstance(event, FeedsTrimmed):
        return (FeedsRestored(tuple(kept(state, party) for party, _ in event.trimmed)),)
    return ()


def rows(state: Office) -> Iterator[Feed]:
    """The feeds as the snapshot has them."""
    return (kept(state, party) for party in sorted(state.feeds))


def kept(state: Office, party: str) -> Feed:
    """One party's feed as it stands."""
    return Feed(party, state.told_last[party], tuple(state.feeds[party]))


def keep(state: Office, feed: Feed) -> None:
    """A feed as the snapshot had it."""
    state.feeds[feed.party] = list(feed.items)
    state.told_last[feed.party] = feed.last
