"""`tansiq receipt`: from what was done to a file that proves it, by commands alone."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, tansiq, too_wide
from tests.coordination import Speaker, agreed_office, site


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    with agreed_office(tmp_path_factory.mktemp("receipts"), "--checkpoint-s", "0.05") as made:
        yield made


@pytest.fixture
def terminals(parties: dict[str, Speaker], tmp_path: Path) -> dict[str, Terminal]:
    return {name: Terminal(speaker, tmp_path) for name, speaker in parties.items()}


@pytest.fixture(scope="module")
def notice(parties: dict[str, Speaker]) -> str:
    made = parties["relief"].post("/notices", site(45.0, 5.0, ["army"]))
    parties["army"].post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "Captain Nour"})
    return str(made["id"])


def test_receipts_are_listed_and_got_as_files_that_prove_them(
    parties: dict[str, Speaker], terminals: dict[str, Terminal], notice: str, tmp_path: Path
) -> None:
    relief, army = terminals["relief"], terminals["army"]
    shown = relief("receipt", "list", "notice", notice[:8])
    assert shown.startswith("3 receipts\n"), shown
    assert re.search(r"acknowledged +army +version 1, Captain Nour", shown), shown
    assert not too_wide(shown), too_wide(shown)
    listed = relief.json("receipt", "list", "notice", notice)
    assert [one["says"] for one in listed] == ["taken in", "given", "acknowledged"]
    number = listed[2]["number"]

    file = tmp_path / "proof"
    assert "bytes" in relief("receipt", "get", number, "--out", file)
    url = f"{parties['relief'].office.url}/api/v1/receipts/{number}/file"
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {parties['relief'].token}"})
    with urllib.request.urlopen(asked) as answer:
        assert file.read_bytes().split(b"\n\n")[0].split(b"\n")[:3] == answer.read().split(b"\n\n")[0].split(b"\n")[:3]
    keys = tmp_path / "office.vkey"
    with urllib.request.urlopen(f"{parties['relief'].office.url}/log/keys") as answer:
        keys.write_bytes(answer.read())
    done = tansiq("verify", file, "--key", keys)
    assert done.returncode == 0, done
    assert "Captain Nour" in done.stdout
    assert "is there already" in relief("receipt", "get", number, "--out", file, status=2)
    relief("receipt", "get", number, "--output", file, "--replace")

    folder = tmp_path / "all"
    got = relief.json("receipt", "get", "--of", "notice", notice, "--out", folder)
    assert (got["receipts"], len(got["files"])) == (3, 3)
    assert "0 receipts written, 3 there already" in relief("receipt", "get", "--of", "notice", notice, "--out", folder)
    assert tansiq("verify", *sorted(folder.iterdir()), "--key", keys).returncode == 0
    assert {one["number"] for one in army.json("receipt", "list", "notice", notice)} == {
        one["number"] for one in listed[1:]
    }


def test_nobody_learns_of_anothers_and_bad_questions_are_refused(
    terminals: dict[str, Terminal], notice: str, tmp_path: Path
) -> None:
    number = terminals["relief"].json("receipt", "list", "notice", notice)[0]["number"]
    stranger = terminals["stranger"]
    assert stranger.json("receipt", "list", "party", "relief") == []
    nothing = stranger("receipt", "get", 999_999, status=2)
    assert nothing == "tansiq: no receipt 999999 of your party (not-found)\n"
    assert stranger("receipt", "get", number, status=2) == nothing.replace("999999", str(number))
    assert "is no number of a receipt" in stranger("receipt", "get", "x", status=2)
    assert "--out names a folder" in stranger("receipt", "get", "--of", "notice", notice, status=2)
    assert list(tmp_path.glob("*.tlog-proof")) == []
