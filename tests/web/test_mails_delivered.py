"""Mail from a real office to a real server: what presses at once, the rest gathered, ladders to their contacts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tansiq.journal.stores.reading import open_for_reading, verified_entries
from tansiq.office.terms import AcknowledgeWithin, Step
from tests.coordination import Speaker, agreed_office, eventually, flight, flows, site, terms
from tests.mail_server import Mailbox
from tests.receiver import Receiver
from tests.serving import start_office

GATHER_S = 2


def options(mailbox: Mailbox) -> tuple[str, ...]:
    return (
        "--smtp-host", "localhost", "--smtp-port", str(mailbox.port), "--smtp-security", "none",
        "--smtp-from", "tansiq@office.example", "--mail-gather-s", str(GATHER_S), "--delivery-retry-s", "0.05",
        "--housekeeping-s", "0.1", "--allow-private-webhooks", "--public-url", "https://office.example",
    )  # fmt: skip


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[dict[str, Speaker]]:
    hasty = {"acknowledge_within": AcknowledgeWithin(1, 1, 1), "ladder": (Step(0, "duty"), Step(1, "chief"))}
    agreed = {
        "air": (("army", "drones"), terms("air", flows("army", "drones"))),
        "hasty": (("army", "relief"), terms("hasty", flows("army", "relief"), **hasty)),
        "night": (
            ("drones", "relief"),
            terms("night", flows("drones", "relief"), **{**hasty, "ladder": (Step(0, "night watch"),)}),
        ),
    }
    with agreed_office(tmp_path_factory.mktemp("office"), *options(mailbox), agreed=agreed) as speakers:
        yield speakers


def made(party: Speaker, address: str, **more: Any) -> dict[str, Any]:
    endpoint: dict[str, Any] = party.post(
        "/deliveries", {"kind": "e-mail", "name": address, "target": address, **more}, 201
    )
    return endpoint


def text_of(mail: Any) -> str:
    return str(mail.get_content())


def test_what_presses_goes_at_once_and_the_rest_is_gathered(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army, drones = parties["army"], parties["drones"]
    endpoint = made(army, "watch@army.example", language="ru")
    for i in range(5):
        drones.post("/operations", flight(40.0, 5.0 + i / 10))
    secret_text = "Three trucks at the old mill"
    drones.post(
        "/threads",
        {"parties": ["army"], "title": secret_text, "message": {"text": secret_text, "priority": "distress"}},
    )
    last = army.get("/feed")["last"]
    mailbox.wait_for(lambda m: any("БЕДСТВИЕ" in mail["Subject"] for mail in m.to("watch@army.example")))
    eventually(lambda: army.get(f"/deliveries/{endpoint['id']}")["delivered_up_to"] >= last)
    mails = mailbox.to("watch@army.example")
    pressing = [mail for mail in mails if "БЕДСТВИЕ" in mail["Subject"]]
    gathered = [mail for mail in mails if "БЕДСТВИЕ" not in mail["Subject"]]
    assert len(pressing) == 1
    assert "https://office.example/threads/" in text_of(pressing[0])
    assert 1 <= len(gathered) <= 2, "they were not gathered"
    assert sum(text_of(mail).count("operations/") for mail in gathered) == 2 * 5
    for mail in mails:
        assert secret_text not in mail.as_string() + text_of(mail)
        assert "drones" not in text_of(mail)
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    assert army("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def test_a_mail_that_could_not_be_sent_comes_once_later(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army, drones = parties["army"], parties["drones"]
    endpoint = made(army, "late@army.example", wish={"least": "urgent"})
    mailbox.script.extend(["451 try again"] * 2)
    thread = drones.post(
        "/threads", {"parties": ["army"], "title": "x", "message": {"text": "x", "priority": "urgent"}}
    )
    mailbox.wait_for(lambda m: m.to("late@army.example"))
    (mail,) = mailbox.to("late@army.example")
    assert thread["id"] in text_of(mail)
    assert "Acknowledge by: " in text_of(mail)
    eventually(lambda: army.get(f"/deliveries/{endpoint['id']}")["state"] == "working")
    mailbox.refuse["late@army.example"] = "550 no such user"
    drones.post("/threads", {"parties": ["army"], "title": "y", "message": {"text": "y", "priority": "urgent"}})
    failing = eventually(lambda: army.get(f"/deliveries/{endpoint['id']}").get("failing"))
    assert failing["reason"] == "the mail server refused the address (550)"
    mailbox.refuse.clear()
    mailbox.wait_for(lambda m: len(m.to("late@army.example")) == 2)
    assert army("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def test_a_test_mail_says_that_it_is_one(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army = parties["army"]
    endpoint = made(army, "try@army.example", language="ar")
    assert army.post(f"/deliveries/{endpoint['id']}/test", {}) == {"delivered": True}
    (mail,) = mailbox.to("try@army.example")
    assert "اختبار" in mail["Subject"]
    assert army("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def test_the_ladder_s_contacts_are_asked_step_by_step(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army, relief = parties["army"], parties["relief"]
    watch = made(army, "ladder@army.example", wish={"escalations_only": True})
    relief.post("/threads", {"parties": ["army"], "title": "Road", "message": {"text": "Is the road open?"}})
    mailbox.wait_for(lambda m: m.to("duty@army.example.org"))
    assert mailbox.to("chief@army.example.org") == []
    mailbox.wait_for(lambda m: m.to("chief@army.example.org"))
    (duty,), (chief,) = mailbox.to("duty@army.example.org"), mailbox.to("chief@army.example.org")
    for mail in (duty, chief):
        assert mail["Subject"].startswith("Tansiq, OVERDUE: ")
        assert "You are named as a contact" in text_of(mail)
        assert "Is the road open?" not in text_of(mail)
    mailbox.wait_for(lambda m: len(m.to("ladder@army.example")) >= 2)
    assert all("OVERDUE" in mail["Subject"] for mail in mailbox.to("ladder@army.example"))
    contacts = army.get("/deliveries/contacts")
    assert contacts["kind"] == "contacts"
    assert army("DELETE", "/deliveries/contacts")[0] == 400
    assert army("DELETE", f"/deliveries/{watch['id']}")[0] == 200


def test_who_wrote_is_told_and_not_asked(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army, relief = parties["army"], parties["relief"]
    watch = made(relief, "watch@relief.example", wish={"escalations_only": True})
    notice = relief.post("/notices", site(36.9, 5.4))
    mailbox.wait_for(lambda m: sum(text_of(x).count(notice["id"]) > 0 for x in m.to("chief@army.example.org")) == 1)
    assert f"notices/{notice['id']}" in text_of(mailbox.to("duty@army.example.org")[-1])
    mailbox.wait_for(lambda m: sum(text_of(x).count("* ") for x in m.to("watch@relief.example")) == 3)
    eventually(lambda: relief.get("/deliveries/contacts")["delivered_up_to"] >= relief.get("/feed")["last"])
    assert mailbox.to("duty@relief.example.org") == mailbox.to("chief@relief.example.org") == []
    assert army.get("/deliveries/contacts")["state"] == "working"
    assert relief("DELETE", f"/deliveries/{watch['id']}")[0] == 200


def test_who_has_acknowledged_is_asked_no_more(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army, relief = parties["army"], parties["relief"]
    eventually(lambda: army.get("/deliveries/contacts")["delivered_up_to"] >= army.get("/feed")["last"])
    asked = [to for to in mailbox.recipients if to[0].endswith("army.example.org")]
    mailbox.refuse |= {"duty@army.example.org": "450 later", "chief@army.example.org": "450 later"}
    thread = relief.post("/threads", {"parties": ["army"], "title": "Road", "message": {"text": "Is it open?"}})
    failing = eventually(lambda: army.get("/deliveries/contacts").get("failing"))
    assert failing["reason"] == "the mail server refused the address (450)"
    army.post(f"/threads/{thread['id']}/messages/1/acknowledgement", {"person": "Anna"})
    last = army.get("/feed")["last"]
    # Nothing has to be taken by anybody for that, but for a mail that is under way just now.
    eventually(lambda: army.get("/deliveries/contacts")["delivered_up_to"] >= last)
    mailbox.refuse.clear()
    assert [to for to in mailbox.recipients if to[0].endswith("army.example.org")] == asked


def test_where_a_role_has_no_address_all_are_asked_and_each_once(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    drones, relief = parties["drones"], parties["relief"]
    made(drones, "watch@drones.example", wish={"least": "distress"})
    eventually(lambda: drones("GET", "/deliveries/contacts")[0] == 200)
    mailbox.refuse["duty@drones.example.org"] = "450 later"
    relief.post("/threads", {"parties": ["drones"], "title": "Road", "message": {"text": "Is it open?"}})
    mailbox.wait_for(lambda m: m.to("chief@drones.example.org"))
    eventually(lambda: drones.get("/deliveries/contacts").get("failing", {}).get("tries", 0) >= 3)
    mailbox.refuse.clear()
    mailbox.wait_for(lambda m: m.to("duty@drones.example.org"))
    assert len(mailbox.to("chief@drones.example.org")) == 1, "told again because another could not be"


def test_that_another_endpoint_was_stopped_is_said_by_mail(parties: dict[str, Speaker], mailbox: Mailbox) -> None:
    army, drones = parties["army"], parties["drones"]
    watch = made(army, "admin@army.example", wish={"least": "distress"})
    with Receiver(always="410") as receiver:
        hook = army.post("/deliveries", {"kind": "webhook", "name": "wall", "target": receiver.url}, 201)
        drones.post("/operations", flight(46.0))
        mailbox.wait_for(lambda m: m.to("admin@army.example"))
    (mail,) = mailbox.to("admin@army.example")
    assert mail["Subject"] == "Tansiq: Delivery STOPPED"
    assert "Nothing more is delivered to wall: it answered 410 (gone)." in text_of(mail)
    for endpoint in (watch, hook):
        assert army("DELETE", f"/deliveries/{endpoint['id']}")[0] == 200


def _wait_until_noted(journal: Path, endpoint: str, last: int) -> None:
    """Until it stands in the centre's journal that the endpoint has got this far."""

    def noted() -> bool:
        connection = open_for_reading(journal)
        try:
            bodies = [json.loads(entry.body) for entry in verified_entries(connection, journal)]
        finally:
            connection.close()
        progress = [one for body in bodies for one in body.get("progress", ()) if one["endpoint"] == endpoint]
        return any(max(one["cursor"]["up_to"], one["cursor"].get("at_once_up_to", 0)) >= last for one in progress)

    eventually(noted)


def test_an_office_started_again_sends_no_mail_twice(tmp_path: Path) -> None:
    with Mailbox() as mailbox, agreed_office(tmp_path, *options(mailbox)) as speakers:
        army, drones = speakers["army"], speakers["drones"]
        made(army, "watch@army.example", wish={"least": "urgent"})
        for i in range(3):
            drones.post(
                "/threads", {"parties": ["army"], "title": f"{i}", "message": {"text": "x", "priority": "urgent"}}
            )
            mailbox.wait_for(lambda m, some=i + 1: len(m.to("watch@army.example")) == some)
            [endpoint] = [one for one in army.get("/deliveries")["items"] if one["id"] != "contacts"]
            _wait_until_noted(tmp_path / "centres/army.db", endpoint["id"], army.get("/feed")["last"])
            army.office.kill()
            office = start_office(tmp_path / "office.db", tmp_path / "identity.pem", *options(mailbox))
            for speaker in speakers.values():
                speaker.office = office
        assert endpoint["state"] == "working"
        assert len(mailbox.to("watch@army.example")) == 3
        office.stop()
        assert "watch@army.example" not in (tmp_path / "office.log").read_text()


def test_a_person_s_address_and_settings_are_checked(parties: dict[str, Speaker], tmp_path: Path) -> None:
    army = parties["army"]
    for wrong, code in (
        ({"target": "دوام@army.example"}, "address-invalid"),
        ({"target": "a@army.example\nBcc: b@army.example"}, "address-invalid"),
        ({"person": "nobody"}, "person-unknown"),
        ({"wish": {"quiet": {"start": "06:00", "end": "06:00"}}}, "endpoint-invalid"),
    ):
        form = {"kind": "e-mail", "name": "x", "target": "a@army.example", **wrong}
        assert army.post("/deliveries", form, (400, 404))["code"] == code
    quiet = {"start": "22:00", "end": "06:00", "zone": "UTC"}
    endpoint = made(army, "night@army.example", wish={"quiet": quiet})
    assert endpoint["wish"]["quiet"] == quiet
    assert json.loads(json.dumps(army.get("/deliveries/" + endpoint["id"])["wish"]["quiet"])) == quiet
    for option in (
        ("--smtp-host", "localhost"),
        ("--smtp-host", "localhost", "--smtp-from", "a@b.example", "--smtp-user", "x"),
        (
            "--smtp-host", "localhost", "--smtp-from", "a@b.example", "--smtp-user", "x", "--smtp-password-file", "y",
            "--smtp-security", "none",
        ),
    ):  # fmt: skip
        with pytest.raises(RuntimeError, match="--smtp"):
            start_office(tmp_path / "office.db", army.identity.public_file, *option)
