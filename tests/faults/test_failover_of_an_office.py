"""The database's primary is lost under an office of three nodes: planners go on, and nothing they were told is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.faults.flyer import name_of
from tests.faults.playing import ROOT, Client, Machines, Writer
from tests.faults.test_failover import (
    KILLS,
    PATIENCE_S,
    a_killed_machine,
    a_machine_cut_off,
    an_orderly_handover,
    silence_of,
)
from tests.faults.test_failover import machines as machines
from tests.serving import Identity

BEFORE, AFTER = 20, 20
PORT = 8000
FAULTS = [a_killed_machine] if KILLS <= 10 else [a_killed_machine, a_machine_cut_off, an_orderly_handover]


class Flyer:
    """Plans flights at the office on one machine."""

    def __init__(self, machines: Machines, number: int, token: str, writer: str) -> None:
        child = [sys.executable, str(ROOT / "tests/faults/flyer.py"), f"http://127.0.0.1:{PORT}", token, writer]
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


@pytest.fixture
def offices(machines: Machines, identity: Identity) -> Iterator[dict[int, subprocess.Popen[bytes]]]:
    """A node on each machine, over the machines' database."""
    dsn, running = machines("dsn").strip(), dict[int, subprocess.Popen[bytes]]()
    keys = ("--seal-key", f"{machines.folder}/seal-key", "--log-key", f"{machines.folder}/log-key")
    try:
        for number in (1, 2, 3):
            command = [
                *(sys.executable, "-m", "tansiq.cli.main", "serve", "--port", str(PORT), "--journal", dsn),
                *("--data", f"{machines.folder}/office-{number}", *keys, "--trust-key", str(identity.public_file)),
                *("--audience", "localhost", "--allow-http-urls", "--no-access-log"),
            ]
            with (machines.folder / f"office-{number}.log").open("ab") as log:
                running[number] = subprocess.Popen(machines.words("run", str(number), *command), stdout=log, stderr=log)
            _listening(machines, number, running[number])
        yield running
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait(30)


def _listening(machines: Machines, number: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers; the next one then finds its keys."""
    log = machines.folder / f"office-{number}.log"
    until = time.monotonic() + PATIENCE_S
    while '"listening"' not in log.read_text("utf-8"):
        assert process.poll() is None, log.read_text("utf-8")[-2_000:]
        assert time.monotonic() < until, log.read_text("utf-8")[-2_000:]
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_planners_go_on_and_nothing_they_were_told_is_lost_repeated_or_reordered(
    machines: Machines,
    offices: dict[int, subprocess.Popen[bytes]],
    identity: Identity,
    fault: Callable[[Machines, int, int], int | None],
    record_property: Callable[[str, object], None],
) -> None:
    with ExitStack() as stack:
        writers: dict[int, Writer] = {}
        for number in offices:
            client: Client = Flyer(machines, number, identity.token(f"uss{number}"), f"{fault.__name__}_{number}")
            stack.callback(client.close)
            writers[number] = Writer(f"{fault.__name__}_{number}", client)
            writers[number].start()
        assert all(writer.wait_for(BEFORE, PATIENCE_S) for writer in writers.values())
        began = time.monotonic()
        lost = fault(machines, *machines.roles())
        others = [writer for number, writer in writers.items() if number != lost]
        assert all(writer.wait_for(AFTER, PATIENCE_S) for writer in others), "writes did not resume"
        if lost is not None:
            machines("heal", str(lost))
        machines("settle", "--within", str(PATIENCE_S))
        for writer in writers.values():
            writer.enough.set()
        for writer in others:
            writer.join(PATIENCE_S)
            assert not writer.is_alive()
    record_property("figures", "failover of the database under an office of three nodes")
    record_property("fault", fault.__name__)
    record_property("silence of all, s", f"{silence_of(others, began):.1f}")
    record_property("acknowledged", sum(len(writer.acknowledged) for writer in writers.values()))
    _check(machines, list(writers.values()), record_property)


def _check(machines: Machines, writers: list[Writer], record_property: Callable[[str, object], None]) -> None:
    """Against the journal itself: each flight that was acknowledged stands there once, in its planner's order."""
    rows = machines.sql(
        machines.roles()[0],
        "SELECT e.sequence, encode(b.body, 'hex') FROM tansiq_entries e JOIN tansiq_bodies b"
        " ON b.journal = e.journal AND b.sequence = e.sequence"
        " WHERE e.journal = 'office' AND e.kind = 'intent.put' ORDER BY e.sequence",
    )
    stands: dict[str, list[int]] = {}
    for sequence, body in rows:
        stands.setdefault(json.loads(bytes.fromhex(body))["intent"]["id"], []).append(int(sequence))
    lost, repeated, reordered = 0, 0, 0
    for writer in writers:
        found = [stands.get(name_of(writer.name_of_writer, number), []) for number, *_ in writer.acknowledged]
        lost += sum(not one for one in found)
        repeated += sum(len(one) > 1 for one in found)
        first = [one[0] for one in found if one]
        reordered += first != sorted(first)
    record_property("lost", lost)
    record_property("repeated", repeated)
    record_property("reordered", reordered)
    assert (lost, repeated, reordered) == (0, 0, 0)
