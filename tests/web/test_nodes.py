"""An office of two nodes over one PostgreSQL, each the command that operators run: one office, whichever is asked."""

from __future__ import annotations

import contextlib
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.postgres import Cluster
from tests.serving import Identity, Office, start_office
from tests.web.browsing import Browser, browser_of, code_for, person, until
from tests.web.test_contract import INTENTS, extent, flight

RANDOM = random.Random(7)


@dataclass
class Nodes:
    """Two nodes, and what a third would need."""

    address: str
    folder: Path
    identity: Identity
    offices: list[Office]

    def start(self, name: str, *options: str, environment: dict[str, str] | None = None) -> Office:
        """One more; `environment`: of another version."""
        data = self.folder / name
        data.mkdir(exist_ok=True)
        shared = ("--journal", self.address, "--data", str(data), "--seal-key", str(self.folder / "seal-key"))
        keys = ("--log-key", str(self.folder / "log-key"))
        public = self.identity.public_file
        return start_office(data / "office", public, *shared, *keys, *options, environment=environment)


@contextlib.contextmanager
def two_nodes(address: str, folder: Path, identity: Identity, *options: str) -> Iterator[Nodes]:
    nodes = Nodes(address, folder, identity, [])
    try:
        for name in ("one", "two"):
            nodes.offices.append(nodes.start(name, *options))
        yield nodes
    finally:
        for office in nodes.offices:
            if office.process.poll() is None:
                office.stop()


@pytest.fixture(scope="module")
def nodes(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Nodes]:
    with two_nodes(cluster.make_database(), tmp_path_factory.mktemp("nodes"), identity) as both:
        yield both


def test_what_one_node_took_in_the_other_gives_at_once(nodes: Nodes, identity: Identity) -> None:
    token = identity.token("uss1")
    for _ in range(100):
        one, other = RANDOM.sample(nodes.offices, 2)
        name = f"{INTENTS}/{uuid.uuid4()}"
        status, made = one.call("PUT", name, token, flight())
        assert status == 201, made
        status, found = other.call("GET", name, token)
        assert status == 200, found
        reference = made["operational_intent_reference"]
        assert found["operational_intent_reference"] == reference
        assert other.call("DELETE", f"{name}/{reference['ovn']}", token)[0] == 200
        assert one.call("GET", name, token)[0] == 404


def test_who_is_taken_in_at_one_node_signs_in_at_the_other_and_is_out_at_both_at_once(
    nodes: Nodes, identity: Identity
) -> None:
    one, other = nodes.offices
    person(one, identity, "relief", "amal", "administrator")
    amal = browser_of(other, "relief", "amal")
    here = browser_of(one, "relief", "amal")
    for office in nodes.offices:
        answer = httpx.get(f"{office.url}/api/v1/session", cookies=dict(amal.http.cookies), trust_env=False)
        assert answer.status_code == 200, answer.text
    assert amal.ask("DELETE", "/api/v1/session")[0] == 200
    answer = httpx.get(f"{one.url}/api/v1/session", cookies=dict(amal.http.cookies), trust_env=False)
    assert answer.status_code == 401
    assert here.ask("GET", "/api/v1/session")[0] == 200


def test_a_factor_that_was_set_up_at_one_node_is_asked_for_at_the_other(nodes: Nodes, identity: Identity) -> None:
    one, other = nodes.offices
    person(one, identity, "army", "boutros", "administrator")
    boutros = browser_of(one, "army", "boutros")
    secret = boutros.ask("POST", "/api/v1/session/totp")[1]["secret"]
    status, codes = boutros.ask("POST", "/api/v1/session/totp/confirmation", {"code": code_for(secret)})
    assert status == 200, codes
    again = Browser(other)
    status, document = again.sign_in("army", "boutros")
    assert (status, document["code"]) == (401, "code-needed")
    assert again.sign_in("army", "boutros", code=codes["recovery_codes"][0])[0] == 200


def test_the_log_is_one_log_whichever_node_is_asked(nodes: Nodes) -> None:
    def heads() -> set[str]:
        return {str(office.call("GET", "/log/checkpoint")[1]).partition("\n\n")[0] for office in nodes.offices}

    assert until(lambda: len(heads()) == 1)
    keys = {str(office.call("GET", "/log/keys")[1]) for office in nodes.offices}
    assert len(keys) == 1


def test_a_node_without_the_common_keys_is_refused_and_says_which(nodes: Nodes) -> None:
    with pytest.raises(RuntimeError, match="--seal-key"):
        nodes.start("three", "--seal-key", str(nodes.folder / "elsewhere"))
    with pytest.raises(RuntimeError, match="--log-key"):
        nodes.start("three", "--log-key", str(nodes.folder / "another"))
    with pytest.raises(RuntimeError, match="another node uses this folder"):
        nodes.start("one")


@pytest.mark.stories
def test_a_log_that_was_put_back_begins_anew_under_another_name_at_all_nodes(
    cluster: Cluster, tmp_path: Path, identity: Identity
) -> None:
    """As docs/high-availability.md says, after a restore to an earlier moment."""
    with two_nodes(cluster.make_database(), tmp_path, identity) as both:
        for office in both.offices:
            assert office.stop() == 0
        aside = both.folder / "aside"
        aside.mkdir()
        for name in ("one", "two"):
            (both.folder / name / "office.log").rename(aside / name)
        anew = ("--log-key", str(both.folder / "new-key"), "--log-name", "again.example.org/log")
        with pytest.raises(RuntimeError, match="--log-key"):
            both.start("one", *anew[:2])
        both.offices[:] = [both.start(name, *anew) for name in ("one", "two")]
        for office in both.offices:
            assert str(office.call("GET", "/log/checkpoint")[1]).startswith("again.example.org/log\n")
        keys = [str(office.call("GET", "/log/keys")[1]) for office in both.offices]
        assert keys[0] == keys[1]
        with pytest.raises(RuntimeError, match="signed with other keys"):
            both.start("three")


def test_the_other_node_goes_on_when_one_is_killed(cluster: Cluster, tmp_path: Path, identity: Identity) -> None:
    token = identity.token("uss1")
    with two_nodes(cluster.make_database(), tmp_path, identity) as both:
        one, other = both.offices
        name = f"{INTENTS}/{uuid.uuid4()}"
        assert one.call("PUT", name, token, flight())[0] == 201
        one.kill()
        assert other.call("GET", name, token)[0] == 200
        assert other.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[extent(49.0)]))[0] == 201
        both.offices.append(both.start("one"))
        assert both.offices[-1].call("GET", name, token)[0] == 200


def test_without_the_database_nothing_is_answered_that_may_be_stale_and_all_goes_on_when_it_is_back(
    tmp_path: Path, identity: Identity
) -> None:
    cluster = Cluster(durable=True)
    token = identity.token("uss1")
    try:
        with two_nodes(cluster.make_database(), tmp_path, identity) as both:
            one, other = both.offices
            name = f"{INTENTS}/{uuid.uuid4()}"
            assert one.call("PUT", name, token, flight())[0] == 201
            cluster.kill()
            for office in both.offices:
                status, said = office.call("GET", name, token)
                assert status == 503, said
                assert "database" in said["message"]
                assert office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[extent(49.0)]))[0] == 503
                assert office.call("GET", "/readyz")[0] == 503
                assert office.call("GET", "/healthz")[0] == 200
            cluster.start()
            for office in both.offices:
                until(lambda office=office: office.call("GET", name, token)[0] == 200)  # type: ignore[misc]
                until(lambda office=office: office.call("GET", "/readyz")[0] == 200)  # type: ignore[misc]
            assert other.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[extent(49.0)]))[0] == 201
    finally:
        cluster.stop()
