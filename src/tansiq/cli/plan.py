"""`tansiq plan`: the day's plan, as it was issued."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tansiq.cli.extent_text import place
from tansiq.cli.output import as_json, beginnings, counted, say, table
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.cli.times import brief_window, second
from tansiq.gateways.api_client import step

_HELP = help_text(
    "Show the plan for a day (UTC) in its last issue: who is where and when, as far as one's own party may see it."
    " While there is none it says what the first waits for.",
    "plan --keys var/keys --party army",
    "plan 2026-03-01 --json",
)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("plan", help=_HELP)(speaking(show_plan))


def show_plan(office: Office, day: Annotated[str, typer.Argument(help="YYYY-MM-DD, or today.")] = "today") -> None:
    found = office.get(f"day-plans/{step(day)}")
    if office.as_document:
        as_json(found)
        return
    lines = found["lines"]
    say(f"Plan for {found['day']} (UTC), issue {found['issue']}, issued {second(found['issued'])} UTC:"
        f" {counted(len(lines), 'line')}")  # fmt: skip
    if lines:
        known = beginnings([line["id"] for line in lines if line.get("id")])
        heads = ("when (UTC)", "kind", "of", "title, id", "heights", "where")
        table(heads, [_row(line, known.get(line.get("id", ""), "")) for line in lines])
    if found["left_out"]:
        say(f"{counted(found['left_out'], 'line')} more did not fit: tansiq operation list")


def _row(line: Any, known: str) -> tuple[object, ...]:
    kind = (line["kind"], *((line["state"],) if line.get("state") else ()))
    if line["sight"] == "exists":
        return "-", kind, line["owner"], "(ask its owner)", "-", "-"
    title = line.get("title") or ("(coarsely seen)" if line["sight"] == "coarse" else "")
    bounds, lower, upper = line.get("bounds"), line.get("lower_m"), line.get("upper_m")
    heights = () if lower is None and upper is None else (_height(lower, "below"), f"to {_height(upper, 'above')}")
    where = (place(bounds["south"], bounds["west"]), f"to {place(bounds['north'], bounds['east'])}") if bounds else "-"
    return brief_window(line.get("start"), line.get("end")), kind, line["owner"], (title, known), heights or "-", where


def _height(metres: float | None, otherwise: str) -> str:
    return otherwise if metres is None else f"{metres:,.0f} m"
