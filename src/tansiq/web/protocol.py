"""uvicorn's HTTP protocol, with bounds on what it would collect without end: heads, trailers, chunk extensions."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tansiq.gateways.contract import problem_body

MAX_HEAD_BYTES = 65_536
HEAD_WITHIN_S = 15.0
STALLED_S = 60.0
"""Whoever takes nothing of what waits to be sent for so long is cut off."""
_BODY = problem_body("headers-too-long", f"the head of a request may have about {MAX_HEAD_BYTES:,} bytes")
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
)


class BoundedHttp(HttpToolsProtocol):
    """One connection. Of what belongs to no body it may send `MAX_HEAD_BYTES` beyond the piece that ended the last head
    or brought the last of a body; a head may take `HEAD_WITHIN_S`. Trailers are not kept. While more waits to be sent
    than the transport's high water (64 KiB) nothing more is written, and if none of it goes in `STALLED_S` the
    connection is cut: a reader that does not read costs no more than that, for no longer."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._in_head, self._answering = True, 0
        self._idle_bytes, self._progress, self._refused = 0, False, False
        self._head_timer: asyncio.TimerHandle | None = None
        self._stalled_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(HEAD_WITHIN_S, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_timer()
        self._forget_stalled()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._forget_stalled()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._forget_stalled()
        super().resume_writing()

    def _watch(self, waited: int) -> None:
        self._stalled_timer = self.loop.call_later(STALLED_S, self._still_stalled, waited)

    def _still_stalled(self, waited: int) -> None:
        waits = self.transport.get_write_buffer_size()
        if waits >= waited:
            self.transport.abort()
        else:
            self._watch(waits)

    def _forget_stalled(self) -> None:
        if self._stalled_timer is not None:
            self._stalled_timer.cancel()
            self._stalled_timer = None

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head, self._progress = False, True
        self._answering += 1
        self._forget_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._progress = True
        super().on_body(body)

    def on_response_complete(self) -> None:
        self._answering -= 1
        super().on_response_complete()
        self._refuse_if_due()

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._progress = False
        super().data_received(data)
        self._idle_bytes = 0 if self._progress else self._idle_bytes + len(data)
        if self._idle_bytes > MAX_HEAD_BYTES:
            self._refused = True
            self._refuse_if_due()
        elif self._in_head and self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_WITHIN_S, self._late)

    def _refuse_if_due(self) -> None:
        """Refuses once all that came before is answered."""
        if not self._refused or self.transport.is_closing():
            return
        if self._in_head and not self._answering:
            self.transport.write(_TOO_LARGE)
            self.transport.close()
        elif not self._in_head:
            self.transport.close()

    def _late(self) -> None:
        self._head_timer = None
        if self._in_head and not self._answering:
            self.transport.close()

    def _forget_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
