"""`tansiq journal`: look at a journal, also while an office uses it."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from tansiq.cli import journal_copy, journal_database, journal_erasing, journal_verifying
from tansiq.cli.journal_named import JournalAnywhere, Name, journal_file, named
from tansiq.cli.output import as_json, console, progress, progress_of, say, table, utc
from tansiq.journal.entry import Entry
from tansiq.journal.rebuilding import write_from_journal
from tansiq.journal.source import reading
from tansiq.journal.stores.postgres.database import SCHEMES
from tansiq.web.snapshotting import blueprint_of

app = typer.Typer(help="Look at a journal, also while an office uses it.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
journal_verifying.add_to(app)


@app.command(
    help="""Count entries by kind and by party.

Examples:

    tansiq journal stats var/tansiq.db --json

    tansiq journal stats postgresql://tansiq@db.example.org/office --name centre/relief
"""
)
def stats(journal: JournalAnywhere, name: Name = "", as_document: AsJson = False) -> None:
    source = named(journal, name)
    with reading(source) as there:
        tally = there.tally()
    span = [None if us is None else utc(us) for us in (tally.first_us, tally.last_us)]
    if as_document:
        as_json(
            {"entries": tally.entries, "bytes": tally.size, "first": span[0], "last": span[1]}
            | {"kinds": tally.kinds, "parties": tally.parties}
        )
        return
    say(f"{source}: {tally.entries:,} entries, {tally.size:,} bytes")
    if span[0] is not None and span[1] is not None:
        say(f"from {span[0]:%Y-%m-%d %H:%M:%S} to {span[1]:%Y-%m-%d %H:%M:%S} UTC")
    console.print()
    table(("kind", "entries"), [(k, f"{n:,}") for k, n in tally.kinds.most_common()])
    console.print()
    table(("party", "entries"), [(p or "(none: by the clock)", f"{n:,}") for p, n in tally.parties.most_common()])


@app.command(
    help="""Print entries, one JSON document a line, header and body. Each is checked before it is printed.

Exit code 3 names the first damaged one.

Examples:

    tansiq journal export var/tansiq.db > entries.jsonl

    tansiq journal export postgresql://tansiq@db.example.org/office --after 1000 --limit 10
"""
)
def export(
    journal: JournalAnywhere,
    name: Name = "",
    after: Annotated[int, typer.Option(help="Only entries with a higher sequence number.", min=0, max=2**62)] = 0,
    limit: Annotated[int | None, typer.Option(help="At most so many entries.", min=1)] = None,
    as_document: Annotated[
        bool, typer.Option("--json", help="Accepted for uniformity: the answer is JSON anyway.")
    ] = True,
) -> None:
    with reading(named(journal, name)) as there:
        behind = max(there.last().sequence - after, 0)
        wanted = behind if limit is None else min(limit, behind)
        bar, task = progress("exporting", wanted, quiet=sys.stdout.isatty())
        with bar:
            for entry in islice(there.verified(after), limit):
                sys.stdout.buffer.write(msgspec.json.encode(_line(entry)) + b"\n")
                bar.advance(task)


def _line(entry: Entry) -> dict[str, Any]:
    header = entry.header
    return {
        "sequence": header.sequence,
        "time": utc(header.time_us),
        "party": header.party,
        "kind": header.kind,
        "digest": header.digest.hex(),
        "chain": header.chain.hex(),
        "salt": entry.salt.hex(),
        "body": msgspec.Raw(entry.body),
    }


def _without_nodes(text: str) -> Path:
    if text.startswith(SCHEMES):
        raise typer.BadParameter("of a database, each node writes its own, into the folder of its --data")
    return journal_file(text)


@app.command(
    help="""Write the state down beside the journal, so that the next start is quick. An office does this by itself.

Example:

    tansiq journal snapshot var/tansiq.db
"""
)
def snapshot(
    journal: Annotated[
        Path, typer.Argument(parser=_without_nodes, metavar="JOURNAL", help="The journal's file: PATH or sqlite:PATH.")
    ],
    as_document: AsJson = False,
) -> None:
    with progress_of("replaying", quiet=as_document) as on_progress:
        path, head = write_from_journal(blueprint_of(journal), journal, on_progress)
    if as_document:
        as_json({"path": str(path), "sequence": head.sequence})
    else:
        console.print(f"wrote {path} at sequence {head.sequence:,}")


journal_erasing.add_to(app)
journal_database.add_to(app)
journal_copy.add_to(app)
