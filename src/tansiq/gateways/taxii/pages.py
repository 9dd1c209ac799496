"""Pages of a collection, in the order in which its objects were added. A change puts a report's objects at the end: a
client that reads on, page by page, misses nothing and gets nothing twice, whatever others do meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from itertools import islice

import msgspec

from tansiq.gateways.report_words import ReportWords
from tansiq.gateways.taxii import stix
from tansiq.gateways.taxii.asking import BEGIN, Asked, Place
from tansiq.gateways.taxii.shelves import Shelf
from tansiq.gateways.taxii.stix import Entry
from tansiq.office.desk import Desk
from tansiq.office.reported import SeenReport, holds, reports_by, seen_report
from tansiq.office.state import Office

_AT_ONCE = 200
"""Reports that are read before others are served."""
_MOST_BYTES = 8_000_000
"""Of the objects of one page; it may be shorter for it."""
_WORDLESS = frozenset({"opinion", "identity", "marking-definition", "extension-definition"})
_encode = msgspec.json.Encoder().encode
_FIXED_US = 1_664_582_400_000_000
"""2022-10-01, when TLP 2.0's marking definitions were made: what is fixed lies before everything else."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object at its place, and the report to which it belongs; None: to no report."""

    place: Place
    entry: Entry
    report: SeenReport | None


@dataclass(frozen=True, slots=True)
class ObjectsPage:
    """Objects in their order. `end`: the place after which the next page begins; None on the last one."""

    found: list[Found]
    end: Place | None


class Pages:
    """Reads collections."""

    def __init__(self, desk: Desk, words: ReportWords) -> None:
        self._desk, self._words = desk, words

    async def page(self, party: str, one: Shelf, asked: Asked) -> ObjectsPage:
        """The page that is asked for. Nothing is noted."""
        found: list[Found] = []
        size = 0
        async for each in self._from(party, one, asked):
            if len(found) == asked.limit or size > _MOST_BYTES:
                return ObjectsPage(found, found[-1].place)
            found.append(each)
            size += len(_encode(each.entry.stix))
        return ObjectsPage(found, None)

    async def shown(self, party: str, person: str, one: Shelf, asked: Asked) -> ObjectsPage:
        """The same, noted as shown. What was changed just then comes later in the order."""
        while True:
            page = await self.page(party, one, asked)
            kept = await self.noted(party, person, page.found)
            if kept or not page.found:
                return ObjectsPage(kept, page.end)

    async def noted(self, party: str, person: str, found: Iterable[Found]) -> list[Found]:
        """Those that are still what was noted as shown."""
        found = list(found)
        seen = {each.report.id: each.report for each in found if each.report is not None}
        if not await self._words.note(party, person, list(seen.values())):
            return found

        def now(state: Office, now_us: int) -> dict[str, int]:
            return {name: seen_report(state, name, party).changed_us for name in seen}

        changed_us = await self._desk.read(now)
        return [each for each in found if each.report is None or changed_us[each.report.id] == each.report.changed_us]

    async def of(self, party: str, one: Shelf, ref: str) -> list[Found]:
        """The object with this identifier in the collection, if there is one."""
        asked = Asked(1, BEGIN, frozenset(), frozenset({ref}), frozenset(), frozenset())
        return (await self.page(party, one, asked)).found

    async def _from(self, party: str, one: Shelf, asked: Asked) -> AsyncIterator[Found]:
        """The objects that are asked for, from where the page begins. No more are made than are taken, and between two
        reports others are served."""
        fixed = await self._fixed(one)
        async for report in self._reports(party, one, asked):
            place = (report.changed_us, report.id, 0)
            for each in fixed:
                if each.place < place and each.place > asked.after and asked.wants(each.entry):
                    yield each
            fixed = [each for each in fixed if each.place > place]
            wordless = asked.types and asked.types <= _WORDLESS
            words = {} if wordless else await self._words.of([report])
            for entry in stix.entries_of(report, words.get(report.content.body)):
                each = Found((entry.at_us, report.id, entry.part), entry, report)
                if each.place > asked.after and asked.wants(entry):
                    yield each
            await asyncio.sleep(0)
        for each in fixed:
            if each.place > asked.after and asked.wants(each.entry):
                yield each

    async def _reports(self, party: str, one: Shelf, asked: Asked) -> AsyncIterator[SeenReport]:
        """The reports from the place on, in their order."""
        if asked.ids:
            names = sorted({name for ref in asked.ids for name in stix.reports_meant(ref)})
            for report in await self._desk.read(lambda state, now_us: _named(state, party, one.owner, names)):
                yield report
            return
        begin, last = asked.after[:2], ""
        while True:

            def read_on(
                state: Office, now_us: int, begin: tuple[int, str] = begin, last: str = last
            ) -> list[SeenReport]:
                rest = (seen for seen in reports_by(state, party, one.owner, begin) if seen.id != last)
                return list(islice(rest, _AT_ONCE))

            reports = await self._desk.read(read_on)
            for report in reports:
                yield report
            if len(reports) < _AT_ONCE:
                return
            begin, last = (reports[-1].changed_us, reports[-1].id), reports[-1].id

    async def _fixed(self, one: Shelf) -> list[Found]:
        party = await self._desk.read(lambda state, now_us: state.parties[one.owner])
        entries = [Entry(_FIXED_US, part, made) for part, made in enumerate(stix.fixed())]
        entries.append(Entry(stix.identity_us(party), 0, stix.identity_of(party)))
        return sorted(
            (Found((entry.at_us, "", entry.part), entry, None) for entry in entries), key=lambda each: each.place
        )


def _named(state: Office, party: str, owner: str, names: Iterable[str]) -> list[SeenReport]:
    reports = (state.reports.get(name) for name in names)
    found = [report for report in reports if report is not None and report.owner == owner and holds(report, party)]
    return sorted((seen_report(state, one.id, party) for one in found), key=lambda seen: (seen.changed_us, seen.id))
