"""What may be released, and in whose names: decided without an office."""

from __future__ import annotations

import msgspec
import pytest

from tansiq.centre.drafts import CheckDrafts, ReleasedDrafts, WriteDrafts, Written, decide, evolve, releasable
from tansiq.centre.papers import Draft
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre

NOW_US = 1_772_355_600_000_000


def centre_with(*authors: str) -> Centre:
    state = Centre()
    events, _ = decide(state, WriteDrafts(authors[0], (Written("D", "{}"),)), NOW_US)
    for event in events:
        evolve(state, event)
    state.drafts["D"] = msgspec.structs.replace(state.drafts["D"], authors=authors)
    return state


def check(state: Centre, person: str) -> Draft:
    draft = state.drafts["D"]
    for event in decide(state, CheckDrafts(person, (("D", draft.digest),)), NOW_US)[0]:
        evolve(state, event)
    return state.drafts["D"]


def test_what_nobody_else_has_checked_may_not_go() -> None:
    state = centre_with("amal")
    with pytest.raises(Refusal) as caught:
        releasable(state, "D")
    assert caught.value.code == "draft-unchecked"
    with pytest.raises(Refusal) as caught:
        releasable(state, "E")
    assert caught.value.code == "draft-unknown"


def test_what_another_has_checked_may_go_and_names_both() -> None:
    state = centre_with("amal", "nour")
    check(state, "lina")
    may_go = releasable(state, "D")
    assert (may_go.draft.id, may_go.author, may_go.checked_by) == ("D", "amal, nour", "lina")


def test_what_says_that_its_author_checked_it_may_not_go() -> None:
    state = centre_with("amal")
    draft = check(state, "nour")
    state.drafts["D"] = msgspec.structs.replace(draft, authors=("amal", "nour"))
    with pytest.raises(Refusal) as caught:
        releasable(state, "D")
    assert caught.value.code == "draft-own"


def test_many_authors_are_told_of_in_as_many_characters_as_a_name_has() -> None:
    state = centre_with(*(f"person-{number:03d}" for number in range(40)))
    check(state, "lina")
    assert len(releasable(state, "D").author) == 200


def test_what_has_gone_may_be_asked_for_again() -> None:
    state = centre_with("amal")
    draft = check(state, "nour")
    for event in decide(state, ReleasedDrafts("nour", (("D", draft.digest),)), NOW_US)[0]:
        evolve(state, event)
    assert releasable(state, "D").draft.state == "released"
