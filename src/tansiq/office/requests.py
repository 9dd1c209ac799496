"""Requests: one party asks others for information or support; each takes note, considers, answers or declines.

What was asked stays as it was asked; when it is needed by may change. Nothing is ever lost: what cannot be told while a
channel is suspended is told when an agreement is in force again. A request describes no target: there is no field for
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.asked import DONE, FOLLOWS, Asked, ReportHeld, Request, RequestContent, ResponseState, Step
from tansiq.office.asking import asked_now, passing, waiting
from tansiq.office.deadlines import some_of
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.information import Marking, Release
from tansiq.office.kinds import Priority
from tansiq.office.limits import check_areas
from tansiq.office.parties import LONGEST_TEXT, check_name, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes

MOST_EXTENTS, MOST_REPORTS, MOST_STEPS = 100, 50, 50
ANSWERS = (ResponseState.PARTLY_ANSWERED, ResponseState.ANSWERED)


class RequestCause(StrEnum):
    """Why a request is there in a new version."""

    ASKED = "asked"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESPONDED = "responded"
    PASSED = "passed"
    """What had waited for a channel."""
    OVERDUE = "overdue"
    UNDONE = "undone"


class RequestPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="request.put", tag_field="kind"):
    """A request is there, because of what `by` did. Also undoes."""

    request: Request
    cause: RequestCause
    by: str
    tell: tuple[Tell, ...] = ()


class RequestMoved(msgspec.Struct, frozen=True, omit_defaults=True, tag="request.moved", tag_field="kind"):
    """Something became of a request, because of what `by` did (empty: the office, by its clock): `asked` are the
    records that are others than before. What was asked is not written down again."""

    id: str
    cause: RequestCause
    by: str
    version: int
    needed_by_us: int
    changed_us: int
    asked: tuple[Asked, ...]
    withdrawn_us: int = 0
    reason: str = ""
    tell: tuple[Tell, ...] = ()


class RequestForgotten(msgspec.Struct, frozen=True, tag="request.forgotten", tag_field="kind"):
    """Nothing is known of a request any more. Only undoes a first `request.put`."""

    id: str
    by: str = ""


RequestEvent = RequestPut | RequestMoved | RequestForgotten


@dataclass(frozen=True, slots=True)
class MakeRequest(Command[Request]):
    """Ask others. Its body has been put beside the journal before."""

    party: str
    id: str
    content: RequestContent
    areas_m2: tuple[float, ...]
    to: Release
    needed_by_us: int


@dataclass(frozen=True, slots=True)
class NeedBy(Command[Request]):
    """Say that it is needed by another time."""

    party: str
    id: str
    version: int
    needed_by_us: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command[Request]):
    """Take it back, with the reason."""

    party: str
    id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class Respond(Command[Request]):
    """Say how it stands with oneself: take note, consider, answer, decline. An answer has words (`body`, which has been
    put beside the journal before), reports of one's own that the asker holds, or both."""

    party: str
    id: str
    state: ResponseState
    person: str
    reason: str = ""
    body: str = ""
    language: str = ""
    marking: Marking | None = None
    reports: tuple[str, ...] = ()


RequestCommand = MakeRequest | NeedBy | WithdrawRequest | Respond


def decide(state: Office, command: RequestCommand, now_us: int) -> tuple[tuple[RequestEvent, ...], Request]:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `stale-version`, `has-ended`, `request-invalid`,
    `area-too-large`, `recipients-invalid`, `marking-too-strict`, `not-shared`, `transition-not-allowed`."""
    taking_part(state, command.party)
    old = state.requests.get(command.id)
    if isinstance(command, Respond):
        return _respond(state, old, command, now_us)
    if old is not None and old.asker != command.party:
        # Whoever asked nothing learns nothing of it, not even that its identifier is taken: a new one is drawn.
        raise Refusal("not-found", f"no request {command.id} of yours", field="id")
    if isinstance(command, MakeRequest):
        if old is not None:
            raise Refusal("already-exists", f"request {old.id} has been made", field="id")
        return _make(state, command, now_us)
    if old is None:
        raise Refusal("not-found", f"no request {command.id} of yours", field="id")
    if command.version != old.version:
        raise Refusal("stale-version", f"the version is {old.version} now; read it again", field="version")
    if old.withdrawn_us or all(one.state_told in DONE for one in old.asked):
        raise Refusal("has-ended", "it is withdrawn, or nothing more is awaited of anybody", field="id")
    made = msgspec.structs.replace(old, version=old.version + 1, changed_us=now_us)
    if isinstance(command, NeedBy):
        _check_needed_by(state, command.needed_by_us, now_us)
        asked = tuple(msgspec.structs.replace(one, missed_us=0) for one in old.asked)
        made = msgspec.structs.replace(made, needed_by_us=command.needed_by_us, asked=asked)
        cause = RequestCause.CHANGED
    else:
        if not 1 <= len(command.reason.strip()) <= LONGEST_TEXT:
            raise Refusal("request-invalid", f"a reason has 1 to {LONGEST_TEXT:,} characters", field="reason")
        made = msgspec.structs.replace(made, withdrawn_us=now_us, reason=command.reason)
        cause = RequestCause.WITHDRAWN
    return _event(old, passing(state, made, now_us), cause, command.party, now_us)


def due(state: Office, now_us: int, after: str, at_most: int) -> tuple[list[tuple[RequestEvent, ...]], str]:
    """Requests that nobody has answered by when it was needed: told once to each side; and what waits for a channel
    that is in force again: told now. Of those after one, in the order of their ids: looks at so many at most, and says
    after which to go on; "" after the last."""
    some, after = some_of({*state.requests.deadlines.due(now_us), *state.requests.waiting}, after, at_most)
    found = []
    eyes: dict[str, Eyes] = {}
    for request_id in some:
        request = state.requests.get(request_id)
        assert request is not None
        made = _overdue(passing(state, request, now_us, eyes), now_us)
        if made != request:
            events, _ = _event(request, made, _cause_by_clock(request, made), "", now_us)
            found.append(events)
    return found, after


def evolve(state: Office, event: RequestEvent) -> None:
    """The state after the event."""
    match event:
        case RequestPut():
            state.requests.keep(event.request, waits=bool(waiting(event.request)))
            feed.tell(state, event.tell)
        case RequestMoved():
            old = state.requests.get(event.id)
            assert old is not None
            moved = _moved(old, event)
            state.requests.keep(moved, waits=bool(waiting(moved)))
            feed.tell(state, event.tell)
        case RequestForgotten():
            state.requests.drop(event.id)


def invert(state: Office, event: RequestEvent) -> tuple[RequestEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    request_id = event.request.id if isinstance(event, RequestPut) else event.id
    old = state.requests.get(request_id)
    back = RequestForgotten(request_id) if old is None else RequestPut(old, RequestCause.UNDONE, "")
    return (back, *feed.untell(() if isinstance(event, RequestForgotten) else event.tell))


def _moved(old: Request, event: RequestMoved) -> Request:
    changed = {one.party: one for one in event.asked}
    return msgspec.structs.replace(
        old,
        version=event.version,
        needed_by_us=event.needed_by_us,
        changed_us=event.changed_us,
        withdrawn_us=event.withdrawn_us,
        reason=event.reason,
        asked=tuple(changed.get(one.party, one) for one in old.asked),
    )


def _make(state: Office, command: MakeRequest, now_us: int) -> tuple[tuple[RequestEvent, ...], Request]:
    content = command.content
    _check_person(content.person)
    if content.priority is Priority.DISTRESS:
        message = "distress goes by a thread or the hotline, where it passes without an agreement"
        raise Refusal("request-invalid", message, field="priority")
    if len(content.extents) > MOST_EXTENTS:
        raise Refusal("request-invalid", f"at most {MOST_EXTENTS}", field="extents")
    check_areas(command.areas_m2, state.rules)
    _check_needed_by(state, command.needed_by_us, now_us)
    asked = asked_now(state, command.party, command.to, content.marking, command.needed_by_us, now_us)
    made = Request(command.id, command.party, 1, content, command.to, asked, command.needed_by_us, now_us, now_us)
    return _event(None, made, RequestCause.ASKED, command.party, now_us)


def _respond(
    state: Office, old: Request | None, command: Respond, now_us: int
) -> tuple[tuple[RequestEvent, ...], Request]:
    one = None if old is None else old.asked_of(command.party)
    if old is None or one is None:
        raise Refusal("not-found", f"nobody has asked you {command.id}", field="id")
    stands = one.state
    if stands is ResponseState.WITHDRAWN:
        raise Refusal("has-ended", f"{old.asker} has withdrawn it", field="id")
    repeated = command.state is stands and command.state not in (*ANSWERS, ResponseState.DECLINED)
    if repeated or (command.state is ResponseState.RECEIVED and stands is not ResponseState.SENT):
        return (), old  # what was taken note of, or is considered, is so already
    if command.state not in FOLLOWS[stands]:
        allowed = ", ".join(FOLLOWS[stands]) or "nothing more"
        raise Refusal("transition-not-allowed", f"it is {stands}; what may follow is {allowed}", field="state")
    _check_person(command.person)
    if len(one.steps) >= MOST_STEPS:
        raise Refusal("request-invalid", f"at most {MOST_STEPS} answers to one request", field="id")
    if command.state in ANSWERS and not command.body and not command.reports:
        raise Refusal("request-invalid", "an answer has words, or reports, or both", field="text")
    if len(command.reason) > LONGEST_TEXT:
        raise Refusal("request-invalid", f"a reason has at most {LONGEST_TEXT:,} characters", field="reason")
    step = Step(
        command.state,
        now_us,
        command.person,
        command.reason,
        command.body,
        command.language,
        (command.marking or old.content.marking) if command.body else None,
        _reports_held(state, old.asker, command),
    )
    said = msgspec.structs.replace(one, steps=(*one.steps, step), changed_us=now_us)
    made = msgspec.structs.replace(old, asked=tuple(said if each is one else each for each in old.asked))
    return _event(old, passing(state, made, now_us), RequestCause.RESPONDED, command.party, now_us)


def _reports_held(state: Office, asker: str, command: Respond) -> tuple[ReportHeld, ...]:
    """Reports of one's own, in the versions that the asker holds."""
    if len(command.reports) > MOST_REPORTS or len(set(command.reports)) != len(command.reports):
        raise Refusal("request-invalid", f"at most {MOST_REPORTS}, each once", field="reports")
    found = []
    for i, report_id in enumerate(command.reports):
        report = state.reports.get(report_id)
        given = None if report is None or report.owner != command.party else report.given_to(asker)
        if given is None or given.withdrawn_us:
            message = "no report of yours that the asker holds; release it to them first"
            raise Refusal("not-found", message, field=f"reports[{i}]")
        found.append(ReportHeld(report_id, given.version))
    return tuple(found)


def _check_person(person: str) -> None:
    check_name(person, "request-invalid", "person")
    if not person.strip():
        raise Refusal("request-invalid", "name the person who says so", field="person")


def _check_needed_by(state: Office, needed_by_us: int, now_us: int) -> None:
    if not now_us < needed_by_us <= now_us + state.rules.max_ahead_us:
        raise Refusal("request-invalid", "it is needed by a time that is to come, within a year", field="needed_by")


def _overdue(request: Request, now_us: int) -> Request:
    """Each side is told once, as far as it knows how the request stands."""
    asked = []
    for one in request.asked:
        if not one.overdue_us and one.is_overdue(now_us):
            one = msgspec.structs.replace(one, overdue_us=now_us, changed_us=now_us)
        if not one.missed_us and request.misses(one, now_us):
            one = msgspec.structs.replace(one, missed_us=now_us)
        asked.append(one)
    missed = any(new.missed_us != old.missed_us for new, old in zip(asked, request.asked, strict=True))
    return msgspec.structs.replace(request, asked=tuple(asked), changed_us=now_us if missed else request.changed_us)


def _cause_by_clock(old: Request, made: Request) -> RequestCause:
    overdue = any(
        new.overdue_us > before.overdue_us or new.missed_us > before.missed_us
        for new, before in zip(made.asked, old.asked, strict=True)
    )
    return RequestCause.OVERDUE if overdue else RequestCause.PASSED


def _event(
    old: Request | None, made: Request, cause: RequestCause, by: str, now_us: int
) -> tuple[tuple[RequestEvent, ...], Request]:
    """Told to the asker and to each party that was asked: to each what is new to it, and nothing of the others."""
    before: dict[str, Asked] = {} if old is None else {one.party: one for one in old.asked}
    told: dict[str, dict[str, None]] = {}

    def tell(why: str, party: str) -> None:
        told.setdefault(why, {})[party] = None

    if by == made.asker:
        tell(cause, made.asker)
    tells_of: list[str] = []
    for one in made.asked:
        was = before.get(one.party)
        if was is None:
            tell(RequestCause.ASKED, one.party)
            continue
        if one.told != was.told:
            tells_of.append(one.steps[-1].state)
        if len(one.steps) != len(was.steps):
            tell(one.steps[-1].state, one.party)
        if one.withdrawn_us != was.withdrawn_us:
            tell(RequestCause.WITHDRAWN, one.party)
        if one.needed_by_us != was.needed_by_us:
            tell(RequestCause.CHANGED, one.party)
        if one.overdue_us > was.overdue_us:
            tell(RequestCause.OVERDUE, one.party)
        if one.missed_us > was.missed_us:
            tell(RequestCause.OVERDUE, made.asker)
    urgent = made.content.priority is Priority.URGENT
    tells = [
        Tell(tuple(to), Subject.REQUEST, made.id, str(why), now_us, _priority(why, urgent=urgent))
        for why, to in told.items()
    ]
    # An answer of each: the asker's feed says so as often as somebody has said something.
    tells += [Tell((made.asker,), Subject.REQUEST, made.id, str(why), now_us, _priority(why, urgent=urgent))
              for why in tells_of]  # fmt: skip
    if old is None:
        return (RequestPut(made, cause, by, tuple(tells)),), made
    moved = RequestMoved(
        made.id,
        cause,
        by,
        made.version,
        made.needed_by_us,
        made.changed_us,
        tuple(one for one in made.asked if one != before[one.party]),
        made.withdrawn_us,
        made.reason,
        tuple(tells),
    )
    return (moved,), made


def _priority(why: str, *, urgent: bool) -> Priority:
    return Priority.URGENT if urgent or why == RequestCause.OVERDUE else Priority.ROUTINE
