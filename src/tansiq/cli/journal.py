"""`tansiq journal`: look at a journal, also while an office uses it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from tansiq.cli import journal_copy, journal_database, journal_erasing
from tansiq.cli.journal_erased import erasures_of, say_erasures
from tansiq.cli.output import as_json, console, journal_file, progress, progress_of, say, table, utc
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.rebuilding import snapshot_differs, write_from_journal
from tansiq.journal.stores.reading import beside, open_for_reading, verified_entries
from tansiq.journal.stores.reading import verify as verify_journal
from tansiq.web.snapshotting import blueprint_of

app = typer.Typer(help="Look at a journal, also while an office uses it.", no_args_is_help=True)
JournalFile = Annotated[Path, typer.Argument(parser=journal_file, help="The journal's file: PATH or sqlite:PATH.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@app.command(
    help="""Check every entry (sequence, chain, digests), and that none of those acknowledged is missing at the end.

What was erased is no damage where a later entry vouches for what is left: it says when, by whose order, on what ground.

With --replay also: that every entry can be applied, and that the newest snapshot holds what a replay of all entries
gives. Exit code 3 names the first damaged entry.

Examples:

    tansiq journal verify var/tansiq.db

    tansiq journal verify var/tansiq.db --replay --json
"""
)
def verify(
    journal: JournalFile,
    replay: Annotated[bool, typer.Option("--replay", help="Replay all entries, too.")] = False,
    as_document: AsJson = False,
) -> None:
    with progress_of("checking", quiet=as_document) as on_progress:
        head = verify_journal(journal, on_progress)
    erased = erasures_of(journal)
    said = f"{journal}: {head.sequence:,} entries, all whole; chain {head.chain.hex()[:16]}..."
    document: dict[str, Any] = {"entries": head.sequence, "chain": head.chain.hex(), "whole": True, "erased": erased}
    if replay:
        with progress_of("replaying", quiet=as_document) as on_progress:
            snapshot, differs = snapshot_differs(blueprint_of(journal), journal, on_progress)
        if snapshot is not None and differs:
            raise JournalDamaged(
                journal, snapshot.head.sequence, f"a replay does not give what {snapshot.path.name} holds; remove that"
            )
        document["replayed"] = True
        compared = "there is no snapshot" if snapshot is None else f"{snapshot.path.name} holds the same state"
        said += f"\nReplayed: every entry can be applied; {compared}"
    if as_document:
        as_json(document)
    else:
        console.print(said, soft_wrap=True)
        say_erasures(erased)


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
    size = sum(path.stat().st_size for path in (journal, beside(journal, "-wal")) if path.exists())
    span = [None if us is None else utc(us) for us in (first, last)]
    if as_document:
        as_json(
            {"entries": sum(kinds.values()), "bytes": size, "first": span[0], "last": span[1]}
            | {"kinds": kinds, "parties": parties}
        )
        return
    say(f"{journal}: {sum(kinds.values()):,} entries, {size:,} bytes")
    if span[0] is not None and span[1] is not None:
        say(f"from {span[0]:%Y-%m-%d %H:%M:%S} to {span[1]:%Y-%m-%d %H:%M:%S} UTC")
    console.print()
    table(("kind", "entries"), [(k, f"{n:,}") for k, n in kinds.most_common()])
    console.print()
    table(("party", "entries"), [(p or "(none: by the clock)", f"{n:,}") for p, n in parties.most_common()])


@app.command(
    help="""Print entries, one JSON document a line, header and body. Each is checked before it is printed.

Exit code 3 names the first damaged one.

Examples:

    tansiq journal export var/tansiq.db > entries.jsonl

    tansiq journal export var/tansiq.db --after 1000 --limit 10
"""
)
def export(
    journal: JournalFile,
    after: Annotated[int, typer.Option(help="Only entries with a higher sequence number.", min=0, max=2**62)] = 0,
    limit: Annotated[int | None, typer.Option(help="At most so many entries.", min=1)] = None,
    as_document: Annotated[
        bool, typer.Option("--json", help="Accepted for uniformity: the answer is JSON anyway.")
    ] = True,
) -> None:
    connection = open_for_reading(journal)
    (total,) = connection.execute("SELECT count(*) FROM entries WHERE sequence > ?", (after,)).fetchone() or (0,)
    bar, task = progress("exporting", min(int(total), limit or int(total)), quiet=sys.stdout.isatty())
    with bar:
        for count, entry in enumerate(verified_entries(connection, journal, after)):
            if limit is not None and count >= limit:
                break
            header = entry.header
            line = {
                "sequence": header.sequence,
                "time": utc(header.time_us),
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
    with progress_of("replaying", quiet=as_document) as on_progress:
        path, head = write_from_journal(blueprint_of(journal), journal, on_progress)
    if as_document:
        as_json({"path": str(path), "sequence": head.sequence})
    else:
        console.print(f"wrote {path} at sequence {head.sequence:,}")


journal_erasing.add_to(app)
journal_database.add_to(app)
journal_copy.add_to(app)
