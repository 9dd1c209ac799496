"""`tansiq keys init` and `tansiq token`: a first run without an identity provider."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tansiq.cli.output import as_json, console, table
from tansiq.web.issuer import FIRST_CLIENTS, TOKEN_LIFE_S, Issuer, KeysRefused, init_keys


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(help="Keys and clients of the built-in token endpoint.", no_args_is_help=True)
    group.command("init", help=_INIT_HELP)(init)
    app.add_typer(group, name="keys")
    app.command("token", help=_MINT_HELP)(token)


_INIT_HELP = """Make a signing key and first clients for the built-in token endpoint. Their secrets are shown once.

Example:

    tansiq keys init var/keys
"""
_MINT_HELP = """Print a token made with the office's own signing key: for trying things out beside a first run.

Examples:

    curl -H "Authorization: Bearer $(tansiq token uss1 --keys var/keys)" http://localhost:8000/...

    tansiq token authority --keys var/keys --scope utm.constraint_management --audience localhost
"""


def init(
    folder: Annotated[Path, typer.Argument(help="Where to keep them.")] = Path("var/keys"),
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    if str(folder) == ".":
        raise KeysRefused("name a folder of its own for the keys")
    secrets = init_keys(folder)
    if as_document:
        as_json({"folder": str(folder), "clients": secrets})
        return
    console.print(f"Made a signing key and {len(secrets)} clients in {folder}. Their secrets, shown this once:\n")
    table(("client", "secret", "scopes"), [(n, s, " ".join(FIRST_CLIENTS[n])) for n, s in secrets.items()])


def token(
    party: Annotated[str, typer.Argument(help="Client to speak as (the token's 'sub').")],
    keys: Annotated[Path, typer.Option(help="Folder of `tansiq keys init`.", envvar="TANSIQ_KEYS")] = Path("var/keys"),
    scope: Annotated[
        list[str] | None, typer.Option(help="Scope; repeat for more. Default: all of the client's.")
    ] = None,
    audience: Annotated[str, typer.Option(help="Host name of the office.")] = "localhost",
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    issuer = Issuer.open(keys, (audience,))
    client = issuer.clients.get(party)
    if client is None:
        raise KeysRefused(f"{keys} knows no client {party!r}; it knows {', '.join(sorted(issuer.clients))}")
    beyond = set(scope or ()) - set(client.scopes)
    if beyond:
        raise KeysRefused(f"{party} may not have {' '.join(sorted(beyond))}; it may have {' '.join(client.scopes)}")
    made = issuer.mint(party, tuple(scope or client.scopes), audience)
    if as_document:
        as_json({"access_token": made, "expires_in": TOKEN_LIFE_S, "scope": " ".join(scope or client.scopes)})
    else:
        print(made)
