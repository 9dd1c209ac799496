"""A person's browser, as far as signing in needs one: keeps cookies, sends the header against forgery."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

import httpx

from tansiq.centre import totp
from tests.serving import Identity, Office

GOOD = "correct horse battery staple"
OTHER = "seven lamps beside the door"


class Browser:
    """One browser. Its address is what it says: the office believes a proxy on its own machine."""

    def __init__(self, office: Office, address: str = "192.0.2.10") -> None:
        self.http = httpx.Client(base_url=office.url, trust_env=False, timeout=30, headers={"x-forwarded-for": address})
        self.csrf = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and document."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.csrf:
            named.setdefault("x-csrf-token", self.csrf)
        answer = self.http.request(method, path, json=body, headers=named)
        return answer.status_code, answer.json() if answer.content else None

    def sign_in(self, party: str, login: str, password: str = GOOD, code: str = "") -> tuple[int, Any]:
        """Signs in; the header against forgery is kept for what follows."""
        form = {"party": party, "login": login, "password": password, "code": code}
        status, document = self.ask("POST", "/api/v1/session", form)
        if status == 200:
            self.csrf = document["csrf"]
        return status, document


def administrator_token(identity: Identity, party: str) -> str:
    """A program's, that may make the first administrator."""
    return identity.token(party, "tansiq.read tansiq.administer")


def invite(office: Office, token: str, login: str, *roles: str) -> dict[str, Any]:
    """Takes somebody in; the person and the secret."""
    form = {"login": login, "name": login.title(), "roles": list(roles or ("observer",))}
    status, document = office.call("POST", "/api/v1/people", token, form)
    assert status == 201, document
    return dict(document)


def person(office: Office, identity: Identity, party: str, login: str, *roles: str) -> dict[str, Any]:
    """Somebody who can sign in with the good password."""
    made = invite(office, administrator_token(identity, party), login, *roles)
    status, document = office.call("POST", "/api/v1/accounts", None, {"secret": made["secret"], "password": GOOD})
    assert (status, document) == (200, {"party": party, "login": login})
    return dict(made["person"])


def browser_of(office: Office, party: str, login: str, address: str = "192.0.2.10", *, password: str = GOOD) -> Browser:
    """Signed in."""
    browser = Browser(office, address)
    status, document = browser.sign_in(party, login, password)
    assert status == 200, document
    return browser


def code_for(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows, so many steps from now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    return totp.code_at(key, int(time.time()) // totp.STEP_S + steps)


def until(question: Callable[[], Any], within_s: float = 10.0) -> Any:
    """The first answer that is true. What is put on record beside an answer may come a moment after it."""
    deadline = time.monotonic() + within_s
    while not (answer := question()):
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.02)
    return answer
