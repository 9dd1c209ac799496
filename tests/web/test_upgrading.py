"""An office is brought to a new version node by node: both versions serve beside each other, each a real installation,
until the new one writes what the old one does not know. From then on the old one is read, and decides nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import A_NEW_FIELD, A_NEW_KIND, TABLES_OF_THE_FIRST_VERSION, Change, installation
from tests.postgres import Cluster
from tests.serving import Identity, Office
from tests.web.browsing import browser_of, person, until
from tests.web.test_contract import INTENTS, extent, flight
from tests.web.test_nodes import Nodes

pytestmark = pytest.mark.stories  # `make faults` tells it of nodes that are asked all the while

AVAILABILITY = "/dss/v1/uss_availability/uss9"


@pytest.fixture
def nodes(address: str, tmp_path: Path, identity: Identity) -> Iterator[Nodes]:
    made = Nodes(address, tmp_path, identity, [])
    yield made
    for office in made.offices:
        if office.process.poll() is None:
            office.stop()


def start(nodes: Nodes, name: str, version: dict[str, str] | None) -> Office:
    nodes.offices.append(nodes.start(name, environment=version))
    return nodes.offices[-1]


def put(office: Office, token: str) -> tuple[int, str]:
    """A flight of its own; the status, and its path."""
    name = f"{INTENTS}/{uuid.uuid4()}"
    status, answer = office.call("PUT", name, token, flight(extents=[extent(50.0 + 35 * uuid.uuid4().int / 2**128)]))
    return (status, name) if status == 201 else (status, str(answer))


def said(office: Office, event: str) -> list[dict[str, object]]:
    """What its log says of something."""
    lines = (json.loads(line) for line in office.log.read_text().splitlines() if line.startswith("{"))
    return [line for line in lines if line["event"] == event]


def has_the_lease(office: Office) -> bool:
    told = said(office, "lease")
    return bool(told) and bool(told[-1]["held"])


@pytest.mark.parametrize("added", [A_NEW_KIND, A_NEW_FIELD], ids=["a new kind", "a new field"])
def test_nodes_of_two_versions_serve_beside_each_other_until_the_new_one_writes_what_the_old_one_does_not_know(
    nodes: Nodes, identity: Identity, tmp_path: Path, added: tuple[Change, ...]
) -> None:
    newer, token = installation(tmp_path / "newer", added), identity.token("uss1")
    old = start(nodes, "one", None)
    person(old, identity, "relief", "amal", "administrator")
    amal = browser_of(old, "relief", "amal")
    assert until(lambda: has_the_lease(old))
    new = start(nodes, "two", newer)

    # Beside each other, and back again
    for writer, reader in ((old, new), (new, old)):
        status, flown = put(writer, token)
        assert (status, reader.call("GET", flown, token)[0]) == (201, 200)
    status, answer = new.call("PUT", AVAILABILITY, token, {"old_version": "", "availability": "Normal"})
    assert status == 200, answer
    assert new.stop() == 0
    new = start(nodes, "two", None)
    assert put(new, token)[0] == 201
    assert new.stop() == 0
    new = start(nodes, "two", newer)
    assert old.call("GET", "/readyz")[0] == 200

    # The first entry that only the new version knows
    before = answer["version"]
    status, answer = new.call("PUT", AVAILABILITY, token, {"old_version": before, "availability": "Down"})
    assert status == 200, answer
    status, refused = put(old, token)
    assert (status, "node-outdated" in refused) == (503, True), refused
    assert old.call("GET", "/readyz")[0] == 503
    assert "written by a newer version" in old.call("GET", "/readyz")[1]["status"]
    assert old.call("GET", "/healthz")[0] == 200
    assert len(said(old, "node-outdated")) == 1

    # It is read, and nothing of what it knows is old
    assert old.call("GET", flown, token)[0] == 200
    status, flown = put(new, token)
    assert (status, old.call("GET", flown, token)[0]) == (201, 200)
    assert amal.ask("GET", "/api/v1/session")[0] == 200
    known = old.call("GET", AVAILABILITY, token)[1]["version"]
    assert known == (before if added is A_NEW_KIND else answer["version"]), "all but what it does not know"
    assert until(lambda: has_the_lease(new), within_s=20), "who cannot write keeps no house"
    assert not has_the_lease(old)

    # Started again it is what it was; of the new version it is as good as the other
    assert old.stop() == 0
    old = start(nodes, "one", None)
    assert len(said(old, "node-outdated")) == 2
    assert old.call("GET", flown, token)[0] == 200
    assert put(old, token)[0] == 503
    assert old.stop() == 0
    old = start(nodes, "one", newer)
    assert put(old, token)[0] == 201
    assert old.call("GET", "/readyz")[0] == 200
    assert old.call("GET", AVAILABILITY, token)[1]["version"] == answer["version"]


def test_nodes_go_on_over_tables_that_are_migrated_under_them_and_start_again_over_them(
    nodes: Nodes, identity: Identity, tmp_path: Path, cluster: Cluster
) -> None:
    earlier, token = installation(tmp_path / "earlier", TABLES_OF_THE_FIRST_VERSION), identity.token("uss1")
    old = start(nodes, "one", earlier)
    assert put(old, token)[0] == 201
    with pytest.raises(RuntimeError, match="tansiq journal migrate"):
        start(nodes, "two", None)
    assert json.loads(migrate(nodes.address)) | {"database": ""} == {"database": "", "before": 1, "after": 2}
    new = start(nodes, "two", None)
    for writer, reader in ((old, new), (new, old)):
        status, flown = put(writer, token)
        assert (status, reader.call("GET", flown, token)[0]) == (201, 200)
    assert old.stop() == 0
    old = start(nodes, "one", earlier)
    assert put(old, token)[0] == 201
    assert old.stop() == 0
    only_new = "UPDATE tansiq_schema SET version = 2 WHERE id = 2"  # as a step does that takes something away
    cluster.ask(nodes.address.rpartition("/")[2], only_new)
    with pytest.raises(RuntimeError, match="newer than this one's"):
        start(nodes, "one", earlier)


def migrate(address: str) -> str:
    command = [sys.executable, "-m", "tansiq.cli.main", "journal", "migrate", address, "--json"]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ)).stdout
