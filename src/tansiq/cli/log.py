"""`tansiq log`: the keys of an office's log, and the log checked from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

from tansiq.cli.output import EXIT_DAMAGED, EXIT_REFUSED, as_json, complain, console, table
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.contradictions import CONVICTS, LONGEST, Contradiction, Finding
from tansiq.evidence.notes import LONGEST_NOTE, NoteInvalid, PublicKey, read_note
from tansiq.evidence.proofs import FIRST_LINE
from tansiq.evidence.ring import KeyRing, RingRefused, read_ring
from tansiq.gateways.public_log.check import check_log
from tansiq.journal import durably

app = typer.Typer(help="The office's log: its keys, and whether it is one past.", no_args_is_help=True)
keys = typer.Typer(help="The private keys that sign the log's checkpoints.", no_args_is_help=True)
app.add_typer(keys, name="keys")
T = TypeVar("T")
RingFile = Annotated[
    Path, typer.Argument(help="The office's journal (PATH or sqlite:PATH), or the file of keys beside it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
_ENDING = ".log-key"


@keys.command(
    help="""Show the keys that sign now, as others check with them. Nothing that is secret is shown.

Example:

    tansiq log keys show var/tansiq.db
"""
)
def show(file: RingFile, as_document: AsJson = False) -> None:
    _, ring = _ring(file)
    _say(ring, as_document=as_document)


@keys.command(
    help="""Add a new key: from then on all sign. A running office takes it up by itself, and tells all parties.

Of several nodes, copy the file to the others: each signs with the keys that it has, of those that the journal names.

Leave the old one in until every party's centre has seen both (`keys` of GET /api/v1/log); then retire it.

Example:

    tansiq log keys add var/tansiq.db
"""
)
def add(file: RingFile, as_document: AsJson = False) -> None:
    _changed(file, KeyRing.with_new, as_document=as_document)


@keys.command(
    help="""Take a key out of use, by the 8 digits that identify it. It can never come back. Of several nodes, copy the
file to the others.

Example:

    tansiq log keys retire var/tansiq.db 1a2b3c4d
"""
)
def retire(
    file: RingFile,
    key_id: Annotated[str, typer.Argument(help="The key's 8 hexadecimal digits.")],
    as_document: AsJson = False,
) -> None:
    _changed(file, lambda ring: ring.without(key_id), as_document=as_document)


@app.command(
    help="""Check from outside that an office's log continues what was seen before; or what a file shows against it.

The checkpoint that was seen is remembered in a file; the first time there is none, and what is shown is taken. Exit
code 3: the log denies what it had signed; the evidence is written beside it, and convicts the log's key before anybody.

A file with evidence, as witnesses and this command write it, is checked without the office, and without a network: exit
code 3 if it shows what it is said to show, 2 if it shows nothing.

Example:

    tansiq log check https://office.example.org --key "office.example.org/log+1a2b3c4d+AZ..." --seen office.checkpoint
    tansiq log check office.checkpoint.evidence --key "office.example.org/log+1a2b3c4d+AZ..."
"""
)
def check(
    target: Annotated[str, typer.Argument(help="The office's address, or a file with evidence.", metavar="URL|FILE")],
    key: Annotated[list[str], typer.Option(help="A key of the log, as its operator gave it out; repeat for more.")],
    seen: Annotated[
        Path | None,
        typer.Option(
            help="Needed for an address: file with the checkpoint seen last, if any; written anew if all is well."
        ),
    ] = None,
    as_document: AsJson = False,
) -> None:
    if not target.startswith(("http://", "https://")):
        _check_evidence(Path(target), key, as_document=as_document)
    if seen is None:
        complain("--seen is needed: the file with the checkpoint seen last, which may not be there yet")
        raise typer.Exit(EXIT_REFUSED)
    url = target
    try:
        known = [PublicKey.read(one) for one in key]
        before = read_note(seen.read_bytes()[: LONGEST_NOTE + 1]) if seen.exists() else None
        found = check_log(url, known, before)
        finding = None if found.against is None else found.against.finding(known)
    except NoteInvalid as invalid:
        complain(str(invalid))
        raise typer.Exit(EXIT_REFUSED) from None
    evidence = seen.with_name(f"{seen.name}.evidence")
    if found.against is not None:
        durably.replace(evidence, found.against.written())
    else:
        durably.replace(seen, found.note.written().encode())
    if as_document:
        shown = {"origin": found.checkpoint.origin, "size": found.checkpoint.size, "finding": finding}
        as_json({**shown, "evidence": str(evidence) if finding else None})
    elif finding is None:
        what = "nothing was seen of it before" if before is None else "it continues what was seen before"
        console.print(f"{found.checkpoint.origin}: {found.checkpoint.size:,} entries; {what}.")
    if finding is not None:
        complain(_WORDS[finding], f"the evidence is in {evidence}; keep it, and show it to the other parties")
        raise typer.Exit(EXIT_DAMAGED)


_WORDS = {
    Finding.SPLIT: "The log has signed two different trees of one size: it shows different parties different pasts.",
    Finding.REWRITTEN: "The log does not begin with what it had signed before: entries were changed or left out.",
    Finding.SHORTENED: "The log shows fewer entries than it had signed before. An older copy may have answered.",
}
assert set(_WORDS) > CONVICTS


def _check_evidence(path: Path, key: list[str], *, as_document: bool) -> NoReturn:
    """What a file shows to whoever knows these keys, and nothing else."""
    try:
        with path.open("rb") as file:
            written = file.read(LONGEST + 1)
        if written.startswith(FIRST_LINE.encode()):
            complain(
                f"{path} is a receipt, and no evidence against a log", f"check it with: tansiq verify {path} --key KEY"
            )
            raise typer.Exit(EXIT_REFUSED)
        evidence = Contradiction.read(written)
        finding = evidence.finding([PublicKey.read(one) for one in key])
    except OSError as error:
        complain(f"{path}: {error.strerror}", "give the office's address (https://...), or a file with evidence")
        raise typer.Exit(EXIT_REFUSED) from None
    except NoteInvalid as invalid:
        complain(f"{path}: {invalid}")
        raise typer.Exit(EXIT_REFUSED) from None
    checkpoints = [Checkpoint.read(read_note(one).text) for one in (evidence.first, evidence.second)]
    if as_document:
        sizes = [one.size for one in checkpoints]
        as_json({"origin": checkpoints[0].origin, "sizes": sizes, "finding": finding, "convicts": finding in CONVICTS})
    complain(_WORDS[finding], f"signed by the log: {checkpoints[0].size:,} entries, then {checkpoints[1].size:,}")
    raise typer.Exit(EXIT_DAMAGED)


def _ring(file: Path) -> tuple[Path, KeyRing]:
    path = Path(str(file).removeprefix("sqlite:"))
    if path.suffix != _ENDING and path.with_suffix(_ENDING).exists():
        path = path.with_suffix(_ENDING)
    return path, _unless_refused(lambda: read_ring(path))


def _changed(file: Path, change: Callable[[KeyRing], KeyRing], *, as_document: bool) -> None:
    path, ring = _ring(file)
    changed = _unless_refused(lambda: change(ring))
    changed.write(path)
    _say(changed, as_document=as_document)


def _say(ring: KeyRing, *, as_document: bool) -> None:
    if as_document:
        as_json({"origin": ring.origin, "keys": [key.written() for key in ring.public]})
    else:
        table(("id", "key"), [(key.id.hex(), key.written()) for key in ring.public])


def _unless_refused(work: Callable[[], T]) -> T:
    try:
        return work()
    except RingRefused as refused:
        complain(str(refused))
        raise typer.Exit(EXIT_REFUSED) from None
