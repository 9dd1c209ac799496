"""`tansiq conflicts`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tansiq.cli.journal_named import JournalAnywhere
from tansiq.cli.output import EXIT_CONFLICTS, as_json, console, counted, progress, progress_of, table, utc
from tansiq.journal.rebuilding import from_journal
from tansiq.office.conflicts import Conflict, Other, conflicts_of
from tansiq.office.desk import now_us
from tansiq.office.entities import Intent
from tansiq.office.machine import blueprint
from tansiq.office.state import Office

_HELP = """List the operational intents that share air with each other or with a constraint, from a journal
(which may be in use), soonest first.

Exit code 1: there are some.

Examples:

    tansiq conflicts var/exercise/office.db

    tansiq conflicts postgresql://tansiq@db.example.org/office --json
"""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("conflicts", help=_HELP)(list_conflicts)


def list_conflicts(
    journal: JournalAnywhere,
    limit: Annotated[int, typer.Option(help="Show at most so many; --json gives all.", min=1)] = 50,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    with progress_of("reading the journal", quiet=as_document) as on_progress:
        state = from_journal(blueprint(), journal, on_progress).machine.state
    found = sorted(_all(state, quiet=as_document), key=lambda conflict: conflict.start_us)
    if as_document:
        as_json([_document(conflict) for conflict in found])
    else:
        rows = [
            (
                _named(conflict.first),
                _named(conflict.second),
                f"{conflict.lat:.4f} {conflict.lng:.4f}",
                f"{utc(conflict.start_us):%d %b %H:%M}-{utc(conflict.end_us):%H:%M}",
                f"{conflict.shared_height_m:.0f} m",
            )
            for conflict in found[:limit]
        ]
        console.print(
            counted(len(found), "conflict") + (f", the soonest {limit:,} of them:" if len(found) > limit else "")
        )
        if rows:
            table(("one", "and", "near", "when (UTC)", "shared height"), rows)
    if found:
        raise typer.Exit(EXIT_CONFLICTS)


def _all(state: Office, *, quiet: bool) -> list[Conflict]:
    moment = now_us()
    found: list[Conflict] = []
    bar, task = progress("comparing", len(state.intents), quiet=quiet)
    with bar:
        for intent in state.intents.values():
            if intent.end_us > moment:
                found += conflicts_of(state, intent, moment)
            bar.advance(task)
    return found


def _named(thing: Other) -> str:
    return f"{thing.manager} {thing.id[:8]}" + ("" if isinstance(thing, Intent) else " (constraint)")


def _thing(thing: Other) -> dict[str, Any]:
    named = {"id": thing.id, "manager": thing.manager}
    return named | ({"kind": "intent", "state": thing.state} if isinstance(thing, Intent) else {"kind": "constraint"})


def _document(conflict: Conflict) -> dict[str, Any]:
    return {
        "between": [_thing(conflict.first), _thing(conflict.second)],
        "near": {"lat": conflict.lat, "lng": conflict.lng},
        "from": utc(conflict.start_us),
        "to": utc(conflict.end_us),
        "shared_height_m": conflict.shared_height_m,
    }
