"""What was known at a moment, asked of a real office."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import msgspec
import pytest

from tansiq.evidence.opening import hash_of
from tansiq.evidence.policy import Policy, read_keys
from tansiq.evidence.tree import root_hash
from tansiq.evidence.verifying import Stood, check
from tansiq.gateways.api_v1.past import MomentOut, beginning_of
from tansiq.journal.stores.reading import open_for_reading, verified_entries
from tests.coordination import ALL, Speaker, eventually, flight, found_office, report, site
from tests.evidence.rows import rows_of, stored_in
from tests.serving import Identity, Office, running_office
from tests.web.test_erasing import erased

EXAMINE = f"{ALL} tansiq.examine"


@dataclass
class Place:
    office: Office
    identity: Identity
    journal: Path

    def speaker(self, party: str, scopes: str = ALL) -> Speaker:
        return Speaker(self.office, self.identity, party).only(scopes)

    def at(self, moment: str, party: str, path: str, scopes: str = ALL, viewer: str = "") -> tuple[int, Any]:
        query = f"at={quote(moment)}{f'&as={viewer}' if viewer else ''}"
        whole = f"/api/v1/{path}{'&' if '?' in path else '?'}{query}"
        token = self.identity.token(party, scopes)

        def ready() -> Any:
            answer = self.office.call("GET", whole, token)
            waits = answer[0] in (429, 503) and answer[1]["code"] in ("past-busy", "past-not-ready")
            return None if waits else answer

        found: tuple[int, Any] = eventually(ready, 30)
        return found

    def written(self, kind: str) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self.journal}?mode=ro", uri=True)) as store:
            rows = store.execute("SELECT body FROM entries JOIN bodies USING (sequence) WHERE kind = ?", (kind,))
            return [json.loads(body) for (body,) in rows]

    def asked_of(self, party: str, scopes: str = ALL) -> tuple[str, ...]:
        """What tells a command to ask the office, as this party."""
        token = self.journal.with_name(f"{party}.token")
        token.write_text(self.identity.token(party, scopes))
        return "--url", self.office.url, "--token-file", str(token)

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.office.process.pid}/task/{self.office.process.pid}/children").read_text().split()
        return [int(pid) for pid in found]


@pytest.fixture
def place(tmp_path: Path, identity: Identity) -> Iterator[Place]:
    found_office(tmp_path / "office.db")
    with running_office(tmp_path / "office.db", identity.public_file) as office:
        yield Place(office, identity, tmp_path / "office.db")


def the_command(*arguments: str, **environment: str) -> Any:
    """What `tansiq at` answers."""
    command = [sys.executable, "-m", "tansiq.cli.main", "at", "--json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def now() -> str:
    return datetime.now(UTC).isoformat()


def test_each_sees_what_it_could_see_then_and_the_present_writes_down_that_it_looked(place: Place) -> None:
    relief, army = place.speaker("relief"), place.speaker("army")
    before = now()
    notice = relief.post("/notices", site(recipients=("army",)))
    told = now()
    army.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Lt Haddad"})
    read = now()
    relief.post(f"/notices/{notice['id']}/withdrawal", {"version": notice["version"], "reason": "closed"})

    def seen(moment: str, party: str) -> Any:
        status, found = place.at(moment, party, "notices")
        assert status == 200, found
        return [
            (one["state"], [bool(held.get("acknowledged_at")) for held in one["receipts"]]) for one in found["items"]
        ]

    assert [seen(moment, "army") for moment in (before, told, read)] == [
        [],
        [("in force", [False])],
        [("in force", [True])],
    ]
    assert seen(read, "relief") == [("in force", [True])]
    assert seen(read, "drones") == []
    assert place.at(told, "drones", f"notices/{notice['id']}")[0] == 404
    status, stood = place.at(told, "army", "moment")
    assert status == 200
    assert stood["sequence"] < army.get("/moment")["sequence"]
    assert len(bytes.fromhex(stood["chain"])) == 32
    looks = place.written("past.looked-at")
    assert {(one["party"], one["viewer"]) for one in looks} == {
        ("army", "army"),
        ("relief", "relief"),
        ("drones", "drones"),
    }
    assert len([one for one in looks if one["party"] == "army"]) == 3, "a look is written down once"
    feed = place.at(told, "army", "feed")[1]["items"]
    assert feed[-1]["why"] != "withdrawn"
    assert len(place.children()) <= 2


def test_the_logs_checkpoint_vouches_for_where_the_journal_stood(place: Place, tmp_path: Path) -> None:
    relief = place.speaker("relief")
    relief.post("/notices", site(recipients=("army",)))
    then = now()
    relief.post("/notices", site(36.3, recipients=("army",)))
    stood = eventually(lambda: found if (found := place.at(then, "army", "moment")[1])["root"] else None)
    policy = Policy.of(read_keys(urlopen(f"{place.office.url}/log/keys", timeout=10).read()), [], 0)
    proof = beginning_of(msgspec.convert(stood, MomentOut))
    assert proof is not None
    found = check(proof.written().encode(), policy)
    assert isinstance(found, Stood)
    assert found.size == stood["sequence"] < found.head.checkpoint.size
    with closing(open_for_reading(place.journal)) as journal:
        entries = list(verified_entries(journal, place.journal, 0))[: found.size]
    hashes = [hash_of(entry.header) for entry in entries]
    assert found.root == root_hash(found.size, stored_in(rows_of(hashes))), "it is the root of the entries themselves"
    kept = tmp_path / "moment.log-beginning"
    for source in (("--journal", str(place.journal)), place.asked_of("army")):
        told = the_command(then, *source, "--proof", str(kept), "--replace")
        assert told["root"] == stood["root"]
        again = check(kept.read_bytes(), policy)
        assert isinstance(again, Stood)
        assert (again.size, again.root) == (found.size, found.root)


def test_only_the_offices_staff_looks_as_another(place: Place) -> None:
    relief = place.speaker("relief")
    notice = relief.post("/notices", site(recipients=("army",)))
    told = now()
    assert place.at(told, "drones", "notices", viewer="army")[1]["code"] == "scope-missing"
    status, found = place.at(told, "drones", "notices", EXAMINE, viewer="army")
    assert (status, [one["id"] for one in found["items"]]) == (200, [notice["id"]])
    assert place.written("past.looked-at")[-1]["viewer"] == "army"
    assert place.at(told, "drones", "notices", EXAMINE, viewer="nobody")[1]["code"] == "no-part-then"


def test_the_words_of_a_report_that_are_shown_are_written_down(place: Place) -> None:
    relief = place.speaker("relief")
    made = relief.post("/reports", report("The road is cut", ["army"]))
    then = now()
    for _ in range(2):
        status, found = place.at(then, "army", f"reports/{made['id']}")
        assert (status, found["title"]) == (200, "The road is cut")
    shown = [one["shown"] for one in place.written("past.looked-at") if one.get("shown")]
    assert shown == [[[made["id"], 1]]] * 2
    assert place.at(then, "drones", f"reports/{made['id']}")[0] == 404


def test_bad_moments_and_what_has_no_past_are_refused_plainly(place: Place) -> None:
    def code(moment: str, path: str = "notices") -> str:
        return str(place.at(moment, "army", path)[1]["code"])

    for moment in (
        "yesterday",
        "2026-03-01T14:32",
        "2199-01-01T00:00Z",
        "1970-01-01T00:00Z",
        "0001-01-01T00:00+23:00",
    ):
        assert code(moment) == "moment-invalid", moment
    assert "begins" not in code("x")
    assert "first entry" in place.at("2001-01-01T00:00Z", "army", "notices")[1]["detail"]
    for path in ("events", "centres", "reports/search?q=x", "people", "session", "log", "log/put-up"):
        assert code(now(), path) in ("only-now", "person-needed"), path
    token = place.identity.token("army", ALL)
    status, problem = place.office.call("POST", f"/api/v1/notices?at={quote(now())}", token, site())
    assert (status, problem["code"]) == (409, "past-unchangeable")
    assert place.office.call("GET", "/api/v1/notices?as=relief", token)[1]["code"] == "moment-invalid"
    for empty in ("at=", "as=", "at=&state=in-force"):  # a variable of a script that was not set
        assert place.office.call("GET", f"/api/v1/notices?{empty}", token)[1]["code"] == "moment-invalid"


def test_whoever_has_left_is_told_nothing_more_of_the_past(place: Place) -> None:
    then = now()
    assert place.at(then, "stranger", "notices")[0] == 200
    place.speaker("stranger").post("/departure", {})
    assert place.at(then, "stranger", "notices")[1]["code"] == "not-a-party"


def test_many_moments_at_once_are_bounded_and_the_present_goes_on(place: Place) -> None:
    relief = place.speaker("relief")
    moments = []
    for number in range(6):
        relief.post("/notices", site(36.2 + number / 10, recipients=("army",)))
        moments.append(now())
    tokens = [place.identity.token(party, ALL) for party in ("army", "relief", "drones")]

    def ask(which: int) -> tuple[int, str]:
        path = f"/api/v1/notices?at={quote(moments[which % 6])}"
        status, found = place.office.call("GET", path, tokens[which % 3])
        return status, found.get("code", "")

    with ThreadPoolExecutor(12) as crowd:
        found = list(crowd.map(ask, range(36)))
        assert len(place.children()) <= 2
    assert {status for status, _ in found} <= {200, 429, 503}
    assert {code for _, code in found} <= {"", "past-busy", "past-not-ready"}
    assert relief.get("/notices")["items"]


def test_what_was_erased_is_not_in_the_past_either_and_the_rest_of_it_stands(place: Place) -> None:
    relief = place.speaker("relief")
    made = relief.post("/reports", report("Zubaydah", ["army"]))
    notice = relief.post("/notices", site(recipients=("army",)))
    then = now()
    assert place.at(then, "army", f"reports/{made['id']}")[1]["title"] == "Zubaydah"
    version = relief.get(f"/reports/{made['id']}")["change"]
    relief.post(f"/reports/{made['id']}/withdrawal", {"version": version, "reason": "by order"})
    erased(relief, "report", made["id"])
    status, found = place.at(then, "army", f"reports/{made['id']}")
    assert status == 200
    assert "Zubaydah" not in json.dumps(found)
    assert [one["id"] for one in place.at(then, "army", "notices")[1]["items"]] == [notice["id"]]
    stood = place.at(then, "army", "moment")[1]
    command = [sys.executable, "-m", "tansiq.cli.main", "at", then, "--json", "--journal", str(place.journal)]
    done = subprocess.run([*command, "--party", "army"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    offline = json.loads(done.stdout)
    assert (offline["sequence"], offline["chain"]) == (stood["sequence"], stood["chain"])
    assert "Zubaydah" not in done.stdout


def test_no_past_outlives_its_office(place: Place) -> None:
    assert place.at(now(), "army", "notices")[0] == 200
    (child,) = place.children()
    place.office.kill()
    eventually(lambda: not _runs(child))


def _runs(pid: int) -> bool:
    try:
        return "past_office" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


@pytest.mark.stories
def test_the_command_shows_the_same_from_a_file_and_from_an_office(place: Place) -> None:
    relief, army = place.speaker("relief"), place.speaker("army")
    notice = relief.post("/notices", site(recipients=("army",)))
    army.post("/operations", flight(36.0, 5.0))
    then = now()
    relief.post(f"/notices/{notice['id']}/withdrawal", {"version": notice["version"], "reason": "closed"})

    offline = the_command(then, "--journal", str(place.journal), "--party", "army")
    online = the_command(then, *place.asked_of("army"))
    grows = {"root", "checkpoint", "consistency"}  # the newest checkpoint may be another by now
    assert {name: online[name] for name in online.keys() - grows} == {
        name: offline[name] for name in offline.keys() - grows
    }
    assert [one["id"] for one in offline["notices"]] == [notice["id"]]
    whole = the_command(then, "--journal", str(place.journal))
    assert whole["party"] is None
    of_whom = the_command(then, "--journal", str(place.journal), TANSIQ_AS="army")["party"]
    assert of_whom == "army"
    assert the_command(then, "--journal", str(place.journal), "--everybody", TANSIQ_AS="army") == whole
    assert [len(whole[name]) for name in ("agreements", "operations", "notices")] == [3, 1, 1]
    assert whole["notices"][0]["recipients"], "what its owner knew of it"
    staff = the_command(then, *place.asked_of("drones", EXAMINE), "--everybody")
    shown = ("agreements", "operations", "notices", "sequence")
    assert {name: staff[name] for name in shown} == {name: whole[name] for name in shown}
    looked = {one["viewer"] for one in place.written("past.looked-at") if one["party"] == "drones"}
    everybody = {one["id"] for one in place.speaker("drones").get("/parties")["items"]}
    assert looked == everybody > {"army", "drones", "relief"}, "each look is written down, as whom"
