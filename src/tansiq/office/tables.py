"""What a snapshot of the office holds: the tables of its state, and how each row is put back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec.structs import force_setattr

from tansiq.journal.tables import Table
from tansiq.office import asking, erasures, errands, feed, giving, meetings, releasing
from tansiq.office.asked import Request
from tansiq.office.dayplans import Issues
from tansiq.office.entities import (
    Agreement,
    Availability,
    Constraint,
    Intent,
    Invitation,
    Party,
    SpentOvn,
    Subscription,
)
from tansiq.office.erased import Erased
from tansiq.office.erasure_orders import ErasureOrder
from tansiq.office.errands import Errands
from tansiq.office.feed import Feed
from tansiq.office.incident import Incident
from tansiq.office.information import Report
from tansiq.office.log_record import LogRecord
from tansiq.office.meetings import ToMeet
from tansiq.office.quiet_period import QuietPeriod
from tansiq.office.state import Office
from tansiq.office.talk import Channel, Thread
from tansiq.office.things import Notice, Operation

SNAPSHOT_FORMAT = 14
Managed: TypeAlias = Intent | Constraint | Subscription


def _sharing(keep: Callable[[Office, Any], None]) -> Callable[[Office, Managed], None]:
    """Keeps strings that repeat once: a million intents have a few managers."""

    def keep_sharing(state: Office, row: Managed) -> None:
        # It is frozen for everybody else; nobody has seen it yet, and a copy of a million costs seconds.
        force_setattr(row, "manager", sys.intern(row.manager))
        force_setattr(row, "uss_base_url", sys.intern(row.uss_base_url))
        keep(state, row)

    return keep_sharing


def _keep_log(state: Office, record: LogRecord) -> None:
    state.log = record


TABLES: tuple[Table[Office], ...] = (
    Table("intents", Intent, _sharing(Office.keep_intent)),
    Table("constraints", Constraint, _sharing(Office.keep_constraint)),
    Table("subscriptions", Subscription, _sharing(Office.keep_subscription)),
    Table("availability", Availability, lambda state, said: state.availability.update({said.party: said})),
    Table("spent_ovns", SpentOvn, Office.keep_spent_ovn),
    Table("parties", Party, lambda state, party: state.parties.update({party.id: party})),
    Table("invitations", Invitation, lambda state, sent: state.invitations.update({sent.id: sent})),
    Table("agreements", Agreement, Office.keep_agreement),
    Table("to_meet", ToMeet, meetings.keep, meetings.rows),
    Table("operations", Operation, Office.keep_operation),
    Table("notices", Notice, lambda state, notice: state.keep_notice(notice, waits=giving.waits(notice))),
    Table("threads", Thread, Office.keep_thread),
    Table("reports", Report, lambda state, report: state.keep_report(report, waits=bool(releasing.waiting(report)))),
    Table(
        "requests",
        Request,
        lambda state, request: state.requests.keep(request, waits=bool(asking.waiting(request))),
        lambda state: state.requests.rows(),
    ),
    Table(
        "incidents",
        Incident,
        lambda state, incident: state.incidents.keep(incident),
        lambda state: state.incidents.rows(),
    ),
    Table(
        "quiet_periods",
        QuietPeriod,
        lambda state, period: state.quiet.keep(period),
        lambda state: state.quiet.rows(),
    ),
    Table("log", LogRecord, _keep_log, lambda state: (state.log,)),
    Table("channels", Channel, Office.keep_channel),
    Table("day_plans", Issues, lambda state, issues: state.day_plans.update({issues.party: issues})),
    Table("feeds", Feed, feed.keep, feed.rows),
    Table("erasures", ErasureOrder, lambda state, order: state.erasures.update({order.id: order})),
    Table("erased", Erased, lambda state, one: state.erased.update({(one.subject, one.id): one}), erasures.rows),
    Table("errands", Errands, errands.keep, errands.rows),
)
