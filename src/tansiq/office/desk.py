"""The office in service: its journal, opened, with the state that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from tansiq.journal import desk as journal
from tansiq.journal.desk import Fresh, Start, now_us
from tansiq.office.housekeeping import ROUND
from tansiq.office.machine import AnyCommand, Event, blueprint
from tansiq.office.rules import Rules
from tansiq.office.state import Office

__all__ = ["Desk", "Fresh", "Start", "housekeep", "now_us", "open_desk"]

Desk: TypeAlias = journal.Desk[Office, AnyCommand, Event]


def open_desk(
    path: Path,
    rules: Rules | None = None,
    *,
    tail_only: bool = False,
    create: bool = True,
    clock: Callable[[], int] = now_us,
    on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Desk:
    """An office under these rules; see `journal.desk.open_desk`."""
    return journal.open_desk(
        blueprint(rules), path, tail_only=tail_only, create=create, clock=clock, on_progress=on_progress
    )


async def housekeep(desk: Desk) -> int:
    """Does all that is due, a turn of each chore at a time; how many things. What a later chore makes due for one that
    has had its last turn waits for the next round."""
    done = 0
    waiting = ROUND
    while waiting:
        turns = [await desk.submit(command) for command in waiting]
        done += sum(turn.done for turn in turns)
        waiting = tuple(turn.again for turn in turns if turn.again is not None)
    return done
