"""What is said of endpoints on the wire."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tansiq.centre.endpoints import EndpointKind, EndpointState, Quiet, Wish
from tansiq.centre.mishaps import Mishap
from tansiq.gateways.api_v1.things import Line
from tansiq.gateways.contract import Problem
from tansiq.office.feed import Subject
from tansiq.office.kinds import Priority

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class QuietForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of each day in which routine mail waits, like 22:00 to 06:00, in a time zone (IANA name)."""

    start: str
    end: str
    zone: Annotated[str, msgspec.Meta(max_length=64)] = "UTC"


class WishForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an endpoint wants. No subjects: all. An escalation counts as urgent. What is urgent, in distress or
    escalated does not wait for the end of quiet hours."""

    subjects: Annotated[list[Subject], msgspec.Meta(max_length=20)] = []
    least: Priority = Priority.ROUTINE
    escalations_only: bool = False
    quiet: QuietForm | None = None


class EndpointForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An endpoint. `target` is a URL or an address; `person` whose address it is, if it is a person's. `after`: the
    number of the feed after which it begins; the newest, if not given."""

    kind: Literal["webhook", "e-mail"]
    name: Line
    target: Annotated[str, msgspec.Meta(max_length=1_000)]
    wish: WishForm = WishForm()
    language: Literal["en", "ar", "ru"] = "en"
    person: Line = ""
    after: Annotated[int, msgspec.Meta(ge=0, le=1 << 53)] | None = None


class EndpointChangeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is said of an endpoint, again. `version` is the one that was read."""

    version: int
    name: Line
    target: Annotated[str, msgspec.Meta(max_length=1_000)]
    wish: WishForm = WishForm()
    language: Literal["en", "ar", "ru"] = "en"
    person: Line = ""


class StopForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ResumeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether what was missed is delivered now, or passed over."""

    missed: Literal["deliver", "skip"] = "deliver"


class FailingOut(msgspec.Struct):
    """Nothing has been taken since. `mishap`: what `reason` says in English, in parts."""

    since: datetime
    reason: str
    tries: int
    next_try: datetime
    mishap: Mishap | None = None


class StoppedOut(msgspec.Struct):
    """Nothing more is delivered. `by` is empty where nobody said so: it failed for too long, or its person has left.
    `mishap`: why, in parts; `hours`, `tries`: for how long and how often it was tried before it was given up."""

    since: datetime
    by: str
    reason: str
    mishap: Mishap | None = None
    hours: int = 0
    tries: int = 0


class EndpointOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An endpoint, and how it is doing. All up to number `delivered_up_to` of the feed has been delivered. `secret` is
    there when a webhook is made, and never again. Who may not administer the party sees of a URL only its host."""

    id: str
    version: int
    kind: EndpointKind
    name: str
    target: str
    wish: WishForm
    language: str
    person: str = ""
    made: datetime
    state: EndpointState
    delivered_up_to: int
    failing: FailingOut | None = None
    stopped: StoppedOut | None = None
    secret: str = ""


class DeliveriesOut(msgspec.Struct):
    """All endpoints. `last` is the number of the newest item of the feed. `attention`: what somebody should see to."""

    items: list[EndpointOut]
    last: int
    attention: list[str]


class TestOut(msgspec.Struct, omit_defaults=True):
    """Whether the test was taken; if not, why."""

    __test__ = False

    delivered: bool
    reason: str = ""
    mishap: Mishap | None = None


def quiet_of(form: QuietForm | None) -> Quiet | None:
    """Ours. Raises `Problem` (`zone-unknown`, `time-of-day-invalid`)."""
    if form is None:
        return None
    try:
        ZoneInfo(form.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Problem(400, "zone-unknown", f"there is no time zone {form.zone!r}", "wish.quiet.zone") from None
    return Quiet(_minutes(form.start, "wish.quiet.start"), _minutes(form.end, "wish.quiet.end"), form.zone)


def _minutes(text: str, field: str) -> int:
    read = _TIME.fullmatch(text)
    if read is None:
        raise Problem(400, "time-of-day-invalid", "a time of day like 22:00", field)
    return int(read[1]) * 60 + int(read[2])


def wish_out(wish: Wish) -> WishForm:
    """A wish as it is answered."""
    quiet = wish.quiet
    hours = None if quiet is None else QuietForm(_written(quiet.start_min), _written(quiet.end_min), quiet.zone)
    return WishForm(list(wish.subjects), wish.least, wish.escalations_only, hours)


def _written(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
