"""The HTTP application: finds the route, bounds the request, checks the token, calls the handler, writes the answer.

One ASGI function instead of a framework's stack in front of the contract's routes: it is what every request of a
traffic service passes through, and a router of regular expressions alone would cost it a tenth of its time. Routes
that are not hot (token endpoint, health) are Starlette's.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

import structlog

from tansiq.gateways.contract import Answer, Call, Problem, Route, problem_body
from tansiq.journal.errors import OutcomeUnknown, Overloaded, SequencerStopped, StoreUnavailable
from tansiq.web.identity import (
    NOBODY,
    Caller,
    Forbidden,
    TokenVerifier,
    Unauthenticated,
    UnknownKey,
    require,
)
from tansiq.web.metrics import Metrics

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
_JSON = (b"content-type", b"application/json")
_MAX_PATH = 2_048
_RETRY = ((b"retry-after", b"1"),)


class RouteTable:
    """Finds a route by dictionary: templates end in at most two `{names}`."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self._tables: tuple[dict[str, dict[str, Route]], ...] = ({}, {}, {})
        self._with_slashes: dict[str, dict[str, Route]] = {}
        for route in routes:
            fixed, *names = route.template.split("/{")
            self._tables[len(names)].setdefault(fixed, {})[route.method] = route
            if route.slashes:
                self._with_slashes[f"{fixed}/"] = self._tables[len(names)][fixed]

    def find(self, path: str) -> tuple[dict[str, Route], tuple[str, ...]] | None:
        """The methods that a path knows, and what stands in place of its names."""
        if methods := self._tables[0].get(path):
            return methods, ()
        head, _, last = path.rpartition("/")
        if last and (methods := self._tables[1].get(head)):
            return methods, (last,)
        first_head, _, first = head.rpartition("/")
        if first and (methods := self._tables[2].get(first_head)):
            return methods, (first, last)
        for start, methods in self._with_slashes.items():
            if path.startswith(start) and len(path) > len(start):
                return methods, (path.removeprefix(start),)
        return None


class Application:
    """Serves contract routes itself and hands the rest to `other`."""

    def __init__(
        self,
        routes: tuple[Route, ...],
        verifier: TokenVerifier,
        metrics: Metrics,
        other: Asgi,
        *,
        refetch_keys: Callable[[], Awaitable[None]],
        max_body_bytes: int,
        request_timeout_s: float,
        access_log: bool,
    ) -> None:
        self._table = RouteTable(routes)
        self._verifier, self._metrics, self._other = verifier, metrics, other
        self._refetch_keys = refetch_keys
        self._max_body_bytes, self._timeout_s = max_body_bytes, request_timeout_s
        self._log = structlog.get_logger("http") if access_log else None
        self._faults = structlog.get_logger("faults")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._other(scope, receive, send)
            return
        began = time.perf_counter()
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given if _REQUEST_ID.fullmatch(given) else os.urandom(8).hex().encode()
        caller, template = NOBODY, "-"
        path: str = scope["path"]
        found = self._table.find(path) if len(path) <= _MAX_PATH else None
        if found is None:
            status = await self._hand_on(scope, receive, send, request_id)
        else:
            methods, names = found
            method = scope["method"]
            route = methods.get(method)
            template = next(iter(methods.values())).template if route is None else route.template
            try:
                if route is None:
                    allow = ", ".join(sorted(methods))
                    raise Problem(405, "method-not-allowed", f"{method} is not possible here; try {allow}")
                async with asyncio.timeout(self._timeout_s):
                    caller = await self._admit(route, headers.get(b"authorization"))
                    body = await self._body(headers, receive) if method in {"PUT", "POST"} else b""
                    query = dict(parse_qsl(scope["query_string"].decode("latin-1"))) if scope["query_string"] else {}
                    answer = await route.handler(Call(caller.party, caller.scopes, names, query, body))
            except Exception as error:  # noqa: BLE001  every one becomes an answer
                answer = self._answer_to(error, request_id)
            status = answer.status
            await _send(send, answer, request_id)
        seconds = time.perf_counter() - began
        self._metrics.count(scope["method"] if template != "-" else "-", template, status, seconds)
        if self._log is not None:
            self._log.info(
                "request",
                id=request_id.decode(),
                method=scope["method"],
                route=template,
                status=status,
                party=caller.party,
                ms=round(seconds * 1000, 2),
            )

    async def _admit(self, route: Route, authorization: bytes | None) -> Caller:
        if not route.scopes:
            return NOBODY
        try:
            caller = self._verifier.verify(authorization)
        except UnknownKey:
            await self._refetch_keys()
            caller = self._verifier.verify(authorization)
        require(caller, route.scopes)
        return caller

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > self._max_body_bytes:
            raise self._too_long()
        message = await receive()
        body: bytes = message.get("body", b"")
        if message["type"] == "http.request" and message.get("more_body"):
            pieces, size = [body], len(body)
            while message["type"] == "http.request" and message.get("more_body"):
                message = await receive()
                pieces.append(message.get("body", b""))
                size += len(pieces[-1])
                if size > self._max_body_bytes:
                    raise self._too_long()
            body = b"".join(pieces)
        if message["type"] == "http.disconnect":
            raise Problem(400, "body-incomplete", "the connection ended before the body did")
        if len(body) > self._max_body_bytes:
            raise self._too_long()
        return body

    def _too_long(self) -> Problem:
        return Problem(413, "body-too-long", f"the body is longer than {self._max_body_bytes:,} bytes")

    def _answer_to(self, error: Exception, request_id: bytes) -> Answer:
        try:
            return self._answered(error, request_id)
        except Exception as fault:  # noqa: BLE001  the answer itself could not be written down
            return self._answered(fault, request_id)

    def _answered(self, error: Exception, request_id: bytes) -> Answer:
        match error:
            case Problem():
                return Answer(error.status, error.body())
            case Unauthenticated():
                challenge = ((b"www-authenticate", b'Bearer error="invalid_token"'),)
                return Answer(401, problem_body("token-refused", str(error)), challenge)
            case Forbidden():
                needs = " ".join(sorted(next(iter(error.needs))))
                challenge = ((b"www-authenticate", f'Bearer error="insufficient_scope", scope="{needs}"'.encode()),)
                return Answer(403, problem_body("scope-missing", str(error)), challenge)
            case StoreUnavailable():
                self._faults.error("journal-unavailable", id=request_id.decode(), reason=str(error))
                message = "the journal cannot be written now (is the disk full?); nothing was changed, try again later"
                return Answer(503, problem_body("journal-unavailable", message), _RETRY)
            case OutcomeUnknown():
                message = (
                    f"{error}; whether this change was made is not known: read it back when the office is up again"
                )
                return Answer(503, problem_body("outcome-unknown", message))
            case Overloaded() | SequencerStopped():
                return Answer(503, problem_body("not-now", f"{error}; nothing was changed, try again"), _RETRY)
            case TimeoutError():
                message = f"no answer within {self._timeout_s:g} s; read back whether the change was made"
                return Answer(504, problem_body("too-slow", message))
            case _:
                self._faults.error("fault", id=request_id.decode(), exc_info=error)
                message = f"a fault of the office, noted as request {request_id.decode()}"
                return Answer(500, problem_body("fault", message))

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send, request_id: bytes) -> int:
        status = 0

        async def note(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id)]
            await send(message)

        try:
            async with asyncio.timeout(self._timeout_s):
                await self._other(scope, receive, note)
        except Exception as error:  # noqa: BLE001  every one becomes an answer
            if not status:
                answer = self._answer_to(error, request_id)
                status = answer.status
                await _send(send, answer, request_id)
        return status


async def _send(send: Send, answer: Answer, request_id: bytes) -> None:
    length = (b"content-length", str(len(answer.body)).encode())
    headers = [_JSON, length, (b"x-request-id", request_id), *answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
