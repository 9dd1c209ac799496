"""`docs/first-steps.md`, done as it stands there, in its order; what it promises to show is shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.serving import free_port

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "first-steps.md").read_text("utf-8")
STEP = "### step"
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
FIRST_ACTS_WITHIN_S = 60.0


def typed() -> list[str]:
    return [block for kind, block in BLOCKS if kind == "sh"]


def promised() -> list[list[str]]:
    """For each block that is typed, what is to be seen, piece by piece: `...` stands for anything."""
    found: list[list[str]] = []
    for kind, block in BLOCKS:
        if kind == "sh":
            found.append([])
        else:
            found[-1] += [part for line in block.splitlines() for piece in line.split("...") if (part := _flat(piece))]
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def missing(pieces: list[str], seen: str) -> str | None:
    """The first piece that is not seen after the one before it."""
    place = 0
    for piece in pieces:
        place = seen.find(piece, place)
        if place < 0:
            return piece
        place += len(piece)
    return None


def test_what_is_missing_is_told() -> None:
    assert missing(["one", "two"], "one and two") is None
    assert missing(["two", "one"], "one and two") == "one"


def test_every_answer_stands_under_what_was_typed() -> None:
    assert BLOCKS[0][0] == "sh"
    assert len(promised()) > 15
    assert sum(map(len, promised())) > 80


def test_the_first_look_of_the_readme_is_a_part_of_the_page() -> None:
    look = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line for block in look for line in block.splitlines()]
    assert len(lines) > 5
    known = {line for block in typed() for line in block.splitlines()}
    assert [line for line in lines if line not in known] == []


@pytest.mark.stories
@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page uses curl, which is not installed")
def test_every_step_shows_what_the_page_says(tmp_path: Path) -> None:
    port, own = free_port(), free_port()
    (tmp_path / ".venv").symlink_to(sys.prefix)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TANSIQ_")}
    office = subprocess.Popen(
        [sys.executable, "-m", "tansiq.cli.main", "exercise", "--serve", "--port", str(port)],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**plain, "COLUMNS": "80"},
    )  # fmt: skip
    try:
        assert office.stdout is not None
        while "People sign in at" not in (line := office.stdout.readline()):
            assert line
        _wait_for_first_acts(tmp_path, port, plain)
        script = f"\necho; echo '{STEP}'\n".join(typed()).replace(":8000", f":{port}")
        script = script.replace("8100", str(own)).replace("curl -s", "curl -sS")
        began = time.monotonic()
        done = subprocess.run(
            ["bash", "-c", f"exec 2>&1\n{script}"],
            cwd=tmp_path, capture_output=True, text=True, timeout=540, check=False, env={**plain, "COLUMNS": "80"},
        )  # fmt: skip
        took_s = time.monotonic() - began
    finally:
        office.terminate()
        assert office.wait(20) == 0
    said = [_flat(part) for part in done.stdout.split(STEP)]
    assert len(said) == len(typed()), done.stdout
    wrong = []
    for command, pieces, seen in zip(typed(), promised(), said, strict=True):
        if "a fault of tansiq" in seen or "Traceback" in seen:
            wrong.append(f"{command}\nends in a fault:\n{seen}")
        elif (piece := missing(pieces, seen)) is not None:
            wrong.append(f"{command}\npromises {piece!r}; shows\n{seen}")
    assert not wrong, "\n\n".join(wrong)
    print(f"walked in {took_s:.1f} s")


def _wait_for_first_acts(folder: Path, port: int, plain: dict[str, str]) -> None:
    """The exercise moves by itself: its convoy is notified, its patrol planned, and the day's plan issued, some seconds
    after the start."""
    common = ["--party", "north", "--keys", "var/exercise/keys", "--url", f"http://localhost:{port}"]
    until = time.monotonic() + FIRST_ACTS_WITHIN_S

    def said(*words: str) -> str:
        command = [sys.executable, "-m", "tansiq.cli.main", *words, *common]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=plain).stdout

    while not ("convoy" in (seen := said("operation", "list")) and "Patrol" in seen):
        assert time.monotonic() < until, seen
    while "Plan for" not in (seen := said("plan")):
        assert time.monotonic() < until, seen
