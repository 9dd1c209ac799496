"""What each recipient of a notice holds: given as far as an agreement in force allows it, kept whatever becomes of the
channel, and brought up to date when it is open again."""

from __future__ import annotations

import msgspec

from tansiq.office import ladder
from tansiq.office.entities import Agreement
from tansiq.office.kinds import NoticeState, Priority
from tansiq.office.rules import HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import Given, Notice, Precision
from tansiq.office.visibility import Eyes
from tansiq.volumes import bounding_window

NEEDED = {Precision.EXACT: Sight.ALL, Precision.COARSE: Sight.COARSE}
"""What an agreement must let a party see of a thing, for it to be given so precisely."""


def giving(state: Office, notice: Notice, now_us: int) -> Notice:
    """The notice with each addressee given what is to be told, as far as an agreement in force allows it now. Whoever
    is addressed no longer is told that it is a recipient no longer."""
    present, content = notice.contents[-1]
    given: list[Given] = []
    addressed = {addressee.party: addressee.precision for addressee in notice.addressees}
    for party in sorted({*addressed, *(held.party for held in notice.given)}):
        held = notice.given_to(party)
        gone = notice.state is NoticeState.WITHDRAWN or party not in addressed
        precision = addressed.get(party, Precision.COARSE if held is None else held.precision)
        eyes = Eyes(state, party, now_us)
        sight, agreement = eyes.sight(notice.owner, content.kind, content.extents)
        if gone and held is not None and not content.extents and eyes.sees_any(notice.owner, content.kind):
            given.append(_gone(notice, held, now_us))  # it was erased: no agreement's area tells any more who held it
        elif sight < NEEDED[precision] or agreement is None:
            given += [held] if held is not None else []
        elif gone:
            given += [_gone(notice, held, now_us)] if held is not None else []
        elif held is not None and held.version == present and held.precision is precision and not held.withdrawn:
            given.append(msgspec.structs.replace(held, valid_until_us=notice.valid_until_us, urgent=notice.urgent))
        else:
            given.append(_given(notice, party, precision, agreement, held, now_us))
    holding = {held.version for held in given} | {present}
    contents = tuple(pair for pair in notice.contents if pair[0] in holding)
    return msgspec.structs.replace(notice, given=tuple(given), contents=contents)


def _given(
    notice: Notice, party: str, precision: Precision, agreement: Agreement, held: Given | None, now_us: int
) -> Given:
    assert agreement.terms is not None
    terms = agreement.terms
    start_us, _ = bounding_window(notice.current.extents)
    lead_h = terms.lead_times.urgent_h if notice.urgent else terms.lead_times.standard_h
    late = start_us is not None and start_us - now_us < lead_h * HOUR_US
    deadline_us = ladder.due_us(terms, Priority.URGENT if notice.urgent else Priority.ROUTINE, now_us)
    return Given(
        party=party,
        precision=precision,
        version=notice.contents[-1][0],
        at_us=now_us,
        under=agreement.id,
        late=late,
        due_us=deadline_us,
        valid_until_us=notice.valid_until_us,
        next_us=deadline_us,
        urgent=notice.urgent,
        passed_on=() if held is None else held.passed_on,
    )


def _gone(notice: Notice, held: Given, now_us: int) -> Given:
    """Whoever was taken away learns nothing of what becomes of it afterwards."""
    if held.withdrawn:
        return held
    taken_away = notice.state is not NoticeState.WITHDRAWN
    return msgspec.structs.replace(held, withdrawn=True, withdrawn_us=now_us, taken_away=taken_away, next_us=0)


def waits(notice: Notice) -> bool:
    """Whether somebody waits for news of it."""
    return bool(waiting(notice))


def waiting(notice: Notice) -> tuple[str, ...]:
    """Who does not hold all that is to be told of it, in order: addressees not the newest of it, whoever is addressed
    no longer not that it is withdrawn. Of one that has expired nothing more is told."""
    if notice.state is NoticeState.EXPIRED:
        return ()
    gone = notice.state is NoticeState.WITHDRAWN
    addressed = {addressee.party: addressee.precision for addressee in notice.addressees}
    found = {held.party for held in notice.given if not held.withdrawn and (gone or held.party not in addressed)}
    if not gone:
        found |= {
            party
            for party, precision in addressed.items()
            if (held := notice.given_to(party)) is None
            or held.version < notice.contents[-1][0]
            or held.precision is not precision
            or held.withdrawn
            or held.valid_until_us != notice.valid_until_us
            or held.urgent is not notice.urgent
        }
    return tuple(sorted(found))
