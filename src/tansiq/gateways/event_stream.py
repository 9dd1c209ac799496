"""Server-sent events, as they are read (HTML Standard, 9.2.6), and an office's feed, followed through every cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from tansiq.gateways.api_client import ROOT, ApiRefused, problem_of, showing

LONGEST_EVENT = 1_048_576
SILENCE_S = 45.0
"""The office says something every 15 s: whoever hears nothing for so long has lost it."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 30.0
_LONGEST_PROBLEM = 65_536
_BESIDE = frozenset({"beat", "link"})
"""Events that are no items: that the line carries, and, from a party's own centre, how its link to the office is."""
_PASSING = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Event:
    """One of a stream: its kind (`message` if it does not say), its data, and the last id that was said."""

    kind: str
    data: str
    id: str


class Lost(Exception):  # noqa: N818  what becomes of every connection in the end
    """The stream ended, or the office does not answer for now."""


async def events_of(pieces: AsyncIterator[bytes]) -> AsyncGenerator[Event, None]:
    """The events in a stream of bytes; a last one that is not whole is none. Raises `Lost` for one without end."""
    kind = last = ""
    data: list[str] = []
    size = 0
    async with aclosing(_lines(pieces)) as lines:
        async for line in lines:
            size += len(line)
            if size > LONGEST_EVENT:
                raise Lost(f"an event of more than {LONGEST_EVENT:,} bytes")
            if not line:
                if data:
                    yield Event(kind or "message", "\n".join(data), last)
                kind, data, size = "", [], 0
                continue
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if name == "data":
                data.append(value)
            elif name == "event":
                kind = value
            elif name == "id" and "\0" not in value:
                last = value


async def follow(
    client: httpx.AsyncClient,
    token: Callable[[], str],
    after: int,
    *,
    lost: Callable[[str], None] = lambda why: None,
    found: Callable[[], None] = lambda: None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncGenerator[dict[str, Any], None]:
    """The items of a party's feed after one, as they come, each once, however often the stream is cut. Where older ones
    are no longer kept, `{"gap": true, "last": N}` stands for them. `token` gives one that is good now; `lost` is told
    of each cut, `found` of each time that the stream is there. Raises `ApiRefused` if the office no longer lets the
    party listen."""
    wait_s, refused = _FIRST_WAIT_S, False

    def heard() -> None:
        nonlocal wait_s, refused
        wait_s, refused = _FIRST_WAIT_S, False
        found()

    while True:
        try:
            async with aclosing(_listen(client, token(), after, heard)) as items:
                async for item in items:
                    after = item["last"] if "gap" in item else item["number"]
                    yield item
            lost("the office has ended the stream")
        except (httpx.TransportError, Lost) as error:
            lost(str(error) or type(error).__name__)
        except ApiRefused as problem:
            if problem.status == 401 and not refused:  # the token has run out while we listened: another, once
                refused = True
                continue
            if problem.status not in _PASSING:
                raise
            lost(str(problem))
        await sleep(wait_s)
        wait_s = min(wait_s * 2, _LONGEST_WAIT_S)


async def _listen(
    client: httpx.AsyncClient, token: str, after: int, heard: Callable[[], None]
) -> AsyncGenerator[dict[str, Any], None]:
    headers = {**showing(token), "Last-Event-ID": str(after), "Accept": "text/event-stream"}
    timeout = httpx.Timeout(30.0, read=SILENCE_S)
    async with client.stream("GET", f"{ROOT}/events", headers=headers, timeout=timeout) as answer:
        if answer.status_code != 200:
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece[: _LONGEST_PROBLEM - len(body)]
            raise problem_of(httpx.Response(answer.status_code, content=bytes(body)))
        heard()
        async with aclosing(events_of(answer.aiter_bytes())) as events:
            async for event in events:
                if event.kind not in _BESIDE:
                    yield _item(event)


def _item(event: Event) -> dict[str, Any]:
    try:
        item = msgspec.json.decode(event.data)
        if event.kind == "gap":
            return {"gap": True, "last": int(item["last"])}
        return {**item, "number": int(item["number"])}
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        raise Lost("what answers there is no office: an event that is not of a feed") from None


async def _lines(pieces: AsyncIterator[bytes]) -> AsyncGenerator[str, None]:
    """Lines end with LF, CR or both; nothing else ends one, unlike `splitlines`."""
    rest, after_cr = b"", False
    async for piece in pieces:
        if after_cr and piece.startswith(b"\n"):
            piece = piece[1:]
        after_cr = piece.endswith(b"\r") if piece else after_cr
        *whole, rest = (rest + piece).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace")
        if len(rest) > LONGEST_EVENT:
            raise Lost(f"a line of more than {LONGEST_EVENT:,} bytes")
