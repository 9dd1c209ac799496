"""`tansiq journal`: look at a journal, also while an office uses it."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tansiq.cli.output import as_json, console, progress, table
from tansiq.journal.stores.sqlite import entries, open_for_reading, verify_from
from tansiq.office.snapshotting import write_from_journal

app = typer.Typer(help="Look at a journal, also while an office uses it.", no_args_is_help=True)
JournalFile = Annotated[Path, typer.Argument(help="The journal's file, as in sqlite:PATH.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@app.command(
    help="""Check every entry: sequence, chain and digests. Exit code 3 names the first damaged one.

Example:

    tansiq journal verify var/tansiq.db
"""
)
def verify(journal: JournalFile, as_document: AsJson = False) -> None:
    head = verify_from(open_for_reading(journal), journal)
    if as_document:
        as_json({"entries": head.sequence, "chain": head.chain.hex(), "whole": True})
    else:
        console.print(f"{journal}: {head.sequence:,} entries, all whole; chain {head.chain.hex()[:16]}...")


@app.command(
    help="""Count entries by kind and by party.

Example:

    tansiq journal stats var/tansiq.db --json
"""
)
def stats(journal: JournalFile, as_document: AsJson = False) -> None:
    connection = open_for_reading(journal)
    kinds = Counter(dict(connection.execute("SELECT kind, count(*) FROM entries GROUP BY kind")))
    parties = Counter(dict(connection.execute("SELECT party, count(*) FROM entries GROUP BY party")))
    first, last = connection.execute("SELECT min(time_us), max(time_us) FROM entries").fetchone() or (None, None)
    size = journal.stat().st_size
    span = [None if us is None else datetime.fromtimestamp(us / 1e6, UTC) for us in (first, last)]
    if as_document:
        as_json(
            {"entries": sum(kinds.values()), "bytes": size, "first": span[0], "last": span[1]}
            | {"kinds": kinds, "parties": parties}
        )
        return
    console.print(f"{journal}: {sum(kinds.values()):,} entries, {size:,} bytes, {span[0]} to {span[1]}\n")
    table(("kind", "entries"), [(k, f"{n:,}") for k, n in kinds.most_common()])
    console.print()
    table(("party", "entries"), [(p, f"{n:,}") for p, n in parties.most_common()])


@app.command(
    help="""Print entries, one JSON document a line, header and body.

Examples:

    tansiq journal export var/tansiq.db > entries.jsonl

    tansiq journal export var/tansiq.db --after 1000 --limit 10
"""
)
def export(
    journal: JournalFile,
    after: Annotated[int, typer.Option(help="Only entries with a higher sequence number.", min=0)] = 0,
    limit: Annotated[int | None, typer.Option(help="At most so many entries.", min=1)] = None,
    as_document: Annotated[
        bool, typer.Option("--json", help="Accepted for uniformity: the answer is JSON anyway.")
    ] = True,
) -> None:
    connection = open_for_reading(journal)
    (total,) = connection.execute("SELECT count(*) FROM entries WHERE sequence > ?", (after,)).fetchone() or (0,)
    bar, task = progress("exporting", min(int(total), limit or int(total)), quiet=sys.stdout.isatty())
    with bar:
        for count, entry in enumerate(entries(connection, after)):
            if limit is not None and count >= limit:
                break
            header = entry.header
            line = {
                "sequence": header.sequence,
                "time": datetime.fromtimestamp(header.time_us / 1e6, UTC),
                "party": header.party,
                "kind": header.kind,
                "digest": header.digest.hex(),
                "chain": header.chain.hex(),
                "salt": entry.salt.hex(),
                "body": msgspec.Raw(entry.body),
            }
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
            bar.advance(task)


@app.command(
    help="""Write the state down beside the journal, so that the next start is quick. An office does this by itself.

Example:

    tansiq journal snapshot var/tansiq.db
"""
)
def snapshot(journal: JournalFile, as_document: AsJson = False) -> None:
    path, head = write_from_journal(journal)
    if as_document:
        as_json({"path": str(path), "sequence": head.sequence})
    else:
        console.print(f"wrote {path} at sequence {head.sequence:,}")
