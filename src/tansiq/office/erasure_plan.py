"""What is to be written where, for some things to be erased from a journal's bodies. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from tansiq.journal.erasure import Remainder, as_long_as, remainder_of
from tansiq.office.erased import Key, Thing
from tansiq.office.erasing import by_key, parties_of, remainder, things_of

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Plan:
    """`left`: sequence number and what is to stand there; `concerned`: of each thing, who had to do with it."""

    things: tuple[Thing, ...]
    left: tuple[tuple[int, bytes], ...]
    concerned: tuple[tuple[str, ...], ...]

    @property
    def remainders(self) -> tuple[Remainder, ...]:
        """What vouches for them."""
        return tuple(remainder_of(sequence, body) for sequence, body in self.left)


def planned(bodies: Iterable[tuple[int, bytes]], things: tuple[Thing, ...], decode: Callable[[bytes], Any]) -> Plan:
    """Of these bodies, what is left when these things are erased. Things of which nothing is found are left out, unless
    nothing is found at all."""
    wanted = by_key(things)
    left: list[tuple[int, bytes]] = []
    concerned: dict[Key, set[str]] = {}
    for sequence, body in bodies:
        event = decode(body)
        rest = remainder(event, wanted)
        if rest is None:
            continue
        left.append((sequence, as_long_as(body, _encode(rest))))
        for key in things_of(event):
            if key in wanted:
                concerned.setdefault(key, set()).update(parties_of(event))
    found = tuple(one for one in things if (one.subject, one.id) in concerned)
    return Plan(found, tuple(left), tuple(tuple(sorted(concerned[one.subject, one.id])) for one in found))
