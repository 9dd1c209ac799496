"""A spreadsheet of 10,000 notices, from sending it to all of them looked through, and taken in as drafts."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

import openpyxl
from tests.coordination import Speaker, found_office, upload
from tests.serving import Identity, running_office

from bench.load import pin, print_table, resident_kb, stay_on

ROWS = 10_000


def _book(rows: int) -> bytes:
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet()
    sheet.append(["name", "latitude", "longitude", "radius_m", "recipients", "contact", "markings"])
    for i in range(rows):
        twin = i - 1 if i % 50 == 49 else i  # every fiftieth is there twice
        lat, lng = 30.0 + (twin // 100) * 0.02, 5.0 + (twin % 100) * 0.02
        sheet.append([f"Clinic {twin}", lat, lng, 100, "army, drones:coarse", "Lina", "red roof"])
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def main() -> None:
    rows = []
    data = _book(ROWS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        identity = Identity(folder)
        found_office(folder / "office.db")
        with running_office(folder / "office.db", identity.public_file, "--no-access-log", prefix=pin(0)) as office:
            stay_on(1)
            relief = Speaker(office, identity, "relief")
            before_kb = resident_kb(office.process.pid)
            began = time.perf_counter()
            _, job = upload(relief, "/imports?recipients=army", data, content_type="application/octet-stream")
            most_kb, slowest, told = before_kb, 0.0, 0
            while (now := relief.get(f"/imports/{job['id']}?limit=1"))["state"] == "reading":
                told += bool(now["done"])
                most_kb = max(most_kb, resident_kb(office.process.pid))
                asked = time.perf_counter()
                relief.get("/feed?limit=1")
                slowest = max(slowest, time.perf_counter() - asked)
                time.sleep(0.02)
            looked = time.perf_counter() - began
            assert now["state"] == "ready", now
            began = time.perf_counter()
            taken = relief.post(f"/imports/{job['id']}/drafts", {"without": ["same"]})
            took = time.perf_counter() - began
            most_kb = max(most_kb, resident_kb(office.process.pid))
            counts = now["counts"]
            rows += [
                ("rows that can be used; there twice", f"{counts['good']:,}; {counts['same']:,}"),
                ("looked through (s)", f"{looked:.1f}"),
                ("times that progress was told", f"{told}"),
                (f"{taken['drafts']:,} taken in as drafts (s)", f"{took:.1f}"),
                ("memory before; at most (MB)", f"{before_kb / 1024:.0f}; {most_kb / 1024:.0f}"),
                ("slowest other answer meanwhile (ms)", f"{slowest * 1000:.0f}"),
            ]
    print_table(f"A spreadsheet of {ROWS:,} notices ({len(data) / 1024:,.0f} kB)", ("what", "measured"), rows)
