"""Nodes of counters over one PostgreSQL database, and a wire between that can be cut."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec

from tansiq.journal.entry import Entry
from tansiq.journal.sequencer import Sequencer
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.journal.stores.postgres.store import PostgresStore
from tests.journal.counter import Counters


class Node:
    """One process's view, as `tansiq serve` has it."""

    def __init__(self, address: str, clock: Callable[[], int] = lambda: 1) -> None:
        self.database = Database(address)
        check_schema(self.database)
        self.store = PostgresStore(self.database, "office", Path("office"))
        self.machine, self.faults = Counters(), list[BaseException]()
        self.sequencer: Sequencer[tuple[str, int], tuple[str, int]] = Sequencer(
            self.store,
            self.machine,
            clock=clock,
            on_fatal=self.faults.append,
            shared=self.store,
            replay=self.replay,
        )

    def replay(self, entry: Entry) -> str:
        if entry.header.kind != "counted":
            raise msgspec.ValidationError(entry.header.kind)
        name, step = json.loads(entry.body)
        self.machine.evolve((name, step))
        return ""

    async def add(self, name: str, step: int = 1) -> int:
        value: int = await self.sequencer.submit((name, step))
        return value

    async def value(self, name: str) -> int:
        return await self.sequencer.read(lambda: self.machine.values.get(name, 0))

    async def close(self) -> None:
        await self.sequencer.stop()
        self.store.close()
        self.database.close()


@contextlib.asynccontextmanager
async def nodes(address: str, count: int = 2) -> AsyncIterator[list[Node]]:
    running = [Node(address) for _ in range(count)]
    for node in running:
        node.sequencer.start()
    try:
        yield running
    finally:
        await asyncio.gather(*(node.close() for node in running))


class Wire:
    """A TCP way to the database. `cut`: asked of each piece on the way there; what it says happens to that connection:
    "before" (the piece does not arrive), "after" (it arrives, the answer does not), "silence" (the piece does not
    arrive, and the other end is not told), "short" (its last bytes do not; both ends wait)."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cut: Callable[[bytes], str] = lambda piece: ""
        self.cuts: list[str] = []
        self._kept: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def address(self, address: str) -> str:
        return address.replace(f":{self._port}/", f":{self.port}/")

    def close(self) -> None:
        self._listening.close()
        for one in self._kept:
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self._port))
                except OSError:  # nobody is there now
                    near.close()
                    continue
                threading.Thread(target=self._there, args=(near, far), daemon=True).start()
                threading.Thread(target=self._back, args=(near, far), daemon=True).start()

    def _there(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := near.recv(1 << 20):
                what = self.cut(piece)
                if what:
                    self.cuts.append(what)
                if what == "short":
                    far.sendall(
                        piece[:-5]
                    )  # where a message of its own says that a statement is over, that is all of it
                    return
                if what == "silence":
                    self._kept.append(far)
                    near.shutdown(socket.SHUT_RDWR)
                    return
                if what == "after":
                    near.shutdown(socket.SHUT_RDWR)
                if what != "before":
                    far.sendall(piece)
                if what:
                    break
        _end(near)
        if not self.cuts or self.cuts[-1] != "after":
            _end(far)
        else:
            with contextlib.suppress(OSError):
                far.shutdown(socket.SHUT_WR)

    def _back(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := far.recv(1 << 20):
                near.sendall(piece)
        _end(near)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
