"""The two messages of a turn, their values written out in them.

PostgreSQL does nothing of a message before it has come whole, and counts a connection as idle while it waits for the
next one: so a node that stands still, before a message, after it or in its midst, loses its turn when its patience is
over. Statements with their values beside them are several messages each, and a pipeline is many: in the midst of those
nothing counts the seconds. And a round trip costs a busy node more than its way: who waited must be let run again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.sql import SQL, Literal

from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Connection, Row, commit


def begin_turn(connection: Connection, journal: str, after: int, at_most: int) -> tuple[Row | None, list[Row]]:
    """Waits for the lock of a journal's head: the head's row, and those of so many entries behind a sequence number."""
    message = SQL(sql.BEGIN_TURN).format(journal, journal, after, after + at_most)
    cursor = connection.execute(message, prepare=False)
    cursor.nextset()
    head = cursor.fetchone()
    cursor.nextset()
    return head, cursor.fetchall()


def end_turn(connection: Connection, values: Sequence[Any], committing: str) -> int:
    """Adds a batch, of which these are the values of `statements.ADD`, and commits; how many entries were added."""
    message = sql.END_TURN.format(", ".join([_written(value, connection) for value in values])) + committing
    return commit(connection, message.encode()).rowcount


def _written(value: Any, connection: Connection) -> str:
    """A value in SQL. Numbers and octets, which are nearly all of a batch, without psycopg's detours."""
    if isinstance(value, list) and isinstance(value[0], bytes):
        return "E'{" + ",".join([f'"\\\\\\\\x{one.hex()}"' for one in value]) + "}'"
    if isinstance(value, list) and isinstance(value[0], int):
        return "'{" + ",".join(map(str, value)) + "}'"
    return Literal(value).as_string(connection)
