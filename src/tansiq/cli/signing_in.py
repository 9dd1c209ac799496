"""How a person signs in at the command line: secrets as they are typed, and a session as what stands for a token."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from urllib.parse import quote

import httpx
import typer

from tansiq.cli.output import EXIT_REFUSED, complain
from tansiq.gateways.api_client import ROOT, SESSION, ApiRefused, problem_of
from tansiq.gateways.out_of_reach import NoOffice
from tansiq.journal import durably

_LONGEST_SECRET = 2_000


def signed_in(url: str, party: str, login: str, password: str, code: str) -> str:
    """A new session of a person, as `--token-file` takes it; the one-time code is asked for where it is needed and not
    given. Raises `ApiRefused`, `ConnectionError`."""
    form = {"party": party, "login": login, "password": password, "code": code}
    with httpx.Client(base_url=url, timeout=30.0, trust_env=False) as client:
        answer = _sent(client, form)
        if answer.status_code != httpx.codes.OK and problem_of(answer).code == "code-needed" and not code:
            answer = _sent(client, {**form, "code": typed("One-time code: ")})
    if answer.status_code != httpx.codes.OK:
        raise problem_of(answer)
    cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    if "=" not in cookie:
        raise ApiRefused(answer.status_code, "http", "the answer gives no session; is this an office?")
    return f"{SESSION}{quote(party, safe='')}:{cookie}"


def secret_of(path: Path | None, question: str) -> str:
    """What the file holds; without one, what is typed."""
    if path is None:
        return typed(question)
    with path.open("rb") as file:
        given = file.read(_LONGEST_SECRET + 1).decode("utf-8", "replace").rstrip("\r\n")
    if not given or len(given) > _LONGEST_SECRET:
        complain(f"{path} does not hold a password, and nothing else")
        raise typer.Exit(EXIT_REFUSED)
    return given


def typed(question: str) -> str:
    """A secret as it is typed, which is not shown; from a pipe, its next line."""
    if sys.stdin is not None and sys.stdin.isatty():
        given = getpass.getpass(question)
    else:
        given = sys.stdin.readline(_LONGEST_SECRET).rstrip("\r\n") if sys.stdin is not None else ""
    if not given:
        complain(f"{question.rstrip(': ').lower()}: nothing was typed")
        raise typer.Exit(EXIT_REFUSED)
    return given


def keep(path: Path, session: str) -> None:
    """In a file that at no moment anybody but its owner may read."""
    durably.put(path, f"{session}\n".encode())


def _sent(client: httpx.Client, form: dict[str, str]) -> httpx.Response:
    try:
        return client.post(f"{ROOT}/session", json=form)
    except httpx.TransportError as error:
        raise NoOffice(client.base_url, error) from None
