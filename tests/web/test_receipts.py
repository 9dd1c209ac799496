"""Receipts as files: what the office took in, gave, and was told, checked without the office."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tansiq.evidence.checkpoints import trusted_checkpoint
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.opening import Extra
from tansiq.evidence.proofs import InclusionProof
from tansiq.evidence.tree import check_inclusion, leaf_hash
from tansiq.office.attested import ReceiptMade
from tansiq.office.terms import Level
from tests.coordination import Speaker, agreed_office, at, flight, flows, report, site, terms
from tests.serving import running_office


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    agreed = {
        "relief-army": (("army", "relief"), terms("one", flows("army", "relief"))),
        "relief-drones": (("drones", "relief"), terms("two", flows("drones", "relief"))),
        "army-drones": (("army", "drones"), terms("three", flows("army", "drones"), level=Level.DECONFLICTION)),
    }
    folder = tmp_path_factory.mktemp("office")
    with agreed_office(folder, "--checkpoint-s", "0.05", agreed=agreed) as speakers:
        yield speakers


def receipts(speaker: Speaker, subject: str, thing: str) -> list[dict[str, Any]]:
    page = speaker.get(f"/receipts?subject={subject}&id={thing}&limit=1000")
    assert page["next"] is None
    return page["items"]


def raw(speaker: Speaker, path: str) -> tuple[int, bytes]:
    request = urllib.request.Request(f"{speaker.office.url}{path}")
    request.add_header("Authorization", f"Bearer {speaker.token}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def verified(speaker: Speaker, number: int) -> tuple[ReceiptMade, str]:
    """What the file says, once nothing of it can be doubted by somebody who knows the log's key."""
    status, file = raw(speaker, f"/api/v1/receipts/{number}/file")
    assert status == 200, file
    keys = [PublicKey.read(line) for line in raw(speaker, "/log/keys")[1].decode().splitlines()]
    proof = InclusionProof.read(file)
    checkpoint, _ = trusted_checkpoint(proof.checkpoint, keys)
    extra = Extra.read(proof.extra)
    assert proof.index == extra.entry.sequence - 1 == number - 1
    check_inclusion(leaf_hash(extra.entry.leaf()), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    receipt = msgspec.json.decode(extra.entry.body, type=ReceiptMade)
    assert speaker.party in receipt.to
    assert not extra.content or hashlib.sha256(extra.content.encode()).hexdigest() == receipt.content
    return receipt, extra.content


def said(items: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["says"], one["party"], one.get("version", 0), one.get("why", "")) for one in items]


def test_a_notice_leaves_a_receipt_for_each_step_and_each_party_has_its_own(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    recipients = ["army", {"party": "drones", "precision": "coarse"}]
    made = relief.post("/notices", site(45.0, 5.0, recipients))
    path, passed_at = f"/notices/{made['id']}", at(0)
    army.post(f"{path}/acknowledgement", {"version": 1, "person": "Captain Nour"})
    army.post(f"{path}/passing-on", {"version": 1, "unit": "2nd squadron", "passed_at": passed_at, "person": "Nour"})
    of_army = [
        ("given", "army", 1, "released"),
        ("acknowledged", "army", 1, ""),
        ("passed on", "army", 1, ""),
    ]
    owns = receipts(relief, "notice", made["id"])
    assert said(owns) == [
        ("taken in", "relief", 1, "released"),
        ("given", "army", 1, "released"),
        ("given", "drones", 1, "released"),
        *of_army[1:],
    ]
    assert said(receipts(army, "notice", made["id"])) == of_army
    assert said(receipts(drones, "notice", made["id"])) == [("given", "drones", 1, "released")]
    assert receipts(parties["stranger"], "notice", made["id"]) == []

    found = {(one["says"], one["party"]): verified(relief, one["number"]) for one in owns}
    taken, content = found["taken in", "relief"]
    assert (taken.subject, taken.id, taken.by, taken.to) == ("notice", made["id"], "relief", ("relief",))
    assert json.loads(content)["card"]["mark"] == "red roof"
    passed, _ = found["passed on", "army"]
    assert (passed.unit, passed.person) == ("2nd squadron", "Nour")
    assert found["acknowledged", "army"][0].person == "Captain Nour"
    given, coarse = found["given", "drones"]
    assert given.content
    assert "red roof" not in coarse
    assert coarse, "what was given coarsely can be shown as it was given"
    (own,) = receipts(drones, "notice", made["id"])
    assert verified(drones, own["number"]) == (given, coarse)
    for speaker in (army, drones, parties["stranger"]):
        number = next(one["number"] for one in owns if one["says"] == "taken in")
        status, body = raw(speaker, f"/api/v1/receipts/{number}/file")
        assert (status, json.loads(body)["code"]) == (404, "not-found")


def test_whoever_doubts_the_office_checks_the_file_without_it(parties: dict[str, Speaker], tmp_path: Path) -> None:
    relief = parties["relief"]
    made = relief.post("/notices", site(44.0, 5.0, ["army"]))
    parties["army"].post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "Captain Nour"})
    number = next(one["number"] for one in receipts(relief, "notice", made["id"]) if one["says"] == "acknowledged")
    file, keys = tmp_path / "receipt.tlog-proof", tmp_path / "office.vkey"
    file.write_bytes(raw(relief, f"/api/v1/receipts/{number}/file")[1])
    keys.write_bytes(raw(relief, "/log/keys")[1])

    def checked() -> tuple[int, str]:
        command = [sys.executable, "-m", "tansiq.cli.main", "verify", str(file), "--key", str(keys)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    status, said_of_it = checked()
    assert status == 0, said_of_it
    assert "Captain Nour" in said_of_it
    assert "army" in said_of_it
    file.write_bytes(file.read_bytes().replace(b"index ", b"index 1", 1))
    status, said_of_it = checked()
    assert status == 1, said_of_it


def test_a_report_that_was_shown_and_a_message_that_was_read_are_attested(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/reports", report("The road", ["army"]))
    army.get(f"/reports/{made['id']}")
    owns = receipts(relief, "report", made["id"])
    assert [one[:3] for one in said(owns)] == [("taken in", "relief", 1), ("given", "army", 1), ("shown", "army", 1)]
    assert said(receipts(army, "report", made["id"])) == said(owns)[1:]
    shown, content = verified(army, owns[2]["number"])
    assert (shown.says, shown.version, shown.to) == ("shown", 1, ("army", "relief"))
    assert json.loads(content)["source"] == "B"

    form = {"parties": ["army"], "title": "Road", "message": {"text": "Is it open?"}}
    thread = relief.post("/threads", form)["id"]
    army.post(f"/threads/{thread}/messages/1/acknowledgement", {"person": "Nour"})
    messages = receipts(relief, "thread", thread)
    assert [(one["says"], one["party"]) for one in messages] == [
        ("taken in", "relief"),
        ("given", "army"),
        ("acknowledged", "army"),
    ]
    assert json.loads(verified(army, messages[1]["number"])[1])["text"] == "Is it open?"

    army.post(f"/threads/{thread}/messages", {"text": "It is."})
    of_second = relief.get(f"/receipts?subject=thread&id={thread}&message=2&limit=1")
    assert [(one["says"], one["party"], one["message"]) for one in of_second["items"]] == [("given", "relief", 2)]
    assert of_second["next"] is None
    first = relief.get(f"/receipts?subject=thread&id={thread}&message=1&limit=2")
    rest = relief.get(f"/receipts?subject=thread&id={thread}&message=1&limit=2&cursor={first['next']}")
    assert [*first["items"], *rest["items"]] == messages


def test_what_was_planned_and_whom_it_was_told_is_attested_to_each_alone(parties: dict[str, Speaker]) -> None:
    drones, army = parties["drones"], parties["army"]
    made = drones.post("/operations", flight(46.0, 5.0))["operation"]
    (own,) = receipts(drones, "operation", made["id"])
    assert (own["says"], own["by"]) == ("taken in", "drones")
    assert json.loads(verified(drones, own["number"])[1])["owner"] == "drones"
    (told,) = receipts(army, "operation", made["id"])
    assert (told["says"], told["party"], told["why"], "by" in told) == ("told", "army", "planned", False)
    assert verified(army, told["number"])[0].to == ("army",)
    assert raw(drones, f"/api/v1/receipts/{told['number']}/file")[0] == 404


def test_lists_come_in_pages_and_bad_questions_are_refused(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    for number in range(3):
        relief.post("/notices", site(47.0 + number, 5.0, ["army"]))
    whole = relief.get("/receipts?limit=1000")["items"]
    assert [one["number"] for one in whole] == sorted(one["number"] for one in whole)
    found, cursor = [], ""
    while True:
        page = relief.get(f"/receipts?limit=4{cursor}")
        found += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found[: len(whole)] == whole
    for query, code in (
        ("subject=notice", "malformed"),
        ("id=x", "malformed"),
        ("message=1", "malformed"),
        ("subject=thread&id=x&message=0", "malformed"),
        ("subject=thread&id=x&message=x", "malformed"),
        ("subject=nothing&id=x", "malformed"),
        ("limit=0", "limit-invalid"),
        ("cursor=%00", "cursor-invalid"),
        ("cursor=bm9uc2Vuc2U", "cursor-invalid"),
        ("colour=red", "malformed"),
    ):
        status, problem = relief("GET", f"/receipts?{query}")
        assert (status, problem["code"]) == (400, code), query
    for number in ("0", "-1", "x", "999999999999", "9" * 40, "1e3", "%D9%A1"):
        assert relief("GET", f"/receipts/{number}/file")[0] == 404, number
    assert relief("GET", "/receipts/1/file")[0] == 404, "an entry that is no receipt"


def test_the_index_is_made_anew_where_it_is_lost_or_of_another_journal(tmp_path: Path) -> None:
    with agreed_office(tmp_path, "--checkpoint-s", "0.05") as parties:
        relief = parties["relief"]
        made = relief.post("/notices", site(45.0, 5.0, ["army"]))
        before = receipts(relief, "notice", made["id"])
        assert len(before) == 2
        identity = relief.identity
    index = tmp_path / "office.receipts"
    for spoil in (index.unlink, lambda: index.write_bytes(b"SQLite format 3\x00" + bytes(5_000))):
        spoil()
        with running_office(tmp_path / "office.db", identity.public_file, "--checkpoint-s", "0.05") as office:
            again = Speaker(office, identity, "relief")
            assert receipts(again, "notice", made["id"]) == before


def test_a_receipt_that_was_altered_in_the_journal_is_named_to_the_operator(tmp_path: Path) -> None:
    agreed = {"relief-army": (("army", "relief"), terms("one", flows("army", "relief")))}
    with agreed_office(tmp_path, agreed=agreed) as parties:
        relief = parties["relief"]
        made = relief.post("/notices", site(45.0, 5.0, ["army"]))
        number = receipts(relief, "notice", made["id"])[0]["number"]
        with contextlib.closing(sqlite3.connect(tmp_path / "office.db")) as journal:
            journal.execute("UPDATE bodies SET body = ? WHERE sequence = ?", (b"{}", number))
            journal.commit()
        assert raw(relief, f"/api/v1/receipts/{number}/file")[0] == 500
        assert f"damaged at sequence {number}: it is not what was written" in relief.office.log.read_text()
