"""A party's own centre delivers news to its programs and people itself: real receivers, a real mail server, and a link
that breaks and is killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tansiq.office.terms import AcknowledgeWithin, Step
from tests.coordination import Speaker, eventually, flight, flows, found_office, site, terms
from tests.linked import PARTY, Linked, linked
from tests.mail_server import Mailbox
from tests.receiver import Receiver, signed


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Linked]:
    hasty = {"acknowledge_within": AcknowledgeWithin(2, 2, 2), "ladder": (Step(0, "duty"), Step(1, "chief"))}
    agreed = {
        "hasty": (("army", PARTY), terms("hasty", flows("army", PARTY), **hasty)),
        "relief-drones": (("drones", PARTY), terms("relief-drones", flows("drones", PARTY))),
    }
    folder = tmp_path_factory.mktemp("link")
    found_office(folder / "office.db", agreed)
    options = (
        "--smtp-host", "localhost", "--smtp-port", str(mailbox.port), "--smtp-security", "none",
        "--smtp-from", "tansiq@relief.example", "--mail-gather-s", "1", "--delivery-retry-s", "0.05",
        "--allow-private-webhooks", "--public-url", "https://relief.example",
    )  # fmt: skip
    with linked(folder, *options, found=False) as whole:
        whole.wait_up()
        yield whole


def made(party: Speaker, kind: str, target: str, **more: Any) -> dict[str, Any]:
    form = {"kind": kind, "name": target, "target": target, **more}
    endpoint: dict[str, Any] = party.post("/deliveries", form, 201)
    return endpoint


def test_a_program_is_posted_everything_once_and_in_order_through_cuts_and_kills(link: Linked) -> None:
    drones = link.speakers["drones"]
    with Receiver() as receiver:
        before = link.here.get("/feed")["last"]
        endpoint = made(link.here, "webhook", receiver.url)
        receiver.script.extend(["500", "204", "cut", "204"])
        for i in range(4):
            drones.post("/operations", flight(40.0, 5.0 + i / 10))
        receiver.wait_for(lambda r: len(r.taken()) == 4)
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        for i in range(4):
            drones.post("/operations", flight(41.0, 5.0 + i / 10))
        link.wire.mend()
        receiver.wait_for(lambda r: len({one.id for one in r.taken()}) >= 8)  # a plan for the day may come between
        link.centre.kill()  # type: ignore[union-attr]
        for i in range(4):
            drones.post("/operations", flight(42.0, 5.0 + i / 10))
        link.start_centre()
        items = link.there.get(f"/feed?after={before}&limit=1000")["items"]
        receiver.wait_for(lambda r: len({one.id for one in r.taken()}) == len(items))
        assert sum(item["why"] == "planned" for item in items) == 12
        taken = {one.id: one for one in receiver.taken()}
        assert [one.told for one in taken.values()] == items
        assert list(taken) == [f"{PARTY}.{item['number']}" for item in items]
        assert all(signed(one, endpoint["secret"]) for one in taken.values())
        assert link.here("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200
    assert link.there.get("/deliveries")["items"] == [], "the office knows of none of them"


def test_people_are_written_what_presses_and_a_ladder_asks_its_contacts(link: Linked, mailbox: Mailbox) -> None:
    link.wait_up()
    endpoint = made(link.here, "e-mail", "watch@relief.example")
    army = link.speakers["army"]
    body = {"parties": [PARTY], "title": "Bridge", "message": {"text": "It is down", "priority": "urgent"}}
    thread = army.post("/threads", body)
    released = army.post("/notices", site(36.0, 5.0, [PARTY]), 201)
    mailbox.wait_for(lambda m: any(thread["id"] in mail.get_content() for mail in m.to("watch@relief.example")))
    first = next(mail for mail in mailbox.to("watch@relief.example") if thread["id"] in mail.get_content())
    assert "Acknowledge by: " in first.get_content()
    assert f"https://relief.example/threads/{thread['id']}" in first.get_content()
    for role in ("duty", "chief"):
        address = f"{role}@relief.example.org"
        mailbox.wait_for(lambda m, a=address: any(thread["id"] in mail.get_content() for mail in m.to(a)))
        mailbox.wait_for(lambda m, a=address: any(released["id"] in mail.get_content() for mail in m.to(a)))
    link.here.post(f"/notices/{released['id']}/acknowledgement", {"version": 1, "person": "Lina"})
    assert link.here("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def test_a_test_goes_out_while_the_office_cannot_be_reached(link: Linked) -> None:
    link.wait_up()
    with Receiver() as receiver:
        endpoint = made(link.here, "webhook", receiver.url)
        link.wire.cut()
        try:
            link.wait_until(lambda: link.link()["link"] == "down")
            assert link.here.post(f"/deliveries/{endpoint['id']}/test", {})["delivered"]
            shown = link.here.get("/deliveries")
            assert shown["last"] == link.here.get("/feed")["last"]
        finally:
            link.wire.mend()
        assert receiver.deliveries[0].told["subject"] == "test"
        assert link.here("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200
        eventually(lambda: link.link()["link"] == "up")


def test_a_centre_refuses_mail_where_it_has_no_server(tmp_path: Path) -> None:
    with linked(tmp_path) as bare:
        form = {"kind": "e-mail", "name": "x", "target": "x@relief.example"}
        status, problem = bare.here("POST", "/deliveries", form)
        assert (status, problem["code"]) == (409, "mail-not-possible")
