"""What is still awaited of a party, by when, and whom at the party a step of the ladder asks for it."""

from __future__ import annotations

from itertools import islice

from tansiq.office.entities import Contact
from tansiq.office.feed import Subject, Told
from tansiq.office.ladder import role_at
from tansiq.office.state import Office
from tansiq.office.talk import still_awaited


def awaited_by_us(state: Office, party: str, item: Told) -> int:
    """Until when the party is to acknowledge what an item of its feed is about; 0 if nothing is awaited of it."""
    match item.subject:
        case Subject.THREAD:
            return _awaited_in_thread(state, party, item.id)
        case Subject.NOTICE:
            notice = state.notices.get(item.id)
            given = None if notice is None else notice.given_to(party)
            if given is None or given.withdrawn or given.acknowledged is not None:
                return 0
            return given.due_us
    return 0


def _awaited_in_thread(state: Office, party: str, thread_id: str) -> int:
    thread, tally = state.threads.get(thread_id), state.tallies.get(thread_id)
    if thread is None or tally is None:
        return 0
    # The last are likeliest to be awaited still: no more are looked at than needed to have met as many as there are.
    awaited = (message.due_us for message in reversed(thread.messages) if party in still_awaited(message))
    return min(islice(awaited, tally.awaited[party]), default=0)


def contacts_asked(state: Office, party: str, item: Told) -> tuple[Contact, ...]:
    """Whom an escalation in the party's feed asks: its contacts of the role that the agreement's ladder names for that
    level, or, if there is none with an address, all that have one. Nobody, once nothing is awaited of the party."""
    if item.level < 2 or not awaited_by_us(state, party, item):
        return ()
    known = state.parties.get(party)
    reachable = () if known is None else tuple(contact for contact in known.profile.contacts if contact.email)
    role = _role(state, party, item)
    named = tuple(contact for contact in reachable if role and contact.role == role)
    return named or reachable


def _role(state: Office, party: str, item: Told) -> str:
    under = ""
    if item.subject is Subject.THREAD:
        under = state.threads[item.id].under
    elif (given := state.notices[item.id].given_to(party)) is not None:
        under = given.under
    agreement = state.agreements.get(under)
    return role_at(None if agreement is None else agreement.terms, item.level)
