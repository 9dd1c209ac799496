"""Which keys sign a log next, where several machines sign it, each by a file of keys of its own. Pure.

The log's own newest statement decides, and not a file: files differ while an operator carries a new one from machine to
machine. What a file adds and what it has retired are put together with what is stated, and never taken back: so it does
not matter whose file is seen first, and an older file changes nothing.
"""

from __future__ import annotations

from tansiq.evidence.key_statements import MOST_KEYS, Believed
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.ring import KeyRing


class NotStated(Exception):  # noqa: N818
    """What a file wants cannot be stated, and why."""


def signing(stated: Believed, ring: KeyRing, *, alone: bool) -> KeyRing | None:
    """With which of its keys a machine signs after a statement: those that this names, before the first all of them.
    None: it has none of them. `alone`: no other signs, so a file of new keys only is the operator's word."""
    if not stated.keys:
        return ring
    new = [key for key in ring.public if key not in stated.retired] if alone else []
    return ring.of(stated.keys) or ring.of(new)


def to_state(stated: Believed, ring: KeyRing, *, alone: bool) -> tuple[PublicKey, ...]:
    """The keys that the log is to have by this file; those that it has, if nothing is new. Raises `NotStated`: another
    file has to come here first, since all keys sign that they are the log's."""
    new = tuple(key for key in ring.public if key not in stated.keys and key not in stated.retired)
    if alone:
        left = tuple(key for key in stated.keys if key in ring.public)
    else:
        left = tuple(key for key in stated.keys if key not in ring.retired)
    keys = (*left, *new)
    if set(keys) == set(stated.keys):
        return stated.keys
    if not keys:
        raise NotStated("all of its keys have been retired; such a key never counts again")
    if not left and stated.keys and not alone:
        raise NotStated("it retires every key that signs the log, and none would vouch for the new one")
    if missing := [key.id.hex() for key in keys if key not in ring.public]:
        raise NotStated(f"it lacks a key that signs the log ({', '.join(missing)}); copy it from another node")
    if len(keys) > MOST_KEYS:
        raise NotStated(f"with it the log would have {len(keys)} keys; at most {MOST_KEYS} are used")
    return keys
