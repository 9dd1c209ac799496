"""Why something could not be delivered: in words that stand in a state that people read."""

from __future__ import annotations


class Undelivered(Exception):  # noqa: N818  an answer, not a fault
    """It was not taken, or not known to be. `final`: this receiver will never take it; `wait_s`: it asks to be left
    alone for so long. The message holds nothing of what the receiver answered but its status."""

    def __init__(self, reason: str, *, final: bool = False, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.final, self.wait_s = reason, final, wait_s
