"""Geographic files: how long a large one takes to read and write, and how much memory the process ever had."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.load import print_table, stay_on
from tansiq.gateways.geofiles.feature import Feature, FeatureKind, Waypoint
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.rows import Row, read_rows
from tansiq.gateways.geofiles.writing import write
from tansiq.volumes import Circle, Polygon, Volume

COUNT = 10_000
NOON_US = 1_772_366_400_000_000
LANGUAGES = ("XLSX", "CSV", "GeoJSON", "KML", "ED-318")
EXTENSIONS = {"XLSX": ".xlsx", "CSV": ".csv", "GeoJSON": ".geojson", "KML": ".kml", "ED-318": ".json"}


def features() -> list[Feature]:
    """Half of them circles, half polygons of twelve corners; each with band, window and six other columns."""
    return [
        Feature(
            f"Site {i}",
            FeatureKind.PLACE,
            (Volume(_outline(i), 0.0, 500.0 + i % 7, NOON_US + i, NOON_US + 3_600_000_000 + i),),
            (Waypoint(36.0, 37.0),),
            {"contact": f"Officer {i % 90}", "phone": f"+963 11 {i:06}", "remarks": "Marked roof; gate to the south",
             "recipients": "Office A; Office B", "urgent": "no", "Ward": f"W{i % 40}"},
        )
        for i in range(COUNT)
    ]  # fmt: skip


def _outline(i: int) -> Circle | Polygon:
    lat, lng = 34.0 + i % 100 / 30, 36.0 + i // 100 / 30
    if i % 2:
        return Circle(lat, lng, 300.0 + i % 50)
    ring = [(0.00, 0.00), (0.01, 0.00), (0.02, 0.00), (0.03, 0.00), (0.03, 0.01), (0.03, 0.02)]
    ring += [(0.03, 0.03), (0.02, 0.03), (0.01, 0.03), (0.00, 0.03), (0.00, 0.02), (0.00, 0.01)]
    return Polygon.of([(lat + a, lng + b) for a, b in ring])


def alone(task: str, path: Path) -> tuple[float, float]:
    """Seconds and the most MB resident, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.files", task, str(path)], capture_output=True, text=True, check=True
    )
    seconds, most_kb = done.stdout.split()
    return float(seconds), int(most_kb) / 1024


def _in_own_process(task: str, path: Path) -> None:
    data = b"" if task.startswith("write") else path.read_bytes()
    made = features() if task.startswith("write") else []
    start = time.perf_counter()
    if task == "nothing":
        pass
    elif task == "rows":
        found = sum(isinstance(row, Row) for row in read_rows(data, path.name))
        assert found == COUNT, found
    elif task == "read":
        reading = read(data, path.name)
        assert (len(reading.features), reading.errors) == (COUNT, ()), reading.errors[:1]
    else:
        path.write_bytes(write(made, task.removeprefix("write "))[0])
    seconds = time.perf_counter() - start
    status = Path("/proc/self/status").read_text()
    print(f"{seconds:.3f} {status.split('VmHWM:')[1].split()[0]}")


def main() -> None:
    stay_on(1)
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in LANGUAGES:
            path = folder / f"sites{EXTENSIONS[language]}"
            written_s, _ = alone(f"write {language}", path)
            read_s, read_mb = alone("read", path)
            size = f"{path.stat().st_size / 1e6:.1f}"
            rows.append((language, size, f"{written_s:.2f}", f"{read_s:.2f}", f"{read_mb:.0f}"))
            if language in ("XLSX", "CSV"):
                streamed_s, streamed_mb = alone("rows", path)
                rows.append((f"{language}, row by row", size, "", f"{streamed_s:.2f}", f"{streamed_mb:.0f}"))
        empty = folder / "empty"
        empty.write_bytes(b"")
        rows.append(("(a process that reads nothing)", "", "", "", f"{alone('nothing', empty)[1]:.0f}"))
    print_table(
        f"Files of {COUNT:,} features, half circles, half polygons of 12 corners",
        ("", "MB", "written in s", "read in s", "most MB resident"),
        rows,
    )


if __name__ == "__main__":
    _in_own_process(sys.argv[1], Path(sys.argv[2]))
