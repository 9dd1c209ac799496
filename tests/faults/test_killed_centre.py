"""The server is killed while a hosted centre and the office both take something in: afterwards the centre says of each
draft what the office says of its notice, and nothing is lost or there twice."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import random
import threading
import time
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError

import httpx
import pytest

from tests.coordination import Speaker, eventually, found_office, upload
from tests.serving import Identity, Office, start_office
from tests.web.browsing import Browser, person

KILLS = max(3, int(os.environ.get("KILLS", "20")) // 5)
ROWS = 120
LOST = (URLError, ConnectionError, TimeoutError, HTTPException, httpx.HTTPError)


class House:
    """An office with two people of one party, started again and again."""

    def __init__(self, folder: Path, identity: Identity) -> None:
        self.folder, self.identity = folder, identity
        found_office(folder / "office.db")
        self.start()
        for login in ("anna", "boris"):
            person(self.office, identity, "relief", login, "duty-officer")

    def start(self) -> None:
        self.office: Office = start_office(self.folder / "office.db", self.identity.public_file, "--no-access-log")
        self.relief = Speaker(self.office, self.identity, "relief")

    def signed_in(self, login: str) -> Browser:
        browser = Browser(self.office)
        assert browser.sign_in("relief", login)[0] == 200
        return browser

    def killed_during(self, work: Any, after_s: float) -> None:
        """Kills the office so long after something has begun, and starts it again."""

        def begin() -> None:
            with contextlib.suppress(*LOST):
                work()

        thread = threading.Thread(target=begin, daemon=True)
        thread.start()
        time.sleep(after_s)  # the random moment
        self.office.kill()
        thread.join(30)
        self.start()

    def drafts(self, query: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for state in ("written", "checked", "released"):
            drafts = self._all(f"/notice-drafts?state={state}{query}")
            found |= {draft["id"]: draft for draft in drafts}
        return found

    def notices(self) -> dict[str, Any]:
        return {item["id"]: item for item in self._all("/notices?role=own")}

    def _all(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.relief.get(f"{path}&limit=1000{cursor}")
            found += page["items"]
            if page.get("next") is None:
                return found
            cursor = f"&cursor={page['next']}"


def table(rows: int, lat: float) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("name", "latitude", "longitude", "radius_m", "recipients"))
    writer.writerows((f"Clinic {i}", lat, 1 + i / 100, 50, "army") for i in range(rows))
    return text.getvalue().encode()


def taken_in(house: House, data: bytes) -> int:
    """A file, looked through and taken in as drafts, as one would do it."""
    status, job = upload(house.relief, "/imports?name=clinics.csv", data, content_type="text/csv")
    assert status == 202, job
    eventually(lambda: house.relief.get(f"/imports/{job['id']}")["state"] == "ready", 60)
    return int(house.relief.post(f"/imports/{job['id']}/drafts", {"without": []})["drafts"])


@pytest.fixture
def house(tmp_path: Path, identity: Identity) -> Any:
    made = House(tmp_path, identity)
    yield made
    made.office.kill()


def test_a_release_that_was_cut_off_is_told_truly_and_can_be_made_again(house: House) -> None:
    chance = random.Random()
    for number in range(KILLS):
        assert taken_in(house, table(ROWS, 20.0 + number / 4)) == ROWS
        drafts = {i: draft for i, draft in house.drafts().items() if draft["state"] == "written"}
        seen = [{"id": draft["id"], "digest": draft["digest"]} for draft in drafts.values()]
        boris = house.signed_in("boris")
        assert boris.ask("POST", "/api/v1/notice-drafts/checks", {"seen": seen})[0] == 200
        ids = {"ids": list(drafts)}
        before = len(house.notices())

        def release(boris: Browser = boris, ids: Any = ids) -> None:
            boris.ask("POST", "/api/v1/notice-drafts/releases", ids)

        house.killed_during(release, chance.uniform(0.02, 0.4))
        states = {i: draft["state"] for i, draft in house.drafts().items()}
        notices = house.notices()
        assert {i for i, state in states.items() if state == "released"} == set(notices), "another state than is true"
        _, done = house.signed_in("anna").ask("POST", "/api/v1/notice-drafts/releases", ids)
        assert all(one["released"] for one in done["results"]), done
        assert len(house.notices()) == before + ROWS
        assert {draft["state"] for draft in house.drafts().values()} == {"released"}


def test_an_import_that_was_cut_off_is_there_once_when_it_is_sent_again(house: House) -> None:
    chance = random.Random()
    for number in range(KILLS):
        data = table(1_000, 40.0 + number)
        before = len(house.drafts())
        house.killed_during(lambda data=data: taken_in(house, data), chance.uniform(0.1, 0.8))
        assert len(house.drafts()) - before in (0, 1_000), "half an import"
        assert taken_in(house, data) == 1_000
        drafts = house.drafts()
        assert len(drafts) == before + 1_000
        house.relief.post("/notice-drafts/removals", {"ids": list(drafts)})


def test_a_hand_over_that_was_cut_off_is_there_once_when_it_is_sent_again(house: House) -> None:
    chance = random.Random()
    for number in range(KILLS):
        form = {"summary": f"The bridge, {number}"}
        named = {"idempotency_key": f"shift {number}"}
        anna = house.signed_in("anna")

        def give(anna: Browser = anna, form: Any = form, named: Any = named) -> None:
            anna.ask("POST", "/api/v1/hand-overs", form, **named)

        house.killed_during(give, chance.uniform(0, 0.02))
        for _ in range(2):
            status, given = house.signed_in("anna").ask("POST", "/api/v1/hand-overs", form, **named)
            assert status == 201, given
            house.office.kill()  # the answers that were kept to be given again are forgotten
            house.start()
        page = house.relief.get("/hand-overs?limit=1000")
        assert [one["summary"] for one in page["items"]] == [f"The bridge, {n}" for n in range(number, -1, -1)]
