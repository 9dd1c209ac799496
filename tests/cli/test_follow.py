"""`tansiq follow`: every item once, through cuts; and the stream as it is read."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.api_client import ApiRefused
from tansiq.gateways.event_stream import LONGEST_EVENT, Event, Lost, events_of, follow
from tests.cli.terminal import tansiq
from tests.coordination import ALL, Speaker, found_office, site
from tests.serving import Identity, Office, start_office


@contextmanager
def following(token: Path, url: str, *words: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tansiq.cli.main", "follow", "--url", url, "--token-file", token, *words]
    process = subprocess.Popen(
        [*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # Whoever runs the tests in the background may ignore Ctrl-C, and a child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Identity, Office, Path]]:
    identity, journal = Identity(tmp_path), tmp_path / "office.db"
    found_office(journal)
    office = start_office(journal, identity.public_file, "--housekeeping-s", "0.2")
    yield identity, office, journal
    if office.process.poll() is None:
        office.kill()


def test_every_item_comes_once_though_the_office_is_killed_in_between(served: tuple[Identity, Office, Path],
                                                                     tmp_path: Path) -> None:  # fmt: skip
    identity, office, journal = served
    token = tmp_path / "army.token"
    token.write_text(identity.token("army", ALL))
    relief = Speaker(office, identity, "relief")
    first = int(Speaker(office, identity, "army").get("/feed")["last"])
    with following(token, office.url, "--json", "--after", first) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        relief.post("/notices", site(lat=20.0))
        seen = [json.loads(process.stdout.readline())]
        office.kill()
        assert "the office is out of reach" in process.stderr.readline()
        again = start_office(journal, identity.public_file, "--housekeeping-s", "0.2", port=office.port)
        try:
            relief.post("/notices", site(lat=21.0))
            relief.post("/notices", site(lat=22.0))
            while sum(item["subject"] == "notice" for item in seen) < 3:
                seen.append(json.loads(process.stdout.readline()))
            assert "the office answers again; nothing was missed" in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            again.kill()
    # From 15:00 UTC on the plan for tomorrow comes in between.
    assert [item["number"] for item in seen] == list(range(first + 1, first + 1 + len(seen)))
    assert {item["subject"] for item in seen} <= {"notice", "day-plan"}


def test_a_number_of_items_is_printed_for_people_or_for_programs(served: tuple[Identity, Office, Path],
                                                                tmp_path: Path) -> None:  # fmt: skip
    identity, office, _ = served
    token = tmp_path / "army.token"
    token.write_text(identity.token("army", ALL))
    common = ("--url", office.url, "--token-file", token)
    done = tansiq("follow", "--after", 0, "--count", 2, *common)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["1", "2"]
    assert "party army: founded" in done.stdout
    lines = tansiq("follow", "--after", 1, "--count", 3, "--json", *common).stdout.splitlines()
    assert [json.loads(line)["number"] for line in lines] == [2, 3, 4]
    token.write_text(identity.token("nobody", ALL))
    assert tansiq("follow", *common).returncode == 2
    office.kill()
    assert tansiq("follow", *common).returncode == 4, "an office that never was there is not waited for"


def read(pieces: list[bytes]) -> list[Event]:
    async def whole() -> list[Event]:
        async def given_pieces() -> AsyncIterator[bytes]:
            for piece in pieces:
                yield piece

        return [event async for event in events_of(given_pieces())]

    return asyncio.run(whole())


STREAM = (
    ': still here\r\n\r\nid: 7\revent: notice\rdata: {"a":\u2028\r\rdata\ndata: 1\nretry: 1000\n\nid: 9\n\ndata: cut'
)


@given(st.lists(st.integers(0, len(STREAM.encode())), max_size=8))
def test_a_stream_reads_the_same_however_it_is_cut_into_pieces(cuts: list[int]) -> None:
    raw = STREAM.encode()
    ends = sorted({0, *(min(cut, len(raw)) for cut in cuts), len(raw)})
    pieces = [raw[begin:end] for begin, end in pairwise(ends)]
    assert read(pieces) == [Event("notice", '{"a":\u2028', "7"), Event("message", "\n1", "7")]


@pytest.mark.parametrize("raw", [b"x" * (LONGEST_EVENT + 2), b"data: x\n" * (LONGEST_EVENT // 7 + 2)])
def test_an_event_without_end_is_not_read_for_ever(raw: bytes) -> None:
    with pytest.raises(Lost):
        read([raw])


class Served:
    """Answers of an office, one after the other, each a status and a body; notes what each request said."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        self.answers, self.asked = list(answers), []  # type: ignore[var-annotated]

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.headers["authorization"], request.headers["last-event-id"]))
        status, body = self.answers.pop(0)
        return httpx.Response(status, content=body)


def followed(served: Served, tokens: list[str], count: int) -> tuple[list[Any], list[float], list[str]]:
    waits: list[float] = []
    lost: list[str] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def whole() -> list[Any]:
        items: list[Any] = []
        async with httpx.AsyncClient(base_url="http://office", transport=httpx.MockTransport(served)) as client:
            items_of = follow(client, lambda: tokens.pop(0), 5, lost=lost.append, sleep=sleep)
            async for item in items_of:
                items.append(item)
                if len(items) == count:
                    break
            await items_of.aclose()
        return items

    return asyncio.run(whole()), waits, lost


def item(number: int) -> bytes:
    return b'id: %d\nevent: notice\ndata: {"number":%d}\n\n' % (number, number)


def problem(status: int, code: str) -> tuple[int, bytes]:
    return status, json.dumps({"code": code, "detail": "no", "status": status}).encode()


def test_a_cut_stream_goes_on_behind_the_last_item_and_asks_ever_more_seldom() -> None:
    served = Served(
        (200, item(6)), problem(503, "not-now"), problem(503, "not-now"),
        (200, b"id: 9\nevent: gap\ndata: {\"last\":9}\n\n"),
        (200, item(10)),
    )  # fmt: skip
    items, waits, lost = followed(served, ["t"] * 5, 3)
    assert items == [{"number": 6}, {"gap": True, "last": 9}, {"number": 10}]
    assert [last for _, last in served.asked] == ["5", "6", "6", "6", "9"]
    assert waits == [1.0, 2.0, 4.0, 1.0]
    assert len(lost) == 4


def test_what_is_no_item_of_the_feed_is_passed_over() -> None:
    link, beat = b'event: link\ndata: {"link":"up"}\n\n', b': still here\nevent: beat\ndata: {"last":5}\n\n'
    items, _, lost = followed(Served((200, link + beat + item(6) + link)), ["t"], 1)
    assert (items, lost) == ([{"number": 6}], [])


def test_a_token_that_has_run_out_is_replaced_once_and_a_refusal_ends_it() -> None:
    refused = problem(401, "token-refused")
    served = Served((200, item(6)), refused, (200, item(7)), refused, refused)
    with pytest.raises(ApiRefused, match="token-refused"):
        followed(served, ["old", "old", "new", "new", "newer"], 9)
    assert [token for token, _ in served.asked] == [
        "Bearer old", "Bearer old", "Bearer new", "Bearer new", "Bearer newer"
    ]  # fmt: skip
    with pytest.raises(ApiRefused, match="not-a-party"):
        followed(Served(problem(403, "not-a-party")), ["t"], 1)
