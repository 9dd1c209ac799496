"""What may be talked about and linked to: a party may name a thing that it may know of, and is shown what others named
as far as it may know of that. What is unseen does not exist."""

from __future__ import annotations

from tansiq.office.feed import Subject
from tansiq.office.reported import holds
from tansiq.office.requested import may_see
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes


def owner_known(state: Office, eyes: Eyes, subject: Subject, thing_id: str) -> str | None:
    """Whose a thing is, "" if it belongs to all who take part in it. None if there is none of which the viewer may
    know."""
    viewer = eyes.viewer
    match subject:
        case Subject.OPERATION:
            operation = state.operations.get(thing_id)
            if operation is not None and eyes.sight(operation.owner, operation.kind, operation.extents)[0]:
                return operation.owner
        case Subject.NOTICE:
            notice = state.notices.get(thing_id)
            if notice is not None and (notice.owner == viewer or notice.given_to(viewer) is not None):
                return notice.owner
        case Subject.REPORT:
            report = state.reports.get(thing_id)
            if report is not None and holds(report, viewer):
                return report.owner
        case Subject.REQUEST:
            request = state.requests.get(thing_id)
            if request is not None and may_see(request, viewer):
                return request.asker
        case Subject.AGREEMENT:
            agreement = state.agreements.get(thing_id)
            if agreement is not None and viewer in agreement.parties:
                return ""
        case Subject.INCIDENT:
            incident = state.incidents.get(thing_id)
            if incident is not None and viewer in incident.parties:
                return ""
        case Subject.QUIET_PERIOD:
            period = state.quiet.get(thing_id)
            if period is not None and viewer in period.parties:
                return ""
        case Subject.THREAD:
            thread = state.threads.get(thing_id)
            if thread is not None and viewer in thread.parties:
                return ""
    return None
