"""A party's own centre that compares what it sees of its office's log with what stands at another witness's address."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.contradictions import Contradiction, Finding
from tansiq.evidence.notes import SignedNote, read_note
from tansiq.evidence.ring import KeyRing, new_ring, read_ring
from tansiq.gateways.public_log.shown import LONGEST_SHOWN
from tests.coordination import flight
from tests.linked import Linked, linked

OFTEN = ("--witness-every-s", "0.1")
FALSE = b"\x13" * 32
FAR_AHEAD = 40
"""Entries: more than an office writes by itself while it begins."""


@dataclass
class Shower:
    """Another witness, which shows what it is told to."""

    body: bytes = b'{"witness": "", "logs": []}'
    status: int = 200
    asked: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        shower = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                assert self.path == "/witness/evidence"
                self.send_response(shower.status)
                self.send_header("content-length", str(len(shower.body)))
                self.end_headers()
                self.wfile.write(shower.body)
                shower.asked.set()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/witness"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, note: SignedNote | None, *contests: Contradiction, log: str = "localhost/log") -> None:
        found = [
            {"finding": "split", "at": "2026-01-01T00:00:00Z", "contradiction": json.loads(one.written())}
            for one in contests
        ]
        written = "" if note is None else note.written()
        one = {"log": log, "keys": [], "checkpoint": written, "at": None, "contests": found}
        self.body = json.dumps({"witness": "another", "logs": [one]}).encode()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Compared:
    link: Linked
    other: Shower

    @property
    def ring(self) -> KeyRing:
        """The office's own keys: what is signed with them, the office has signed."""
        return read_ring(self.link.folder / "office.log-key")

    def newest(self) -> SignedNote:
        """What the centre cosigned last."""
        assert self.link.centre is not None

        def found() -> SignedNote | None:
            logs = httpx.get(f"{self.link.centre.url}/witness/evidence", trust_env=False).json()["logs"]  # type: ignore[union-attr]
            return read_note(logs[0]["checkpoint"]) if logs and logs[0]["checkpoint"] else None

        return self.link.wait_until(found)

    def watch(self) -> dict[str, Any]:
        return dict(self.link.here.get("/log/watch"))

    def found(self, wanted: str) -> None:
        self.link.wait_until(lambda: self.watch()["compared"][0]["found"] == wanted)

    def contests(self) -> list[dict[str, Any]]:
        return [dict(one) for log in self.watch()["logs"] for one in log["contests"]]


@pytest.fixture
def compared(tmp_path: Path) -> Iterator[Compared]:
    other = Shower()
    options = (*OFTEN, "--compare-with", other.url, "--allow-private-webhooks")
    with linked(tmp_path, *options, office_options=(*OFTEN, "--checkpoint-s", "0.05")) as link:
        yield Compared(link, other)
    other.close()


def size_of(note: SignedNote) -> int:
    return Checkpoint.read(note.text).size


@pytest.mark.stories
def test_a_view_that_agrees_finds_nothing(compared: Compared) -> None:
    earlier = compared.newest()
    compared.other.show(earlier)
    compared.found("agrees")
    compared.link.there.post("/operations", flight(10.0, 5.0, kind="convoy"))
    compared.link.wait_until(lambda: size_of(compared.newest()) > size_of(earlier))
    compared.other.asked.clear()
    assert compared.other.asked.wait(10)
    compared.found("agrees")  # the log goes on from what the other has seen
    assert compared.contests() == []


def test_a_shorter_checkpoint_with_which_the_log_does_not_begin_convicts_it(compared: Compared) -> None:
    size = size_of(compared.newest()) - 2
    compared.other.show(compared.ring.checkpoint(size, FALSE))
    compared.found("contested")
    (contest,) = compared.contests()
    assert contest["by"] == compared.other.url
    evidence = Contradiction.read(contest["contradiction"])
    assert evidence.finding(compared.ring.public) is Finding.REWRITTEN
    told = compared.link.wait_until(lambda: compared.link.there.get("/log")["contests"])
    assert [one["finding"] for one in told] == ["rewritten"]


def test_another_tree_of_the_same_size_convicts_it(compared: Compared) -> None:
    compared.other.show(compared.ring.checkpoint(size_of(compared.newest()), FALSE))
    compared.found("contested")
    assert {one["finding"] for one in compared.contests()} <= {"split", "rewritten"}


@pytest.mark.stories
def test_one_that_is_ahead_is_compared_when_the_log_has_come_so_far(compared: Compared) -> None:
    """Whatever it shows meanwhile."""
    ahead = size_of(compared.newest()) + FAR_AHEAD
    compared.other.show(compared.ring.checkpoint(ahead, FALSE))
    compared.found("ahead")
    compared.other.show(compared.ring.checkpoint(ahead + 10_000, FALSE))
    compared.other.asked.clear()
    assert compared.other.asked.wait(10)
    assert compared.contests() == []
    for number in range(FAR_AHEAD):
        compared.link.there.post("/operations", flight(10.0 + number / 10, 5.0, kind="convoy"))
    compared.link.wait_until(compared.contests)
    evidence = Contradiction.read(compared.contests()[0]["contradiction"])
    assert size_of(read_note(evidence.first)) == ahead
    assert evidence.finding(compared.ring.public) in (Finding.REWRITTEN, Finding.SPLIT)


@pytest.mark.stories
def test_evidence_that_stands_there_is_taken_if_it_holds(compared: Compared) -> None:
    newest = compared.newest()
    strange = new_ring("localhost/log")
    forged = Contradiction.between(strange.checkpoint(5, FALSE), strange.checkpoint(5, bytes(32)))
    compared.other.show(newest, forged)
    compared.found("agrees")
    assert compared.contests() == []
    true = Contradiction.between(compared.ring.checkpoint(5, FALSE), compared.ring.checkpoint(5, bytes(32)))
    compared.other.show(newest, true)
    compared.found("contested")
    assert [one["finding"] for one in compared.contests()] == ["split"]


def test_what_proves_nothing_convicts_nobody(compared: Compared) -> None:
    size = size_of(compared.newest()) - 2
    compared.other.show(new_ring("localhost/log").checkpoint(size, FALSE))
    compared.found("other-keys")
    compared.other.show(compared.ring.checkpoint(size, FALSE), log="elsewhere.example/log")
    compared.found("elsewhere")
    for body in (b"nonsense", b'{"logs": 7}', b"\xff"):
        compared.other.body = body
        compared.found("wrong-answer")
        compared.other.show(None)
        compared.found("agrees")
    compared.other.status = 302
    compared.found("wrong-answer")
    compared.other.status = 200
    compared.other.body = b" " * (LONGEST_SHOWN + 1)
    compared.found("unreachable")
    assert compared.contests() == []
