"""Witnesses of the office's log: a party's own centre, in a process of its own, and those that the office hosts."""

from __future__ import annotations

import base64
import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from tansiq.evidence.checkpoints import Checkpoint, cosign, cosigners, trusted_checkpoint
from tansiq.evidence.claims import check_claim, claimed
from tansiq.evidence.contradictions import Contradiction, Finding
from tansiq.evidence.notes import COSIGNATURE, PrivateKey, PublicKey, read_note
from tansiq.evidence.ring import read_ring
from tests.coordination import flight
from tests.linked import PARTY, Linked, linked
from tests.serving import Office
from tests.thorough import again

OFTEN = ("--witness-every-s", "0.1")
BOTH_OFTEN = (*OFTEN, "--checkpoint-s", "0.05")


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Linked]:
    with linked(tmp_path, *OFTEN, office_options=BOTH_OFTEN) as whole:
        yield whole


def log_of(link: Linked, who: str = "army") -> dict[str, Any]:
    return dict(link.speakers[who].get("/log"))


def plan(link: Linked, number: int) -> None:
    link.there.post("/operations", flight(10.0 + number / 10, 5.0, kind="convoy"))


def final_of(link: Linked, size: int) -> dict[str, Any]:
    """The newest final checkpoint, once it is of more than so many entries."""

    def found() -> dict[str, Any] | None:
        final = log_of(link)["final"]
        return dict(final) if final is not None and final["size"] > size else None

    return link.wait_until(found)


def keys_of(office: Office) -> list[PublicKey]:
    return [PublicKey.read(line) for line in office.call("GET", "/log/keys")[1].splitlines()]


def test_a_partys_own_centre_cosigns_and_then_a_checkpoint_is_final(link: Linked) -> None:
    first = final_of(link, 0)
    plan(link, 1)
    final = final_of(link, first["size"])
    log = log_of(link)
    (witness,) = (one for one in log["witnesses"] if one["own_centre"])
    assert witness["party"] == PARTY
    note = read_note(final["note"])
    checkpoint, signers = trusted_checkpoint(note, keys_of(link.office))
    assert (checkpoint.size, len(signers)) == (final["size"], 1)
    (cosigned,) = cosigners(note, [PublicKey.read(witness["key"])])
    assert cosigned.at_s > 0
    assert (final["final"], final["independent"]) == (True, 1)
    key_file = link.folder / "own" / f"{PARTY}.witness-key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert key_file.read_text().split("+", 4)[-1].strip() not in link.centre.log.read_text()  # type: ignore[union-attr]


def test_a_log_that_grows_by_nothing_but_witnessing_is_not_put_up_again(link: Linked) -> None:
    final_of(link, 0)
    plan(link, 1)
    size = int(link.office.call("GET", "/readyz")[1]["sequence"])
    still = final_of(link, size - 2)["size"]
    link.wait_until(lambda: log_of(link)["size"] > still)  # of its own entries there are checkpoints, too
    grown = [int(link.office.call("GET", "/readyz")[1]["sequence"])]
    for number in range(2, 4):
        plan(link, number)
        before = final_of(link, grown[-1])["size"]
        grown.append(int(link.office.call("GET", "/readyz")[1]["sequence"]))
        assert before <= grown[-1] <= before + 12  # what was planned and told, and no endless talk about it


def test_what_is_handed_in_is_checked(link: Linked) -> None:
    final = final_of(link, 0)
    there = link.identity.token(PARTY, "tansiq.link tansiq.read")
    witness = next(one for one in log_of(link)["witnesses"] if one["own_centre"])
    line = final["note"].splitlines(keepends=True)[-1]

    def hand_in(**changes: Any) -> tuple[int, str]:
        while True:  # one may be put up in between
            size = log_of(link)["put_up"]["size"]
            body = {"key": witness["key"], "size": size, "line": line, **changes}
            status, answer = link.office.call("PUT", "/api/v1/log/cosignature", there, body)
            if "size" in changes or answer.get("code") != "not-put-up":
                return status, answer.get("code", "")

    log_key = keys_of(link.office)[0].written()
    assert hand_in(size=final["size"] + 10_000) == (409, "not-put-up")
    assert hand_in(key="nonsense") == (400, "cosignature-invalid")
    assert hand_in(key=log_key) == (400, "cosignature-invalid")
    assert hand_in(line=line.replace(" ", "  ")) == (400, "cosignature-invalid")
    assert hand_in(line=f"{line[:-8]}AAAA\n"[-len(line) :]) == (400, "cosignature-invalid")
    token = link.identity.token(PARTY, "tansiq.read tansiq.operate")
    assert link.office.call("PUT", "/api/v1/log/cosignature", token, {})[0] == 403


def test_a_key_counts_for_one_party_whatever_name_it_is_given(link: Linked) -> None:
    final = final_of(link, 0)
    witness = PublicKey.read(next(one["key"] for one in log_of(link)["witnesses"] if one["own_centre"]))
    line = final["note"].splitlines()[-1]
    renamed = PublicKey("army.example/witness", witness.kind, witness.key)
    made = read_note(final["note"]).signatures[-1].made
    forged = f"\u2014 {renamed.name} {base64.b64encode(renamed.id + made).decode()}\n"
    assert line != forged
    token = link.identity.token("army", "tansiq.link tansiq.read")
    status, answer = link.office.call(
        "PUT", "/api/v1/log/cosignature", token, {"key": renamed.written(), "size": final["size"], "line": forged}
    )
    assert (status, answer["code"]) in ((409, "witness-key-taken"), (409, "not-put-up"))
    assert all(one["party"] != "army" or not one["own_centre"] for one in log_of(link)["witnesses"])


def test_nobody_hands_in_anothers_cosignature_as_his_own(link: Linked) -> None:
    final = final_of(link, 0)
    origin = Checkpoint.read(read_note(final["note"]).text).origin
    victim = PrivateKey.of("drones.example/witness", bytes(32), COSIGNATURE)
    tokens = {party: link.identity.token(party, "tansiq.link tansiq.read") for party in ("army", "drones")}

    def hand_in(party: str, claim: str) -> tuple[int, dict[str, Any]]:
        """Of what the victim would answer anybody who showed it the checkpoint."""
        while True:  # another may be put up in between
            put_up = log_of(link)["put_up"]
            line = cosign(read_note(put_up["note"]), victim, 1_800_000_000).line
            body = {"key": victim.public.written(), "size": put_up["size"], "line": line, "claim": claim}
            status, answer = link.office.call("PUT", "/api/v1/log/cosignature", tokens[party], body)
            if answer.get("code") != "not-put-up":
                return status, answer

    def refused(party: str, claim: str) -> tuple[int, str, str]:
        status, answer = hand_in(party, claim)
        return status, answer["code"], answer["field"]

    own = claimed(origin, "drones", victim, 1_800_000_000).written()
    assert refused("army", "") == (409, "witness-claim-missing", "claim")
    assert refused("army", own) == (400, "cosignature-invalid", "claim")
    assert refused("army", final["note"]) == (400, "cosignature-invalid", "claim")
    below = f"\u2014 {victim.public.name} {base64.b64encode(bytes(900)).decode()}\n"
    assert hand_in("drones", own + below)[0] == 200
    (known,) = (one for one in log_of(link)["witnesses"] if one["key"] == victim.public.written())
    assert (known["party"], known["claim"]) == ("drones", own), "without what anybody can write below it"
    linked_one = next(one for one in log_of(link)["witnesses"] if one["party"] == PARTY and one["own_centre"])
    check_claim(linked_one["claim"], origin, PARTY, PublicKey.read(linked_one["key"]))


def test_a_new_key_of_the_log_is_believed_by_the_old_one_and_told_to_all(link: Linked) -> None:
    first = final_of(link, 0)
    path = link.folder / "office.log-key"
    read_ring(path).with_new().write(path)
    old, new = link.wait_until(lambda: keys if len(keys := keys_of(link.office)) == 2 else None)
    plan(link, 1)

    def signed_by_both() -> dict[str, Any] | None:
        final = final_of(link, first["size"])
        return final if len(trusted_checkpoint(read_note(final["note"]), [old, new])[1]) == 2 else None

    both = link.wait_until(signed_by_both)
    read_ring(path).without(old.id.hex()).write(path)
    link.wait_until(lambda: keys_of(link.office) == [new])
    plan(link, 2)
    link.wait_until(lambda: len([one for one in log_of(link)["keys"] if "until" not in one]) == 1)
    link.wait_until(lambda: len(read_note(final_of(link, both["size"])["note"]).signatures) == 2)
    trusted_checkpoint(read_note(log_of(link)["final"]["note"]), [new])
    told = [item for item in link.speakers["army"].get("/feed?after=0")["items"] if item["subject"] == "log"]
    assert {"keys", "witness-joined"} <= {item["why"] for item in told}


def test_a_key_for_which_no_old_one_vouches_is_not_believed(link: Linked) -> None:
    final_of(link, 0)
    path = link.folder / "office.log-key"
    ring = read_ring(path).with_new()
    ring.without(ring.public[0].id.hex()).write(path)
    link.wait_until(lambda: keys_of(link.office) == [ring.public[1]])
    plan(link, 1)
    link.wait_until(lambda: "ask its operator" in link.centre.log.read_text())  # type: ignore[union-attr]
    assert log_of(link)["put_up"]["independent"] == 0


def shorten(journal: Path, to: int) -> None:
    """As an operator would who wants something forgotten."""
    connection = apsw.Connection(str(journal))
    connection.execute(f"DELETE FROM bodies WHERE sequence > {to}; DELETE FROM entries WHERE sequence > {to}")
    connection.close()
    Path(f"{journal}.mark").unlink()
    shutil.rmtree(journal.with_suffix(".tiles"))
    for snapshot in journal.parent.glob(f"{journal.name}.snapshot*"):
        snapshot.unlink()


def test_an_office_that_forgets_is_convicted_by_the_next_witness_and_all_are_told(link: Linked) -> None:
    begun = final_of(link, 0)["size"]
    for number in range(8):
        plan(link, number)
    signed = final_of(link, begun + 16)
    link.wait_up()
    link.office.stop()
    shorten(link.folder / "office.db", begun + 4)
    link.start_office_again()
    shown = link.wait_until(lambda: log_of(link)["contests"])
    assert (shown[0]["party"], shown[0]["own_centre"]) == (PARTY, True)
    for number in range(20):
        link.speakers["army"].post("/operations", flight(20.0 + number / 10, 5.0, kind="convoy"))
    contests = link.wait_until(lambda: [one for one in log_of(link)["contests"] if one["finding"] != "shortened"])
    evidence = Contradiction.read(contests[0]["contradiction"])
    keys = [PublicKey.read(one["key"]) for one in log_of(link)["keys"]]
    assert evidence.finding(keys) in (Finding.REWRITTEN, Finding.SPLIT)
    assert Checkpoint.read(read_note(evidence.first).text).size >= signed["size"]
    for speaker in link.speakers.values():
        told = [item for item in speaker.get("/feed?after=0")["items"] if item["subject"] == "log"]
        assert any(item["why"].startswith("contested") and item["priority"] == "distress" for item in told)
    put_up = log_of(link)["put_up"]
    assert put_up["independent"] == 0, "a witness does not cosign what contradicts what it has cosigned"


@pytest.mark.parametrize("kills", [1, *again(4)])
def test_a_centre_that_is_killed_cosigns_no_second_past(link: Linked, kills: int) -> None:
    """Killed at any moment, it goes on from what it had signed: all that was ever cosigned is one past."""
    seen: dict[int, bytes] = {}
    size = 0
    for number in range(kills):
        plan(link, number)
        final = final_of(link, size)
        size = final["size"]
        seen[size] = Checkpoint.read(read_note(final["note"]).text).root
        assert link.centre is not None
        plan(link, 10 + number)
        link.centre.kill()
        link.start_centre()
    connection = apsw.Connection(f"file:{link.folder / 'own' / PARTY}.db?mode=ro", apsw.SQLITE_OPEN_READONLY | 0x40)
    rows = connection.execute(
        "SELECT body FROM bodies JOIN entries USING (sequence) WHERE kind = 'witness.cosigned' ORDER BY sequence"
    )
    taken = [Checkpoint.read(read_note(json.loads(body)["note"]).text) for (body,) in rows]
    connection.close()
    assert [one.size for one in taken] == sorted({one.size for one in taken})
    assert {one.size: one.root for one in taken if one.size in seen} == seen
