"""OVNs that planners fix themselves, and the promise that an OVN never names two versions. InterUSS's extension of
F3548-21, `requested_ovn_suffix`: a service may know the OVN before the office's answer."""

from __future__ import annotations

import uuid

import msgspec

from tansiq.office.entities import SpentOvn
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office


class OvnsForgotten(msgspec.Struct, frozen=True, tag="ovns.forgotten", tag_field="kind"):
    """OVNs that planners had fixed are too old to be asked for again."""

    ovns: tuple[str, ...]
    party: str = ""


class OvnsSpent(msgspec.Struct, frozen=True, tag="ovns.spent", tag_field="kind"):
    """OVNs that must not be given again. Only undoes an `ovns.forgotten`."""

    ovns: tuple[SpentOvn, ...]
    party: str = ""


OvnEvent = OvnsForgotten | OvnsSpent


def requested_ovn(state: Office, intent_id: str, suffix: str, now_us: int) -> tuple[str, int]:
    """The OVN asked for, the intent's id and a recent version-7 UUID, and until when (microseconds) the same could be
    asked for again. Refused: `ovn-suffix-invalid`."""
    skew_us = state.rules.clock_skew_us
    try:
        asked = uuid.UUID(suffix)
    except ValueError:
        asked = None
    # In its one written form (RFC 9562, 4): the same UUID in capitals would be another OVN of the same suffix.
    if asked is None or str(asked) != suffix or asked.version != 7 or asked.variant != uuid.RFC_4122:
        raise Refusal(
            "ovn-suffix-invalid", "it must be a version-7 UUID (RFC 9562) in lower case", field="requested_ovn_suffix"
        )
    made_us = (asked.int >> 80) * 1000
    if abs(made_us - now_us) > skew_us:
        raise Refusal(
            "ovn-suffix-invalid",
            f"its time must lie within {skew_us / 60e6:g} minutes of now",
            field="requested_ovn_suffix",
        )
    ovn = f"{intent_id}_{suffix}"
    if ovn in state.spent_ovns:
        raise Refusal(
            "ovn-suffix-invalid",
            "it has been used already; a new version needs an OVN that no other ever had",
            field="requested_ovn_suffix",
        )
    return ovn, made_us + skew_us


def evolve(state: Office, event: OvnEvent) -> None:
    """The state after the event."""
    match event:
        case OvnsForgotten():
            for ovn in event.ovns:
                state.drop_spent_ovn(ovn)
        case OvnsSpent():
            for spent in event.ovns:
                state.keep_spent_ovn(spent)


def invert(state: Office, event: OvnEvent) -> tuple[OvnEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case OvnsForgotten():
            return (OvnsSpent(tuple(state.spent_ovns[ovn] for ovn in event.ovns)),)
        case OvnsSpent():
            return (OvnsForgotten(tuple(spent.ovn for spent in event.ovns)),)
