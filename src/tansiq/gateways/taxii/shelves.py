"""Collections: each party's reports in one of their own, as their reader may see them; and the reader's own."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from tansiq.office.refusals import Refusal
from tansiq.office.releasing import informs
from tansiq.office.state import Office

OWN = "own"
"""The other name of the collection of one's own reports."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection in a reader's eyes. `owner`: whose reports lie in it. `takes`: what is put in is released to that
    party, or, on one's own, kept."""

    id: str
    owner: str
    title: str
    description: str
    takes: bool


def shelves_of(state: Office, reader: str, now_us: int) -> list[Shelf]:
    """The reader's own, and one for each party of which it holds something or with which it shares information."""
    found = (
        _shelf(state, reader, owner, now_us) for owner in sorted(state.parties, key=lambda one: (one != reader, one))
    )
    return [one for one in found if one is not None]


def shelf(state: Office, reader: str, name: str, now_us: int) -> Shelf:
    """The collection with this identifier, or other name: `own`, or a party. Refused: `not-found`."""
    for owner in state.parties:
        if name in (shelf_id(reader, owner), OWN if owner == reader else owner):
            one = _shelf(state, reader, owner, now_us)
            if one is not None:
                return one
    raise Refusal("not-found", f"no collection {name[:100]}", field="id")


def alias(one: Shelf, reader: str) -> str:
    """What a collection may be called by people."""
    return OWN if one.owner == reader else one.owner


def shelf_id(reader: str, owner: str) -> str:
    """The same for ever, and another for each reader: a version-4 UUID, as TAXII 2.1 (section 5.2) wants."""
    drawn = hashlib.sha256(f"tansiq collection\0{reader}\0{owner}".encode()).digest()[:16]
    return str(uuid.UUID(bytes=drawn, version=4))


def _shelf(state: Office, reader: str, owner: str, now_us: int) -> Shelf | None:
    name = shelf_id(reader, owner)
    if owner == reader:
        return Shelf(name, owner, "Own reports", "What one has released. What is put in is kept for oneself.", True)
    takes = informs(state, reader, owner, now_us)
    if not takes and (reader, owner) not in state.reports_by:
        return None
    title = state.parties[owner].profile.name
    description = f"What {title} has released to you." + (" What is put in is released to them." if takes else "")
    return Shelf(name, owner, title, description, takes)
