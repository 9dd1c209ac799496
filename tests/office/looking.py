"""All that a party can get out of an office by looking, asking and trying, as one text: to be searched for what it
should not hold, and to be compared with what another office answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tansiq.office import agreements, channels, machine, notices, operations, receipts, threads
from tansiq.office.entities import Agreement
from tansiq.office.feed import Subject, read_feed
from tansiq.office.holding import seen_notice
from tansiq.office.kinds import OperationState, Priority, ThingKind
from tansiq.office.operations import InConflict
from tansiq.office.picture import Picture, Sighted, view
from tansiq.office.planning import Conflict, Plan, outlook
from tansiq.office.refusals import Refusal
from tansiq.office.saying import Saying
from tansiq.office.state import Office
from tansiq.office.talk import About
from tansiq.office.things import Addressee, Card, Content, Precision
from tansiq.office.visibility import Eyes, seen
from tansiq.volumes import Circle, Volume, footprint

DAY_US = 86_400_000_000


def everything(
    state: Office, viewer: str, now_us: int, ids: Iterable[str], probes: Sequence[tuple[ThingKind, Volume]],
    *, changes: bool = False,
) -> str:  # fmt: skip
    """Whatever identifiers the viewer has learnt or guessed (`ids`), and whatever it plans (`probes`)."""
    lines: list[str] = []
    for thing_id in sorted(ids):
        answers = _of_one(state, viewer, now_us, thing_id)
        # An identifier that is only said back tells nothing.
        lines += [f"{what}: {answer}".replace(thing_id, "<asked for>") for what, answer in answers]
    picture = Picture(Eyes(state, viewer, now_us))
    whole = [volume for _, volume in probes]
    shown = {_sighted(thing) for thing in picture.near(whole, 5_000.0, 1_000.0, 3_600_000_000) if _is_met(thing)}
    lines += sorted(shown)
    for kind, volume in probes:
        found = outlook(state, Plan(viewer, kind, (volume,)), now_us, with_changes=changes)
        lines += [f"{kind} meets {_conflict(conflict)}" for conflict in found.conflicts]
        lines += [f"{kind}, exists: {found.exists}, changes: {found.changes}"]
        lines += [f"plans {kind}: {answer}" for answer in _planned(state, viewer, now_us, kind, volume)]
        for owner in sorted(state.parties):
            if owner != viewer:
                lines.append(f"{kind} of {owner} there: {seen(state, viewer, owner, kind, (volume,), now_us)}")
    lines += [f"thread: {line}" for line in _threads(state, viewer, now_us)]
    page = read_feed(state, viewer, 0, 10_000)
    lines += [f"feed: {page.last} {told}" for told in page.items]
    return "\n".join(lines)


def _is_met(thing: Sighted) -> bool:
    """`Picture.near` gives candidates, and shows them to nobody; what is seen whole may be shown here."""
    return thing.margin_m == 0.0 and not thing.coarse


def _of_one(state: Office, viewer: str, now_us: int, thing_id: str) -> Iterator[tuple[str, str]]:
    operation = state.operations.get(thing_id)
    shown = None if operation is None else view(state, operation, viewer, now_us)
    yield "operation", _sighted(shown)
    picture = Picture(Eyes(state, viewer, now_us))
    for table in ("operation", "notice", "intent", "constraint"):
        if thing_id in getattr(state, f"{table}s"):
            yield f"look at {table}", _sighted(picture.look(table, thing_id))
        else:
            yield f"look at {table}", _sighted(None)
    try:
        yield "notice", repr(seen_notice(state, thing_id, viewer, now_us))
    except Refusal as refusal:
        yield "notice", _refused(refusal)
    somewhere = _somewhere(now_us)
    saying = Saying("m", "hello", priority=Priority.DISTRESS)
    card = Card("mine")
    content = Content(ThingKind.SITE, card, (somewhere,))
    tries: tuple[machine.AnyCommand, ...] = (
        operations.PutOperation(
            viewer, thing_id, 1, ThingKind.AIRCRAFT, OperationState.ACCEPTED, card, (somewhere,), (1.0,)
        ),
        operations.SetOperationState(viewer, thing_id, 1, OperationState.ENDED),
        notices.PutNotice(
            viewer,
            thing_id,
            1,
            content,
            (1.0,),
            (Addressee("other", Precision.EXACT),),
            False,
            now_us + DAY_US,
            "a",
            "b",
        ),
        notices.WithdrawNotice(viewer, thing_id, 1, "why"),
        notices.RenewNotice(viewer, thing_id, 1, now_us + DAY_US),
        notices.ReaddressNotice(viewer, thing_id, 1, (Addressee("other", Precision.EXACT),)),
        receipts.AcknowledgeNotice(viewer, thing_id, 99, "somebody"),
        receipts.PassOn(viewer, thing_id, 99, "somebody", "unit", now_us),
        threads.Say(viewer, thing_id, saying),
        threads.Acknowledge(viewer, thing_id, 1, "somebody"),
        threads.CloseThread(viewer, thing_id, "summary"),
        agreements.Sign(viewer, thing_id, "somebody", "digest"),
        agreements.End(viewer, thing_id, "why"),
        channels.TestChannel(viewer, thing_id, "t"),
        *(
            threads.OpenThread(viewer, "a new thread", ("other",), "title", saying, (About(subject, thing_id, owner),))
            for subject in (Subject.OPERATION, Subject.NOTICE, Subject.AGREEMENT)
            for owner in ("army", "other")
        ),
    )
    for command in tries:
        yield type(command).__name__, _tried(state, command, now_us)


def _somewhere(now_us: int) -> Volume:
    circle = Circle(-40.0, -120.0, 100.0)
    return Volume(circle, 0.0, 100.0, now_us, now_us + 3_600_000_000, footprint(circle).cells)


def _planned(state: Office, viewer: str, now_us: int, kind: ThingKind, volume: Volume) -> Iterator[str]:
    for reason in ("", "because"):
        command = operations.PutOperation(
            viewer, "a new one", 0, kind, OperationState.ACCEPTED, Card("mine"), (volume,), (1.0,), reason=reason
        )
        yield _tried(state, command, now_us)


def _tried(state: Office, command: machine.AnyCommand, now_us: int) -> str:
    """What its sender is told. Of the events, those who wrote them in the journal know; the viewer learns of what it
    may see by its feed and threads."""
    try:
        events, reply = machine.decide(state, command, now_us)
    except Refusal as refusal:
        return _refused(refusal)
    said = [
        (event.message.text, event.message.priority, event.message.awaited, event.message.due_us)
        for event in events
        if isinstance(event, threads.ThreadSaid)
    ]
    text = f"taken, {len(events)} events, said {said}"
    if isinstance(reply, operations.OperationChanged):
        meets = [_conflict(conflict) for conflict in reply.conflicts]
        text += f", {reply.operation.planned_over}, meets {meets}, exists {reply.exists}"
    return text


def _refused(refusal: Refusal) -> str:
    text = f"refused {refusal.code} {refusal.field} {refusal.message}"
    if isinstance(refusal, InConflict):
        text += "".join(f"\n  {_conflict(conflict)}" for conflict in refusal.conflicts)
    return text


def _conflict(conflict: Conflict) -> str:
    rest = (
        conflict.rule, conflict.under, conflict.gap, conflict.lat, conflict.lng, conflict.start_us, conflict.end_us,
        conflict.binding, conflict.may_plan_over,
    )  # fmt: skip
    return f"{_sighted(conflict.other)} {rest}"


def _sighted(thing: Sighted | None) -> str:
    if thing is None:
        return "nothing"
    under: Agreement | None = thing.agreement
    return repr((thing.owner, thing.kind, thing.id, thing.sight, under and under.id, thing.extents, thing.margin_m,
                 thing.title, thing.coarse))  # fmt: skip


def _threads(state: Office, viewer: str, now_us: int) -> Iterator[str]:
    for thread_id in sorted(state.threads):
        try:
            thread = threads.thread_of(state, thread_id, viewer)
        except Refusal:
            continue
        about = threads.about_seen(state, thread, viewer, now_us)
        yield repr((thread.id, thread.parties, thread.title, thread.under, about, thread.messages, thread.summary))
