"""Why something could not be delivered: in words that stand in a state that people read."""

from __future__ import annotations

from tansiq.centre.mishaps import Mishap


class Undelivered(Exception):  # noqa: N818  an answer, not a fault
    """It was not taken, or not known to be. `final`: this receiver will never take it; `wait_s`: it asks to be left
    alone for so long. `mishap` holds nothing of what the receiver answered but its status; `reason` is the same in
    English."""

    def __init__(self, mishap: Mishap, *, final: bool = False, wait_s: float = 0.0) -> None:
        super().__init__(mishap.sentence)
        self.mishap, self.reason, self.final, self.wait_s = mishap, mishap.sentence, final, wait_s
