"""What people say by commands: their words, from the command line or the input, and who says so."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn, TypeAlias

import typer

from tansiq.cli.output import EXIT_REFUSED, complain

Person: TypeAlias = Annotated[str, typer.Option(help="Who says so; a session knows who has signed in.")]
Text: TypeAlias = Annotated[str, typer.Argument(metavar="TEXT", help="The words; '-' reads them from the input.")]
MaybeText: TypeAlias = Annotated[
    str, typer.Argument(metavar="[TEXT]", help="The words, if any; '-' reads them from the input.")
]


def read_words(text: str, most: int, of: str) -> str:
    """What is said; from the input for `-`. Ends the command if it is longer than what (`of`) has at most."""
    said = sys.stdin.read(most + 1) if text == "-" else text
    if len(said) > most:
        refuse(f"{of} has at most {most:,} characters")
    return said.rstrip("\n")


def refuse(why: str) -> NoReturn:
    """Ends the command."""
    complain(why)
    raise typer.Exit(EXIT_REFUSED)
