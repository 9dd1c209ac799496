"""What lies on a centre's own desks, as it is kept: drafts of notices, templates, hand-overs, and who has read what."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.centre.likeness import Resembled


class DraftState(StrEnum):
    """Where a draft stands: it is being written, somebody else has checked it, it has been released."""

    WRITTEN = "written"
    CHECKED = "checked"
    RELEASED = "released"


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """A notice before its release. `form` is JSON, as the interface takes it; `digest` is that of the form, by which
    whoever checks says what was looked at. `authors`: all who have written in it, by their ids and in order.

    Drafts of one import share its `batch`; `where` is the row or feature that this one comes from. `resembles`: what it
    is like; of older drafts `likeness` says it in a sentence. `changes`: the notice of which this is to be the next
    version; the form names the version that was read.
    """

    id: str
    version: int
    form: str
    digest: str
    authors: tuple[str, ...]
    made_us: int
    changed_us: int
    state: DraftState = DraftState.WRITTEN
    checked_by: str = ""
    checked_us: int = 0
    released_us: int = 0
    batch: str = ""
    where: str = ""
    likeness: str = ""
    changes: str = ""
    resembles: Resembled | None = None


class Template(msgspec.Struct, frozen=True):
    """A form to begin with, by its name. `form` is JSON, with as much in it as is always the same."""

    name: str
    form: str
    by: str
    changed_us: int


class HandOver(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whoever was on duty tells whoever comes how things stand. `threads` and `notices` are those that wait for
    something; `taken_us`: when the next one said that it was understood. `ref`: by what its sender named it, if at
    all."""

    number: int
    by: str
    at_us: int
    summary: str
    threads: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    taken_by: str = ""
    taken_us: int = 0
    ref: str = ""


class Reading(msgspec.Struct, frozen=True):
    """The first time that a person has looked at a version of something. Others are not told."""

    person: str
    subject: str
    id: str
    version: int
    at_us: int
