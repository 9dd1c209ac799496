"""The forms of F3548-21's DSS interface (utm.yaml 1.0.0), and their meaning in our words."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, check_counts, covered, microseconds, moment
from tansiq.office.entities import AvailabilityState, IntentState
from tansiq.office.views import ConstraintView, IntentView, Subscriber, SubscriptionView
from tansiq.volumes import Circle, Outline, Polygon, ShapeRefused, Volume

NO_SUBSCRIPTION = "00000000-0000-4000-8000-000000000000"
"""Stands where utm.yaml demands a subscription id and there is none."""
_UUID4 = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}", re.ASCII)
_MAX_URL = 2_048
_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?", re.ASCII)
_MAX_HOST = 253
_UNSOUND = re.compile(r"[\\<>\"'`{}|^]")
_MAX_EXPONENT_VALUE = 1e12

Ovn = Annotated[str, msgspec.Meta(min_length=16, max_length=128)]


class Time(msgspec.Struct, frozen=True):
    value: Annotated[datetime, msgspec.Meta(tz=True)]
    format: Literal["RFC3339"] = "RFC3339"


class TimeIn(msgspec.Struct, frozen=True):
    value: Annotated[datetime, msgspec.Meta(tz=True)]
    format: Literal["RFC3339"]


class RadiusIn(msgspec.Struct, frozen=True):
    value: Annotated[float, msgspec.Meta(gt=0, le=_MAX_EXPONENT_VALUE)]
    units: Literal["M"]


class AltitudeIn(msgspec.Struct, frozen=True):
    value: Annotated[float, msgspec.Meta(ge=-8000, le=100_000)]
    reference: Literal["W84"]
    units: Literal["M"]


class LatLngIn(msgspec.Struct, frozen=True):
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lng: Annotated[float, msgspec.Meta(ge=-180, le=180)]


class PolygonIn(msgspec.Struct, frozen=True):
    vertices: list[LatLngIn]


class CircleIn(msgspec.Struct, frozen=True):
    center: LatLngIn | None = None
    radius: RadiusIn | None = None


class Volume3DIn(msgspec.Struct, frozen=True):
    outline_circle: CircleIn | None = None
    outline_polygon: PolygonIn | None = None
    altitude_lower: AltitudeIn | None = None
    altitude_upper: AltitudeIn | None = None


class Volume4DIn(msgspec.Struct, frozen=True):
    volume: Volume3DIn
    time_start: TimeIn | None = None
    time_end: TimeIn | None = None


class QueryIn(msgspec.Struct, frozen=True):
    area_of_interest: Volume4DIn | None = None


class NewSubscriptionIn(msgspec.Struct, frozen=True):
    uss_base_url: str
    notify_for_constraints: bool | None = False


class PutIntentIn(msgspec.Struct, frozen=True):
    extents: Annotated[list[Volume4DIn], msgspec.Meta(min_length=1)]
    state: IntentState
    uss_base_url: str
    key: list[Ovn] | None = None
    subscription_id: str | None = None
    new_subscription: NewSubscriptionIn | None = None
    requested_ovn_suffix: str | None = None


class PutConstraintIn(msgspec.Struct, frozen=True):
    extents: Annotated[list[Volume4DIn], msgspec.Meta(min_length=1)]
    uss_base_url: str


class PutSubscriptionIn(msgspec.Struct, frozen=True):
    extents: Volume4DIn
    uss_base_url: str
    notify_for_operational_intents: bool | None = False
    notify_for_constraints: bool | None = False


class SetAvailabilityIn(msgspec.Struct, frozen=True):
    old_version: str
    availability: AvailabilityState


class ExchangeIn(msgspec.Struct, frozen=True):
    url: str
    method: str
    recorder_role: Literal["Client", "Server"]
    request_time: TimeIn
    headers: list[str] | msgspec.UnsetType = msgspec.UNSET
    request_body: str = ""
    response_time: TimeIn | msgspec.UnsetType = msgspec.UNSET
    response_body: str = ""
    response_code: int = 0
    problem: str = ""


class ReportIn(msgspec.Struct, frozen=True):
    exchange: ExchangeIn


class ReportRawIn(msgspec.Struct, frozen=True):
    exchange: msgspec.Raw


class ReportOut(msgspec.Struct):
    report_id: str
    exchange: msgspec.Raw


class IntentOut(msgspec.Struct, omit_defaults=True):
    id: str
    manager: str
    uss_availability: str
    version: int
    state: str
    time_start: Time
    time_end: Time
    uss_base_url: str
    subscription_id: str
    ovn: str | None = None


class ConstraintOut(msgspec.Struct, omit_defaults=True):
    id: str
    manager: str
    uss_availability: str
    version: int
    time_start: Time
    time_end: Time
    uss_base_url: str
    ovn: str | None = None


class SubscriptionStateOut(msgspec.Struct):
    subscription_id: str
    notification_index: int


class SubscriberOut(msgspec.Struct):
    subscriptions: list[SubscriptionStateOut]
    uss_base_url: str


class SubscriptionOut(msgspec.Struct):
    id: str
    version: str
    notification_index: int
    time_start: Time
    time_end: Time
    uss_base_url: str
    notify_for_operational_intents: bool
    notify_for_constraints: bool
    implicit_subscription: bool
    dependent_operational_intents: tuple[str, ...]


class ConflictOut(msgspec.Struct):
    message: str
    code: str
    missing_operational_intents: list[IntentOut]
    missing_constraints: list[ConstraintOut]
    meets: dict[str, tuple[int, ...]]
    """Beyond the standard: for each of them, the places in the request's `extents` of the volumes that it meets."""


def time_of(us: int) -> Time:
    """Microseconds as the standard's time."""
    return Time(moment(us))


def entity_id(value: str, name: str) -> str:
    """A version-4 UUID in lower case, or a `Problem`."""
    if _UUID4.fullmatch(value) is None:
        raise Problem(400, "identifier-invalid", f"{value[:60]!r} is not a version-4 UUID", name)
    return value.lower()


def base_url(value: str, name: str, *, allow_http: bool) -> str:
    """Where a service can be asked, or a `Problem`."""
    fault = _url_fault(value, allow_http)
    if fault:
        raise Problem(400, "base-url-invalid", fault, name)
    return value


@lru_cache(maxsize=4096)
def _url_fault(value: str, allow_http: bool) -> str:
    schemes = ("https", "http") if allow_http else ("https",)
    if len(value) > _MAX_URL:
        return f"longer than {_MAX_URL} characters"
    if not value.isascii() or not value.isprintable() or " " in value:
        return "only printable ASCII without spaces is allowed in a URL"
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return "not a URL"
    if parts.scheme not in schemes:
        return f"it must begin with {' or '.join(s + '://' for s in schemes)}"
    if not parts.hostname or not port_is_sound:
        return "it names no host, or port 0"
    named = "[" not in parts.netloc and len(parts.hostname) <= _MAX_HOST and _HOST.fullmatch(parts.hostname)
    if not named and not _is_address(parts.hostname):
        return f"{parts.hostname!r} is no host name"
    # A query makes little sense, as paths are added to the end; but there are services that send one.
    if "#" in value or parts.username is not None or _UNSOUND.search(value):
        return "no fragment, user name, backslash, quote or bracket is allowed in a base URL"
    if value.endswith("/"):
        return "leave out the '/' at the end: paths are added to it"
    return ""


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def volumes_of(
    extents: list[Volume4DIn], limits: FormLimits, name: str = "extents"
) -> tuple[tuple[Volume, ...], tuple[float, ...]]:
    """Our volumes, and the area of each (m2)."""
    polygons = [extent.volume.outline_polygon for extent in extents]
    check_counts([0 if polygon is None else len(polygon.vertices) for polygon in polygons], limits, name)
    made = [volume_of(extent, limits, f"{name}[{i}]") for i, extent in enumerate(extents)]
    return tuple(volume for volume, _ in made), tuple(area_m2 for _, area_m2 in made)


def volume_of(extent: Volume4DIn, limits: FormLimits, name: str) -> tuple[Volume, float]:
    """Our volume and its area (m2), or a `Problem` that says what is wrong with it and where."""
    form = extent.volume
    outline = _outline(form, name)
    try:
        return covered(
            outline,
            (
                None if form.altitude_lower is None else form.altitude_lower.value,
                None if form.altitude_upper is None else form.altitude_upper.value,
            ),
            (
                None if extent.time_start is None else microseconds(extent.time_start.value),
                None if extent.time_end is None else microseconds(extent.time_end.value),
            ),
            limits,
        )
    except ShapeRefused as refused:
        raise Problem(400, refused.code, refused.message, f"{name}.{refused.field}") from None


def _outline(form: Volume3DIn, name: str) -> Outline:
    if (form.outline_polygon is None) == (form.outline_circle is None):
        raise Problem(400, "outline-needed", "give exactly one of outline_polygon and outline_circle", f"{name}.volume")
    if form.outline_polygon is not None:
        return Polygon(tuple([value for v in form.outline_polygon.vertices for value in (v.lat, v.lng)]))
    circle = form.outline_circle
    assert circle is not None
    if circle.center is None or circle.radius is None:
        missing = "center" if circle.center is None else "radius"
        raise Problem(
            400, "circle-incomplete", "a circle needs center and radius", f"{name}.volume.outline_circle.{missing}"
        )
    return Circle(circle.center.lat, circle.center.lng, circle.radius.value)


def intent_out(view: IntentView) -> IntentOut:
    """A reference as one party may see it."""
    intent = view.intent
    return IntentOut(
        intent.id,
        intent.manager,
        view.availability,
        intent.version,
        intent.state,
        time_of(intent.start_us),
        time_of(intent.end_us),
        intent.uss_base_url,
        intent.subscription_id or NO_SUBSCRIPTION,
        view.ovn,
    )


def constraint_out(view: ConstraintView) -> ConstraintOut:
    """A reference as one party may see it."""
    constraint = view.constraint
    return ConstraintOut(
        constraint.id,
        constraint.manager,
        view.availability,
        constraint.version,
        time_of(constraint.start_us),
        time_of(constraint.end_us),
        constraint.uss_base_url,
        view.ovn,
    )


def subscription_out(view: SubscriptionView) -> SubscriptionOut:
    """A subscription as its owner sees it."""
    subscription = view.subscription
    return SubscriptionOut(
        subscription.id,
        subscription.version,
        subscription.notification_index,
        time_of(subscription.start_us),
        time_of(subscription.end_us),
        subscription.uss_base_url,
        subscription.notify_for_operational_intents,
        subscription.notify_for_constraints,
        subscription.implicit,
        view.dependents,
    )


def subscribers_out(subscribers: tuple[Subscriber, ...]) -> list[SubscriberOut]:
    """Whom the author of a change has to notify."""
    return [
        SubscriberOut([SubscriptionStateOut(*pair) for pair in subscriber.subscriptions], subscriber.uss_base_url)
        for subscriber in subscribers
    ]
