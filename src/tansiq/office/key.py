"""Nobody plans who has not seen the others' current versions. F3548-21, `Key` and `AirspaceConflictResponse`."""

from __future__ import annotations

from tansiq.office.entities import IntentState
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.views import ConstraintView, IntentView, view_constraint, view_intent
from tansiq.volumes import Volume

_VOLUMES_EXPLAINED = 100


class UnseenConflicts(Refusal):
    """The key lacks the OVN of something that is in the way: these, as the planner may see them. `meets`: which of the
    command's own volumes each meets (their places in `extents`)."""

    def __init__(
        self,
        message: str,
        intents: tuple[IntentView, ...],
        constraints: tuple[ConstraintView, ...],
        meets: dict[str, tuple[int, ...]],
    ) -> None:
        super().__init__("unseen-conflicts", message, field="key")
        self.intents, self.constraints, self.meets = intents, constraints, meets


def check_key(
    state: Office,
    party: str,
    intent_id: str,
    extents: tuple[Volume, ...],
    key: frozenset[str],
    wants_constraints: bool,
    now_us: int,
) -> None:
    """Raises `UnseenConflicts` unless the key holds the OVNs of all relevant entities. Accepted intents of
    a party that is down do not count: nobody can ask for their details."""
    intents, restrictions = state.intents, state.constraints

    def need_not_be_seen(other_id: str) -> bool:
        other = intents[other_id]
        return (
            other.ovn in key
            or other_id == intent_id
            or other.end_us <= now_us
            or (other.state is IntentState.ACCEPTED and state.is_down(other.manager))
        )

    def known_or_ended(constraint_id: str) -> bool:
        return restrictions[constraint_id].ovn in key or restrictions[constraint_id].end_us <= now_us

    # Whatever the key holds needs no geometry: a full key costs as little as an empty sky.
    unseen = sorted(state.intent_index.overlapping(extents, need_not_be_seen))
    closed: list[str] = []
    if wants_constraints:
        closed = sorted(state.constraint_index.overlapping(extents, known_or_ended))
    if unseen or closed:
        most = state.rules.max_unseen
        shown, shown_closed = unseen[:most], closed[:most]
        listed = "" if max(len(unseen), len(closed)) <= most else f" (the first {most:,} of each kind are listed)"
        raise UnseenConflicts(
            f"the key lacks the current OVN of {len(unseen)} operational intent(s) and {len(closed)} constraint(s) "
            f"in the way{listed}; ask their managers for the details, then try again",
            tuple(view_intent(state, intents[i], party) for i in shown),
            tuple(view_constraint(state, restrictions[c], party) for c in shown_closed),
            _meets(state, extents, {*shown, *shown_closed}),
        )


def _meets(state: Office, extents: tuple[Volume, ...], listed: set[str]) -> dict[str, tuple[int, ...]]:
    """Which of the planner's volumes each listed thing meets. It learns no more than by announcing them one by one."""
    if len(extents) > _VOLUMES_EXPLAINED:
        return {}
    found: dict[str, tuple[int, ...]] = {}
    for i, volume in enumerate(extents):
        there = state.intent_index.overlapping((volume,)) | state.constraint_index.overlapping((volume,))
        for thing_id in sorted(there & listed):
            found[thing_id] = (*found.get(thing_id, ()), i)
    return found
