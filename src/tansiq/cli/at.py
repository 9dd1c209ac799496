"""`tansiq at`: what was known at a moment, of a journal's file or of an office."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from tansiq.cli.at_text import LISTS, show_picture
from tansiq.cli.files import put_file
from tansiq.cli.journal_named import OF_JOURNAL, journal_anywhere
from tansiq.cli.looking_back import Answers, OfJournal, OfOffice, every
from tansiq.cli.output import EXIT_REFUSED, as_json, complain
from tansiq.cli.speaking import OfficeIfNeedBe, help_text, speaking_if_need_be
from tansiq.cli.times import when
from tansiq.gateways.api_v1.past import MomentOut, beginning_of
from tansiq.gateways.outlines import microseconds, moment
from tansiq.office.entities import Constraint, Intent, PartyState

_FEED = 1_000


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("at", help=_HELP)(speaking_if_need_be(at))


_HELP = help_text(
    "Show what was known at a moment: what was in force, where, who had been told and who had acknowledged; with the "
    "journal's last entry then, and the root of the log up to it (--proof keeps the proof for tansiq verify). Of a "
    "journal (--journal; no office is needed) the whole picture, or with --party as that party had been told. "
    "Of an office, as one's own party had been told; the office's staff may ask with --as for another. An office "
    "writes down that it was asked.",
    "at 2026-03-01T14:32Z --journal var/tansiq.db",
    "at 2026-03-01T14:32Z --journal var/tansiq.db --party relief --json",
    "at 2026-03-01T14:32Z --journal postgresql://tansiq@db.example.org/office",
    "at --keys var/keys --party army -- -20m",
)


def at(
    office: OfficeIfNeedBe,
    time: Annotated[datetime, typer.Argument(metavar="TIME", parser=when, help="The moment.")],
    journal: Annotated[Any, typer.Option(parser=journal_anywhere, metavar="JOURNAL", help=OF_JOURNAL)] = None,
    as_party: Annotated[str, typer.Option("--as", help="Of an office: as this party had been told.")] = "",
    everybody: Annotated[
        bool,
        typer.Option("--everybody", help="The whole picture, whatever TANSIQ_AS says; of an office, for its staff."),
    ] = False,
    proof: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here the proof of where the journal stood.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="In place of a file that is there.")] = False,
) -> None:
    if everybody and as_party:
        complain("--everybody asks as nobody alone", "leave out --as")
        raise typer.Exit(EXIT_REFUSED)
    if journal is not None:
        at_us = microseconds(time)
        there = OfJournal(journal, at_us, quiet=office.as_document)
        picture = _of_journal(there, at_us, "" if everybody else office.party)
    else:
        asked = office.there()
        viewer = as_party or asked.name
        source = OfOffice(asked, time, as_party, quiet=office.as_document)
        if everybody:
            admitted = sorted(str(one["id"]) for one in every(source, viewer, "parties"))
            picture = _picture(source, "", admitted)
        else:
            picture = _picture(source, viewer, [viewer])
    if proof is not None:
        _write_proof(picture, proof, replace=replace)
    if office.as_document:
        as_json(picture)
    else:
        show_picture(picture)


def _write_proof(picture: dict[str, Any], into: Path, *, replace: bool) -> None:
    """Ends the command where there is none."""
    stands = {name: picture[name] for name in MomentOut.__struct_fields__ if name in picture}
    found = beginning_of(msgspec.convert(stands, MomentOut)) if stands else None
    if found is None:
        complain(
            "the log has no checkpoint of this moment here",
            "an office makes one within seconds: ask again; of a database or a copy, ask the office itself (--url)",
        )
        raise typer.Exit(EXIT_REFUSED)
    put_file(into, found.written().encode(), replace=replace)


def _of_journal(there: OfJournal, at_us: int, party: str) -> dict[str, Any]:
    if party:
        there.check_party(party)
        return _picture(there, party, [party])
    state = there.office.state
    everybody = sorted(name for name, one in state.parties.items() if one.state is PartyState.ADMITTED)
    whole = _picture(there, "", everybody)
    references: list[Intent | Constraint] = [*state.intents.values(), *state.constraints.values()]
    held = [one for one in references if one.end_us > at_us]
    whole["references"] = [
        {"id": one.id, "manager": one.manager, "kind": type(one).__name__.lower(), "until": moment(one.end_us)}
        for one in sorted(held, key=lambda one: (one.manager, one.id))
    ]
    return whole


def _picture(there: Answers, viewer: str, eyes: list[str]) -> dict[str, Any]:
    """What was known: to one party, or, with the eyes of everybody, of each thing what its owner knew of it."""
    stands = there.get(eyes[0], "moment", {}) if eyes else {}
    picture: dict[str, Any] = {**stands, "party": viewer or None}
    for name in LISTS:
        found: dict[str, Any] = {}
        for party in eyes:
            for one in every(there, party, name):
                if viewer or one.get("owner", party) == party:
                    found.setdefault(str(one["id"]), one)
        picture[name] = [found[one] for one in sorted(found)]
    if viewer:
        last = there.get(viewer, "feed", {"limit": "1"})["last"]
        picture["told"] = there.get(viewer, "feed", {"after": str(max(0, last - _FEED)), "limit": str(_FEED)})["items"]
    return picture
