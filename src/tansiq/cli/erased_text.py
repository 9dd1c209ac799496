"""What stands where words were erased, for people."""

from __future__ import annotations

from typing import Any

from tansiq.cli.times import minute

Fact = tuple[str, str]


def erased_fact(one: Any) -> Fact:
    """When what was written in a thing was erased, on what ground and by whose order; empty where it was not."""
    erasure = one.get("erasure")
    if erasure is None:
        return "erased", "its words are kept no longer" if one.get("erased") else ""
    if erasure["ground"] == "time":
        return "erased", f"{minute(erasure['at'])} UTC after its time"
    by = f" ({erasure['by']})" if erasure.get("by") else ""
    return "erased", f"{minute(erasure['at'])} UTC by order: {erasure.get('reference', '')}{by}"


def title_of(title: str) -> str:
    """A title in a list. Nothing is written without one, so an empty one was erased."""
    return title or "(erased)"


def naming(how: str, person: str | None) -> str:
    """Words about a person (`how`, with {} for the name); none where the name went with words that were erased."""
    return how.format(person) if person else ""
