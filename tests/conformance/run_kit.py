"""Runs the independent F3548-21 qualification kit: against a real office on two ports, and, where PostgreSQL is
here, against an office of two nodes. `python -m ... FOLDER`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from _pytest.outcomes import Skipped

from tests.postgres import Cluster
from tests.serving import free_port, running_office


def main(kit: Path) -> int:
    """Exit status of the kit; 0 with a plain message where there is none."""
    script, key = kit / "run", kit / "test_public_key.pem"
    if not script.exists():
        print(f"conformance: skipped, no qualification kit at {kit} (KIT=folder)")
        return 0
    return _one_office(script, key) or _two_nodes(script, key)


def _one_office(script: Path, key: Path) -> int:
    print("conformance: one office, on two ports", flush=True)
    second = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_office(Path(folder) / "office.db", key, "--port", str(second)) as office,
    ):
        return _judged(script, office.url, f"http://localhost:{second}")


def _two_nodes(script: Path, key: Path) -> int:
    try:
        cluster = Cluster(durable=True)
    except Skipped as skipped:
        print(f"conformance: two nodes skipped: {skipped}")
        return 0
    print("conformance: an office of two nodes", flush=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            where = Path(folder)
            shared = ("--journal", cluster.make_database(), "--seal-key", f"{where}/seal", "--log-key", f"{where}/log")
            with (
                running_office(where / "one", key, *shared, "--data", f"{where}/data-one") as one,
                running_office(where / "two", key, *shared, "--data", f"{where}/data-two") as two,
            ):
                return _judged(script, one.url, two.url)
    finally:
        cluster.stop()


def _judged(script: Path, one: str, other: str) -> int:
    return subprocess.run(["bash", str(script), one, other], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
