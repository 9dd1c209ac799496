"""The mirror: what the office shows the party, kept by the party's own centre, and how far its feed has been read.

One event takes in both: documents, word for word as the office gave them, and the number of the last item of the feed
that they rest on. So whatever ends the process when, the number never promises more than the documents hold. They may
be newer than the number; then their items come once more, and change nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from tansiq.centre.refusals import Refusal
from tansiq.journal.command import Command

if TYPE_CHECKING:
    from tansiq.centre.state import Centre

KEPT_ITEMS = 10_000
"""Items of the feed that are kept, for those who follow the centre as it follows the office."""
MOST_DOCUMENTS = 500_000
Key: TypeAlias = tuple[str, str]
"""What a document is about (a word of the feed) and which one."""


class Document(msgspec.Struct, frozen=True):
    """A thing in the office's own words (JSON)."""

    subject: str
    id: str
    body: msgspec.Raw


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """An item of the feed, as the office told it. Lists of words may grow: none is taken to be known."""

    number: int
    subject: str
    id: str
    why: str
    at: str
    priority: str
    level: int = 0


class WentBack(msgspec.Struct, frozen=True):
    """At `at_us` the office knew another past than the one that had been read up to item `read`: the same only up to
    item `common`, of the moment `common_at`. So it was put back to an older copy."""

    at_us: int
    read: int
    common: int
    common_at: str


class MirrorTaken(msgspec.Struct, frozen=True, omit_defaults=True, tag="mirror.taken", tag_field="kind"):
    """The office showed these documents, and those no more; it told these items, up to `last`. `jumped`: some
    before them were missed, and everything was looked at anew; `went_back`: because the office had gone back."""

    at_us: int
    last: int
    put: tuple[Document, ...] = ()
    gone: tuple[Key, ...] = ()
    items: tuple[Item, ...] = ()
    jumped: bool = False
    went_back: WentBack | None = None


class MirrorRestored(msgspec.Struct, frozen=True, tag="mirror.restored", tag_field="kind"):
    """The mirror is as it was. Only undoes. `added`: so many of the newest items go; `items` come back before those
    that stay."""

    at_us: int
    last: int
    put: tuple[Document, ...]
    gone: tuple[Key, ...]
    items: tuple[Item, ...]
    added: int
    went_back: WentBack | None = None


MirrorEvent = MirrorTaken | MirrorRestored


@dataclass(frozen=True, slots=True)
class TakeIn(Command[int]):
    """Take in what the office showed and told. `after`: the number that this goes on from. `common`: the office has
    gone back, and its past is the same only up to this item and moment. Replies with how many documents are others
    now."""

    after: int
    last: int
    put: tuple[Document, ...] = ()
    gone: tuple[Key, ...] = ()
    items: tuple[Item, ...] = ()
    jumped: bool = False
    common: tuple[int, str] | None = None


class Mirror:
    """What is mirrored now. Only `evolve` changes it."""

    __slots__ = ("at_us", "count", "documents", "items", "last", "went_back")

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, bytes]] = {}
        """By subject and id; no subject without documents."""
        self.items: deque[Item] = deque()
        self.last = 0
        self.at_us = 0
        """When something was taken in last; 0: never."""
        self.count = 0
        self.went_back: WentBack | None = None
        """When the office went back last, if ever."""

    def find(self, subject: str, thing_id: str) -> bytes | None:
        """A document, if it is there."""
        return self.documents.get(subject, {}).get(thing_id)

    def after(self, number: int, at_most: int) -> tuple[list[Item], bool]:
        """Items after a number, and whether some of those are not kept."""
        kept_after = self.last - len(self.items)
        if number > self.last or number < kept_after:
            return [], True
        first = number - kept_after
        return list(islice(self.items, first, first + at_most)), False


def decide(state: Centre, command: TakeIn, now_us: int) -> tuple[tuple[MirrorTaken, ...], int]:
    """Refused: `mirror-moved`, `feed-broken`, `too-many`."""
    mirror = state.mirror
    if command.after != mirror.last:
        raise Refusal("mirror-moved", f"the mirror stands at item {mirror.last}, not at {command.after}")
    expected = command.last - len(command.items) if command.jumped else command.after
    for item in command.items:
        expected += 1
        if item.number != expected:
            raise Refusal("feed-broken", f"item {item.number} came where {expected} was to come")
    if expected != command.last:
        raise Refusal("feed-broken", f"the items end at {expected}, not at {command.last}")
    put = tuple(one for one in command.put if mirror.find(one.subject, one.id) != bytes(one.body))
    gone = tuple(key for key in command.gone if mirror.find(*key) is not None)
    if mirror.count + len(put) - len(gone) > MOST_DOCUMENTS:
        raise Refusal("too-many", f"a mirror holds at most {MOST_DOCUMENTS:,} documents")
    if not (put or gone or command.items or command.jumped):
        return (), 0
    went_back = None if command.common is None else WentBack(now_us, command.after, *command.common)
    event = MirrorTaken(now_us, command.last, put, gone, command.items, command.jumped, went_back)
    return (event,), len(put) + len(gone)


def evolve(state: Centre, event: MirrorEvent) -> None:
    """The state after the event."""
    mirror = state.mirror
    for key in event.gone:
        _drop(mirror, key)
    for document in event.put:
        _keep(mirror, document)
    if isinstance(event, MirrorTaken):
        if event.jumped:
            mirror.items.clear()
        mirror.items.extend(event.items)
        while len(mirror.items) > KEPT_ITEMS:
            mirror.items.popleft()
        mirror.went_back = event.went_back or mirror.went_back
    else:
        for _ in range(event.added):
            mirror.items.pop()
        mirror.items.extendleft(reversed(event.items))
        mirror.went_back = event.went_back
    mirror.last, mirror.at_us = event.last, event.at_us


def invert(state: Centre, event: MirrorEvent) -> tuple[MirrorRestored, ...]:
    """What takes the state back to where it is before the event. What only undoes is not itself undone."""
    if isinstance(event, MirrorRestored):
        return ()
    mirror = state.mirror
    old = {key: mirror.find(*key) for key in (*event.gone, *((one.subject, one.id) for one in event.put))}
    put = tuple(Document(*key, msgspec.Raw(body)) for key, body in old.items() if body is not None)
    gone = tuple(key for key, body in old.items() if body is None)
    before = 0 if event.jumped else len(mirror.items)
    lost = len(mirror.items) if event.jumped else max(0, before + len(event.items) - KEPT_ITEMS)
    stays = len(event.items) - max(0, len(event.items) - KEPT_ITEMS)
    items = tuple(islice(mirror.items, min(lost, len(mirror.items))))
    return (MirrorRestored(mirror.at_us, mirror.last, put, gone, items, stays, mirror.went_back),)


class MirrorHead(msgspec.Struct, frozen=True):
    """How far the feed has been read, for the snapshot."""

    last: int
    at_us: int
    items: tuple[Item, ...]
    went_back: WentBack | None = None


def heads(state: Centre) -> Iterator[MirrorHead]:
    """One, once the feed has been read at all."""
    mirror = state.mirror
    if mirror.at_us:
        yield MirrorHead(mirror.last, mirror.at_us, tuple(mirror.items), mirror.went_back)


def keep_head(state: Centre, row: MirrorHead) -> None:
    """The feed was read as far as the snapshot says."""
    state.mirror.last, state.mirror.at_us, state.mirror.went_back = row.last, row.at_us, row.went_back
    state.mirror.items.extend(row.items)


def documents(state: Centre) -> Iterator[tuple[str, str, bytes]]:
    """Subject, id and body (JSON) of every document, in order."""
    for subject, about in sorted(state.mirror.documents.items()):
        for thing_id in sorted(about):
            yield subject, thing_id, about[thing_id]


def keep_document(state: Centre, row: tuple[str, str, bytes]) -> None:
    """A document as the snapshot had it."""
    subject, thing_id, body = row
    _keep(state.mirror, Document(subject, thing_id, msgspec.Raw(body)))


def _keep(mirror: Mirror, document: Document) -> None:
    documents = mirror.documents.setdefault(document.subject, {})
    mirror.count += document.id not in documents
    documents[document.id] = bytes(document.body)


def _drop(mirror: Mirror, key: Key) -> None:
    subject, thing_id = key
    documents = mirror.documents.get(subject, {})
    if documents.pop(thing_id, None) is not None:
        mirror.count -= 1
        if not documents:
            del mirror.documents[subject]
