"""Reports in everybody's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.office.bodies import ReportBody
from tansiq.office.information import Report


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report in everybody's eyes. `party`: the name of whose it is; `answers`: what it says of which other public
    report; `words`: None if they are erased, or it is withdrawn."""

    report: Report
    party: str
    answers: tuple[tuple[str, str], ...]
    words: ReportBody | None


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Some of them, what changed last first. `older`: the cursor of those that follow; "" if none do."""

    reports: tuple[PublicReport, ...]
    older: str
