"""`tansiq journal migrate`, with a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tansiq.journal.stores.postgres.statements import VERSION
from tests.postgres import Cluster


def tansiq(*words: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tansiq.cli.main", *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_tables_are_made_once_and_it_says_from_which_version_to_which(address: str) -> None:
    for before in (0, VERSION):
        code, said, _ = tansiq("journal", "migrate", address, "--json")
        assert code == 0
        answer = json.loads(said)
        assert (answer["before"], answer["after"]) == (before, VERSION)
        assert "tansiq@" not in answer["database"], "the address is shown without who signs in"


def test_tables_of_a_newer_version_are_refused_and_left_as_they_are(address: str, cluster: Cluster) -> None:
    assert tansiq("journal", "migrate", address)[0] == 0
    name = PurePosixPath(urlsplit(address).path).name
    cluster.ask(name, f"UPDATE tansiq_schema SET version = {VERSION + 1} RETURNING version")
    code, said, complaint = tansiq("journal", "migrate", address)
    assert (code, said) == (2, "")
    assert f"version {VERSION + 1}" in complaint
    assert cluster.ask(name, "SELECT version FROM tansiq_schema WHERE id = 1") == [(VERSION + 1,)]


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    code, said, complaint = tansiq("journal", "migrate", "postgresql://tansiq:not-for-logs@127.0.0.1:1/office")
    assert (code, said) == (4, "")
    assert "cannot be used" in complaint
    assert "not-for-logs" not in complaint
