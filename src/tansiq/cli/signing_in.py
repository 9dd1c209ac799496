"""`tansiq person sign-in` and `sign-out`: a session of a person at the command line, for what only a person may do."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import httpx
import typer

from tansiq.cli.output import EXIT_REFUSED, complain, office_url, say
from tansiq.cli.speaking import URL, Office, help_text, speaking
from tansiq.gateways.api_client import ROOT, SESSION, ApiRefused, problem_of
from tansiq.gateways.out_of_reach import NoOffice

_LONGEST_SECRET = 1_024


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("sign-in", help=_IN_HELP)(sign_in)
    app.command("sign-out", help=_OUT_HELP)(speaking(sign_out))


_IN_HELP = help_text(
    "Sign in as a person, with the password and, where one is asked for, a one-time code. The session is kept in a "
    "file that only its owner may read; other commands take it as --token-file. It ends after an hour without use, "
    "after 12 hours, and with `tansiq person sign-out`.\n\nPeople whose party has an identity provider of its own sign "
    "in with the browser.",
    "person sign-in boris --party relief --output boris.session",
)
_OUT_HELP = help_text(
    "End the session that a file holds. The file opens nothing then.",
    "person sign-out --token-file boris.session",
)


def sign_in(
    login: Annotated[str, typer.Argument(help="What the person signs in with.")],
    output: Annotated[Path, typer.Option(help="The file for the session; what it held is replaced.")],
    party: Annotated[str, typer.Option(help="The person's party.", envvar="TANSIQ_AS")],
    url: Annotated[str, typer.Option(parser=office_url, help="The office.", envvar="TANSIQ_URL")] = URL,
) -> None:
    form = {"party": party, "login": login, "password": _asked("Password: ")}
    with httpx.Client(base_url=url, timeout=30.0, trust_env=False) as client:
        answer = _sent(client, form)
        if answer.status_code != 200 and problem_of(answer).code == "code-needed":
            answer = _sent(client, {**form, "code": _asked("One-time code: ")})
    if answer.status_code != 200:
        raise problem_of(answer)
    cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    if "=" not in cookie:
        raise ApiRefused(answer.status_code, "http", "the answer gives no session; is this an office?")
    _write(output, f"{SESSION}{quote(party, safe='')}:{cookie}\n")
    say(f"{login} of {party} has signed in: --token-file {output}")


def sign_out(office: Office) -> None:
    office.delete("session")
    say("Signed out.")


def _sent(client: httpx.Client, form: dict[str, Any]) -> httpx.Response:
    try:
        return client.post(f"{ROOT}/session", json=form)
    except httpx.TransportError as error:
        raise NoOffice(client.base_url, error) from None


def _asked(what: str) -> str:
    """A secret as it is typed, which is not shown; from a pipe, its next line."""
    if sys.stdin is not None and sys.stdin.isatty():
        given = getpass.getpass(what)
    else:
        given = sys.stdin.readline(_LONGEST_SECRET).rstrip("\r\n") if sys.stdin is not None else ""
    if not given:
        complain(f"{what.rstrip(': ').lower()}: nothing was typed")
        raise typer.Exit(EXIT_REFUSED)
    return given


def _write(path: Path, text: str) -> None:
    """In a file of its own that only its owner may read, then in the other's place: no moment in which others may."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
