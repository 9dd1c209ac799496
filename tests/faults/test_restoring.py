"""Backups are made while work goes on, as the docs say, and give back what was."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tansiq.journal.entry import Draft
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.store import PostgresStore
from tests.coordination import found_office
from tests.faults.test_killed import Writer
from tests.serving import Identity, free_port, running_office

ROOT = Path(__file__).parents[2]


def told(page: str, first: str, **places: str) -> str:
    """The block of commands of a page of docs that begins so, with other places in it."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)
    block = next(block for block in blocks if block.startswith(first))
    for name, place in places.items():
        assert name in block
        block = block.replace(name, place)
    return block


def entries(journal: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tansiq.cli.main", "journal", "export", str(journal)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the command sqlite3 is not installed")
def test_a_copy_of_sqlite_made_under_load_is_the_journal_up_to_a_moment(tmp_path: Path, identity: Identity) -> None:
    served, backup, token = tmp_path / "served", tmp_path / "backup", identity.token("uss1")
    served.mkdir()
    places = {
        "/var/lib/tansiq": str(served),
        "/backup/$(date -u +%Y-%m-%dT%H%M)": str(backup),
        "/opt/tansiq/venv/bin": str(Path(sys.executable).parent),
    }
    commands = told("operating.md", "export PATH=", **places)
    with running_office(served / "office.db", identity.public_file, "--no-access-log") as office:
        known: dict[str, str | None] = {}
        writer = Writer(1, office, token, known)
        while len(known) < 20:
            writer.step()
        before = entries(served / "office.db")
        writer.start()
        done = subprocess.run(["bash", "-euc", commands], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        office.kill()
        writer.join(30)
        assert not writer.problems, writer.problems[:3]
    kept, whole = entries(backup / "office.db"), entries(served / "office.db")
    assert len(before) <= len(kept) <= len(whole)
    assert kept == whole[: len(kept)]
    anew = ("--must-exist", "--no-access-log", "--log-name", "localhost/restored")  # of the old log more was given out
    with running_office(backup / "office.db", identity.public_file, *anew) as office:
        again = Writer(2, office, token, {})
        while len(again.known) < 5:
            again.step()
        assert not again.problems
    assert entries(backup / "office.db")[: len(kept)] == kept


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL of the test's own, below one folder, whose WAL is kept as deploy/ha has it kept."""

    folder: Path
    bin: Path
    port: int

    def __call__(self, *words: str, check: bool = True) -> str:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        path = f"{self.bin}:{os.environ['PATH']}"
        done = subprocess.run(
            [*as_user, *words], capture_output=True, text=True, cwd=self.folder, env={**os.environ, "PATH": path}
        )
        assert not check or done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"
        return done.stdout

    def start(self, data: str) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self("pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", f"{data}.log", "-o", options)

    def stop(self, data: str) -> None:
        self("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data, check=False)

    def sql(self, statement: str) -> str:
        words = ("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")
        return self(*words, "-c", statement).strip()


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL's programs are not installed (package postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="tansiq-pg-"))  # the user postgres does not get at pytest's own folders
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    made = Postgres(folder, found[-1].parent, free_port())
    try:
        yield made
    finally:
        for data in folder.glob("*/postmaster.pid"):
            with suppress(FileNotFoundError):
                made.stop(str(data.parent))
        shutil.rmtree(folder)


def verified(*words: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "tansiq.cli.main", "journal", "verify", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def test_a_database_is_given_back_as_it_was_at_a_moment_and_found_whole(postgres: Postgres) -> None:
    archive, backup, restored = (postgres.folder / name for name in ("archive", "backup", "restored"))
    address = f"postgresql://postgres@127.0.0.1:{postgres.port}/tansiq"
    postgres("mkdir", str(archive))
    postgres("initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--data-checksums", "--no-instructions")
    with (postgres.folder / "data/postgresql.conf").open("a") as settings:
        keep = ROOT / "deploy/ha/keep-wal"
        settings.write(f'archive_mode = on\narchive_command = \'{keep} "%p" "{archive}/%f"\'\n')
    postgres.start("data")
    postgres.sql("CREATE DATABASE tansiq")
    found_office(address)
    postgres("bash", "-euc", told("high-availability.md", "pg_basebackup", **{
        "--port 5000": f"--port {postgres.port}", "replicator": "postgres", "/backup/database": str(backup),
    }))  # fmt: skip

    with closing(Database(address)) as database:
        store = PostgresStore(database, "centre/relief", Path("relief"))

        def append(body: bytes) -> None:
            store.lock(store.head)
            store.append([Draft(1, "relief", "centre.opened", body, bytes(16))])

        append(b'{"kind":"centre.opened","party":"relief"}')
        moment = postgres.sql("SELECT clock_timestamp()")
        append(b"after the moment")
        postgres.sql("SELECT pg_switch_wal()")
        append(b"after the segment")
    while not int(postgres.sql("SELECT archived_count FROM pg_stat_archiver")):
        pass
    code, said, complaint = verified(address, "--json")
    assert code == 0, complaint
    before = json.loads(said)["journals"]
    assert before["centre/relief"]["entries"] == 3
    postgres.stop("data")
    shutil.rmtree(postgres.folder / "data")

    commands = told("high-availability.md", "cp -a /backup", **{
        "/backup/database": str(backup), "/var/lib/postgresql/15/tansiq": str(restored),
        "/srv/tansiq-archive": str(archive), "2026-11-28 14:32:00+00": moment})  # fmt: skip
    postgres("bash", "-euc", commands.replace("-w -t 3600", f"-w -t 60 -o '-p {postgres.port} -k {postgres.folder}'"))
    assert postgres.sql("SELECT pg_is_in_recovery()") == "f"
    page = (ROOT / "docs/high-availability.md").read_text("utf-8")
    (told_so,) = re.findall(r"tansiq journal verify postgresql://postgres@127.0.0.1:5432/tansiq (.+)", page)
    code, said, complaint = verified(address, "--json", *told_so.split())
    assert code == 0, complaint
    after = json.loads(said)["journals"]
    assert after["office"] == {**before["office"], "replayed": True}
    assert after["centre/relief"]["entries"] == 1

    words = ("psql", "-Xq", "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "postgres", "-d", "tansiq", "-c")
    postgres(*words, "UPDATE tansiq_bodies SET body = 'x' WHERE journal = 'centre/relief'")
    code, _, complaint = verified(address)
    assert code == 3
    assert "journal centre/relief is damaged at sequence 1" in " ".join(complaint.split())


def test_a_segment_that_is_kept_is_never_overwritten_by_another(tmp_path: Path) -> None:
    keep, one, other, kept = ROOT / "deploy/ha/keep-wal", tmp_path / "one", tmp_path / "other", tmp_path / "kept"
    one.write_bytes(b"1" * 100_000)
    other.write_bytes(b"2" * 100_000)

    def kept_by(segment: Path) -> int:
        return subprocess.run([keep, segment, kept], capture_output=True).returncode

    assert kept_by(one) == 0
    assert kept_by(one) == 0, "after a failover the new primary comes with what is kept already"
    assert kept_by(other) == 1
    assert kept.read_bytes() == one.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "one", "other"]
