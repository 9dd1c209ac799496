"""What somebody has ordered to be erased is in no file of the office any more, and everything is proven as before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tansiq.centre.desk import CentreDesk
from tansiq.centre.desk import open_desk as open_centre
from tansiq.centre.drafts import WriteDrafts, Written
from tansiq.centre.people import OpenCentre
from tansiq.cli.main import application
from tansiq.journal.blobs import FolderBlobs
from tansiq.journal.errors import StoreUnavailable
from tansiq.journal.snapshots import newest_snapshot
from tansiq.journal.source import Source, check
from tansiq.office import machine
from tansiq.office.desk import Desk, open_desk
from tansiq.office.erased import Erasable
from tansiq.office.erasure_orders import ConfirmErasure, OrderErasure
from tansiq.office.rules import DAY_US
from tansiq.web.eraser import Eraser
from tansiq.web.forgetting import Forgetting
from tests.coordination import (
    Speaker,
    at,
    eventually,
    flight,
    found_office,
    incident,
    quiet_period,
    report,
    request,
    site,
    upload,
)
from tests.serving import Identity, Office, running_office, start_office

ERASE = "tansiq.erase"
WORDS = ("Zubaydah", "Qasr-Marjan", "Falconridge", "Wadi-Nakhla", "Umm-Saffron")
"""Each stands in one thing only."""


def everything(folder: Path) -> bytes:
    """All bytes of all files of an office, but not its log of what it did."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".log")


def found_in(folder: Path, word: str) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".log" and word.encode() in path.read_bytes()
    )


def staff(speaker: Speaker) -> Speaker:
    return speaker.only(ERASE)


def ordered(speaker: Speaker, subject: str, thing: str, **more: Any) -> Any:
    form = {"subject": subject, "thing": thing, "reference": "court of Aden, 12/2026", "person": "Amal", **more}
    return staff(speaker).post("/erasures", form)


def erased(speaker: Speaker, subject: str, thing: str) -> Any:
    """By order, carried out."""
    order = ordered(speaker, subject, thing)
    staff(speaker).post(f"/erasures/{order['id']}/confirmation", {"person": "Bashir"})
    return eventually(lambda: (one := staff(speaker).get(f"/erasures/{order['id']}")).get("done") and one, 60)


class House:
    """An office in which something has been said of everything."""

    def __init__(self, office: Office, identity: Identity) -> None:
        self.army, self.relief = (Speaker(office, identity, name) for name in ("army", "relief"))
        relief = self.relief
        status, put = upload(
            relief, "/attachments?name=Zubaydah.png", b"\x89PNG\r\n\x1a\nZubaydah", content_type="image/png"
        )
        assert status == 201
        named = [{"sha256": put["sha256"], "name": "Zubaydah.png", "origin": "a driver"}]
        self.report = relief.post("/reports", report("Zubaydah", ["army"], evidence=named, author="Zubaydah"))
        changed = report("Zubaydah again", ["army"], version=self.report["change"], evidence=named)
        self.report = relief.put(f"/reports/{self.report['id']}", changed)
        self.army.get(f"/reports/{self.report['id']}")
        self.other = relief.post("/reports", report("The other road", ["army"], author="Falconridge"))
        self.notice = relief.post("/notices", site(author="Qasr-Marjan", card={"title": "Qasr-Marjan"}))
        self.request = relief.post("/requests", request("Wadi-Nakhla", ["army"], person="Wadi-Nakhla"))
        self.incident = relief.post("/incidents", incident("Umm-Saffron", ["army"], person="Umm-Saffron"))


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return Identity(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "office").mkdir()
    found_office(tmp_path / "office" / "office.db")
    return tmp_path / "office"


@pytest.fixture
def house(folder: Path, identity: Identity) -> Iterator[House]:
    with running_office(folder / "office.db", identity.public_file, "--snapshot-entries", "100") as office:
        yield House(office, identity)


def test_what_was_ordered_is_in_no_file_any_more_and_the_rest_is_as_it_was(folder: Path, house: House) -> None:
    path, relief, army = folder / "office.db", house.relief, house.army
    assert relief.get("/reports/search?q=zubaydah")["total"] == 1
    before = relief.get(f"/reports/{house.other['id']}")
    receipts = relief.get("/receipts")["items"]
    relief.post(f"/notices/{house.notice['id']}/withdrawal", {"version": house.notice["version"], "reason": "over"})
    for word in WORDS:
        assert found_in(folder, word), word
    for subject, thing in (
        ("report", house.report),
        ("notice", house.notice),
        ("request", house.request),
        ("incident", house.incident),
    ):
        done = erased(relief, subject, thing["id"])
        assert done["bodies"] >= 1, subject
        assert (done["asked_by"], done["confirmed_by"]) == ("Amal", "Bashir")
    eventually(lambda: relief("GET", "/reports/search?q=zubaydah&fresh=true")[1].get("total") == 0, 60)
    for word in set(WORDS) - {"Falconridge"}:
        eventually(lambda word=word: not found_in(folder, word), 60)
    assert found_in(folder, "Falconridge"), "what was not ordered is there"
    assert relief.get(f"/reports/{house.other['id']}") == before
    for speaker in (relief, army):
        seen = speaker.get(f"/reports/{house.report['id']}")
        assert (seen["erased"], seen.get("text")) == (True, None)
        assert seen["erasure"]["ground"] == "order"
        assert seen["erasure"]["by"] == "relief"
        assert seen["erasure"]["reference"] == "court of Aden, 12/2026"
        assert speaker.get(f"/requests/{house.request['id']}")["erasure"]["at"]
        assert speaker.get(f"/incidents/{house.incident['id']}")["erasure"]["at"]
        assert speaker.get(f"/notices/{house.notice['id']}")["erasure"]["at"]
        told = [(item["subject"], item["why"]) for item in speaker.get("/feed?limit=1000")["items"]]
        assert {("report", "erased"), ("notice", "erased"), ("request", "erased"), ("incident", "erased")} <= set(told)
        for things in ("notices", "reports", "requests", "incidents", "threads", "operations"):
            assert "items" in speaker.get(f"/{things}"), things
    now = {one["number"]: one for one in relief.get("/receipts?limit=1000")["items"]}
    assert all(now[one["number"]] == one for one in receipts), "what had been attested is attested still"
    evidence = f"/reports/{house.report['id']}/evidence/{seen['evidence'][0]['sha256']}" if seen.get("evidence") else ""
    assert not evidence or relief("GET", evidence)[0] == 410
    check(path)


def test_the_past_can_still_be_looked_at_and_shows_nothing_of_what_was_erased(folder: Path, house: House) -> None:
    relief, army = house.relief, house.army
    made = relief.post("/operations", flight(card={"title": "Umm-Zaatar"}))["operation"]
    thread = relief.post("/threads", {"title": "Umm-Zaatar", "parties": ["army"], "message": {"text": "Umm-Zaatar"}})
    then = at(0)
    relief.put(f"/operations/{made['id']}/state", {"state": "Ended", "version": made["version"]})
    relief.post(f"/notices/{house.notice['id']}/withdrawal", {"version": house.notice["version"], "reason": "over"})
    things = {"operation": made, "thread": thread, "notice": house.notice, "incident": house.incident}
    for subject, thing in things.items():
        erased(relief, subject, thing["id"])
    eventually(lambda: not found_in(folder, "Umm-Zaatar"), 60)
    for speaker in (relief, army):
        assert speaker.get(f"/threads/{thread['id']}")["erasure"]["ground"] == "order"
        for subject, thing in things.items():
            path = f"/{subject}s/{thing['id']}"
            status, now = speaker("GET", path)
            assert status == 200 or (subject, speaker) == ("operation", army), (path, now)
            assert status != 200 or now["erasure"]["by"] == "relief"
            status, shown = eventually(lambda path=path, who=speaker: _of_the_past(who, f"{path}?at={then}"), 60)
            assert status == 200, (path, shown)
            assert "Umm-Zaatar" not in json.dumps(shown)
        for path in ("operations", "notices", "threads", "incidents", "reports", "conflicts", "feed"):
            status, shown = eventually(lambda path=path, who=speaker: _of_the_past(who, f"/{path}?at={then}"), 60)
            assert status == 200, (path, shown)
            assert "Umm-Zaatar" not in json.dumps(shown)
            assert speaker("GET", f"/{path}")[0] == 200


def test_where_the_words_of_a_quiet_period_were_stands_by_whose_order_they_went(house: House) -> None:
    relief, army = house.relief, house.army
    made = relief.post("/quiet-periods", quiet_period("relief-army"))
    path = f"/quiet-periods/{made['id']}"
    assert "erasure" not in relief.get(path)
    relief.post(f"{path}/withdrawal", {"person": "Amal"})
    erased(relief, "quiet-period", made["id"])
    for speaker in (relief, army):
        shown = speaker.get(path)
        assert (shown["title"], shown["erasure"]["by"]) == ("", "relief")
        (listed,) = speaker.get("/quiet-periods")["items"]
        assert listed["erasure"] == shown["erasure"]


def test_nobody_is_shown_a_report_that_was_erased_before_anybody_opened_it(house: House) -> None:
    relief, army = house.relief, house.army
    path = f"/reports/{house.other['id']}"
    assert house.other["id"] in [one["id"] for one in army.get("/reports/unopened")]
    erased(relief, "report", house.other["id"])
    assert house.other["id"] not in [one["id"] for one in army.get("/reports/unopened")], "nothing of it can be opened"
    assert army.get(path)["erased"] is True
    army.get("/reports?texts=true")
    assert [one.get("shown") for one in relief.get(path)["given"]] == [None]
    receipts = [one for one in army.get("/receipts?limit=1000")["items"] if one.get("id") == house.other["id"]]
    assert [one["says"] for one in receipts] == ["given", "told"], "that it was read by nobody is proven by no receipt"


def test_what_a_report_says_after_it_was_erased_is_found_and_keeps_its_files(house: House) -> None:
    relief, army = house.relief, house.army
    path = f"/reports/{house.report['id']}"
    erased(relief, "report", house.report["id"])
    status, put = upload(relief, "/attachments?name=bridge.png", b"\x89PNG\r\n\x1a\nbridge", content_type="image/png")
    assert status == 201
    named = [{"sha256": put["sha256"], "name": "bridge.png"}]
    relief.put(path, report("Falcon", ["army"], version=house.report["change"], evidence=named))
    other = relief.post("/reports", report("Another", ["army"], evidence=named))
    erased(relief, "report", other["id"])
    for speaker in (relief, army):
        assert "Falcon" in speaker.get(path)["text"]
        assert speaker("GET", f"{path}/evidence/{put['sha256']}")[0] == 200, "only what was erased has lost its files"
        eventually(lambda who=speaker: who("GET", "/reports/search?q=falcon&fresh=true")[1].get("total") == 1)


def test_whoever_asks_before_the_files_are_gone_is_shown_no_words_of_what_was_erased(
    folder: Path, house: House
) -> None:
    relief, army = house.relief, house.army
    incident, request = (f"/incidents/{house.incident['id']}", f"/requests/{house.request['id']}")
    relief.post(f"{incident}/facts", {"facts": ["Umm-Saffron was there."], "person": "Amal"})
    army.post(f"{request}/answer", {"text": "Wadi-Nakhla is open", "language": "en", "person": "Omar", "partly": True})
    files = {path: path.read_bytes() for path in folder.rglob("*") if len(path.name) == 64}
    for subject, thing in (("report", house.report), ("request", house.request), ("incident", house.incident)):
        erased(relief, subject, thing["id"])
    for path, data in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    relief.post(f"{incident}/facts", {"facts": ["A later one."], "person": "Amal"})
    army.post(f"{request}/answer", {"text": "A later one", "language": "en", "person": "Omar"})
    one = f"/reports/{house.report['id']}"
    paths = ("/reports?texts=true", "/requests", "/incidents", one, request, incident, f"{incident}/accounts/relief")
    said = json.dumps([speaker.get(path) for speaker in (relief, army) for path in paths])
    for word in ("Zubaydah", "Wadi-Nakhla", "Umm-Saffron"):
        assert word not in said
    assert said.count("A later one") == 4, "what was said since is shown"


def _of_the_past(speaker: Speaker, path: str) -> Any:
    """Status and answer, once the past office stands."""
    status, answer = speaker("GET", path)
    return None if status in (429, 503) else (status, answer)


def test_verify_says_what_was_erased_when_by_whose_order_and_on_what_ground(folder: Path, house: House) -> None:
    done = erased(house.relief, "report", house.report["id"])
    path = str(folder / "office.db")
    said = CliRunner().invoke(application("journal"), ["journal", "verify", path, "--json"])
    told = json.loads(said.output)
    assert told["whole"] is True
    (one,) = told["erased"]
    assert one["reference"] == "court of Aden, 12/2026"
    assert one["persons"] == ["Amal", "Bashir"]
    assert (one["ground"], one["by"], len(one["bodies"])) == ("order", "relief", done["bodies"])
    assert one["things"] == [{"subject": "report", "id": house.report["id"], "before": 0}]
    assert one["unfinished"] == []
    words = CliRunner().invoke(application("journal"), ["journal", "verify", path, "--replay"]).output
    assert "court of Aden" in words
    assert "every entry can be applied" in words


def test_two_people_are_needed_and_what_stands_is_not_erased(house: House) -> None:
    relief = staff(house.relief)
    order = ordered(house.relief, "report", house.report["id"])
    refused = relief.post(f"/erasures/{order['id']}/confirmation", {"person": "amal"}, 403)
    assert refused["code"] == "second-person-needed"
    assert "done" not in relief.get(f"/erasures/{order['id']}")
    assert relief("DELETE", f"/erasures/{order['id']}")[0] == 200
    assert relief("GET", f"/erasures/{order['id']}")[0] == 404
    stands = {"subject": "notice", "thing": house.notice["id"], "reference": "court of Aden", "person": "Amal"}
    assert relief.post("/erasures", stands, 400)["code"] == "transition-not-allowed"
    for form in ({}, {**stands, "subject": "agreement"}, {**stands, "reference": "  "}, {**stands, "person": ""}):
        assert relief.post("/erasures", form, 400)["code"] == "malformed"
    for part in (house.report["id"][:8], house.report["id"].upper(), f"{house.report['id']} "):
        refused = relief.post("/erasures", {**stands, "subject": "report", "thing": part}, 400)
        assert (refused["code"], refused["field"]) == ("identifier-invalid", "thing")
    assert house.relief("POST", "/erasures", stands)[0] == 403, "no party may"
    assert house.relief.get(f"/reports/{house.report['id']}")["text"]


def test_killed_after_it_was_confirmed_the_next_start_does_it(folder: Path, identity: Identity) -> None:
    office = start_office(folder / "office.db", identity.public_file)
    house = House(office, identity)
    order = ordered(house.relief, "report", house.report["id"])
    staff(house.relief).post(f"/erasures/{order['id']}/confirmation", {"person": "Bashir"})
    office.kill()
    with running_office(folder / "office.db", identity.public_file) as again:
        relief = Speaker(again, identity, "relief")
        eventually(lambda: staff(relief).get(f"/erasures/{order['id']}").get("done"), 60)
        eventually(lambda: not found_in(folder, "Zubaydah"), 60)
    check(folder / "office.db")


class Killed(Exception):  # noqa: N818
    """The process ends here."""


async def never(source: Source, sequence: int) -> None:
    """No snapshot is written."""


async def forget(desk: Desk) -> None:
    """As the process does that serves it."""

    async def let_go(desk: Desk) -> None:
        """It holds nothing else."""

    forgetting = Forgetting(lambda: [desk], never, let_go)
    await forgetting.look(desk)
    await forgetting.forget_snapshots(desk)


POINTS = ("decided", "files removed", "bodies written over", "log cut", "snapshots removed", "done")


@pytest.mark.parametrize("point", POINTS)
def test_whatever_step_it_is_killed_at_the_next_start_finishes_it(folder: Path, identity: Identity, point: str) -> None:
    path = folder / "office.db"
    with running_office(path, identity.public_file) as office:
        house = House(office, identity)
    blueprint = machine.blueprint()
    assert CliRunner().invoke(application("journal"), ["journal", "snapshot", str(path)]).exit_code == 0
    files = FolderBlobs(path.with_suffix(".files"))

    async def until_killed(desk: Desk) -> None:
        eraser = Eraser(desk, files, 0)
        await desk.submit(OrderErasure("relief", "o1", Erasable.REPORT, house.report["id"], "court", "Amal"))
        await desk.submit(ConfirmErasure("relief", "o1", "Bashir"))
        _break(desk, files, point)
        (order,) = desk.state.erasures.values()
        await eraser.carry_out(order)
        if point != "snapshots removed":
            await forget(desk)
        raise Killed

    async def next_start(desk: Desk) -> None:
        eraser = Eraser(desk, FolderBlobs(path.with_suffix(".files")), 0)
        await eraser.finish()
        for order in [one for one in desk.state.erasures.values() if not one.done_us]:
            await eraser.carry_out(order)
        await forget(desk)
        assert desk.state.erasures["o1"].done_us

    with pytest.raises(Killed):
        asyncio.run(_with_desk(path, until_killed))
    check(path)
    asyncio.run(_with_desk(path, next_start))
    assert not [name for name in found_in(folder, "Zubaydah") if "library" not in name], "the index is the office's"
    check(path)
    with newest_snapshot(path, blueprint.snapshot_format, lambda _: b"") as (found, _):
        assert found is None


def _break(desk: Desk, files: FolderBlobs, point: str) -> None:
    """Lets the process die there."""

    def killed(*_: Any, **__: Any) -> Any:
        raise Killed

    store = desk.store
    replace = store.replace_bodies

    def cut_off(left: Any) -> None:
        connection = store._connection
        with connection:
            for sequence, body in left:
                connection.execute(
                    "UPDATE bodies SET salt = zeroblob(16), body = ? WHERE sequence = ?", (body, sequence)
                )
        raise Killed

    def replaced(left: Any) -> None:
        replace(left)
        raise Killed

    if point == "decided":
        files.remove = killed  # type: ignore[method-assign]
    if point == "files removed":
        store.replace_bodies = killed  # type: ignore[method-assign]
    if point == "bodies written over":
        store.replace_bodies = cut_off  # type: ignore[method-assign]
    if point == "log cut":
        store.replace_bodies = replaced  # type: ignore[method-assign]


async def _with_desk(path: Path, do: Any) -> None:
    desk = open_desk(path)
    desk.open()
    try:
        await do(desk)
    finally:
        await desk.close()


def test_the_drafts_of_an_erased_notice_go_from_the_centres_that_the_office_hosts(
    folder: Path, identity: Identity
) -> None:
    path, centre_path = folder / "office.db", folder / "centres" / "relief.db"
    with running_office(path, identity.public_file) as office:
        house = House(office, identity)
        reason = {"version": house.notice["version"], "reason": "over"}
        house.relief.post(f"/notices/{house.notice['id']}/withdrawal", reason)

    async def drafted(desk: CentreDesk) -> None:
        await desk.submit(OpenCentre("relief"))
        forms = ((house.notice["id"], '{"card":"Qasr-Marjan"}'), ("another", '{"card":"Falconridge"}'))
        await desk.submit(WriteDrafts("p", tuple(Written(name, form) for name, form in forms)))

    async def erasing(centre: CentreDesk) -> None:
        async def in_office(desk: Desk) -> None:
            eraser = Eraser(desk, FolderBlobs(path.with_suffix(".files")), 0, lambda: [centre])
            await desk.submit(OrderErasure("relief", "o1", Erasable.NOTICE, house.notice["id"], "court", "Amal"))
            await eraser.carry_out(await desk.submit(ConfirmErasure("relief", "o1", "Bashir")))

        await _with_desk(path, in_office)
        assert centre.state.drafts.keys() == {"another"}

    asyncio.run(_with_centre(centre_path, drafted))
    assert found_in(folder, "Qasr-Marjan") == ["centres/relief.db", "office.db"]
    asyncio.run(_with_centre(centre_path, erasing))
    assert found_in(folder, "Qasr-Marjan") == []
    assert "centres/relief.db" in found_in(folder, "Falconridge")
    check(centre_path)
    told = json.loads(
        CliRunner().invoke(application("journal"), ["journal", "verify", str(centre_path), "--json"]).output
    )
    assert [(one["ground"], one["reference"]) for one in told["erased"]] == [("order", "court")]


async def _with_centre(path: Path, do: Any) -> None:
    desk = open_centre(path)
    desk.open()
    try:
        await do(desk)
    finally:
        await desk.close()


def test_by_time_goes_what_has_been_over_for_long_and_not_what_an_open_incident_is_linked_to(
    folder: Path, identity: Identity
) -> None:
    path = folder / "office.db"
    with running_office(path, identity.public_file) as office:
        house = House(office, identity)
        link = {"links": [{"kind": "report", "id": house.other["id"]}]}
        house.relief.post(f"/incidents/{house.incident['id']}/links", link)
    moment = [0]

    async def later(desk: Desk) -> None:
        eraser = Eraser(desk, FolderBlobs(path.with_suffix(".files")), 30 * DAY_US)
        moment[0] += 29 * DAY_US
        assert await eraser.by_time() == 0, "its time is not over"
        moment[0] += 2 * DAY_US
        assert await eraser.by_time() > 0
        assert await eraser.by_time() == 0, "once is enough"
        assert (Erasable.REPORT, house.report["id"]) in desk.state.erased
        assert (Erasable.REPORT, house.other["id"]) not in desk.state.erased
        assert (Erasable.INCIDENT, house.incident["id"]) not in desk.state.erased
        assert (Erasable.REQUEST, house.request["id"]) not in desk.state.erased, "nobody has answered it"
        told = desk.state.feeds["army"]
        assert [one.id for one in told if one.why == "erased"] == [house.report["id"]]

    async def with_a_clock() -> None:
        desk = open_desk(path, clock=lambda: moment[0])
        moment[0] = desk.state.reports[house.other["id"]].changed_us + 1
        desk.open()
        try:
            await later(desk)
        finally:
            await desk.close()

    asyncio.run(with_a_clock())
    assert not [name for name in found_in(folder, "Zubaydah") if "library" not in name]
    assert found_in(folder, "Falconridge")
    assert found_in(folder, "Umm-Saffron")
    check(path)


def test_a_file_that_somebody_put_in_anew_since_stays(tmp_path: Path) -> None:
    files = FolderBlobs(tmp_path / "files")
    digest = files.put(b"the bridge")
    assert not files.remove(digest, unless_after_s=0)
    assert files.get(digest) == b"the bridge"
    assert files.remove(digest, unless_after_s=2**40)
    assert files.get(digest) is None
    assert files.remove(digest, unless_after_s=2**40)
    (tmp_path / "files" / digest[:2] / digest).mkdir(parents=True)
    with pytest.raises(StoreUnavailable):
        files.remove(digest, unless_after_s=2**40)
