"""Which receipts follow from what was decided: what the office took in, what it gave to whom, and whom it told what.
Pure; the state is as it was before.

A receipt says no more than those who may have it see anyway: whoever was told of a thing does not learn from it who
else was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from tansiq.office.agreements import AgreementPut
from tansiq.office.attested import ReceiptMade, Says
from tansiq.office.feed import Subject, Tell
from tansiq.office.holding import held_content
from tansiq.office.incidents import IncidentOpened, IncidentSaid
from tansiq.office.notices import NoticePut
from tansiq.office.operations import OperationPut
from tansiq.office.quiet import QuietPut
from tansiq.office.reports import ReportPut, ReportsShown
from tansiq.office.requests import RequestMoved, RequestPut
from tansiq.office.state import Office
from tansiq.office.talk import Message
from tansiq.office.things import Given, Notice
from tansiq.office.threads import ThreadAcknowledged, ThreadClosed, ThreadSaid

_encode = msgspec.json.Encoder().encode


def attested(
    state: Office, events: Sequence[Any], now_us: int, party_of: Callable[[Any], str]
) -> Iterator[ReceiptMade]:
    """The receipts of a command's events, in their order. `party_of`: whose change an event is."""
    notices: dict[str, Notice] = {}
    for event in events:
        by = party_of(event)
        own = list(_of(state, event, by, now_us, notices))
        yield from own
        covered = {party for receipt in own for party in receipt.to}
        told: set[tuple[Subject, str, str]] = set()  # one event may tell a party of several things
        for tell in getattr(event, "tell", ()):
            for party in tell.to:
                if party not in covered and (tell.subject, tell.id, party) not in told:
                    told.add((tell.subject, tell.id, party))
                    yield _told(tell, party)


def digest_of(content: Any) -> str:
    """By which a receipt names what was given."""
    return hashlib.sha256(_encode(content)).hexdigest()


def as_said(message: Message) -> Message:
    """A message without what became of it since."""
    return msgspec.structs.replace(message, receipts=(), level=0, next_us=0)


def _of(state: Office, event: Any, by: str, now_us: int, notices: dict[str, Notice]) -> Iterator[ReceiptMade]:
    match event:
        case NoticePut(notice=notice):
            old = notices.get(notice.id) or state.notices.get(notice.id)
            notices[notice.id] = notice
            yield from _of_notice(state, old, event, now_us)
        case ReportPut():
            yield from _of_report(state, event, now_us)
        case ReportsShown(party=party, person=person, at_us=at_us, shown=shown):
            for report_id, version in shown:
                report = state.reports[report_id]
                to = tuple(sorted({report.owner, party}))
                content = digest_of(report.content(version))
                yield ReceiptMade(
                    *(Says.SHOWN, Subject.REPORT, report_id, party, to, at_us),
                    version=version,
                    person=person,
                    content=content,
                )
        case ThreadSaid(thread=thread, message=message):
            yield from _of_message(thread, message, event.tell, now_us)
        case ThreadAcknowledged(thread=thread, number=number, receipt=receipt):
            to = tuple(sorted({receipt.party, *(party for tell in event.tell for party in tell.to)}))
            yield ReceiptMade(
                *(Says.ACKNOWLEDGED, Subject.THREAD, thread, receipt.party, to, receipt.at_us),
                number=number,
                person=receipt.person,
            )
        case _ if by:
            yield from _taken_in(event, by, now_us)


def _of_notice(state: Office, old: Notice | None, event: NoticePut, now_us: int) -> Iterator[ReceiptMade]:
    notice, whys = event.notice, _whys(event.tell)
    about = (Subject.NOTICE, notice.id)
    if event.by == notice.owner:
        yield ReceiptMade(
            *(Says.TAKEN_IN, *about, notice.owner, (notice.owner,), now_us),
            by=notice.owner,
            why=event.cause.value,
            version=notice.version,
            content=digest_of(notice.current),
        )
    for given in notice.given:
        before = None if old is None else old.given_to(given.party)
        to = tuple(sorted({notice.owner, given.party}))
        if before is None or _as_told(before) != _as_told(given):
            content = hashlib.sha256(held_content(state, notice, given)).hexdigest()
            yield ReceiptMade(
                *(Says.GIVEN, *about, given.party, to, now_us),
                by=notice.owner,
                why=whys.get(given.party, ""),
                version=given.version,
                content=content,
            )
        read = given.acknowledged
        if read is not None and (before is None or before.acknowledged != read):
            yield ReceiptMade(
                *(Says.ACKNOWLEDGED, *about, given.party, to, read.at_us), version=read.version, person=read.person
            )
        for passed in given.passed_on[len(() if before is None else before.passed_on) :]:
            yield ReceiptMade(
                *(Says.PASSED_ON, *about, given.party, to, passed.at_us),
                version=passed.version,
                person=passed.person,
                unit=passed.unit,
                said_us=passed.passed_us,
            )


def _as_told(given: Given) -> tuple[Any, ...]:
    return given.version, given.precision, given.valid_until_us, given.withdrawn, given.taken_away, given.urgent


def _of_report(state: Office, event: ReportPut, now_us: int) -> Iterator[ReceiptMade]:
    report, whys = event.report, _whys(event.tell)
    old = state.reports.get(report.id)
    if event.by == report.owner:
        yield ReceiptMade(
            *(Says.TAKEN_IN, Subject.REPORT, report.id, report.owner, (report.owner,), now_us),
            by=report.owner,
            why=event.cause.value,
            version=report.contents[-1][0],
            content=digest_of(report.current),
        )
    for given in report.given:
        before = None if old is None else old.given_to(given.party)
        if before is not None and (before.version, before.withdrawn_us) == (given.version, given.withdrawn_us):
            continue
        yield ReceiptMade(
            *(Says.GIVEN, Subject.REPORT, report.id, given.party, tuple(sorted({report.owner, given.party})), now_us),
            by=report.owner,
            why=whys.get(given.party, ""),
            version=given.version,
            content=digest_of(report.content(given.version)),
        )


def _of_message(thread: str, message: Message, tell: Sequence[Tell], now_us: int) -> Iterator[ReceiptMade]:
    content, number = digest_of(as_said(message)), message.number
    if message.by:
        yield ReceiptMade(
            *(Says.TAKEN_IN, Subject.THREAD, thread, message.by, (message.by,), now_us),
            by=message.by,
            why=message.kind.value,
            number=number,
            content=content,
        )
    for party in sorted({party for told in tell for party in told.to} - {message.by}):
        to = tuple(sorted({party, message.by} - {""}))
        yield ReceiptMade(
            *(Says.GIVEN, Subject.THREAD, thread, party, to, now_us),
            by=message.by,
            why=message.kind.value,
            number=number,
            content=content,
        )


def _taken_in(event: Any, by: str, now_us: int) -> Iterator[ReceiptMade]:
    """Of a change that a party made: that the office took it in."""
    match event:
        case OperationPut(operation=one, cause=cause):
            yield _own(Subject.OPERATION, one.id, by, now_us, cause.value, version=one.version, content=digest_of(one))
        case AgreementPut(agreement=one, cause=cause):
            yield _own(Subject.AGREEMENT, one.id, by, now_us, cause.value, version=one.version)
        case RequestPut(request=one, cause=cause):
            yield _own(Subject.REQUEST, one.id, by, now_us, cause.value, version=one.version)
        case RequestMoved(id=request, cause=cause):
            yield _own(Subject.REQUEST, request, by, now_us, cause.value)
        case QuietPut(period=one, cause=cause):
            yield _own(Subject.QUIET_PERIOD, one.id, by, now_us, cause.value)
        case IncidentOpened(incident=one):
            yield _own(Subject.INCIDENT, one.id, by, now_us, "opened")
        case IncidentSaid(incident=incident, entry=entry):
            why = str(entry.step.__struct_config__.tag)
            yield _own(Subject.INCIDENT, incident, by, now_us, why, content=digest_of(entry.step))
        case ThreadClosed(thread=thread):
            yield _own(Subject.THREAD, thread, by, now_us, "closed")


def _whys(tell: Sequence[Tell]) -> dict[str, str]:
    """What each was told as the cause: it may be another than its owner's."""
    return {party: told.why for told in tell for party in told.to}


def _own(
    subject: Subject,
    thing: str,
    by: str,
    now_us: int,
    why: str,
    *,
    version: int = 0,
    content: str = "",
) -> ReceiptMade:
    return ReceiptMade(
        *(Says.TAKEN_IN, subject, thing, by, (by,), now_us), by=by, why=why, version=version, content=content
    )


def _told(tell: Tell, party: str) -> ReceiptMade:
    return ReceiptMade(Says.TOLD, tell.subject, tell.id, party, (party,), tell.at_us, why=tell.why)
