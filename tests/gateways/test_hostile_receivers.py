"""Receivers of webhooks, and a mail server, that mean ill: each try ends soon, takes little memory, keeps nobody else
waiting, and says what was wrong."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest

from tansiq.gateways.mail import Mail, Smtp, written_test
from tansiq.gateways.undelivered import Undelivered
from tansiq.gateways.webhooks import Webhooks

TRY_S = 2.0
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
MUCH = b"a" * 65_536


def always(first: bytes, then: bytes, pause_s: float = 0.0) -> Behaviour:
    """Says one thing, and then another for ever."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(first)
        while True:
            writer.write(then)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return answer


RECEIVERS = {
    "byte by byte": (always(b"HTTP/1.1 200 OK\r\nx: ", b"a", 0.02), "no answer within"),
    "headers": (always(b"HTTP/1.1 200 OK\r\n", b"x: y\r\n" * 1_000), "nothing that is HTTP"),
    "one header": (always(b"HTTP/1.1 200 OK\r\nx: ", MUCH), "nothing that is HTTP"),
    "never begins": (always(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000), "nothing that is HTTP"),
    "a gigabyte": (always(b"HTTP/1.1 500 X\r\ncontent-length: 1073741824\r\n\r\n", MUCH), "answered 500"),
    "one chunk": (always(b"HTTP/1.1 500 X\r\ntransfer-encoding: chunked\r\n\r\n3fffffff\r\n", MUCH), "answered 500"),
    "extension": (always(b"HTTP/1.1 500 X\r\ntransfer-encoding: chunked\r\n\r\n3;", MUCH), "nothing that is HTTP"),
    "elsewhere": (always(b"HTTP/1.1 308 X\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n", b"", 1.0),
                  "redirects are not followed"),
    "noise": (always(b"\0\xff\r\n", MUCH), "nothing that is HTTP"),
}  # fmt: skip


@contextlib.asynccontextmanager
async def served(behaviour: Behaviour) -> AsyncIterator[int]:
    """A server that behaves so; its port."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await behaviour(reader, writer)
        writer.transport.abort()

    tasks: set[asyncio.Task[None] | None] = set()
    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            if task is not None:
                task.cancel()


async def tried(work: Callable[[], Awaitable[object]]) -> tuple[str, float, float]:
    """What was wrong, how long it took, and the longest that anybody else had to wait meanwhile."""
    began, longest_s = time.monotonic(), 0.0

    async def others() -> None:
        nonlocal longest_s
        while True:
            at = time.monotonic()
            await asyncio.sleep(0.005)
            longest_s = max(longest_s, time.monotonic() - at)

    beside = asyncio.create_task(others())
    with pytest.raises(Undelivered) as caught:
        await work()
    beside.cancel()
    return caught.value.reason, time.monotonic() - began, longest_s


@pytest.mark.parametrize("name", RECEIVERS)
def test_a_hostile_receiver_costs_little_and_no_one_waits(name: str) -> None:
    behaviour, says = RECEIVERS[name]

    async def run() -> None:
        webhooks = Webhooks(allow_private=True, timeout_s=TRY_S)
        async with served(behaviour) as port:
            url = f"http://127.0.0.1:{port}/hook"
            before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            reason, took_s, waited_s = await tried(lambda: webhooks.post("lane", url, bytes(32), "army.1", b"{}"))
            more_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb
            await webhooks.close()
        assert says in reason
        assert took_s < TRY_S + 2
        assert took_s < TRY_S or "no answer" in reason
        assert waited_s < 1.5
        assert more_kb < 30_000

    asyncio.run(run())


def smtp(says: bytes, for_ever: bytes = b"") -> Behaviour:
    """Speaks SMTP until the mail itself has come, and then says this, or nothing."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            writer.write(b"354 go on\r\n" if line.upper().startswith(b"DATA") else b"250 yes\r\n")
            if line.upper().startswith(b"DATA"):
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(says)
                while not says:
                    writer.write(for_ever)
                    await writer.drain()
                    await asyncio.sleep(0.05)

    return answer


@pytest.mark.parametrize(("says", "for_ever", "reason"), [
    (b"", b"", "did not answer within 2 s"),
    (b"", b"2", "did not answer within 2 s"),
    (b"", b"250-and\r\n" * 100, "did not answer within 2 s"),
    (b"451 later\r\n", b"", "refused the mail (451)"),
    (b"nothing of the kind\r\n", b"", ""),
])  # fmt: skip
def test_a_mail_server_that_goes_silent_is_left_in_time(says: bytes, for_ever: bytes, reason: str) -> None:
    async def run() -> None:
        async with served(smtp(says, for_ever)) as port:
            mail = Mail(Smtp("127.0.0.1", port, "tansiq@office.example", "none"), timeout_s=TRY_S)
            letter = written_test("army", "duty@example.org", "en", "tansiq@office.example", "t", datetime.now(UTC))
            said, took_s, waited_s = await tried(lambda: mail.send(letter))
        assert reason in said
        assert took_s < TRY_S + 2
        assert waited_s < 1.5

    asyncio.run(run())


def test_a_mail_that_was_taken_is_not_sent_again_because_the_server_does_not_say_goodbye() -> None:
    async def taken_and_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"QUIT"):
                await asyncio.sleep(60)
            writer.write(b"354 go on\r\n" if line.upper().startswith(b"DATA") else b"250 yes\r\n")
            if line.upper().startswith(b"DATA"):
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(b"250 taken\r\n")

    async def run() -> None:
        async with served(taken_and_silent) as port:
            mail = Mail(Smtp("127.0.0.1", port, "tansiq@office.example", "none"), timeout_s=TRY_S)
            letter = written_test("army", "duty@example.org", "en", "tansiq@office.example", "t", datetime.now(UTC))
            await mail.send(letter)

    asyncio.run(run())
