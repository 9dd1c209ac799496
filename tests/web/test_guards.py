"""What every answer says to a browser, whatever it is asked for, and however it came to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.coordination import ALL, found_office
from tests.serving import Identity, Office, running_office
from tests.web.browsing import browser_of, person

PAGE = {"accept": "text/html"}
PATHS = (
    "/", "/tansiq.svg", "/assets/none.js", "/notices/x", "/signin", "/api", "/api/v1/none", "/api/v1/notices",
    "/api/v1/exports/notices?language=CSV", "/api/v1/exports/operations?language=KML", "/api/v1/openapi.json",
    "/api/v1/imports/template.xlsx", "/api/v1/session", "/api/v1/notices/none", "/api/v1/operations?area=x",
    "/api/v1/people", "/api/v1/map", "/api/v1/session/oidc/army", "/healthz", "/metrics", "/oauth/token", "/none",
)  # fmt: skip


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return Identity(tmp_path_factory.mktemp("identity"))


@pytest.fixture(scope="module")
def office(identity: Identity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    journal: Path = tmp_path_factory.mktemp("office") / "office.db"
    found_office(journal)
    with running_office(journal, identity.public_file) as served:
        yield served


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_no_answer_runs_or_is_framed_or_taken_for_something_else(office: Office, method: str) -> None:
    with httpx.Client(base_url=office.url, trust_env=False) as client:
        for path in PATHS:
            for headers in ({}, PAGE):
                said = client.request(method, path, headers=headers).headers
                where = (method, path, headers)
                assert said["x-content-type-options"] == "nosniff", where
                assert said["content-security-policy"].startswith("default-src 'none'"), where
                assert "frame-ancestors 'none'" in said["content-security-policy"], where
                assert said["cross-origin-resource-policy"] == "same-origin", where
                assert said["referrer-policy"] == "no-referrer", where


def test_a_browser_keeps_nothing_of_what_a_person_was_shown(office: Office, identity: Identity) -> None:
    person(office, identity, "army", "amal", "administrator", "duty-officer")
    browser = browser_of(office, "army", "amal")
    for path in PATHS:
        if path.startswith("/api/v1/"):
            answer = browser.http.get(path)
            if answer.status_code not in (303, 404) or path.endswith("notices/none"):
                said = answer.headers.get("cache-control", "")
                assert "no-store" in said or path.endswith("openapi.json"), (path, said)


def test_a_program_may_keep_what_it_was_given(office: Office, identity: Identity) -> None:
    """A party's own centre keeps answers until its people have seen them, unless they hold a secret."""
    headers = {"authorization": f"Bearer {identity.token('army', ALL)}"}
    with httpx.Client(base_url=office.url, trust_env=False, headers=headers) as client:
        assert "cache-control" not in client.get("/api/v1/notices").headers
