"""Long lists in pages: a page names the key after which the next one begins, so that what is added or withdrawn
meanwhile makes nothing be missed or come twice."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import islice
from typing import Any, Generic, TypeVar

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.gateways.cursors import cursor_of, place_in
from tansiq.journal.desk import Desk

T = TypeVar("T")
K = TypeVar("K")
S = TypeVar("S")
MOST, USUAL = 1_000, 100
TIME_DIGITS = 20
_LATEST_US = 1 << 62
MOST_VOLUMES = 20_000
"""In what one page holds; a page may be shorter for it."""
_AT_ONCE = 500
"""So many things are looked at before others are served."""
PARAMETERS = {
    "limit": f"how many at most (1 to {MOST:,}; {USUAL} if not given)",
    "cursor": "the `next` of the page before",
}


class Page(msgspec.Struct, Generic[T]):
    """Some of a list, in the order of their keys. `next` is the cursor of the page that follows; null on the last."""

    items: list[T]
    next: str | None = None


def page_of(things: Iterable[T], key: Callable[[T], str], query: Mapping[str, str]) -> Page[T]:
    """The page that a query asks for. Raises `Problem` (`limit-invalid`, `cursor-invalid`)."""
    limit, after = limit_and_after(query)
    rest = things if after is None else (thing for thing in things if key(thing) > after)
    return _page(nsmallest(limit + 1, rest, key=key), limit, key)


def page_in_order(things: Iterable[T], key: Callable[[T], str], query: Mapping[str, str]) -> Page[T]:
    """The same, of things that come in the order of their keys: no more of them are looked at than needed."""
    limit, after = limit_and_after(query)
    found = list(islice((thing for thing in things if after is None or key(thing) > after), limit + 1))
    return _page(found, limit, key)


def cursor_after(key: str) -> str:
    """The cursor of the page that begins after this key."""
    return cursor_of(key.encode())


def newest_first(at_us: int, name: str) -> str:
    """The key of what comes the earlier the later it was."""
    return f"{_LATEST_US - at_us:0{TIME_DIGITS}d}{name}"


def time_of(key: str) -> int:
    """The time in a key of `newest_first`. Raises `ValueError`."""
    digits = key[:TIME_DIGITS]
    if len(digits) != TIME_DIGITS or not digits.isascii() or not digits.isdigit():
        raise ValueError(key)
    return _LATEST_US - int(digits)


async def page_looked_for(
    desk: Desk[S, Any, Any],
    ids: Sequence[str],
    look: Callable[[S, int, Sequence[str]], Iterable[T]],
    key: Callable[[T], str],
    volumes: Callable[[T], int],
    query: Mapping[str, str],
    at_once: int = _AT_ONCE,
) -> Page[T]:
    """The page that a query asks for, of things with these ids (in order), of which `look` gives those that are asked
    for, and `key` their ids again. Some at a time: whoever asks for what is not there keeps nobody waiting."""
    limit, after = limit_and_after(query)
    rest = ids if after is None else ids[bisect_right(ids, after) :]
    found: list[T] = []
    held = 0
    async for thing in _looked(desk, rest, look, at_once):
        if len(found) == limit or (found and held + volumes(thing) > MOST_VOLUMES):
            return _page([*found, thing], len(found), key)
        found.append(thing)
        held += volumes(thing)
    return Page(found)


async def looked_for(
    desk: Desk[S, Any, Any],
    ids: Sequence[K],
    look: Callable[[S, int, Sequence[K]], Iterable[T]],
    most: int,
    at_once: int = _AT_ONCE,
) -> list[T]:
    """The same without pages; no more than one more than so many."""
    found: list[T] = []
    async for thing in _looked(desk, ids, look, at_once):
        found.append(thing)
        if len(found) > most:
            break
    return found


async def _looked(
    desk: Desk[S, Any, Any],
    ids: Sequence[K],
    look: Callable[[S, int, Sequence[K]], Iterable[T]],
    at_once: int = _AT_ONCE,
) -> AsyncGenerator[T, None]:
    for first in range(0, len(ids), at_once):
        some = ids[first : first + at_once]
        for thing in await desk.read(lambda state, now_us, some=some: list(look(state, now_us, some))):  # type: ignore[misc]
            yield thing
        await asyncio.sleep(0)  # the others


def _page(found: list[T], limit: int, key: Callable[[T], str]) -> Page[T]:
    if len(found) <= limit:
        return Page(found)
    return Page(found[:limit], cursor_after(key(found[limit - 1])))


def limit_and_after(query: Mapping[str, str]) -> tuple[int, str | None]:
    """How many a query asks for, and after which key. Raises `Problem` (`limit-invalid`, `cursor-invalid`)."""
    return _limit(query.get("limit")), _after(query.get("cursor"))


def _limit(given: str | None) -> int:
    if given is None:
        return USUAL
    if not given.isascii() or not given.isdigit() or len(given) > 9 or not 1 <= int(given) <= MOST:
        raise Problem(400, "limit-invalid", f"a whole number from 1 to {MOST:,}", "limit")
    return int(given)


def _after(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return place_in(given).decode()
    except ValueError:
        raise Problem(400, "cursor-invalid", "not the `next` of any page; begin without a cursor", "cursor") from None
