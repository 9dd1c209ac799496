"""How commands speak to an office: with whose token, and what becomes of a refusal."""

from __future__ import annotations

import asyncio
import base64
import functools
import inspect
import json
import ssl
import sys
import tomllib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote

import httpx
import typer

from tansiq.centre.roles import ERASE, LINK, SCOPES
from tansiq.cli.output import EXIT_CONFLICTS, EXIT_REFUSED, WHOLE_ID, as_json, complain, office_url
from tansiq.gateways.api_client import SESSION, ApiClient, ApiRefused, Queued, step
from tansiq.web.issuer import Issuer

T = TypeVar("T")
_LONGEST_TOKEN = 65_536
_LONGEST_FILE = 4_194_304
_NOT_FOUND = 404

URL = "http://localhost:8000"
# Whoever holds the other is taken for the party's own centre, which is missed as soon as it asks for news no longer.
_SPOKEN_WITH = tuple(scope for scope in SCOPES if scope != LINK)


def token_of(party: str, keys: Path | None, token_file: Path | None, audience: str, scopes: Sequence[str]) -> str:
    """The token in the file, or one made with the keys of a first run. Ends the command if there is neither."""
    if token_file is not None:
        with token_file.open("rb") as file:
            words = file.read(_LONGEST_TOKEN).decode("ascii", "replace").split()
        if len(words) != 1 or not words[0].isprintable() or not words[0].isascii():
            complain(f"{token_file} does not hold a token, and nothing else")
            raise typer.Exit(EXIT_REFUSED)
        return words[0]
    if keys is None:
        complain(
            "who are you? give --keys (a first run) or --token-file",
            "or set TANSIQ_KEYS, which stands for --keys: beside `make run` it is var/exercise/keys",
        )
        raise typer.Exit(EXIT_REFUSED)
    if not party:
        complain("as whom? give --party", "or set TANSIQ_AS, which stands for it")
        raise typer.Exit(EXIT_REFUSED)
    return Issuer.open(keys, (audience,)).mint(party, scopes, audience)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a party speaks to; `token` None: as nobody. `name` is the party's. `another` gives another token,
    for whoever listens longer than one lasts. `told`: how old a copy was, where that has been said already."""

    url: str
    token: str | None
    name: str
    as_document: bool
    another: Callable[[], str] = lambda: ""
    told: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, url: str, party: str, keys: Path | None, token_file: Path | None, audience: str | None, as_document: bool
    ) -> Office:
        """As the options say."""
        return cls._with(_SPOKEN_WITH, url, party, keys, token_file, audience, as_document)

    @classmethod
    def of_staff(
        cls, url: str, party: str, keys: Path | None, token_file: Path | None, audience: str | None, as_document: bool
    ) -> Office:
        """The same, for the office's own staff."""
        return cls._with((*_SPOKEN_WITH, ERASE), url, party, keys, token_file, audience, as_document)

    @classmethod
    def _with(
        cls,
        scopes: Sequence[str],
        url: str,
        party: str,
        keys: Path | None,
        token_file: Path | None,
        audience: str | None,
        as_document: bool,
    ) -> Office:
        def another() -> str:
            return token_of(party, keys, token_file, audience or httpx.URL(url).host, scopes)

        token = another()
        return cls(url, token, party if token_file is None else _subject(token, party), as_document, another)

    def client(self) -> httpx.AsyncClient:
        """A connection to it."""
        return httpx.AsyncClient(base_url=self.url, timeout=30.0, trust_env=False, verify=_trusted())

    def ask(self, talk: Callable[[ApiClient], Awaitable[T]]) -> T:
        """What comes of talking to it. Raises `ApiRefused`, `ConnectionError`. Ends the command where a party's own
        centre has only written a change down."""

        async def whole() -> tuple[T, str]:
            async with self.client() as client:
                api = ApiClient(client, self.token)
                return await talk(api), api.as_of

        try:
            found, as_of = asyncio.run(whole())
        except Queued as queued:
            _say_queued(queued, self.as_document)
            raise typer.Exit(EXIT_CONFLICTS) from None
        if as_of and as_of not in self.told:
            complain(f"the office cannot be reached: this is what was known here at {as_of[:19].replace('T', ' ')} UTC")
            self.told.append(as_of)
        return found

    def get(self, path: str, query: dict[str, str] | None = None) -> Any:
        """What is there."""
        return self.ask(lambda api: api.get(path, query))

    def id_of(self, things: str, given: str) -> str:
        """The identifier of one of these (`operations`, ...) that somebody means by it, or by so much of its beginning
        that it can be no other. Ends the command if several begin so."""
        if len(given) >= WHOLE_ID:
            return given
        try:
            self.get(f"{things}/{step(given)}")
        except ApiRefused as refused:
            if refused.status != _NOT_FOUND:
                raise
            matching = [one["id"] for one in self.all(things, {"limit": "1000"}) if one["id"].startswith(given)]
            if not given or not matching:
                raise
            if len(matching) > 1:
                complain(f"{len(matching)} of the {things} begin with {given}", "give more of the identifier")
                raise typer.Exit(EXIT_REFUSED) from None
            return str(matching[0])
        return given

    def find(self, things: str, given: str) -> str:
        """The path of the thing that is meant so."""
        return f"{things}/{step(self.id_of(things, given))}"

    def all(self, path: str, query: dict[str, str] | None = None) -> list[Any]:
        """All items of a list."""

        async def talk(api: ApiClient) -> list[Any]:
            return [item async for item in api.pages(path, query)]

        return self.ask(talk)

    def post(self, path: str, body: Any = None) -> Any:
        """What was asked for, done."""
        return self.ask(lambda api: api.post(path, body))

    def upload(self, path: str, data: bytes, media_type: str, query: dict[str, str]) -> Any:
        """What became of a file."""
        return self.ask(lambda api: api.upload(path, data, media_type, query))

    def download(self, path: str, query: dict[str, str] | None = None) -> bytes:
        """The file that is there."""
        return self.ask(lambda api: api.download(path, query))

    def put(self, path: str, body: Any) -> Any:
        """What was put there."""
        return self.ask(lambda api: api.put(path, body))

    def delete(self, path: str) -> Any:
        """What was taken back."""
        return self.ask(lambda api: api.delete(path))


@dataclass(frozen=True, slots=True)
class OfficeIfNeedBe:
    """What the options say of an office, which is looked for only when it is asked."""

    url: str
    party: str
    keys: Path | None
    token_file: Path | None
    audience: str | None
    as_document: bool

    def there(self) -> Office:
        """That office."""
        return Office.of(self.url, self.party, self.keys, self.token_file, self.audience, self.as_document)


def _say_queued(queued: Queued, as_document: bool) -> None:
    if as_document:
        as_json({"queued": queued.key, "position": queued.position})
        return
    complain(
        f"the office cannot be reached: this waits here as number {queued.position:,}, and is sent when it can be "
        f"({queued.key})",
        "NOBODY ELSE KNOWS OF IT YET: what is urgent goes by telephone. Giving it again would do it twice.",
    )


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed; read once, for a command asks more than once."""
    return httpx.create_ssl_context(trust_env=False)


def _subject(token: str, otherwise: str) -> str:
    """The party that a token names, believed here only to say which path is meant: the office believes nothing."""
    if token.startswith(SESSION):
        return unquote(token.removeprefix(SESSION).partition(":")[0])
    try:
        packed = token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))["sub"])
    except (IndexError, KeyError, TypeError, ValueError, RecursionError):
        return otherwise


def speaking(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with the options that say to which office it speaks and as whom in place of its first parameter."""
    return _expanded(command, 0, Office.of, _options)


def speaking_as_staff(command: Callable[..., None]) -> Callable[..., None]:
    """The same, with what only the office's own staff may do."""
    return _expanded(command, 0, Office.of_staff, _options)


def speaking_if_need_be(command: Callable[..., None]) -> Callable[..., None]:
    """The same, for a command that may do without an office: it gets what makes one (`OfficeIfNeedBe`)."""
    return _expanded(command, 0, OfficeIfNeedBe, _options)


def with_options(parameter: str, making: Callable[..., Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Commands with options in place of one parameter: those that are the parameters of what makes its value."""

    def expanded(command: Callable[..., None]) -> Callable[..., None]:
        place = list(inspect.signature(command, eval_str=True).parameters).index(parameter)
        return _expanded(command, place, making, making)

    return expanded


def _expanded(
    command: Callable[..., None], place: int, making: Callable[..., Any], options: Callable[..., Any]
) -> Callable[..., None]:
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    asked = list(inspect.signature(options, eval_str=True).parameters.values())
    made = own.pop(place)

    def whole(*first: Any, **given: Any) -> None:
        value = making(**{option.name: given.pop(option.name) for option in asked})
        if place:
            command(*first, **{made.name: value}, **given)
        else:
            command(value, **given)

    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *asked)]
    if place:  # the office comes first, and is given by place
        parameters[0] = own[0]
    whole.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    whole.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return whole


def _options(
    url: Annotated[str, typer.Option(parser=office_url, help="The office.", envvar="TANSIQ_URL")] = URL,
    party: Annotated[str, typer.Option(help="With --keys: the party to speak as.", envvar="TANSIQ_AS")] = "",
    keys: Annotated[Path | None, typer.Option(help="Folder of `tansiq keys init`.", envvar="TANSIQ_KEYS")] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="File that holds a token, or a session of `tansiq me sign-in`.")
    ] = None,
    audience: Annotated[
        str | None, typer.Option(help="With --keys: the office's name [default: host of --url].")
    ] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """What every command that speaks to an office can be told."""


def help_text(text: str, *examples: str) -> str:
    """A command's help, with examples."""
    shown = "\n\n".join(f"    tansiq {example}" for example in examples)
    return f"{text}\n\nExample{'s' if len(examples) > 1 else ''}:\n\n{shown}\n"


def form_file(path: Path) -> dict[str, Any]:
    """A form from a file, TOML or, by its ending or its first character, JSON. Ends the command if it is neither."""
    with path.open("rb") as file:
        raw = file.read(_LONGEST_FILE + 1)
    try:
        if len(raw) > _LONGEST_FILE:
            raise ValueError(f"longer than {_LONGEST_FILE:,} bytes")
        text = raw.decode("utf-8-sig")
        as_json = path.suffix == ".json" or text.lstrip().startswith("{")
        form = json.loads(text) if as_json else tomllib.loads(text)
        if not isinstance(form, dict):
            raise ValueError("not an object")
    except (ValueError, RecursionError) as error:
        complain(f"{path} is neither TOML nor JSON that can be read: {error}")
        raise typer.Exit(EXIT_REFUSED) from None
    return form


def confirmed(question: str, otherwise: str) -> None:
    """Asks, and ends the command unless the answer is yes. `otherwise`: how it is done without being asked."""
    if not said_yes(question):
        complain("nothing was done", otherwise)
        raise typer.Exit(EXIT_REFUSED)


def said_yes(question: str) -> bool:
    """Asks; whether the answer is yes."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    said = sys.stdin.readline(100).strip().lower() if sys.stdin is not None else ""
    return said in ("y", "yes")


def day_and_time(text: str | None) -> str:
    """An answer's time, to show: `2026-03-01 08:00 UTC`."""
    return "" if text is None else f"{text[:10]} {text[11:16]} UTC"
