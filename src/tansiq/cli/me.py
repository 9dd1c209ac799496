"""`tansiq me`: a person at the command line: signs in and out, and says who they are and how they sign in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, facts, office_url, say
from tansiq.cli.signing_in import keep, secret_of, signed_in, typed
from tansiq.cli.speaking import URL, Office, day_and_time, help_text, token_of, with_options
from tansiq.gateways.api_client import ApiClient

T = TypeVar("T")
app = typer.Typer(help="Yourself: sign in and out; name, languages, telephone, password.", no_args_is_help=True)
_FILE, _LOGIN = "--token-file amal.session", "--party relief --login amal"
_LINK_PATH = "/account"
_HERE, _OTHERS, _EVERYWHERE = "session", "session/others", "sessions"
Url = Annotated[str, typer.Option(parser=office_url, help="The office.", envvar="TANSIQ_URL")]
PasswordFile = Annotated[Path | None, typer.Option(help="Holds your password; asked for if not given.")]
Code = Annotated[str, typer.Option(help="A one-time or recovery code; asked for where it is needed.")]
NewPasswordFile = Annotated[Path | None, typer.Option(help="Holds it; asked for if not given.")]
AsDocument = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@dataclass(frozen=True, slots=True)
class Me:
    """Somebody who has signed in, or does for this one command. `password`: "" where it was not needed so far."""

    url: str
    party: str
    login: str
    token_file: Path | None
    password: str = field(repr=False)
    code: str = field(repr=False)
    as_document: bool

    @classmethod
    def of(
        cls,
        token_file: Annotated[Path | None, typer.Option(help="Holds your session, of `tansiq me sign-in`.")] = None,
        login: Annotated[str, typer.Option(help="Without a session: what you sign in with, for this once.")] = "",
        party: Annotated[str, typer.Option(help="With --login: your party.", envvar="TANSIQ_AS")] = "",
        url: Url = URL,
        password_file: PasswordFile = None,
        code: Code = "",
        as_document: AsDocument = False,
    ) -> Me:
        """As the options say; the password is asked for where it is needed, and shown nowhere."""
        if (token_file is None) == (not login):
            complain(
                "who are you? give --token-file with your session, or --login", "tansiq me sign-in makes a session"
            )
            raise typer.Exit(EXIT_REFUSED)
        if login and not party:
            complain("of which party? give --party", "or set TANSIQ_AS, which stands for it")
            raise typer.Exit(EXIT_REFUSED)
        password = secret_of(password_file, "Password: ") if login or password_file is not None else ""
        return cls(url, party, login, token_file, password, code, as_document)

    def speaking(self, talk: Callable[[ApiClient], Awaitable[T]], *, sign_out: bool = True) -> T:
        """What comes of talking to the office in the person's session; one that is for this command alone ends with
        it. Raises `ApiRefused`, `ConnectionError`."""
        if self.token_file is not None:
            token, sign_out = token_of("", None, self.token_file, "", ()), False
        else:
            token = signed_in(self.url, self.party, self.login, self.password, self.code)

        async def whole() -> T:
            async with Office(self.url, token, self.party, self.as_document).client() as client:
                api = ApiClient(client, token)
                try:
                    return await talk(api)
                finally:
                    if sign_out:
                        await api.delete(_HERE)

        return asyncio.run(whole())


@app.command(
    "begin",
    help=help_text(
        "Set your password with the link that an administrator has given you: once. All your sessions end.",
        "me begin 'https://office.example.org/account#cmVsaWVm...'",
    ),
)
def begin(
    link: Annotated[str, typer.Argument(help="The link, as it was given to you.")],
    new_password_file: NewPasswordFile = None,
    as_document: AsDocument = False,
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


@app.command(
    "sign-in",
    help=help_text(
        "Sign in, with your password and, where one is asked for, a one-time code. The session is kept in a file that "
        "only you may read; every command takes it as --token-file. It ends after an hour without use, after 12 hours, "
        "and with `tansiq me sign-out`.\n\nPeople whose party has an identity provider of its own sign in with the "
        "browser.",
        "me sign-in amal --party relief --output amal.session",
    ),
)
def sign_in(
    login: Annotated[str, typer.Argument(help="What you sign in with.")],
    output: Annotated[Path, typer.Option(help="The file for the session; what it held is replaced.")],
    party: Annotated[str, typer.Option(help="Your party.", envvar="TANSIQ_AS")],
    url: Url = URL,
    password_file: PasswordFile = None,
    code: Code = "",
    as_document: AsDocument = False,
) -> None:
    keep(output, signed_in(url, party, login, secret_of(password_file, "Password: "), code))
    if as_document:
        as_json({"party": party, "login": login, "token_file": str(output)})
        return
    say(f"{login} of {party} has signed in: --token-file {output}")


@app.command(
    "sign-out",
    help=help_text(
        "End the session that a file holds, which opens nothing then; or your other ones; or all of them.",
        f"me sign-out {_FILE}",
        f"me sign-out --everywhere {_LOGIN}",
    ),
)
@with_options("me", Me.of)
def sign_out(
    me: Me,
    others: Annotated[bool, typer.Option("--others", help="End all but this one.")] = False,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="End all of them, this one, too.")] = False,
) -> None:
    if others and everywhere:
        complain("--others or --everywhere, not both")
        raise typer.Exit(EXIT_REFUSED)
    if me.token_file is None and not others and not everywhere:
        complain("which session? give the --token-file that holds it, or --everywhere")
        raise typer.Exit(EXIT_REFUSED)
    path = _OTHERS if others else _EVERYWHERE if everywhere else _HERE

    async def talk(api: ApiClient) -> int:
        return int((await api.delete(path))["ended"])

    ended = me.speaking(talk, sign_out=not everywhere)
    if everywhere and me.token_file is None:
        ended -= 1  # the one that was for this command alone
    if me.as_document:
        as_json({"ended": ended})
        return
    say(f"{counted(ended, 'session')} ended.")


@app.command("show", help=help_text("Say who you are there, and what you may do.", f"me show {_FILE}"))
@with_options("me", Me.of)
def show(me: Me) -> None:
    _say(me, me.speaking(lambda api: api.get("session")))


@app.command(
    "change",
    help=help_text(
        "Say something else of yourself. What is not named stays. Login, roles and state are your administrators'.",
        f"me change --phone '+33 1 23' --language ar --language fr {_FILE}",
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

    async def talk(api: ApiClient) -> dict[str, Any]:
        person = (await api.get("session"))["person"]
        old = {key: person[key] for key in ("version", *said) if key in person}
        changed = old | {key: value for key, value in said.items() if value is not None}
        return dict(await api.put("session/person", changed))

    _say(me, me.speaking(talk))


@app.command(
    "password",
    help=help_text(
        "Set another password. You are signed out everywhere else.",
        f"me password {_FILE}",
        f"me password {_LOGIN}",
    ),
)
@with_options("me", Me.of)
def password(
    me: Me,
    new_password_file: NewPasswordFile = None,
) -> None:
    old = me.password or typed("Password: ")
    new = _new_password(new_password_file)

    async def talk(api: ApiClient) -> dict[str, Any]:
        return dict(await api.put("session/password", {"old_password": old, "password": new}))

    login = me.speaking(talk)["person"]["login"]
    if me.as_document:
        as_json({"login": login})
        return
    say(f"{login} signs in with the new password from now on.")


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
    new = secret_of(path, "New password, at least 15 characters: ")
    if path is None and typed("Once more: ") != new:
        complain("these are two different passwords; nothing was done")
        raise typer.Exit(EXIT_REFUSED)
    return new
