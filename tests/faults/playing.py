"""The three machines of deploy/ha, as tests use them: by the command that operators use. And who writes on them."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"


def why_not() -> str | None:
    """What is absent here that the machines need."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    paths = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    for program in ("patroni", "etcd", "haproxy", "openssl", "ip", "setpriv", "unshare"):
        if shutil.which(program, path=paths) is None:
            return f"{program} is not installed (packages patroni, etcd-server, haproxy, postgresql)"
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return "PostgreSQL's programs are not installed"
    if subprocess.run([SYSTEM_PYTHON, "-c", "import psycopg2, idna"], capture_output=True).returncode != 0:
        return "the system's Python lacks psycopg2 or idna (packages python3-psycopg2, python3-idna)"
    tried = f"tansiq-try-{os.getpid()}"  # others may try at this moment
    if subprocess.run(["ip", "netns", "add", tried], capture_output=True).returncode != 0:
        return "no network namespaces can be made here"
    subprocess.run(["ip", "netns", "delete", tried], check=True)
    return None


@dataclass(frozen=True)
class Machines:
    folder: Path

    def __call__(self, *words: str) -> str:
        done = subprocess.run(self.words(*words), capture_output=True, text=True)
        assert done.returncode == 0, f"{' '.join(words[:4])}: {done.stderr}"
        return done.stdout

    def words(self, *words: str) -> list[str]:
        return [str(ROOT / "deploy/ha/cluster"), "--folder", str(self.folder), *words]

    def standing(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self("status", "--json"))["machines"]
        return found

    def roles(self) -> tuple[int, int]:
        """Numbers of the primary and of its synchronous standby."""
        found = self.standing()
        primary = next(one["number"] for one in found if one["role"] in {"primary", "master"})
        return primary, next(one["number"] for one in found if one["synchronous"])

    def sql(self, number: int, statement: str) -> list[list[str]]:
        """Of one machine's own PostgreSQL, be it the primary or not."""
        name = self.standing()[number - 1]["name"]
        passwords = json.loads((self.folder / "plan.json").read_text("utf-8"))["passwords"]
        newest = max(Path("/usr/lib/postgresql").glob("*/bin/psql"))
        words = ["env", f"PGPASSWORD={passwords['superuser']}", str(newest), "-XAtqF", "\t", "-v", "ON_ERROR_STOP=1",
                 "-h", str(self.folder / name / "run"), "-U", "postgres", "-d", "tansiq", "-c", statement]  # fmt: skip
        return [line.split("\t") for line in self("run", str(number), *words).splitlines()]


class Client(Protocol):
    """Who appends: a child that speaks SQL, or one that asks an office."""

    def append(self, number: int) -> int | None:
        """Appends, however long it takes; where it stands, or None: the client is gone, and nobody knows."""

    def close(self) -> None: ...


class Child:
    """A program on one machine: a number in, a line; where it stands out, a line, when it was acknowledged."""

    def __init__(self, machines: Machines, number: int, writer: str, *child: str) -> None:
        with (machines.folder / f"{writer}.log").open("wb") as log:
            self.child = subprocess.Popen(
                machines.words("run", str(number), *child),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def append(self, number: int) -> int | None:
        assert self.child.stdin
        assert self.child.stdout
        try:
            self.child.stdin.write(f"{number}\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            return None
        answer = self.child.stdout.readline()
        return int(answer) if answer.endswith("\n") else None

    def close(self) -> None:
        self.child.kill()
        self.child.communicate()


class SqlClient(Child):
    """Reaches the primary through its machine's HAProxy."""

    def __init__(self, machines: Machines, number: int, writer: str) -> None:
        appender = str(ROOT / "tests/faults/appender.py")
        super().__init__(machines, number, writer, SYSTEM_PYTHON, appender, machines("dsn").strip(), writer)


@dataclass
class Writer(threading.Thread):
    """Appends 1, 2, 3 ... and remembers what was acknowledged, and when."""

    name_of_writer: str
    client: Client
    acknowledged: list[tuple[int, int, float]] = field(default_factory=list)
    """Number, where it stands, and when that was said (monotonic)."""
    tried: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.enough = threading.Event()
        self.more = threading.Condition()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.enough.is_set():
            self.tried += 1
            stands = self.client.append(self.tried)
            if stands is None:
                return
            with self.more:
                self.acknowledged.append((self.tried, stands, time.monotonic()))
                self.more.notify_all()

    def wait_for(self, count: int, within_s: float) -> bool:
        """Until so many more than now have been acknowledged."""
        with self.more:
            goal = len(self.acknowledged) + count
            return self.more.wait_for(lambda: len(self.acknowledged) >= goal, within_s)

    def longest_silence_s(self, since: float) -> float:
        """The longest time without an acknowledgement, from a moment on."""
        moments = [moment for *_, moment in self.acknowledged]
        pairs = itertools.pairwise(moments)
        return max((late - early for early, late in pairs if late >= since), default=float("nan"))
