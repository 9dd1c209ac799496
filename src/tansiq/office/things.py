"""What parties plan and notify, as the office keeps it: operations and constraints, and notices."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.office.kinds import STRAYING, NoticeState, OperationState, ThingKind
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.volumes import Volume

NOTICE_KEPT_US = 7 * DAY_US
"""How long a notice that has ended is kept, to be looked at with its receipts."""
HELD_BACK_KEPT_US = 366 * DAY_US
"""How long a withdrawn notice is kept for those to whom its withdrawal could not be told."""
BEYOND_US = 3 * DAY_US
"""How long after its planned end an operation that strays or is in distress stays in view, if its owner does not end
it."""


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """What those who may see all of a thing are told beside where and when: so that it is at hand when the link to
    its owner is down. `mark` is what is seen of it from outside: call sign, plates, markings."""

    title: str
    mark: str = ""
    contact: str = ""
    phone: str = ""
    remarks: str = ""


class Waypoint(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place of a route, and when it is to be passed."""

    lat: float
    lng: float
    at_us: int
    name: str = ""


class Corridor(msgspec.Struct, frozen=True, gc=False):
    """How volumes were laid along a route: so far to each side, and for so long before and after."""

    half_width_m: float
    slack_minutes: float


class PlannedOver(msgspec.Struct, frozen=True):
    """A conflict that was known and planned over: with which thing of whose, under which agreement."""

    owner: str
    thing: str
    under: str


class Operation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something planned: an operation or a constraint. `start_us` and `end_us` bound the windows of all its volumes.

    `planned_over` with its `reason`: the conflicts that its planner knew of and let stand.
    """

    id: str
    owner: str
    version: int
    kind: ThingKind
    state: OperationState
    card: Card
    extents: tuple[Volume, ...]
    start_us: int
    end_us: int
    made_us: int
    changed_us: int
    person: str = ""
    route: tuple[Waypoint, ...] = ()
    planned_over: tuple[PlannedOver, ...] = ()
    reason: str = ""
    corridor: Corridor | None = None

    @property
    def gone_us(self) -> int:
        """When it ends by the clock."""
        return self.end_us + (BEYOND_US if self.state in STRAYING else 0)

    def stands(self, now_us: int) -> bool:
        """Whether it is there: planned, under way, or astray beyond its planned end."""
        return self.state is not OperationState.ENDED and now_us < self.gone_us

    def extents_at(self, now_us: int, *, coarsely: bool = False) -> tuple[Volume, ...]:
        """Where it is to be reckoned with. Beyond its planned end, what it planned last is held open, an hour or two
        from now. `coarsely`: for those who may know its times to the hour only."""
        planned_us = -(-self.end_us // HOUR_US) * HOUR_US if coarsely else self.end_us
        if self.state not in STRAYING or now_us < planned_us:
            return self.extents
        return self._held_open((now_us // HOUR_US + 2) * HOUR_US)

    @property
    def extents_ever(self) -> tuple[Volume, ...]:
        """All of where it may have to be reckoned with: to find it by."""
        return self._held_open(self.gone_us + 2 * HOUR_US) if self.state in STRAYING else self.extents

    def _held_open(self, until_us: int) -> tuple[Volume, ...]:
        # Those of the last hour, whichever of them is the last to the minute: nobody learns that from the others.
        last_us = -(-self.end_us // HOUR_US) * HOUR_US - HOUR_US
        return tuple(
            msgspec.structs.replace(volume, end_us=until_us)
            if volume.end_us is not None and volume.end_us > last_us
            else volume
            for volume in self.extents
        )


class Precision(StrEnum):
    """How exactly a recipient of a notice sees where it is."""

    EXACT = "exact"
    COARSE = "coarse"


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a notice says. A static site has volumes without times, a movement a window in each."""

    kind: ThingKind
    card: Card
    extents: tuple[Volume, ...]
    route: tuple[Waypoint, ...] = ()
    vehicles: str = ""
    people: str = ""
    category: str = ""
    corridor: Corridor | None = None


class Acknowledged(msgspec.Struct, frozen=True):
    """A recipient has read it, by the hand of a person it names."""

    at_us: int
    person: str
    version: int


class PassedOn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A recipient says to which of its units it was passed on, and when."""

    at_us: int
    person: str
    unit: str
    passed_us: int
    version: int


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a recipient holds of a notice: which version, since when, how precise, under which agreement, and its
    receipts for it. What was given stays: a suspended channel takes nothing away. `late`: it came later than agreed.

    `due_us`: until when it is to be acknowledged; `next_us`: when the next step is taken if it is not (0: none);
    `level`: how many have been. `valid_until_us`: as it was last told. `withdrawn_us`: when it was told that the notice
    is withdrawn, or, if `taken_away`, that it is a recipient no longer.
    """

    party: str
    precision: Precision
    version: int
    at_us: int
    under: str
    late: bool
    due_us: int
    valid_until_us: int
    next_us: int = 0
    withdrawn: bool = False
    withdrawn_us: int = 0
    taken_away: bool = False
    urgent: bool = False
    """As it was last told."""
    level: int = 0
    acknowledged: Acknowledged | None = None
    passed_on: tuple[PassedOn, ...] = ()


class Addressee(msgspec.Struct, frozen=True):
    """To whom a notice is addressed, and how precisely."""

    party: str
    precision: Precision


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A notified site, movement or piece of infrastructure.

    `version` counts all that its owner did with it. `contents` are those that somebody holds, by a number of their own
    that counts only them, the present one last; `given` what each recipient holds. An addressee whose channel is
    suspended goes on holding what it has, and is given the rest when an agreement is in force again. It was written by
    one person and its coordinates checked by another.
    """

    id: str
    owner: str
    version: int
    state: NoticeState
    contents: tuple[tuple[int, Content], ...]
    addressees: tuple[Addressee, ...]
    given: tuple[Given, ...]
    urgent: bool
    made_us: int
    changed_us: int
    valid_until_us: int
    author: str
    checked_by: str
    asked_us: int = 0
    """When its owner was last asked whether it still holds."""
    reason: str = ""

    def stands(self, now_us: int) -> bool:
        """Whether it is in force."""
        return self.state is NoticeState.IN_FORCE and now_us < self.valid_until_us

    def given_to(self, party: str) -> Given | None:
        """What a recipient holds of it."""
        return next((given for given in self.given if given.party == party), None)

    def content(self, version: int) -> Content:
        """The content of a version that somebody holds."""
        return dict(self.contents)[version]

    @property
    def current(self) -> Content:
        """What it says now."""
        return self.contents[-1][1]

    @property
    def next_us(self) -> int:
        """When something is to be looked at: an acknowledgement, the owner's word that it still holds, its end."""
        moments = [given.next_us for given in self.given if given.next_us]
        if self.state is NoticeState.IN_FORCE:
            moments += [self.valid_until_us, *([self.ask_us] if not self.asked_us else [])]
        else:
            moments.append(self.forget_us)
        return min(moments)

    @property
    def forget_us(self) -> int:
        """When one that has ended is forgotten: not while somebody holds it who was told nothing of its end; and of a
        withdrawal that could not be told, not for a long time."""
        told = [given.withdrawn_us if given.withdrawn else given.valid_until_us for given in self.given]
        kept_us = max(self.changed_us, *told, 0) + NOTICE_KEPT_US
        if self.state is NoticeState.WITHDRAWN and not all(given.withdrawn for given in self.given):
            return max(kept_us, self.changed_us + HELD_BACK_KEPT_US)
        return kept_us

    @property
    def ask_us(self) -> int:
        """When its owner is asked whether it still holds: three days before its end, or when a tenth is left of the
        time since it was last said."""
        return self.valid_until_us - min(3 * DAY_US, (self.valid_until_us - self.changed_us) // 10)
