"""What the office takes in at all: how large, how high, how long, how far ahead."""

from __future__ import annotations

from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, Rules
from tansiq.volumes import Volume, bounding_window


def check_area(area_m2: float, rules: Rules, field: str) -> None:
    """Raises `Refusal` (`area-too-large`) above the office's limit for one volume."""
    if area_m2 > rules.max_area_m2:
        raise Refusal(
            "area-too-large",
            f"the area is {area_m2 / 1e6:,.0f} km2; at most {rules.max_area_m2 / 1e6:,.0f} km2 are taken in one volume",
            field=field,
        )


def check_areas(areas_m2: tuple[float, ...], rules: Rules) -> None:
    """Raises `Refusal` (`area-too-large`) above the limit for one volume, or for all volumes of a request together."""
    for i, area_m2 in enumerate(areas_m2):
        check_area(area_m2, rules, f"extents[{i}]")
    total_m2 = sum(areas_m2)
    if total_m2 > rules.max_total_area_m2:
        raise Refusal(
            "area-too-large",
            f"the areas of all volumes are {total_m2 / 1e6:,.0f} km2 together; at most "
            f"{rules.max_total_area_m2 / 1e6:,.0f} km2 are taken in one request",
            field="extents",
        )


def check_window(extents: tuple[Volume, ...], rules: Rules, now_us: int) -> tuple[int, int]:
    """First start and last end. Raises `Refusal` unless each volume has both times, and the last end lies ahead, but
    not too far (F3548-21, `extents`)."""
    for i, volume in enumerate(extents):
        if volume.start_us is None or volume.end_us is None:
            missing = "time_start" if volume.start_us is None else "time_end"
            raise Refusal("window-missing", f"{missing} is needed in each volume", field=f"extents[{i}].{missing}")
    start_us, end_us = bounding_window(extents)
    assert start_us is not None
    assert end_us is not None
    last = next(i for i, volume in enumerate(extents) if volume.end_us == end_us)
    if end_us <= now_us:
        raise Refusal("window-past", "time_end lies in the past", field=f"extents[{last}].time_end.value")
    if end_us > now_us + rules.max_ahead_us:
        days = rules.max_ahead_us / DAY_US
        raise Refusal(
            "window-too-far",
            f"time_end lies more than {days:g} days ahead",
            field=f"extents[{last}].time_end.value",
        )
    return start_us, end_us


def check_bands(extents: tuple[Volume, ...]) -> None:
    """Raises `Refusal` unless each volume has both altitudes."""
    for i, volume in enumerate(extents):
        if volume.lower_m is None or volume.upper_m is None:
            missing = "altitude_lower" if volume.lower_m is None else "altitude_upper"
            raise Refusal("band-missing", f"{missing} is needed in each volume", field=f"extents[{i}].volume.{missing}")


def check_found(count: int, rules: Rules) -> None:
    """Raises `Refusal` (`too-many-found`) rather than to answer with a part, or to keep everybody else waiting."""
    if count > rules.max_found:
        raise Refusal(
            "too-many-found",
            f"{count:,} are there; at most {rules.max_found:,} are listed: ask for a smaller area or a shorter time",
            field="area_of_interest",
        )
