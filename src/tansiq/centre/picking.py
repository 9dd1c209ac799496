"""What is delivered next to an endpoint, and when. Pure: of the feed as it is, the cursor, and the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tansiq.centre.endpoints import Cursor, Quiet, Wish, at_once, wants, wants_mail
from tansiq.centre.rules import SECOND_US
from tansiq.office.feed import FeedPage, Told

Read: TypeAlias = Callable[[int, int], FeedPage]
"""The feed after a number, so many items at most."""
LOOKED_AT = 1_000
"""Items that are looked at in one go."""
MOST_IN_MAIL = 10_000
NEVER_US = 1 << 62


@dataclass(frozen=True, slots=True)
class Next:
    """What to deliver together: `items`, after which the endpoint has got to `cursor`. Nothing: then it has got there
    all the same, and nothing is due before `due_us` unless there is news.

    `missed_up_to`: items up to this number are no longer kept, so the reader must look at everything anew. `anew`: the
    feed itself has begun anew.
    """

    items: tuple[Told, ...]
    cursor: Cursor
    due_us: int = NEVER_US
    missed_up_to: int = 0
    anew: bool = False


def next_item(read: Read, wish: Wish, cursor: Cursor) -> Next:
    """For a webhook: one item after the other, in order."""
    page = read(cursor.up_to, LOOKED_AT)
    if (lost := _lost(page, cursor.up_to)) is not None:
        return lost
    for item in page.items:
        if wants(wish, item):
            return Next((item,), _both(item.number))
    return _nothing(page, _both)


def next_escalation(read: Read, cursor: Cursor) -> Next:
    """For the contacts that a ladder names: one escalation after the other."""
    page = read(cursor.up_to, LOOKED_AT)
    if (lost := _lost(page, cursor.up_to)) is not None:
        return Next((), lost.cursor, 0, anew=lost.anew)
    for item in page.items:
        if item.level >= 2:
            return Next((item,), _both(item.number))
    return _nothing(page, _both)


def next_mail(read: Read, wish: Wish, cursor: Cursor, now_us: int, gather_us: int) -> Next:
    """For mail: what goes at once, all that is there; else what was told in whole spans of `gather_us` that are over,
    unless these are quiet hours. The spans are those of the clock, so that a mail that is written again after a crash
    holds the same."""
    page = read(cursor.at_once_up_to, MOST_IN_MAIL)
    lost = _lost(page, cursor.at_once_up_to)
    if lost is not None and lost.anew:
        return lost
    ahead = tuple(item for item in page.items if at_once(item) and wants(wish, item))
    reached = page.items[-1].number if page.items else cursor.at_once_up_to
    if ahead:
        missed = lost.missed_up_to if lost is not None else 0
        return Next(ahead, Cursor(max(cursor.up_to, missed), reached), missed_up_to=missed)
    page = read(cursor.up_to, MOST_IN_MAIL)
    lost = _lost(page, cursor.up_to)
    quiet_until_us = until_us(wish.quiet, now_us)
    over_us = now_us - now_us % gather_us
    if lost is not None:
        return Next((), Cursor(lost.cursor.up_to, max(reached, lost.cursor.up_to)), 0, lost.missed_up_to)
    gathered = tuple(item for item in page.items if not at_once(item) and wants_mail(wish, item))
    if not gathered:
        up_to = page.items[-1].number if page.items else cursor.up_to
        return Next((), Cursor(up_to, max(reached, up_to)), 0 if len(page.items) == MOST_IN_MAIL else NEVER_US)
    if quiet_until_us:
        return Next((), Cursor(cursor.up_to, reached), quiet_until_us)
    ripe = tuple(item for item in gathered if item.at_us < over_us)
    if not ripe:
        return Next((), Cursor(gathered[0].number - 1, reached), over_us + gather_us + SECOND_US)
    return Next(ripe, Cursor(ripe[-1].number, reached))


def until_us(quiet: Quiet | None, now_us: int) -> int:
    """When the quiet hours that it is in end; 0 if it is in none, or the machine does not know the zone (any more)."""
    if quiet is None:
        return 0
    try:
        zone = ZoneInfo(quiet.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return 0
    here = datetime.fromtimestamp(now_us // 1_000_000, UTC).astimezone(zone)
    minute = here.hour * 60 + here.minute
    inside = (
        quiet.start_min <= minute < quiet.end_min
        if quiet.start_min < quiet.end_min
        else minute >= quiet.start_min or minute < quiet.end_min
    )
    if not inside:
        return 0
    end = here.replace(hour=quiet.end_min // 60, minute=quiet.end_min % 60, second=0, microsecond=0)
    if end <= here:
        end += timedelta(days=1)  # of the wall clock: the zone's offset is looked up again
    return int(end.timestamp()) * 1_000_000


def _both(number: int) -> Cursor:
    return Cursor(number, number)


def _nothing(page: FeedPage, reached: Callable[[int], Cursor]) -> Next:
    """None of a page is wanted; if it is a full one, there may be more."""
    last = page.items[-1].number if page.items else page.last
    return Next((), reached(last), 0 if len(page.items) == LOOKED_AT else NEVER_US)


def _lost(page: FeedPage, after: int) -> Next | None:
    """What follows from items that are no longer kept, or from a feed that ends before the cursor."""
    if not page.gap:
        return None
    if after > page.last:
        return Next((), _both(page.last), 0, page.last, anew=True)
    missed_up_to = page.items[0].number - 1 if page.items else page.last
    return Next((), _both(missed_up_to), 0, missed_up_to)
