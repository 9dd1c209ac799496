"""Drafts of notices: written by one person, checked by another, released. Whoever has written in a draft does not
check it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import msgspec

from tansiq.centre.likeness import Resembled
from tansiq.centre.papers import Draft, DraftState
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tansiq.journal.command import Command

LONGEST_FORM, MOST_DRAFTS, MOST_AT_ONCE = 262_144, 50_000, 1_000
LONGEST_NAME = 200
"""Of the persons that the office is told of."""


class DraftsPut(msgspec.Struct, frozen=True, tag="drafts.put", tag_field="kind"):
    """Drafts are there, or are there in a new version, because of what `by` did."""

    drafts: tuple[Draft, ...]
    by: str


class DraftsForgotten(msgspec.Struct, frozen=True, tag="drafts.forgotten", tag_field="kind"):
    """Drafts have been thrown away. Also undoes a first `drafts.put`."""

    ids: tuple[str, ...]
    by: str


DraftEvent = DraftsPut | DraftsForgotten


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as somebody has written it."""

    id: str
    form: str
    where: str = ""
    resembles: Resembled | None = None
    changes: str = ""


@dataclass(frozen=True, slots=True)
class WriteDrafts(Command[tuple[Draft, ...]]):
    """Write new drafts: one, or those of an import."""

    person: str
    drafts: tuple[Written, ...]
    batch: str = ""


@dataclass(frozen=True, slots=True)
class ChangeDraft(Command[Draft]):
    """Write in a draft; whoever had checked it has to check it again. `version` is the one that was read."""

    person: str
    id: str
    version: int
    form: str


@dataclass(frozen=True, slots=True)
class CheckDrafts(Command[tuple[Draft, ...]]):
    """Say that one has compared the coordinates with their source: (id, digest of the form that was looked at)."""

    person: str
    seen: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReleasedDrafts(Command[tuple[Draft, ...]]):
    """The office has taken these in as notices, with the same ids: (id, digest of the form that it was given). One that
    was written in meanwhile is not the one that was released."""

    person: str
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ThrowAway(Command[int]):
    """Throw drafts away."""

    person: str
    ids: tuple[str, ...]


DraftCommand = WriteDrafts | ChangeDraft | CheckDrafts | ReleasedDrafts | ThrowAway


def digest_of(form: str) -> str:
    """By what a form is named when it is checked: SHA-256 (hex)."""
    return hashlib.sha256(form.encode()).hexdigest()


def decide(
    state: Centre, command: DraftCommand, now_us: int
) -> tuple[tuple[DraftEvent, ...], tuple[Draft, ...] | Draft | int]:
    """Refused: `draft-unknown`, `draft-changed`, `draft-invalid`, `draft-own`, `draft-released`, `too-many`."""
    match command:
        case WriteDrafts():
            return _put(_written(state, command, now_us), command.person)
        case ChangeDraft():
            old = known_draft(state, command.id)
            if command.version != old.version:
                raise Refusal("draft-changed", f"the version is {old.version} now; read it again", field="version")
            _check_form(command.form)
            authors = old.authors if command.person in old.authors else (*old.authors, command.person)
            made = msgspec.structs.replace(
                old,
                version=old.version + 1,
                form=command.form,
                digest=digest_of(command.form),
                authors=authors,
                changed_us=now_us,
                state=DraftState.WRITTEN,
                checked_by="",
                checked_us=0,
            )
            return (DraftsPut((made,), command.person),), made
        case CheckDrafts():
            return _put(tuple(_checked(state, command, one, now_us) for one in command.seen), command.person)
        case ReleasedDrafts():
            released = ((state.drafts.get(draft_id), digest) for draft_id, digest in command.given)
            done = tuple(
                msgspec.structs.replace(draft, state=DraftState.RELEASED, released_us=now_us)
                for draft, digest in released
                if draft is not None and draft.state is not DraftState.RELEASED and draft.digest == digest
            )
            return _put(done, command.person)
        case ThrowAway():
            ids = tuple(draft_id for draft_id in command.ids if draft_id in state.drafts)
            return ((DraftsForgotten(ids, command.person),) if ids else ()), len(ids)


@dataclass(frozen=True, slots=True)
class Releasable:
    """A draft that may go, and how others are told of the two persons."""

    draft: Draft
    author: str
    checked_by: str


def releasable(state: Centre, draft_id: str) -> Releasable:
    """A draft that somebody who has not written in it has checked; of one that is released already, as it went.
    Refused: `draft-unknown`, `draft-unchecked`, `draft-own`."""
    draft = state.drafts.get(draft_id)
    if draft is None:
        raise Refusal("draft-unknown", "there is no such draft", field="id")
    if draft.state is DraftState.WRITTEN or not draft.checked_by:
        raise Refusal("draft-unchecked", "somebody who has not written in it checks it first", field="id")
    if draft.checked_by in draft.authors:
        raise Refusal("draft-own", "whoever has written in a draft does not check it; somebody else does", field="id")
    names = [state.people[one].name if one in state.people else one for one in (*draft.authors, draft.checked_by)]
    return Releasable(draft, ", ".join(names[:-1])[:LONGEST_NAME], names[-1][:LONGEST_NAME])


def known_draft(state: Centre, draft_id: str) -> Draft:
    """A draft that is not released yet. Refused: `draft-unknown`, `draft-released`."""
    draft = state.drafts.get(draft_id)
    if draft is None:
        raise Refusal("draft-unknown", "there is no such draft", field="id")
    if draft.state is DraftState.RELEASED:
        raise Refusal("draft-released", "it has been released; change the notice itself", field="id")
    return draft


def evolve(state: Centre, event: DraftEvent) -> None:
    """The state after the event."""
    match event:
        case DraftsPut():
            state.drafts.update({draft.id: draft for draft in event.drafts})
        case DraftsForgotten():
            for draft_id in event.ids:
                state.drafts.pop(draft_id, None)  # of what was erased, a replay knows nothing


def invert(state: Centre, event: DraftEvent) -> tuple[DraftEvent, ...]:
    """What takes the state back to where it is before the event."""
    ids = tuple(draft.id for draft in event.drafts) if isinstance(event, DraftsPut) else event.ids
    old = tuple(state.drafts[draft_id] for draft_id in ids if draft_id in state.drafts)
    new = tuple(draft_id for draft_id in ids if draft_id not in state.drafts)
    back: tuple[DraftEvent, ...] = (DraftsPut(old, ""),) if old else ()
    return (*back, *((DraftsForgotten(new, ""),) if new else ()))


def _written(state: Centre, command: WriteDrafts, now_us: int) -> tuple[Draft, ...]:
    if len(state.drafts) + len(command.drafts) > MOST_DRAFTS or len(command.drafts) > MOST_AT_ONCE:
        raise Refusal("too-many", f"at most {MOST_DRAFTS:,} drafts, {MOST_AT_ONCE:,} at once; throw old ones away")
    made = []
    for written in command.drafts:
        if written.id in state.drafts:
            continue  # it came twice, and is written once
        _check_form(written.form)
        made.append(
            Draft(
                id=written.id,
                version=1,
                form=written.form,
                digest=digest_of(written.form),
                authors=(command.person,),
                made_us=now_us,
                changed_us=now_us,
                batch=command.batch,
                where=written.where,
                resembles=written.resembles,
                changes=written.changes,
            )
        )
    return tuple(made)


def _checked(state: Centre, command: CheckDrafts, seen: tuple[str, str], now_us: int) -> Draft:
    draft_id, digest = seen
    draft = known_draft(state, draft_id)
    if digest != draft.digest:
        raise Refusal("draft-changed", "it has been changed since; look at it again", field="digest")
    if command.person in draft.authors:
        raise Refusal("draft-own", "whoever has written in a draft does not check it; somebody else does", field="id")
    return msgspec.structs.replace(
        draft, version=draft.version + 1, state=DraftState.CHECKED, checked_by=command.person, checked_us=now_us
    )


def _put(drafts: tuple[Draft, ...], by: str) -> tuple[tuple[DraftsPut, ...], tuple[Draft, ...]]:
    return ((DraftsPut(drafts, by),) if drafts else ()), drafts


def _check_form(form: str) -> None:
    if not 2 <= len(form) <= LONGEST_FORM:
        raise Refusal("draft-invalid", f"a form has at most {LONGEST_FORM:,} characters")
