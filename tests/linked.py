"""An office, a party's own centre in a process of its own, and between them a wire that can be cut."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tansiq.web.issuer import init_keys
from tests.coordination import ALL, Speaker, circle, found_office, incident, quiet_period, report, request
from tests.serving import Identity, Office, free_port, start_office

T = TypeVar("T")
PARTY = "relief"


class Wire:
    """A TCP proxy on a thread of its own. `cut` ends all connections and lets none through; `stall` keeps them and
    passes nothing on; `mute` passes on what is asked and holds what is answered; `break_after` ends each connection
    after so many bytes of answers; `mend` lets all pass."""

    def __init__(self, to_port: int) -> None:
        self.port, self.to_port = free_port(), to_port
        self._passing, self._answering, self._refusing = threading.Event(), threading.Event(), False
        self._break_after = 0
        self._passing.set()
        self._answering.set()
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(5)

    def cut(self) -> None:
        def all_of_them() -> None:
            self._refusing = True
            for writer in self._writers:
                writer.transport.abort()

        self._run(all_of_them)

    def stall(self) -> None:
        self._run(self._passing.clear)

    def mute(self) -> None:
        self._run(self._answering.clear)

    def break_after(self, answered_bytes: int) -> None:
        def from_now_on() -> None:
            self._break_after = answered_bytes

        self._run(from_now_on)

    def mend(self) -> None:
        def all_of_it() -> None:
            self._refusing, self._break_after = False, 0
            self._passing.set()
            self._answering.set()

        self._run(all_of_it)

    def close(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self, what: Callable[[], object]) -> None:
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (what(), done.set()))
        assert done.wait(5)

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", self.port))
        started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.to_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        try:
            await asyncio.gather(self._pump(reader, back, answers=False), self._pump(there, writer, answers=True))
        finally:
            for end in (writer, back):
                end.transport.abort()
            self._writers -= {writer, back}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        passed = 0
        with contextlib.suppress(ConnectionError):
            while piece := await reader.read(65_536):
                while not self._passing.is_set() or (answers and not self._answering.is_set()):
                    await asyncio.sleep(0.02)
                if answers and self._break_after and passed + len(piece) > self._break_after:
                    writer.write(piece[: self._break_after - passed])
                    await writer.drain()
                    break
                passed += len(piece)
                writer.write(piece)
                await writer.drain()
        writer.close()


@dataclass
class Linked:
    """Everything, and how to start it again after a kill."""

    folder: Path
    identity: Identity
    office: Office
    wire: Wire
    secret: str
    speakers: dict[str, Speaker] = field(default_factory=dict)
    centre: Office | None = None
    options: tuple[str, ...] = ()
    office_options: tuple[str, ...] = ()

    @property
    def here(self) -> Speaker:
        """The party's program at its own centre."""
        assert self.centre is not None
        return Speaker(self.centre, self.identity, PARTY)

    @property
    def there(self) -> Speaker:
        """The same at the office."""
        return self.speakers[PARTY]

    def start_centre(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(self.secret)
        secret.chmod(0o600)
        self.centre = start_office(
            self.folder / "own" / f"{PARTY}.db",
            self.identity.public_file,
            *("--role", "centre", "--office", f"http://127.0.0.1:{self.wire.port}", "--party", PARTY),
            *("--client-id", PARTY, "--client-secret-file", str(secret), "--no-access-log"),
            *self.options,
        )

    def start_office_again(self) -> None:
        old = self.office
        self.office = start_office(
            self.folder / "office.db",
            self.identity.public_file,
            *_office_options(self.folder),
            *self.office_options,
            port=old.port,
        )
        for speaker in self.speakers.values():
            speaker.office = self.office

    def link(self) -> dict[str, Any]:
        return dict(self.here.get("/link"))

    def wait_until(self, question: Callable[[], T], within_s: float = 40.0) -> T:
        """What a question gives once it gives something."""
        deadline = time.monotonic() + within_s
        while not (found := question()):
            if time.monotonic() > deadline:
                tail = "" if self.centre is None else self.centre.log.read_text()[-3_000:]
                raise AssertionError(f"nothing within {within_s} s; the centre says:\n{tail}")
            time.sleep(0.03)  # what another process does can only be asked for
        return found

    def wait_up(self, within_s: float = 40.0) -> dict[str, Any]:
        """Once all is carried and read, with nothing told meanwhile."""

        def at_rest() -> dict[str, Any] | None:
            last = self.there.get("/feed?limit=1")["last"]
            link = self.link()
            quiet = link["link"] == "up" and not link["behind"] and not link["waiting"]
            same = self.here.get("/feed?limit=1")["last"] == last == self.there.get("/feed?limit=1")["last"]
            return link if quiet and same else None

        return self.wait_until(at_rest, within_s)


def _office_options(folder: Path) -> tuple[str, ...]:
    return ("--keys", str(folder / "keys"), "--no-access-log", "--housekeeping-s", "0.5")


@contextlib.contextmanager
def linked(folder: Path, *options: str, found: bool = True, office_options: tuple[str, ...] = ()) -> Iterator[Linked]:
    """An office with agreed parties, and one party's own centre (with the `options`) that is linked to it."""
    identity = Identity(folder)
    secrets = init_keys(folder / "keys")
    (folder / "own").mkdir()
    if found:
        found_office(folder / "office.db")
    office = start_office(folder / "office.db", identity.public_file, *_office_options(folder), *office_options)
    wire = Wire(office.port)
    whole = Linked(folder, identity, office, wire, secrets[PARTY], options=options, office_options=office_options)
    whole.speakers = {name: Speaker(office, identity, name) for name in ("army", "relief", "drones", "authority")}
    try:
        whole.start_centre()
        yield whole
    finally:
        for process in (whole.centre, whole.office):
            if process is not None and process.process.poll() is None:
                process.kill()
        wire.close()


def everything(speaker: Speaker) -> dict[str, Any]:
    """All that a party is shown, list by list and thing by thing."""
    shown: dict[str, Any] = {}
    lists = {
        "operations": ("/operations", "/operations?state=Ended"),
        "notices": ("/notices", "/notices?state=withdrawn", "/notices?state=expired"),
        "threads": ("/threads",),
        "agreements": ("/agreements",),
        "parties": ("/parties", "/parties?state=applying"),
        "invitations": ("/invitations",),
        "reports": ("/reports",),
        "requests": ("/requests",),
        "incidents": ("/incidents",),
        "quiet-periods": ("/quiet-periods",),
    }
    for name, paths in lists.items():
        for path in paths:
            items, cursor = [], ""
            while True:
                page = speaker.get(f"{path}{'&' if '?' in path else '?'}limit=500{cursor}")
                items += page["items"]
                if page["next"] is None:
                    break
                cursor = f"&cursor={page['next']}"
            shown[path] = items
            if name not in ("threads", "agreements", "reports", "requests", "incidents", "quiet-periods"):
                continue
            for item in items:
                for one in (f"/{name}/{item['id']}", *_beside(f"/{name}/{item['id']}", item)):
                    shown[one] = speaker.get(one)
    return shown


def _beside(path: str, item: dict[str, Any]) -> list[str]:
    """What is read of a thing besides itself."""
    if path.startswith("/reports/"):
        return [f"{path}/subject", *(f"{path}?version={number}" for number in item["versions"])]
    if path.startswith("/incidents/"):
        return [f"{path}/accounts/{side['party']}" for side in item["parties"]]
    return []


def inform(link: Linked) -> dict[str, str]:
    """Reports, requests, incidents and quiet periods of the party and others, in more than one step; ids by name."""
    there, army, drones = link.there, link.speakers["army"], link.speakers["drones"]
    first = army.post("/reports", report("The road", [PARTY], source_grade="A"))
    link.there.get(f"/reports/{first['id']}")
    army.put(f"/reports/{first['id']}", {**report("The road, later", [PARTY], source_grade="A"), "version": 1})
    denied = [{"kind": "contradicts", "report": first["id"], "version": 2}]
    there.get(f"/reports/{first['id']}")
    link.wait_until(lambda: link.centre is None or link.here("GET", f"/reports/{first['id']}")[0] == 200)
    own = there.post("/reports", report("No road", ["army", "drones"], relations=denied, marking="TLP:GREEN"))
    taken = drones.post("/reports", report("A field", [PARTY], extents=[circle(36.0, 5.0)]))
    drones.post(f"/reports/{taken['id']}/withdrawal", {"version": 1, "reason": "another field"}, 200)
    asked = army.post("/requests", request("Who is there?", [PARTY], extents=[circle(36.0, 5.0)]))
    there.post(f"/requests/{asked['id']}/note", {"person": "Lina"})
    answer = {"text": "We are.", "language": "en", "person": "Lina", "reports": [own["id"]]}
    there.post(f"/requests/{asked['id']}/answer", answer)
    asking = there.post("/requests", request("And who else?", ["army", "drones"], kind="support"))
    drones.post(f"/requests/{asking['id']}/decline", {"reason": "no time", "person": "Dana"})
    wrong = army.post("/incidents", incident("Too near", [PARTY], extents=[circle(36.0, 5.0)]))
    path = f"/incidents/{wrong['id']}"
    for version in range(2):
        account = {"version": version, "text": f"We saw it {version}", "language": "en", "person": "Lina"}
        there.put(f"{path}/account", account)
    fact = army.post(f"{path}/facts", {"facts": ["It was noon."], "person": "Omar"})["facts"][0]["id"]
    there.put(f"{path}/facts/{fact}/stand", {"stand": "disputes", "instead": "It was night.", "person": "Lina"})
    quiet = army.post("/quiet-periods", quiet_period("relief-army"))
    for each in (army, there):
        each.post(f"/quiet-periods/{quiet['id']}/commitment", {"until": quiet["until"], "person": "the head"})
    made = (("first", first), ("own", own), ("taken", taken), ("asked", asked), ("asking", asking), ("wrong", wrong))
    return {name: one["id"] for name, one in (*made, ("quiet", quiet))}


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Where two parties' views, or a party's and its mirror, are not alike."""
    return [
        f"{path}: {json.dumps(one.get(path))[:400]} != {json.dumps(other.get(path))[:400]}"
        for path in sorted({*one, *other})
        if one.get(path) != other.get(path)
    ]


__all__ = ["ALL", "PARTY", "Linked", "Wire", "differences", "everything", "inform", "linked"]
