"""`tansiq report intake`, as a person and a program call it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gateways.intake.hostile import CASES, NEVER, Hostile
from tests.gateways.intake.pages import pages
from tests.thorough import again

PAGE = next(page for page in pages() if page.language == "ar")


def tansiq(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tansiq.cli.main", "report", "intake", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def test_intake_prints_what_it_proposes_as_json_and_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.html.encode())
    done = tansiq(str(path), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {
        "title", "text", "outlet", "author", "date", "language", "proposals", "media_type", "sha256", "left_out",
    }  # fmt: skip
    assert (found["title"], found["text"]) == (PAGE.title, "\n".join(PAGE.article))
    assert found["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(tmp_path.iterdir()) == [path]


def test_intake_reads_its_input_and_shows_people_what_was_left_out() -> None:
    done = tansiq("-", given=PAGE.text.encode())
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert all(line in said for line in PAGE.article)
    assert "nothing is taken over by itself" in said
    assert "Left out" in said


def test_intake_refuses_in_a_sentence_with_a_code(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    for name in (str(path), str(tmp_path / "absent.txt")):
        done = tansiq(name)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
    assert b"document-too-long: 209,715,200 bytes" in tansiq(str(path)).stderr


HARM = [*CASES[::4], *again(*(one for n, one in enumerate(CASES) if n % 4))]


@pytest.mark.parametrize("case", HARM, ids=str)
def test_what_means_harm_is_refused_with_its_code_or_tamed(tmp_path: Path, case: Hostile) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.made())
    done = tansiq(str(path), "--json")
    if case.code:
        assert (done.returncode, done.stdout) == (2, b"")
        assert case.code.encode() in done.stderr
        return
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["title"] == case.kept
    assert NEVER not in found["title"] + found["text"]
