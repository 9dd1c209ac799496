"""Appends to a journal in PostgreSQL as an office does: one line in, a number; one line out, where it stands.

Runs on a played machine with the system's Python, whose psycopg2 comes with Patroni. Never says that something stands
before a commit has come back for it. After a commit that did not come back it looks, holding the head's lock; and what
it finds counts only once a commit of its own has come back: a row may be seen on a primary that no standby has.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
from typing import Any

import psycopg2

SCHEMA = """
CREATE TABLE IF NOT EXISTS head (
  journal TEXT PRIMARY KEY, sequence BIGINT NOT NULL, chain TEXT NOT NULL, looks BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
  sequence BIGINT PRIMARY KEY, writer TEXT NOT NULL, number BIGINT NOT NULL, chain TEXT NOT NULL);
INSERT INTO head VALUES ('office', 0, '', 0) ON CONFLICT DO NOTHING;
"""


class UncertainError(Exception):
    """A commit came back, and said that it had not been waited for."""


def append(connection: Any, writer: str, number: int, doubtful: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, chain FROM head WHERE journal = 'office' FOR UPDATE")
        sequence, chain = cursor.fetchone()
        if doubtful:
            cursor.execute("SELECT sequence FROM entry WHERE writer = %s AND number = %s", (writer, number))
            if found := cursor.fetchone():
                cursor.execute("UPDATE head SET looks = looks + 1 WHERE journal = 'office'")
                return commit(connection, found[0])
        sequence += 1
        chain = hashlib.sha256(f"{chain} {writer} {number}".encode()).hexdigest()
        cursor.execute("INSERT INTO entry VALUES (%s, %s, %s, %s)", (sequence, writer, number, chain))
        cursor.execute("UPDATE head SET sequence = %s, chain = %s WHERE journal = 'office'", (sequence, chain))
        return commit(connection, sequence)


def commit(connection: Any, sequence: int) -> int:
    connection.notices.clear()
    connection.commit()
    if connection.notices:
        raise UncertainError(connection.notices[-1])
    return sequence


def main(dsn: str, writer: str) -> None:
    connection: Any = None
    for line in sys.stdin:
        number, doubtful, stands = int(line), False, None
        while stands is None:
            try:
                if connection is None:
                    connection = psycopg2.connect(dsn, connect_timeout=3)
                if number == 0:  # the first line of the first writer: make the tables
                    connection.cursor().execute(SCHEMA)
                    stands = commit(connection, 0)
                else:
                    stands = append(connection, writer, number, doubtful)
            except (psycopg2.Error, UncertainError) as trouble:
                print(f"{time.time():.3f} {number} {str(trouble).strip()}", file=sys.stderr, flush=True)
                doubtful = True
                if connection is not None:
                    with contextlib.suppress(psycopg2.Error):
                        connection.close()
                connection = None
                time.sleep(0.1)
        print(stands, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
