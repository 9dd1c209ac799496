"""`tansiq journal migrate`: the tables of a database in which an office's journal is, or will be."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from tansiq.cli.journal_named import database
from tansiq.cli.output import as_json, say
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import migrate as migrate_tables


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("migrate", help=_HELP)(migrate)


_HELP = """Make the tables of a journal in a database, or bring them up to this version's; a serving node never does.

All of it is one transaction. Tables of a newer version are refused with exit code 2, and stay as they are.

Example:

    tansiq journal migrate postgresql://tansiq@db.example.org/office
"""


def migrate(
    address: Annotated[
        Database,
        typer.Argument(parser=database, metavar="ADDRESS", help="The database: postgresql://USER@HOST/DATABASE."),
    ],
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    with closing(address):
        before, after = migrate_tables(address)
    if as_document:
        as_json({"database": address.name, "before": before, "after": after})
    elif before == after:
        say(f"{address.name}: the tables are of version {after} already")
    elif before == 0:
        say(f"{address.name}: made the tables, version {after}")
    else:
        say(f"{address.name}: brought the tables from version {before} to {after}")
