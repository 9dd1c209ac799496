"""Reports of communication problems between services, archived as they came. F3548-21, `ErrorReport`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.state import Office


class ReportTaken(msgspec.Struct, frozen=True, tag="report.taken", tag_field="kind"):
    """A party reported a problem with an exchange. `exchange` is its record as sent: JSON, kept as a text, so that no
    later reading of the journal depends on what somebody put into it."""

    id: str
    party: str
    exchange: str


@dataclass(frozen=True, slots=True)
class TakeReport(Command[str]):
    """Archive a report; `id` is drawn by the caller, `exchange` is JSON."""

    id: str
    party: str
    exchange: str


def decide_take(state: Office, command: TakeReport, now_us: int) -> tuple[tuple[ReportTaken, ...], str]:
    """Never refused: a report is evidence. Answers with its identifier."""
    return (ReportTaken(command.id, command.party, command.exchange),), command.id
