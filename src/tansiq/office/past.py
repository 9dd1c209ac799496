"""The office as it stood at a moment. A past office is an office: the same questions, the same eyes, the clock standing
still at that moment. It takes no change; of what a party is shown of another's in it, it says what has to be noted."""

from __future__ import annotations

from typing import TypeVar, cast

from tansiq.journal.command import Command
from tansiq.journal.past import PastDesk, rebuild_at
from tansiq.journal.source import Source
from tansiq.journal.stores.reading import Progress, no_progress
from tansiq.office.machine import AnyCommand, Event, blueprint
from tansiq.office.reports import NoteShown
from tansiq.office.rules import Rules
from tansiq.office.state import Office

R = TypeVar("R")


class PastOffice(PastDesk[Office, AnyCommand, Event]):
    """Made by `open_past`. Whoever serves it sets `at_us`, which may be any moment until the next entry."""

    noted: list[NoteShown]
    """What was shown since this was last emptied: the ledger of what was disclosed is kept in the present."""

    async def submit(self, command: Command[R]) -> R:
        """Notes a disclosure, for the present; everything else raises `PastUnchangeable`."""
        if isinstance(command, NoteShown):
            self.noted.append(command)
            return cast(R, len(command.shown))  # what `NoteShown` replies with
        return await super().submit(command)


def open_past(
    source: Source, sequence: int, at_us: int, rules: Rules | None = None, on_progress: Progress = no_progress
) -> PastOffice:
    """The office after this entry, with its clock at that moment. Raises the journal's errors."""
    past = PastOffice(rebuild_at(blueprint(rules), source, sequence, on_progress), source, at_us)
    past.noted = []
    return past
