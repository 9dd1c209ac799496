"""The HTTP application: finds the route, bounds the request, checks the token, calls the handler, writes the answer.

One ASGI function instead of a framework's stack in front of the contract's routes: it is what every request of a
traffic service passes through, and a router of regular expressions alone would cost it a tenth of its time. Routes
that are not hot (token endpoint, health) are Starlette's.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import aclosing
from typing import Any, Protocol

import structlog

from tansiq.centre.roles import LINK
from tansiq.gateways.contract import Call, Problem, Route, parameters_of
from tansiq.gateways.route_table import RouteTable
from tansiq.web.answering import Answers
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
from tansiq.web.sending import Asgi, Receive, Scope, Send, guarded, send_answer, send_stream

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
_MAX_PATH = 2_048
PERSON_HEADER, NAME_HEADER, MOST_PERSON = b"tansiq-person", b"tansiq-person-name", 200


class Sessions(Protocol):
    """Knows who has signed in."""

    async def arrive(self, headers: Mapping[bytes, bytes], party: str = "") -> None:
        """Returns when what is known of a party's people and programs is as new as on any node: of this party, or of
        the one whose session the request's cookie names. Raises `StoreUnavailable`."""

    def caller(self, headers: Mapping[bytes, bytes], method: str, *, in_use: bool = True) -> Caller | None:
        """Whose session the request's cookie names; None without such a cookie. One that is only looked at, and not
        `in_use`, ends no later for it. Raises `Unauthenticated`."""


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
        sessions: Sessions | None = None,
    ) -> None:
        self._table = RouteTable(routes)
        self._verifier, self._metrics, self._other = verifier, metrics, other
        self._refetch_keys, self._sessions = refetch_keys, sessions
        self._max_body_bytes, self._timeout_s = max_body_bytes, request_timeout_s
        self._log = structlog.get_logger("http") if access_log else None
        self._answers = Answers(request_timeout_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._other(scope, receive, send)
            return
        began = time.perf_counter()
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given if _REQUEST_ID.fullmatch(given) else os.urandom(8).hex().encode()
        caller, template, problems = NOBODY, "-", False
        path: str = scope["path"]
        found = self._table.find(path) if len(path) <= _MAX_PATH else None
        if found is None:
            status = await self._hand_on(scope, receive, send, request_id)
        else:
            methods, names = found
            method = scope["method"]
            route = methods.get(method)
            any_route = route or next(iter(methods.values()))
            template, problems = any_route.template, any_route.problems
            try:
                if route is None:
                    allow = ", ".join(sorted(methods))
                    raise Problem(405, "method-not-allowed", f"{method} is not possible here; try {allow}")
                async with asyncio.timeout(self._timeout_s):
                    caller = await self._admit(route, headers)
                    body = await self._body(headers, receive) if method in {"PUT", "POST"} else b""
                    query = parameters_of(scope["query_string"].decode("latin-1")) if scope["query_string"] else {}
                    peer = scope["client"][0] if problems and scope.get("client") else ""
                    called = Call(
                        caller.party, caller.scopes, names, query, body, caller.person, headers, caller.name, peer
                    )
                    answer = await route.handler(called)
            except Exception as error:  # noqa: BLE001  every one becomes an answer
                answer = self._answers.to(error, request_id, problems)
            status = answer.status
            # A person's machine may be the next person's. A centre, which has a token, takes `no-store` for a secret.
            by_session = bool(caller.person) and b"authorization" not in headers
            await send_answer(send, answer, request_id, kept=not by_session)
            if answer.stream is not None:
                stream = answer.stream
                if caller.person and route is not None:
                    stream = self._while_signed_in(stream, headers, route)
                await send_stream(send, receive, stream)
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

    async def _admit(self, route: Route, headers: Mapping[bytes, bytes]) -> Caller:
        if not route.scopes:
            return NOBODY
        authorization = headers.get(b"authorization")
        if authorization is None and route.problems and self._sessions is not None:
            await self._sessions.arrive(headers)
            signed_in = self._sessions.caller(headers, route.method)
            if signed_in is not None:
                require(signed_in, route.scopes)
                return signed_in
        try:
            caller = self._verifier.verify(authorization)
        except UnknownKey:
            await self._refetch_keys()
            caller = self._verifier.verify(authorization)
        require(caller, route.scopes)
        if route.problems and self._sessions is not None:
            await self._sessions.arrive(headers, caller.party)
        return _spoken_for(caller, headers)

    async def _while_signed_in(
        self, stream: AsyncGenerator[bytes, None], headers: Mapping[bytes, bytes], route: Route
    ) -> AsyncGenerator[bytes, None]:
        """What comes until the person has signed out, or may not see it any more: looked at before each piece."""
        assert self._sessions is not None
        async with aclosing(stream):
            async for piece in stream:
                try:
                    signed_in = self._sessions.caller(headers, route.method, in_use=False)
                    if signed_in is None:
                        return
                    require(signed_in, route.scopes)
                except (Unauthenticated, Forbidden, Problem):
                    return
                yield piece

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

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send, request_id: bytes) -> int:
        status = 0

        async def note(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = guarded((*message.get("headers", ()), (b"x-request-id", request_id)))
            await send(message)

        try:
            async with asyncio.timeout(self._timeout_s):
                await self._other(scope, receive, note)
        except Exception as error:  # noqa: BLE001  every one becomes an answer
            if not status:
                answer = self._answers.to(error, request_id)
                status = answer.status
                await send_answer(send, answer, request_id)
        return status


def _spoken_for(caller: Caller, headers: Mapping[bytes, bytes]) -> Caller:
    """The caller, with the person for whom a party's own centre speaks. Raises `Forbidden`, `Problem`."""
    person = _said_in(headers, PERSON_HEADER)
    name = _said_in(headers, NAME_HEADER)
    if not person and not name:
        return caller
    require(caller, (frozenset({LINK}),))
    if not person:
        raise Problem(400, "person-invalid", "a name belongs to a person: send both headers", "Tansiq-Person")
    return dataclasses.replace(caller, person=person, name=name or person)


def _said_in(headers: Mapping[bytes, bytes], header: bytes) -> str:
    given = headers.get(header)
    if given is None:
        return ""
    said = given.decode("utf-8", "replace")
    if not 1 <= len(said) <= MOST_PERSON or not said.isprintable() or "\ufffd" in said:
        message = f"1 to {MOST_PERSON} printable characters in UTF-8"
        raise Problem(400, "person-invalid", message, header.decode().title())
    return said
