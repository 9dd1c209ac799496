"""The office's state: what is there now, and the indexes that find it. Only `evolve` changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tansiq.office.deadlines import Deadlines
from tansiq.office.entities import (
    Agreement,
    Availability,
    AvailabilityState,
    Constraint,
    Intent,
    Invitation,
    Party,
    SpentOvn,
    Subscription,
)
from tansiq.office.feed import Told
from tansiq.office.incident_table import IncidentTable
from tansiq.office.index import Index
from tansiq.office.information import Report, is_public
from tansiq.office.kinds import OperationState, ThingKind
from tansiq.office.log_record import LogRecord
from tansiq.office.quiet_table import QuietTable
from tansiq.office.request_table import RequestTable
from tansiq.office.rules import DAY_US, Rules
from tansiq.office.talk import About, Channel, Message, Thread, looked_at_us, tested_every_us
from tansiq.office.tallies import Tally, changed
from tansiq.office.things import Notice, Operation
from tansiq.office.timeline import Timeline

if TYPE_CHECKING:
    from tansiq.office.dayplans import Issues
    from tansiq.office.erased import Erased, Key
    from tansiq.office.erasure_orders import ErasureOrder


_Name = TypeVar("_Name", str, About)
_Key = TypeVar("_Key", str, tuple[str, str])


class Office:
    """The shared picture. The tables are the state; everything below them follows from them."""

    __slots__ = (
        "agreements",
        "agreements_of",
        "availability",
        "channel_deadlines",
        "channels",
        "channels_set_us",
        "conflict_threads",
        "constraint_deadlines",
        "constraint_index",
        "constraints",
        "day_plans",
        "dependents",
        "erased",
        "erasures",
        "errands",
        "feeds",
        "incidents",
        "intent_deadlines",
        "intent_index",
        "intents",
        "invitations",
        "log",
        "notice_deadlines",
        "notice_index",
        "notices",
        "notices_waiting",
        "operation_deadlines",
        "operation_index",
        "operations",
        "operations_of",
        "parties",
        "quiet",
        "reports",
        "reports_by",
        "reports_for",
        "reports_of",
        "reports_on",
        "reports_public",
        "reports_waiting",
        "requests",
        "rules",
        "spent_deadlines",
        "spent_ovns",
        "subscription_deadlines",
        "subscription_index",
        "subscriptions",
        "tallies",
        "thread_deadlines",
        "threads",
        "threads_of",
        "to_meet",
        "told_last",
    )

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.intents: dict[str, Intent] = {}
        self.constraints: dict[str, Constraint] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.availability: dict[str, Availability] = {}
        self.spent_ovns: dict[str, SpentOvn] = {}
        self.parties: dict[str, Party] = {}
        self.invitations: dict[str, Invitation] = {}
        self.agreements: dict[str, Agreement] = {}
        self.operations: dict[str, Operation] = {}
        self.notices: dict[str, Notice] = {}
        self.threads: dict[str, Thread] = {}
        self.reports: dict[str, Report] = {}
        self.requests = RequestTable()
        self.incidents = IncidentTable()
        self.quiet = QuietTable()
        self.log = LogRecord()
        self.day_plans: dict[str, Issues] = {}
        self.feeds: dict[str, list[Told]] = {}
        self.told_last: dict[str, int] = {}
        self.erasures: dict[str, ErasureOrder] = {}
        """Orders to erase."""
        self.erased: dict[Key, Erased] = {}
        """Of what is still here: what was taken out, and on what ground."""
        self.errands: dict[str, dict[str, None]] = {}
        """Keys of errands that were done, by party, the oldest first."""
        self.agreements_of: dict[str, set[str]] = {}
        self.to_meet: dict[str, str] = {}
        """Agreements for which what was planned before has not all been looked at, and how far; see `meetings`."""
        self.operations_of: dict[str, set[str]] = {}
        self.tallies: dict[str, Tally] = {}
        """Of the messages of each thread."""
        self.threads_of: dict[str, set[str]] = {}
        self.conflict_threads: dict[About, set[str]] = {}
        """The threads that the office opened about a thing that is too near to another."""
        self.operation_index = Index()
        self.notice_index = Index()
        self.intent_index = Index()
        self.constraint_index = Index()
        self.subscription_index = Index()
        self.dependents: dict[str, set[str]] = {}
        self.intent_deadlines = Deadlines()
        self.constraint_deadlines = Deadlines()
        self.subscription_deadlines = Deadlines()
        self.spent_deadlines = Deadlines()
        self.notices_waiting: set[str] = set()
        self.reports_of: dict[str, Timeline] = {}
        """Each party's own, by when they were released first."""
        self.reports_for: dict[str, Timeline] = {}
        """What each party may see, by when it was last given to it."""
        self.reports_by: dict[tuple[str, str], Timeline] = {}
        """The same, of one owner's: by reader and owner."""
        self.reports_on: dict[str, set[str]] = {}
        """The reports that speak of a report."""
        self.reports_public = Timeline()
        """Those that anybody may read, by when they last changed."""
        self.reports_waiting: set[str] = set()
        self.channels: dict[str, Channel] = {}
        self.channel_deadlines = Deadlines()
        self.channels_set_us = 0
        """When the hour of a test was last set, as far as it tells: before that, the clock has been set back."""
        self.operation_deadlines = Deadlines()
        self.notice_deadlines = Deadlines()
        self.thread_deadlines = Deadlines()

    def is_down(self, party: str) -> bool:
        """Whether an arbiter has marked the party as down."""
        known = self.availability.get(party)
        return known is not None and known.state is AvailabilityState.DOWN

    def intent(self, intent_id: str, now_us: int) -> Intent | None:
        """The intent, unless it has ended."""
        found = self.intents.get(intent_id)
        return found if found is not None and found.end_us > now_us else None

    def constraint(self, constraint_id: str, now_us: int) -> Constraint | None:
        """The constraint, unless it has ended."""
        found = self.constraints.get(constraint_id)
        return found if found is not None and found.end_us > now_us else None

    def subscription(self, subscription_id: str, now_us: int) -> Subscription | None:
        """The subscription, unless it has ended."""
        found = self.subscriptions.get(subscription_id)
        return found if found is not None and found.end_us > now_us else None

    def dependents_of(self, subscription_id: str, now_us: int) -> list[Intent]:
        """The intents that rest on a subscription and have not ended, in the order of their ids."""
        found = (self.intent(intent_id, now_us) for intent_id in sorted(self.dependents.get(subscription_id, ())))
        return [intent for intent in found if intent is not None]

    # What follows is for `evolve` alone: the tables with all that depends on them.

    def keep_intent(self, intent: Intent) -> None:
        """Puts an intent into the place of its older version."""
        old = self.intents.get(intent.id)
        if old is not None:
            self._unlink_intent(old)
        self.intents[intent.id] = intent
        self.intent_index.add(intent.id, intent.extents, (intent.manager, ThingKind.DRONE))
        if intent.subscription_id is not None:
            self.dependents.setdefault(intent.subscription_id, set()).add(intent.id)
        self.intent_deadlines.add(intent.id, intent.end_us)

    def drop_intent(self, intent_id: str) -> None:
        """Forgets an intent."""
        self._unlink_intent(self.intents.pop(intent_id))

    def _unlink_intent(self, old: Intent) -> None:
        self.intent_deadlines.discard(old.id, old.end_us)
        self.intent_index.remove(old.id)
        if old.subscription_id is not None:
            dependents = self.dependents[old.subscription_id]
            dependents.discard(old.id)
            if not dependents:
                del self.dependents[old.subscription_id]

    def keep_constraint(self, constraint: Constraint) -> None:
        """Puts a constraint into the place of its older version."""
        old = self.constraints.get(constraint.id)
        if old is not None:
            self.constraint_deadlines.discard(old.id, old.end_us)
            self.constraint_index.remove(old.id)
        self.constraints[constraint.id] = constraint
        self.constraint_index.add(constraint.id, constraint.extents, (constraint.manager, ThingKind.CONSTRAINT))
        self.constraint_deadlines.add(constraint.id, constraint.end_us)

    def drop_constraint(self, constraint_id: str) -> None:
        """Forgets a constraint."""
        old = self.constraints.pop(constraint_id)
        self.constraint_deadlines.discard(old.id, old.end_us)
        self.constraint_index.remove(old.id)

    def keep_subscription(self, subscription: Subscription) -> None:
        """Puts a subscription into the place of its older version."""
        old = self.subscriptions.get(subscription.id)
        self.subscriptions[subscription.id] = subscription
        if old is not None:
            self.subscription_deadlines.discard(old.id, old.end_us)
            self.subscription_index.remove(old.id)
        self.subscription_index.add(subscription.id, subscription.extents)
        self.subscription_deadlines.add(subscription.id, subscription.end_us)

    def drop_subscription(self, subscription_id: str) -> None:
        """Forgets a subscription."""
        old = self.subscriptions.pop(subscription_id)
        self.subscription_deadlines.discard(old.id, old.end_us)
        self.subscription_index.remove(old.id)

    def keep_spent_ovn(self, spent: SpentOvn) -> None:
        """An OVN has been given on request."""
        self.spent_ovns[spent.ovn] = spent
        self.spent_deadlines.add(spent.ovn, spent.until_us)

    def drop_spent_ovn(self, ovn: str) -> None:
        """An OVN cannot be requested again."""
        self.spent_deadlines.discard(ovn, self.spent_ovns.pop(ovn).until_us)

    def keep_agreement(self, agreement: Agreement) -> None:
        """Puts an agreement into the place of its older version. Its parties never change."""
        self._unlink_channel(agreement.id)
        self.agreements[agreement.id] = agreement
        self._link_channel(agreement.id)
        for party in agreement.parties:
            self.agreements_of.setdefault(party, set()).add(agreement.id)

    def drop_agreement(self, agreement_id: str) -> None:
        """Forgets an agreement."""
        self._unlink_channel(agreement_id)
        for party in self.agreements.pop(agreement_id).parties:
            self.agreements_of[party].discard(agreement_id)
            if not self.agreements_of[party]:
                del self.agreements_of[party]

    def keep_channel(self, channel: Channel) -> None:
        """How the tests of a channel stand now."""
        self._unlink_channel(channel.agreement)
        self.channels[channel.agreement] = channel
        self._link_channel(channel.agreement)
        agreement = self.agreements.get(channel.agreement)
        if agreement is not None and agreement.terms is not None and channel.next_us > agreement.terms.start_us:
            self.channels_set_us = max(self.channels_set_us, channel.next_us - tested_every_us(agreement.terms))

    def drop_channel(self, agreement_id: str) -> None:
        """Forgets a channel's tests."""
        self._unlink_channel(agreement_id)
        del self.channels[agreement_id]
        self._link_channel(agreement_id)

    def _link_channel(self, agreement_id: str) -> None:
        if (look_us := self._channel_looked_at_us(agreement_id)) is not None:
            self.channel_deadlines.add(agreement_id, look_us)

    def _unlink_channel(self, agreement_id: str) -> None:
        if (look_us := self._channel_looked_at_us(agreement_id)) is not None:
            self.channel_deadlines.discard(agreement_id, look_us)

    def _channel_looked_at_us(self, agreement_id: str) -> int | None:
        agreement = self.agreements.get(agreement_id)
        return None if agreement is None else looked_at_us(agreement, self.channels.get(agreement_id))

    def keep_operation(self, operation: Operation) -> None:
        """Puts an operation into the place of its older version. What has ended is in the way of nothing."""
        if operation.id in self.operations:
            self._unlink_operation(self.operations[operation.id])
        self.operations[operation.id] = operation
        self.operations_of.setdefault(operation.owner, set()).add(operation.id)
        self.operation_deadlines.add(operation.id, _operation_due_us(operation))
        if operation.state is not OperationState.ENDED:
            self.operation_index.add(operation.id, operation.extents_ever, (operation.owner, operation.kind))

    def drop_operation(self, operation_id: str) -> None:
        """Forgets an operation."""
        self._unlink_operation(self.operations.pop(operation_id))

    def _unlink_operation(self, old: Operation) -> None:
        self.operation_deadlines.discard(old.id, _operation_due_us(old))
        _take_out(self.operations_of, old.owner, old.id)
        if old.state is not OperationState.ENDED:
            self.operation_index.remove(old.id)

    def keep_notice(self, notice: Notice, *, waits: bool) -> None:
        """Puts a notice into the place of its older version. It is found by all extents that somebody holds."""
        if notice.id in self.notices:
            self._unlink_notice(self.notices[notice.id])
        self.notices[notice.id] = notice
        self.notice_index.add(notice.id, [v for _, content in notice.contents for v in content.extents])
        self.notice_deadlines.add(notice.id, notice.next_us)
        if waits:
            self.notices_waiting.add(notice.id)

    def drop_notice(self, notice_id: str) -> None:
        """Forgets a notice."""
        self._unlink_notice(self.notices.pop(notice_id))

    def _unlink_notice(self, old: Notice) -> None:
        self.notice_deadlines.discard(old.id, old.next_us)
        self.notice_index.remove(old.id)
        self.notices_waiting.discard(old.id)

    def keep_report(self, report: Report, *, waits: bool) -> None:
        """Puts a report into the place of its older version."""
        if report.id in self.reports:
            self._unlink_report(self.reports[report.id])
        self.reports[report.id] = report
        self.reports_of.setdefault(report.owner, Timeline()).add(report.id, report.made_us)
        for party, at_us in _given_times(report):
            self.reports_for.setdefault(party, Timeline()).add(report.id, at_us)
            self.reports_by.setdefault((party, report.owner), Timeline()).add(report.id, at_us)
        for other in _spoken_of(report):
            self.reports_on.setdefault(other, set()).add(report.id)
        if is_public(report):
            self.reports_public.add(report.id, report.public_us)
        if waits:
            self.reports_waiting.add(report.id)

    def drop_report(self, report_id: str) -> None:
        """Forgets a report."""
        self._unlink_report(self.reports.pop(report_id))

    def _unlink_report(self, old: Report) -> None:
        _take_from(self.reports_of, old.owner, old.id, old.made_us)
        for party, at_us in _given_times(old):
            _take_from(self.reports_for, party, old.id, at_us)
            _take_from(self.reports_by, (party, old.owner), old.id, at_us)
        for other in _spoken_of(old):
            _take_out(self.reports_on, other, old.id)
        self.reports_public.discard(old.id, old.public_us)
        self.reports_waiting.discard(old.id)

    def keep_thread(self, thread: Thread) -> None:
        """Puts a thread into the place of its older version. What has not changed of it is not looked at."""
        old = self.threads.get(thread.id)
        before = () if old is None else old.parties
        for party in before:
            if party not in thread.parties:
                _take_out(self.threads_of, party, thread.id)
        for party in thread.parties:
            if party not in before:
                self.threads_of.setdefault(party, set()).add(thread.id)
        for about in thread.about if thread.between_things and old is None else ():
            self.conflict_threads.setdefault(about, set()).add(thread.id)
        self.threads[thread.id] = thread
        self._count(thread.id, () if old is None else old.messages, thread.messages)

    def drop_thread(self, thread_id: str) -> None:
        """Forgets a thread."""
        old = self.threads.pop(thread_id)
        for party in old.parties:
            _take_out(self.threads_of, party, thread_id)
        for about in old.about if old.between_things else ():
            _take_out(self.conflict_threads, about, thread_id)
        self._count(thread_id, old.messages, ())
        del self.tallies[thread_id]

    def _count(self, thread_id: str, before: tuple[Message, ...], after: tuple[Message, ...]) -> None:
        tally = self.tallies.setdefault(thread_id, Tally())
        for gone, new in changed(before, after):
            if gone is not None:
                tally.discard(gone)
                if gone.next_us:
                    self.thread_deadlines.discard(f"{thread_id}/{gone.number}", gone.next_us)
            if new is not None:
                tally.add(new)
                if new.next_us:
                    self.thread_deadlines.add(f"{thread_id}/{new.number}", new.next_us)


def _given_times(report: Report) -> list[tuple[str, int]]:
    """Who may see something of it, and when that last changed for them."""
    return [
        (report.owner, report.changed_us),
        *((held.party, held.withdrawn_us or held.at_us) for held in report.given),
    ]


def _spoken_of(report: Report) -> set[str]:
    return {relation.report for _, content in report.contents for relation in content.relations}


def _operation_due_us(operation: Operation) -> int:
    """When it ends by the clock; of what has ended, when it ended: it is forgotten a while after."""
    return operation.changed_us + DAY_US if operation.state is OperationState.ENDED else operation.gone_us


def _take_from(timelines: dict[_Key, Timeline], key: _Key, name: str, at_us: int) -> None:
    timelines[key].discard(name, at_us)
    if not timelines[key]:
        del timelines[key]


def _take_out(groups: dict[_Name, set[str]], name: _Name, member: str) -> None:
    groups[name].discard(member)
    if not groups[name]:
        del groups[name]
