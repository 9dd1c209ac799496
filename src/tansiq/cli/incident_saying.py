"""What the commands about incidents have in common: which one is meant, what is said, and how it is shown then."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.incident_text import show_incident
from tansiq.cli.output import as_json
from tansiq.cli.speaking import Office
from tansiq.cli.words import read_words, refuse
from tansiq.gateways.api_client import step

Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The incident: its id, or how it begins.")]
ID, PART = "1c2d3e4f", "9a8b7c6d"
"""Of examples."""
_LONGEST = 50_000


def part_of(office: Office, path: str, part: str, given: str) -> str:
    """The one of the incident's facts, questions or actions that is meant, as a step of a path."""
    if len(given) >= 36:
        return step(given)
    matching = [one["id"] for one in office.get(path).get(part) or () if one["id"].startswith(given)]
    if len(matching) != 1:
        refuse(f"{len(matching) or 'none'} of its {part} begin{'s' if not matching else ''} with {given}")
    return step(matching[0])


def words_of(text: str) -> str:
    """What is said in an incident."""
    return read_words(text, _LONGEST, "what is said in an incident")


def said_in(office: Office, identifier: str, way: str, form: dict[str, Any]) -> None:
    """Says it, and shows what comes of it."""
    shown(office, office.post(f"{office.find('incidents', identifier)}/{way}", form))


def shown(office: Office, one: Any) -> None:
    """The incident as it is now."""
    if office.as_document:
        as_json(one)
    else:
        show_incident(one)
