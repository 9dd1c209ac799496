"""Everything that is said to the database, in one place: plain SQL, of the part that PostgreSQL, CockroachDB and
YugabyteDB have in common (a test keeps it so). No advisory locks, no procedures, no sequences, no triggers.

The one exception is `LISTEN` and what wakes it, which only hurries: where it is refused, nodes look at intervals.
"""

from __future__ import annotations

import itertools
import re


def _prepared(name: str, types: str, statement: str) -> str:
    numbers = itertools.count(1)
    return f"PREPARE {name} ({types}) AS " + re.sub("%[sb]", lambda place: f"${next(numbers)}", statement)


VERSION = 2
"""Of the tables below."""
SERVED_SINCE = 1
"""The oldest version of the tables whose nodes can serve over these: all steps since then only added something that
they need not know. A step that is not so sets this to the version that it leads to, and renames the table of heads: so
nodes that were not stopped before it answer nothing any more, and decide nothing beside newer ones."""

_ERASURES = "CREATE INDEX tansiq_erasures ON tansiq_entries (journal, sequence) WHERE kind = 'bodies.erased'"
SCHEMA = (
    "CREATE TABLE tansiq_schema (id BIGINT PRIMARY KEY, version BIGINT NOT NULL)",
    (
        "CREATE TABLE tansiq_heads (journal TEXT PRIMARY KEY, sequence BIGINT NOT NULL, chain BYTEA NOT NULL,"
        " time_us BIGINT NOT NULL)"
    ),
    (
        "CREATE TABLE tansiq_entries (journal TEXT NOT NULL, sequence BIGINT NOT NULL, time_us BIGINT NOT NULL,"
        " party TEXT NOT NULL, kind TEXT NOT NULL, digest BYTEA NOT NULL, chain BYTEA NOT NULL,"
        " PRIMARY KEY (journal, sequence))"
    ),
    (
        "CREATE TABLE tansiq_bodies (journal TEXT NOT NULL, sequence BIGINT NOT NULL, salt BYTEA NOT NULL,"
        " body BYTEA NOT NULL, PRIMARY KEY (journal, sequence))"
    ),
    (
        "CREATE TABLE tansiq_files (journal TEXT NOT NULL, digest TEXT NOT NULL, data BYTEA NOT NULL,"
        " put_us BIGINT NOT NULL, PRIMARY KEY (journal, digest))"
    ),
    "CREATE TABLE tansiq_leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, beat BIGINT NOT NULL)",
    "CREATE TABLE tansiq_keys (name TEXT PRIMARY KEY, sealed TEXT NOT NULL)",
    _ERASURES,
)
PUT_VERSION = (
    "INSERT INTO tansiq_schema (id, version) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET version = excluded.version"
)
OF_THE_TABLES, SERVED = 1, 2
"""Rows of `tansiq_schema`: of which version the tables are, and the oldest version whose nodes can serve over them."""
STEPS: dict[int, tuple[str, ...]] = {1: (_ERASURES,)}
"""What leads from a version of the tables to the next one."""
SCHEMA_TABLE = (
    "SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'tansiq_schema' AND schemaname = current_schema()"
)
"""Also found by a role that may not read it; information_schema would hide it."""
SCHEMA_VERSIONS = "SELECT id, version FROM tansiq_schema"
SCHEMA_LOCKED = "SELECT version FROM tansiq_schema WHERE id = 1 FOR UPDATE"
"""Of two that migrate at once, the second one waits, and finds nothing to do."""

BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
COMMIT = "COMMIT"
BEGIN_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ"
"""All that is asked until the end is of the moment of the first question."""

ENTER = (
    "INSERT INTO tansiq_heads (journal, sequence, chain, time_us) VALUES (%s, 0, %s, 0)"
    " ON CONFLICT (journal) DO NOTHING"
)
HEAD = "SELECT sequence, chain, time_us FROM tansiq_heads WHERE journal = %s"
HEAD_LOCKED = HEAD + " FOR UPDATE"
HEADS = "SELECT journal, sequence FROM tansiq_heads ORDER BY journal"
NEXT_JOURNAL = "SELECT min(journal) FROM tansiq_entries WHERE journal > %s"
ENDS = (
    "SELECT h.sequence, h.chain, h.time_us, (SELECT max(sequence) FROM tansiq_entries WHERE journal = %s),"
    " (SELECT max(sequence) FROM tansiq_bodies WHERE journal = %s) FROM tansiq_heads h WHERE h.journal = %s"
)
"""Where a journal ends, by its head and by what is there, all of one moment."""
ADD = (
    "WITH moved AS (UPDATE tansiq_heads SET sequence = %s, chain = %s, time_us = %s"
    " WHERE journal = %s AND sequence = %s RETURNING journal), added AS ("
    "INSERT INTO tansiq_entries (journal, sequence, time_us, party, kind, digest, chain)"
    " SELECT moved.journal, e.* FROM moved,"
    " unnest(%b::BIGINT[], %b::BIGINT[], %b::TEXT[], %b::TEXT[], %b::BYTEA[], %b::BYTEA[]) AS e RETURNING sequence)"
    " INSERT INTO tansiq_bodies (journal, sequence, salt, body)"
    " SELECT moved.journal, b.* FROM moved, unnest(%b::BIGINT[], %b::BYTEA[], %b::BYTEA[]) AS b"
)
"""A batch: the head moves from where it was thought to be, or nothing is added at all."""
_ENTRY = (
    "SELECT e.sequence, e.time_us, e.party, e.kind, e.digest, e.chain, b.salt, b.body FROM tansiq_entries e"
    " LEFT JOIN tansiq_bodies b ON b.journal = e.journal AND b.sequence = e.sequence"
)
READ = (  # bounded on both sides: with LIMIT, a database without statistics sorts all that is behind for each page
    _ENTRY + " WHERE e.journal = %s AND e.sequence > %s AND e.sequence <= %s ORDER BY e.sequence"
)
ENTRIES_AT = _ENTRY + " WHERE e.journal = %s AND e.sequence = ANY(%s) ORDER BY e.sequence"
HEADERS = (
    "SELECT sequence, time_us, party, kind, digest, chain FROM tansiq_entries"
    " WHERE journal = %s AND sequence > %s ORDER BY sequence LIMIT %s"
)
OF_KINDS = (
    "SELECT e.sequence, b.body FROM tansiq_entries e"
    " LEFT JOIN tansiq_bodies b ON b.journal = e.journal AND b.sequence = e.sequence"
    " WHERE e.journal = %s AND e.sequence > %s AND e.sequence <= %s AND e.kind = ANY(%s) ORDER BY e.sequence"
)
LAST_AT = (
    "SELECT sequence, chain FROM tansiq_entries WHERE journal = %s AND time_us <= %s ORDER BY sequence DESC LIMIT 1"
)
CHAIN_AT = "SELECT chain FROM tansiq_entries WHERE journal = %s AND sequence = %s"

VOUCHING = (  # the kind not as a parameter: the index is of this one
    "SELECT e.sequence, e.time_us, e.digest, b.salt, b.body FROM tansiq_entries e"
    " JOIN tansiq_bodies b ON b.journal = e.journal AND b.sequence = e.sequence"
    " WHERE e.journal = %s AND e.sequence > %s AND e.kind = 'bodies.erased' ORDER BY e.sequence LIMIT %s"
)
TALLY = (
    "SELECT kind, party, count(*), min(time_us), max(time_us) FROM tansiq_entries"
    " WHERE journal = %s AND sequence <= %s GROUP BY kind, party"
)
SIZE = "SELECT sum(octet_length(body)) FROM tansiq_bodies WHERE journal = %s AND sequence <= %s"
WHOLE_BODIES = (
    "SELECT e.sequence, e.time_us, b.body FROM tansiq_entries e"
    " JOIN tansiq_bodies b ON b.journal = e.journal AND b.sequence = e.sequence"
    " WHERE e.journal = %s AND e.sequence > %s AND e.sequence <= %s AND e.time_us < %s AND b.salt <> %b"
    " AND e.kind = ANY(%s) ORDER BY e.sequence LIMIT %s"
)
BODIES = "SELECT sequence, body FROM tansiq_bodies WHERE journal = %s AND sequence = ANY(%s)"
ERASED_OF = "SELECT sequence FROM tansiq_bodies WHERE journal = %s AND sequence = ANY(%s) AND salt = %b"
REPLACE_BODIES = (
    "UPDATE tansiq_bodies SET salt = %b, body = r.body FROM unnest(%b::BIGINT[], %b::BYTEA[]) AS r (sequence, body)"
    " WHERE journal = %s AND tansiq_bodies.sequence = r.sequence AND salt <> %b"
)
"""Of those that are whole: what was replaced once stays as it is, whichever node comes again."""

PUT_FILE = (
    "INSERT INTO tansiq_files (journal, digest, data, put_us) VALUES (%s, %s, %b, %s)"
    " ON CONFLICT (journal, digest) DO UPDATE SET data = excluded.data, put_us = excluded.put_us"
)
GET_FILE = "SELECT data FROM tansiq_files WHERE journal = %s AND digest = %s"
REMOVE_FILE = "DELETE FROM tansiq_files WHERE journal = %s AND digest = %s AND put_us <= %s"

ADOPT_ENTRIES = (
    "INSERT INTO tansiq_entries (journal, sequence, time_us, party, kind, digest, chain) SELECT %s::TEXT, e.* FROM"
    " unnest(%b::BIGINT[], %b::BIGINT[], %b::TEXT[], %b::TEXT[], %b::BYTEA[], %b::BYTEA[]) AS e"
)
ADOPT_BODIES = (
    "INSERT INTO tansiq_bodies (journal, sequence, salt, body) SELECT %s::TEXT, b.* FROM"
    " unnest(%b::BIGINT[], %b::BYTEA[], %b::BYTEA[]) AS b"
)
MOVE_HEAD = "UPDATE tansiq_heads SET sequence = %s, chain = %s, time_us = %s WHERE journal = %s"
ANYTHING = (
    "SELECT 1 FROM tansiq_heads LIMIT 1",
    "SELECT 1 FROM tansiq_entries LIMIT 1",
    "SELECT 1 FROM tansiq_bodies LIMIT 1",
    "SELECT 1 FROM tansiq_files LIMIT 1",
    "SELECT 1 FROM tansiq_keys LIMIT 1",
)
"""Each has an answer where its table holds something."""

FILES = "SELECT digest, put_us FROM tansiq_files WHERE journal = %s ORDER BY digest"
LEASES = "SELECT name, holder, beat FROM tansiq_leases ORDER BY name"
ENTER_LEASE = "INSERT INTO tansiq_leases (name, holder, beat) VALUES (%s, %s, 0) ON CONFLICT (name) DO NOTHING"
LEASE = "SELECT holder, beat FROM tansiq_leases WHERE name = %s FOR UPDATE"
HOLD_LEASE = "UPDATE tansiq_leases SET holder = %s, beat = %s WHERE name = %s"

PUT_KEY = "INSERT INTO tansiq_keys (name, sealed) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING"
KEY = "SELECT sealed FROM tansiq_keys WHERE name = %s"

OF_A_TURN = (
    _prepared("tansiq_lock", "TEXT", HEAD_LOCKED),
    _prepared(
        "tansiq_add",
        "BIGINT, BYTEA, BIGINT, TEXT, BIGINT, BIGINT[], BIGINT[], TEXT[], TEXT[], BYTEA[], BYTEA[], BIGINT[], BYTEA[],"
        " BYTEA[]",
        ADD,
    ),
)
"""What a connection is told before its first turn. What is behind is no part of it: a plan that was made while the
tables were small, or empty, would be kept when they are large."""
BEGIN_TURN = BEGIN + "; EXECUTE tansiq_lock ({}); " + READ.replace("%s", "{}")
END_TURN = "EXECUTE tansiq_add ({}); "

LISTEN = "LISTEN tansiq"
WAKE_AND_COMMIT = "SELECT pg_notify('tansiq', {}); COMMIT"
