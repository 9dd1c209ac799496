"""The way to one witness elsewhere: bounded in time and length, never redirected, and to no private address unless the
operator allows those."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass

import httpcore

from tansiq.gateways.reachable import PublicOnly

WITHIN_S, CONNECT_WITHIN_S = 15.0, 5.0


class Unanswered(Exception):  # noqa: N818
    """No whole answer in time, or one that is too long."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back; the media type in lower case and without its parameters."""

    status: int
    media_type: bytes
    body: bytes


class Way:
    """One connection, which is kept open. Lives on one event loop. `prefix`: what all addresses begin with."""

    def __init__(self, prefix: str, *, allow_private: bool, tls: ssl.SSLContext | None = None) -> None:
        self.prefix = prefix.rstrip("/")
        self._backend = PublicOnly(allow_private=allow_private)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or ssl.create_default_context(),
            max_connections=1,
            keepalive_expiry=60.0,
            network_backend=self._backend,
        )

    async def close(self) -> None:
        """Ends the connection."""
        await self._pool.aclose()
        self._backend.close()

    async def ask(self, method: str, step: str, body: bytes = b"", *, longest: int) -> Answered:
        """Raises `AddressRefused`, `Unanswered`."""
        timeouts = {"connect": CONNECT_WITHIN_S, "read": WITHIN_S, "write": WITHIN_S, "pool": WITHIN_S}
        headers = [("content-type", "text/plain; charset=utf-8"), ("user-agent", "tansiq")]
        try:
            async with (
                asyncio.timeout(WITHIN_S),
                self._pool.stream(
                    method, f"{self.prefix}/{step}", headers=headers, content=body, extensions={"timeout": timeouts}
                ) as got,
            ):
                answer = bytearray()
                async for piece in got.aiter_stream():
                    answer += piece
                    if len(answer) > longest:
                        raise Unanswered("the answer is too long")
        except (TimeoutError, httpcore.TimeoutException):
            raise Unanswered("no answer in time") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Unanswered(str(error) or type(error).__name__) from None
        media_type = next((value for name, value in got.headers if name.lower() == b"content-type"), b"")
        return Answered(got.status, media_type.partition(b";")[0].strip().lower(), bytes(answer))
