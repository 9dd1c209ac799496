"""Whom one trusts, and how many of them it takes (C2SP tlog-policy): logs, witnesses, groups of them, and the quorum
without which a checkpoint does not count as final."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tansiq.evidence.notes import COSIGNATURE, PLAIN, NoteInvalid, PublicKey

NONE = "none"
LONGEST_POLICY = 1_000_000
MOST_NAMED = 256
"""Logs, witnesses and groups, each; C2SP asks for 32."""
_ITEM = re.compile(r"[^ \t]+")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


class PolicyInvalid(NoteInvalid):
    """A policy, or a key of one, that cannot be used; says in which line."""


@dataclass(frozen=True, slots=True)
class Group:
    """Counts as having cosigned when `at_least` of its members have: witnesses, or groups named before it."""

    name: str
    at_least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """`quorum` names a witness, a group or nobody (`none`)."""

    logs: tuple[PublicKey, ...]
    witnesses: tuple[tuple[str, PublicKey], ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    @classmethod
    def of(cls, logs: Iterable[PublicKey], witnesses: Iterable[PublicKey] = (), at_least: int | None = None) -> Policy:
        """That so many of the witnesses have cosigned; all of them if that is not said. Raises `PolicyInvalid`."""
        known = tuple(dict.fromkeys(witnesses))
        number = len(known) if at_least is None else at_least
        if not 0 <= number <= len(known):
            raise PolicyInvalid(f"{number} of {len(known)} witnesses cannot be")
        named = tuple((f"witness{place}", key) for place, key in enumerate(known, 1))
        groups = (Group("quorum", number, tuple(name for name, _ in named)),) if number else ()
        policy = cls(tuple(dict.fromkeys(logs)), named, groups, "quorum" if number else NONE)
        policy._check()
        return policy

    @classmethod
    def read(cls, written: bytes) -> Policy:
        """Of a file. Raises `PolicyInvalid`."""
        reading = _Reading()
        for number, line in enumerate(_lines(written), 1):
            try:
                reading.take(_ITEM.findall(line))
            except NoteInvalid as error:
                raise PolicyInvalid(f"line {number}: {error}") from None
        if reading.quorum is None:
            raise PolicyInvalid("there is no line with the quorum")
        policy = cls(tuple(reading.logs), tuple(reading.witnesses.items()), tuple(reading.groups), reading.quorum)
        policy._check()
        return policy

    def with_logs(self, keys: Iterable[PublicKey]) -> Policy:
        """With these as well: where the log is known from elsewhere. Raises `PolicyInvalid`."""
        policy = Policy(tuple(dict.fromkeys((*self.logs, *keys))), self.witnesses, self.groups, self.quorum)
        policy._check()
        return policy

    @property
    def keys(self) -> tuple[PublicKey, ...]:
        """Of the witnesses."""
        return tuple(key for _, key in self.witnesses)

    @property
    def asks_witnesses(self) -> bool:
        """Whether the office's word alone is not enough."""
        return self.quorum != NONE

    def is_met(self, cosigned: Collection[PublicKey]) -> bool:
        """Whether the cosignatures of these are enough."""
        if self.quorum == NONE:
            return True
        met = {name: key in cosigned for name, key in self.witnesses}
        for group in self.groups:
            met[group.name] = sum(met[member] for member in group.members) >= group.at_least
        return met[self.quorum]

    def _check(self) -> None:
        """That each key is of its kind and there once: whoever had two names would count for two."""
        if any(key.kind != PLAIN for key in self.logs):
            raise PolicyInvalid("the key of a log is an Ed25519 key of kind 1")
        if any(key.kind != COSIGNATURE for key in self.keys):
            raise PolicyInvalid("the key of a witness is an Ed25519 key of kind 4")
        if len({key.key for key in self.logs}) < len(self.logs) or len({key.key for key in self.keys}) < len(self.keys):
            raise PolicyInvalid("one key is there under two names")
        if max(len(self.logs), len(self.witnesses), len(self.groups)) > MOST_NAMED:
            raise PolicyInvalid(f"at most {MOST_NAMED} logs, witnesses and groups each are used here")


class _Reading:
    def __init__(self) -> None:
        self.logs: list[PublicKey] = []
        self.witnesses: dict[str, PublicKey] = {}
        self.groups: list[Group] = []
        self.quorum: str | None = None
        self._names: set[str] = set()
        self._members: set[str] = set()
        self._log_keys: set[bytes] = set()
        self._witness_keys: set[bytes] = set()

    def take(self, items: Sequence[str]) -> None:
        match items:
            case []:
                pass
            case [first, *_] if first.startswith("#"):
                pass
            case ["log", key] | ["log", key, _]:
                self.logs.append(self._once(key, self._log_keys))
            case ["witness", name, key] | ["witness", name, key, _]:
                self._define(name)
                self.witnesses[name] = self._once(key, self._witness_keys)
            case ["group", name, number, *members] if members:
                for member in members:
                    self._is_defined(member)
                    if member in self._members:
                        raise PolicyInvalid(f"{member} would count twice")
                    self._members.add(member)
                self._define(name)
                self.groups.append(Group(name, _at_least(number, len(members)), tuple(members)))
            case ["quorum", name]:
                if self.quorum is not None:
                    raise PolicyInvalid("there is a second line with a quorum")
                if name != NONE:
                    self._is_defined(name)
                self.quorum = name
            case _:
                raise PolicyInvalid("a line says log, witness, group or quorum, and what belongs to it")

    def _define(self, name: str) -> None:
        if name in self._names or name == NONE:
            raise PolicyInvalid(f"the name {name} is taken")
        self._names.add(name)

    def _is_defined(self, name: str) -> None:
        if name not in self._names:
            raise PolicyInvalid(f"no line before this one names {name}")

    @staticmethod
    def _once(written: str, known: set[bytes]) -> PublicKey:
        key = PublicKey.read(written)
        if key.key in known:
            raise PolicyInvalid(f"the key of {key.name} is there twice")
        known.add(key.key)
        return key


def read_keys(written: bytes) -> tuple[PublicKey, ...]:
    """The keys of a file, a key a line; empty lines and those that begin with # say nothing. Raises `PolicyInvalid`."""
    found: dict[PublicKey, None] = {}
    for number, line in enumerate(_lines(written), 1):
        if not line.strip(" \t") or line.lstrip(" \t").startswith("#"):
            continue
        try:
            found[PublicKey.read(line)] = None
        except NoteInvalid as error:
            raise PolicyInvalid(f"line {number}: {error}") from None
    if not 1 <= len(found) <= MOST_NAMED:
        raise PolicyInvalid(f"1 to {MOST_NAMED} keys are used here, a key a line; there are {len(found)}")
    return tuple(found)


def _at_least(number: str, members: int) -> int:
    if number in ("all", "any"):
        return members if number == "all" else 1
    if not _NUMBER.fullmatch(number) or int(number) > members:
        raise PolicyInvalid(f"of {members} members, all, any, or a number up to {members} must have cosigned")
    return int(number)


def _lines(written: bytes) -> list[str]:
    if len(written) > LONGEST_POLICY:
        raise PolicyInvalid(f"at most {LONGEST_POLICY:,} bytes are read here")
    if any((each < 0x20 and each not in b"\t\n") or each == 0x7F for each in written):
        raise PolicyInvalid("there are no control characters but tabs and newlines (a file from Windows has others)")
    try:
        return written.decode().split("\n")
    except UnicodeDecodeError:
        raise PolicyInvalid("the text is not UTF-8") from None
