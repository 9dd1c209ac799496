"""What reports say, for every outside language that speaks of them: shown when it has been noted to whom, and put
beside the journal before the journal names it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import msgspec

from tansiq.gateways.words import Words
from tansiq.office import bodies
from tansiq.office.bodies import Evidence, ReportBody
from tansiq.office.desk import Desk
from tansiq.office.information import Report, ReportContent
from tansiq.office.reported import SeenReport, is_unopened, seen_report
from tansiq.office.reports import MOST_SHOWN, NoteShown, PutReport

PROGRAM = "a program"
"""Who was shown something, where no person is behind it."""


class ReportWords:
    """The bodies of reports, and the ledger of who was shown them."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk, self._words = desk, words

    async def noted(self, party: str, person: str, found: Iterable[SeenReport]) -> list[SeenReport]:
        """The reports as they are when it has been noted that this party is shown them. `person` "": a program. A party
        that knows that it was noted sees it in what it holds."""
        seen = list(found)
        ids = [one.id for one in seen]
        while await self.note(party, person, seen) and not self._desk.of_the_past:
            # Until what is shown is what was noted: another may be given.
            seen = await self._desk.read(
                lambda state, now_us: [seen_report(state, report_id, party) for report_id in ids]
            )
        return seen

    async def note(self, party: str, person: str, seen: Sequence[SeenReport]) -> bool:
        """Puts into the ledger what the party had not been shown before. Whether there was anything."""
        new = [(one.id, one.version) for one in seen if is_unopened(one)]
        for first in range(0, len(new), MOST_SHOWN):
            await self._desk.submit(NoteShown(party, person or PROGRAM, tuple(new[first : first + MOST_SHOWN])))
        return bool(new)

    async def of(self, seen: Iterable[SeenReport]) -> dict[str, ReportBody]:
        """The bodies by their digests; one that was erased is not among them."""
        return await self._words.read((one.content.body for one in seen if not one.content.is_erased), ReportBody)

    async def evidence_of(self, report: Report) -> tuple[Evidence, ...]:
        """The files that go with the version that stands; none if its words were erased."""
        digest = report.current.body
        said = (await self._words.read([digest], ReportBody)).get(digest)
        return () if said is None else said.evidence

    async def put(self, command: PutReport, body: ReportBody) -> None:
        """Releases a report that says this. What says the same as before, to others, is no version of its own: it stays
        by whom it was written. What is refused leaves nothing behind. Refused: as `reports.decide`."""
        before = await self._as_before(command, body)
        content = before or msgspec.structs.replace(command.content, body=bodies.digest_of(body))
        command = dataclasses.replace(command, content=content)
        await self._words.say(self._desk, command, *([body] if before is None else ()))

    async def _as_before(self, command: PutReport, body: ReportBody) -> ReportContent | None:
        """What the report says now, if that is what it is to say."""
        old = await self._desk.read(lambda state, now_us: state.reports.get(command.id))
        if old is None or old.owner != command.party or old.current.is_erased:
            return None
        content = msgspec.structs.replace(command.content, body=old.current.body, author=old.current.author)
        said = (await self._words.read([old.current.body], ReportBody)).get(old.current.body)
        if said is None or content != old.current or msgspec.structs.replace(body, salt=said.salt) != said:
            return None
        return old.current
