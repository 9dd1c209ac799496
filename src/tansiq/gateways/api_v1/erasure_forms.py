"""What stands where content was erased."""

from __future__ import annotations

from datetime import datetime

import msgspec

from tansiq.gateways.outlines import moment
from tansiq.office.erased import Erased


class ErasureOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """That what was written here has been erased: when, on what ground (`time`, `order`), and by whose order."""

    at: datetime
    ground: str
    by: str = ""
    reference: str = ""


def erasure_out(erased: Erased | None) -> ErasureOut | None:
    """What stands where the content was; None where nothing was erased."""
    if erased is None:
        return None
    return ErasureOut(at=moment(erased.at_us), ground=erased.ground.value, by=erased.by, reference=erased.reference)
