"""What each feature of a file would become as an operation or a constraint, or the reason why it cannot be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from tansiq.centre.likeness import Known, spot_of_plan
from tansiq.gateways.api_v1.extents import Aware, volume_out
from tansiq.gateways.api_v1.frame import refused
from tansiq.gateways.api_v1.imported import FileName, Form, Item, card_form, id_of, iso, items_of, said_of
from tansiq.gateways.api_v1.operation_forms import OperationForm, put_of
from tansiq.gateways.contract import Problem
from tansiq.gateways.geofiles.feature import Feature, FeatureError, FeatureFault, Reading
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.outlines import FormLimits, microseconds, moment
from tansiq.office.kinds import NOTIFIED, PLANNED, ThingKind
from tansiq.office.operations import check_card
from tansiq.office.planning import Way
from tansiq.office.refusals import Refusal
from tansiq.volumes import Circle, ShapeRefused, Volume
from tansiq.volumes.routes import Waypoint

_FLIES = (ThingKind.AIRCRAFT, ThingKind.DRONE)
_SECOND_US = 1_000_000
Band = tuple[float | None, float | None]


class PlanWishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for a file of operations as a whole, where it does not say otherwise itself."""

    kind: Literal["aircraft", "drone", "convoy", "team", "field-work", "constraint"]
    for_: Literal["operations"] = msgspec.field(name="for", default="operations")
    name: FileName = "file"
    start: Aware | None = None
    until: Aware | None = None
    radius_m: Annotated[float, msgspec.Meta(gt=0, le=50_000)] = 100.0
    half_width_m: Annotated[float, msgspec.Meta(gt=0, le=50_000)] = 200.0
    half_height_m: Annotated[float, msgspec.Meta(gt=0, le=10_000)] = 100.0
    slack_minutes: Annotated[float, msgspec.Meta(ge=0, le=1_440)] = 10.0

    def check(self, now: datetime) -> None:
        """Raises `Problem` for times that would fit no feature."""
        if self.until is not None and self.until <= now:
            raise Problem(400, "window-past", "it lies in the past", "until")
        if self.start is not None and self.until is not None and self.start >= self.until:
            raise Problem(400, "times-reversed", "start must be before until", "start")


def operations_of(
    party: str, reading: Reading, wishes: PlanWishes, limits: FormLimits, now: datetime
) -> tuple[list[Item[OperationForm]], list[FeatureError]]:
    """What each feature would become, and why others cannot. Bands are those of the file: they were widened when it was
    read, by what is not known of their reference."""
    converting = _Converting(party, reading, wishes, limits, microseconds(now))
    return items_of(reading, converting.item_of)


class _Converting:
    """One file, under one set of wishes, at one moment."""

    def __init__(self, party: str, reading: Reading, wishes: PlanWishes, limits: FormLimits, now_us: int) -> None:
        self._party, self._reading, self._wishes, self._limits = party, reading, wishes, limits
        self._now_us = now_us

    def item_of(self, feature: Feature) -> Item[OperationForm]:
        """Raises `FeatureFault`, `Problem`, `msgspec.ValidationError`."""
        said, wishes = said_of(feature), self._wishes
        kind = _kind(said.get("kind", ""), wishes)
        warnings = [*feature.warnings, *_remarkable(said, kind, self._party)]
        title = feature.name or said.get("title", "") or f"{wishes.name}, {feature.where}"
        form: Form = {"kind": kind, "card": card_form(title, said)}
        if _is_way(feature):
            form |= self._route(feature, kind, warnings)
        else:
            form["extents"] = [msgspec.to_builtins(volume_out(volume)) for volume in self._extents(feature)]
        read = msgspec.convert(form, OperationForm)
        operation_id = id_of(self._party, self._reading, feature, "operation", kind, *self._asked(feature))
        command, _ = put_of(self._party, operation_id, read, self._limits)
        try:
            check_card(command.card)
        except Refusal as refusal:
            raise refused(refusal) from None
        spot = spot_of_plan(Known.FILE, feature.where, title, kind, command.extents)
        band_m = _band_of(command.extents)
        if band_m == (None, None) and (kind in _FLIES or kind is ThingKind.CONSTRAINT):
            warnings.append(Remark(RemarkCode.ALL_HEIGHTS))
        return Item(
            operation_id,
            feature.where,
            read,
            spot,
            tuple(warnings),
            window_us=self._window_of(command.extents),
            band_m=band_m,
            vertical_doubt_m=0.0 if band_m == (None, None) else feature.vertical_doubt_m,
        )

    def _extents(self, feature: Feature) -> list[Volume]:
        if feature.extents:
            return [self._timed(volume) for volume in feature.extents]
        point = feature.route[0]
        circle = Circle(point.lat, point.lng, self._wishes.radius_m)
        return [self._timed(Volume(circle, feature.lower_m, feature.upper_m, feature.start_us, feature.end_us))]

    def _route(self, feature: Feature, kind: ThingKind, warnings: list[Remark]) -> Form:
        """A route whose points have times becomes one. Where none has, it is not known when it is where: the whole way
        is held for all of the time."""
        timed = [point for point in feature.route if point.time_us is not None]
        wishes, band_m = self._wishes, self._band_of_way(feature, kind, warnings)
        if len(timed) == len(feature.route):
            return {
                "route": {
                    "waypoints": [{"lat": p.lat, "lng": p.lng, "at": iso(p.time_us)} for p in feature.route],
                    "half_width_m": wishes.half_width_m,
                    "slack_minutes": wishes.slack_minutes,
                    "lower_m": band_m[0],
                    "upper_m": band_m[1],
                }
            }
        if timed:
            remark = Remark(RemarkCode.TIMES_OF_SOME, count=len(timed), of=len(feature.route))
            raise FeatureFault("times-needed", remark, "route")
        start_us, end_us = self._times(feature.start_us, feature.end_us)
        turns = (Waypoint(p.lat, p.lng, start_us + i * _SECOND_US) for i, p in enumerate(feature.route))
        try:
            held = Way(tuple(turns), wishes.half_width_m, 0.0, *band_m).volumes()
        except ShapeRefused as shape:
            raise Problem(400, shape.code, shape.message, f"route.{shape.field}") from None
        warnings.append(Remark(RemarkCode.WHOLE_WAY_HELD))
        whole = (msgspec.structs.replace(volume, start_us=start_us, end_us=end_us) for volume in held)
        return {"extents": [msgspec.to_builtins(volume_out(volume)) for volume in whole]}

    def _band_of_way(self, feature: Feature, kind: ThingKind, warnings: list[Remark]) -> Band:
        """What the file says of the whole; else, of what flies, from the heights of its points, which are as they stand
        there: what is not known of their reference is added here."""
        heights = [point.altitude_m for point in feature.route]
        known = [height for height in heights if height is not None]
        if (
            feature.lower_m is not None
            or feature.upper_m is not None
            or kind not in _FLIES
            or len(known) < len(heights)
        ):
            return feature.lower_m, feature.upper_m
        around_m = self._wishes.half_height_m + feature.vertical_doubt_m
        warnings.append(Remark(RemarkCode.BAND_AROUND_POINTS, length_m=around_m))
        return min(known) - around_m, max(known) + around_m

    def _timed(self, volume: Volume) -> Volume:
        start_us, end_us = self._times(volume.start_us, volume.end_us)
        return msgspec.structs.replace(volume, start_us=start_us, end_us=end_us)

    def _times(self, start_us: int | None, end_us: int | None) -> tuple[int, int]:
        """Those of the file, or those that were asked for. What begins at no time that is known begins now."""
        wishes = self._wishes
        if end_us is None:
            if wishes.until is None:
                missing = RemarkCode.TIMES_MISSING if start_us is None else RemarkCode.END_MISSING
                raise FeatureFault("times-needed", Remark(missing), "until")
            end_us = microseconds(wishes.until)
        if start_us is None:
            start_us = self._now_us if wishes.start is None else microseconds(wishes.start)
            if end_us <= self._now_us:
                raise _over(end_us)
        return start_us, end_us

    def _asked(self, feature: Feature) -> tuple[str | None, ...]:
        """The times that a feature has from the request, if it has any: at others it is another operation."""
        wishes = self._wishes
        if _is_way(feature) and all(point.time_us is not None for point in feature.route):
            return ()
        windows = [(one.start_us, one.end_us) for one in feature.extents] or [(feature.start_us, feature.end_us)]
        if not any(None in window for window in windows):
            return ()
        return tuple(None if when is None else iso(microseconds(when)) for when in (wishes.start, wishes.until))

    def _window_of(self, extents: Sequence[Volume]) -> tuple[int, int]:
        start_us = min(volume.start_us for volume in extents if volume.start_us is not None)
        end_us = max(volume.end_us for volume in extents if volume.end_us is not None)
        if end_us <= self._now_us:
            raise _over(end_us)
        return start_us, end_us


def _over(end_us: int) -> FeatureFault:
    return FeatureFault("window-past", Remark(RemarkCode.OVER, at=moment(end_us)), "end")


def _is_way(feature: Feature) -> bool:
    """Whatever it is called: more than one point, and nothing that lies around them."""
    return len(feature.route) > 1 and not feature.extents


def _kind(said: str, wishes: PlanWishes) -> ThingKind:
    kind = said.lower()
    if kind in NOTIFIED:
        raise FeatureFault("kind-fixed", Remark(RemarkCode.KIND_NOTIFIED, quoted=kind), "kind")
    return ThingKind(kind if kind in PLANNED else wishes.kind)


def _remarkable(said: Mapping[str, str], kind: ThingKind, party: str) -> list[Remark]:
    """What somebody should know before it is planned."""
    found = []
    if said.get("owner", party) != party:
        found.append(Remark(RemarkCode.OF_ANOTHER, quoted=said["owner"][:100]))
    if kind is ThingKind.CONSTRAINT and said.get("type") == "NO_RESTRICTION":
        found.append(Remark(RemarkCode.NOTHING_RESTRICTED))
    return found


def _band_of(extents: Sequence[Volume]) -> Band:
    """The band of all volumes together; None where one is open."""
    lowers, uppers = [volume.lower_m for volume in extents], [volume.upper_m for volume in extents]
    return (
        None if None in lowers else min(lower for lower in lowers if lower is not None),
        None if None in uppers else max(upper for upper in uppers if upper is not None),
    )
