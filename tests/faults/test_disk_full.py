"""The disk fills up: writes are refused with 503, reads go on, and everything resumes when there is room again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tansiq.centre.hosting import Hosting
from tansiq.journal.errors import StoreUnavailable
from tests.coordination import ALL, Speaker, found_office, site, upload
from tests.faults.test_killed import INTENTS, Writer
from tests.postgres import Cluster
from tests.serving import Identity, Office, running_office
from tests.web.test_nodes import two_nodes


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


def test_a_full_disk_is_said_by_hosted_centres_and_for_files_too_and_room_heals_it(
    small_disk: Path, tmp_path: Path, identity: Identity
) -> None:
    found_office(tmp_path / "j.db")
    for file in tmp_path.glob("j.db*"):
        (small_disk / file.name).write_bytes(file.read_bytes())
    ballast, png = small_disk / "ballast", b"\x89PNG\r\n\x1a\n" + bytes(200_000)
    with running_office(small_disk / "j.db", identity.public_file, "--no-access-log") as office:
        army, relief = (Speaker(office, identity, party) for party in ("army", "relief"))
        kept = relief.post("/notice-drafts", _form(1.0), 201)
        _fill(ballast, but=65_536)
        drafts = [relief("POST", "/notice-drafts", _form(2 + i / 100, text="x" * 1_000)) for i in range(60)]
        refused = [answer for status, answer in drafts if status == 503]
        assert {status for status, _ in drafts} == {201, 503}
        assert (refused[0]["code"], "disk full" in refused[0]["detail"]) == ("journal-unavailable", True)
        _fill(ballast, but=0)
        for _ in range(2):  # its first: a centre is to be made for it
            status, answer = army("POST", "/notice-drafts", _form(3.0))
            assert (status, answer["code"]) == (503, "journal-unavailable"), answer
        status, answer = upload(relief, "/attachments?name=a.png", png, content_type="image/png")
        assert (status, answer["code"]) == (503, "journal-unavailable"), answer
        status, answer = upload(relief, "/imports?name=a.csv", b"name,latitude,longitude\n", content_type="text/csv")
        assert (status, answer["code"]) == (503, "journal-unavailable"), answer
        assert relief.get(f"/notice-drafts/{kept['id']}")["digest"] == kept["digest"]
        ballast.unlink()
        assert not list(small_disk.glob("j.files/*/tmp*"))
        relief.post("/notice-drafts", _form(4.0), 201)
        army.post("/notice-drafts", _form(5.0), 201)
        digest = upload(relief, "/attachments?name=a.png", png, content_type="image/png")[1]["sha256"]
        said = {"text": "see", "attachments": [{"sha256": digest, "name": "a.png"}]}
        thread = relief.post("/threads", {"parties": ["army"], "title": "t", "message": said})
        (place,) = small_disk.glob(f"j.files/*/{digest}")
        place.write_bytes(png[:-1] + b"!")
        status, answer = army("GET", f"/threads/{thread['id']}/attachments/{digest}")
        assert (status, answer["code"]) == (410, "attachment-gone")
        made = 2 + sum(status == 201 for status, _ in drafts)
    with running_office(small_disk / "j.db", identity.public_file, "--no-access-log") as office:
        relief, army = (Speaker(office, identity, party) for party in ("relief", "army"))
        assert len(relief.get("/notice-drafts?limit=1000")["items"]) == made
        assert len(army.get("/notice-drafts")["items"]) == 1


def _form(lat: float, text: str = "") -> dict[str, Any]:
    form = site(lat=lat, recipients=["drones"])
    del form["author"], form["checked_by"]
    form["card"]["remarks"] = text
    return form


def _fill(ballast: Path, but: int) -> None:
    """Takes all the room that is left, but so much."""
    with ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4_096))
    os.truncate(ballast, max(0, ballast.stat().st_size - but))


def test_however_little_room_there_is_a_new_centre_is_made_later(small_disk: Path) -> None:
    async def run() -> None:
        ballast, tried = small_disk / "ballast", set()
        for room in range(0, 120_000, 4_096):
            folder = small_disk / f"room-{room}"
            hosting = Hosting.in_folder(folder)
            folder.mkdir()
            _fill(ballast, but=room)
            try:
                await hosting.make("army")
            except StoreUnavailable:
                tried.add("refused")
            else:
                tried.add("made")
            await hosting.close()
            ballast.unlink()
            again = Hosting.in_folder(folder)
            again.open()
            assert not again.closed
            assert (await again.make("army")).party == "army"
            await again.close()
            shutil.rmtree(folder)
        assert tried == {"refused", "made"}

    asyncio.run(run())


def test_errands_that_a_full_disk_cuts_short_are_done_in_order_once_there_is_room(
    small_disk: Path, identity: Identity
) -> None:
    """The first that does not fit is the end: a smaller one after it must not go before it."""
    found_office(small_disk / "j.db")
    ballast = small_disk / "ballast"
    with running_office(small_disk / "j.db", identity.public_file, "--no-access-log") as office:
        relief = Speaker(office, identity, "relief").only(f"{ALL} tansiq.link")
        form = {"parties": ["army"], "title": "T", "message": {"text": "-1"}}
        thread = relief.post("/threads", form, 201)["id"]
        path = f"/api/v1/threads/{thread}/messages"
        rng = random.Random(1)
        texts = [f"{i} {'x' * rng.choice((10, 5_000))}" for i in range(200)]
        waiting = [
            {"key": f"k{i}", "method": "POST", "path": path, "body": json.dumps({"text": text})}
            for i, text in enumerate(texts)
        ]
        free = os.statvfs(small_disk)
        ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_bsize - 300_000)))
        short = 0
        while waiting:
            status, answer = relief("POST", "/errands", {"errands": waiting[:100]})
            done = 0 if status == 503 else len(answer["answers"])
            assert all(one["status"] == 201 for one in answer.get("answers", ()))
            if done < len(waiting[:100]):
                short += 1
                left = ballast.stat().st_size
                os.truncate(ballast, max(0, left - 40_000))
            waiting = waiting[done:]
        assert short, "the disk never filled up"
        shown = relief.get(f"/threads/{thread}")["messages"]
        assert [one["text"] for one in shown] == ["-1", *texts]


@pytest.fixture
def cluster_on_its_own_disk() -> Iterator[tuple[Cluster, Path]]:
    """A database, and a file on its disk that takes its room away."""
    place = Path(tempfile.mkdtemp(prefix="tansiq-disk-"))
    place.chmod(0o755)  # the server's user must get there
    mount = ["mount", "-t", "tmpfs", "-o", "size=110m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        place.rmdir()
        pytest.skip("a file system of its own cannot be mounted here (needs root)")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(place))
            cluster = Cluster(durable=True)
        try:
            yield cluster, place / "ballast"
        finally:
            cluster.stop()
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def test_a_full_disk_of_the_database_is_said_to_be_one_and_room_heals_it(
    cluster_on_its_own_disk: tuple[Cluster, Path], tmp_path: Path, identity: Identity
) -> None:
    cluster, ballast = cluster_on_its_own_disk
    with two_nodes(cluster.make_database(), tmp_path, identity) as nodes:
        one, other = nodes.offices
        writer, token, made = Writer(0, one, identity.token("uss1"), {}), identity.token("uss1"), 0
        _fill(ballast, but=0)
        for _ in range(2_000):
            status, answer = one.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, writer._flight())
            made += status == 201
            if status == 503:
                break
        assert (status, answer["code"]) == (503, "journal-unavailable"), answer
        assert "disk full" in answer["message"]
        assert "No space left" in one.log.read_text()
        ballast.unlink()
        for office in (one, other):
            made += office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, writer._flight())[0] == 201
        figures = other.call("GET", "/metrics")[1]
        assert f'tansiq_held{{kind="intents"}} {made}' in figures.replace(".0\n", "\n")
        assert made >= 2
