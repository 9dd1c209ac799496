"""What the two EUROCAE languages for drone zones have in common: who answers for a zone, and when it applies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.attributes import Said, Window, text_of
from tansiq.gateways.geofiles.feature import FeatureFault
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode

SCHEDULE = Remark(RemarkCode.HOURS_IGNORED)
RADIUS_UNIT = Remark(RemarkCode.RADIUS_UNIT)
Purpose: TypeAlias = Literal["AUTHORIZATION", "NOTIFICATION", "INFORMATION"]


class Period(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a zone applies. `schedule` is only looked at for whether there is one."""

    startDateTime: str | None = None  # noqa: N815  the standards' names
    endDateTime: str | None = None  # noqa: N815
    permanent: Literal["YES", "NO"] | None = None
    schedule: list[Any] | None = None


def add_periods(said: Said, periods: Sequence[Period], place: str) -> None:
    """Gives a zone its times. Raises `FeatureFault` (`instant-malformed`, `times-reversed`)."""
    windows: list[Window] = []
    for i, period in enumerate(periods):
        at = f"{place}[{i}]"
        start, end = (
            None
            if text is None or period.permanent == "YES"
            else instants.read_instant(text, f"{at}.{name}", said.warnings, is_end=name == "endDateTime")
            for name, text in (("startDateTime", period.startDateTime), ("endDateTime", period.endDateTime))
        )
        if start is not None and end is not None and start >= end:
            raise FeatureFault("times-reversed", Remark(RemarkCode.START_AFTER_END), f"{at}.startDateTime")
        if period.schedule:
            said.warnings.append(SCHEDULE)
        windows.append((start, end))
    said.windows = tuple(windows)


def add_authority(said: Said, texts: Sequence[tuple[str, str | None]]) -> None:
    """Enters what is known of who answers for a zone as properties, the first of each kind."""
    for name, text in texts:
        if text:
            said.properties.setdefault(name, text)


def add_texts(said: Said, values: Sequence[tuple[str, object]]) -> None:
    """Enters what is not None as properties."""
    said.properties.update({name: text_of(value) for name, value in values if value is not None})
