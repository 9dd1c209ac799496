"""What each feature of a file would become, or the reason why it cannot; of a file of notices, the form of a notice."""

from __future__ import annotations

import dataclasses
import re
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

from tansiq.centre.likeness import Known, Likeness, Resembled, Spot
from tansiq.gateways.api_v1.extents import volume_out
from tansiq.gateways.api_v1.notice_forms import NoticeForm, put_of
from tansiq.gateways.contract import Problem
from tansiq.gateways.geofiles.feature import Feature, FeatureError, FeatureFault, FeatureKind, Reading
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.kinds import NOTIFIED, ThingKind
from tansiq.office.notices import PutNotice

F = TypeVar("F")
_YES = frozenset({"1", "yes", "y", "true", "urgent", "oui", "да", "نعم"})
_TEXTS = ("vehicles", "people", "category")
_TEXT_LENGTH = re.compile(r"Expected `str` of length (<=|>=) (\d+)")
Form = dict[str, Any]
FileName = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Wishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for a file of notices as a whole, where it does not say otherwise itself."""

    for_: Literal["notices"] = msgspec.field(name="for", default="notices")
    name: FileName = "file"
    kind: Literal["site", "movement", "infrastructure"] = "site"
    recipients: Annotated[str, msgspec.Meta(max_length=2_000)] = ""
    valid_days: Annotated[float, msgspec.Meta(gt=0, le=400)] = 90.0
    radius_m: Annotated[float, msgspec.Meta(gt=0, le=50_000)] = 100.0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Item(Generic[F]):
    """What a feature would become, under which id. `where` it stands in the file; `likeness`: to what it is nearly the
    same; `window_us`, `band_m` and `vertical_doubt_m`, by how much at most that is wider than what the file says: of
    what would be planned. `command`: what a notice's form stands for, while it is looked through."""

    id: str
    where: str
    form: F
    spot: Spot
    warnings: tuple[Remark, ...]
    likeness: Likeness | None = None
    window_us: tuple[int | None, int | None] = (None, None)
    band_m: tuple[float | None, float | None] = (None, None)
    vertical_doubt_m: float = 0.0
    command: PutNotice | None = None

    @property
    def resembles(self) -> Resembled | None:
        """What it is like, as it is told of."""
        return None if self.likeness is None else self.likeness.told


def spot_of(known: Known, spot_id: str, form: NoticeForm) -> Spot | None:
    """The middle of where a form says that something is, to compare it with others."""
    if form.extents:
        first = form.extents[0]
        if first.circle is not None:
            return Spot(known, spot_id, form.card.title, first.circle.lat, first.circle.lng)
        if first.polygon:
            count = len(first.polygon)
            lat, lng = sum(p.lat for p in first.polygon) / count, sum(p.lng for p in first.polygon) / count
            return Spot(known, spot_id, form.card.title, lat, lng)
    if form.route is not None:
        start = form.route.waypoints[0]
        return Spot(known, spot_id, form.card.title, start.lat, start.lng)
    return None


def recipients_of(text: str) -> list[Form]:
    """`army, drones:coarse` as the forms of recipients. Raises `FeatureFault` (`recipients-malformed`)."""
    found = []
    for part in text.replace(";", ",").replace("\n", ",").replace("،", ",").split(","):
        party, _, precision = part.strip().partition(":")
        if not party:
            continue
        precision = precision.strip().lower() or "exact"
        if precision not in ("exact", "coarse"):
            remark = Remark(RemarkCode.RECIPIENT_UNREADABLE, quoted=part.strip()[:40])
            raise FeatureFault("recipients-malformed", remark, "recipients")
        found.append({"party": party.strip(), "precision": precision})
    return found


def items_of(reading: Reading, item_of: Callable[[Feature], Item[F]]) -> tuple[list[Item[F]], list[FeatureError]]:
    """What each feature would become, and why others cannot. What stands at one place of the file is told apart."""
    items: list[Item[F]] = []
    errors = list(reading.errors)
    at: Counter[str] = Counter()
    for feature in reading.features:
        at[feature.where] += 1
        where = feature.where if at[feature.where] == 1 else f"{feature.where}, part {at[feature.where]}"
        try:
            items.append(item_of(dataclasses.replace(feature, where=where)))
        except FeatureFault as fault:
            errors.append(fault.error(where))
        except Problem as problem:
            errors.append(FeatureError(where, problem.code, problem.message, problem.field))
        except msgspec.ValidationError as error:
            errors.append(_malformed(error).error(where))
    return items, errors


def _malformed(error: msgspec.ValidationError) -> FeatureFault:
    """What a table or a file may well hold too much or too little of is a text."""
    message, _, path = str(error).partition(" - at `")
    why: Remark | str = message
    if found := _TEXT_LENGTH.match(message):
        too_long = found[1] == "<="
        why = Remark(RemarkCode.TEXT_TOO_LONG, of=int(found[2])) if too_long else Remark(RemarkCode.TEXT_MISSING)
    return FeatureFault("malformed", why, path.strip("`$."))


def notices_of(
    party: str, reading: Reading, wishes: Wishes, limits: FormLimits, now: datetime
) -> tuple[list[Item[NoticeForm]], list[FeatureError]]:
    """What each feature would become as a notice, and why others cannot."""

    def item_of(feature: Feature) -> Item[NoticeForm]:
        form = msgspec.convert(_form(feature, wishes, now), NoticeForm)
        command = put_of(party, "draft", form, limits)
        spot = spot_of(Known.FILE, feature.where, form)
        assert spot is not None
        return Item(id_of(party, reading, feature), feature.where, form, spot, feature.warnings, command=command)

    return items_of(reading, item_of)


def id_of(party: str, reading: Reading, feature: Feature, *more: str | None) -> str:
    """The same for the same feature of the same file: taken in twice, it is there once."""
    whole = [party, reading.original_sha256.hex(), feature.where, *more]
    return str(uuid.uuid5(uuid.NAMESPACE_OID, msgspec.json.encode(whole).decode()))


def said_of(feature: Feature) -> dict[str, str]:
    """What a feature says of itself, by names without capitals."""
    return {name.strip().casefold(): text.strip() for name, text in feature.properties.items() if text.strip()}


def card_form(title: str, said: Mapping[str, str]) -> Form:
    """The form of a card."""
    return {
        "title": title,
        "mark": said.get("markings", said.get("mark", "")),
        "contact": said.get("contact", ""),
        "phone": said.get("phone", ""),
        "remarks": said.get("remarks", said.get("description", "")),
    }


def _form(feature: Feature, wishes: Wishes, now: datetime) -> Form:
    said = said_of(feature)
    kind = said.get("kind", "").lower()
    if kind not in NOTIFIED:
        kind = ThingKind.MOVEMENT.value if feature.kind is FeatureKind.ROUTE else wishes.kind
    recipients = recipients_of(said.get("recipients", "")) or recipients_of(wishes.recipients)
    if not recipients:
        raise FeatureFault("recipients-malformed", Remark(RemarkCode.RECIPIENTS_MISSING), "recipients")
    form: Form = {
        "kind": kind,
        "card": card_form(feature.name or said.get("title", ""), said),
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
        times = {"start": iso(feature.start_us), "end": iso(feature.end_us)}
        form["extents"] = [
            {"circle": {"lat": point.lat, "lng": point.lng, "radius_m": wishes.radius_m}, **bounds, **times}
        ]
    return form


def _route(feature: Feature) -> Form:
    if any(point.time_us is None for point in feature.route):
        raise FeatureFault("times-needed", Remark(RemarkCode.WAY_WITHOUT_TIMES), "route")
    points = [{"lat": p.lat, "lng": p.lng, "at": iso(p.time_us)} for p in feature.route]
    return {"waypoints": points, "lower_m": feature.lower_m, "upper_m": feature.upper_m}


def _valid_until(feature: Feature, wishes: Wishes, now: datetime) -> str | None:
    ends = [volume.end_us for volume in feature.extents] + [point.time_us for point in feature.route[1:]]
    ends += [feature.end_us] if feature.end_us is not None else []
    last_us = max((end for end in ends if end is not None), default=None)
    if last_us is not None:
        return iso(last_us)
    return (now + timedelta(days=wishes.valid_days)).isoformat()


def iso(us: int | None) -> str | None:
    """A time as forms have it."""
    return None if us is None else moment(us).isoformat()
