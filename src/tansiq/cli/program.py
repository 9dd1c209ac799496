"""`tansiq program`: a party's own programs at the office's token endpoint."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tansiq.cli.output import as_json, counted, say, table
from tansiq.cli.speaking import Office, day_and_time, help_text, speaking
from tansiq.gateways.api_client import step

app = typer.Typer(help="A party's own programs: who gets tokens in its name.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The program.")]


@app.command("list", help=help_text("List the party's programs.", "program list --keys var/keys --party relief"))
@speaking
def list_programs(office: Office) -> None:
    found = office.all("programs")
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "program"))
    if found:
        table(("client id", "scopes", "secret since"), [_row(one) for one in found])


@app.command(
    "make",
    help=help_text(
        "Make a program. Its secret is shown this once; with it, it gets tokens at /oauth/token.",
        "program make feeder --scope tansiq.read --scope utm.strategic_coordination --keys var/keys --party relief",
    ),
)
@speaking
def make(
    office: Office,
    name: Name,
    scope: Annotated[list[str], typer.Option(help="What it may ask tokens for; repeat for more.")],
) -> None:
    _say_secret(office, office.post("programs", {"name": name, "scopes": scope}))


@app.command(
    "new-secret",
    help=help_text(
        "Give a program another secret, shown this once. The old one ends at once.",
        "program new-secret feeder --keys var/keys --party relief",
    ),
)
@speaking
def new_secret(office: Office, name: Name) -> None:
    _say_secret(office, office.post(f"programs/{step(name)}/secret"))


@app.command(
    "withdraw",
    help=help_text(
        "Give a program no more tokens. Those that it has end within the hour; its name is not given again.",
        "program withdraw feeder --keys var/keys --party relief",
    ),
)
@speaking
def withdraw(office: Office, name: Name) -> None:
    withdrawn = office.delete(f"programs/{step(name)}")
    if office.as_document:
        as_json(withdrawn)
    else:
        say(f"Program {withdrawn['client_id']} is withdrawn.")


def _say_secret(office: Office, made: dict[str, Any]) -> None:
    if office.as_document:
        as_json(made)
        return
    say(f"Program {made['client_id']}, which may ask for {' '.join(made['scopes'])}. Its secret, shown this once:")
    say("")
    say(made["secret"])


def _row(one: dict[str, Any]) -> tuple[str, str, str]:
    since = "withdrawn" if one.get("withdrawn") else day_and_time(one["secret_since"])
    return one["client_id"], " ".join(one["scopes"]), since
