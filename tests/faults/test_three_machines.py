"""The way in from outside leads to an office that can answer; and whatever was played is taken away wholly."""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.faults.playing import Machines, why_not
from tests.faults.test_restoring import told
from tests.serving import Identity

PATIENCE_S = 60.0


@pytest.fixture
def machines() -> Iterator[Machines]:
    if (why := why_not()) is not None:
        pytest.skip(f"three machines cannot be played here: {why}")
    folder = Path(tempfile.mkdtemp(prefix="tansiq-ha-"))
    played = Machines(folder)
    try:
        yield played
    finally:
        played("down")
        shutil.rmtree(folder)


def asked(machines: Machines, path: str) -> tuple[int, str]:
    """The front's answer, over TLS with the cluster's own authority."""
    front = json.loads(machines("status", "--json"))["front"]
    context = ssl.create_default_context(cafile=str(machines.folder / "ca/ca.crt"))
    try:
        with urlopen(Request(front + path), timeout=10, context=context) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, ""


def until(machines: Machines, path: str, status: int) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while asked(machines, path)[0] != status:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)  # a proxy's health checks can only be waited for
    return True


def test_from_outside_an_office_is_reached_that_is_ready_whichever_dies(
    machines: Machines, identity: Identity, tmp_path: Path
) -> None:
    machines("up")
    assert asked(machines, "/healthz")[0] == 503, "no office is there yet"
    offices = []
    try:
        for number in (1, 2):
            words = [sys.executable, "-m", "tansiq.cli.main", "serve", "--port", "8000", "--audience", "localhost",
                     "--journal", f"sqlite:{tmp_path / str(number)}.db",
                     "--trust-key", str(identity.public_file)]  # fmt: skip
            with (tmp_path / f"{number}.log").open("wb") as log:
                offices.append(subprocess.Popen(machines.words("run", str(number), *words), stdout=log, stderr=log))
        assert until(machines, "/healthz", 200)
        assert asked(machines, "/metrics")[0] == 404
        assert asked(machines, "/readyz")[0] == 404
        for number in (1, 2):
            machines("kill", str(number))
            assert until(machines, "/healthz", 200 if number == 1 else 503)
    finally:
        for office in offices:
            office.kill()
            office.wait()


@pytest.mark.skipif(int(os.environ.get("KILLS", "10")) <= 10, reason="takes a minute; KILLS=11 or more runs it")
def test_all_three_are_given_back_as_they_were_at_a_moment(machines: Machines) -> None:
    """Step by step as docs/high-availability.md says."""
    machines("up")
    one, _ = machines.roles()
    own = machines.folder / machines.standing()[one - 1]["name"]
    archive, backup, data = machines.folder / "archive", machines.folder / "backup", own / "data"
    replication = json.loads((machines.folder / "plan.json").read_text("utf-8"))["passwords"]["replication"]
    newest = max(Path("/usr/lib/postgresql").glob("*/bin"))

    def as_postgres(*words: str, said: str = "") -> str:
        whole = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "env", f"HOME={own}",
                 f"PGPASSWORD={replication}", f"PATH={newest}:/usr/bin:/bin", *words]  # fmt: skip
        done = subprocess.run(machines.words("run", str(one), *whole), capture_output=True, text=True, input=said)
        assert done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"
        return done.stdout

    machines.sql(one, "CREATE TABLE kept (number INT)")
    machines.sql(one, "INSERT INTO kept VALUES (1)")
    as_postgres("bash", "-euc", told("high-availability.md", "pg_basebackup", **{"/backup/database": str(backup)}))
    machines.sql(one, "INSERT INTO kept VALUES (2)")
    moment = machines.sql(one, "SELECT clock_timestamp()")[0][0]
    machines.sql(one, "INSERT INTO kept VALUES (3)")
    segment = machines.sql(one, "SELECT pg_walfile_name(pg_current_wal_lsn())")[0][0]
    machines.sql(one, "SELECT pg_switch_wal()")
    while not (archive / segment).exists():
        time.sleep(0.1)
    for standing in machines.standing():
        machines("kill", str(standing["number"]))
        (machines.folder / standing["name"] / "data").rename(machines.folder / standing["name"] / "was")
    for lock in own.glob("run/.s.*"):
        lock.unlink()
    commands = told("high-availability.md", "cp -a /backup", **{
        "/backup/database": str(backup), "/var/lib/postgresql/15/tansiq": str(data), "/tmp/restore.log": f"{own}/log",
        "/srv/tansiq-archive": str(archive), "2026-11-28 14:32:00+00": moment})  # fmt: skip
    as_postgres("bash", "-euc", commands)
    as_postgres("sed", "-i", "/^restore_command\\|^recovery_target/d", str(data / "postgresql.auto.conf"))
    as_postgres("pg_ctl", "stop", "-w", "-D", str(data))
    for number in (1, 2, 3):
        machines("start", str(number), "etcd")
    leader = machines.standing()[one - 1]["name"]
    said = f"tansiq\nYes I am aware\n{leader}\n"
    as_postgres("patronictl", "-c", str(own / "patroni.yml"), "remove", "tansiq", said=said)
    machines("heal", str(one))
    deadline = time.monotonic() + PATIENCE_S
    while not any(standing["role"] in {"master", "primary"} for standing in machines.standing()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for number in {1, 2, 3} - {one}:
        machines("heal", str(number))
    machines("settle")
    for number in (1, 2, 3):
        assert machines.sql(number, "SELECT array_agg(number ORDER BY number) FROM kept") == [["{1,2}"]]


def test_what_was_cut_short_while_it_came_up_is_taken_away_wholly(machines: Machines) -> None:
    coming = subprocess.Popen(machines.words("up"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    logs: list[Path] = []
    while not logs and coming.poll() is None:
        logs = list(machines.folder.glob("*/patroni.log"))
    coming.send_signal(signal.SIGKILL)
    coming.wait()
    prefix = json.loads((machines.folder / "plan.json").read_text("utf-8"))["prefix"]
    machines("down")
    machines("down")
    for shown in (["ip", "netns", "list"], ["ip", "link"], ["ps", "-eo", "args"]):
        said = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
        assert prefix not in said
    assert list(machines.folder.iterdir()) == []
