"""Whether operations that overlapped in time could have happened one after another: linearizability (Herlihy and Wing).

Each must seem to happen at one moment between its call and its answer. An order is looked for as Wing and Gong do, with
Lowe's memory of what was tried in vain. An operation whose answer never came may have happened at any moment since its
call, or never.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

S = TypeVar("S", bound=Hashable)
NEVER_NS = sys.maxsize
"""When an operation is answered of which nobody heard again."""


class Unknown:
    """Stands for the answer that never came."""

    def __repr__(self) -> str:
        return "?"


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Operation:
    """What somebody asked, what was answered, and between which moments: one clock for all."""

    asked: Any
    answered: Any
    called_ns: int
    answered_ns: int = NEVER_NS
    where: str = ""
    """Whom it was asked of."""

    @property
    def known(self) -> bool:
        return self.answered is not UNKNOWN

    def __str__(self) -> str:
        end = f"{self.answered_ns / 1e6:.3f}" if self.known else "never"
        return f"{self.called_ns / 1e6:.3f} to {end} {self.where}: {self.asked} -> {self.answered}"


class NotLinearizable(AssertionError):  # noqa: N818
    """No order explains the history. Shows the longest that came near, and what could not follow."""

    def __init__(self, order: Sequence[Operation], state: object, stuck: Sequence[Operation]) -> None:
        before = "\n  ".join(str(one) for one in order[-12:])
        after = "\n  ".join(str(one) for one in stuck)
        super().__init__(f"in order:\n  {before}\nleaves {state!r}, and none of these can be next:\n  {after}")
        self.order, self.stuck = tuple(order), tuple(stuck)


@dataclass(frozen=True, slots=True)
class _Point(Generic[S]):
    """How far an order has come: all known operations before `low` are in it, of those from there on the ones of
    `taken`, of the unknown ones those of `taken_unknown`; both are bit fields."""

    low: int
    taken: int
    taken_unknown: int
    state: S


_Move = tuple[Operation, _Point[S]]


def linearize(
    history: Iterable[Operation], initial: S, step: Callable[[S, Any, Any], Iterable[S]]
) -> tuple[Operation, ...]:
    """An order that explains the history.

    `step(state, asked, answered)` gives the states that such an operation may leave: none where it cannot have been
    answered so, and for `UNKNOWN` those in which it has changed something. Raises `NotLinearizable`.
    """
    operations = sorted(history, key=lambda one: one.called_ns)
    known = [one for one in operations if one.known]
    unknown = [one for one in operations if not one.known]
    start = _Point(0, 0, 0, initial)
    if not known:
        return ()
    seen = {start}
    path: list[tuple[Operation, Iterator[_Move[S]]]] = []
    moves = _moves(start, known, unknown, step)
    here = nearest = start
    farthest: tuple[Operation, ...] = ()
    while True:
        for operation, point in moves:
            if point in seen:
                continue
            seen.add(point)
            path.append((operation, moves))
            if point.low == len(known):
                return tuple(one for one, _ in path)
            here, moves = point, _moves(point, known, unknown, step)
            break
        else:
            if _done(here) > _done(nearest):
                nearest, farthest = here, tuple(one for one, _ in path)
            if not path:
                raise NotLinearizable(farthest, nearest.state, [known[number] for number in _open(nearest, known)])
            _, moves = path.pop()
            here = start  # on the way back there is nothing nearer


def _done(point: _Point[S]) -> int:
    return point.low + point.taken.bit_count()


def _open(point: _Point[S], known: list[Operation]) -> list[int]:
    """Which of the known ones may be next: those called before any other that is left was answered."""
    first_answer, found = NEVER_NS, []
    for number in range(point.low, len(known)):
        if known[number].called_ns > first_answer:
            break
        if not point.taken >> (number - point.low) & 1:
            found.append(number)
            first_answer = min(first_answer, known[number].answered_ns)
    return found


def _moves(
    point: _Point[S], known: list[Operation], unknown: list[Operation], step: Callable[[S, Any, Any], Iterable[S]]
) -> Iterator[_Move[S]]:
    numbers = _open(point, known)
    first_answer = min(known[number].answered_ns for number in numbers)
    for number in sorted(numbers, key=lambda number: known[number].answered_ns):
        operation = known[number]
        low, taken = point.low, point.taken | 1 << (number - point.low)
        while taken & 1:
            low, taken = low + 1, taken >> 1
        for state in step(point.state, operation.asked, operation.answered):
            yield operation, _Point(low, taken, point.taken_unknown, state)
    for number, operation in enumerate(unknown):
        if operation.called_ns > first_answer:
            break
        if point.taken_unknown >> number & 1:
            continue
        for state in step(point.state, operation.asked, UNKNOWN):
            if state != point.state:
                yield operation, _Point(point.low, point.taken, point.taken_unknown | 1 << number, state)
