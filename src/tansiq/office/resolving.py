"""What the office says when a conflict of which it spoke is over: a thing was changed, has ended, was withdrawn.

Whether it is over is decided by what each side may see of the other's, as it was decided that there was one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tansiq.office.feed import Subject
from tansiq.office.kinds import MessageKind
from tansiq.office.picture import Picture, Sighted, held_notice, view
from tansiq.office.planning import conflicts_with
from tansiq.office.saying import office_message
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.talk import About, Finding, Report, Thread
from tansiq.office.terms import Sight
from tansiq.office.things import Notice, Operation
from tansiq.office.threads import ThreadSaid, said_in
from tansiq.office.visibility import Eyes
from tansiq.office.warnings import plan_of, shown_plan

MOST_LOOKED_AT = 500
"""Conflicts of one thing that are looked at again when it changes."""


def resolved(
    state: Office, made: Operation | Notice, now_us: int, *, without: frozenset[str] = frozenset()
) -> Iterator[ThreadSaid]:
    """The office says in the threads about a thing, as it is now, which of its conflicts are over; but for those
    threads in which something else is said in the same breath."""
    subject = Subject.NOTICE if isinstance(made, Notice) else Subject.OPERATION
    about = About(subject, made.id, made.owner)
    found = (state.threads[thread_id] for thread_id in sorted(state.conflict_threads.get(about, ())))
    standing_ones = (thread for thread in found if thread.id not in without and _may_be_said(state, thread, now_us))
    for thread in islice(standing_ones, MOST_LOOKED_AT):
        (other,) = [one for one in thread.about if one != about] or [about]
        if _meet(state, made, other, now_us) is False:
            yield _over(thread, now_us)


def resolved_of(state: Office, thread: Thread, now_us: int) -> Iterator[ThreadSaid]:
    """The same of one thread, by what is there now."""
    if not _may_be_said(state, thread, now_us):
        return
    one, other = sorted(thread.about, key=lambda about: about.subject is Subject.NOTICE)
    operation = state.operations.get(one.id)
    if one.subject is Subject.NOTICE or (operation is not None and operation.owner != one.owner):
        operation = None
    if operation is not None:
        over = _meet(state, operation, other, now_us) is False
    else:
        over = state.intent(one.id, now_us) is None and state.constraint(one.id, now_us) is None
    if over:
        yield _over(thread, now_us)


def _may_be_said(state: Office, thread: Thread, now_us: int) -> bool:
    """Not of what is closed; and not while the channel is suspended: it is said when it is open again."""
    agreement = state.agreements.get(thread.under)
    return (
        thread.conflict_stands
        and not thread.closed_by
        and len(thread.parties) > 1
        and agreement is not None
        and standing(agreement, now_us) is Standing.IN_FORCE
    )


def _meet(state: Office, made: Operation | Notice, other: About, now_us: int) -> bool | None:
    """Whether two things are too near each other; None where neither side may see where the other's is."""
    if isinstance(made, Notice):
        operation = state.operations.get(other.id)
        return operation is not None and operation.owner == other.owner and _near_notice(state, operation, made, now_us)
    if not made.stands(now_us):
        return False
    if other.subject is Subject.NOTICE:
        notice = state.notices.get(other.id)
        return notice is not None and notice.owner == other.owner and _near_notice(state, made, notice, now_us)
    operation = state.operations.get(other.id)
    if operation is None or operation.owner != other.owner:
        return _near_announced(state, made, other, now_us)
    if not operation.stands(now_us):
        return False
    for one, another in ((made, operation), (operation, made)):
        thing = view(state, another, one.owner, now_us)
        if thing is not None and thing.sight is not Sight.EXISTS:
            plan = shown_plan(state, one, another.owner, now_us) or plan_of(one, now_us)
            return bool(conflicts_with(state, plan, thing, now_us))
    return None


def _near_notice(state: Office, operation: Operation, notice: Notice, now_us: int) -> bool:
    """As the planner of the operation holds the notice."""
    given = notice.given_to(operation.owner)
    holds = given is not None and not given.withdrawn and given.valid_until_us > now_us
    thing = held_notice(state, notice, operation.owner) if holds else None
    if thing is None or not operation.stands(now_us):
        return False
    return bool(conflicts_with(state, plan_of(operation, now_us), thing, now_us))


def _near_announced(state: Office, made: Operation, other: About, now_us: int) -> bool | None:
    picture = Picture(Eyes(state, made.owner, now_us))
    things: list[Sighted | None] = []
    if (intent := state.intent(other.id, now_us)) is not None and intent.manager == other.owner:
        things.append(picture.look("intent", other.id))
    if (closed := state.constraint(other.id, now_us)) is not None and closed.manager == other.owner:
        things.append(picture.look("constraint", other.id))
    if not things:
        return False
    seen = [thing for thing in things if thing is not None and thing.sight is not Sight.EXISTS]
    if not seen:
        return None
    plan = shown_plan(state, made, other.owner, now_us) or plan_of(made, now_us)
    return any(conflicts_with(state, plan, thing, now_us) for thing in seen)


def _over(thread: Thread, now_us: int) -> ThreadSaid:
    """It tells both sides the same: not which of the two was changed, nor how."""
    near = any(about.subject is Subject.NOTICE for about in thread.about)
    report = Report(Finding.NOTICE_FREE if near else Finding.CONFLICT_OVER)
    return said_in(thread, office_message(thread, MessageKind.RESOLVED, report, now_us))
