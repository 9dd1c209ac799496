"""Random commands about requests that fit the state often enough."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from tansiq.office import requests
from tansiq.office.asked import FOLLOWS, Request, RequestContent, RequestKind, ResponseState
from tansiq.office.information import Marking
from tansiq.office.kinds import Priority
from tansiq.office.machine import AnyCommand
from tansiq.office.state import Office
from tests.office.commands_reports import REPORTING, releases

MINUTE_US = 60_000_000


@st.composite
def requesting(draw: st.DrawFn, state: Office, serial: int, now_us: int, *, near_miss: bool) -> AnyCommand:
    """Somebody asks, changes or takes back what it asked, or says how it stands."""
    party = draw(st.sampled_from(REPORTING))
    known = list(state.requests.rows())
    old = draw(st.sampled_from(known)) if known and draw(st.integers(0, 3)) else None
    needed_by_us = now_us + draw(st.integers(1, 200)) * MINUTE_US
    if old is None:
        content = RequestContent(
            body=hashlib.sha256(str(serial).encode()).hexdigest(),
            language="ar",
            kind=draw(st.sampled_from(RequestKind)),
            priority=draw(st.sampled_from((*Priority,)[:2])),
            marking=draw(st.sampled_from((*Marking,)[1:])),
            person="amal",
        )
        return requests.MakeRequest(party, f"request-{serial}", content, (), draw(releases(party)), needed_by_us)
    if draw(st.integers(0, 3)):
        return draw(_responses(state, old, party, near_miss=near_miss))
    by = party if near_miss else old.asker
    if draw(st.booleans()):
        return requests.NeedBy(by, old.id, old.version, needed_by_us)
    return requests.WithdrawRequest(by, old.id, old.version, "why")


@st.composite
def _responses(draw: st.DrawFn, state: Office, old: Request, party: str, *, near_miss: bool) -> AnyCommand:
    one = draw(st.sampled_from(old.asked))
    allowed = FOLLOWS[one.state] or (*ResponseState,)
    said = draw(st.sampled_from((*ResponseState,) if near_miss else allowed))
    own = [
        report.id
        for report in state.reports.values()
        if report.owner == one.party and (near_miss or report.given_to(old.asker) is not None)
    ]
    return requests.Respond(
        party if near_miss else one.party,
        old.id,
        said,
        "omar",
        "why" if said is ResponseState.DECLINED else "",
        draw(st.sampled_from(("", "ab" * 32))) if said in requests.ANSWERS else "",
        reports=tuple(draw(st.lists(st.sampled_from(own), max_size=2, unique=True))) if own else (),
    )
