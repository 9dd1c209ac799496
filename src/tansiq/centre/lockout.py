"""How fast wrong sign-ins may follow each other. In memory only, and bounded: a restart forgets it.

Three meters, each with some tries free and then a delay that doubles up to a longest one:

  address                    20 free    then from 1 s     at most 5 min
  login and address           5 free    then from 2 s     at most 15 min
  login, strange addresses   50 free    then from 1 s     at most 1 min

An address (of IPv6, its /64) from which the person has signed in before is no strange one: whoever hammers a login from
elsewhere slows down others there, and never the person where it usually works. A try that comes too early is not
looked at and does not count, so nobody can keep a door shut longer than the longest delay; an hour without a wrong try
forgets a meter. Logins that do not exist are measured alike. A new one-time secret from an administrator is beside all
this, and remains the way in for whoever is still kept out.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeAlias

from tansiq.centre.rules import HOUR_US, MINUTE_US, SECOND_US

_FORGOTTEN_US = HOUR_US
Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """How many wrong tries are free, the first delay after them, and the longest."""

    free: int
    first_us: int
    longest_us: int

    def delay_us(self, wrong: int) -> int:
        """How long after the last of so many wrong tries the next is looked at."""
        beyond = wrong - self.free
        return 0 if beyond < 0 else min(self.longest_us, self.first_us << min(beyond, 40))


BY_ADDRESS = Meter(20, SECOND_US, 5 * MINUTE_US)
BY_BOTH = Meter(5, 2 * SECOND_US, 15 * MINUTE_US)
BY_LOGIN = Meter(50, SECOND_US, MINUTE_US)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to sign in as whom. `known`: the person has signed in from this address before."""

    party: str
    login: str
    address: str
    known: bool = False

    def meters(self) -> tuple[tuple[Key, Meter], ...]:
        """What measures it."""
        network = network_of(self.address)
        both: tuple[tuple[Key, Meter], ...] = (
            (("address", network), BY_ADDRESS),
            (("both", self.party, self.login, network), BY_BOTH),
        )
        return both if self.known else (*both, (("login", self.party, self.login), BY_LOGIN))


@dataclass(slots=True)
class _Count:
    wrong: int
    last_us: int


class Lockout:
    """Counts wrong tries. Each counts as wrong from its beginning until it proves right: many at once are bounded."""

    def __init__(self, remembered: int = 50_000) -> None:
        self._counts: OrderedDict[Key, _Count] = OrderedDict()
        self._remembered = remembered

    def begin(self, attempt: Attempt, now_us: int) -> int:
        """0 if the try may be looked at; else after how many microseconds it may."""
        meters = attempt.meters()
        wait_us = max(self._wait_us(key, meter, now_us) for key, meter in meters)
        if wait_us > 0:
            return wait_us
        for key, _ in meters:
            count = self._counts.setdefault(key, _Count(0, now_us))
            if now_us - count.last_us >= _FORGOTTEN_US:
                count.wrong = 0
            count.wrong, count.last_us = count.wrong + 1, now_us
            self._counts.move_to_end(key)
        while len(self._counts) > self._remembered:
            self._counts.popitem(last=False)
        return 0

    def right(self, attempt: Attempt) -> None:
        """It was right after all: the try is given back, and this login from here begins anew."""
        self.give_back(attempt)
        for key, meter in attempt.meters():
            if meter is BY_BOTH:
                self._counts.pop(key, None)

    def give_back(self, attempt: Attempt) -> None:
        """It was neither right nor wrong: as if it had not been. What was wrong before stays counted."""
        for key, _ in attempt.meters():
            count = self._counts.get(key)
            if count is not None and count.wrong > 1:
                count.wrong -= 1
            elif count is not None:
                del self._counts[key]

    def __len__(self) -> int:
        return len(self._counts)

    def _wait_us(self, key: Key, meter: Meter, now_us: int) -> int:
        count = self._counts.get(key)
        if count is None or now_us - count.last_us >= _FORGOTTEN_US:
            return 0
        if now_us < count.last_us:  # the clock has been set back: nobody waits for it to catch up
            count.last_us = now_us
        return count.last_us + meter.delay_us(count.wrong) - now_us


def network_of(address: str) -> str:
    """What belongs to one subscriber: an IPv4 address, the /64 of an IPv6 one; anything else as it is."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
