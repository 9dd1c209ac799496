"""`tansiq invitation`: links with which new parties apply."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from tansiq.cli.output import as_json, counted, say, table
from tansiq.cli.speaking import Office, day_and_time, help_text, speaking
from tansiq.gateways.api_client import step

app = typer.Typer(help="Invitations: links with which new parties apply.", no_args_is_help=True)


@app.command(
    "make",
    help=help_text(
        "Make an invitation. Its secret is shown this once; whoever has it may apply.",
        "invitation make --days 14 --note 'for the traffic service' --keys var/keys --party army",
    ),
)
@speaking
def make(
    office: Office,
    days: Annotated[float, typer.Option(help="How long one may apply with it.", min=0.01, max=366)] = 30.0,
    objection_hours: Annotated[
        float, typer.Option(help="How long the others may then object, hours.", min=1, max=1_440)
    ] = 168.0,
    note: Annotated[str, typer.Option(help="For whom it is meant; seen by one's own party.")] = "",
) -> None:
    until = datetime.now(UTC) + timedelta(days=days)
    made = office.post("invitations", {"until": until, "objection_hours": objection_hours, "note": note})
    if office.as_document:
        as_json(made)
        return
    say(f"Invitation {made['id']}, until {day_and_time(made['until'])}. Its link, shown this once:")
    say("")
    link = made["link"] if made["link"].startswith("http") else f"{office.url.rstrip('/')}{made['link']}"
    say(link)


@app.command(
    "list", help=help_text("List one's own party's invitations.", "invitation list --keys var/keys --party army")
)
@speaking
def list_invitations(office: Office) -> None:
    found = office.all("invitations")
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "invitation"))
    if found:
        table(("invitation", "until", "hours to object", "note"), [_row(one) for one in found])


@app.command(
    "withdraw",
    help=help_text(
        "Let nobody apply with an invitation any more. Who has applied already is not touched.",
        "invitation withdraw 0d1e2f3a-0000-4000-8000-000000000000 --keys var/keys --party army",
    ),
)
@speaking
def withdraw(office: Office, identifier: Annotated[str, typer.Argument(metavar="ID", help="The invitation.")]) -> None:
    withdrawn = office.delete(f"invitations/{step(identifier)}")
    if office.as_document:
        as_json(withdrawn)
    else:
        say(f"Invitation {withdrawn['id']} is withdrawn.")


def _row(one: Any) -> tuple[str, str, str, str]:
    until = "withdrawn" if one.get("withdrawn") else day_and_time(one["until"])
    return one["id"], until, f"{one['objection_hours']:g}", one.get("note", "")
