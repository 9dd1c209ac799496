"""An office in service: two ports, signals, request ids, time limits, the built-in token endpoint."""

from __future__ import annotations

import base64
import json
import signal
import socket
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode

import pytest

from tansiq.web.issuer import init_keys
from tests.serving import Identity, Office, free_port, running_office
from tests.web.test_contract import INTENTS, extent, flight


class Planner(threading.Thread):
    """Announces flights, one after another, until the office is gone; remembers what was acknowledged."""

    def __init__(self, office: Office, token: str, number: int) -> None:
        super().__init__(daemon=True)
        self.office, self.token, self.number = office, token, number
        self.acknowledged: list[str] = []
        self.other: list[tuple[int, Any]] = []
        self.begun = threading.Event()

    def run(self) -> None:
        while True:
            intent_id = str(uuid.uuid4())
            place = extent(-60 + 0.1 * len(self.acknowledged), self.number * 10)
            try:
                status, answer = self.office.call("PUT", f"{INTENTS}/{intent_id}", self.token, flight(extents=[place]))
            except (URLError, ConnectionError, OSError):
                return
            if status == 201:
                self.acknowledged.append(intent_id)
                self.begun.set()
            elif status != 503:
                self.other.append((status, answer))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_under_load_ends_the_office_in_order_and_loses_nothing(
    tmp_path: Path, identity: Identity, number: signal.Signals
) -> None:
    token = identity.token("uss1")
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        planners = [Planner(office, token, i) for i in range(6)]
        for planner in planners:
            planner.start()
        for planner in planners:
            assert planner.begun.wait(10)
        office.process.send_signal(number)
        assert office.process.wait(20) == 0
    for planner in planners:
        planner.join(20)
        assert not planner.other
    last = json.loads(office.log.read_text().splitlines()[-1])
    assert last["event"] == "closed"
    assert not (tmp_path / "j.db-wal").exists(), "the log was not moved into the file"
    with running_office(tmp_path / "j.db", identity.public_file) as again:
        for planner in planners:
            for intent_id in planner.acknowledged[-20:]:
                assert again.call("GET", f"{INTENTS}/{intent_id}", token)[0] == 200
        assert again.call("GET", "/readyz")[1]["sequence"] >= sum(len(p.acknowledged) for p in planners)


def test_a_journal_that_is_removed_under_a_running_office_is_noticed_and_nothing_more_acknowledged(
    tmp_path: Path, identity: Identity
) -> None:
    token = identity.token("uss1")
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        intent_id = str(uuid.uuid4())
        assert office.call("PUT", f"{INTENTS}/{intent_id}", token, flight())[0] == 201
        (tmp_path / "j.db").rename(tmp_path / "elsewhere.db")
        status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[extent(10.0)]))
        assert (status, answer["code"]) == (503, "journal-unavailable")
        assert office.call("GET", "/readyz")[0] == 503
        assert office.call("GET", f"{INTENTS}/{intent_id}", token)[0] == 200
        (tmp_path / "elsewhere.db").rename(tmp_path / "j.db")
        assert office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[extent(10.0)]))[0] == 201


def test_two_ports_are_two_ways_into_one_office(tmp_path: Path, identity: Identity) -> None:
    second, token = free_port(), identity.token("uss1")
    with running_office(tmp_path / "j.db", identity.public_file, "--port", str(second)) as office:
        intent_id = str(uuid.uuid4())
        assert office.call("PUT", f"{INTENTS}/{intent_id}", token, flight())[0] == 201
        office.port = second
        assert office.call("GET", f"{INTENTS}/{intent_id}", token)[0] == 200


def test_a_request_id_is_kept_or_made_and_stands_in_the_log(tmp_path: Path, identity: Identity) -> None:
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        assert _request_id(office, "/healthz", "my-id-1") == "my-id-1"
        assert _request_id(office, "/aux/v1/version", "my-id-2") == "my-id-2"
        for bad in ("with space", "x" * 65, 'quo"te'):
            made = _request_id(office, "/aux/v1/version", bad)
            assert made != bad
            assert len(made) == 16
    logged = [json.loads(line).get("id") for line in office.log.read_text().splitlines()]
    assert "my-id-2" in logged
    assert made in logged


def _request_id(office: Office, path: str, given: str) -> str:
    connection = HTTPConnection("127.0.0.1", office.port, timeout=10)
    connection.request("GET", path, headers={"X-Request-Id": given})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["x-request-id"]


def test_a_body_that_never_ends_is_answered_after_the_time_limit(tmp_path: Path, identity: Identity) -> None:
    options = ("--request-timeout-s", "0.3")
    with running_office(tmp_path / "j.db", identity.public_file, *options) as office:
        for path, header in ((f"{INTENTS}/{uuid.uuid4()}", "PUT"), ("/dss/v1/reports", "POST")):
            with socket.create_connection(("127.0.0.1", office.port), timeout=10) as raw:
                head = f"{header} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {identity.token('uss1')}\r\n"
                raw.sendall(head.encode() + b"Content-Length: 100\r\n\r\n{")
                assert b" 504 " in raw.recv(4096).split(b"\r\n")[0]


def test_paths_that_do_not_exist_are_refused_in_the_form_of_all_refusals(tmp_path: Path, identity: Identity) -> None:
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        for path in ("/", "/nothing", "/dss/v1/nothing", "/dss/v1/operational_intent_references//", "/%2e%2e/etc"):
            status, answer = office.call("GET", path)
            assert (status, answer["code"]) == (404, "no-such-path"), path
        status, answer = office.call("POST", "/healthz", body={})
        assert (status, answer["code"]) == (405, "method-not-allowed")


# The built-in token endpoint


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[tuple[Office, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("keyed")
    secrets = init_keys(folder / "keys")
    with running_office(folder / "j.db", identity.public_file, "--keys", str(folder / "keys")) as office:
        yield office, secrets


def ask(office: Office, form: dict[str, str] | bytes, **headers: str) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", office.port, timeout=10)
    body = form if isinstance(form, bytes) else urlencode(form).encode()
    connection.request("POST", "/oauth/token", body, {"Content-Type": "application/x-www-form-urlencoded", **headers})
    answer = connection.getresponse()
    document = json.loads(answer.read())
    connection.close()
    assert "no-store" in (answer.headers["cache-control"] or "")
    return answer.status, document


def basic(client: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()


GRANT = {"grant_type": "client_credentials"}


def test_a_client_gets_a_token_that_opens_the_office(keyed: tuple[Office, dict[str, str]]) -> None:
    office, secrets = keyed
    for form, headers in (
        (GRANT, {"Authorization": basic("uss1", secrets["uss1"])}),
        (GRANT | {"client_id": "uss1", "client_secret": secrets["uss1"]}, {}),
    ):
        status, answer = ask(office, form, **headers)
        assert (status, answer["token_type"], answer["expires_in"]) == (200, "Bearer", 3600)
        path = f"{INTENTS}/{uuid.uuid4()}"
        assert office.call("GET", path, answer["access_token"])[0] == 404
    narrow = GRANT | {"scope": "utm.constraint_processing"}
    status, answer = ask(office, narrow, Authorization=basic("uss1", secrets["uss1"]))
    assert answer["scope"] == "utm.constraint_processing"
    assert office.call("GET", path, answer["access_token"])[0] == 403


@pytest.mark.parametrize(
    ("form", "client", "status", "error"),
    [
        (GRANT, ("uss1", "wrong"), 401, "invalid_client"),
        (GRANT, ("nobody", "wrong"), 401, "invalid_client"),
        (GRANT, ("uss1", ""), 401, "invalid_client"),
        (GRANT | {"scope": "utm.constraint_management"}, ("uss1", None), 400, "invalid_scope"),
        ({"grant_type": "password"}, ("uss1", None), 400, "unsupported_grant_type"),
        ({}, ("uss1", None), 400, "unsupported_grant_type"),
        (b"\xff\xfe&=;", ("uss1", None), 400, "unsupported_grant_type"),
        (b"x" * 20_000, ("uss1", None), 413, "invalid_request"),
    ],
)
def test_what_the_token_endpoint_refuses_has_the_standards_form(
    keyed: tuple[Office, dict[str, str]],
    form: dict[str, str] | bytes,
    client: tuple[str, str | None],
    status: int,
    error: str,
) -> None:
    office, secrets = keyed
    name, secret = client
    answer = ask(office, form, Authorization=basic(name, secrets["uss1"] if secret is None else secret))
    assert (answer[0], answer[1]["error"]) == (status, error)
    assert answer[1]["error_description"]


def test_the_key_set_and_the_metadata_name_the_key_that_signs(keyed: tuple[Office, dict[str, str]]) -> None:
    office, _ = keyed
    (key,) = office.call("GET", "/.well-known/jwks.json")[1]["keys"]
    assert (key["kty"], key["crv"], key["alg"]) == ("EC", "P-256", "ES256")
    assert "d" not in key
    metadata = office.call("GET", "/.well-known/oauth-authorization-server")[1]
    assert metadata["token_endpoint"].endswith("/oauth/token")


def test_secrets_cannot_be_guessed_for_long(tmp_path: Path, identity: Identity) -> None:
    secrets = init_keys(tmp_path / "keys")
    with running_office(tmp_path / "j.db", identity.public_file, "--keys", str(tmp_path / "keys")) as office:
        with ThreadPoolExecutor(30) as many:
            guesses = many.map(lambda i: ask(office, GRANT, Authorization=basic("uss1", f"guess {i}"))[0], range(60))
        assert Counter(guesses) == {401: 20, 429: 40}
        assert ask(office, GRANT, Authorization=basic("uss2", secrets["uss2"]))[0] == 200
