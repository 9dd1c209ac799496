"""What a witness shows at its own address, to anybody: which logs it watches, the checkpoint of each that it cosigned
last, and what it has found against them. Each of these convinces by the log's own signatures, and by nobody's word."""

from __future__ import annotations

from datetime import datetime

import msgspec

from tansiq.centre.watched import WatchedLog
from tansiq.evidence.contradictions import Contradiction
from tansiq.gateways.outlines import moment

LONGEST_SHOWN = 2_000_000
"""Of what is read as one, in bytes. A witness of as many logs as it can have, each with one finding of each kind, shows
less: of the checkpoints it keeps nothing that others wrote below them."""


class ContestShown(msgspec.Struct, frozen=True):
    """What was found against a log, and when."""

    finding: str
    at: datetime
    contradiction: Contradiction


class WatchedShown(msgspec.Struct, frozen=True):
    """A log, by its name; the keys by which it is believed here; the checkpoint that was cosigned last (a signed note;
    "" before the first), and when."""

    log: str
    keys: tuple[str, ...]
    checkpoint: str
    at: datetime | None
    contests: tuple[ContestShown, ...] = ()


class WitnessShown(msgspec.Struct, frozen=True):
    """All of it. `witness`: the key with which it cosigns."""

    witness: str
    logs: tuple[WatchedShown, ...] = ()


def watched_shown(watched: WatchedLog) -> WatchedShown:
    """A log as it is remembered."""
    contests = tuple(ContestShown(one.finding.value, moment(one.at_us), one.contradiction) for one in watched.contested)
    at = moment(watched.at_us) if watched.newest else None
    return WatchedShown(watched.log, watched.keys, watched.newest, at, contests)
