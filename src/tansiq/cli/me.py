"""`tansiq me`: what a person says of themselves, and how they sign in. They sign in for it, and out again."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

import httpx
import typer

from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, facts, office_url, say
from tansiq.cli.speaking import URL, Office, day_and_time, help_text, with_options
from tansiq.gateways.api_client import ROOT, ApiClient, problem_of
from tansiq.gateways.out_of_reach import NoOffice

T = TypeVar("T")
app = typer.Typer(help="Yourself: name, languages, telephone, password, where you are signed in.", no_args_is_help=True)
_LONGEST_PASSWORD = 2_000
_LINK_PATH = "/account"
_WHO = "--party relief --login amal"


@dataclass(frozen=True, slots=True)
class Me:
    """Somebody who can sign in."""

    url: str
    party: str
    login: str
    password: str = field(repr=False)
    code: str = field(repr=False)
    as_document: bool

    @classmethod
    def of(
        cls,
        party: Annotated[str, typer.Option(help="Your party.", envvar="TANSIQ_AS")],
        login: Annotated[str, typer.Option(help="What you sign in with.")],
        url: Annotated[str, typer.Option(parser=office_url, help="The office.", envvar="TANSIQ_URL")] = URL,
        password_file: Annotated[Path | None, typer.Option(help="Holds your password; asked for if not given.")] = None,
        code: Annotated[str, typer.Option(help="A one-time or recovery code; asked for where it is needed.")] = "",
        as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    ) -> Me:
        """As the options say; the password is asked for, and shown nowhere."""
        return cls(url, party, login, _password(password_file, "Password: "), code, as_document)

    def signed_in(self, talk: Callable[[ApiClient, dict[str, Any]], Awaitable[T]], *, sign_out: bool = True) -> T:
        """What comes of talking to the office in a session, which ends with it. `talk` is given who one is, too. Raises
        `ApiRefused`, `ConnectionError`."""

        async def whole() -> T:
            async with Office(self.url, None, self.party, self.as_document).client() as client:
                me = await self._begin(client)
                api = ApiClient(client, None)
                try:
                    return await talk(api, me)
                finally:
                    if sign_out:
                        await api.delete("session")

        return asyncio.run(whole())

    async def _begin(self, client: httpx.AsyncClient) -> dict[str, Any]:
        form = {"party": self.party, "login": self.login, "password": self.password, "code": self.code}
        answer = await self._ask(client, form)
        if answer.status_code != httpx.codes.OK:
            problem = problem_of(answer)
            if problem.code != "code-needed" or self.code:
                raise problem
            form["code"] = await asyncio.to_thread(getpass.getpass, "One-time code: ")
            answer = await self._ask(client, form)
        if answer.status_code != httpx.codes.OK:
            raise problem_of(answer)
        me = dict(answer.json())
        client.cookies.clear()  # what is for https only would not be sent back to a port on this machine
        client.headers.update({"cookie": answer.headers["set-cookie"].partition(";")[0], "x-csrf-token": me["csrf"]})
        return me

    async def _ask(self, client: httpx.AsyncClient, form: dict[str, str]) -> httpx.Response:
        try:
            return await client.post(f"{ROOT}/session", json=form)
        except httpx.TransportError as error:
            raise NoOffice(self.url, error) from None


@app.command(
    "begin",
    help=help_text(
        "Set your password with the link that an administrator has given you: once. All your sessions end.",
        "me begin 'https://office.example.org/account#cmVsaWVm...'",
    ),
)
def begin(
    link: Annotated[str, typer.Argument(help="The link, as it was given to you.")],
    new_password_file: Annotated[Path | None, typer.Option(help="Holds it; asked for if not given.")] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    address, _, secret = link.partition("#")
    if not secret or not address.rstrip("/").endswith(_LINK_PATH):
        complain(f"{link} is no such link", f"it is like https://office.example.org{_LINK_PATH}#..., in quotes")
        raise typer.Exit(EXIT_REFUSED)
    url = office_url(address.rstrip("/").removesuffix(_LINK_PATH))
    new = _new_password(new_password_file)
    done = Office(url, None, "", as_document).post("accounts", {"secret": secret, "password": new})
    if as_document:
        as_json(done)
        return
    say(f"{done['login']} of {done['party']} signs in with this password from now on.")


@app.command("show", help=help_text("Say who you are there, and what you may do.", f"me show {_WHO}"))
@with_options("me", Me.of)
def show(me: Me) -> None:
    async def talk(api: ApiClient, who: dict[str, Any]) -> dict[str, Any]:
        return who

    _say(me, me.signed_in(talk))


@app.command(
    "change",
    help=help_text(
        "Say something else of yourself. What is not named stays. Login, roles and state are your administrators'.",
        f"me change --phone '+33 1 23' --language ar --language fr {_WHO}",
    ),
)
@with_options("me", Me.of)
def change(
    me: Me,
    name: Annotated[str | None, typer.Option(help="What you are called.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="Like ar or pt-BR, the best one first; repeat.")] = None,
    phone: Annotated[str | None, typer.Option(help="How to reach you.")] = None,
    email: Annotated[str | None, typer.Option(help="How to reach you.")] = None,
) -> None:
    said = {"name": name, "languages": language, "phone": phone, "email": email}

    async def talk(api: ApiClient, who: dict[str, Any]) -> dict[str, Any]:
        old = {key: who["person"][key] for key in ("version", *said) if key in who["person"]}
        changed = old | {key: value for key, value in said.items() if value is not None}
        return dict(await api.put("session/person", changed))

    _say(me, me.signed_in(talk))


@app.command(
    "password",
    help=help_text("Set another password. You are signed out everywhere else.", f"me password {_WHO}"),
)
@with_options("me", Me.of)
def password(
    me: Me,
    new_password_file: Annotated[Path | None, typer.Option(help="Holds it; asked for if not given.")] = None,
) -> None:
    new = _new_password(new_password_file)

    async def talk(api: ApiClient, who: dict[str, Any]) -> dict[str, Any]:
        return dict(await api.put("session/password", {"old_password": me.password, "password": new}))

    done = me.signed_in(talk)
    if me.as_document:
        as_json({"login": done["person"]["login"]})
        return
    say(f"{me.login} signs in with the new password from now on.")


@app.command("sign-out", help=help_text("Sign out everywhere: all your sessions end.", f"me sign-out {_WHO}"))
@with_options("me", Me.of)
def sign_out(me: Me) -> None:
    async def talk(api: ApiClient, who: dict[str, Any]) -> int:
        return int((await api.delete("sessions"))["ended"]) - 1

    ended = me.signed_in(talk, sign_out=False)
    if me.as_document:
        as_json({"ended": ended})
        return
    say(f"{counted(ended, 'session')} ended.")


def _say(me: Me, who: dict[str, Any]) -> None:
    if me.as_document:
        as_json({key: value for key, value in who.items() if key not in ("csrf", "session")})
        return
    person = who["person"]
    ways = [("a password", who["password"]), ("one-time codes", who["totp"])]
    facts(
        [
            ("party", who["party"]),
            ("login", person["login"]),
            ("name", person["name"]),
            ("roles", ", ".join(who["roles"])),
            ("may", ", ".join(who["scopes"])),
            ("languages", ", ".join(person["languages"]) or "-"),
            ("phone", person.get("phone") or "-"),
            ("email", person.get("email") or "-"),
            ("signs in by", " and ".join(way for way, there in ways if there) or "an identity provider"),
            ("since", day_and_time(person["since"])),
        ]
    )


def _new_password(path: Path | None) -> str:
    new = _password(path, "New password, at least 15 characters: ")
    if path is None and getpass.getpass("Once more: ") != new:
        complain("these are two different passwords; nothing was done")
        raise typer.Exit(EXIT_REFUSED)
    return new


def _password(path: Path | None, question: str) -> str:
    if path is None:
        return getpass.getpass(question)
    with path.open("rb") as file:
        given = file.read(_LONGEST_PASSWORD + 1).decode("utf-8", "replace").rstrip("\r\n")
    if not given or len(given) > _LONGEST_PASSWORD:
        complain(f"{path} does not hold a password, and nothing else")
        raise typer.Exit(EXIT_REFUSED)
    return given
