"""`tansiq bundle`: an incident in one file, of an office or of a journal's file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from tansiq.cli.files import write_file
from tansiq.cli.journal_named import OF_JOURNAL, journal_anywhere
from tansiq.cli.looking_back import OfJournal, OfOffice, id_then
from tansiq.cli.output import EXIT_REFUSED, complain
from tansiq.cli.speaking import OfficeIfNeedBe, help_text, speaking_if_need_be
from tansiq.cli.times import when
from tansiq.gateways.api_client import step
from tansiq.gateways.bundle.words import LANGUAGES
from tansiq.gateways.outlines import microseconds
from tansiq.journal.desk import now_us


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("bundle", help=_HELP)(speaking_if_need_be(bundle))


_EXAMPLE = "bundle 1c2d3e4f-0000-5000-8000-000000000000"
_HELP = help_text(
    "Write all that one's own party sees of an incident, and of what it is linked to, into a zip: the accounts side by "
    "side and the timeline as a page that needs nothing installed (index.html), the answers as JSON, the office's "
    "receipts as proofs, and a manifest of digests. With --at, as it was known at a moment. Of a journal "
    "(--journal, with --party) without an office, and without receipts.",
    f"{_EXAMPLE} --output incident.zip --keys var/keys --party relief",
    f"{_EXAMPLE} --output incident.zip --journal var/tansiq.db --party relief --language ar",
)


def bundle(
    office: OfficeIfNeedBe,
    identifier: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident.")],
    output: Annotated[Path, typer.Option(help="Where to; '-' is the output.")],
    at: Annotated[datetime | None, typer.Option(parser=when, help="As it was known at this moment.")] = None,
    journal: Annotated[Any, typer.Option(parser=journal_anywhere, metavar="JOURNAL", help=OF_JOURNAL)] = None,
    as_party: Annotated[str, typer.Option("--as", help="Of an office, with --at: as this party.")] = "",
    language: Annotated[str, typer.Option(help=f"Of the first page: {', '.join(LANGUAGES)}.")] = "en",
    replace: Annotated[bool, typer.Option("--replace", help="In place of a file that is there.")] = False,
) -> None:
    if language not in LANGUAGES:
        _refuse(f"{language} is not among {', '.join(LANGUAGES)}")
    if journal is not None:
        if not office.party:
            _refuse("as whom? give --party: a bundle holds what one party sees")
        there = OfJournal(journal, now_us() if at is None else microseconds(at), quiet=office.as_document)
        there.check_party(office.party)
        whole = id_then(there, office.party, "incidents", identifier)
        data = there.ask(office.party, "incidents/{id}/bundle", (whole,), {"language": language})
    else:
        if as_party and at is None:
            _refuse("--as looks at a moment: give --at, too")
        speaking = office.there()
        source = OfOffice(speaking, at, as_party, quiet=office.as_document)
        if at is None:
            whole = speaking.id_of("incidents", identifier)
        else:
            whole = id_then(source, as_party or speaking.name, "incidents", identifier)
        data = source.download(f"incidents/{step(whole)}/bundle", {"language": language})
    write_file(office, output, data, replace=replace)


def _refuse(why: str) -> NoReturn:
    complain(why)
    raise typer.Exit(EXIT_REFUSED)
