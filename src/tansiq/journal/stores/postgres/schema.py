"""The tables of a database: made where there is nothing, brought up to date by one command, never by a serving node.

Nodes of an older version go on over tables that were only added to, and may be started again over them: so an upgrade
can be undone as long as no newer node has written what they do not know.
"""

from __future__ import annotations

from tansiq.journal.errors import SchemaRefused, StoreUnreachable
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Connection, Database

_HOW = "`tansiq journal migrate` brings them up to date, once, for all nodes"


def check_schema(database: Database, *, create: bool = True) -> None:
    """Makes the tables where the database has none (`create`). Raises `SchemaRefused` for tables that this version
    cannot serve over, `StoreUnreachable`."""
    try:
        found = _found(database, create=create)
    except StoreUnreachable:  # or another node has just made them, and no two can
        found = _found(database, create=False)
        if found is None:
            raise
    if found is None:
        raise SchemaRefused(f"{database.name} holds no journal (tables of Tansiq are missing)")
    version, served_since = found
    if not served_since <= sql.VERSION <= version:
        side = "older" if version < sql.VERSION else "newer"
        raise SchemaRefused(
            f"the tables in {database.name} are of version {version}, {side} than this one's ({sql.VERSION}); "
            + (_HOW if version < sql.VERSION else "serve them with the version that made them")
        )


def migrate(database: Database) -> tuple[int, int]:
    """Makes the tables, or brings them up to date; the version before (0: there were none) and after, all in one
    transaction. Raises `SchemaRefused` for tables of a newer version, `StoreUnreachable`."""
    with database.transaction() as connection:
        if _versions(connection) is None:
            _make(connection)
            return 0, sql.VERSION
        locked = connection.execute(sql.SCHEMA_LOCKED).fetchone()
        assert locked is not None, "it has just been found"
        found = int(locked[0])
        if found > sql.VERSION:
            raise SchemaRefused(f"the tables are of version {found}; this version of Tansiq knows {sql.VERSION}")
        for version in range(found, sql.VERSION):
            for statement in sql.STEPS[version]:
                connection.execute(statement)
        if found != sql.VERSION:
            _note_versions(connection)
        return found, sql.VERSION


def _found(database: Database, *, create: bool) -> tuple[int, int] | None:
    with database.transaction() as connection:
        found = _versions(connection)
        if found is None and create:
            _make(connection)
            return sql.VERSION, sql.SERVED_SINCE
        return found


def _versions(connection: Connection) -> tuple[int, int] | None:
    """Of the tables, and the oldest whose nodes can serve over them; None: there are no tables."""
    known = connection.execute(sql.SCHEMA_TABLE).fetchone()
    if known is None or not known[0]:
        return None
    rows: dict[int, int] = dict(connection.execute(sql.SCHEMA_VERSIONS).fetchall())
    if sql.OF_THE_TABLES not in rows:
        return None
    version = rows[sql.OF_THE_TABLES]
    return version, rows.get(sql.SERVED, version)


def _make(connection: Connection) -> None:
    for statement in sql.SCHEMA:
        connection.execute(statement)
    _note_versions(connection)


def _note_versions(connection: Connection) -> None:
    for row, version in ((sql.OF_THE_TABLES, sql.VERSION), (sql.SERVED, sql.SERVED_SINCE)):
        connection.execute(sql.PUT_VERSION, (row, version))
