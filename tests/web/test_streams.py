"""A stream goes on only as long as whoever listens may hear it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, MutableMapping
from typing import Any

import pytest

from tansiq.gateways.contract import Answer, Call, Route
from tansiq.web.app import Application
from tansiq.web.chores import Housekeeping
from tansiq.web.identity import Caller, FixedKeys, TokenVerifier, Unauthenticated
from tansiq.web.metrics import Metrics


class Door:
    """Somebody has signed in, until the test says otherwise."""

    def __init__(self) -> None:
        self.scopes = frozenset({"tansiq.read"})
        self.out = False
        self.used: list[bool] = []

    def caller(self, headers: Mapping[bytes, bytes], method: str, *, in_use: bool = True) -> Caller | None:
        self.used.append(in_use)
        if self.out:
            raise Unauthenticated("the session has ended")
        return Caller("relief", self.scopes, float("inf"), "p1")


@pytest.mark.parametrize("how", ["signs out", "may not see it any more"])
def test_a_stream_ends_when_its_listener_signs_out_or_may_hear_it_no_more(how: str) -> None:
    door, ended, heard = Door(), asyncio.Event(), []

    async def pieces() -> AsyncGenerator[bytes, None]:
        try:
            for number in range(1_000):
                await asyncio.sleep(0)
                if number == 3:
                    door.out, door.scopes = how == "signs out", frozenset()
                yield b"%d" % number
        finally:
            ended.set()

    async def stream(call: Call) -> Answer:
        return Answer(200, b"begun", (), b"text/event-stream", pieces())

    async def other(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError

    async def receive() -> MutableMapping[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: MutableMapping[str, Any]) -> None:
        heard.append(message)

    async def run() -> None:
        app = Application(
            (Route("GET", "/stream", (frozenset({"tansiq.read"}),), stream, problems=True),),
            TokenVerifier(FixedKeys([]), ["localhost"]),
            Metrics(None, Housekeeping()),  # type: ignore[arg-type]
            other,
            refetch_keys=None,  # type: ignore[arg-type]
            max_body_bytes=1_024,
            request_timeout_s=5.0,
            access_log=False,
            sessions=door,
        )
        scope = {"type": "http", "method": "GET", "path": "/stream", "headers": [], "query_string": b""}
        async with asyncio.timeout(5):
            await app(scope, receive, send)
            await ended.wait()

    asyncio.run(run())
    assert [message.get("body") for message in heard[1:]] == [b"begun", b"0", b"1", b"2", b""]
    assert door.used == [True, False, False, False, False], "to listen is no use of a session"
