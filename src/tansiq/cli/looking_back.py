"""Where commands that look at the past ask: a journal's file, or an office."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn, Protocol, TypeVar

import msgspec
import typer

from tansiq.cli.output import EXIT_REFUSED, WHOLE_ID, complain, progress_of
from tansiq.cli.speaking import Office
from tansiq.gateways.api_client import ApiRefused
from tansiq.gateways.api_v1.past import PastAsked, moment_asked
from tansiq.gateways.api_v1.past_routes import PastRoutes
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.journal.blobs import blobs_of
from tansiq.journal.desk import now_us
from tansiq.journal.past import moment_in
from tansiq.journal.source import Source
from tansiq.office.past import PastOffice, open_past

T = TypeVar("T")
_NOT_YET = ("past-not-ready", "past-busy")
_AGAIN_S, _GIVE_UP_S = 1.0, 1_800.0


class Answers(Protocol):
    """Something that can be asked what it knew."""

    def get(self, viewer: str, path: str, query: dict[str, str]) -> Any:
        """What the party saw."""


def every(there: Answers, party: str, things: str) -> list[Any]:
    """All that the party saw of a list."""
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = there.get(party, things, {"limit": "1000", **cursor})
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def id_then(there: Answers, party: str, things: str, given: str) -> str:
    """The identifier of one of these that the party saw and somebody means by so much of its beginning. Ends the
    command if several begin so."""
    if len(given) >= WHOLE_ID:
        return given
    matching = [str(one["id"]) for one in every(there, party, things) if one["id"].startswith(given)]
    if given in matching or not matching:
        return given
    if len(matching) > 1:
        _refuse(f"{len(matching)} of the {things} begin with {given}: give more of the identifier")
    return matching[0]


class OfJournal:
    """A past office in this process, of a journal's file, or of one in a database."""

    def __init__(self, journal: Source, at_us: int, *, quiet: bool) -> None:
        """Ends the command where there was nothing at that moment."""
        try:
            moment_asked(moment(at_us).isoformat(), now_us())
        except Problem as problem:
            _refuse(problem.message)
        found = moment_in(journal, at_us)
        if not found.head.sequence:
            begun = found.begins_us
            begins = "it has none yet" if begun is None else f"it begins at {moment(begun).isoformat()}"
            _refuse(f"that moment lies before the first entry of {journal}: {begins}")
        with progress_of("replaying", quiet=quiet) as on_progress:
            self.office: PastOffice = open_past(journal, found.head.sequence, at_us, on_progress=on_progress)
        self._at_us = at_us
        self._routes = PastRoutes(self.office, blobs_of(journal), FormLimits())

    def check_party(self, party: str) -> None:
        """Ends the command where there was no such party."""
        known = self.office.state.parties
        if party not in known:
            _refuse(f"no party {party} was known then; known were {', '.join(sorted(known)) or 'none'}")

    def get(self, viewer: str, path: str, query: dict[str, str]) -> Any:
        return msgspec.json.decode(self.ask(viewer, path, (), query))

    def ask(self, viewer: str, path: str, names: tuple[str, ...], query: dict[str, str]) -> bytes:
        """What a route answers: `path` is its template. Ends the command where it refuses."""
        asked = PastAsked(f"/api/v1/{path}", names, query, viewer, (), self._at_us)
        answered = asyncio.run(self._routes.answer(asked))
        if answered.problem is not None:
            _refuse(answered.problem[1])
        return answered.body


class OfOffice:
    """An office that is asked over its interface, of the present or, with `at`, of a moment; while it rebuilds its
    past, it is asked again."""

    def __init__(self, office: Office, at: datetime | None, as_party: str, *, quiet: bool) -> None:
        self._office, self._quiet = office, quiet
        self._past = {} if at is None else {"at": at.isoformat(), **({"as": as_party} if as_party else {})}

    def get(self, viewer: str, path: str, query: dict[str, str]) -> Any:
        whose = {"as": viewer} if self._past and viewer != self._office.name else {}
        return self._until_ready(lambda: self._office.get(path, {**query, **self._past, **whose}))

    def download(self, path: str, query: dict[str, str]) -> bytes:
        """A file."""
        return self._until_ready(lambda: self._office.download(path, {**query, **self._past}))

    def _until_ready(self, ask: Callable[[], T]) -> T:
        until_s = time.monotonic() + _GIVE_UP_S
        with progress_of("the office rebuilds its past", quiet=self._quiet) as on_progress:
            while True:
                try:
                    return ask()
                except ApiRefused as refused:
                    if refused.code not in _NOT_YET or time.monotonic() > until_s:
                        raise
                    if "total" in refused.more:
                        on_progress(int(refused.more["done"]), int(refused.more["total"]))
                    time.sleep(_AGAIN_S)


def _refuse(why: str) -> NoReturn:
    complain(why)
    raise typer.Exit(EXIT_REFUSED)
