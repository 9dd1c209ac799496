"""What both sides of a link say of it: while it is up, when it breaks, and who may know; and the figures."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.coordination import flight
from tests.linked import PARTY, Linked, linked
from tests.receiver import Receiver


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    with linked(tmp_path_factory.mktemp("link"), "--allow-private-webhooks", "--delivery-retry-s", "60") as whole:
        whole.wait_up()
        yield whole


def figures(url: str) -> dict[str, float]:
    text = urllib.request.urlopen(f"{url}/metrics").read().decode()
    return {name: float(value) for name, value in re.findall(r"^(tansiq_\S+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE)}


def ready(url: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(urllib.request.urlopen(f"{url}/readyz").read())
    return whole


def centre_as_told(link: Linked, party: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = link.speakers[party].get("/centres")["items"]
    return items


def test_both_sides_say_that_the_link_is_up(link: Linked) -> None:
    for party in ("army", "drones", PARTY):
        (shown,) = centre_as_told(link, party)
        assert (shown["party"], shown["link"]) == (PARTY, "up")
        assert datetime.fromisoformat(shown["heard"]) > datetime.now(UTC) - timedelta(seconds=20)
    assert link.here.get("/centres") == {"items": centre_as_told(link, PARTY)}
    assert centre_as_told(link, "authority") == [], "no agreement: it is none of its business"
    at_office, here = figures(link.office.url), figures(link.centre.url)  # type: ignore[union-attr]
    assert at_office[f'tansiq_centre_connected{{party="{PARTY}"}}'] == 1
    assert (here["tansiq_link_up"], here["tansiq_outbox_waiting"], here["tansiq_link_behind"]) == (1, 0, 0)
    assert here["tansiq_mirror_item"] == link.there.get("/feed?limit=1")["last"]
    assert here["tansiq_office_silent_seconds"] < 15
    assert here["tansiq_office_went_back_seconds"] == 0


def test_both_sides_say_that_it_is_down_and_since_when(link: Linked) -> None:
    link.wait_up()
    url = link.centre.url  # type: ignore[union-attr]
    with Receiver(always="500") as receiver:
        form = {"kind": "webhook", "name": "hook", "target": receiver.url}
        endpoint = link.here.post("/deliveries", form, 201)
        link.speakers["drones"].post("/operations", flight(20.0, 5.0))
        link.wait_until(lambda: figures(url)['tansiq_endpoints{state="failing"}'] == 1)
        assert figures(url)["tansiq_delivery_behind"] >= 1
        cut_at = datetime.now(UTC)
        link.wire.cut()
        down = link.wait_until(lambda: (found := link.link())["link"] == "down" and found)
        (gone,) = link.wait_until(lambda: (found := centre_as_told(link, "army"))[0]["link"] == "down" and found)
        away_s = (datetime.fromisoformat(gone["since"]) - cut_at).total_seconds()
        assert -15 < away_s < 2, "since it was heard of last"
        assert datetime.fromisoformat(down["since"]) > cut_at - timedelta(seconds=1)
        assert figures(link.office.url)[f'tansiq_centre_connected{{party="{PARTY}"}}'] == 0
        link.here.post("/operations", flight(21.0, 5.0, kind="convoy"), 202)
        said, here = ready(url), figures(url)
        assert (said["status"], said["link"], said["waiting"]) == ("ready", "down", 1)
        assert datetime.fromisoformat(said["as_of"]) <= datetime.now(UTC)
        assert (here["tansiq_link_up"], here["tansiq_outbox_waiting"]) == (0, 1)
        silent_s = here["tansiq_office_silent_seconds"]
        time.sleep(0.3)  # it grows by itself
        assert figures(url)["tansiq_office_silent_seconds"] > silent_s
        answer = urllib.request.urlopen(
            urllib.request.Request(f"{url}/api/v1/operations", headers={"Authorization": f"Bearer {link.here.token}"})
        )
        assert answer.headers["tansiq-link"] == "down"
        assert datetime.fromisoformat(answer.headers["tansiq-as-of"]) <= datetime.now(UTC)
        assert link.here("GET", "/centres")[1]["code"] == "office-unreachable"
        link.wire.mend()
        link.wait_up()
        (back,) = centre_as_told(link, "army")
        assert back["link"] == "up"
        assert datetime.fromisoformat(back["since"]) > cut_at
        assert link.here("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def test_an_office_that_was_started_anew_says_of_a_centre_that_does_not_come_that_it_is_away(link: Linked) -> None:
    link.wait_up()
    link.here.post("/operations", flight(22.0, 5.0, kind="convoy"), 201)
    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    link.office.kill()
    link.start_office_again()
    (shown,) = centre_as_told(link, "army")
    assert (shown["party"], shown["link"], shown["heard"]) == (PARTY, "down", None)
    link.wire.mend()
    link.wait_up()
    assert centre_as_told(link, "army")[0]["link"] == "up"


@pytest.mark.slow
def test_what_is_shown_stays_fresh_while_nothing_happens(link: Linked) -> None:
    link.wait_up()
    before = datetime.fromisoformat(link.link()["as_of"])
    later = link.wait_until(lambda: (now := datetime.fromisoformat(link.link()["as_of"])) > before and now, 15)
    assert later - before < timedelta(seconds=15)
    assert centre_as_told(link, "army")[0]["link"] == "up"
