"""`tansiq at`: what was known at a moment, of a journal's file or of an office."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Protocol

import msgspec
import typer

from tansiq.cli.at_text import LISTS, show_picture
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, journal_file, progress_of
from tansiq.cli.speaking import Office, OfficeIfNeedBe, help_text, speaking_if_need_be
from tansiq.cli.times import when
from tansiq.gateways.api_client import ApiRefused
from tansiq.gateways.api_v1.past import PastAsked, moment_asked
from tansiq.gateways.api_v1.past_routes import PastRoutes
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, microseconds, moment
from tansiq.journal.blobs import Blobs
from tansiq.journal.desk import now_us
from tansiq.journal.past import moment_in
from tansiq.office.entities import Constraint, Intent, PartyState
from tansiq.office.past import PastOffice, open_past

_FEED = 1_000
_NOT_YET = ("past-not-ready", "past-busy")
_AGAIN_S, _GIVE_UP_S = 1.0, 1_800.0


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("at", help=_HELP)(speaking_if_need_be(at))


_HELP = help_text(
    "Show what was known at a moment: what was in force, where, who had been told and who had acknowledged; with the "
    "journal's last entry then. Of a journal's file (--journal; no office is needed) the whole picture, or with "
    "--party as that party had been told. Of an office, as one's own party had been told; the office's staff may ask "
    "with --as for another. An office writes down that it was asked.",
    "at 2026-03-01T14:32Z --journal var/tansiq.db",
    "at 2026-03-01T14:32Z --journal var/tansiq.db --party relief --json",
    "at --keys var/keys --party army -- -20m",
)


class Looked(Protocol):
    """Something that can be asked what it knew."""

    def get(self, viewer: str, path: str, query: dict[str, str]) -> Any:
        """What the party saw."""


def at(
    office: OfficeIfNeedBe,
    time: Annotated[datetime, typer.Argument(metavar="TIME", parser=when, help="The moment.")],
    journal: Annotated[
        Path | None, typer.Option(parser=journal_file, help="A journal's file, in place of an office.")
    ] = None,
    as_party: Annotated[str, typer.Option("--as", help="Of an office: as this party had been told.")] = "",
) -> None:
    if journal is not None:
        picture = _of_journal(journal, microseconds(time), office.party, quiet=office.as_document)
    else:
        there = office.there()
        viewer = as_party or there.name
        picture = _picture(_Office(there, time, as_party, quiet=office.as_document), viewer, [viewer])
    if office.as_document:
        as_json(picture)
    else:
        show_picture(picture)


def _of_journal(path: Path, at_us: int, party: str, *, quiet: bool) -> dict[str, Any]:
    try:
        moment_asked(moment(at_us).isoformat(), now_us())
    except Problem as problem:
        complain(problem.message)
        raise typer.Exit(EXIT_REFUSED) from None
    found = moment_in(path, at_us)
    if not found.head.sequence:
        begins = "it has none yet" if found.begins_us is None else f"it begins at {moment(found.begins_us).isoformat()}"
        complain(f"that moment lies before the first entry of {path}: {begins}")
        raise typer.Exit(EXIT_REFUSED)
    with progress_of("replaying", quiet=quiet) as on_progress:
        past = open_past(path, found.head.sequence, at_us, on_progress=on_progress)
    parties = past.state.parties
    if party and party not in parties:
        complain(f"no party {party} was known then; known were {', '.join(sorted(parties)) or 'none'}")
        raise typer.Exit(EXIT_REFUSED)
    there = _Journal(past, path, at_us)
    if party:
        return _picture(there, party, [party])
    everybody = sorted(name for name, one in parties.items() if one.state is PartyState.ADMITTED)
    whole = _picture(there, "", everybody)
    references: list[Intent | Constraint] = [*past.state.intents.values(), *past.state.constraints.values()]
    held = [one for one in references if one.end_us > at_us]
    whole["references"] = [
        {"id": one.id, "manager": one.manager, "kind": type(one).__name__.lower(), "until": moment(one.end_us)}
        for one in sorted(held, key=lambda one: (one.manager, one.id))
    ]
    return whole


def _picture(there: Looked, viewer: str, eyes: list[str]) -> dict[str, Any]:
    """What was known: to one party, or, with the eyes of everybody, of each thing what its owner knew of it."""
    stands = there.get(eyes[0], "moment", {}) if eyes else {}
    picture: dict[str, Any] = {**stands, "party": viewer or None}
    for name in LISTS:
        found: dict[str, Any] = {}
        for party in eyes:
            for one in _every(there, party, name):
                if viewer or one.get("owner", party) == party:
                    found.setdefault(str(one["id"]), one)
        picture[name] = [found[one] for one in sorted(found)]
    if viewer:
        last = there.get(viewer, "feed", {"limit": "1"})["last"]
        picture["told"] = there.get(viewer, "feed", {"after": str(max(0, last - _FEED)), "limit": str(_FEED)})["items"]
    return picture


def _every(there: Looked, party: str, name: str) -> list[Any]:
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = there.get(party, name, {"limit": "1000", **cursor})
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


class _Journal:
    """A past office in this process."""

    def __init__(self, past: PastOffice, path: Path, at_us: int) -> None:
        self._at_us = at_us
        self._routes = PastRoutes(past, Blobs(path.resolve().with_suffix(".files")), FormLimits())

    def get(self, viewer: str, path: str, query: dict[str, str]) -> Any:
        asked = PastAsked(f"/api/v1/{path}", (), query, viewer, (), self._at_us)
        answered = asyncio.run(self._routes.answer(asked))
        if answered.problem is not None:
            complain(answered.problem[1])
            raise typer.Exit(EXIT_REFUSED)
        return msgspec.json.decode(answered.body)


class _Office:
    """An office that is asked over its interface; while it rebuilds its past, it is asked again."""

    def __init__(self, office: Office, at: datetime, as_party: str, *, quiet: bool) -> None:
        self._office, self._quiet = office, quiet
        self._past = {"at": at.isoformat(), **({"as": as_party} if as_party else {})}

    def get(self, viewer: str, path: str, query: dict[str, str]) -> Any:
        with progress_of("the office rebuilds its past", quiet=self._quiet) as on_progress:
            return self._until_ready(lambda: self._office.get(path, {**query, **self._past}), on_progress)

    def _until_ready(self, ask: Callable[[], Any], on_progress: Callable[[int, int], None]) -> Any:
        until_s = time.monotonic() + _GIVE_UP_S
        while True:
            try:
                return ask()
            except ApiRefused as refused:
                if refused.code not in _NOT_YET or time.monotonic() > until_s:
                    raise
                more = refused.more
                if "total" in more:
                    on_progress(int(more["done"]), int(more["total"]))
                time.sleep(_AGAIN_S)
