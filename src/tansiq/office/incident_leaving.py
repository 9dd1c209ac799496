"""Who was there to agree, and when: whoever has left the office is waited for no longer, from then on. What had not
been agreed until then, or had been replaced, is not agreed to by somebody's leaving later."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tansiq.office.state import Office


def once_all(state: Office, others: Sequence[str], agreed: Set[str], from_us: int, until_us: int) -> bool:
    """Whether there was a moment from one time until before another at which all of these who took part in the office
    were among those that agreed, and there was somebody of them."""
    without = [party for party in others if party not in agreed]
    # Who leaves, or comes back, in the very microsecond is waited for.
    if agreed and all(_was_away(state, party, from_us - 1) and _was_away(state, party, from_us) for party in without):
        return _anybody(state, others, agreed, from_us)
    gone_us = {one.from_us for party in without if (known := state.parties.get(party)) for one in known.away()}
    return any(
        all(_was_away(state, party, at_us) for party in without) and _anybody(state, others, agreed, at_us)
        for at_us in gone_us
        if from_us <= at_us < until_us
    )


def _anybody(state: Office, others: Sequence[str], agreed: Set[str], at_us: int) -> bool:
    return any(party in agreed and not _was_away(state, party, at_us) for party in others)


def _was_away(state: Office, party: str, at_us: int) -> bool:
    known = state.parties.get(party)
    return known is None or known.was_away(at_us)
