"""The office from a centre's side: its API asked with the centre's own token, fetched anew when that has ended."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from tansiq.gateways.oauth_client import TokenNotGiven, fetch_token

CONNECT_S, ANSWER_S, BEAT_WITHIN_S = 4.0, 10.0, 20.0
"""A stream beats every 15 s: one that is silent for longer than this has no office at its end."""
MOST_BYTES = 16 << 20
"""Of one answer: a page of a thousand large things fits."""
MOST_AT_ONCE = 16


class LinkBroken(Exception):  # noqa: N818  the network's fault, or the office's; never the caller's
    """The office cannot be reached, or does not answer as an office does. The message is for people."""


class AnswerTooLong(LinkBroken):
    """The office answers, with more than is taken in at once."""


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """What the office answered. `secret`: it is not to be kept."""

    status: int
    body: bytes
    media_type: str
    headers: Mapping[str, str]

    @property
    def secret(self) -> bool:
        """Whether it is shown this once and must not be kept."""
        return "no-store" in self.headers.get("cache-control", "")

    @property
    def content_type(self) -> str:
        """The media type with what belongs to it, as how its text is written."""
        return self.headers.get("content-type", "") or self.media_type

    @property
    def code(self) -> str:
        """The code of a problem; "" for anything else."""
        if self.status < 400 or self.media_type != "application/problem+json":
            return ""
        try:
            return msgspec.json.decode(self.body, type=_Coded).code
        except msgspec.MsgspecError:
            return ""


class _Coded(msgspec.Struct):
    code: str


class OfficeClient:
    """Speaks to one office. Lives on one event loop. `secret_now`: reads the secret again when it is refused, for it
    may have been changed."""

    def __init__(
        self,
        url: str,
        client_id: str,
        secret: str,
        token_url: str = "",
        *,
        secret_now: Callable[[], str] | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self._secret_now = secret_now
        self._client_id, self._secret, self._token_url = client_id, secret, token_url or f"{self.url}/oauth/token"
        self._http = httpx.AsyncClient(
            base_url=self.url,
            timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S),
            limits=httpx.Limits(max_connections=MOST_AT_ONCE + 8, max_keepalive_connections=MOST_AT_ONCE + 8),
            follow_redirects=False,
        )
        self._token = ""
        self.answered_s = time.monotonic()
        """When the office answered last."""
        self._fetching = asyncio.Lock()

    async def close(self) -> None:
        """Closes all connections."""
        await self._http.aclose()

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str | bytes] | None = None
    ) -> OfficeAnswer:
        """An answer that is the office's own: of what passes for one on the way (502, pages of proxies) it raises
        `LinkBroken`, as where there is none at all."""
        for last_try in (False, True):
            token = await self._valid_token()
            answer = await self._answer(method, path, body, {**(headers or {}), "authorization": f"Bearer {token}"})
            if answer.status != 401 or last_try:
                break
            self._forget(token)
        if answer.status == 401:
            raise LinkBroken("the office does not believe the token that its own token endpoint gave")
        if answer.status >= 300 and not answer.code:
            raise LinkBroken(f"what answers ({answer.status}) is no office: is {self.url} its address?")
        self.answered_s = time.monotonic()
        return answer

    async def listen(self, path: str) -> AsyncGenerator[None, None]:
        """Yields whenever the stream has something to say. Ends never; raises `LinkBroken` when it is over, or silent
        for too long."""
        token = await self._valid_token()
        timeout = httpx.Timeout(BEAT_WITHIN_S, connect=CONNECT_S)
        headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
        try:
            async with self._http.stream("GET", path, headers=headers, timeout=timeout) as answer:
                if answer.status_code == 401:
                    self._forget(token)
                if answer.status_code != 200 or answer.headers.get("content-type") != "text/event-stream":
                    raise LinkBroken(f"the office opens no stream of events ({answer.status_code})")
                async for piece in answer.aiter_raw():
                    if b"data:" in piece:
                        yield
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise LinkBroken(f"the stream of events broke off ({_said(error)})") from None
        raise LinkBroken("the office has ended the stream of events")

    async def _answer(self, method: str, path: str, body: bytes, headers: Mapping[str, Any]) -> OfficeAnswer:
        try:
            async with asyncio.timeout(ANSWER_S + CONNECT_S):
                async with self._http.stream(method, path, content=body or None, headers=headers) as answer:
                    pieces, size = [], 0
                    async for piece in answer.aiter_bytes():
                        pieces.append(piece)
                        size += len(piece)
                        if size > MOST_BYTES:
                            raise AnswerTooLong(f"an answer of the office is longer than {MOST_BYTES:,} bytes ({path})")
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            raise LinkBroken(f"the office does not answer ({_said(error)})") from None
        except TimeoutError:
            raise LinkBroken(f"no answer of the office within {ANSWER_S:g} s") from None
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return OfficeAnswer(answer.status_code, b"".join(pieces), media_type, answer.headers)

    async def _valid_token(self) -> str:
        if not self._token:
            async with self._fetching:
                if not self._token:
                    try:
                        self._token = await self._new_token()
                    except (ConnectionError, TokenNotGiven, httpx.HTTPError, OSError, ValueError) as error:
                        raise LinkBroken(str(error)) from None
        return self._token

    async def _new_token(self) -> str:
        try:
            return await fetch_token(self._http, self._client_id, self._secret, self._token_url)
        except TokenNotGiven:
            secret = self._secret if self._secret_now is None else self._secret_now()
            if secret == self._secret:
                raise
            self._secret = secret
            return await fetch_token(self._http, self._client_id, self._secret, self._token_url)

    def _forget(self, token: str) -> None:
        if self._token == token:
            self._token = ""


def _said(error: Exception) -> str:
    text = str(error)
    return text if text and len(text) < 200 else type(error).__name__


async def ended(stream: AsyncGenerator[None, None]) -> None:
    """Closes a stream that nobody listens to any more."""
    with contextlib.suppress(LinkBroken):
        await stream.aclose()
