"""The disk fills up: writes are refused with 503, reads go on, and everything resumes when there is room again."""

from __future__ import annotations

import os
import subprocess
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_killed import INTENTS, Writer
from tests.serving import Identity, Office, running_office


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = os.geteuid() == 0 and (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True).returncode
        == 0
    )
    if not mounted:
        pytest.skip("a file system of its own cannot be mounted here (needs root)")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


class Hopeless(threading.Thread):
    """Tries to write, again and again."""

    def __init__(self, office: Office, token: str, body: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.office, self.token, self.body = office, token, body
        self.statuses: list[int] = []
        self.enough = threading.Event()

    def run(self) -> None:
        while not self.enough.is_set():
            self.statuses.append(self.office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", self.token, self.body)[0])


def test_a_full_disk_refuses_writes_and_not_reads_and_room_heals_it(small_disk: Path, identity: Identity) -> None:
    token = identity.token("uss1")
    ballast = small_disk / "ballast"
    with running_office(small_disk / "j.db", identity.public_file, "--no-access-log") as office:
        writer = Writer(0, office, token, {})
        first = str(uuid.uuid4())
        assert office.call("PUT", f"{INTENTS}/{first}", token, writer._flight())[0] == 201
        free = os.statvfs(small_disk)
        ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_bsize - 150_000)))
        statuses = [office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, writer._flight()) for _ in range(400)]
        refused = [answer for status, answer in statuses if status == 503]
        assert refused, "the disk never filled up"
        assert {status for status, _ in statuses} == {201, 503}
        assert "disk full" in refused[0]["message"]
        assert office.call("GET", f"{INTENTS}/{first}", token)[0] == 200
        writers = [Hopeless(office, token, writer._flight()) for _ in range(12)]
        for hopeless in writers:
            hopeless.start()
        while any(len(hopeless.statuses) < 3 for hopeless in writers):  # reads go on while many try to write at once
            assert office.call("GET", f"{INTENTS}/{first}", token)[0] == 200
        for hopeless in writers:
            hopeless.enough.set()
            hopeless.join()
        statuses += [(status, {}) for hopeless in writers for status in hopeless.statuses]
        assert {status for status, _ in statuses} == {201, 503}
        status, ready = office.call("GET", "/readyz")
        assert status == 503
        before = ready["sequence"]
        ballast.unlink()
        assert office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, writer._flight())[0] == 201
        assert office.call("GET", "/readyz")[0] == 200
        made = sum(status == 201 for status, _ in statuses)
        assert office.call("GET", "/readyz")[1]["sequence"] >= before + 1
    with running_office(small_disk / "j.db", identity.public_file, "--no-access-log") as again:
        figures = again.call("GET", "/metrics")[1]
        held = next(line for line in figures.splitlines() if line.startswith('tansiq_held{kind="intents"}'))
        assert float(held.split()[1]) == made + 2
