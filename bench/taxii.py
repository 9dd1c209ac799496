"""A client pulls 100,000 objects over TAXII in pages, while others release, change and withdraw: is anything missed,
does anything come twice?

`COUNT=100000 make bench BENCH=taxii`. The client is OASIS's own (taxii2-client), the office a real one; each report is
four objects.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from taxii2client.v21 import Collection, as_pages
from tests.coordination import Speaker, agreed_office, flows, report, terms
from tests.web.test_taxii import Bearer

from bench.load import Connection, print_table
from tansiq.gateways.taxii.shelves import shelf_id
from tansiq.office.terms import Level

COUNT = int(os.environ.get("COUNT", "100000"))
PER_REPORT = 4
PAGE = 1_000
CONNECTIONS = 16


def _forms(count: int) -> Iterator[dict[str, Any]]:
    lot = random.Random(count)
    for number in range(count):
        places = [
            {"circle": {"lat": lot.uniform(-60, 60), "lng": lot.uniform(-180, 180), "radius_m": 500.0}}
            for _ in range(PER_REPORT - 1)
        ]
        yield report(f"Number {number}", ["army"], extents=places)


async def _fill(speaker: Speaker, count: int) -> None:
    forms = _forms(count)

    async def one() -> None:
        connection = await Connection.open(speaker.office.port, speaker.token)
        for form in forms:
            status, answer = await connection.send(("POST", "/api/v1/reports", json.dumps(form).encode()))
            assert status == 201, answer
        connection.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))


def _meddle(speaker: Speaker, over: threading.Event, done: list[int]) -> None:
    """Releases, changes and withdraws, as fast as one connection can."""
    lot = random.Random(1)
    known = [one for one in speaker.get("/reports?role=own&limit=1000")["items"] if one["state"] == "released"]
    while not over.is_set():
        choice = lot.random()
        if choice < 0.4:
            known.append(speaker.post("/reports", report("Released meanwhile", ["army"])))
        elif known:
            one = known.pop(lot.randrange(len(known)))
            path = f"/reports/{one['id']}"
            if choice < 0.7:
                known.append(speaker.put(path, report("Changed meanwhile", ["army"], version=one["change"])))
            else:
                speaker.post(f"{path}/withdrawal", {"version": one["change"], "reason": "Meanwhile."})
        done.append(1)


def _versions(pages: Iterator[dict[str, Any]], enough: threading.Event | None = None) -> list[tuple[str, str]]:
    """Of objects, or of a manifest's lines: identifiers and versions. `enough`: set once `COUNT` have come."""
    got = []
    for page in pages:
        for one in page.get("objects", []):
            version = one["version"] if "date_added" in one else one.get("modified", one.get("created"))
            got.append((one["id"], version))
        if enough is not None and len(got) >= COUNT:
            enough.set()
    return got


def main() -> None:
    """Prints the table."""
    information = {"level": Level.INFORMATION, "separation": ()}
    agreed = {"both": (("army", "relief"), terms("information", flows("army", "relief"), **information))}
    with tempfile.TemporaryDirectory() as name, agreed_office(Path(name), agreed=agreed) as speakers:
        relief, army = speakers["relief"], speakers["army"]
        begun = time.perf_counter()
        asyncio.run(_fill(relief, COUNT // PER_REPORT))
        filled_s = time.perf_counter() - begun
        url = f"{army.office.url}/taxii2/reports/collections/{shelf_id('army', 'relief')}/"
        rows = []
        for what in ("first time (noted as shown)", "again"):
            over, done = threading.Event(), []
            meddler = threading.Thread(target=_meddle, args=(relief, over, done))
            collection = Collection(url, auth=Bearer(army.token))
            begun = time.perf_counter()
            meddler.start()
            got = _versions(as_pages(collection.get_objects, per_request=PAGE), over)
            took_s = time.perf_counter() - begun
            over.set()
            meddler.join()
            # What came after the last page is new, and asked for from there on.
            last = max(version for _, version in got)
            got += _versions(as_pages(collection.get_objects, per_request=PAGE, added_after=last))
            stands = _versions(as_pages(collection.get_manifest, per_request=PAGE))
            rows.append(
                (
                    what,
                    f"{len(got):,}",
                    f"{took_s:.1f}",
                    f"{len(got) / took_s:,.0f}",
                    f"{len(done):,}",
                    len(set(stands) - set(got)),
                    len(got) - len(set(got)),
                )
            )
        print_table(
            f"{COUNT:,} objects, {PER_REPORT} of each report, in pages of {PAGE:,} (filled in {filled_s:.0f} s)",
            ("pull", "objects", "s", "objects/s", "changes meanwhile", "missed", "twice"),
            rows,
        )


if __name__ == "__main__":
    main()
