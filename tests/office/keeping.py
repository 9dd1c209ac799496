"""The office keeps house in a test, as `tansiq.office.desk.housekeep` has it done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tansiq.office.housekeeping import ROUND


def keep_house(do: Callable[[Any], Any], at_most: int = 500, *, turns: int = 500) -> int:
    """A round after the other until nothing is due; how many things were done. `do` gives the reply of a command."""
    done = 0
    waiting = [replace(command, at_most=at_most) for command in ROUND]
    for _ in range(turns):
        answers = [do(command) for command in waiting]
        done += sum(turn.done for turn in answers)
        waiting = [turn.again for turn in answers if turn.again is not None]
        if not waiting:
            return done
    raise AssertionError("it is never done")
