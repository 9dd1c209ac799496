"""What the office knows of the witnesses of its own log, and of the log's keys. Notes and keys stand here as they are
written; that they hold is checked where they come in."""

from __future__ import annotations

import msgspec


class LogKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key that signs, or signed, the log's checkpoints. `until_us` 0: it still does."""

    key: str
    since_us: int
    until_us: int = 0


class WitnessKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """With which key a party's centre cosigns. `own_centre`: it runs on the party's own machine, not in the office's
    process. Without a party: a witness outside, whom the office's operator has named. `size` and `at_s`: of what it
    cosigned last with this key, and when by its own clock; 0 before the first. `claim`: the key's own word that it is
    this party's (a signed note); empty of one in the office's process, or outside."""

    party: str
    key: str
    since_us: int
    own_centre: bool = False
    size: int = 0
    at_s: int = 0
    claim: str = ""


class Cosigned(msgspec.Struct, frozen=True, omit_defaults=True):
    """One witness's cosignature of a checkpoint: `line` as it stands below a note; `at_s` by the witness's clock."""

    party: str
    key: str
    line: str
    at_s: int
    own_centre: bool = False


class PutUp(msgspec.Struct, frozen=True, omit_defaults=True):
    """A checkpoint that was put up for the witnesses, and who has cosigned it. `final`: as many as the office asks
    for."""

    size: int
    note: str
    at_us: int
    cosigned: tuple[Cosigned, ...] = ()
    final: bool = False

    def whole(self) -> str:
        """The note with the cosignatures that are there, as a file has it."""
        return self.note + "".join(one.line for one in self.cosigned)

    def independent(self) -> int:
        """By how many it was cosigned that are not in the office's own hands: a party counts once, and so does a
        witness outside."""
        return len({one.party or one.key for one in self.cosigned if one.own_centre})


class LogContest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a party's centre has found against the log. `contradiction` is the evidence, as a file has it (JSON)."""

    party: str
    finding: str
    contradiction: str
    at_us: int
    own_centre: bool = False


class LogRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """All of it. `put_up` is the one that waits for witnesses, `final` the newest that was cosigned by enough;
    `statement` the log's own word for the keys that sign (a signed note), empty where none was kept."""

    put_up: PutUp | None = None
    final: PutUp | None = None
    keys: tuple[LogKey, ...] = ()
    witnesses: tuple[WitnessKey, ...] = ()
    contests: tuple[LogContest, ...] = ()
    statement: str = ""
