"""What the office keeps: the things themselves, frozen. A change is a new one in the old one's place."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.office.terms import Terms
from tansiq.volumes import Volume


class IntentState(StrEnum):
    """F3548-21, `OperationalIntentState`. Ended is not kept: what has ended is gone."""

    ACCEPTED = "Accepted"
    ACTIVATED = "Activated"
    NONCONFORMING = "Nonconforming"
    CONTINGENT = "Contingent"


class AvailabilityState(StrEnum):
    """F3548-21, `UssAvailabilityState`."""

    UNKNOWN = "Unknown"
    NORMAL = "Normal"
    DOWN = "Down"


class Intent(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An operational intent reference. `start_us` and `end_us` bound the windows of all its volumes."""

    id: str
    manager: str
    version: int
    state: IntentState
    ovn: str
    uss_base_url: str
    start_us: int
    end_us: int
    extents: tuple[Volume, ...]
    subscription_id: str | None = None


class Constraint(msgspec.Struct, frozen=True, gc=False):
    """A constraint reference."""

    id: str
    manager: str
    version: int
    ovn: str
    uss_base_url: str
    start_us: int
    end_us: int
    extents: tuple[Volume, ...]


class Subscription(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A wish to be told of changes. An implicit one is kept by the office for one operational intent."""

    id: str
    manager: str
    version: str
    uss_base_url: str
    start_us: int
    end_us: int
    extents: tuple[Volume, ...]
    notification_index: int = 0
    notify_for_operational_intents: bool = False
    notify_for_constraints: bool = False
    implicit: bool = False


class Availability(msgspec.Struct, frozen=True, gc=False):
    """What an arbiter said about a party."""

    party: str
    state: AvailabilityState
    version: str


class SpentOvn(msgspec.Struct, frozen=True, gc=False):
    """An OVN that a planner fixed itself, and until when its suffix is recent enough to be asked for again: an OVN
    must never name two versions."""

    ovn: str
    until_us: int


class PartyKind(StrEnum):
    """What sort of organisation a party is. A coalition is a party with member parties."""

    AIR_AUTHORITY = "air-authority"
    AIR_FORCE = "air-force"
    RELIEF = "relief"
    DRONE_SERVICE = "drone-service"
    JOINT_OFFICE = "joint-office"
    COALITION = "coalition"
    OTHER = "other"


class PartyState(StrEnum):
    """Where a party stands: it has applied, takes part, was turned down, or has left."""

    APPLYING = "applying"
    ADMITTED = "admitted"
    DECLINED = "declined"
    LEFT = "left"


class Contact(msgspec.Struct, frozen=True):
    """Whom to reach at a party, in the order in which they are asked. `role` is what escalation ladders name."""

    name: str
    role: str
    phone: str = ""
    email: str = ""
    languages: tuple[str, ...] = ()


class Profile(msgspec.Struct, frozen=True):
    """What a party says of itself. Languages are BCP 47 tags; keys are Ed25519 public keys (32 bytes, base64)."""

    name: str
    kind: PartyKind
    languages: tuple[str, ...] = ("en",)
    contacts: tuple[Contact, ...] = ()
    keys: tuple[str, ...] = ()


class Objection(msgspec.Struct, frozen=True):
    """A party is against the accession of another, and says why."""

    by: str
    at_us: int
    reason: str


class Absence(msgspec.Struct, frozen=True):
    """A party had left, and was admitted again; `until_us` 0: it was not yet."""

    from_us: int
    until_us: int = 0


class Party(msgspec.Struct, frozen=True):
    """An organisation that takes part, or wants to. While it applies, others may object until `objections_until_us`.

    A coalition has `members`: parties that have joined it of their own will, after it had `asked` them. `absences`:
    when a party that came again under this name had been away.
    """

    id: str
    version: int
    state: PartyState
    profile: Profile
    since_us: int
    invitation: str = ""
    objections: tuple[Objection, ...] = ()
    objections_until_us: int = 0
    asked: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()

    def away(self) -> tuple[Absence, ...]:
        """When it had left, up to now."""
        return (*self.absences, Absence(self.since_us)) if self.state is PartyState.LEFT else self.absences

    def was_away(self, at_us: int) -> bool:
        """Whether it had left, and was not back, at a time."""
        return any(one.from_us <= at_us and (at_us < one.until_us or not one.until_us) for one in self.away())


class Invitation(msgspec.Struct, frozen=True):
    """A standing invitation: whoever has its secret may apply, until it ends or is withdrawn. The secret itself is not
    kept. `objection_us`: how long others may object to whoever applies with it."""

    id: str
    by: str
    secret_digest: str
    note: str
    made_us: int
    until_us: int
    objection_us: int
    withdrawn: bool = False


class Signature(msgspec.Struct, frozen=True):
    """A party has signed terms with this digest, by the hand of a person it names."""

    party: str
    person: str
    at_us: int
    digest: str


class Offer(msgspec.Struct, frozen=True):
    """Terms that wait for signatures."""

    terms: Terms
    by: str
    at_us: int
    signatures: tuple[Signature, ...] = ()


class Suspension(msgspec.Struct, frozen=True):
    """A party has declared the channel suspended. `used` counts what passed since all the same."""

    by: str
    at_us: int
    reason: str
    used: int = 0
    used_us: int = 0


class Ending(msgspec.Struct, frozen=True):
    """A party has ended the agreement."""

    by: str
    at_us: int
    reason: str


class Agreement(msgspec.Struct, frozen=True):
    """What its parties have agreed: `terms` are those that all have signed, with `signatures`; `offer` those that are
    to take their place (or, at the beginning, to be the first)."""

    id: str
    version: int
    parties: tuple[str, ...]
    offer: Offer | None = None
    terms: Terms | None = None
    signatures: tuple[Signature, ...] = ()
    suspension: Suspension | None = None
    ending: Ending | None = None
