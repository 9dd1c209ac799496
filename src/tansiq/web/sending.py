"""An answer on its way out, as ASGI sends it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing
from typing import Any, TypeAlias

from tansiq.gateways.contract import Answer

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

_GUARDS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
)
"""With every answer that does not say otherwise: opened by itself in a browser, none runs or is framed."""
_NOT_KEPT: Header = (b"cache-control", b"no-store")


def guarded(headers: Iterable[Header], *, kept: bool = True) -> list[Header]:
    """The headers, and the guards that they lack. `kept`: whether a browser may keep the answer on its disk."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    wanted = _GUARDS if kept else (*_GUARDS, _NOT_KEPT)
    return [*given, *(guard for guard in wanted if guard[0] not in names)]


async def send_answer(send: Send, answer: Answer, request_id: bytes, *, kept: bool = True) -> None:
    """Sends status, headers and body; what streams is left open. `kept`: see `guarded`."""
    first = ((b"content-type", answer.media_type), (b"x-request-id", request_id))
    plain = kept and not answer.headers  # most of a traffic service's: nothing to look for
    headers = [*first, *_GUARDS] if plain else guarded((*first, *answer.headers), kept=kept)
    if answer.stream is None:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": answer.stream is not None})


async def send_stream(send: Send, receive: Receive, stream: AsyncGenerator[bytes, None]) -> None:
    """Sends what comes until the stream ends or the asker is gone."""

    async def forward() -> None:
        async with aclosing(stream):
            async for piece in stream:
                await send({"type": "http.response.body", "body": piece, "more_body": True})

    forwarding = asyncio.create_task(forward())
    gone = asyncio.create_task(_disconnected(receive))
    try:
        await asyncio.wait((forwarding, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (forwarding, gone):
            task.cancel()
        await asyncio.gather(forwarding, gone, return_exceptions=True)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
