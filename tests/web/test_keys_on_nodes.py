"""The keys of an office on two nodes: those that sign its log, by a file at each node, and those of the witnesses that
it hosts, which are the same whichever node is asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tansiq.evidence.checkpoints import Checkpoint, cosigners
from tansiq.evidence.key_statements import keys_stated
from tansiq.evidence.notes import PublicKey, SignedNote, read_note, read_signature
from tansiq.evidence.ring import new_ring, read_ring
from tests.coordination import Speaker, eventually, flight, found_office
from tests.evidence.test_witness import OLD, Log
from tests.postgres import Cluster
from tests.serving import Identity, Office
from tests.web.browsing import person
from tests.web.test_nodes import Nodes
from tests.web.test_witness_service import HONEST, Prefix

OFTEN = ("--checkpoint-s", "0.05", "--witness-every-s", "0.1")


@pytest.fixture
def nodes(cluster: Cluster, tmp_path: Path, identity: Identity) -> Iterator[Nodes]:
    """Two, each with a file of its own for the log's keys."""
    address = cluster.make_database()
    found_office(address)
    both = Nodes(address, tmp_path, identity, [])
    new_ring("localhost/log").write(tmp_path / "one.log-key")
    try:
        for name in ("one", "two"):
            if name == "two":
                shutil.copy(tmp_path / "one.log-key", tmp_path / "two.log-key")
            watching = ("--watch-log", OLD.public.written(), "--log-key", str(tmp_path / f"{name}.log-key"))
            both.offices.append(both.start(name, *OFTEN, *watching))
        yield both
    finally:
        for office in both.offices:
            if office.process.poll() is None:
                office.stop()


def signed_by(office: Office) -> set[bytes]:
    """Who signed the newest checkpoint, once it speaks of all that the office has acknowledged."""
    sequence = int(office.call("GET", "/readyz")[1]["sequence"])

    def newest() -> SignedNote | None:
        note = read_note(str(office.call("GET", "/log/checkpoint")[1]))
        return note if Checkpoint.read(note.text).size >= sequence else None

    return {one.key_id for one in eventually(newest).signatures}


def keys_at(office: Office) -> list[PublicKey]:
    return [PublicKey.read(line) for line in str(office.call("GET", "/log/keys")[1]).splitlines()]


def states(office: Office) -> tuple[PublicKey, ...]:
    return keys_stated(read_note(str(office.call("GET", "/log/keys/statement")[1])))[1]


def test_a_key_comes_into_use_and_out_of_it_at_all_nodes_while_their_files_differ(
    nodes: Nodes, identity: Identity
) -> None:
    one, two = nodes.offices
    files = [nodes.folder / f"{name}.log-key" for name in ("one", "two")]
    army = [Speaker(office, identity, "army") for office in nodes.offices]
    (old,) = keys_at(one)
    read_ring(files[0]).with_new().write(files[0])
    eventually(lambda: len(keys_at(two)) == 2)
    new = keys_at(two)[1]
    for speaker in army:  # whoever puts a checkpoint up, nothing is taken back while node two has the older file
        for number in range(3):
            speaker.post("/operations", flight(30.0 + number / 10, 5.0, kind="convoy"))
            assert [keys_at(office) for office in nodes.offices] == [[old, new]] * 2
    assert {states(office) for office in nodes.offices} == {(old, new)}, "also where the new key is not"
    eventually(lambda: signed_by(one) == {old.id, new.id})
    assert signed_by(two) == {old.id}
    shutil.copy(files[0], files[1])
    eventually(lambda: signed_by(two) == {old.id, new.id})
    read_ring(files[1]).without(old.id.hex()).write(files[1])
    eventually(lambda: keys_at(one) == [new])
    army[0].post("/operations", flight(31.0, 5.0, kind="convoy"))
    for office in nodes.offices:
        eventually(lambda office=office: signed_by(office) == {new.id})  # type: ignore[misc]
        assert states(office) == (new,)
    said = [entry for entry in army[0].get("/feed?after=0")["items"] if entry["why"] == "keys"]
    assert len(said) == 2, "one for each change, and none that takes it back"
    log = army[1].get("/log")["keys"]
    assert [(key["key"], "until" in key) for key in log] == [(old.written(), True), (new.written(), False)]


def test_a_node_that_has_none_of_the_keys_signs_nothing_until_it_gets_the_file(
    nodes: Nodes, identity: Identity
) -> None:
    one, two = nodes.offices
    files = [nodes.folder / f"{name}.log-key" for name in ("one", "two")]
    (old,) = keys_at(one)
    read_ring(files[0]).with_new().write(files[0])
    eventually(lambda: len(keys_at(one)) == 2)
    read_ring(files[0]).without(old.id.hex()).write(files[0])
    (new,) = eventually(lambda: found if len(found := keys_at(two)) == 1 else None)
    Speaker(one, identity, "army").post("/operations", flight(30.0, 5.0, kind="convoy"))
    eventually(lambda: signed_by(one) == {new.id})
    eventually(lambda: "copy the file of keys from another node" in two.log.read_text())
    before = Checkpoint.read(read_note(str(two.call("GET", "/log/checkpoint")[1])).text).size
    assert before < int(two.call("GET", "/readyz")[1]["sequence"])
    with pytest.raises(RuntimeError, match="--log-key"):
        nodes.start("three", "--log-key", str(files[1]))
    shutil.copy(files[0], files[1])
    eventually(lambda: signed_by(two) == {new.id})


@pytest.mark.stories
def test_a_hosted_witness_is_one_whichever_node_is_asked_and_cosigns_one_past(nodes: Nodes, identity: Identity) -> None:
    person(nodes.offices[0], identity, "relief", "amal", "administrator")
    (key,) = {
        PublicKey.read(Speaker(office, identity, "relief").get("/log/watch")["witness"]) for office in nodes.offices
    }
    at = [Prefix(f"{office.url}/witness/{key.id.hex()}") for office in nodes.offices]
    assert not list(nodes.folder.rglob("*.witness-key"))
    size = 0
    for number in range(1, 9):  # each node goes on from what the other has cosigned, and not from what it has seen
        here, there = at[number % 2], at[1 - number % 2]
        answer = here.push(size, 5 * number)
        assert answer.status_code == 200, answer.text
        line = read_signature(answer.text.removesuffix("\n"))
        assert cosigners(SignedNote(HONEST.note(5 * number).text, (line,)), [key])
        assert (late := there.push(size, 5 * number + 1)).status_code == 409
        assert late.text == f"{5 * number}\n"
        size = 5 * number
    assert {prefix.log()["checkpoint"] for prefix in at} == {HONEST.note(size).written()}


def test_two_nodes_that_are_asked_at_once_cosign_one_of_two_pasts(nodes: Nodes, identity: Identity) -> None:
    person(nodes.offices[0], identity, "relief", "amal", "administrator")
    key = PublicKey.read(Speaker(nodes.offices[1], identity, "relief").get("/log/watch")["witness"])
    at = [Prefix(f"{office.url}/witness/{key.id.hex()}") for office in nodes.offices]
    pasts = (HONEST, Log(60, lies_from=0))
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda n: at[n].push(0, 10, pasts[n]).status_code, (0, 1)))
    assert sorted(answers) == [200, 409]
    (kept,) = {prefix.log()["checkpoint"] for prefix in at}
    assert kept == pasts[answers.index(200)].note(10).written()


@pytest.mark.stories
def test_the_key_of_a_hosted_witness_outlives_the_node_that_made_it(nodes: Nodes, identity: Identity) -> None:
    one, two = nodes.offices
    person(one, identity, "relief", "amal", "administrator")
    key = Speaker(one, identity, "relief").get("/log/watch")["witness"]
    one.kill()
    assert Speaker(two, identity, "relief").get("/log/watch")["witness"] == key
    shutil.rmtree(nodes.folder / "one")
    nodes.offices[0] = nodes.start("one", *OFTEN, "--log-key", str(nodes.folder / "one.log-key"))
    assert Speaker(nodes.offices[0], identity, "relief").get("/log/watch")["witness"] == key

    def cosigned() -> bool:
        witnesses = Speaker(two, identity, "army").get("/log")["witnesses"]
        return any(one["party"] == "relief" and one["key"] == key for one in witnesses)

    eventually(cosigned, 30)  # the lease of the one that was killed has to run out first
