"""Parties' own programs at the built-in token endpoint."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tansiq.web.issuer import init_keys
from tests.serving import Identity, Office, running_office, start_office
from tests.web.browsing import Browser, browser_of, person


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("programs")
    init_keys(folder / "keys")
    with running_office(folder / "office.db", identity.public_file, "--keys", str(folder / "keys")) as office:
        yield office


def ask_token(office: Office, client_id: str, secret: str, encoded: bool = True, **form: str) -> httpx.Response:
    """What the token endpoint answers to client credentials in the header."""
    one, other = (quote(client_id, safe=""), quote(secret, safe="")) if encoded else (client_id, secret)
    basic = base64.b64encode(f"{one}:{other}".encode()).decode()
    return httpx.post(
        f"{office.url}/oauth/token",
        data={"grant_type": "client_credentials", **form},
        headers={"authorization": f"Basic {basic}"},
        trust_env=False,
    )


def claims_of(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    import json

    return dict(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


@pytest.fixture(scope="module")
def admin(office: Office, identity: Identity) -> Browser:
    person(office, identity, "relief", "boss", "administrator")
    return browser_of(office, "relief", "boss")


def test_a_program_gets_tokens_for_its_party_with_the_scopes_that_it_has(office: Office, admin: Browser) -> None:
    form = {"name": "planner", "scopes": ["tansiq.read", "utm.strategic_coordination"]}
    status, made = admin.ask("POST", "/api/v1/programs", form)
    assert (status, made["client_id"]) == (201, "relief:planner")
    for encoded in (True, False):
        answer = ask_token(office, "relief:planner", made["secret"], encoded)
        assert answer.status_code == 200, answer.text
    claims = claims_of(answer.json()["access_token"])
    assert (claims["sub"], claims["client_id"]) == ("relief", "relief:planner")
    assert claims["scope"].split() == ["tansiq.read", "utm.strategic_coordination"]
    assert office.call("GET", "/api/v1/people", answer.json()["access_token"])[1]["items"][0]["login"] == "boss"
    assert office.call("GET", "/api/v1/programs", answer.json()["access_token"])[1]["code"] == "scope-missing"
    less = ask_token(office, "relief:planner", made["secret"], scope="tansiq.read")
    assert less.json()["scope"] == "tansiq.read"
    more = ask_token(office, "relief:planner", made["secret"], scope="tansiq.administer")
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")
    listed = admin.ask("GET", "/api/v1/programs")[1]["items"]
    assert [(p["name"], "secret" in p) for p in listed] == [("planner", False)]


def test_another_secret_ends_the_old_one_and_who_is_withdrawn_gets_none(office: Office, admin: Browser) -> None:
    first = admin.ask("POST", "/api/v1/programs", {"name": "feeder", "scopes": ["tansiq.read"]})[1]["secret"]
    status, renewed = admin.ask("POST", "/api/v1/programs/feeder/secret")
    assert (status, renewed["version"]) == (201, 2)
    refused = ask_token(office, "relief:feeder", first)
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert ask_token(office, "relief:feeder", renewed["secret"]).status_code == 200
    assert admin.ask("DELETE", "/api/v1/programs/feeder")[1]["withdrawn"] is True
    assert ask_token(office, "relief:feeder", renewed["secret"]).status_code == 401
    assert ask_token(office, "relief:feeder", "").status_code == 401
    assert admin.ask("POST", "/api/v1/programs/feeder/secret")[1]["code"] == "program-unknown"
    assert admin.ask("POST", "/api/v1/programs", {"name": "feeder", "scopes": ["tansiq.read"]})[1]["code"] == (
        "program-exists"
    )


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "a:b", "scopes": ["tansiq.read"]}, "name"),
        ({"name": "Big", "scopes": ["tansiq.read"]}, "name"),
        ({"name": "ok", "scopes": ["tansiq.everything"]}, "scopes"),
        ({"name": "ok", "scopes": ["utm.availability_arbitration"]}, "scopes"),
        ({"name": "ok", "scopes": ["interuss.pool_status.heartbeat.write"]}, "scopes"),
    ],
)
def test_a_program_cannot_be_called_or_may_not_do_what_is_not_for_it(
    admin: Browser, form: dict[str, Any], field: str
) -> None:
    status, document = admin.ask("POST", "/api/v1/programs", form)
    assert (status, document["code"], document["field"]) == (400, "program-invalid", field)


def test_the_secret_is_written_down_nowhere(tmp_path: Path, identity: Identity) -> None:
    init_keys(tmp_path / "keys")
    office = start_office(tmp_path / "office.db", identity.public_file, "--keys", str(tmp_path / "keys"))
    try:
        token = identity.token("relief", "tansiq.administer")
        form = {"name": "planner", "scopes": ["tansiq.read"]}
        secret = office.call("POST", "/api/v1/programs", token, form)[1]["secret"]
        assert ask_token(office, "relief:planner", secret).status_code == 200
    finally:
        office.stop()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or secret.partition(".")[2].encode() not in path.read_bytes(), path
