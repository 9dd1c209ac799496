"""Signing in with a party's own identity provider: a real one, in a process of its own, with real signed tokens."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tansiq.gateways.oidc_client import read_providers
from tests.serving import Identity, Office, free_port, running_office
from tests.web.browsing import Browser, browser_of, person, until
from tests.web.provider import SECRET

ROOT = Path(__file__).parents[2]


class Served:
    """A provider that is told how to misbehave."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"

    def told(self, how: str = "", **more: Any) -> None:
        httpx.post(f"{self.issuer}/misbehave", json={"how": how, **more}, trust_env=False).raise_for_status()


@pytest.fixture(scope="module")
def provider() -> Iterator[Served]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.web.provider", str(port)], cwd=ROOT)
    served = Served(port)
    try:
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{served.issuer}/keys", trust_env=False)
                break
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)  # a port that does not listen yet can only be asked again
        yield served
    finally:
        process.terminate()
        process.wait(10)


def options_in(folder: Path, port: int, provider: Served) -> tuple[str, ...]:
    (folder / "relief.secret").write_text(SECRET + "\n")
    table = f'issuer = "{provider.issuer}"\nclient_id = "tansiq"\nclient_secret_file = "relief.secret"\n'
    more = 'make_unknown = ["observer", "duty-officer"]\n'
    (folder / "oidc.toml").write_text(f"[relief]\n{table}\n[army]\n{table}{more}")
    return "--oidc", str(folder / "oidc.toml"), "--public-url", f"http://localhost:{port}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity, provider: Served) -> Iterator[Office]:
    folder, port = tmp_path_factory.mktemp("oidc"), free_port()
    options = options_in(folder, port, provider)
    with running_office(folder / "office.db", identity.public_file, *options, port=port) as office:
        yield office


def journey(browser: Browser, party: str) -> httpx.Response:
    """There and back again; the office's last answer."""
    begun = browser.http.get(f"/api/v1/session/oidc/{party}")
    assert begun.status_code == 303, begun.text
    guards = begun.headers["set-cookie"]
    assert "HttpOnly" in guards
    assert "SameSite=Lax" in guards
    sent_back = httpx.get(begun.headers["location"], trust_env=False)
    assert sent_back.status_code == 303
    return browser.http.get(sent_back.headers["location"])


def test_somebody_who_is_there_is_signed_in_and_bound_to_the_providers_name_for_them(
    office: Office, identity: Identity, provider: Served
) -> None:
    provider.told()
    made = person(office, identity, "relief", "amal", "administrator")
    browser = Browser(office)
    answer = journey(browser, "relief")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert 'content="0; url=/"' in answer.text
    status, me = browser.ask("GET", "/api/v1/session")
    assert (status, me["person"]["id"]) == (200, made["id"])
    until(lambda: browser.ask("GET", "/api/v1/sign-ins")[1]["items"][0]["means"] == ["oidc"])
    provider.told(user={"sub": "248289", "preferred_username": "renamed", "name": "Amal"})
    again = Browser(office)
    assert journey(again, "relief").status_code == 200
    assert again.ask("GET", "/api/v1/session")[1]["person"]["id"] == made["id"], "the subject counts, not the name"
    provider.told(user={"sub": "somebody-else", "preferred_username": "amal", "name": "Amal"})
    other = Browser(office)
    answer = journey(other, "relief")
    assert (answer.status_code, answer.json()["code"]) == (403, "oidc-refused")
    assert other.ask("GET", "/api/v1/session")[0] == 401


def test_who_is_unknown_is_taken_in_only_where_the_settings_say_so(office: Office, provider: Served) -> None:
    provider.told(user={"sub": "77", "preferred_username": "chen", "name": "Chen", "email": "chen@example.org"})
    answer = journey(Browser(office), "relief")
    assert (answer.status_code, answer.json()["code"]) == (403, "oidc-refused")
    browser = Browser(office, "192.0.2.30")
    assert journey(browser, "army").status_code == 200
    me = browser.ask("GET", "/api/v1/session")[1]
    assert (me["person"]["login"], me["person"]["email"]) == ("chen", "chen@example.org")
    assert me["roles"] == ["duty-officer", "observer"]


@pytest.mark.parametrize(
    "how",
    [
        "wrong-nonce", "no-nonce", "wrong-issuer", "wrong-audience", "expired", "signed-by-a-stranger", "unsigned",
        "no-token", "not-json", "answer-of-another-issuer", "access-denied",
    ],
)  # fmt: skip
def test_an_answer_that_proves_nothing_signs_nobody_in(
    office: Office, identity: Identity, provider: Served, how: str
) -> None:
    provider.told(how, user={"sub": "77", "preferred_username": "chen", "name": "Chen"})
    browser = Browser(office, f"198.51.100.{len(how)}")
    answer = journey(browser, "army")
    assert (answer.status_code, answer.json()["code"]) == (403, "oidc-refused"), answer.text
    assert SECRET not in answer.text
    assert browser.ask("GET", "/api/v1/session")[0] == 401
    provider.told()
    assert journey(browser, "army").status_code == 200


@pytest.mark.parametrize("asks", [{"sec-fetch-mode": "navigate"}, {"accept": "text/html,application/xhtml+xml"}])
def test_a_person_who_is_not_signed_in_is_led_to_the_sign_in_page_and_nowhere_else(
    office: Office, provider: Served, asks: dict[str, str]
) -> None:
    provider.told("access-denied")
    browser = Browser(office, "198.51.100.45")
    begun = browser.http.get("/api/v1/session/oidc/army")
    back = httpx.get(begun.headers["location"], trust_env=False).headers["location"]
    answer = browser.http.get(f"{back}&next=https://elsewhere.example&reason=x", headers=asks)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?reason=oidc-refused&party=army")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not browser.http.cookies, "the journey's cookie stayed"
    answer = browser.http.get("/api/v1/session/oidc/%5Celsewhere.example", headers=asks)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?reason=oidc-unknown")
    answer = browser.http.get("/api/v1/session/oidc/army/callback?state=x", headers={"sec-fetch-mode": "cors"})
    assert (answer.status_code, answer.json()["code"]) == (403, "oidc-refused")
    hasty = Browser(office, f"203.0.113.{len(next(iter(asks)))}")
    locations = [
        hasty.http.get("/api/v1/session/oidc/army/callback?state=x", headers=asks).headers["location"]
        for _ in range(30)
    ]
    assert "/signin?reason=too-many-tries&party=army&wait_s=" in locations[-1]
    provider.told()


def test_a_page_learns_how_a_partys_people_sign_in(office: Office) -> None:
    ways = {party: Browser(office).ask("GET", f"/api/v1/session/ways?party={party}")[1] for party in ("army", "x")}
    assert ways["army"] == {"party": "army", "password": True, "identity_provider": "/api/v1/session/oidc/army"}
    assert ways["x"] == {"party": "x", "password": True, "identity_provider": ""}


def test_an_answer_fits_only_the_browser_that_asked_and_only_once(office: Office, provider: Served) -> None:
    provider.told(user={"sub": "77", "preferred_username": "chen", "name": "Chen"})
    victim, attacker = Browser(office, "198.51.100.40"), Browser(office, "198.51.100.41")
    begun = attacker.http.get("/api/v1/session/oidc/army")
    back = httpx.get(begun.headers["location"], trust_env=False).headers["location"]
    assert victim.http.get(back).json()["code"] == "oidc-refused", "somebody was signed in as somebody else"
    victim.http.get("/api/v1/session/oidc/army")
    assert victim.http.get(back).json()["code"] == "oidc-refused", "the state was not compared"
    for wrong in (back.replace("state=", "state=x"), back.replace("/army/", "/relief/"), back.partition("?")[0]):
        assert attacker.http.get(wrong).json()["code"] == "oidc-refused", wrong
    assert attacker.http.get(back).status_code == 200
    assert attacker.http.get(back).json()["code"] == "oidc-refused", "a code was taken twice"


def test_whoever_is_under_way_comes_back_to_an_office_that_was_started_anew(
    tmp_path: Path, identity: Identity, provider: Served
) -> None:
    provider.told(user={"sub": "77", "preferred_username": "chen", "name": "Chen"})
    port = free_port()
    options = options_in(tmp_path, port, provider)
    with running_office(tmp_path / "office.db", identity.public_file, *options, port=port) as office:
        browser = Browser(office)
        begun = browser.http.get("/api/v1/session/oidc/army")
    back = httpx.get(begun.headers["location"], trust_env=False).headers["location"]
    (tmp_path / "relief.secret").write_text("another secret")
    with running_office(tmp_path / "office.db", identity.public_file, *options, port=port):
        assert browser.http.get(back).json()["code"] == "oidc-refused", "it was not sealed with the client's secret"
    (tmp_path / "relief.secret").write_text(SECRET)
    browser.http.cookies.set("tansiq-oidc", begun.cookies["tansiq-oidc"])
    with running_office(tmp_path / "office.db", identity.public_file, *options, port=port):
        answer = browser.http.get(back)
        assert answer.status_code == 200, answer.text
        assert browser.ask("GET", "/api/v1/session")[1]["person"]["login"] == "chen"


def test_a_providers_new_key_is_fetched_when_a_token_comes_that_it_signed(office: Office, provider: Served) -> None:
    provider.told(user={"sub": "77", "preferred_username": "chen", "name": "Chen"})
    assert journey(Browser(office, "198.51.100.50"), "army").status_code == 200
    provider.told("rotate")
    until(lambda: journey(Browser(office, "198.51.100.51"), "army").status_code == 200)
    provider.told("signed-by-a-stranger")
    assert journey(Browser(office, "198.51.100.52"), "army").status_code == 403


def test_a_party_without_a_provider_has_no_such_way_in(office: Office) -> None:
    answer = Browser(office).http.get("/api/v1/session/oidc/nobody")
    assert (answer.status_code, answer.json()["code"]) == (404, "oidc-unknown")


def test_who_is_blocked_is_not_let_in_by_the_provider(office: Office, identity: Identity, provider: Served) -> None:
    provider.told(user={"sub": "88", "preferred_username": "dora", "name": "Dora"})
    person(office, identity, "army", "boss", "administrator")
    browser = Browser(office, "198.51.100.60")
    assert journey(browser, "army").status_code == 200
    me = browser.ask("GET", "/api/v1/session")[1]["person"]
    admin = browser_of(office, "army", "boss")
    form = {"version": 1, "login": "dora", "name": "Dora", "roles": ["observer"], "state": "blocked"}
    assert admin.ask("PUT", f"/api/v1/people/{me['id']}", form)[0] == 200
    assert journey(browser, "army").json()["code"] == "oidc-refused"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[relief]\nissuer = 'http://x.example'\nclient_id = 'a'\nclient_secret = 'b'", "https://"),
        ("[relief]\nissuer = 'https://x.example'\nclient_id = 'a'", "either client_secret or client_secret_file"),
        ("[relief]\nissuer = 'https://x.example'\nclient_id = 'a'\nclient_secret = 'b'\nscopes = 'email'", "openid"),
        (
            "[relief]\nissuer = 'https://x.example'\nclient_id = 'a'\nclient_secret = 'b'\nmake_unknown = ['king']",
            "king",
        ),
        ("[relief]\nissuer = 'https://x.example'\nclientid = 'a'", "clientid"),
        ("nonsense", "Expected"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "oidc.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=said):
        read_providers(path, allow_http=False)
