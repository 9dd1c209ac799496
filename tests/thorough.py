"""How much is tried: enough for every change, or all of it (`make campaign`, `make stories`)."""

from __future__ import annotations

import os
from typing import Any

import pytest

THOROUGH = "THOROUGH" in os.environ


def tries(of: int) -> int:
    """So many examples, of those that a campaign tries."""
    return of if THOROUGH else max(10, of // 3)


def again(*parameters: object) -> list[Any]:
    """Parameters with which the same is told again, in another language or with more in it, by `make stories`."""
    several = (one if isinstance(one, tuple) else (one,) for one in parameters)
    return [pytest.param(*values, marks=pytest.mark.stories) for values in several]
