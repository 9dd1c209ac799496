"""Whether the office that answers is the one that was read from, with the same past: it may have been put back to an
older copy, or another may be behind its address. Items of a feed never change: those that were read must still be
there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tansiq.centre.mirror import Item, Mirror

_AT_ONCE = 1_000


class Page(Protocol):
    """A page of the office's feed: see `FeedOut`."""

    @property
    def items(self) -> Sequence[Item]:
        """In order."""

    @property
    def last(self) -> int:
        """The newest item's number."""


Read = Callable[[int, int], Awaitable[Page]]
"""The office's feed after a number, so many items at most."""


@dataclass(frozen=True, slots=True)
class OtherPast:
    """The office's feed ends at `last`. Of what was read from it, it knows the items up to `common` (told at
    `common_at`), and those after it not, or others in their place. `none`: it knows none of them at all."""

    last: int
    common: int
    common_at: str
    none: bool


async def other_past(mirror: Mirror, read: Read) -> OtherPast | None:
    """None: the past is the same, or so much has been told since that it cannot be known any more."""
    if not mirror.last:
        return None
    held = {item.number: item for item in mirror.items}
    page = await read(mirror.last - 1, 1)
    shorter = page.last < mirror.last
    if not shorter and (not held or _alike(held, page.items) is not False):
        return None
    end, oldest = min(page.last, mirror.last), min(held, default=mirror.last + 1)
    compared = False
    while end >= oldest:
        after = max(oldest - 1, end - _AT_ONCE)
        items = [item for item in (await read(after, end - after)).items if item.number <= end]
        for item in reversed(items):
            compared = True
            if held.get(item.number) == item:
                return OtherPast(page.last, item.number, item.at, none=False)
        end = after
    return OtherPast(page.last, 0, "", none=bool(held) and (compared or page.last < oldest))


def _alike(held: dict[int, Item], items: Sequence[Item]) -> bool | None:
    """Whether an item is the one that is held; None if that one is not among them."""
    known = [item for item in items if item.number in held]
    return all(held[item.number] == item for item in known) if known else None
