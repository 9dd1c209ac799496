"""The exercise moves: what its parties do is what its users are to see."""

from __future__ import annotations

import asyncio
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tansiq.cli.exercise import _as_called
from tansiq.cli.exercise.acting import keep_moving
from tansiq.cli.exercise.founding import found_office
from tansiq.cli.exercise.staff import PASSWORDS, take_in_people
from tansiq.web.issuer import init_keys
from tests.coordination import Speaker, eventually
from tests.serving import Identity, running_office
from tests.web.browsing import Browser

PARTIES = ("authority", "north", "south", "relief", "uss1", "uss2")


@pytest.mark.stories
def test_within_a_quarter_of_an_hour_everything_that_it_is_for_has_happened(tmp_path: Path) -> None:
    identity, keys = Identity(tmp_path), tmp_path / "keys"
    secrets = init_keys(keys)
    assert found_office(tmp_path / "office.db")
    assert not found_office(tmp_path / "office.db"), "a second time it is there"
    options = ("--keys", str(keys), "--housekeeping-s", "0.2")
    with running_office(tmp_path / "office.db", identity.public_file, *options) as office:
        people = asyncio.run(_people(office.url, secrets, tmp_path))
        status, _ = Browser(office).sign_in("relief", "second", people["relief"]["second"])
        assert status == 200
        cast = {party: Speaker(office, identity, party) for party in PARTIES}
        asyncio.run(_play(office.url, secrets, cast))
        assert cast["north"].get("/centres")["items"] == [], "its programs are no centres that could be missed"
        assert office.log.read_text().count("act-failed") == 0


@pytest.mark.parametrize(
    ("called", "on_path", "shown"),
    [
        (".venv/bin/tansiq", False, ".venv/bin/tansiq"),
        (".venv/bin/tansiq", True, "tansiq"),
        ("src/tansiq/cli/main.py", False, "tansiq"),
    ],
)
def test_the_next_command_is_shown_as_it_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str, on_path: bool, shown: str
) -> None:
    program = tmp_path / ".venv" / "bin" / "tansiq"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(program.parent) if on_path else "")
    assert _as_called(called) == shown


async def _play(url: str, secrets: dict[str, str], cast: dict[str, Speaker]) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=10.0, trust_env=False) as client:
        moving = asyncio.create_task(keep_moving(client, secrets, minute_s=0.5))
        try:
            loop, expected = asyncio.get_running_loop(), _expected(cast)
            with ThreadPoolExecutor(len(expected)) as watchers:  # the loop's own threads look up names for the client
                await asyncio.gather(*(loop.run_in_executor(watchers, eventually, seen, 40.0) for seen in expected))
            assert not moving.done()
        finally:
            moving.cancel()


async def _people(url: str, secrets: dict[str, str], folder: Path) -> dict[str, dict[str, str]]:
    async with httpx.AsyncClient(base_url=url, timeout=10.0, trust_env=False) as client:
        assert await take_in_people(client, secrets, folder)
        assert not await take_in_people(client, secrets, folder), "a second time they are there"
    return tomllib.loads((folder / PASSWORDS).read_text("utf-8"))


def _expected(cast: dict[str, Speaker]) -> list[Any]:
    relief, north, authority, uss1, uss2 = (cast[p] for p in ("relief", "north", "authority", "uss1", "uss2"))

    def told(speaker: Speaker, subject: str, why: str) -> bool:
        items = speaker.get("/feed?limit=1000")["items"]
        return any(item["subject"] == subject and item["why"] == why for item in items)

    return [
        lambda: relief.get("/notices?overdue=true")["items"],
        lambda: north.get("/agreements/north-south/channel")["standing"] == "suspended but used",
        lambda: len(relief.get("/notices?role=own")["items"]) >= 5,
        lambda: told(authority, "operation", "activated") and told(authority, "operation", "ended"),
        lambda: told(relief, "notice", "passed on"),
        lambda: any(t["title"] == "Conflict" for t in uss1.get("/threads")["items"] + uss2.get("/threads")["items"]),
        lambda: any(t.get("summary") for t in relief.get("/threads")["items"]),
        lambda: {o["sight"] for o in relief.get("/operations")["items"]} == {"all", "coarse"},
        lambda: {o["sight"] for o in cast["south"].get("/operations")["items"]} >= {"all"},
    ]
