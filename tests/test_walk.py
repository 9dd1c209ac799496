"""README's five minutes of a drone service, done as it stands there, with the answers that it promises."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import free_port

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
WALK = README[README.index("## A drone service in five minutes") : README.index("## Real flights")]
STEP = "### step"


def commands() -> list[str]:
    """The blocks that are typed; those that begin with an answer are not."""
    blocks = re.findall(r"^```\n(.*?)^```", WALK, re.DOTALL | re.MULTILINE)
    return [block for block in blocks if not block.startswith(("{", "1 conflict"))]


@pytest.mark.skipif(shutil.which("curl") is None, reason="the walk is made with curl, which is not installed")
def test_every_step_of_the_walk_gives_what_it_says(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / ".venv").symlink_to(sys.prefix)
    office = subprocess.Popen(
        [sys.executable, "-m", "tansiq.cli.main", "exercise", "--serve", "--port", str(port)],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "COLUMNS": "160"},
    )  # fmt: skip
    try:
        assert office.stdout is not None
        while "Ctrl-C ends it" not in (line := office.stdout.readline()):
            assert line
        script = f"\necho; echo '{STEP}'\n".join(commands()).replace("localhost:8000", f"localhost:{port}")
        done = subprocess.run(
            ["bash", "-c", script.replace("curl ", "curl -s ")],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "COLUMNS": "160"},
        )  # fmt: skip
    finally:
        office.terminate()
        assert office.wait(20) == 0
    said = [part.strip() for part in done.stdout.split(STEP)]
    assert done.stderr == ""
    assert len(said) == 6, said
    _, nobody, announced, unseen, admitted, looked = said
    assert nobody.startswith('{"message":"no token: send the header')
    assert '"manager":"uss1"' in announced
    assert '"version":1,"state":"Accepted"' in announced
    assert '"code":"unseen-conflicts"' in unseen
    assert '"uss_base_url":"https://uss1.example.org"' in unseen
    assert re.search(r'"meets":\{"[0-9a-f-]+":\[0\]\}', unseen)
    assert '"manager":"uss2"' in admitted
    assert '"uss_base_url":"https://uss1.example.org"' in admitted, "the first planner has to be told"
    assert "all whole" in looked
    assert "intent.put" in looked
    assert re.search(r"^1 conflict$", looked, re.MULTILINE)
    assert re.search(r"uss[12] [0-9a-f]{8}  uss[12] [0-9a-f]{8}  3[56]\.\d+ [45]\.\d+ ", looked)
