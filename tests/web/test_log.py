"""The journal's public log, over HTTP: what is served is the tree of the journal, whatever ended the office between."""

from __future__ import annotations

import stat
import uuid
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import apsw
import pytest

from tansiq.evidence.checkpoints import Checkpoint, trusted_checkpoint
from tansiq.evidence.notes import PublicKey, read_note
from tansiq.evidence.opening import leaf_of
from tansiq.evidence.tiles import Tile, TileHashes, entries_in, tiles_of
from tansiq.evidence.tree import check_consistency, consistency_proof, leaf_hash, root_hash
from tansiq.journal.stores.reading import open_for_reading, verified_entries
from tests.coordination import eventually
from tests.serving import Identity, Office, running_office, start_office
from tests.web.test_contract import INTENTS, extent, flight

EVERY_TIME = ("--checkpoint-s", "0.05")


def fetched(office: Office, path: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urlopen(f"{office.url}/log/{path}", timeout=30) as answer:
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        return error.code, error.read(), {}


def keys_of(office: Office) -> list[PublicKey]:
    return [PublicKey.read(line) for line in fetched(office, "keys")[1].decode().splitlines()]


def announce(office: Office, identity: Identity, count: int, far: float = 0.0) -> None:
    token = identity.token("uss1")
    for number in range(count):
        place = extent(-60 + 0.1 * number, 10 + far)
        status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[place]))
        assert status == 201, answer


def checkpoint_of(office: Office, size: int) -> Checkpoint:
    """The first one of so many entries at least: each request waits for what was appended before it."""
    keys = keys_of(office)
    while True:
        status, body, _ = fetched(office, "checkpoint")
        if status == 200:
            checkpoint, signers = trusted_checkpoint(read_note(body), keys)
            assert len(signers) == len(keys)
            if checkpoint.size >= size:
                return checkpoint


def size_of(office: Office) -> int:
    return int(office.call("GET", "/readyz")[1]["sequence"])


def served(office: Office, tile: Tile) -> bytes:
    status, body, headers = fetched(office, tile.path)
    assert status == 200
    assert "immutable" in headers["cache-control"]
    return body


def test_what_is_served_is_the_tree_of_the_journal(tmp_path: Path, identity: Identity) -> None:
    journal = tmp_path / "j.db"
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        assert checkpoint_of(office, 0).size == 0
        announce(office, identity, 150)
        first = checkpoint_of(office, size_of(office))
        announce(office, identity, 150, far=20)
        last = checkpoint_of(office, size_of(office))
        assert last.size >= 300
        assert last.origin == "localhost/log"

        hashes = TileHashes(last.size, lambda tile: served(office, tile))
        assert root_hash(last.size, hashes) == last.root
        proof = consistency_proof(first.size, last.size, hashes)
        check_consistency(first.size, last.size, first.root, last.root, proof)

        leaves: list[bytes] = []
        for start in range(0, last.size, 256):
            bundle = served(office, Tile(-1, start // 256, min(256, last.size - start)))
            leaves += entries_in(bundle)
        connection = open_for_reading(journal)
        assert leaves == [leaf_of(entry.header) for entry in verified_entries(connection, journal)][: last.size]
        connection.close()
        level = served(office, Tile(0, 0))
        assert [leaf_hash(leaf) for leaf in leaves[:256]] == [level[at : at + 32] for at in range(0, 8192, 32)]
        status, _, headers = fetched(office, "checkpoint")
        assert (status, headers["cache-control"]) == (200, "no-cache")
        assert headers["content-type"].startswith("text/plain")
        assert b"uss1" not in b"".join(leaves)  # who did something is not in what everybody may read


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001",  # no such tile yet
        "tile/0/000.p/250",  # nor so wide a one
        "tile/entries/000.p/250",
        "tile/1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/0",
        "tile/00/000.p/1",
        "tile/x/000",
        "tile/-1/000.p/1",
        "tile/0/x001/000",
        "tile/0/999999999999999",
        "tile/63/000",
        "tile/entries/../0/000.p/1",
        "tile/0/%00",
        "tile/",
    ],
)
def test_what_is_no_tile_of_the_tree_is_not_found(shared: Office, path: str) -> None:
    assert fetched(shared, path)[0] == 404


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("log")
    identity = Identity(folder)
    with running_office(folder / "j.db", identity.public_file, *EVERY_TIME) as office:
        announce(office, identity, 3)
        checkpoint_of(office, size_of(office))
        yield office


def test_after_a_kill_the_log_goes_on_from_what_was_given_out(tmp_path: Path, identity: Identity) -> None:
    journal = tmp_path / "j.db"
    seen: list[Checkpoint] = []
    keys = None
    for turn in range(3):
        office = start_office(journal, identity.public_file, *EVERY_TIME)
        try:
            keys = keys or keys_of(office)
            assert keys_of(office) == keys
            announce(office, identity, 20, far=turn * 20)
            seen.append(checkpoint_of(office, size_of(office) - turn))
        finally:
            office.kill()
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        last = checkpoint_of(office, size_of(office))
        hashes = TileHashes(last.size, lambda tile: served(office, tile))
        for one in seen:
            proof = consistency_proof(one.size, last.size, hashes)
            check_consistency(one.size, last.size, one.root, last.root, proof)


def test_the_keys_are_their_owners_alone_and_no_log_line_shows_them(tmp_path: Path, identity: Identity) -> None:
    journal, ring = tmp_path / "j.db", tmp_path / "j.log-key"
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        secret = ring.read_text().split("+", 4)[-1].strip()  # base64 has + in it, too
        assert stat.S_IMODE(ring.stat().st_mode) == 0o600
        assert keys_of(office)[0].written() in office.log.read_text()
    assert secret not in office.log.read_text()
    ring.chmod(0o640)
    with pytest.raises(RuntimeError, match="can be read by others"):
        start_office(journal, identity.public_file)
    ring.chmod(0o600)
    ring.write_text("PRIVATE+KEY+nonsense\n")
    with pytest.raises(RuntimeError, match="--log-key"):
        start_office(journal, identity.public_file)
    ring.write_text("")
    with pytest.raises(RuntimeError, match="has 0 keys"):
        start_office(journal, identity.public_file)


def test_where_the_keys_are_missing_no_others_take_their_place(tmp_path: Path, identity: Identity) -> None:
    journal, ring, away = tmp_path / "j.db", tmp_path / "j.log-key", tmp_path / "away"
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        announce(office, identity, 3)
    ring.rename(away)
    with pytest.raises(RuntimeError, match="it is not here, and its keys sign the log"):
        start_office(journal, identity.public_file)
    assert not ring.exists(), "a new one would have retired it"
    anew = ("--log-name", "localhost/another")
    with running_office(journal, identity.public_file, *EVERY_TIME, *anew) as office:
        eventually(lambda: [key.name for key in keys_of(office)] == ["localhost/another"])
    away.replace(ring)
    with pytest.raises(RuntimeError, match="signed with other keys"):
        start_office(journal, identity.public_file)


def test_an_office_does_not_sign_a_second_past(tmp_path: Path, identity: Identity) -> None:
    """An older copy of the journal: what had been given out is not there."""
    journal = tmp_path / "j.db"
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        announce(office, identity, 5)
        checkpoint_of(office, size_of(office))
    connection = apsw.Connection(str(journal))
    connection.execute("DELETE FROM bodies WHERE sequence > 4; DELETE FROM entries WHERE sequence > 4")
    connection.close()
    (tmp_path / "j.db.mark").unlink()
    with pytest.raises(RuntimeError, match=r"a checkpoint of .* entries has been given out"):
        start_office(journal, identity.public_file)


def test_tiles_that_are_not_whole_are_made_anew(tmp_path: Path, identity: Identity) -> None:
    journal, folder = tmp_path / "j.db", tmp_path / "j.tiles"
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        announce(office, identity, 5)
        before = checkpoint_of(office, size_of(office))
    (tile,) = (tile for tile in tiles_of(before.size) if tile.level == 0)
    (folder / tile.path).write_bytes(bytes(before.size * 32))
    with running_office(journal, identity.public_file, *EVERY_TIME) as office:
        assert checkpoint_of(office, before.size) == before
        assert TileHashes(before.size, lambda one: served(office, one))(0, 0) != bytes(32)
    assert (tmp_path / "j.tiles.damaged1").is_dir()
