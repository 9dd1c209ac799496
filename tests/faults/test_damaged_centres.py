"""Damaged journals of hosted centres: each stays closed, says which file and why, and is left as it was found; the
office and all other parties go on."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.serving import Identity, Office, running_office, start_office
from tests.web.browsing import administrator_token, invite


def _flip(path: Path) -> None:
    content = bytearray(path.with_name(path.name + "-wal").read_bytes())
    content[content.index(b'"login":"amal"') + 10] ^= 1
    path.with_name(path.name + "-wal").write_bytes(content)


def _lose_log(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


def _cut(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    os.truncate(log, log.stat().st_size // 2)


def _empty(path: Path) -> None:
    _lose_log(path)
    os.truncate(path, 0)


def _lose(path: Path) -> None:
    path.unlink()


def _lose_with_log(path: Path) -> None:
    path.unlink()
    _lose_log(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _noise(path: Path) -> None:
    _lose_log(path)  # which holds the whole of so young a journal, and would heal it
    path.write_bytes(os.urandom(4_096))


def _other(path: Path) -> None:
    shutil.copy(path.with_name("sound.db"), path)
    for ending in ("-wal", ".mark"):
        shutil.copy(path.with_name("sound.db" + ending), path.with_name(path.name + ending))


def _no_lock(path: Path) -> None:
    path.with_name(path.name + ".lock").unlink()
    path.with_name(path.name + ".lock").mkdir()


def _key(path: Path) -> None:
    path.with_name(path.name + ".key").write_bytes(b"half a k")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "flipped": _flip,
    "log-gone": _lose_log,
    "cut": _cut,
    "empty": _empty,
    "gone": _lose,
    "all-gone": _lose_with_log,
    "folder": _folder,
    "noise": _noise,
    "another": _other,
    "no-lock": _no_lock,
    "key": _key,
    "in-use": lambda path: None,
}


def bytes_of(folder: Path, party: str) -> dict[str, bytes]:
    """Of what must not be touched: the journal, its log, its mark."""
    files = (folder / f"{party}.db{ending}" for ending in ("", "-wal", ".mark"))
    return {file.name: file.read_bytes() for file in files if file.is_file() and file.stat().st_size}


def asked(office: Office, identity: Identity, party: str) -> tuple[int, Any]:
    form = {"login": "x", "name": "X", "roles": ["observer"]}
    return office.call("POST", "/api/v1/people", administrator_token(identity, party), form)


def test_damaged_centres_stay_closed_and_are_left_as_they_are(tmp_path: Path, identity: Identity) -> None:
    office = start_office(tmp_path / "office.db", identity.public_file)
    try:
        for party in ("sound", *DAMAGE):
            invite(office, administrator_token(identity, party), "amal")
    finally:
        office.kill()
    folder = tmp_path / "centres"
    for party, damage in DAMAGE.items():
        damage(folder / f"{party}.db")
    before = {party: bytes_of(folder, party) for party in DAMAGE}
    holder = os.open(folder / "in-use.db.lock", os.O_RDWR)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with running_office(tmp_path / "office.db", identity.public_file) as office:
        assert office.call("GET", "/readyz")[0] == 200
        for party in DAMAGE:
            for _ in range(2):
                status, document = asked(office, identity, party)
                assert (status, document.get("code")) == (503, "centre-closed"), (party, document)
        assert asked(office, identity, "sound")[0] == 201
    lines = [json.loads(line) for line in office.log.read_text().splitlines() if '"centre-closed"' in line]
    reasons = {line["centre"]: line["reason"] for line in lines}
    assert set(reasons) == set(DAMAGE)
    assert {party for party, reason in reasons.items() if f"{party}.db" not in reason} == set(), reasons
    sound = {"another", "key"}  # whole journals, of which nothing is lost when their logs are moved in
    assert [party for party in DAMAGE if bytes_of(folder, party) != before[party] and party not in sound] == []
    os.close(holder)
    with running_office(tmp_path / "office.db", identity.public_file) as office:
        assert asked(office, identity, "in-use")[0] == 201, "only the lock was in its way"
