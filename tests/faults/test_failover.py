"""The database's primary is killed, hangs or is cut off under load: writes resume, and nothing acknowledged is lost."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.playing import Client, Machines, SqlClient, Writer, why_not

KILLS = int(os.environ.get("KILLS", "10"))
ROUNDS = max(1, KILLS // 40)
BEFORE, AFTER = 30, 30
"""Acknowledgements of each writer that make up the load before a fault, and after it."""
PATIENCE_S = 90.0


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    if (why := why_not()) is not None:
        pytest.skip(f"three machines cannot be played here: {why}")
    folder = Path(tempfile.mkdtemp(prefix="tansiq-ha-"))  # the user postgres does not get at pytest's own folders
    played = Machines(folder)
    try:
        played("up")
        yield played
    finally:
        played("down")
        shutil.rmtree(folder)


def a_killed_database(machines: Machines, primary: int, _standby: int) -> int | None:
    machines("kill", "--database", str(primary))
    return None


def a_killed_machine(machines: Machines, primary: int, _standby: int) -> int:
    machines("kill", str(primary))
    return primary


def a_hanging_machine(machines: Machines, primary: int, _standby: int) -> int:
    machines("pause", str(primary))
    return primary


def a_machine_cut_off(machines: Machines, primary: int, _standby: int) -> int:
    machines("cut", str(primary))
    return primary


def a_hanging_standby(machines: Machines, _primary: int, standby: int) -> int:
    machines("pause", str(standby))
    return standby


def an_orderly_handover(machines: Machines, _primary: int, _standby: int) -> None:
    machines("failover")


FAULTS = [a_killed_machine, a_hanging_machine, a_machine_cut_off, an_orderly_handover]
if KILLS > 10:
    FAULTS += [a_killed_database, a_hanging_standby]


@pytest.mark.slow
@pytest.mark.parametrize("round_number", range(1, ROUNDS + 1))
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_nothing_acknowledged_is_lost_repeated_or_reordered_and_writes_resume(
    machines: Machines,
    fault: Callable[[Machines, int, int], int | None],
    round_number: int,
    record_property: Callable[[str, object], None],
) -> None:
    name = f"{fault.__name__}_{round_number}"
    with ExitStack() as stack:
        writers = {number: _writer(machines, number, f"{name}_{number}", stack) for number in (1, 2, 3)}
        assert all(writer.wait_for(BEFORE, PATIENCE_S) for writer in writers.values())
        began = time.monotonic()
        lost = fault(machines, *machines.roles())
        others = [writer for number, writer in writers.items() if number != lost]
        assert all(writer.wait_for(AFTER, PATIENCE_S) for writer in others), "writes did not resume"
        if lost is not None:
            machines("heal", str(lost))
        elif fault is a_killed_database:
            machines("heal", *(str(one["number"]) for one in machines.standing() if one["role"] == "silent"))
        machines("settle", "--within", str(PATIENCE_S))
        for writer in writers.values():
            writer.enough.set()
            writer.join(PATIENCE_S)
            assert not writer.is_alive()
    record_property("figures", "failover of the database, under load")
    record_property("fault", name)
    record_property("silence of all, s", f"{silence_of(others, began):.1f}")
    record_property("of one machine, s", f"{max(writer.longest_silence_s(began) for writer in others):.1f}")
    record_property("acknowledged", sum(len(writer.acknowledged) for writer in writers.values()))
    _check(machines, list(writers.values()), record_property)


def _writer(machines: Machines, number: int, name: str, stack: ExitStack) -> Writer:
    client: Client = SqlClient(machines, number, name)
    stack.callback(client.close)
    assert client.append(0) == 0
    writer = Writer(name, client)
    writer.start()
    return writer


def silence_of(writers: list[Writer], since: float) -> float:
    moments = sorted(moment for writer in writers for *_, moment in writer.acknowledged)
    pairs = itertools.pairwise(moments)
    return max((late - early for early, late in pairs if late >= since), default=float("nan"))


def _check(machines: Machines, writers: list[Writer], record_property: Callable[[str, object], None]) -> None:
    primary, _ = machines.roles()
    rows = machines.sql(primary, "SELECT sequence, writer, number, chain FROM entry ORDER BY sequence")
    kept = {(writer, int(number)): int(sequence) for sequence, writer, number, _ in rows}
    order: dict[str, list[int]] = {}
    for _, writer, number, _ in rows:
        order.setdefault(writer, []).append(int(number))
    lost = [
        one
        for one in writers
        for number, stands, _ in one.acknowledged
        if kept.get((one.name_of_writer, number)) != stands
    ]
    repeated = len(rows) - len(kept)
    reordered = [name for name, numbers in order.items() if numbers != list(range(1, len(numbers) + 1))]
    record_property("lost", len(lost))
    record_property("repeated", repeated)
    record_property("reordered", len(reordered))
    assert not lost
    assert not repeated
    assert not reordered
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    chain = ""
    for _, writer, number, said in rows:
        chain = hashlib.sha256(f"{chain} {writer} {number}".encode()).hexdigest()
        assert chain == said
    for number in (1, 2, 3):
        assert _follows(machines, number, len(rows), chain), f"machine {number} does not hold what the primary holds"


def _follows(machines: Machines, number: int, count: int, chain: str) -> bool:
    until = time.monotonic() + PATIENCE_S
    while machines.sql(number, "SELECT sequence, chain FROM head") != [[str(count), chain]]:
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True
