"""`tansiq follow`: the party's feed, as it comes."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Annotated, Any

import typer

from tansiq.cli.output import as_json_line, complain, errors, say
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.cli.times import second
from tansiq.gateways.api_client import ApiClient
from tansiq.gateways.event_stream import follow

_HELP = help_text(
    "Print what one's own party is told, as it comes, until Ctrl-C: what became of which thing. A cut is bridged: "
    "every item is printed once, however long the office was away. Without --after, only what is new.",
    "follow --keys var/keys --party army",
    "follow --after 0 --json --token-file token.txt | jq -r .id",
)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("follow", help=_HELP)(speaking(follow_feed))


def follow_feed(
    office: Office,
    after: Annotated[
        int | None, typer.Option(help="After the item with this number; 0: all that is kept.", min=0)
    ] = None,
    count: Annotated[int | None, typer.Option(help="End after so many items.", min=1)] = None,
) -> None:
    out_of_reach = False

    def lost(why: str) -> None:
        nonlocal out_of_reach
        if not out_of_reach:
            complain(f"the office is out of reach ({why}); trying again until it answers")
        out_of_reach = True

    def found() -> None:
        nonlocal out_of_reach
        if out_of_reach:
            errors.print("tansiq: the office answers again; nothing was missed")
        out_of_reach = False

    async def listen() -> None:
        left = count
        async with office.client() as client:
            # Known before the first cut can come, so that nothing is missed. An office that never was there ends it.
            newest = (await ApiClient(client, office.token).get("feed", {"limit": "1"}))["last"]
            last = newest if after is None else after
            async with aclosing(follow(client, office.another, last, lost=lost, found=found)) as items:
                async for item in items:
                    _show(office, item)
                    left = None if left is None else left - 1
                    if left == 0:
                        return

    try:
        asyncio.run(listen())
    except KeyboardInterrupt:
        return


def _show(office: Office, item: Any) -> None:
    if office.as_document:
        as_json_line(item)
    elif "gap" in item:
        complain("older items are no longer kept: look at everything anew", "tansiq operation list, notice list, ...")
    else:
        priority = f", {item['priority'].upper()}" if item["priority"] != "routine" else ""
        level = f", step {item['level']} of the ladder" if item.get("level") else ""
        say(f"{item['number']}  {second(item['at'])}  {item['subject']} {item['id']}: {item['why']}{priority}{level}")
