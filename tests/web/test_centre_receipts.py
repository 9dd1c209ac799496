"""Proof at a party's own centre: the office's, to the byte; and plainly said where only the office could give it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tansiq.evidence.notes import PublicKey
from tansiq.evidence.policy import Policy
from tansiq.evidence.verifying import Proven, check
from tests.cli.terminal import Terminal
from tests.coordination import Speaker, site
from tests.linked import Linked, linked


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    with linked(tmp_path_factory.mktemp("link")) as whole:
        whole.wait_up()
        yield whole


def answer_of(speaker: Speaker, path: str) -> tuple[int, dict[str, str], bytes]:
    asked = urllib.request.Request(f"{speaker.office.url}{path}")
    asked.add_header("Authorization", f"Bearer {speaker.token}")
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {}, error.read()


def test_receipts_come_through_the_centre_to_the_byte_and_are_missed_plainly(link: Linked, tmp_path: Path) -> None:
    here, there, army = link.here, link.there, link.speakers["army"]
    # In letters of no European language: they must come through as they are.
    made = here.post("/notices", site(45.0, 5.0, ["army"]) | {"author": "لينا"})
    person = "النقيب نور"
    army.post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": person})
    listed = here.get(f"/receipts?subject=notice&id={made['id']}&limit=1000")
    assert listed == there.get(f"/receipts?subject=notice&id={made['id']}&limit=1000")
    assert [one["says"] for one in listed["items"]] == ["taken in", "given", "acknowledged"]
    number = listed["items"][2]["number"]
    path = f"/api/v1/receipts/{number}/file"

    def both() -> bool:
        """Checkpoints go on: the two are compared where none came between."""
        return answer_of(here, path)[2] == answer_of(there, path)[2]

    link.wait_until(both)
    status, headers, file = answer_of(here, path)
    assert (status, headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert headers["content-disposition"] == f'attachment; filename="receipt-{number}.tlog-proof"'
    assert headers["cache-control"] == "private, no-cache"
    keys = tuple(map(PublicKey.read, answer_of(there, "/log/keys")[2].decode().splitlines()))
    found = check(file, Policy(keys))
    assert isinstance(found, Proven)
    assert person in json.loads(found.entry.body)["person"]

    terminal = Terminal(here, tmp_path)
    assert [one["number"] for one in terminal.json("receipt", "list", "notice", made["id"])] == [
        one["number"] for one in listed["items"]
    ]
    terminal("receipt", "get", "--of", "notice", made["id"], "--out", tmp_path / "all")
    assert all(isinstance(check(one.read_bytes(), Policy(keys)), Proven) for one in (tmp_path / "all").iterdir())
    foreign = army.get(f"/receipts?subject=notice&id={made['id']}")["items"]
    assert {one["number"] for one in foreign} < {one["number"] for one in listed["items"]}
    assert answer_of(here, "/api/v1/receipts/999999/file")[0] == 404

    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    for asked in (path, f"/api/v1/receipts?subject=notice&id={made['id']}"):
        status, _, said = answer_of(here, asked)
        assert (status, json.loads(said)["code"]) == (503, "office-unreachable")
    link.wire.mend()
