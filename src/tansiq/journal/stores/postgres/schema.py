"""The tables of a database: made where there is nothing, brought up to date by one command, never by a serving node."""

from __future__ import annotations

from tansiq.journal.errors import SchemaRefused, StoreUnreachable
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Connection, Database

_HOW = "`tansiq journal migrate` brings them up to date, once, for all nodes"


def check_schema(database: Database, *, create: bool = True) -> None:
    """Makes the tables where the database has none (`create`). Raises `SchemaRefused`, `StoreUnreachable`."""
    try:
        version = _found(database, create=create)
    except StoreUnreachable:  # or another node has just made them, and no two can
        version = _found(database, create=False)
        if version is None:
            raise
    if version is None:
        raise SchemaRefused(f"{database.name} holds no journal (tables of Tansiq are missing)")
    if version != sql.VERSION:
        side = "older" if version < sql.VERSION else "newer"
        raise SchemaRefused(
            f"the tables in {database.name} are of version {version}, {side} than this one's ({sql.VERSION}); "
            + (_HOW if version < sql.VERSION else "serve them with the version that made them")
        )


def migrate(database: Database) -> tuple[int, int]:
    """Makes the tables, or brings them up to date; the version before (0: there were none) and after, all in one
    transaction. Raises `SchemaRefused` for tables of a newer version, `StoreUnreachable`."""
    with database.transaction() as connection:
        found = _version(connection, sql.SCHEMA_VERSION_LOCKED)
        if found is None:
            _make(connection)
            return 0, sql.VERSION
        if found > sql.VERSION:
            raise SchemaRefused(f"the tables are of version {found}; this version of Tansiq knows {sql.VERSION}")
        for version in range(found, sql.VERSION):
            for statement in sql.STEPS[version]:
                connection.execute(statement)
        if found != sql.VERSION:
            connection.execute(sql.SET_VERSION, (sql.VERSION,))
        return found, sql.VERSION


def _found(database: Database, *, create: bool) -> int | None:
    with database.transaction() as connection:
        version = _version(connection)
        if version is None and create:
            _make(connection)
            return sql.VERSION
        return version


def _version(connection: Connection, asked: str = sql.SCHEMA_VERSION) -> int | None:
    known = connection.execute(sql.SCHEMA_TABLE).fetchone()
    if known is None or not known[0]:
        return None
    row = connection.execute(asked).fetchone()
    return None if row is None else int(row[0])


def _make(connection: Connection) -> None:
    for statement in sql.SCHEMA:
        connection.execute(statement)
    connection.execute(sql.INSERT_VERSION, (sql.VERSION,))
