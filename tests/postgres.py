"""A real PostgreSQL for tests: a cluster of their own, in a folder of their own, on a free port of this machine."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
_USER = "postgres"
_NEW = ("--username=tansiq", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")


def programs() -> Path:
    """Where PostgreSQL's programs are; skips the test where there are none."""
    for folder in (*_FOLDERS, *(Path(found).parent for found in (shutil.which("initdb"),) if found)):
        if (folder / "initdb").exists():
            return folder
    pytest.skip("needs PostgreSQL's server programs (initdb, postgres): Debian's package postgresql")


class Cluster:
    """A running server. Each test has a database of its own in it. `durable`: it syncs, as one that must not lose."""

    def __init__(self, *, durable: bool = False) -> None:
        self._programs, self._durable = programs(), durable
        above = Path(tempfile.mkdtemp(prefix="tansiq-postgres-"))  # the server's user must get there
        above.chmod(0o755)
        self._folder = above / "data"
        self._folder.mkdir()
        if os.getuid() == 0:
            shutil.chown(self._folder, _USER, _USER)
        subprocess.run(
            self._as_user("initdb", f"--pgdata={self._folder}", "--no-sync", *_NEW),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            self.port = taken.getsockname()[1]
        self.start()

    def _as_user(self, program: str, *words: str) -> list[str]:
        command = [str(self._programs / program), *words]
        if os.getuid() != 0:
            return command
        return ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--init-groups", *command]

    def start(self) -> None:
        """Starts it, and returns when it answers."""
        settings = [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=32MB",
        ]
        settings += [] if self._durable else ["fsync=off", "full_page_writes=off"]
        words = [word for setting in settings for word in ("-c", setting)]
        self._process = subprocess.Popen(
            self._as_user("postgres", "-D", str(self._folder), "-p", str(self.port), *words),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, "the server ended"
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Of the server's first process, whose children the others are."""
        return int((self._folder / "postmaster.pid").read_text().splitlines()[0])

    def kill(self) -> None:
        """As a loss of power would end it, but for what the kernel still writes."""
        pid = self.pid
        os.kill(pid, signal.SIGSTOP)  # no new children while they are counted
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        for one in (pid, *children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self._process.wait()
        while any(map(_runs, children)):  # they hold the memory that the next one would have to itself
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends it; whoever is connected is thrown out."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=60)
        shutil.rmtree(self._folder.parent)

    def address(self, database: str) -> str:
        """Of a database in it."""
        return f"postgresql://tansiq@127.0.0.1:{self.port}/{database}"

    def ask(self, database: str, question: str) -> list[tuple[object, ...]]:
        """What the database itself says."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(question)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def make_database(self) -> str:
        """A new, empty one; its address."""
        name = f"t{secrets.token_hex(6)}"
        self.ask("postgres", f"CREATE DATABASE {name}")
        return self.address(name)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
