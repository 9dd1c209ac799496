"""The files beside the journal that hold what is erased: which an event names by their digests, and whether something
that was not erased names them, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tansiq.office.asked import Asked
from tansiq.office.erased import Erasable, Key
from tansiq.office.erasing import Things
from tansiq.office.incident import Entry, Incident
from tansiq.office.incidents import IncidentOpened, IncidentSaid
from tansiq.office.information import Report
from tansiq.office.reports import ReportPut
from tansiq.office.requests import RequestMoved, RequestPut
from tansiq.office.state import Office
from tansiq.office.talk import Message
from tansiq.office.threads import ThreadSaid


def files_of(event: Any, things: Things) -> frozenset[str]:
    """The digests of the files that hold what an event says of these things."""
    match event:
        case ReportPut() if (Erasable.REPORT, event.report.id) in things:
            return frozenset(_of_report(event.report))
        case RequestPut() if (Erasable.REQUEST, event.request.id) in things:
            return frozenset({event.request.content.body, *_of_asked(event.request.asked)})
        case RequestMoved() if (Erasable.REQUEST, event.id) in things:
            return frozenset(_of_asked(event.asked))
        case IncidentOpened() if (Erasable.INCIDENT, event.incident.id) in things:
            return frozenset(_of_incident(event.incident))
        case IncidentSaid() if (Erasable.INCIDENT, event.incident) in things:
            return frozenset(_of_entry(event.entry))
        case ThreadSaid() if (Erasable.THREAD, event.thread) in things:
            return frozenset(_of_message(event.message))
    return frozenset()


def named_elsewhere(state: Office, digests: frozenset[str], things: Things) -> frozenset[str]:
    """Those of these that something names of which the content is still here. What is erased now are `things`."""
    return frozenset(digest for key, digest in _every(state) if digest in digests and not _is_gone(state, key, things))


def _is_gone(state: Office, key: Key, things: Things) -> bool:
    return key in things or (key in state.erased and not state.erased[key].before)


def _every(state: Office) -> Iterator[tuple[Key, str]]:
    for report in state.reports.values():
        yield from (((Erasable.REPORT, report.id), digest) for digest in _of_report(report))
    for request in state.requests.rows():
        key = Erasable.REQUEST, request.id
        yield from ((key, digest) for digest in (request.content.body, *_of_asked(request.asked)))
    for incident in state.incidents.rows():
        yield from (((Erasable.INCIDENT, incident.id), digest) for digest in _of_incident(incident))
    for thread in state.threads.values():
        # One whose files have lost their names was erased, whatever became of the others.
        said = (one for one in thread.messages if any(file.name for file in one.attachments))
        yield from (((Erasable.THREAD, f"{thread.id}/"), digest) for one in said for digest in _of_message(one))


def _of_report(report: Report) -> Iterator[str]:
    for _, content in report.contents:
        yield content.body
        yield from content.evidence


def _of_asked(asked: tuple[Asked, ...]) -> Iterator[str]:
    return (step.body for one in asked for step in one.steps if step.body)


def _of_incident(incident: Incident) -> Iterator[str]:
    yield incident.body
    for entry in incident.entries:
        yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[str]:
    body = getattr(entry.step, "body", "")
    if body:
        yield body


def _of_message(message: Message) -> Iterator[str]:
    return (file.sha256 for file in message.attachments)
