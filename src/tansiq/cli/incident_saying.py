"""What the commands about incidents have in common: which one is meant, what is said, and how it is shown then."""

from __future__ import annotations

import sys
from typing import Annotated, Any, NoReturn, TypeAlias

import typer

from tansiq.cli.incident_text import show_incident
from tansiq.cli.output import EXIT_REFUSED, as_json, complain
from tansiq.cli.speaking import Office
from tansiq.gateways.api_client import step

Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The incident: its id, or how it begins.")]
Person: TypeAlias = Annotated[str, typer.Option(help="Who says so; a session knows who has signed in.")]
Text: TypeAlias = Annotated[str, typer.Argument(metavar="TEXT", help="The words; '-' reads them from the input.")]
MaybeText: TypeAlias = Annotated[
    str, typer.Argument(metavar="[TEXT]", help="The words, if any; '-' reads them from the input.")
]
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
    """What is said; from the input for `-`."""
    if text != "-":
        return text
    read = sys.stdin.read(_LONGEST + 1)
    if len(read) > _LONGEST:
        refuse(f"more than {_LONGEST:,} characters")
    return read.strip()


def said_in(office: Office, identifier: str, way: str, form: dict[str, Any]) -> None:
    """Says it, and shows what comes of it."""
    shown(office, office.post(f"{office.find('incidents', identifier)}/{way}", form))


def shown(office: Office, one: Any) -> None:
    """The incident as it is now."""
    if office.as_document:
        as_json(one)
    else:
        show_incident(one)


def refuse(why: str) -> NoReturn:
    """Ends the command."""
    complain(why)
    raise typer.Exit(EXIT_REFUSED)
