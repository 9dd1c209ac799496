"""`tansiq taxii`: between two parties of a real office, and with a server that means no good."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tansiq.gateways.taxii import client
from tansiq.gateways.taxii.asking import MEDIA
from tansiq.gateways.taxii.client import AT_ONCE, lots
from tansiq.office.terms import Level
from tests.cli.terminal import Done, tansiq
from tests.coordination import Speaker, agreed_office, flows, report, terms

CIRCLE = {"circle": {"lat": 46.2, "lng": 7.2, "radius_m": 900.0}}


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    information = {"level": Level.INFORMATION, "separation": ()}
    agreed = {"relief-army": (("army", "relief"), terms("information", flows("army", "relief"), **information))}
    with agreed_office(tmp_path_factory.mktemp("office"), agreed=agreed) as speakers:
        yield speakers


def taxii(speaker: Speaker, folder: Path, *words: object, typed: str = "") -> Done:
    token = folder / f"{speaker.party}.token"
    token.write_text(speaker.token)
    url = f"{speaker.office.url}/taxii2"
    return tansiq("taxii", *words, "--url", url, "--token-file", token, typed=typed)


def test_reports_are_listed_pulled_and_pushed(parties: dict[str, Speaker], tmp_path: Path) -> None:
    relief, army = parties["relief"], parties["army"]
    claims = [{"speaker": "The mayor", "text": "The road is open."}]
    made = relief.post("/reports", report("The road", ["army"], extents=[CIRCLE], claims=claims))
    listed = taxii(army, tmp_path, "collections").stdout
    assert "2 collections" in listed
    assert "relief, in full" in listed
    pulled = taxii(army, tmp_path, "pull", "relief", "--limit", 2)
    assert pulled.returncode == 0, pulled.stderr
    bundle = json.loads(pulled.stdout)
    kinds = [one["type"] for one in bundle["objects"]]
    assert (bundle["type"], kinds[-3:]) == ("bundle", ["report", "location", "note"])
    last = bundle["objects"][-1]["modified"]
    assert f"--added-after {last}" in pulled.stderr
    nothing = taxii(army, tmp_path, "pull", "relief", "--added-after", last)
    assert json.loads(nothing.stdout)["objects"] == []

    file = tmp_path / "bundle.json"
    file.write_text(pulled.stdout.replace(made["id"], made["id"][:-1] + ("0" if made["id"][-1] != "0" else "1")))
    pushed = taxii(army, tmp_path, "push", "own", file)
    assert pushed.returncode == 0, pushed.stdout + pushed.stderr
    assert "refused" in pushed.stdout
    own = [one for one in army.get("/reports")["items"] if one["owner"] == "army"]
    assert [one["title"] for one in own] == ["The road"]
    again = taxii(army, tmp_path, "push", "relief", file, "--json")
    assert json.loads(again.stdout)["failure_count"] == 0
    assert [one["title"] for one in relief.get("/reports")["items"] if one["owner"] == "army"] == ["The road"]


def test_what_cannot_be_done_is_said_in_a_sentence(parties: dict[str, Speaker], tmp_path: Path) -> None:
    army = parties["army"]
    done = taxii(army, tmp_path, "pull", "drones")
    assert done.returncode == 2
    assert "no collection drones" in done.stderr
    assert "own, relief" in done.stderr
    done = taxii(army, tmp_path, "pull", "relief", "--added-after", "yesterday")
    assert "added_after: a time with its offset" in done.stderr
    for text in ("", "[]x", '{"object": []}', "[1]", "[" * 100_000):
        file = tmp_path / "bundle.json"
        file.write_text(text)
        done = taxii(army, tmp_path, "push", "own", file)
        assert (done.returncode, "is no STIX bundle" in done.stderr) == (2, True), text[:20]
    file.write_text(json.dumps([{"type": "indicator", "id": "indicator--1"}]))
    done = taxii(army, tmp_path, "push", "own", file)
    assert done.returncode == 2
    assert "describes a target" in done.stdout
    assert "give --password-file" in tansiq("taxii", "collections", "--user", "us").stderr
    assert "who are you?" in tansiq("taxii", "collections").stderr


@contextmanager
def server(answer: Callable[[str, int], tuple[int, bytes]], packed: str = "") -> Iterator[tuple[str, list[str]]]:
    """A server that answers so, by path and by how much it was asked before; its address, and what it was shown."""
    shown: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(self.headers.get("Authorization", ""))
            status, body = answer(self.path, len(shown))
            self.send_response(status)
            self.send_header("Content-Type", MEDIA)
            self.send_header("Content-Length", str(len(body)))
            if packed and "/objects/" in self.path:
                self.send_header("Content-Encoding", packed)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}/taxii2/", shown
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


def roots(root: str) -> bytes:
    return json.dumps({"title": "T", "default": root, "api_roots": [root]}).encode()


ONE = {"id": "c", "title": "C", "can_read": True, "can_write": False}


def pulled(url: str, tmp_path: Path) -> Done:
    secret = tmp_path / "secret"
    secret.write_text("hush\n")
    return tansiq("taxii", "pull", "c", "--url", url, "--user", "us", "--password-file", secret)


def test_another_server_is_spoken_to_with_name_and_password(tmp_path: Path) -> None:
    def answer(path: str, count: int) -> tuple[int, bytes]:
        if path == "/taxii2/":
            return 200, roots("/one/")
        if path == "/one/collections/":
            return 200, json.dumps({"collections": [ONE]}).encode()
        if count == 3:
            return 503, b"{}"
        more = "next" not in path
        return 200, json.dumps({"objects": [{"type": "x", "n": count}], "more": more, "next": "n"}).encode()

    with server(answer) as (url, shown):
        done = pulled(url, tmp_path)
    assert done.returncode == 0, done.stderr
    assert [one["n"] for one in json.loads(done.stdout)["objects"]] == [4, 5]
    assert set(shown) == {"Basic dXM6aHVzaA=="}


@pytest.mark.parametrize(
    ("objects", "said"),
    [
        ((200, b'{"objects": [{}], "more": true, "next": "same"}'), "leads in a circle"),
        ((200, b'{"objects": [{}], "more": true}'), "leads in a circle"),
        ((200, b"<html>"), "not what a TAXII 2.1 server answers"),
        ((200, b"[" * 100_000), "not what a TAXII 2.1 server answers"),
        ((200, b'{"objects": [1]}'), "not what a TAXII 2.1 server answers"),
        ((200, b'{"objects": [], "next": "%s"}' % (b"x" * 3_000)), "not what a TAXII 2.1 server answers"),
        ((404, b'{"title": "No", "description": "no such\\ncollection"}'), "404 no such collection"),
        ((403, b"\xff"), "403"),
        ((302, b""), "302"),
        ((200, b" " * 5_000), "more than 4,000 bytes"),
        ((200, b"{}"), "which it was not asked for"),
    ],
)
def test_a_server_that_means_no_good_is_named_and_left(
    objects: tuple[int, bytes], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(path: str, count: int) -> tuple[int, bytes]:
        if path == "/taxii2/":
            return 200, roots("/one/")
        return (200, json.dumps({"collections": [ONE]}).encode()) if path == "/one/collections/" else objects

    if "4,000" in said:
        monkeypatch.setattr(client, "MOST_BYTES", 4_000)
    with server(answer, packed="gzip" if "asked for" in said else "") as (url, _):
        done = pulled(url, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.replace("\n", " ")


def test_a_server_that_has_always_more_of_nothing_is_left(tmp_path: Path) -> None:
    def answer(path: str, count: int) -> tuple[int, bytes]:
        if path == "/taxii2/":
            return 200, roots("/one/")
        if path == "/one/collections/":
            return 200, json.dumps({"collections": [ONE]}).encode()
        return 200, json.dumps({"more": True, "next": str(count)}).encode()

    with server(answer) as (url, shown):
        done = pulled(url, tmp_path)
    assert "comes to no end" in done.stderr
    assert len(shown) < 10


def test_what_a_server_is_shown_is_not_shown_to_another(tmp_path: Path) -> None:
    with (
        server(lambda path, count: (200, b"{}")) as (elsewhere, overheard),
        server(lambda path, count: (200, roots(elsewhere))) as (url, _),
    ):
        done = pulled(url, tmp_path)
    assert done.returncode == 2
    assert "another place" in done.stderr
    assert overheard == []


def test_reports_are_pushed_together_with_what_lies_beside_them() -> None:
    reports = [{"type": "report", "id": f"r{n}", "object_refs": [f"l{n}", "i"]} for n in range(AT_ONCE + 1)]
    places = [{"type": "location", "id": f"l{n}"} for n in range(AT_ONCE + 1)]
    notes = [{"type": "note", "id": f"n{n}", "object_refs": [f"r{n}"]} for n in range(AT_ONCE + 1)]
    made = list(lots([*notes, *places, {"type": "identity", "id": "i"}, *reports, {"type": "note", "object_refs": 1}]))
    for lot in made:
        names = {one["id"] for one in lot}
        assert len(lot) <= 4 * AT_ONCE
        for one in lot:
            if one["type"] == "report":
                number = one["id"][1:]
                assert {f"l{number}", f"n{number}"} <= names
    assert sorted(one["id"] for lot in made for one in lot) == sorted(
        one["id"] for one in (*reports, *places, *notes, {"id": "i"})
    )
