"""An office that shows two parties two pasts, before their own centres: two copies of one office, real processes."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.contradictions import CONVICTS, Contradiction, Finding
from tansiq.evidence.notes import PublicKey, read_note
from tansiq.web.issuer import init_keys
from tests.coordination import Speaker, flight, found_office
from tests.linked import Wire
from tests.serving import Identity, Office, free_port, start_office

PARTIES = ("relief", "authority")
OFTEN = ("--witness-every-s", "0.1")


@dataclass
class Parted:
    """An office, two parties' own centres, each with a wire of its own to the office that it is shown."""

    folder: Path
    identity: Identity
    compare: bool
    offices: dict[str, Office] = field(default_factory=dict)
    wires: dict[str, Wire] = field(default_factory=dict)
    centres: dict[str, Office] = field(default_factory=dict)

    def __post_init__(self) -> None:
        secrets = init_keys(self.folder / "true" / "keys")
        found_office(self.folder / "true" / "office.db")
        self.start("true")
        ports = {party: free_port() for party in PARTIES}
        for party, other in zip(PARTIES, reversed(PARTIES), strict=True):
            own = self.folder / party
            own.mkdir()
            secret = own / "secret"
            secret.write_text(secrets[party])
            secret.chmod(0o600)
            self.wires[party] = Wire(self.offices["true"].port)
            compare = ("--compare-with", f"http://127.0.0.1:{ports[other]}/witness") if self.compare else ()
            self.centres[party] = start_office(
                own / f"{party}.db",
                self.identity.public_file,
                *("--role", "centre", "--office", f"http://127.0.0.1:{self.wires[party].port}", "--party", party),
                *("--client-id", party, "--client-secret-file", str(secret), "--no-access-log"),
                *("--allow-private-webhooks", *OFTEN, *compare),
                port=ports[party],
            )

    def start(self, name: str) -> None:
        folder = self.folder / name
        options = ("--keys", str(folder / "keys"), "--no-access-log", *OFTEN, "--checkpoint-s", "0.05")
        self.offices[name] = start_office(folder / "office.db", self.identity.public_file, *options)

    def part(self) -> None:
        """From now on the second party is shown a copy, which goes its own way."""
        self.offices["true"].stop()
        shutil.copytree(self.folder / "true", self.folder / "false")
        for name in ("true", "false"):
            self.start(name)
        for party, name in zip(PARTIES, ("true", "false"), strict=True):
            self.wires[party].to_port = self.offices[name].port

    def plan(self, office: str, number: int, party: str = "army") -> None:
        speaker = Speaker(self.offices[office], self.identity, party)
        speaker.post("/operations", flight(10.0 + number / 10, 5.0, kind="convoy"))

    def log(self, office: str) -> dict[str, Any]:
        return dict(Speaker(self.offices[office], self.identity, "army").get("/log"))

    def shown(self, party: str) -> dict[str, Any]:
        """What a centre shows of the log at its own address, to anybody; nothing before it has begun."""
        answer = httpx.get(f"{self.centres[party].url}/witness/evidence", trust_env=False, timeout=30)
        assert answer.status_code == 200
        logs = [dict(one) for one in answer.json()["logs"]]
        return logs[0] if logs else {"checkpoint": "", "contests": []}

    def size(self, party: str) -> int:
        note = self.shown(party)["checkpoint"]
        return Checkpoint.read(read_note(note).text).size if note else 0

    def watch(self, party: str) -> dict[str, Any]:
        return dict(Speaker(self.centres[party], self.identity, party).get("/log/watch"))

    def cosigned_by(self, office: str) -> set[str]:
        put_up = self.log(office)["put_up"]
        return {one["party"] for one in put_up["cosigned"] if one["own_centre"]} if put_up else set()

    def wait_until(self, question: Any, within_s: float = 60.0) -> Any:
        for _ in range(round(within_s / 0.03)):
            if found := question():
                return found
            threading.Event().wait(0.03)  # what another process does can only be asked for
        tails = [one.log.read_text()[-2_000:] for one in (*self.centres.values(), *self.offices.values())]
        raise AssertionError("\n\n".join(tails))

    def close(self) -> None:
        for process in (*self.centres.values(), *self.offices.values()):
            if process.process.poll() is None:
                process.kill()
        for wire in self.wires.values():
            wire.close()


@contextlib.contextmanager
def parted(folder: Path, identity: Identity, *, compare: bool) -> Iterator[Parted]:
    (folder / "true").mkdir()
    there = Parted(folder, identity, compare)
    try:
        there.wait_until(lambda: there.cosigned_by("true") == set(PARTIES))
        yield there
    finally:
        there.close()


def judged(evidence: Path, key: str) -> tuple[int, dict[str, Any]]:
    """What anybody finds who has nothing but the file and the key."""
    command = (sys.executable, "-m", "tansiq.cli.main", "log", "check", str(evidence), "--key", key, "--json")
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


def convicting(contests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in contests if one["finding"] in CONVICTS]


def test_parties_that_compare_find_that_they_are_shown_two_pasts(tmp_path: Path, identity: Identity) -> None:
    """No one of the two is ever shown anything that does not continue what it saw."""
    with parted(tmp_path, identity, compare=True) as there:
        before = {party: there.size(party) for party in PARTIES}
        there.wait_until(lambda: there.watch("relief")["compared"][0]["found"] in ("agrees", "ahead"))
        there.part()
        for number in range(3):
            there.plan("true", number)
            there.plan("false", 30 + number, "drones")
        found = {party: there.wait_until(lambda p=party: convicting(there.shown(p)["contests"])) for party in PARTIES}
        (key,) = {one["key"] for one in there.log("true")["keys"]}
        for party, contests in found.items():
            evidence = tmp_path / f"{party}.evidence"
            evidence.write_text(json.dumps(contests[0]["contradiction"]))
            code, said = judged(evidence, key)
            assert (code, said["convicts"]) == (3, True)
            assert min(said["sizes"]) >= before[party]
            own = there.watch(party)
            assert convicting(own["logs"][0]["contests"]), "its own people are shown it, whatever the office says"
            assert own["compared"][0]["found"] == "contested"
            assert there.wait_until(lambda p=party: there.watch(p)["trouble"])
        for name in ("true", "false"):  # each of the two is told, and tells all
            there.wait_until(lambda n=name: convicting(there.log(n)["contests"]))
            army = Speaker(there.offices[name], there.identity, "army")
            told = [one for one in army.get("/feed?after=0")["items"] if one["subject"] == "log"]
            assert any(one["why"].startswith("contested-") and one["priority"] == "distress" for one in told)
        size = there.log("true")["size"]
        there.plan("true", 9)
        there.wait_until(lambda: (put_up := there.log("true")["put_up"]) and put_up["size"] > size)
        assert there.cosigned_by("true") == set(), "a log that was shown to have two pasts is cosigned no more"


@pytest.mark.stories  # that a witness convicts the log is told by `test_witnesses`, and with two pasts above
def test_the_next_witness_that_is_shown_the_other_past_convicts_the_log(tmp_path: Path, identity: Identity) -> None:
    with parted(tmp_path, identity, compare=False) as there:
        there.part()
        for number in range(3):
            there.plan("true", number)
        for number in range(3):
            there.plan("false", 30 + number, "drones")
        there.wait_until(lambda: there.cosigned_by("false") == {"authority"})
        there.wait_until(lambda: there.cosigned_by("true") == {"relief"})
        assert not there.shown("relief")["contests"] + there.shown("authority")["contests"]
        for number in range(10, 16):
            there.plan("true", number)
        there.wires["authority"].to_port = there.offices["true"].port
        there.wires["authority"].cut()
        there.wires["authority"].mend()
        contests = there.wait_until(lambda: convicting(there.shown("authority")["contests"]))
        keys = [PublicKey.read(one["key"]) for one in there.log("true")["keys"]]
        contradiction = contests[0]["contradiction"]
        evidence = Contradiction(
            contradiction["first"],
            contradiction["second"],
            contradiction.get("beginning", ""),
            tuple(contradiction.get("proof", ())),
        )
        assert evidence.finding(keys) in CONVICTS
        there.wait_until(lambda: convicting(there.log("true")["contests"]))
        forged = tmp_path / "forged"
        other = {"first": contradiction["first"], "second": contradiction["first"]}
        forged.write_text(json.dumps(other))
        assert judged(forged, keys[0].written())[0] == 2


@pytest.mark.stories
def test_an_office_that_was_put_back_to_an_older_copy_is_told_of_and_convicted_when_it_grows(
    tmp_path: Path, identity: Identity
) -> None:
    with parted(tmp_path, identity, compare=True) as there:
        there.offices["true"].stop()
        copied = {party: there.size(party) for party in PARTIES}
        shutil.copytree(there.folder / "true", there.folder / "older")
        there.start("true")
        for party in PARTIES:
            there.wires[party].to_port = there.offices["true"].port
        for number in range(4):
            there.plan("true", number)
        for party in PARTIES:
            there.wait_until(lambda p=party: there.size(p) > copied[p] + 12)
        there.offices["true"].stop()
        there.start("older")
        for party in PARTIES:
            there.wires[party].to_port = there.offices["older"].port
        for party in PARTIES:
            shown = there.wait_until(lambda p=party: there.shown(p)["contests"])
            assert [one["finding"] for one in shown] == [Finding.SHORTENED.value]
            evidence = tmp_path / f"{party}.evidence"
            evidence.write_text(json.dumps(shown[0]["contradiction"]))
            code, said = judged(evidence, there.log("older")["keys"][0]["key"])
            assert (code, said["finding"], said["convicts"]) == (3, "shortened", False)
        for number in range(30, 50):
            there.plan("older", number)
        for party in PARTIES:
            assert there.wait_until(lambda p=party: convicting(there.shown(p)["contests"]))
