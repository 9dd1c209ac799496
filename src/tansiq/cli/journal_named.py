"""How a command is told of which journal: by its file, or by the address of a database, and its name there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tansiq.journal.source import InDatabase, Source
from tansiq.journal.stores.postgres.database import SCHEMES, BadAddress, Database
from tansiq.office.machine import JOURNAL

OF_JOURNAL = "A journal in place of an office: its file, or the address of its database."


def journal_file(text: str) -> Path:
    """The file of a journal, named plainly or as `tansiq serve --journal` names it."""
    path = text.removeprefix("sqlite:")
    if "://" in path:  # and nothing of it is said: it may hold a password
        raise typer.BadParameter("not a file; the address of a database has the form postgresql://USER@HOST/DATABASE")
    if not path or "\0" in path:
        raise typer.BadParameter("name the journal's file")
    if Path(path).is_dir():
        raise typer.BadParameter(f"{path} is a folder; name the journal's file in it, like {Path(path) / 'office.db'}")
    return Path(path)


def database(text: str) -> Database:
    """A database by its address; nothing is connected yet."""
    try:
        return Database(text)
    except BadAddress as error:
        raise typer.BadParameter(str(error)) from None


def journal_anywhere(text: str) -> Source:
    """A journal, named as `tansiq serve --journal` names it: in a file, or the office's in a database."""
    if not text.startswith(SCHEMES):
        return journal_file(text)
    database(text)
    return InDatabase(text, JOURNAL)


def named(journal: Source, name: str) -> Source:
    """The one of that name where this one lies; "" is this one."""
    if not name:
        return journal
    if isinstance(journal, Path):
        raise typer.BadParameter("a file holds one journal: --name is for those in a database")
    return InDatabase(journal.address, name)


JournalAnywhere = Annotated[
    Any,
    typer.Argument(
        parser=journal_anywhere, metavar="JOURNAL", help="The journal: its file, or the address of its database."
    ),
]
Name = Annotated[
    str, typer.Option("--name", help="Which of those in a database: office, or centre/PARTY.", show_default="office")
]
