"""A journal copied to another store, entry for entry, as it is: headers, salts, bodies, what is left of those that were
erased, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn, Protocol

from tansiq.journal.blobs import Blobs
from tansiq.journal.entry import Entry

_ENTRIES = 2_000
_BYTES = 4 << 20
"""Of bodies: so much is held in memory, and made durable at once."""


class AtRest(Protocol):
    """A journal that nobody appends to meanwhile."""

    @property
    def blobs(self) -> Blobs:
        """The files that belong to it."""

    def entries(self) -> Iterator[Entry]:
        """All of them, in order, each checked before it is given; at the end, that none is missing there. Raises
        `JournalDamaged`, `StoreUnavailable`."""


class Growing(AtRest, Protocol):
    """A journal that is being made; `entries` are those that were put in, read back."""

    def put(self, entries: list[Entry]) -> None:
        """Verified entries, each behind the last one. Raises `StoreUnavailable`."""


def copy_entries(entries: Iterable[Entry], made: Growing, on_progress: Callable[[int], None]) -> None:
    """`on_progress` hears how many have been put in. Raises what reading and putting in raise."""
    done = 0
    for page in _pages(entries):
        made.put(page)
        done += len(page)
        on_progress(done)


def copy_blobs(there: Blobs, made: Blobs, on_progress: Callable[[int], None]) -> int:
    """All of them, with the time at which each was put in; each is looked at where it came to. How many. Raises
    `BlobDamaged`, `OSError`, `StoreUnavailable`."""
    done = 0
    for digest, put_us in there.all():
        data = there.get(digest)
        if data is None:
            _gone(digest)
        made.adopt(data, put_us)
        if made.get(digest) != data:
            _gone(digest)
        done += 1
        on_progress(done)
    return done


def _gone(digest: str) -> NoReturn:
    raise OSError(f"the file {digest} was there and is gone")


def _pages(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    page: list[Entry] = []
    size = 0
    for entry in entries:
        page.append(entry)
        size += len(entry.body)
        if len(page) >= _ENTRIES or size >= _BYTES:
            yield page
            page, size = [], 0
    if page:
        yield page
