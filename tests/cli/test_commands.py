"""The command line as users meet it: its output and its exit codes, of processes where that makes a difference."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli import terminal
from tests.coordination import eventually
from tests.serving import Identity, Office, free_port, running_office, start_office

INTENTS = "/dss/v1/operational_intent_references"


def tansiq(*words: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tansiq.cli.main", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "160", **environment},
        timeout=150,
        check=False,
    )


here = partial(terminal.tansiq, width=160)
"""The same in this process: where the command decides what is seen, and not how it was started."""


def circle(lat: float, lng: float, radius_m: float = 300, minutes: int = 60) -> dict[str, Any]:
    start = datetime.now(UTC) + timedelta(minutes=5)
    return {
        "volume": {
            "outline_circle": {"center": {"lat": lat, "lng": lng}, "radius": {"value": radius_m, "units": "M"}},
            "altitude_lower": {"value": 0, "reference": "W84", "units": "M"},
            "altitude_upper": {"value": 120, "reference": "W84", "units": "M"},
        },
        "time_start": {"value": start.isoformat(), "format": "RFC3339"},
        "time_end": {"value": (start + timedelta(minutes=minutes)).isoformat(), "format": "RFC3339"},
    }


def announce(office: Office, token: str, *key: str) -> str:
    body = {"extents": [circle(48, 2)], "key": key, "state": "Accepted", "uss_base_url": "https://uss1.example.org"}
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, body)
    assert status == 201, answer
    return str(answer["operational_intent_reference"]["ovn"])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    """An office with two flights and a constraint on one spot, that goes on being served."""
    folder = tmp_path_factory.mktemp("a place with spaces")
    with running_office(folder / "office.db", identity.public_file) as served:
        token = identity.token("uss1")
        eventually(partial(_entries, folder / "office.db"))  # the first says the log's keys
        announce(served, token, announce(served, token))
        closed = {"extents": [circle(48, 2)], "uss_base_url": "https://city.example.org"}
        assert served.call("PUT", f"/dss/v1/constraint_references/{uuid.uuid4()}", token, closed)[0] == 201
        yield served


def _entries(journal: Path) -> list[tuple[int]]:
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as reader:
        return reader.execute("SELECT sequence FROM bodies").fetchall()


@pytest.fixture(scope="module")
def journal(office: Office) -> Path:
    return office.log.with_suffix(".db")


def test_a_served_journal_is_verified_replayed_counted_and_exported(journal: Path) -> None:
    done = tansiq("journal", "verify", f"sqlite:{journal}", "--replay", "--json")
    assert (done.returncode, json.loads(done.stdout)["entries"], done.stderr) == (0, 4, "")
    assert json.loads(done.stdout)["replayed"] is True
    done = tansiq("journal", "stats", journal, "--json")
    counted = json.loads(done.stdout)
    assert counted["kinds"] == {"log-keys.put": 1, "intent.put": 2, "constraint.put": 1}
    assert counted["parties"] == {"": 1, "uss1": 3}
    assert counted["bytes"] > 0
    done = tansiq("journal", "export", journal, "--after", 1, "--limit", 1)
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["sequence"] == 2
    assert json.loads(line)["body"]["intent"]["manager"] == "uss1"
    assert "4 entries, all whole" in tansiq("journal", "verify", journal).stdout
    shown = tansiq("journal", "stats", journal, COLUMNS="80").stdout
    assert "constraint.put" in shown
    assert re.search(r"^from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d to .* UTC$", shown, re.MULTILINE), shown


def test_the_folder_of_a_journal_is_not_taken_for_the_journal(journal: Path) -> None:
    for command in (("journal", "verify"), ("conflicts",)):
        done = here(*command, journal.parent)
        assert (done.returncode, "is a folder; name the journal" in done.stderr) == (2, True), done.stderr


def test_conflicts_name_both_sides_the_place_the_time_and_the_height(journal: Path) -> None:
    done = here("conflicts", journal, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert sorted("-".join(thing["kind"] for thing in one["between"]) for one in found) == [
        "intent-constraint",
        "intent-constraint",
        "intent-intent",
    ]
    for one in found:
        assert one["shared_height_m"] == 120
        assert abs(one["near"]["lat"] - 48) < 0.003
        assert one["from"] < one["to"]
    shown = here("conflicts", journal, "--limit", 1).stdout
    assert shown.startswith("3 conflicts, the soonest 1 of them:")
    assert "48.0" in shown


def test_a_snapshot_is_written_beside_a_served_journal_and_compared_with_a_replay(journal: Path) -> None:
    done = here("journal", "snapshot", journal, "--json")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert Path(written["path"]).name == "office.db.snapshot-000000000004"
    done = here("journal", "verify", journal, "--replay")
    assert "holds the same state" in " ".join(done.stdout.split())


def test_a_snapshot_that_does_not_follow_from_the_journal_is_found_out(tmp_path: Path, journal: Path) -> None:
    from tansiq.journal.rebuilding import from_journal
    from tansiq.journal.snapshots import write_snapshot
    from tansiq.journal.stores.reading import chain_at, open_for_reading
    from tansiq.office.machine import blueprint

    copy = _backup(journal, tmp_path / "copy.db")
    state = from_journal(blueprint(), copy).machine.state
    state.drop_intent(next(iter(state.intents)))
    connection = open_for_reading(copy)
    chain = chain_at(connection, 3)
    assert chain is not None
    connection.close()
    from tansiq.journal.entry import Head

    office = blueprint()
    write_snapshot(copy, Head(3, chain), office.dump(state), office.snapshot_format)
    assert here("journal", "verify", copy).returncode == 0
    done = here("journal", "verify", copy, "--replay")
    assert done.returncode == 3
    assert "a replay does not give" in done.stderr


def _backup(journal: Path, copy: Path) -> Path:
    with sqlite3.connect(journal) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


@pytest.mark.parametrize(
    "command", [("journal", "verify"), ("journal", "export"), ("journal", "snapshot"), ("conflicts",)]
)
def test_a_damaged_journal_ends_every_command_that_uses_its_entries_with_3(
    tmp_path: Path, journal: Path, command: tuple[str, ...]
) -> None:
    copy = _backup(journal, tmp_path / "copy.db")
    with sqlite3.connect(copy) as connection:
        connection.execute(
            "UPDATE bodies SET body = CAST(replace(CAST(body AS TEXT), 'uss1', 'uss9') AS BLOB) WHERE sequence = 2"
        )
    done = here(*command, copy)
    assert done.returncode == 3
    said = " ".join(done.stderr.split())
    assert "damaged at sequence 2" in said
    assert "entries 1 to 1 are whole" in said
    assert "Traceback" not in done.stderr


def test_a_journal_whose_end_was_cut_off_is_not_called_whole(tmp_path: Path, journal: Path) -> None:
    copy = _backup(journal, tmp_path / "copy.db")
    shutil.copy(journal.with_name("office.db.mark"), tmp_path / "copy.db.mark")
    assert here("journal", "verify", copy).returncode == 0
    with sqlite3.connect(copy) as connection:
        for table in ("entries", "bodies"):
            connection.execute(f"DELETE FROM {table} WHERE sequence = 4")
    done = here("journal", "verify", copy)
    assert done.returncode == 3
    assert "entries up to 4 had been acknowledged and are gone" in " ".join(done.stderr.split())


def test_what_is_no_journal_is_refused_and_not_called_damaged(tmp_path: Path) -> None:
    other = tmp_path / "list.csv"
    other.write_text("time,latitude\n" * 100)
    for command in (("journal", "verify"), ("journal", "stats"), ("conflicts",)):
        done = here(*command, other)
        assert (done.returncode, "is not a journal of Tansiq" in " ".join(done.stderr.split())) == (2, True), done
        done = here(*command, tmp_path / "nothing.db")
        assert (done.returncode, "no journal at" in done.stderr) == (2, True), done


def test_a_reader_that_goes_away_is_no_fault(journal: Path) -> None:
    command = f"'{sys.executable}' -m tansiq.cli.main journal export '{journal}' | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.stories
def test_names_with_brackets_are_data_and_not_markup(tmp_path: Path, identity: Identity) -> None:
    with running_office(tmp_path / "o [red]x[b].db", identity.public_file) as office:
        announce(office, identity.token("[/red]"))
        journal = office.log.with_suffix(".db")
        done = tansiq("journal", "stats", journal)
        assert done.returncode == 0, done.stderr
        assert "[/red]" in done.stdout
        assert "o [red]x[b].db: 2 entries" in tansiq("journal", "verify", journal).stdout
        for encoding in ("ascii", "latin-1"):
            assert tansiq("journal", "stats", journal, "--json", PYTHONIOENCODING=encoding).returncode == 0


def test_a_full_output_is_told(journal: Path) -> None:
    command = f"'{sys.executable}' -m tansiq.cli.main journal export '{journal}' > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, "No space left" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


# Keys and tokens


def test_keys_are_made_once_and_tokens_minted_within_a_clients_rights(tmp_path: Path) -> None:
    done = here("keys", "init", tmp_path / "keys", "--json")
    assert done.returncode == 0
    assert set(json.loads(done.stdout)["clients"]) == {
        "uss1", "uss2", "relief", "authority", "north", "south",
    }  # fmt: skip
    assert (tmp_path / "keys/signing-key.pem").stat().st_mode & 0o777 == 0o600
    again = here("keys", "init", tmp_path / "keys")
    assert (again.returncode, "already has a signing-key.pem" in again.stderr) == (2, True)
    assert here("token", "uss1", "--keys", tmp_path / "keys").stdout.count(".") == 2
    beyond = here("token", "uss1", "--keys", tmp_path / "keys", "--scope", "utm.constraint_management")
    assert (beyond.returncode, "may not have" in beyond.stderr) == (2, True)
    unknown = here("token", "nobody", "--keys", tmp_path / "keys")
    assert (unknown.returncode, "knows no client" in unknown.stderr) == (2, True)
    nowhere = here("token", "uss1", "--keys", tmp_path / "none")
    assert (nowhere.returncode, "tansiq keys init" in nowhere.stderr) == (2, True)


# Announcing

FLIGHTS = "time,callsign,latitude,longitude,ellipsoid_m\n" + "".join(
    f"2026-03-01T12:{minute:02d}:00Z,{name},{48.5 + minute * 0.01:.3f},{lng},1000\n"
    for name, lng in (("F1", 3.0), ("F2", 3.001), ("F3", 4.0))
    for minute in range(4)
)


def test_recorded_flights_are_announced_and_their_conflicts_counted(
    tmp_path: Path, office: Office, identity: Identity
) -> None:
    (tmp_path / "flights.csv").write_text(FLIGHTS)
    (tmp_path / "token").write_text(identity.token("uss7"))
    words = ("announce", tmp_path / "flights.csv", "--token-file", tmp_path / "token", "--url", office.url)
    missing = here(*words)
    assert (missing.returncode, "--base-url" in missing.stderr) == (2, True)
    done = here(*words, "--base-url", "https://uss7.example.org", "--json")
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)
    assert said["announced"] == 3
    assert {flight["name"] for flight in said["flights"]} == {"F1", "F2", "F3"}
    assert len(said["conflicts"]) == 1
    status, seen = office.call("GET", f"{INTENTS}/{said['flights'][0]['id']}", identity.token("uss1"))
    assert status == 200
    assert seen["operational_intent_reference"]["uss_base_url"] == "https://uss7.example.org"
    assert seen["operational_intent_reference"]["manager"] == "uss7"


def test_a_silence_is_told_and_bridged_on_request(tmp_path: Path, office: Office, identity: Identity) -> None:
    rows = ("2026-03-01T08:00:00Z,CONVOY,49,5,0\n", "2026-03-01T08:10:00Z,CONVOY,49.05,5,0\n")
    (tmp_path / "convoy.csv").write_text("time,callsign,latitude,longitude,ellipsoid_m\n" + "".join(rows))
    (tmp_path / "token").write_text(identity.token("relief"))
    words = (
        *("announce", tmp_path / "convoy.csv", "--token-file", tmp_path / "token", "--url", office.url),
        *("--base-url", "https://relief.example.org"),
    )
    done = here(*words)
    assert done.returncode == 0, done.stderr
    assert "CONVOY: silent from 08:00:00 to 08:10:00" in done.stdout
    assert "2 flights announced" in done.stdout
    bridged = json.loads(here(*words, "--max-gap-min", 15, "--starts-in-min", 60, "--json").stdout)
    assert (bridged["announced"], bridged["not_covered"]) == (1, [])


def test_flights_that_were_not_announced_are_never_reported_as_all_clear(
    tmp_path: Path, office: Office, identity: Identity
) -> None:
    (tmp_path / "flights.csv").write_text(FLIGHTS)
    words = ("announce", tmp_path / "flights.csv", "--url", office.url, "--base-url", "https://uss7.example.org")
    (tmp_path / "token").write_text("nonsense")
    done = here(*words, "--token-file", tmp_path / "token")
    assert (done.returncode, "does not admit us (401)" in done.stderr, done.stdout) == (2, True, "")
    (tmp_path / "token").write_text(identity.token("uss7"))
    past = here(*words, "--token-file", tmp_path / "token", "--keep-times")
    assert past.returncode == 2
    assert "F1: not announced" in past.stdout
    assert "0 flights announced" in past.stdout
    nobody = here(*words[:3], f"http://localhost:{free_port()}", *words[4:], "--token-file", tmp_path / "token")
    assert (nobody.returncode, "no office answers" in nobody.stderr) == (4, True)


def test_a_recording_that_cannot_be_read_is_named_with_place_and_code(tmp_path: Path) -> None:
    (tmp_path / "flights.csv").write_text(FLIGHTS.replace("48.510", "north", 1))
    (tmp_path / "token").write_text("x")
    done = here(
        "announce", tmp_path / "flights.csv", "--token-file", tmp_path / "token", "--base-url", "https://x.example"
    )
    assert done.returncode == 2
    assert "flights.csv: line 3: not numbers" in " ".join(done.stderr.split())
    assert "(recording-malformed)" in done.stderr


# The exercise


def test_the_exercise_is_served_loaded_by_tokens_of_the_endpoint_and_loaded_again(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tansiq.cli.main", "exercise", "--serve", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    try:
        assert process.stdout is not None
        said = ""
        while "Ctrl-C ends it" not in said:
            line = process.stdout.readline()
            assert line, process.stderr.read() if process.stderr else ""
            said += line
        assert "not planned: has not seen the flight of" in said
        assert said.count("taken in") > 10
        secrets = tmp_path / "var/exercise/secrets.toml"
        assert secrets.stat().st_mode & 0o777 == 0o600
        again = tansiq("exercise", "--url", f"http://localhost:{port}", "--json", cwd=tmp_path)
        assert again.returncode == 0, again.stderr
        assert {answer["status"] for answer in json.loads(again.stdout)} <= {200, 201, 409}
        secrets.write_text('authority = "wrong"\nuss1 = "wrong"\nuss2 = "wrong"\nrelief = "wrong"\n')
        refused = tansiq("exercise", "--url", f"http://localhost:{port}", cwd=tmp_path)
        assert refused.returncode == 2
        assert "gives authority no token (401" in " ".join(refused.stderr.split())
    finally:
        process.terminate()
        assert process.wait(20) == 0


# Serving: what is refused before anything is opened


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--journal", "foo"), "the form is sqlite:PATH"),
        (("--audience",), "audience is needed"),
        (("--trust-key", "none.pem"), "none.pem: No such file"),
        (("--host", "203.0.113.9"), "cannot listen at 203.0.113.9"),
        (("--host", ""), "--host: it must not be empty"),
        (("--max-area-km2", "0"), "is not between"),
        (("--integrity", "some"), "choose full or tail"),
        (("--trust-jwks", "http://issuer.example.org/jwks.json"), "must begin with https://"),
        (("--must-exist",), "no journal at"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_leaves_no_file(
    tmp_path: Path, identity: Identity, words: tuple[str, ...], says: str
) -> None:
    given = ["--journal", "sqlite:j.db", "--trust-key", identity.public_file, "--audience", "localhost", "--port", "0"]
    if words == ("--audience",):
        given, words = given[:4], ()
    done = tansiq("serve", *given, *words, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob("j.db")) == []


def test_a_port_that_is_taken_is_named(tmp_path: Path, office: Office, identity: Identity) -> None:
    done = tansiq("serve", "--port", office.port, "--trust-key", identity.public_file, "--audience", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert f"port {office.port}" in done.stderr
    assert "--port names another" in done.stderr


def test_flags_win_over_variables_and_variables_over_the_file(tmp_path: Path, identity: Identity) -> None:
    (tmp_path / "t.toml").write_text(
        f'journal = "sqlite:{tmp_path}/file.db"\naudience = ["localhost"]\ntrust_key = ["{identity.public_file}"]\n'
        'log_level = "loud"\n'
    )
    done = tansiq("serve", "--config", tmp_path / "t.toml")
    assert (done.returncode, "log_level: 'loud' is not allowed" in " ".join(done.stderr.split())) == (2, True)
    done = tansiq("serve", "--config", tmp_path / "t.toml", TANSIQ_LOG_LEVEL="louder")
    assert "TANSIQ_LOG_LEVEL: 'louder'" in " ".join(done.stderr.split())
    done = tansiq("serve", "--config", tmp_path / "t.toml", "--log-level", "x", TANSIQ_LOG_LEVEL="louder")
    assert "--log-level: 'x'" in " ".join(done.stderr.split())
    done = tansiq("serve", TANSIQ_PROT="8000")
    assert "no setting TANSIQ_PROT; did you mean TANSIQ_PORT?" in " ".join(done.stderr.split())


def test_a_journal_in_use_is_left_alone(journal: Path, identity: Identity) -> None:
    with pytest.raises(RuntimeError, match="is in use by process"):
        start_office(journal, identity.public_file)


def test_empty_variables_are_as_good_as_none(tmp_path: Path, identity: Identity) -> None:
    empty = {"TANSIQ_HOST": "", "TANSIQ_PORT": ""}
    with running_office(tmp_path / "j.db", identity.public_file, environment=empty) as office:
        assert '"address":"http://127.0.0.1:' in office.log.read_text()


def test_ctrl_c_while_commands_are_loaded_is_no_fault() -> None:
    interrupted = """
import os, signal
from tansiq.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs in the background begins with it ignored
main.import_module = lambda _: os.kill(os.getpid(), signal.SIGINT)
main.run()
"""
    done = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_version_is_said() -> None:
    assert tansiq("--version").stdout.startswith("tansiq 0.")
