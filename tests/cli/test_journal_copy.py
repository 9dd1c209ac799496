"""`tansiq journal copy`: what it says, and how it ends, with a real PostgreSQL and journals of an office."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from pathlib import Path

import pytest

from tansiq.cli.output import EXIT_DAMAGED, EXIT_REFUSED, EXIT_UNREACHABLE
from tansiq.journal.blobs import FolderBlobs
from tansiq.journal.stores.sqlite import SqliteStore
from tests.cli.terminal import Done, tansiq
from tests.coordination import found_office
from tests.postgres import Cluster


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "office.db"
    path.parent.mkdir()
    found_office(path)
    return path


def copy(source: object, target: object, *more: object) -> Done:
    return tansiq("journal", "copy", source, target, *more, width=200)


def refused(done: Done, code: int, *words: str) -> None:
    assert (done.returncode, done.stdout) == (code, ""), done.stdout + done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
    assert "fault" not in done.stderr


def test_it_says_what_went_what_stays_and_what_serves_it(office: Path, tmp_path: Path, address: str) -> None:
    key, back = tmp_path / "seal-key", tmp_path / "back" / "office.db"
    done = copy(office, address, "--seal-key", key)
    assert done.returncode == 0, done.stderr
    for said in ("Merkle roots of both are the same", "office.log-key", f"{key}, made just now"):
        assert said in done.stdout
    assert f"tansiq serve --journal {address} --data DIR --seal-key {key}" in done.stdout
    answer = copy(address, f"sqlite:{back}", "--seal-key", key, "--json")
    assert answer.returncode == 0, answer.stderr
    document = json.loads(answer.stdout)
    (journal,) = document["journals"]
    assert (journal["journal"], journal["entries"] > 10, journal["key"]) == ("office", True, False)
    assert journal["root"] in done.stdout, "the same root, both ways"
    assert len(base64.b64decode(journal["root"])) == 32
    assert document["serve"] == f"tansiq serve --journal sqlite:{back}"
    assert not any("made just now" in line for line in document["by_hand"])
    assert tansiq("journal", "verify", back).returncode == 0


def test_a_password_is_not_shown(office: Path, tmp_path: Path, address: str) -> None:
    secret = address.replace("tansiq@", "tansiq:not-for-logs@")
    done = copy(office, secret, "--seal-key", tmp_path / "seal-key")
    assert done.returncode == 0, done.stderr
    assert "not-for-logs" not in done.stdout + done.stderr
    again = copy(office, secret, "--seal-key", tmp_path / "seal-key")
    refused(again, EXIT_REFUSED, "holds journals already")
    assert "not-for-logs" not in again.stderr


def test_wrong_things_are_refused_and_said(office: Path, tmp_path: Path, address: str, cluster: Cluster) -> None:
    key = ("--seal-key", tmp_path / "seal-key")
    nothing, text = tmp_path / "no.db", tmp_path / "text.db"
    text.write_text("The quick brown fox jumps over the lazy dog. " * 40)
    refused(copy(office, address), EXIT_REFUSED, "--seal-key FILE")
    refused(copy(nothing, address, *key), EXIT_REFUSED, "no journal at")
    refused(copy(text, address, *key), EXIT_REFUSED, "not a journal of Tansiq")
    refused(copy(office, "postgresql://tansiq@127.0.0.1:1/office", *key), EXIT_UNREACHABLE, "the database cannot")
    refused(copy(office, "postgresql://u@[h/d", *key), EXIT_REFUSED, "not an address")
    refused(copy(address, tmp_path / "a" / "office.db", *key), EXIT_REFUSED, "holds no journal")
    assert not (tmp_path / "seal-key").exists(), "nothing was kept under it"
    (tmp_path / "seal-key").write_text("no key")
    refused(copy(office, address, *key), EXIT_REFUSED, "holds no key of 32 bytes")
    (tmp_path / "seal-key").unlink()
    with closing(SqliteStore.open(office)):
        refused(copy(office, address, *key), EXIT_REFUSED, "is in use by process")
    name = address.rpartition("/")[2]
    cluster.ask(name, "UPDATE tansiq_schema SET version = 1")
    refused(copy(office, address, *key), EXIT_REFUSED, "`tansiq journal migrate` brings them up to date")
    empty = tmp_path / "empty.db"
    SqliteStore.open(empty).close()
    cluster.ask(name, "UPDATE tansiq_schema SET version = 2")
    refused(copy(empty, address, *key), EXIT_REFUSED, "nothing to copy")
    assert copy(office, address, *key).returncode == 0


def test_damage_has_the_code_of_damage_and_keeps_nothing(office: Path, tmp_path: Path, address: str) -> None:
    key = ("--seal-key", tmp_path / "seal-key")
    blob = FolderBlobs(office.with_suffix(".files")).put(b"a map")
    file = office.with_suffix(".files") / blob[:2] / blob
    file.write_bytes(b"a mop")
    refused(copy(office, address, *key), EXIT_DAMAGED, "is not what its name says", "move it away as evidence")
    file.unlink()
    with closing(SqliteStore.open(office)) as store:
        store._connection.execute("UPDATE bodies SET body = x'7b7d' WHERE sequence = 5")
    refused(copy(office, address, *key), EXIT_DAMAGED, "damaged at sequence 5", "entries 1 to 4 are whole")


def test_a_folder_that_cannot_be_written_is_said(office: Path, tmp_path: Path, address: str) -> None:
    key = ("--seal-key", tmp_path / "seal-key")
    assert copy(office, address, *key).returncode == 0
    (tmp_path / "file").write_bytes(b"")
    refused(copy(address, tmp_path / "file" / "office.db", *key), EXIT_REFUSED, str(tmp_path / "file"))


def test_a_folder_for_the_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    there = tmp_path / "nowhere"
    done = copy(tmp_path / "office.db", "postgresql://nobody@127.0.0.1:1/office", "--seal-key", there / "seal-key")
    refused(done, EXIT_REFUSED, f"--seal-key: the folder {there} is not there")
