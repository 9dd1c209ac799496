"""The outside form of a party's feed, the same at the office and at a party's own centre: which page of it is asked
for, or how it is streamed (HTML Standard, 9.2), and what says that the line is there while there is nothing to tell."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from tansiq.gateways.contract import Answer, Call, Problem

MOST_ITEMS = 1_000
BEAT_S = 15
"""A stream that has nothing to say says so: whoever hears nothing for longer has lost the connection."""
MEDIA_TYPE = "text/event-stream"
_AFTER = "the number of the last item that is known; 0 for all that is kept"
PAGE_PARAMETERS = {"after": _AFTER, "limit": f"how many at most (1 to {MOST_ITEMS:,})"}
STREAM_PARAMETERS = {
    "after": f"{_AFTER}; none: only what is new",
    "beat": f"the stream is never silent for more than so many seconds (1 to {BEAT_S}; {BEAT_S} if not given); whoever "
    'asks hears it as an event, too: `beat`, `{"last": N}`, at once and after each silence',
}
_HEADERS = ((b"cache-control", b"no-store"), (b"x-accel-buffering", b"no"))


@dataclass(frozen=True, slots=True)
class Wish:
    """How a stream is to be. `after`: the last item that is known; None for only what is new. `beat_s`: how long it may
    be silent, if the asker said so."""

    after: int | None
    beat_s: int | None

    @property
    def silent_s(self) -> int:
        """How long it may be silent."""
        return self.beat_s or BEAT_S

    def beat(self, last: int) -> bytes:
        """Said after a silence. Whoever reads the bytes sees the comment; a page's `EventSource` shows events alone. It
        has no id, so that it moves nobody's place in the feed."""
        if self.beat_s is None:
            return b": still here\n\n"
        return b': still here\nevent: beat\ndata: {"last":%d}\n\n' % last

    def begun(self, last: int, pieces: AsyncGenerator[bytes, None]) -> Answer:
        """The stream, which begins with a beat: its asker knows from then on that the line carries."""
        return Answer(200, b"retry: 1000\n\n" + self.beat(last), _HEADERS, MEDIA_TYPE.encode(), pieces)


def wish_of(call: Call) -> Wish:
    """A browser that reconnects sends the last number that it knows by itself; it comes before what the address says.
    Raises `Problem` (`number-invalid`)."""
    known = call.headers.get(b"last-event-id", b"").decode("latin-1") or call.query.get("after")
    beat = call.query.get("beat")
    if beat is not None and not (_is_whole(beat) and 1 <= int(beat) <= BEAT_S):
        raise Problem(400, "number-invalid", f"a whole number of seconds from 1 to {BEAT_S}", "beat")
    return Wish(None if known is None else _after(known), None if beat is None else int(beat))


def page_of(call: Call) -> tuple[int, int]:
    """After which item, and how many at most. Raises `Problem` (`number-invalid`, `limit-invalid`)."""
    after, limit = _after(call.query.get("after", "0")), call.query.get("limit", "100")
    if not _is_whole(limit):
        raise Problem(400, "number-invalid", "a whole number, 0 or more", "limit")
    if not 1 <= int(limit) <= MOST_ITEMS:
        raise Problem(400, "limit-invalid", f"a whole number from 1 to {MOST_ITEMS:,}", "limit")
    return after, int(limit)


def gap(last: int) -> bytes:
    """Older items than asked for are no longer at hand; the next is after the last."""
    return b'event: gap\nid: %d\ndata: {"last":%d}\n\n' % (last, last)


def item(number: int, subject: str, body: bytes) -> bytes:
    """One item of the feed."""
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (number, subject.encode(), body)


def _after(value: str) -> int:
    if not _is_whole(value):
        raise Problem(400, "number-invalid", "a whole number, 0 or more", "after")
    return int(value)


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 15
