"""How much the property tests try: enough for every run, or all of it (`make campaign`)."""

from __future__ import annotations

import os

THOROUGH = "THOROUGH" in os.environ


def tries(of: int) -> int:
    """So many examples, of those that a campaign tries."""
    return of if THOROUGH else max(10, of // 3)
