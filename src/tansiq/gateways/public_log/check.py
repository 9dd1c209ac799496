"""The office's log checked from outside, by anybody who knows its key: that it continues what was seen of it before."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from tansiq.evidence.checkpoints import Checkpoint, trusted_checkpoint
from tansiq.evidence.contradictions import Contradiction
from tansiq.evidence.notes import LONGEST_NOTE, NoteInvalid, PublicKey, SignedNote, read_note
from tansiq.evidence.tiles import WIDTH, Tile, TileHashes
from tansiq.evidence.tree import HASH_BYTES, consistency_proof, root_hash

_WITHIN_S = 20.0
_WHOLE_WITHIN_S = 60.0
"""Of one answer, however it comes: a log could give a byte now and then for ever."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the log shows now; and, if it is not what it had signed before, the evidence."""

    note: SignedNote
    checkpoint: Checkpoint
    against: Contradiction | None = None


def check_log(url: str, keys: Sequence[PublicKey], before: SignedNote | None) -> Checked:
    """Compares the log at an office's address with a checkpoint that was seen before. Raises `NoteInvalid` where it
    does not show what it has signed, and `ConnectionError`."""
    with httpx.Client(base_url=f"{url.rstrip('/')}/log/", timeout=_WITHIN_S, follow_redirects=False) as client:
        note = read_note(_fetched(client, "checkpoint", LONGEST_NOTE))
        now, _ = trusted_checkpoint(note, keys)
        stored = TileHashes(now.size, lambda tile: _tile(client, tile))
        try:
            if root_hash(now.size, stored) != now.root:
                raise NoteInvalid("the log's tiles do not lead to the root of its checkpoint")
            if before is None:
                return Checked(note, now)
            old, _ = trusted_checkpoint(before, keys)
            if old.origin != now.origin:
                raise NoteInvalid(f"the checkpoint seen before is of {old.origin}, this one of {now.origin}")
            if now.size < old.size or (now.size == old.size and now.root != old.root):
                return Checked(note, now, Contradiction.between(before, note))
            beginning = root_hash(old.size, stored)
            if beginning == old.root:
                return Checked(note, now)
            proof = consistency_proof(old.size, now.size, stored)
        except NoteInvalid:
            raise
        except ValueError as invalid:
            raise NoteInvalid(str(invalid)) from None
        return Checked(note, now, Contradiction.between(before, note, beginning, proof))


def _tile(client: httpx.Client, tile: Tile) -> bytes:
    return _fetched(client, tile.path, WIDTH * HASH_BYTES)


def _fetched(client: httpx.Client, path: str, most: int) -> bytes:
    try:
        with client.stream("GET", path) as answer:
            body, until = bytearray(), time.monotonic() + _WHOLE_WITHIN_S
            for piece in answer.iter_bytes():
                body += piece
                if time.monotonic() > until:
                    raise httpx.ReadTimeout(f"no whole answer within {_WHOLE_WITHIN_S:g} s")
                if len(body) > most:
                    raise NoteInvalid(f"what answers at {client.base_url}{path} is longer than it can be")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ConnectionError(f"{client.base_url}{path} does not answer: {error or type(error).__name__}") from None
    if answer.status_code != 200:
        raise ConnectionError(f"{client.base_url}{path} answers {answer.status_code}: is this an office's address?")
    return bytes(body)
