"""A stream goes on only as long as whoever listens may hear it."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import AsyncGenerator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tansiq.gateways.api_v1.events import Events
from tansiq.gateways.api_v1.listeners import Listeners
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.office.desk import open_desk
from tansiq.office.feed import Subject, Tell, tell
from tansiq.office.tidings import Tidings
from tansiq.web import protocol
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

    async def arrive(self, headers: Mapping[bytes, bytes], party: str = "") -> None:
        pass

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


def caller(party: str, person: str = "", **query: str) -> Call:
    return Call(party, frozenset({"tansiq.read"}), (), query, b"", person)


def refused(listeners: Listeners, call: Call) -> tuple[int, str]:
    with pytest.raises(Problem) as caught:
        listeners.enter(call)
    assert caught.value.code == "too-many-streams"
    return caught.value.status, caught.value.message


def test_a_person_a_party_and_the_office_each_have_a_bound_and_the_answer_says_which() -> None:
    listeners = Listeners(most=8, of_party=5, of_person=2, kept=3)
    places = [listeners.enter(caller("army", "p1")) for _ in range(2)]
    assert refused(listeners, caller("army", "p1")) == (
        429,
        "you have 2 event streams open, which is the most; close some",
    )
    places += [listeners.enter(caller("army", person)) for person in ("p2", "p2", "")]
    status, message = refused(listeners, caller("army"))
    assert (status, message[:28]) == (429, "army has 5 event streams ope")
    places += [listeners.enter(caller("relief", "p1")) for _ in range(2)] + [listeners.enter(caller("relief"))]
    status, message = refused(listeners, caller("relief"))
    assert (status, message[:30]) == (503, "all of the office's 8 event st")
    assert listeners.open == 8
    places[0].leave()
    places[0].leave()
    assert listeners.open == 7
    places.append(listeners.enter(caller("army", "p1")))


def test_whoever_fills_the_office_takes_no_place_of_a_party_that_has_few() -> None:
    listeners = Listeners(most=6, of_party=5, of_person=9, kept=2)
    places = [listeners.enter(caller(name)) for name in ("a", "a", "a", "b", "b", "b")]
    assert refused(listeners, caller("b"))[0] == 503
    places += [listeners.enter(caller("c")) for _ in range(2)]
    assert refused(listeners, caller("c"))[0] == 503


def test_a_stream_that_never_began_gives_its_place_back(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "office.db")
    events = Events(desk, Tidings(desk))

    async def run() -> None:
        answer = await events.stream(caller("relief"))
        assert events.listeners.open == 1
        del answer
        gc.collect()
        assert events.listeners.open == 0
        answer = await events.stream(caller("relief"))
        assert answer.stream is not None
        waiting = asyncio.create_task(anext(answer.stream))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert events.listeners.open == 0, "cut while it waited"
        await desk.close()

    asyncio.run(run())


def test_whoever_waits_in_vain_leaves_nothing_behind_and_whoever_has_news_is_woken(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "office.db")
    tidings = Tidings(desk)

    async def run() -> None:
        for _ in range(3):
            await tidings.after("relief", 0, 0.001)
        assert tidings._waiting == {}
        waiting = [asyncio.create_task(tidings.after("relief", known, 30)) for known in (0, 0, 5)]
        await asyncio.sleep(0)
        tell(desk.state, (Tell(("relief", "army"), Subject.THREAD, "T", "said", 1),))
        tidings.look()
        async with asyncio.timeout(5):
            await asyncio.gather(*waiting[:2])
        assert not waiting[2].done(), "it knows more"
        tidings.close()
        async with asyncio.timeout(5):
            await waiting[2]
        assert tidings._waiting == {}
        await desk.close()

    asyncio.run(run())


def test_a_silent_stream_beats_at_once_and_as_often_as_is_asked_and_no_beat_moves_the_place(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "office.db")
    tidings = Tidings(desk)
    events = Events(desk, tidings)

    async def run() -> None:
        begun = await events.stream(caller("relief"))
        assert begun.body == b"retry: 1000\n\n: still here\n\n", "nobody hears events that it did not ask for"
        answer = await events.stream(caller("relief", beat="1"))
        beat = b': still here\nevent: beat\ndata: {"last":%d}\n\n'
        assert answer.body == b"retry: 1000\n\n" + beat % 0
        stream = answer.stream
        assert stream is not None
        async with asyncio.timeout(10):
            assert [await anext(stream), await anext(stream)] == [beat % 0] * 2
            tell(desk.state, (Tell(("relief",), Subject.THREAD, "T", "said", 1),))
            tidings.look()
            assert (await anext(stream)).startswith(b"id: 1\nevent: thread\n")
            assert await anext(stream) == beat % 1
        await stream.aclose()
        await desk.close()

    asyncio.run(run())


@pytest.mark.parametrize("beat", ["0", "16", "-1", "1.5", "1e1", "five", "\u0663", "9" * 5_000])
def test_a_beat_of_no_use_is_refused_and_takes_no_place(beat: str, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "office.db")
    events = Events(desk, Tidings(desk))

    async def run() -> None:
        with pytest.raises(Problem, match="from 1 to 15") as caught:
            await events.stream(caller("relief", beat=beat))
        assert (caught.value.status, caught.value.code, caught.value.field) == (400, "number-invalid", "beat")
        assert events.listeners.open == 0
        await desk.close()

    asyncio.run(run())


class Stage:
    """A server that sends without end, on a port of its own."""

    def __init__(self) -> None:
        self.made = 0
        self.ended = asyncio.Event()

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        async def pieces() -> AsyncGenerator[bytes, None]:
            try:
                while True:
                    self.made += 16_384
                    yield b"x" * 16_384
                    await asyncio.sleep(0)
            finally:
                self.ended.set()

        async def stream(call: Call) -> Answer:
            return Answer(200, b"begun", (), b"text/event-stream", pieces())

        routes = (Route("GET", "/stream", (), stream, problems=True),)
        verifier, metrics = TokenVerifier(FixedKeys([]), ["localhost"]), Metrics(None, Housekeeping())  # type: ignore[arg-type]
        served = Application(
            routes, verifier, metrics, self.app, refetch_keys=None,  # type: ignore[arg-type]
            max_body_bytes=1_024, request_timeout_s=5.0, access_log=False,
        )  # fmt: skip
        await served(scope, receive, send)


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_a_reader_that_does_not_read_is_cut_and_little_waits_for_it(loop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "STALLED_S", 0.3)

    async def run() -> None:
        stage = Stage()
        config = uvicorn.Config(
            stage.app, http=protocol.BoundedHttp, lifespan="off", interface="asgi3", log_level="error"
        )
        server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve([listening]))
        asker = socket.socket()
        asker.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        asker.setblocking(False)
        await asyncio.get_running_loop().sock_connect(asker, listening.getsockname())
        await asyncio.get_running_loop().sock_sendall(asker, b"GET /stream HTTP/1.1\r\nhost: localhost\r\n\r\n")
        async with asyncio.timeout(10):
            await stage.ended.wait()
        assert 0 < stage.made < 16_000_000, "what the system's own buffers hold, and one more"
        assert not server.server_state.connections
        asker.close()
        server.should_exit = True
        await serving

    if loop == "uvloop":
        import uvloop

        uvloop.run(run())
    else:
        asyncio.run(run())


def test_a_reader_that_reads_slowly_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "STALLED_S", 0.2)

    async def run() -> None:
        stage = Stage()
        server = uvicorn.Server(
            uvicorn.Config(stage.app, http=protocol.BoundedHttp, lifespan="off", interface="asgi3", log_level="error")
        )
        listening = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve([listening]))
        reader, writer = await asyncio.open_connection(*listening.getsockname(), limit=65_536)
        writer.write(b"GET /stream HTTP/1.1\r\nhost: localhost\r\n\r\n")
        for _ in range(12):  # in all longer than a reader that takes nothing may be
            assert await reader.readexactly(1_000_000)
            await asyncio.sleep(0.05)  # what makes it slow
        assert not stage.ended.is_set()
        writer.close()
        async with asyncio.timeout(10):
            await stage.ended.wait()
        server.should_exit = True
        await serving

    asyncio.run(run())
