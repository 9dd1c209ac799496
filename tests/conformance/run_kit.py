"""Runs the independent F3548-21 qualification kit against a real office on two ports. `python -m ... FOLDER`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.serving import free_port, running_office


def main(kit: Path) -> int:
    """Exit status of the kit; 0 with a plain message where there is none."""
    script, key = kit / "run", kit / "test_public_key.pem"
    if not script.exists():
        print(f"conformance: skipped, no qualification kit at {kit} (KIT=folder)")
        return 0
    second = free_port()
    with tempfile.TemporaryDirectory() as folder:
        with running_office(Path(folder) / "office.db", key, "--port", str(second)) as office:
            kit_run = subprocess.run(["bash", str(script), office.url, f"http://localhost:{second}"], check=False)
        return kit_run.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
