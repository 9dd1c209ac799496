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
from tansiq.office.information import Report, ReportContent
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
    return frozenset(digest for digest in _every(state, things) if digest in digests)


def _every(state: Office, things: Things) -> Iterator[str]:
    # A file may go with several reports and messages, and what is said after an erasure is kept: each of them shows by
    # itself whether it was erased. The words of the others have a salt, and are in no two.
    for report in state.reports.values():
        for _, content in report.contents:
            if not content.is_erased:
                yield from _of_content(content)
    for request in state.requests.rows():
        if not _is_gone(state, (Erasable.REQUEST, request.id), things):
            yield from (request.content.body, *_of_asked(request.asked))
    for incident in state.incidents.rows():
        if not _is_gone(state, (Erasable.INCIDENT, incident.id), things):
            yield from _of_incident(incident)
    for thread in state.threads.values():
        for message in thread.messages:
            if any(file.name for file in message.attachments):
                yield from _of_message(message)


def _is_gone(state: Office, key: Key, things: Things) -> bool:
    return key in things or key in state.erased


def _of_report(report: Report) -> Iterator[str]:
    return (digest for _, content in report.contents for digest in _of_content(content))


def _of_content(content: ReportContent) -> tuple[str, ...]:
    return content.body, *content.evidence


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
