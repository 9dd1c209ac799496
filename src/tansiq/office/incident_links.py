"""What an incident may be linked to: what a party sees it may link, and it is shown a link only to what it may see
itself, or could see when it was linked. What is unseen does not exist."""

from __future__ import annotations

from tansiq.office.incident import Link, LinkKind
from tansiq.office.reported import holds
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes


def sees(state: Office, link: Link, eyes: Eyes) -> bool:
    """Whether there is such a thing, and the viewer may know of it."""
    match link.kind:
        case LinkKind.OPERATION:
            operation = state.operations.get(link.id)
            return operation is not None and bool(eyes.sight(operation.owner, operation.kind, operation.extents)[0])
        case LinkKind.NOTICE:
            notice = state.notices.get(link.id)
            return notice is not None and (notice.owner == eyes.viewer or notice.given_to(eyes.viewer) is not None)
        case LinkKind.THREAD:
            thread = state.threads.get(link.id)
            return thread is not None and eyes.viewer in thread.parties
        case LinkKind.REPORT:
            report = state.reports.get(link.id)
            return report is not None and bool(holds(report, eyes.viewer))
        case LinkKind.REQUEST:
            request = state.requests.get(link.id)
            return request is not None and (request.asker == eyes.viewer or request.asked_of(eyes.viewer) is not None)
        case LinkKind.QUIET_PERIOD:
            period = state.quiet.get(link.id)
            return period is not None and eyes.viewer in period.parties


def seen_by(state: Office, link: Link, parties: tuple[str, ...], now_us: int) -> tuple[str, ...]:
    """Who of these may see what is linked."""
    return tuple(party for party in parties if sees(state, link, Eyes(state, party, now_us)))
