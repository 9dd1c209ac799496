"""The office's log as a party's own centre has seen it, whatever the office says: what it cosigned last, what it found,
what it does not believe, and what other parties' witnesses saw."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from tansiq.centre.roles import READ
from tansiq.centre.watched import WatchedLog
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import read_note
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import moment
from tansiq.gateways.public_log.watch import Watch


class FoundOut(msgspec.Struct):
    """What was found against a log; `by`: at which other witness's address, empty for this centre's own finding.
    `contradiction` is the evidence, as a file has it (JSON)."""

    finding: str
    at: datetime
    by: str
    contradiction: str


class WatchedOut(msgspec.Struct):
    """A log that the centre watches: its believed keys, how many entries the checkpoint had that it cosigned last (a
    signed note, `checkpoint`; empty before the first), and when. `own_office`: it is the log of the party's office."""

    log: str
    own_office: bool
    keys: list[str]
    size: int
    checkpoint: str
    at: datetime | None
    contests: list[FoundOut]


class ComparedOut(msgspec.Struct):
    """Another party's witness, at an address, and how its view stands to this one's: `agrees`, `ahead`, `elsewhere`,
    `other-keys`, `contested`, `unreachable`, `address-refused`, `wrong-answer`, `not-asked`."""

    address: str
    found: str


class LogWatchOut(msgspec.Struct):
    """All of it. `witness`: the key with which the centre cosigns; empty where there is no centre here. `unbelieved`:
    keys that the office's log states now, and that no key that is believed vouches for: whoever operates the centre
    asks the office's operator. `trouble`: why it does not cosign now, in English; empty if it does."""

    witness: str
    unbelieved: list[str]
    trouble: str
    logs: list[WatchedOut]
    compared: list[ComparedOut]


class LogWatch:
    """The route. `find`: a party's centre here."""

    def __init__(self, find: Callable[[str], Awaitable[Watch | None]]) -> None:
        self._find = find

    def routes(self) -> tuple[Route, ...]:
        """The only one."""
        summary = "The office's log as the party's own centre has seen it."
        return (Route("GET", "/api/v1/log/watch", needs(READ), self.read, summary=summary, gives=LogWatchOut),)

    async def read(self, call: Call) -> Answer:
        """Nothing where the party has no centre here."""
        watch = await self._find(call.party)
        if watch is None:
            return given(200, LogWatchOut("", [], "", [], []))
        compared = [] if watch.comparing is None else watch.comparing.others
        return given(
            200,
            LogWatchOut(
                watch.witness.key.public.written(),
                list(watch.follower.unbelieved),
                watch.follower.trouble,
                [_watched(one) for one in watch.witness.desk.state.watched.values()],
                [ComparedOut(one.way.prefix, one.agreement.value) for one in compared],
            ),
        )


def _watched(one: WatchedLog) -> WatchedOut:
    size = Checkpoint.read(read_note(one.newest).text).size if one.newest else 0
    found = [
        FoundOut(each.finding.value, moment(each.at_us), each.by, each.contradiction.written().decode())
        for each in one.contested
    ]
    at = moment(one.at_us) if one.newest else None
    return WatchedOut(one.log, not one.named, list(one.keys), size, one.newest, at, found)
