"""Webhooks as the Standard Webhooks specification 1.0.0 has them: signed with HMAC-SHA256, posted, never redirected."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import ssl
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore

from tansiq.centre.mishaps import Mishap, MishapCode
from tansiq.gateways.contract import Problem
from tansiq.gateways.reachable import AddressRefused, PublicOnly, is_public, literal
from tansiq.gateways.undelivered import Undelivered

SECRET_BYTES, SECRET_PREFIX = 32, "whsec_"
LONGEST_URL = 1_000
TIMEOUT_S, CONNECT_TIMEOUT_S = 15.0, 5.0
LONGEST_ANSWER = 16_384
LONGEST_WAIT_S = 300.0
_MOST_LANES = 200
"""Connections that are kept open although nothing is on its way."""
_GONE, _TOO_MANY, _UNAVAILABLE = 410, 429, 503


def new_secret() -> bytes:
    """What signs an endpoint's webhooks."""
    return os.urandom(SECRET_BYTES)


def written_secret(secret: bytes) -> str:
    """As it is shown, once, to whom it is for."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def signature(secret: bytes, delivery_id: str, timestamp_s: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    signed = b"%b.%d.%b" % (delivery_id.encode(), timestamp_s, body)
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


def check_url(url: str, field: str, *, allow_http: bool, allow_private: bool) -> str:
    """A URL to which webhooks can go. Raises `Problem` (`webhook-url-invalid`)."""
    schemes = ("https", "http") if allow_http else ("https",)
    fault = ""
    if not 1 <= len(url) <= LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        fault = f"1 to {LONGEST_URL:,} printable ASCII characters without spaces"
    else:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise Problem(400, "webhook-url-invalid", f"not a URL: {error}", field) from None
        written = literal(host)
        if parts.scheme not in schemes:
            fault = f"the URL must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
        elif not host or port == 0 or "@" in parts.netloc or parts.fragment:
            fault = "the URL needs a host, and has no user, password or fragment"
        elif written is not None and not allow_private and not is_public(written):
            fault = f"{host} is not an address of the open internet"
    if fault:
        raise Problem(400, "webhook-url-invalid", fault, field)
    return url


@dataclass(slots=True)
class _Lane:
    pool: httpcore.AsyncConnectionPool
    in_use: int = 0


class Webhooks:
    """Posts to parties' services. Lives on one event loop.

    Each lane has connections of its own: none waits for another, and finding one costs the same however many there are.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout_s: float = TIMEOUT_S,
        tls: ssl.SSLContext | None = None,
        clock_s: Callable[[], float] = time.time,
    ) -> None:
        self._backend = PublicOnly(allow_private=allow_private)
        self._timeout_s, self._clock_s = timeout_s, clock_s
        self._tls = tls or ssl.create_default_context()
        self._lanes: OrderedDict[str, _Lane] = OrderedDict()

    async def close(self) -> None:
        """Ends all connections."""
        while self._lanes:
            await self._lanes.popitem()[1].pool.aclose()
        self._backend.close()

    async def post(self, lane: str, url: str, secret: bytes, delivery_id: str, body: bytes) -> int:
        """Posts once; the status (2xx). Raises `Undelivered`, for any other status too."""
        taken = self._take(lane)
        try:
            await self._give_up_oldest()
            return await self._post(taken.pool, url, secret, delivery_id, body)
        finally:
            taken.in_use -= 1

    def _take(self, name: str) -> _Lane:
        lane = self._lanes.get(name)
        if lane is None:
            pool = httpcore.AsyncConnectionPool(
                ssl_context=self._tls,
                max_connections=2,
                max_keepalive_connections=1,
                keepalive_expiry=30.0,
                network_backend=self._backend,
            )
            lane = self._lanes[name] = _Lane(pool)
        self._lanes.move_to_end(name)
        lane.in_use += 1
        return lane

    async def _give_up_oldest(self) -> None:
        """Of the lanes in which nothing is on its way, the one longest unused, if there are many."""
        if len(self._lanes) > _MOST_LANES:
            oldest = next((name for name, lane in self._lanes.items() if not lane.in_use), None)
            if oldest is not None:
                await self._lanes.pop(oldest).pool.aclose()

    async def _post(
        self, pool: httpcore.AsyncConnectionPool, url: str, secret: bytes, delivery_id: str, body: bytes
    ) -> int:
        now_s = int(self._clock_s())
        headers = [
            ("content-type", "application/json"),
            ("user-agent", "tansiq"),
            ("webhook-id", delivery_id),
            ("webhook-timestamp", str(now_s)),
            ("webhook-signature", signature(secret, delivery_id, now_s, body)),
        ]
        step_s = min(CONNECT_TIMEOUT_S, self._timeout_s)
        timeouts = {"connect": step_s, "read": self._timeout_s, "write": self._timeout_s, "pool": self._timeout_s}
        status, wait_s = 0, 0.0
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                pool.stream("POST", url, headers=headers, content=body, extensions={"timeout": timeouts}) as answer,
            ):
                status, wait_s = answer.status, _asked_to_wait(answer)
                await _read_a_little(answer)
        except AddressRefused as refused:
            mishap = Mishap(MishapCode.ADDRESS_NOT_PUBLIC, quoted=refused.host, address=refused.address)
            raise Undelivered(mishap) from None
        except (TimeoutError, httpcore.TimeoutException):
            if not 200 <= status < 300:  # what it answered counts, even if it never ends its answer
                raise Undelivered(Mishap(MishapCode.NO_ANSWER, within_s=self._timeout_s)) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError, ValueError) as error:
            if not 200 <= status < 300:
                raise Undelivered(_why(error)) from None
        if 200 <= status < 300:
            return status
        if 300 <= status < 400:
            raise Undelivered(Mishap(MishapCode.REDIRECTED, status=status))
        if status == _GONE:
            raise Undelivered(Mishap(MishapCode.GONE), final=True)
        waits = status in (_TOO_MANY, _UNAVAILABLE)
        raise Undelivered(Mishap(MishapCode.ANSWERED, status=status), wait_s=wait_s if waits else 0.0)


async def _read_a_little(answer: httpcore.Response) -> None:
    """A short answer is read to its end, so that the connection can be used again; a long one is cut off."""
    read = 0
    async for piece in answer.aiter_stream():
        read += len(piece)
        if read > LONGEST_ANSWER:
            return


def _asked_to_wait(answer: httpcore.Response) -> float:
    for name, value in answer.headers:
        if name.lower() == b"retry-after" and value.isdigit() and len(value) < 10:
            return min(float(value), LONGEST_WAIT_S)
    return 0.0


def _why(error: Exception) -> Mishap:
    """What went wrong below HTTP, without what the other side may have put in."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Mishap(MishapCode.CERTIFICATE, quoted=cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return Mishap(MishapCode.NO_TLS)
        if isinstance(cause, ConnectionRefusedError):
            return Mishap(MishapCode.REFUSED)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectError):
        return Mishap(MishapCode.UNREACHABLE)
    if isinstance(error, httpcore.ProtocolError):
        return Mishap(MishapCode.NO_HTTP)
    return Mishap(MishapCode.BROKE_OFF)
