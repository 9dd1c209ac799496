"""What each feature of a file of notices would become: the form of a notice, or the reason why it cannot be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec

from tansiq.centre.likeness import Likeness, Spot
from tansiq.gateways.api_v1.extents import volume_out
from tansiq.gateways.api_v1.notices import NoticeForm, put_of
from tansiq.gateways.contract import Problem
from tansiq.gateways.geofiles.feature import Feature, FeatureError, FeatureKind, Reading
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.terms import ThingKind
from tansiq.office.things import NOTIFIED

_YES = frozenset({"1", "yes", "y", "true", "urgent", "oui", "да", "نعم"})
_TEXTS = ("vehicles", "people", "category")
Form = dict[str, Any]


class Wishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for the file as a whole, where it does not say otherwise itself."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] = "file"
    kind: Literal["site", "movement", "infrastructure"] = "site"
    recipients: Annotated[str, msgspec.Meta(max_length=2_000)] = ""
    valid_days: Annotated[float, msgspec.Meta(gt=0, le=400)] = 90.0
    radius_m: Annotated[float, msgspec.Meta(gt=0, le=50_000)] = 100.0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What a feature would become. `where` it stands in the file; `likeness`: to what it is nearly the same."""

    where: str
    form: NoticeForm
    spot: Spot
    warnings: tuple[str, ...]
    likeness: Likeness | None = None


def spot_of(label: str, form: NoticeForm) -> Spot | None:
    """The middle of where a form says that something is, to compare it with others."""
    if form.extents:
        first = form.extents[0]
        if first.circle is not None:
            return Spot(label, form.card.title, first.circle.lat, first.circle.lng)
        if first.polygon:
            count = len(first.polygon)
            lat, lng = sum(p.lat for p in first.polygon) / count, sum(p.lng for p in first.polygon) / count
            return Spot(label, form.card.title, lat, lng)
    if form.route is not None:
        start = form.route.waypoints[0]
        return Spot(label, form.card.title, start.lat, start.lng)
    return None


def recipients_of(text: str) -> list[Form]:
    """`army, drones:coarse` as the forms of recipients. Raises `Problem` (`recipients-malformed`)."""
    found = []
    for part in text.replace(";", ",").replace("\n", ",").replace("،", ",").split(","):
        party, _, precision = part.strip().partition(":")
        if not party:
            continue
        precision = precision.strip().lower() or "exact"
        if precision not in ("exact", "coarse"):
            message = f"{part.strip()[:40]!r}: a party, or party:exact or party:coarse"
            raise Problem(400, "recipients-malformed", message, "recipients")
        found.append({"party": party.strip(), "precision": precision})
    return found


def items_of(
    party: str, reading: Reading, wishes: Wishes, limits: FormLimits, now: datetime
) -> tuple[list[Item], list[FeatureError]]:
    """What each feature would become, and why others cannot."""
    items: list[Item] = []
    errors = list(reading.errors)
    for feature in reading.features:
        try:
            form = msgspec.convert(_form(feature, wishes, now), NoticeForm)
            put_of(party, "draft", form, limits)
            spot = spot_of(f"{feature.where} of this file", form)
            assert spot is not None
            items.append(Item(feature.where, form, spot, feature.warnings))
        except Problem as problem:
            errors.append(FeatureError(feature.where, problem.code, problem.message, problem.field))
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `")
            errors.append(FeatureError(feature.where, "malformed", message, path.strip("`$.")))
    return items, errors


def _form(feature: Feature, wishes: Wishes, now: datetime) -> Form:
    said = {name.strip().casefold(): text.strip() for name, text in feature.properties.items() if text.strip()}
    kind = said.get("kind", "").lower()
    if kind not in NOTIFIED:
        kind = ThingKind.MOVEMENT.value if feature.kind is FeatureKind.ROUTE else wishes.kind
    recipients = recipients_of(said.get("recipients", "")) or recipients_of(wishes.recipients)
    if not recipients:
        raise Problem(
            400, "recipients-malformed", "neither the file nor the request says who is to be told", "recipients"
        )
    form: Form = {
        "kind": kind,
        "card": {
            "title": feature.name or said.get("title", ""),
            "mark": said.get("markings", said.get("mark", "")),
            "contact": said.get("contact", ""),
            "phone": said.get("phone", ""),
            "remarks": said.get("remarks", said.get("description", "")),
        },
        "recipients": recipients,
        "urgent": said["urgent"].lower() in _YES if "urgent" in said else wishes.urgent,
        "valid_until": _valid_until(feature, wishes, now),
        **{name: said.get(name, "") for name in _TEXTS},
    }
    if feature.kind is FeatureKind.ROUTE:
        form["route"] = _route(feature)
    elif feature.extents:
        form["extents"] = [msgspec.to_builtins(volume_out(volume)) for volume in feature.extents]
    else:
        point = feature.route[0]
        bounds = {"lower_m": feature.lower_m, "upper_m": feature.upper_m}
        times = {"start": _iso(feature.start_us), "end": _iso(feature.end_us)}
        form["extents"] = [
            {"circle": {"lat": point.lat, "lng": point.lng, "radius_m": wishes.radius_m}, **bounds, **times}
        ]
    return form


def _route(feature: Feature) -> Form:
    if any(point.time_us is None for point in feature.route):
        raise Problem(400, "times-needed", "each point of a movement's route needs a time", "route")
    points = [{"lat": p.lat, "lng": p.lng, "at": _iso(p.time_us)} for p in feature.route]
    return {"waypoints": points, "lower_m": feature.lower_m, "upper_m": feature.upper_m}


def _valid_until(feature: Feature, wishes: Wishes, now: datetime) -> str | None:
    ends = [volume.end_us for volume in feature.extents] + [point.time_us for point in feature.route[1:]]
    ends += [feature.end_us] if feature.end_us is not None else []
    last_us = max((end for end in ends if end is not None), default=None)
    if last_us is not None:
        return _iso(last_us)
    return (now + timedelta(days=wishes.valid_days)).isoformat()


def _iso(us: int | None) -> str | None:
    return None if us is None else moment(us).isoformat()
