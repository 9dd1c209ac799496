"""Real ADS-B flights from the wheel of PyPI's `traffic` 2.13, read without installing it. Nothing of it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

from tansiq.gateways.recordings import read_bytes
from tansiq.traffic.tracks import Track, split

PACKAGE = "traffic==2.13"


@cache
def wheel() -> Path | str:
    """The wheel, downloaded once into the cache; or why there is none."""
    named = os.environ.get("TRAFFIC_WHEEL")
    if named:
        return Path(named)
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tansiq-samples"
    folder.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob("traffic-2.13-*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", PACKAGE, "--dest", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            return f"{PACKAGE} cannot be downloaded: {done.stderr.strip().splitlines()[-1:]}"
    return next(folder.glob("traffic-2.13-*.whl"))


def sample_bytes(name: str) -> bytes:
    """A gzipped sample as it lies in the wheel."""
    found = wheel()
    assert isinstance(found, Path), found
    with zipfile.ZipFile(found) as archive:
        return archive.read(f"traffic/data/samples/collections/{name}.json.gz")


def sample(name: str) -> list[Track]:
    """All tracks of a sample, split at long silences."""
    return [piece for track in read_bytes(sample_bytes(name), name).tracks for piece in split(track)]
