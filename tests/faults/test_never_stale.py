"""Right after one node has acknowledged a write, every other node knows of it: pair after pair, at random."""

from __future__ import annotations

import os
import random
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.faults.spots import Spot
from tests.faults.test_killed import INTENTS
from tests.faults.test_linearizable import three_nodes_on_postgres
from tests.serving import Identity

PAIRS = int(os.environ.get("PAIRS", "300"))
WRITERS = 3
EACH = -(-PAIRS // WRITERS)


@pytest.mark.slow
def test_a_read_on_one_node_right_after_a_write_on_another_is_never_stale(
    tmp_path: Path, identity: Identity, record_property: Callable[[str, object], None]
) -> None:
    seed = time.time_ns() % 1_000_000
    headers = {"authorization": f"Bearer {identity.token('uss1')}"}
    stale: list[str] = []
    done = [0] * WRITERS

    with three_nodes_on_postgres(tmp_path, identity) as nodes:

        def write_and_read(writer: int) -> None:
            chance, spot = random.Random(seed + writer), Spot(40.0 + writer, 5.0)
            with httpx.Client(headers=headers, trust_env=False, timeout=30) as http:
                known = ""
                name = str(uuid.uuid4())
                while done[writer] < EACH and not stale:
                    one, other = chance.sample([office.url for office in nodes.offices.values()], 2)
                    if known and chance.random() < 0.3:
                        answer = http.delete(f"{one}{INTENTS}/{name}/{known}")
                        wanted = ""
                    else:
                        form = {"extents": [spot.extent(0)], "key": [], "state": "Accepted"}
                        form |= {"uss_base_url": "https://uss.example.org"}
                        answer = http.put(f"{one}{INTENTS}/{name}" + (f"/{known}" if known else ""), json=form)
                        wanted = answer.json()["operational_intent_reference"]["ovn"]
                    assert answer.status_code in {200, 201}, answer.text
                    read = http.get(f"{other}{INTENTS}/{name}")
                    found = read.json()["operational_intent_reference"]["ovn"] if read.status_code == 200 else ""
                    if found != wanted or read.status_code not in {200, 404}:
                        stale.append(
                            f"seed {seed}: {one} wrote {wanted!r}, {other} gave {found!r} ({read.status_code})"
                        )
                    known = wanted
                    done[writer] += 1

        writers = [threading.Thread(target=write_and_read, args=(writer,)) for writer in range(WRITERS)]
        for one in writers:
            one.start()
        for one in writers:
            one.join()
    assert not stale
    assert sum(done) == EACH * WRITERS
    record_property("figures", "reads on one node right after writes on another")
    record_property("pairs", sum(done))
    record_property("stale", len(stale))
