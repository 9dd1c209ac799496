"""Keeps the full-text index of reports up with the journal, and lets each party search what it is shown.

The index is derived from the journal and the bodies beside it: it may be thrown away whenever one likes. It is made
from the state when it is missing, damaged, of another format or of another journal; else it goes on from the entry
where it stood. All that takes time is done in threads of its own; of the state only some reports are looked at in one
go.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import structlog

from tansiq.gateways.contract import Problem
from tansiq.gateways.shelving import bodies_named, shelved
from tansiq.gateways.words import kept
from tansiq.journal.blobs import Blobs
from tansiq.library.asking import After, Narrowing, check_size, understand
from tansiq.library.index import Found, Library, LibraryInUse
from tansiq.office.bodies import ReportBody
from tansiq.office.desk import Desk
from tansiq.office.information import Report
from tansiq.office.state import Office

KINDS = ("report.put", "report.forgotten", "bodies.erased")
"""Of the journal's entries: those that change what is found."""
MOST_OF_PARTY = 8
"""Searches of one party under way at once."""
FRESH_WITHIN_S = 5.0
_AT_ONCE, _SEARCHERS, _TRIES = 100, 2, 2
_QUIET_S = 0.2
"""Where nothing is to be taken in, the journal is looked at no oftener, unless somebody waits for it."""
_BREATH_S = 0.000_5
"""After each report of a new index: the threads of one process take turns, and the office's turn comes first."""
_FAR_BEHIND = 10_000
"""So many entries without a report are passed over before that is written down."""
_log = structlog.get_logger("library")


class _WithId(msgspec.Struct):
    id: str


class _Subject(msgspec.Struct):
    subject: str


class _Entry(msgspec.Struct):
    """What is read of an entry: whose report it is; or of what the content was erased."""

    report: _WithId | None = None
    id: str = ""
    things: tuple[_Subject, ...] = ()


class _Gone(Exception):  # noqa: N818
    """The index does not stand where it was."""


class ReportLibrary:
    """Lives on one event loop. `run` keeps it; `search` asks it."""

    def __init__(self, desk: Desk, files: Blobs, folder: Path) -> None:
        self._desk, self._files, self._folder = desk, files, folder
        self._library: Library | None = None
        self._held: Library | None = None
        """The same, from its opening to its end: of the writer's thread."""
        self._told: dict[str, int] = {}
        """What each party had been told when the index last caught up: whoever releases a report, or is given one, is
        told of it."""
        self._wake, self._asked, self._turn = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._under_way: Counter[str] = Counter()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="library-writer")
        self._searchers = ThreadPoolExecutor(_SEARCHERS, thread_name_prefix="library-search")
        desk.sequencer.on_durable.append(self._wake.set)

    async def run(self) -> None:
        """Until it is cancelled. What fails is opened again, then made anew; what then fails is raised."""
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            try:
                try:
                    library = await self._opened()
                    while True:
                        await self._follow(library)
                        failures = 0
                        await self._something_new()
                finally:
                    self._library = None
                    self._end_turn()
                    await loop.run_in_executor(self._writer, self._close)
            except LibraryInUse:
                raise
            except Exception as error:
                failures += 1
                if failures > _TRIES:
                    raise
                _log.warning("library-again", reason=_reason(error), meaning="it is opened again, or made anew")
                if failures == _TRIES or isinstance(error, _Gone):
                    await loop.run_in_executor(self._writer, self._spoil)

    async def search(
        self, party: str, query: str, narrowing: Narrowing, after: After | None, size: int, *, fresh: bool
    ) -> tuple[Found, bool]:
        """What the party is shown of what it asks for; and whether all that it has been told of was there to be found.
        `fresh`: waits for that. Raises `SearchRefused`, `Problem` (`search-not-ready`, `too-many-searches`)."""
        understand(query)
        check_size(size)
        if self._under_way[party] >= MOST_OF_PARTY:
            raise Problem(429, "too-many-searches", f"{MOST_OF_PARTY} searches of {party} are under way; wait for one")
        self._under_way[party] += 1
        try:
            wanted = await self._desk.read(lambda state, now_us: state.told_last.get(party, 0))
            if fresh:
                await self._caught_up(party, wanted)
            library = self._library
            if library is None:
                later = ((b"retry-after", b"5"),)
                raise Problem(503, "search-not-ready", "the index is being made; try again in a while", headers=later)
            complete = self._told.get(party, 0) >= wanted
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._searchers, library.search, party, query, narrowing, after, size)
            return found, complete
        finally:
            self._under_way[party] -= 1
            if not self._under_way[party]:
                del self._under_way[party]

    async def _caught_up(self, party: str, wanted: int) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FRESH_WITHIN_S):
                while self._library is None or self._told.get(party, 0) < wanted:
                    turn = self._turn
                    self._asked.set()
                    self._wake.set()
                    await turn.wait()

    async def _something_new(self) -> None:
        """Returns when something has become durable; soon, but not at once, unless somebody waits."""
        await self._wake.wait()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_QUIET_S):
                await self._asked.wait()

    async def _opened(self) -> Library:
        """The index, such that it belongs to this journal; made from the state, unless it stands somewhere in it."""
        loop = asyncio.get_running_loop()
        library = await loop.run_in_executor(self._writer, self._open)
        if not library.upto:
            await self._make(library)
        self._library = library
        return library

    def _open(self) -> Library:
        library = self._held = Library.open(self._folder)
        chain = self._desk.store.chain_at(library.upto) if library.upto else None
        if library.upto and (chain is None or chain.hex() != library.chain):
            _log.warning("library-of-another-journal", upto=library.upto, meaning="it is made anew")
            self._close()
            self._spoil()
            library = self._held = Library.open(self._folder)
        return library

    def _close(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def _spoil(self) -> None:
        """Whatever lies there is not to be opened again."""
        (self._folder / "format").unlink(missing_ok=True)

    async def _make(self, library: Library) -> None:
        head = self._desk.sequencer.head  # what comes behind it is followed afterwards
        ids = await self._desk.read(lambda state, now_us: tuple(state.reports))
        began = time.monotonic()
        loop = asyncio.get_running_loop()
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            reports = await self._reports(some)
            await loop.run_in_executor(self._writer, self._put_new, library, list(reports.values()))
        await loop.run_in_executor(self._writer, library.commit, head.sequence, head.chain.hex())
        _log.info("library-made", reports=len(ids), seconds=round(time.monotonic() - began, 2))

    async def _follow(self, library: Library) -> None:
        """Takes in what the journal has since; then those who wait look again."""
        self._wake.clear()
        self._asked.clear()
        told = await self._desk.read(lambda state, now_us: dict(state.told_last))
        head = self._desk.sequencer.head
        loop = asyncio.get_running_loop()
        changed = await loop.run_in_executor(self._writer, self._changed, library, head.sequence)
        for first in range(0, len(changed), _AT_ONCE):
            some = changed[first : first + _AT_ONCE]
            reports = await self._reports(some)
            await loop.run_in_executor(self._writer, self._put, library, some, reports)
        if changed or head.sequence - library.upto > _FAR_BEHIND:
            await loop.run_in_executor(self._writer, library.commit, head.sequence, head.chain.hex())
        self._told = told
        self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, asyncio.Event()
        turn.set()

    def _changed(self, library: Library, upto: int) -> tuple[str, ...]:
        if not library.there:
            raise _Gone("the index has been removed under the running office")
        found: dict[str, None] = {}
        for sequence, body in self._desk.store.of_kinds(library.upto, upto, KINDS):
            if body is None:
                raise _Gone(f"entry {sequence} is erased")
            entry = msgspec.json.decode(body, type=_Entry)
            if any(one.subject == "report" for one in entry.things):
                # What is taken out of an index stays in its files for a while: only a new one holds nothing of it.
                raise _Gone("words have been erased")
            if entry.things or (entry.report is None and not entry.id):
                continue
            found[entry.id if entry.report is None else entry.report.id] = None
        return tuple(found)

    async def _reports(self, ids: Iterable[str]) -> dict[str, Report]:
        def found(state: Office, now_us: int) -> dict[str, Report]:
            there = (state.reports[one] for one in ids if one in state.reports)
            return {report.id: report for report in there if not report.current.is_erased}

        return await self._desk.read(found)

    def _put_new(self, library: Library, reports: list[Report]) -> None:
        words = kept(self._files, bodies_named(reports), ReportBody)
        for report in reports:
            library.put_new(shelved(report, words))
            time.sleep(_BREATH_S)

    def _put(self, library: Library, ids: Sequence[str], reports: Mapping[str, Report]) -> None:
        words = kept(self._files, bodies_named(reports.values()), ReportBody)
        for report_id in ids:
            report = reports.get(report_id)
            if report is None:
                library.take_out(report_id)
            else:
                library.put(*shelved(report, words))


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, _Gone) else repr(error)
