"""The past of an office on nodes: each of them shows the same one, and so does a command that reads the database."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tansiq.cli.output import EXIT_REFUSED, EXIT_UNREACHABLE
from tests.coordination import Speaker, eventually, found_office, incident, site
from tests.postgres import Cluster
from tests.serving import Identity
from tests.web.test_nodes import Nodes, two_nodes
from tests.web.test_past import now, the_command

GROWS = {"root", "checkpoint", "consistency"}
"""Of a moment: what the log's newest checkpoint says, which each node has from its own copy of the log."""


@pytest.fixture(scope="module")
def nodes(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Nodes]:
    address = cluster.make_database()
    found_office(address)
    with two_nodes(address, tmp_path_factory.mktemp("past"), identity) as both:
        yield both


def asked_at(speaker: Speaker, moment: str, path: str) -> Any:
    """The answer, once the past office stands."""

    def ready() -> Any:
        status, answer = speaker("GET", f"{path}?at={quote(moment)}")
        return None if status in (429, 503) else (status, answer)

    status, answer = eventually(ready, 60)
    assert status == 200, answer
    return answer


@pytest.mark.stories
def test_every_node_shows_the_same_past_whichever_node_took_it_in(nodes: Nodes, identity: Identity) -> None:
    relief = Speaker(nodes.offices[0], identity, "relief")
    army = [Speaker(office, identity, "army") for office in nodes.offices]
    before = now()
    notice = relief.post("/notices", site(recipients=("army",)))
    told = now()
    army[1].post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Lt Haddad"})
    read = now()
    relief.post(f"/notices/{notice['id']}/withdrawal", {"version": notice["version"], "reason": "closed"})
    seen = []
    for speaker in army:
        shown = [asked_at(speaker, moment, "/notices")["items"] for moment in (before, told, read)]
        assert [[bool(one["receipts"][0].get("acknowledged_at")) for one in items] for items in shown] == [
            [],
            [False],
            [True],
        ]
        stood = asked_at(speaker, told, "/moment")
        assert eventually(lambda s=speaker: asked_at(s, told, "/moment")["root"]), "by the node's own log"
        seen.append((shown, {name: said for name, said in stood.items() if name not in GROWS}))
    assert seen[0] == seen[1]


def test_the_command_reads_the_past_from_the_database(nodes: Nodes, identity: Identity) -> None:
    relief = Speaker(nodes.offices[0], identity, "relief")
    notice = relief.post("/notices", site(recipients=("army",)))
    told = now()
    relief.post(f"/notices/{notice['id']}/withdrawal", {"version": notice["version"], "reason": "closed"})
    offline = the_command(told, "--journal", nodes.address, "--party", "army")
    there = asked_at(Speaker(nodes.offices[1], identity, "army"), told, "/notices")["items"]
    assert [one for one in offline["notices"] if one["id"] == notice["id"]] == [
        one for one in there if one["id"] == notice["id"]
    ]
    assert [one["state"] for one in offline["notices"] if one["id"] == notice["id"]] == ["in force"]
    whole = the_command(told, "--journal", nodes.address)
    assert notice["id"] in [one["id"] for one in whole["notices"]]


def test_an_incident_is_bundled_from_the_database_with_the_words_that_lie_there(
    nodes: Nodes, identity: Identity, tmp_path: Path
) -> None:
    relief = Speaker(nodes.offices[1], identity, "relief")
    made = relief.post("/incidents", incident("Wadi-Nakhla", ["army"], person="Nour"))
    into = tmp_path / "incident.zip"
    done = _tansiq("bundle", made["id"], "--output", str(into), "--journal", nodes.address, "--party", "relief")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(io.BytesIO(into.read_bytes())) as bundle:
        assert "Wadi-Nakhla" in bundle.read("index.html").decode()


@pytest.mark.parametrize(
    ("address", "code", "complaint"),
    [
        ("postgresql://tansiq:not-for-logs@127.0.0.1:1/office", EXIT_UNREACHABLE, "cannot be used"),
        ("postgresql://tansiq:not-for-logs@[h/office", EXIT_REFUSED, "not an address"),
    ],
)
def test_a_database_that_cannot_be_read_is_told_without_its_password(address: str, code: int, complaint: str) -> None:
    done = _tansiq("at", "2026-03-01T14:32Z", "--journal", address)
    assert (done.returncode, done.stdout) == (code, "")
    assert complaint in " ".join(done.stderr.replace("│", " ").split())
    assert "not-for-logs" not in done.stderr


def test_a_database_without_an_office_is_told(address: str) -> None:
    done = _tansiq("at", "2026-03-01T14:32Z", "--json", "--journal", address)
    assert done.returncode == 2
    assert "holds no journal" in done.stderr
    assert not done.stdout or json.loads(done.stdout)


def _tansiq(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tansiq.cli.main", *words]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=120, check=False)
