"""`/api/v1` from the other side: asks an office, page by page, and sends again what may be sent again."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from tansiq.gateways.out_of_reach import NoOffice

T = TypeVar("T")
ROOT = "/api/v1"
ATTEMPTS = 5
LONGEST_WAIT_S = 5.0
MOST_BYTES = 67_108_864
SESSION = "session:"
"""How what stands in place of a token begins if it is a person's session."""
_FIRST_WAIT_S = 0.2
_NEVER = "never"
_UNCHANGED = frozenset({"not-now", "journal-unavailable"})
_UNKNOWN = frozenset({"outcome-unknown", "too-slow"})


class ApiRefused(Exception):  # noqa: N818  an answer, not a fault
    """The office refused, and says why: in one line."""

    def __init__(self, status: int, code: str, message: str, field: str = "", more: Mapping[str, Any] = {}) -> None:
        super().__init__(f"{field}: {message} ({code})" if field else f"{message} ({code})")
        self.status, self.code, self.message, self.field, self.more = status, code, message, field, dict(more)


class Queued(Exception):  # noqa: N818  an answer, not a fault
    """A party's own centre, cut off from its office, has written a change down to be sent later: nobody else knows."""

    def __init__(self, key: str, position: int) -> None:
        super().__init__(f"change {key} waits as number {position:,}")
        self.key, self.position = key, position


class ApiClient:
    """Speaks to one office with one token, or a person's session; without one, only where none is asked for.

    What changed nothing (`not-now`, `journal-unavailable`) is sent again a few times. Where it is not known whether
    something was changed, only what can be repeated is: reading, and a POST, which always carries an idempotency key.

    `as_of` is empty until a centre that is cut off answers from its copy: then it says when that was known to be right.
    """

    def __init__(
        self, client: httpx.AsyncClient, token: str | None, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._client, self._sleep = client, sleep
        self._headers = {} if token is None else showing(token)
        self.as_of = ""

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """What is there. `path` is below `/api/v1`. Raises `ApiRefused`, and `ConnectionError` when no office answers;
        so do all others, and those that change something `Queued`."""
        return await self._ask("GET", path, query=query)

    async def pages(self, path: str, query: Mapping[str, str] | None = None) -> AsyncIterator[Any]:
        """All items of a list, page by page."""
        cursor: str | None = ""
        while cursor is not None:
            page = await self.get(path, {**(query or {}), **({"cursor": cursor} if cursor else {})})
            for item in page["items"]:
                yield item
            cursor = page.get("next")  # left out on the last page of what is no plain list

    async def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        """Asks for something once, however often it has to be sent; `key` names the wish, and is drawn if not given."""
        return await self._ask("POST", path, body, key=key or str(uuid.uuid4()))

    async def put(self, path: str, body: Any) -> Any:
        """Puts something in another's place."""
        return await self._ask("PUT", path, body)

    async def delete(self, path: str) -> Any:
        """Takes something back."""
        return await self._ask("DELETE", path)

    async def upload(
        self, path: str, data: bytes, media_type: str, query: Mapping[str, str] | None = None, key: str | None = None
    ) -> Any:
        """Puts a file in, as it is."""
        return await self._speak(
            "POST", path, _content, data, query=query, key=key or str(uuid.uuid4()), media_type=media_type
        )

    async def download(self, path: str, query: Mapping[str, str] | None = None) -> bytes:
        """The file that is there."""
        return await self._speak("GET", path, lambda answer: answer.content, query=query)

    async def _ask(
        self, method: str, path: str, body: Any = None, *, query: Mapping[str, str] | None = None, key: str = ""
    ) -> Any:
        content = None if body is None else msgspec.json.encode(body)
        return await self._speak(method, path, _content, content, query=query, key=key)

    async def _speak(
        self, method: str, path: str, read: Callable[[httpx.Response], T], content: bytes | None = None, *,
        query: Mapping[str, str] | None = None, key: str = "", media_type: str = "",
    ) -> T:  # fmt: skip
        repeatable = method == "GET" or bool(key)
        headers = {**self._headers, **({"Idempotency-Key": key} if key else {})}
        headers |= {"Content-Type": media_type} if media_type else {}
        url = f"{ROOT}/{path}"
        wait_s = _FIRST_WAIT_S
        for attempt in range(1, ATTEMPTS + 1):
            last = attempt == ATTEMPTS
            try:
                answer = await self._send(method, url, query, content, headers)
            except httpx.ConnectError as error:
                raise NoOffice(self._client.base_url, error) from None
            except httpx.TransportError as error:
                if last or not repeatable:
                    raise ConnectionError(
                        f"the office at {self._client.base_url} did not answer to the end "
                        f"({str(error) or type(error).__name__}); read back whether the change was made"
                    ) from None
            else:
                if answer.status_code < 300:
                    if answer.headers["tansiq-link"] == "down":
                        self.as_of = answer.headers["tansiq-as-of"] or _NEVER
                    if method != "GET" and answer.status_code == httpx.codes.ACCEPTED:
                        _raise_if_queued(answer)
                    return read(answer)
                problem = problem_of(answer)
                again = problem.code in _UNCHANGED or (repeatable and problem.code in _UNKNOWN)
                if last or not again:
                    raise problem
                wait_s = max(wait_s, _retry_after_s(answer))
            await self._sleep(min(wait_s, LONGEST_WAIT_S))
            wait_s *= 2
        raise AssertionError("the last attempt answers or raises")

    async def _send(
        self, method: str, url: str, query: Mapping[str, str] | None, content: bytes | None, headers: dict[str, str]
    ) -> httpx.Response:
        async with self._client.stream(method, url, params=query, content=content, headers=headers) as answer:
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise ConnectionError(f"{self._client.base_url} answers with more than {MOST_BYTES:,} bytes")
        kept = {name: answer.headers.get(name, "") for name in ("retry-after", "tansiq-link", "tansiq-as-of")}
        return httpx.Response(answer.status_code, headers=kept, content=bytes(body))


def showing(token: str) -> dict[str, str]:
    """The headers that show a token, or a person's session: `session:PARTY:COOKIE`."""
    if not token.startswith(SESSION):
        return {"Authorization": f"Bearer {token}"}
    # Only here: what every command loads stays small.
    from tansiq.gateways.api_v1.cookies import CSRF_HEADER, csrf_token

    cookie = token.removeprefix(SESSION).partition(":")[2]
    return {"Cookie": cookie, CSRF_HEADER: csrf_token(cookie.partition("=")[2])}


def step(name: str) -> str:
    """A name as one step of a path."""
    return quote(name, safe="")


def _raise_if_queued(answer: httpx.Response) -> None:
    said = _content(answer)
    if isinstance(said, dict) and isinstance(said.get("queued"), str):
        raise Queued(said["queued"], int(said.get("position") or 1))


def _content(answer: httpx.Response) -> Any:
    try:
        return msgspec.json.decode(answer.content) if answer.content else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ConnectionError("what answers there is no office: its answer is not JSON") from None


def problem_of(answer: httpx.Response) -> ApiRefused:
    """What the office says; what stands in between and is none says it in its own form."""
    try:
        document = msgspec.json.decode(answer.content)
        code, detail = document.pop("code"), document.pop("detail")
        if not isinstance(code, str) or not isinstance(detail, str):
            raise TypeError
    except (msgspec.DecodeError, UnicodeDecodeError, AttributeError, KeyError, TypeError, RecursionError):
        return ApiRefused(answer.status_code, "http", f"status {answer.status_code}; is this an office?")
    return ApiRefused(answer.status_code, code, detail, str(document.pop("field", "")), document)


def _retry_after_s(answer: httpx.Response) -> float:
    given = answer.headers.get("retry-after", "")
    return float(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0.0
