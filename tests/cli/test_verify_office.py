"""What a real office hands out, checked by `tansiq verify` and by Go: receipts of a notice, and a copy of its log."""

from __future__ import annotations

import json
import random
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import read_note
from tansiq.evidence.proofs import InclusionProof
from tansiq.evidence.tiles import WIDTH, Tile, tiles_of
from tests.cli.terminal import tansiq
from tests.coordination import Speaker, agreed_office, at, flows, site, terms
from tests.evidence.judges import gopher
from tests.evidence.judges.gopher import Gopher


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    agreed = {"relief-army": (("army", "relief"), terms("one", flows("army", "relief")))}
    with agreed_office(tmp_path_factory.mktemp("office"), "--checkpoint-s", "0.05", agreed=agreed) as speakers:
        yield speakers


def fetched(speaker: Speaker, path: str) -> bytes:
    """Once it is there: a receipt waits for the checkpoint that holds it."""
    request = urllib.request.Request(f"{speaker.office.url}{path}")
    if path.startswith("/api"):
        request.add_header("Authorization", f"Bearer {speaker.token}")
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise


@pytest.fixture(scope="module")
def receipts(parties: dict[str, Speaker], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One for each thing that is said of a notice; and the office's keys."""
    folder, relief, army = tmp_path_factory.mktemp("receipts"), parties["relief"], parties["army"]
    made = relief.post("/notices", site(45.0, 5.0, ["army"]))
    path = f"/notices/{made['id']}"
    army.post(f"{path}/acknowledgement", {"version": 1, "person": "Captain Nour"})
    army.post(f"{path}/passing-on", {"version": 1, "unit": "2nd squadron", "passed_at": at(0), "person": "Nour"})
    found = {}
    for one in relief.get(f"/receipts?subject=notice&id={made['id']}&limit=1000")["items"]:
        file = folder / f"receipt-{one['number']}.tlog-proof"
        file.write_bytes(fetched(relief, f"/api/v1/receipts/{one['number']}/file"))
        found[one["says"]] = file
    found["keys"] = folder / "office.vkey"
    found["keys"].write_bytes(fetched(relief, "/log/keys"))
    return found


def test_each_receipt_of_a_notice_says_what_was_done_and_by_whom(receipts: dict[str, Path]) -> None:
    names = ("taken in", "given", "acknowledged", "passed on")
    done = tansiq("verify", *(receipts[name] for name in names), "--key", receipts["keys"], "--language", "en")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    for words in (
        "The office took this in.", "This was given to the party", "The party acknowledged this:",
        "passed on to the unit.", "person Captain Nour", "unit 2nd squadron", "by the party's own word",
        "for army, relief", "log localhost/log", "the office's word alone", "is, to the byte",
    ):  # fmt: skip
        assert words in said, words
    answer = tansiq("verify", receipts["given"], "--key", receipts["keys"], "--json")
    (given,) = json.loads(answer.stdout)["files"]
    assert json.loads(given["content"])
    assert json.loads(given["entry"]["body"])["says"] == "given"


def test_another_key_or_another_receipt_s_content_is_not_taken(receipts: dict[str, Path], tmp_path: Path) -> None:
    taken, given = (InclusionProof.read(receipts[name].read_bytes()) for name in ("taken in", "given"))
    swapped = tmp_path / "swapped"
    mixed = InclusionProof(given.index, given.hashes, given.checkpoint, taken.extra)
    swapped.write_text(mixed.written(), "utf-8")
    done = tansiq("verify", swapped, "--key", receipts["keys"])
    assert done.returncode == 1
    assert "NOT in the log" in done.stderr


def test_a_copy_of_the_log_is_whole_and_go_reads_it_too(
    parties: dict[str, Speaker], receipts: dict[str, Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    relief = parties["relief"]
    for number in range(45):  # several entries each
        relief.post("/notices", site(45.0 + number / 50, 5.0, ["army"]))
    written = fetched(relief, "/log/checkpoint")
    while (checkpoint := Checkpoint.read(read_note(written).text)).size <= WIDTH:
        relief.post("/notices", site(45.0, 6.0, ["army"]))
        written = fetched(relief, "/log/checkpoint")
    hashed = list(tiles_of(checkpoint.size))
    files = {tile.path: b"" for tile in hashed} | {
        Tile(-1, tile.index, tile.width).path: b"" for tile in hashed if tile.level == 0
    }
    for path in files:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(fetched(relief, f"/log/{path}"))
    (tmp_path / "checkpoint").write_bytes(written)
    done = tansiq("verify", tmp_path, "--key", receipts["keys"], "--json")
    assert done.returncode == 0, done.stderr
    (said,) = json.loads(done.stdout)["files"]
    assert (said["entries"], said["tiles"], said["bundles"]) == (checkpoint.size, len(hashed), 2)

    go = Gopher.built(tmp_path_factory.mktemp("go"))
    key = receipts["keys"].read_text().split()
    early = InclusionProof.read(receipts["given"].read_bytes())
    before = Checkpoint.read(early.checkpoint.text)
    some = sorted({before.size - 1, early.index, *random.Random(1).sample(range(checkpoint.size), 20)})
    opened, older, tiles = go.answers(
        [
            gopher.note(written, key),
            gopher.note(early.checkpoint.written().encode(), key),
            gopher.tiles(tmp_path, checkpoint.size, checkpoint.root, some),
        ]
    )
    assert opened["Text"] == checkpoint.text()
    assert older["Text"] == before.text()
    assert tiles["Hash"] == gopher.b64(checkpoint.root)
    # Go's own proof that the log of now continues the one in which the receipt was given, and Go's check of both.
    proofs = dict(zip(some, zip(tiles["Proofs"][::2], tiles["Proofs"][1::2], strict=True), strict=True))
    leaf = tiles["Hashes"][some.index(early.index)]
    continues = gopher.tree(before.size, checkpoint.size, before.root, checkpoint.root, ())
    continues["Proof"] = proofs[before.size - 1][1]
    there = gopher.record(b"", early.index, before.size, early.hashes, before.root) | {"Hash": leaf}
    assert go.refuses([continues, there, there | {"Index": early.index - 1}]) == [False, False, True]
