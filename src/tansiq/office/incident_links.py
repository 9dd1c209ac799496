"""What an incident may be linked to: what a party sees it may link, and it is shown a link only to what it may see
itself, or could see when it was linked. What is unseen does not exist."""

from __future__ import annotations

from tansiq.office.feed import Subject
from tansiq.office.incident import Link
from tansiq.office.known import owner_known
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes


def sees(state: Office, link: Link, eyes: Eyes) -> bool:
    """Whether there is such a thing, and the viewer may know of it."""
    return owner_known(state, eyes, Subject(link.kind.value), link.id) is not None


def seen_by(state: Office, link: Link, parties: tuple[str, ...], now_us: int) -> tuple[str, ...]:
    """Who of these may see what is linked."""
    return tuple(party for party in parties if sees(state, link, Eyes(state, party, now_us)))
