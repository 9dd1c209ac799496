"""Long lists in pages: a page names the key after which the next one begins, so that what is added or withdrawn
meanwhile makes nothing be missed or come twice."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from heapq import nsmallest
from itertools import islice
from typing import Generic, TypeVar

import msgspec

from tansiq.gateways.contract import Problem

T = TypeVar("T")
MOST, USUAL = 1_000, 100
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
    limit = _limit(query.get("limit"))
    after = _after(query.get("cursor"))
    rest = things if after is None else (thing for thing in things if key(thing) > after)
    return _page(nsmallest(limit + 1, rest, key=key), limit, key)


def page_in_order(things: Iterable[T], key: Callable[[T], str], query: Mapping[str, str]) -> Page[T]:
    """The same, of things that come in the order of their keys: no more of them are looked at than needed."""
    limit = _limit(query.get("limit"))
    after = _after(query.get("cursor"))
    found = list(islice((thing for thing in things if after is None or key(thing) > after), limit + 1))
    return _page(found, limit, key)


def _page(found: list[T], limit: int, key: Callable[[T], str]) -> Page[T]:
    if len(found) <= limit:
        return Page(found)
    return Page(found[:limit], base64.urlsafe_b64encode(key(found[limit - 1]).encode()).decode().rstrip("="))


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
        return base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        raise Problem(400, "cursor-invalid", "not the `next` of any page; begin without a cursor", "cursor") from None
