"""The mirror: what the office shows the party, kept by the party's own centre, and how far its feed has been read.

One event takes in both: documents, word for word as the office gave them, and the number of the last item of the feed
that they rest on. So whatever ends the process when, the number never promises more than the documents hold. They may
be newer than the number; then their items come once more, and change nothing.

Of reports, requests, incidents and quiet periods an office may have more than a centre has room for: of them what
changed last is kept, as much as there is room for, and that there is more (`short`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from tansiq.centre.refusals import Refusal
from tansiq.centre.shelves import Shelf, overflowing
from tansiq.journal.command import Command

if TYPE_CHECKING:
    from tansiq.centre.state import Centre

KEPT_ITEMS = 10_000
"""Items of the feed that are kept, for those who follow the centre as it follows the office."""
MOST_DOCUMENTS = 500_000


class Room(NamedTuple):
    """How much of one subject is kept: so many documents of so many bytes together."""

    documents: int
    size: int


ROOM = {
    "report": Room(50_000, 256 << 20),
    "request": Room(20_000, 64 << 20),
    "incident": Room(20_000, 64 << 20),
    "quiet-period": Room(5_000, 32 << 20),
}
"""Of these what changed last is kept, as far as there is room."""
Key: TypeAlias = tuple[str, str]
"""What a document is about (a word of the feed) and which one."""


class Document(msgspec.Struct, frozen=True):
    """A thing in the office's own words (JSON). `changed_us`: when it changed last, where what changed last is kept."""

    subject: str
    id: str
    body: msgspec.Raw
    changed_us: int = 0


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
    before them were missed, and everything was looked at anew; `went_back`: because the office had gone back. `short`:
    of these subjects there is more at the office from now on; none: it is as it was."""

    at_us: int
    last: int
    put: tuple[Document, ...] = ()
    gone: tuple[Key, ...] = ()
    items: tuple[Item, ...] = ()
    jumped: bool = False
    went_back: WentBack | None = None
    short: tuple[str, ...] | None = None


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
    short: tuple[str, ...] = ()


MirrorEvent = MirrorTaken | MirrorRestored


@dataclass(frozen=True, slots=True)
class TakeIn(Command[int]):
    """Take in what the office showed and told. `after`: the number that this goes on from. `common`: the office has
    gone back, and its past is the same only up to this item and moment. `short`: of these subjects not all that there
    is has been looked at; none: what is known of that holds. Replies with how many documents are others now."""

    after: int
    last: int
    put: tuple[Document, ...] = ()
    gone: tuple[Key, ...] = ()
    items: tuple[Item, ...] = ()
    jumped: bool = False
    common: tuple[int, str] | None = None
    short: tuple[str, ...] | None = None


class Mirror:
    """What is mirrored now. Only `evolve` changes it."""

    __slots__ = ("at_us", "count", "documents", "items", "last", "shelves", "short", "went_back")

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
        self.shelves = {subject: Shelf() for subject in ROOM}
        self.short: tuple[str, ...] = ()
        """Of these subjects the office has more than is mirrored."""

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
    put, over = _within_room(mirror, put, command.gone)
    gone = tuple(dict.fromkeys(key for key in (*command.gone, *over) if mirror.find(*key) is not None))
    short = _short(mirror, command, over)
    if mirror.count + len(put) - len(gone) > MOST_DOCUMENTS:
        raise Refusal("too-many", f"a mirror holds at most {MOST_DOCUMENTS:,} documents")
    if not (put or gone or command.items or command.jumped or short is not None):
        return (), 0
    went_back = None if command.common is None else WentBack(now_us, command.after, *command.common)
    event = MirrorTaken(now_us, command.last, put, gone, command.items, command.jumped, went_back, short)
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
        mirror.short = mirror.short if event.short is None else event.short
    else:
        for _ in range(event.added):
            mirror.items.pop()
        mirror.items.extendleft(reversed(event.items))
        mirror.went_back, mirror.short = event.went_back, event.short
    mirror.last, mirror.at_us = event.last, event.at_us


def invert(state: Centre, event: MirrorEvent) -> tuple[MirrorRestored, ...]:
    """What takes the state back to where it is before the event. What only undoes is not itself undone."""
    if isinstance(event, MirrorRestored):
        return ()
    mirror = state.mirror
    old = {key: mirror.find(*key) for key in (*event.gone, *((one.subject, one.id) for one in event.put))}
    put = tuple(
        Document(*key, msgspec.Raw(body), _changed_us(mirror, *key)) for key, body in old.items() if body is not None
    )
    gone = tuple(key for key, body in old.items() if body is None)
    before = 0 if event.jumped else len(mirror.items)
    lost = len(mirror.items) if event.jumped else max(0, before + len(event.items) - KEPT_ITEMS)
    stays = len(event.items) - max(0, len(event.items) - KEPT_ITEMS)
    items = tuple(islice(mirror.items, min(lost, len(mirror.items))))
    return (MirrorRestored(mirror.at_us, mirror.last, put, gone, items, stays, mirror.went_back, mirror.short),)


class MirrorHead(msgspec.Struct, frozen=True):
    """How far the feed has been read, for the snapshot."""

    last: int
    at_us: int
    items: tuple[Item, ...]
    went_back: WentBack | None = None
    short: tuple[str, ...] = ()


def heads(state: Centre) -> Iterator[MirrorHead]:
    """One, once the feed has been read at all."""
    mirror = state.mirror
    if mirror.at_us:
        yield MirrorHead(mirror.last, mirror.at_us, tuple(mirror.items), mirror.went_back, mirror.short)


def keep_head(state: Centre, row: MirrorHead) -> None:
    """The feed was read as far as the snapshot says."""
    state.mirror.last, state.mirror.at_us = row.last, row.at_us
    state.mirror.went_back, state.mirror.short = row.went_back, row.short
    state.mirror.items.extend(row.items)


def documents(state: Centre) -> Iterator[tuple[str, str, bytes, int]]:
    """Subject, id, body (JSON) and when it changed (0 where that does not matter) of every document, in order."""
    for subject, about in sorted(state.mirror.documents.items()):
        for thing_id in sorted(about):
            yield subject, thing_id, about[thing_id], _changed_us(state.mirror, subject, thing_id)


def keep_document(state: Centre, row: tuple[str, str, bytes, int]) -> None:
    """A document as the snapshot had it."""
    subject, thing_id, body, changed_us = row
    _keep(state.mirror, Document(subject, thing_id, msgspec.Raw(body), changed_us))


def _within_room(
    mirror: Mirror, put: tuple[Document, ...], gone: Sequence[Key]
) -> tuple[tuple[Document, ...], tuple[Key, ...]]:
    """What of this is put, and what has no room, the new or what was there."""
    over: set[Key] = set()
    for subject, room in ROOM.items():
        new = {one.id: (one.changed_us, len(bytes(one.body))) for one in put if one.subject == subject}
        if new:
            away = {thing_id for about, thing_id in gone if about == subject}
            over |= {(subject, i) for i in overflowing(mirror.shelves[subject], new, away, room.documents, room.size)}
    return tuple(one for one in put if (one.subject, one.id) not in over), tuple(sorted(over))


def _short(mirror: Mirror, command: TakeIn, over: Sequence[Key]) -> tuple[str, ...] | None:
    """Of which subjects there is more than is mirrored, if that is others than before."""
    said = mirror.short if command.short is None else command.short
    short = tuple(sorted({*said, *(subject for subject, _ in over)}))
    return None if short == mirror.short else short


def _changed_us(mirror: Mirror, subject: str, thing_id: str) -> int:
    shelf = mirror.shelves.get(subject)
    return 0 if shelf is None else shelf.changed_us(thing_id)


def _keep(mirror: Mirror, document: Document) -> None:
    documents = mirror.documents.setdefault(document.subject, {})
    mirror.count += document.id not in documents
    documents[document.id] = bytes(document.body)
    if (shelf := mirror.shelves.get(document.subject)) is not None:
        shelf.keep(document.id, document.changed_us, len(documents[document.id]))


def _drop(mirror: Mirror, key: Key) -> None:
    subject, thing_id = key
    documents = mirror.documents.get(subject, {})
    if documents.pop(thing_id, None) is not None:
        mirror.count -= 1
        if not documents:
            del mirror.documents[subject]
        if (shelf := mirror.shelves.get(subject)) is not None:
            shelf.drop(thing_id)
