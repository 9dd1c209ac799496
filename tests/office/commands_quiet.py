"""Random commands about quiet periods that fit the state often enough."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tansiq.office import quiet
from tansiq.office.machine import AnyCommand
from tansiq.office.parties import everybody_in
from tansiq.office.quiet_period import SUSPENDED, PartyWord, QuietPeriod, Said
from tansiq.office.quiet_proposing import ProposeQuiet
from tansiq.office.state import Office
from tansiq.volumes import Circle, Volume, footprint

MINUTE_US = 60_000_000
_AGREEMENTS = {"lasting-1": ("city", "uss1"), "lasting-2": ("uss1", "uss2")}


@st.composite
def keeping_quiet(draw: st.DrawFn, state: Office, serial: int, now_us: int, *, near_miss: bool) -> AnyCommand:
    """Somebody proposes a quiet period, commits to it, declines, extends or breaks it."""
    known = [period for period in state.quiet.rows() if near_miss or period.ending is None]
    if known and draw(st.integers(0, 4)):
        return draw(_said(draw(st.sampled_from(known)), now_us, near_miss=near_miss))
    under = draw(st.sampled_from(sorted(_AGREEMENTS)))
    agreement = state.agreements.get(under)
    sides = _AGREEMENTS[under] if agreement is None else agreement.parties
    party = "arbiter" if near_miss else draw(st.sampled_from(sides))
    outline = Circle(48.0 + draw(st.integers(0, 9)) * 0.01, 2.0 + draw(st.integers(0, 9)) * 0.015, 3_000.0)
    from_us = now_us + draw(st.integers(0, 200)) * MINUTE_US
    everybody = sorted({one for side in sides for one in everybody_in(state, side)})
    return ProposeQuiet(
        party=party,
        id=f"quiet-{serial}",
        person="amal",
        under=under,
        parties=tuple(draw(st.sampled_from(([], everybody)))),
        title="Lull",
        text="",
        kinds=tuple(draw(st.lists(st.sampled_from(SUSPENDED), max_size=3, unique=True))),
        area=(Volume(outline, cells=footprint(outline).cells),),
        areas_m2=(1.0,),
        from_us=from_us,
        until_us=from_us + draw(st.integers(1, 300)) * MINUTE_US,
    )


@st.composite
def _said(draw: st.DrawFn, period: QuietPeriod, now_us: int, *, near_miss: bool) -> AnyCommand:
    every = ("uss1", "uss2", "city")
    party = draw(st.sampled_from(every if near_miss else period.parties))
    missing = [one for one in period.parties if one not in {word.party for word in _words(period)}]
    proposed_us = period.until_us if period.extension is None else period.extension.until_us
    later_us = period.until_us + draw(st.integers(1, 100)) * MINUTE_US
    commit = quiet.SayToQuiet(party, period.id, "omar", Said.COMMITTED, proposed_us)
    if missing and draw(st.integers(0, 3)):
        return replace(commit, party=draw(st.sampled_from(missing)))
    choice = draw(st.sampled_from(("commit", "decline", "break", "extend", "extend", "withdraw")))
    match choice:
        case "commit":
            return commit
        case "decline":
            return quiet.SayToQuiet(party, period.id, "omar", Said.DECLINED, proposed_us, "why")
        case "break":
            return quiet.TakeBack(party, period.id, "omar", "why")
        case "extend":
            return quiet.ExtendQuiet(party, period.id, "omar", max(later_us, now_us + MINUTE_US))
    return quiet.WithdrawQuiet(period.proposer if draw(st.booleans()) else party, period.id, "omar")


def _words(period: QuietPeriod) -> tuple[PartyWord, ...]:
    return period.words if period.extension is None else period.extension.words
