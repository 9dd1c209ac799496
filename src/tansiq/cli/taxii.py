"""`tansiq taxii`: reports to and from other servers, as STIX 2.1."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import httpx
import typer

from tansiq.centre.roles import OPERATE, READ
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, office_url, say, table
from tansiq.cli.speaking import URL, help_text, token_of, with_options
from tansiq.gateways.taxii.client import CollectionOut, TaxiiClient, TaxiiRefused
from tansiq.gateways.taxii.stix import Stix

app = typer.Typer(help="Reports to and from other servers (TAXII 2.1, STIX 2.1).", no_args_is_help=True)
T = TypeVar("T")
_LONGEST_FILE = 268_435_456
_LONGEST_SECRET = 65_536
_SHOWN = 10
Collection = Annotated[str, typer.Argument(metavar="COLLECTION", help="Its id, or its other name.")]


@dataclass(frozen=True, slots=True)
class Server:
    """A TAXII server that is spoken to. `url`: its discovery address."""

    url: str
    auth: httpx.BasicAuth | None
    headers: dict[str, str]
    as_document: bool

    @classmethod
    def of(
        cls,
        url: Annotated[
            str | None,
            typer.Option(
                parser=office_url,
                help=f"The server's discovery address [default: /taxii2/ of the office: TANSIQ_URL, or {URL}].",
                envvar="TANSIQ_TAXII_URL",
            ),
        ] = None,
        party: Annotated[str, typer.Option(help="With --keys: the party to speak as.", envvar="TANSIQ_AS")] = "",
        keys: Annotated[Path | None, typer.Option(help="Folder of `tansiq keys init`.", envvar="TANSIQ_KEYS")] = None,
        token_file: Annotated[Path | None, typer.Option(help="File that holds a token.")] = None,
        user: Annotated[str, typer.Option(help="Name, for servers that ask for one and a password.")] = "",
        password_file: Annotated[Path | None, typer.Option(help="With --user: file that holds the password.")] = None,
        audience: Annotated[
            str | None, typer.Option(help="With --keys: the office's name [default: host of --url].")
        ] = None,
        as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    ) -> Server:
        """As the options say."""
        if url is None:
            url = f"{office_url(os.environ.get('TANSIQ_URL') or URL).rstrip('/')}/taxii2/"
        if user:
            if password_file is None:
                complain("give --password-file with --user: what stands in a command is seen by all on the machine")
                raise typer.Exit(EXIT_REFUSED)
            with password_file.open("rb") as file:
                password = file.read(_LONGEST_SECRET).decode("utf-8", "replace").rstrip("\r\n")
            return cls(url, httpx.BasicAuth(user, password), {}, as_document)
        token = token_of(party, keys, token_file, audience or httpx.URL(url).host, (READ, OPERATE))
        return cls(url, None, {"Authorization": f"Bearer {token}"}, as_document)

    def ask(self, talk: Callable[[TaxiiClient], Awaitable[T]]) -> T:
        """What comes of talking to it. Ends the command where it refuses."""

        async def whole() -> T:
            async with httpx.AsyncClient(auth=self.auth, headers=self.headers, timeout=60.0, trust_env=False) as client:
                return await talk(TaxiiClient(client))

        try:
            return asyncio.run(whole())
        except TaxiiRefused as refused:
            complain(str(refused))
            raise typer.Exit(EXIT_REFUSED) from None

    def collections(self) -> list[CollectionOut]:
        """All that it shows."""
        discovery = self.url if self.url.endswith("/") else f"{self.url}/"
        return self.ask(lambda client: client.collections(discovery))

    def named(self, name: str) -> CollectionOut:
        """The one that is meant. Ends the command if there is none."""
        found = self.collections()
        one = next((each for each in found if name in (each.id, each.alias)), None)
        if one is None:
            known = ", ".join(each.alias or each.id for each in found[:_SHOWN]) or "none at all"
            complain(f"no collection {name}", f"there are: {known}")
            raise typer.Exit(EXIT_REFUSED)
        return one


@app.command(
    "collections",
    help=help_text(
        "List the collections that a server shows.",
        "taxii collections --keys var/keys --party army",
        "taxii collections --url https://taxii.example.org/taxii2/ --user us --password-file secret",
    ),
)
@with_options("server", Server.of)
def collections(server: Server) -> None:
    found = server.collections()
    if server.as_document:
        as_json(found)
        return
    say(counted(len(found), "collection"))
    if found:
        rows = [(one.alias or one.id, one.title, _rights(one)) for one in found]
        table(("name", "title", "you may"), rows)


@app.command(
    "pull",
    help=help_text(
        "Print what lies in a collection, as a STIX bundle; or what came after a time.",
        "taxii pull relief --keys var/keys --party army > relief.json",
        "taxii pull relief --added-after 2026-11-01T00:00:00Z --keys var/keys --party army",
    ),
)
@with_options("server", Server.of)
def pull(
    server: Server,
    collection: Collection,
    added_after: Annotated[str, typer.Option(help="Only what was added after this time.")] = "",
    limit: Annotated[int, typer.Option(help="Objects of one page.", min=1, max=10_000)] = 1_000,
) -> None:
    one = server.named(collection)

    async def talk(client: TaxiiClient) -> tuple[list[Stix], str]:
        objects: list[Stix] = []
        last = added_after
        async for page, until in client.objects(one.url, added_after, limit):
            objects += page
            last = until or last
        return objects, last

    objects, last = server.ask(talk)
    bundle = {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}
    json.dump(bundle, sys.stdout, ensure_ascii=False, indent=None if server.as_document else 1)
    sys.stdout.write("\n")
    hint = f"the next time, what is new: --added-after {last}" if last else ""
    complain(counted(len(objects), "object"), *([hint] if hint else []))


@app.command(
    "push",
    help=help_text(
        "Put the reports of a STIX bundle into a collection. At an office, a party's collection releases them to it,"
        " and `own` keeps them.",
        "taxii push own theirs.json --keys var/keys --party army",
        "taxii pull news --url https://taxii.example.org/taxii2/ --user us --password-file secret"
        " | tansiq taxii push own - --keys var/keys --party army",
    ),
)
@with_options("server", Server.of)
def push(
    server: Server,
    collection: Collection,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A bundle or envelope in JSON; - for the input.")],
) -> None:
    objects = _objects(file)
    one = server.named(collection)
    if not one.can_write:
        complain(f"nothing can be put into {collection}: {one.description or one.title}")
        raise typer.Exit(EXIT_REFUSED)

    async def talk(client: TaxiiClient) -> tuple[int, list[dict[str, str]]]:
        done, failures = 0, []
        async for status in client.push(one.url, objects):
            done += status.success_count
            failures += [{"id": each.id, "message": each.message} for each in status.failures]
        return done, failures

    done, failures = server.ask(talk)
    if server.as_document:
        as_json({"success_count": done, "failure_count": len(failures), "failures": failures})
    else:
        say(f"{counted(done, 'object')} taken in, {len(failures):,} refused")
        for each in failures[:_SHOWN]:
            say(f"  {each['id']}: {each['message']}")
        if len(failures) > _SHOWN:
            say(f"  and {len(failures) - _SHOWN:,} more: --json names all")
    if failures:
        raise typer.Exit(EXIT_REFUSED)


def _rights(one: CollectionOut) -> str:
    return " and ".join(word for word, may in (("read", one.can_read), ("put in", one.can_write)) if may) or "nothing"


def _objects(file: str) -> list[Any]:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(_LONGEST_FILE + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(_LONGEST_FILE + 1)
        if len(raw) > _LONGEST_FILE:
            raise ValueError(f"longer than {_LONGEST_FILE:,} bytes")
        document = json.loads(raw)
        objects = document["objects"] if isinstance(document, dict) else document
        if not isinstance(objects, list) or not all(isinstance(one, dict) for one in objects):
            raise ValueError("no list of objects")
    except (OSError, ValueError, KeyError, RecursionError) as error:
        complain(f"{file} is no STIX bundle: {error}")
        raise typer.Exit(EXIT_REFUSED) from None
    return objects
