"""`tansiq journal verify`: of a file, or of all that is in a database."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tansiq.cli.journal_erased import Erased, erasures_of, say_erasures
from tansiq.cli.journal_named import JournalAnywhere, named
from tansiq.cli.output import EXIT_DAMAGED, as_json, complain_of_damage, console, progress_of
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.rebuilding import snapshot_differs
from tansiq.journal.source import Source, journals, path_of, reading
from tansiq.web.snapshotting import blueprint_of


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("verify", help=_HELP)(verify)


_HELP = """Check every entry (sequence, chain, digests), and that none of those acknowledged is missing at the end.

What was erased is no damage where a later entry vouches for what is left: it says when, by whose order, on what ground.

In a database one office is several journals, its own and those of hosted parties' centres: all are checked, or the one
of --name.

With --replay also: that every entry can be applied, and that the newest snapshot holds what a replay of all entries
gives. Exit code 3 names the first damaged entry.

Examples:

    tansiq journal verify var/tansiq.db

    tansiq journal verify var/tansiq.db --replay --json

    tansiq journal verify postgresql://tansiq@db.example.org/office
"""


def verify(
    journal: JournalAnywhere,
    name: Annotated[str, typer.Option("--name", help="Only this one of those in a database.", show_default="all")] = "",
    replay: Annotated[bool, typer.Option("--replay", help="Replay all entries, too.")] = False,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    several = {name: named(journal, name)} if name else journals(journal)
    found: dict[str, dict[str, Any]] = {}
    for one, source in several.items():
        try:
            found[one] = _verified(source, replay=replay, quiet=as_document)
        except JournalDamaged as damage:
            complain_of_damage(damage)
            found[one] = {"whole": False, "damaged": damage.sequence, "reason": damage.reason}
    if as_document:
        as_json(found.get("") or {"journals": found})
    if not all(one["whole"] for one in found.values()):
        raise typer.Exit(EXIT_DAMAGED)


def _verified(source: Source, *, replay: bool, quiet: bool) -> dict[str, Any]:
    """What can be said of a whole journal; unless `quiet`, it is said. Raises `JournalDamaged`."""
    with reading(source) as there:
        with progress_of(f"checking {source}", quiet=quiet) as on_progress:
            head = there.check(on_progress)
        erased = list(erasures_of(there)) if quiet else []
        summary = Erased() if quiet else Erased.of(erasures_of(there))
    document = {"entries": head.sequence, "chain": head.chain.hex(), "whole": True, "erased": erased}
    said = f"{source}: {head.sequence:,} entries, all whole; chain {head.chain.hex()[:16]}..."
    if replay:
        document["replayed"] = True
        said += f"\nReplayed: every entry can be applied; {_replayed(source, quiet=quiet)}"
    if not quiet:
        console.print(said, soft_wrap=True)
        say_erasures(summary)
    return document


def _replayed(source: Source, *, quiet: bool) -> str:
    """Raises `JournalDamaged`."""
    with progress_of(f"replaying {source}", quiet=quiet) as on_progress:
        snapshot, differs = snapshot_differs(blueprint_of(source), source, on_progress)
    if snapshot is None:
        return "there is no snapshot"
    if differs:
        reason = f"a replay does not give what {snapshot.path.name} holds; remove that"
        raise JournalDamaged(path_of(source), snapshot.head.sequence, reason)
    return f"{snapshot.path.name} holds the same state"
