"""`tansiq receipt`: what the office attests to one's party, in lists and as files that prove it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.files import write_file, written
from tansiq.cli.output import as_json, counted, say, table
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.cli.times import second
from tansiq.cli.words import refuse
from tansiq.office.feed import Subject

app = typer.Typer(help="Receipts: what the office attests, with proof that needs no office.", no_args_is_help=True)
Of: TypeAlias = Annotated[Subject, typer.Argument(metavar="SUBJECT", help=f"{', '.join(Subject)}.")]
_LISTS = {
    Subject.AGREEMENT: "agreements",
    Subject.OPERATION: "operations",
    Subject.NOTICE: "notices",
    Subject.THREAD: "threads",
    Subject.REPORT: "reports",
    Subject.REQUEST: "requests",
    Subject.INCIDENT: "incidents",
    Subject.QUIET_PERIOD: "quiet-periods",
}
"""Of what an identifier may be given by its beginning."""
_ID = "1c2d3e4f-0000-5000-8000-000000000000"


@app.command(
    "list",
    help=help_text(
        "List the receipts that one's party may have of a thing, the oldest first.",
        f"receipt list notice {_ID} --keys var/keys --party relief",
        f"receipt list thread {_ID} --message 3 --json",
    ),
)
@speaking
def list_receipts(
    office: Office,
    subject: Of,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how it begins.")],
    message: Annotated[
        int | None, typer.Option(help="Only of this message of a thread, or entry of an incident.", min=1)
    ] = None,
) -> None:
    found = _receipts_of(office, subject, identifier, message)
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "receipt"))
    if found:
        columns = ("receipt", "at (UTC)", "says", "party", "more")
        table(columns, [_row(one) for one in found])


@app.command(
    "get",
    help=help_text(
        "Write a receipt as a file, or all receipts of a thing into a folder (`--of`). `tansiq verify` checks them "
        "without the office.",
        "receipt get 1204 --keys var/keys --party relief",
        "receipt get 1204 --out - | tansiq verify - --key office.vkey",
        f"receipt get --of notice {_ID} --out receipts --keys var/keys --party relief",
    ),
)
@speaking
def get(
    office: Office,
    which: Annotated[str, typer.Argument(metavar="NUMBER|ID", help="The receipt's number; with --of the thing's id.")],
    of: Annotated[
        Subject | None, typer.Option(metavar="SUBJECT", help=f"All receipts of such a thing: {', '.join(Subject)}.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "--output",
            help="A file, or '-' for the output; with --of a folder [default: receipt-NUMBER.tlog-proof].",
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="In place of files that are there.")] = False,
) -> None:
    if of is not None:
        _all_of(office, of, which, out, replace=replace)
        return
    number = int(which) if which.isascii() and which.isdigit() and len(which) <= 18 else 0
    if number < 1:
        refuse(
            f"{which[:40]} is no number of a receipt; `tansiq receipt list` shows them, and --of takes those of a thing"
        )
    write_file(office, out or Path(_name(number)), office.download(_path(number)), replace=replace)


def _all_of(office: Office, of: Subject, identifier: str, out: Path | None, *, replace: bool) -> None:
    if out is None or str(out) == "-" or (out.exists() and not out.is_dir()):
        refuse("--of writes several files: --out names a folder for them")
    numbers = [int(one["number"]) for one in _receipts_of(office, of, identifier, None)]
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for number in numbers:
        path = out / _name(number)
        if path.exists() and not replace:  # a receipt never becomes another: whoever comes again gets what is new
            continue
        written(path, office.download(_path(number)))
        files.append(str(path))
    if office.as_document:
        as_json({"folder": str(out), "receipts": len(numbers), "files": files})
        return
    say(f"{out}: {counted(len(files), 'receipt')} written, {len(numbers) - len(files):,} there already")


def _receipts_of(office: Office, subject: Subject, identifier: str, message: int | None) -> list[dict[str, Any]]:
    things = _LISTS.get(subject)
    thing = identifier if things is None else office.id_of(things, identifier)
    query = {"subject": subject.value, "id": thing, "limit": "1000"}
    return office.all("receipts", query if message is None else {**query, "message": str(message)})


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    more = (
        f"version {one['version']}" if one.get("version") else "",
        f"message {one['message']}" if one.get("message") else "",
        one.get("person", ""),
        f"to {one['unit']}" if one.get("unit") else "",
        one.get("why", ""),
    )
    return str(one["number"]), second(one["at"]), one["says"], one["party"], ", ".join(filter(None, more))


def _path(number: int) -> str:
    return f"receipts/{number}/file"


def _name(number: int) -> str:
    return f"receipt-{number}.tlog-proof"
