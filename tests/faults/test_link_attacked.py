"""A link with the worst that can be between its ends, processes that are killed while much is under way, an office that
was put back to an older copy, another one in its place, and keys that change: nothing lost, nothing done twice, nothing
wrong shown as right."""

from __future__ import annotations

import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tansiq.web.issuer import init_keys
from tests.coordination import Speaker, eventually, flight, found_office, report
from tests.linked import PARTY, Linked, differences, everything, inform, linked
from tests.meddler import TRICKS, Meddler
from tests.serving import running_office


def give(link: Linked, count: int, thread: str, first: int = 0) -> list[str]:
    """Changes of one's own while the office is away: operations, and after every third of them something said."""
    titles = []
    for i in range(first, first + count):
        titles.append(f"own {i}")
        form = flight(-50.0 + i * 0.02, 25.0, kind="convoy", card={"title": titles[-1]})
        link.here.post("/operations", form, (201, 202))
        if i % 3 == 0:
            body = {"text": titles[-1], "person": "Lina"}
            link.here.post(f"/threads/{thread}/messages", body, (201, 202))
    return titles


def check_done_once(link: Linked, titles: list[str], thread: str) -> None:
    shown, cursor = [], ""
    while True:
        page = link.there.get(f"/operations?owner={PARTY}&limit=1000{cursor}")
        shown += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(one["card"]["title"] for one in shown) == sorted(titles), "lost, or done twice"
    said = [one["text"] for one in link.there.get(f"/threads/{thread}")["messages"] if one.get("by") == PARTY]
    assert said == [title for title in titles if int(title.split()[1]) % 3 == 0], "lost, done twice or out of order"
    by_id = {one["id"]: one["card"]["title"] for one in shown}
    told = [item["id"] for item in link.there.get("/feed?limit=1000")["items"] if item["why"] == "planned"]
    assert [by_id[i] for i in told if i in by_id] == titles, "out of order"
    states = {one["state"] for one in link.here.get("/outbox?limit=1000")["items"]}
    assert states == {"done"}
    assert differences(everything(link.there), everything(link.here)) == []


def cut_off(link: Linked) -> str:
    link.wait_up()
    body = {"parties": [PARTY], "title": "Road", "message": {"text": "0"}}
    thread = str(link.speakers["army"].post("/threads", body)["id"])
    link.wait_up()
    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    return thread


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_a_dozen_kills_while_much_is_carried(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    with linked(tmp_path) as link:
        thread = cut_off(link)
        titles = give(link, 200, thread)
        link.wire.mend()
        for _ in range(8):  # a dozen of processes
            titles += give(link, 20, thread, first=len(titles))
            before = link.link()["waiting"]
            link.wait_until(lambda before=before: link.link()["waiting"] < before or not before)
            time.sleep(rng.random() * 0.1)  # somewhere in the middle of what is carried
            killed = rng.choice(("centre", "office", "both", "both"))
            if killed != "office":
                link.centre.kill()  # type: ignore[union-attr]
            if killed != "centre":
                link.office.kill()
            with ThreadPoolExecutor(2) as starting:
                starts = (link.start_office_again if killed != "centre" else None,
                          link.start_centre if killed != "office" else None)  # fmt: skip
                for started in [starting.submit(start) for start in starts if start is not None]:
                    started.result()
        link.wait_up()
        check_done_once(link, titles, thread)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2])
def test_a_proxy_that_repeats_loses_cuts_and_answers_itself(tmp_path: Path, seed: int) -> None:
    with linked(tmp_path) as link:
        thread = cut_off(link)
        titles = give(link, 300, thread)
        meddler = Meddler(link.office.port, seed)
        link.wire.to_port = meddler.port
        link.wire.mend()

        def all_tried() -> bool:
            if not link.link()["waiting"]:
                titles.extend(give(link, 3, thread, first=len(titles)))
            return set(meddler.done) >= set(TRICKS)

        link.wait_until(all_tried, 60)
        meddler.tame = True
        link.wait_up()
        check_done_once(link, titles, thread)
        link.wire.to_port = link.office.port
        meddler.close()


def backed_up(link: Linked) -> Path:
    """A copy of the office's journal as it is now; the office is killed for it, and started again."""
    copy = link.folder / "backup"
    copy.mkdir()
    link.office.kill()
    for path in link.folder.glob("office*"):
        if path.is_file():
            shutil.copy2(path, copy / path.name)
    link.start_office_again()
    return copy


def put_back(link: Linked, copy: Path) -> None:
    """As an operator does who means it: what the log has given out goes, too, else the office refuses to begin."""
    link.office.kill()
    shutil.rmtree(link.folder / "office.tiles")
    for path in link.folder.glob("office*"):
        if path.is_file():
            path.unlink()
    for path in copy.iterdir():
        shutil.copy2(path, link.folder / path.name)
    link.start_office_again()


@pytest.mark.parametrize("meanwhile", [0, 12])
def test_an_office_put_back_to_an_older_copy_is_noticed_and_said(tmp_path: Path, meanwhile: int) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        army = link.speakers["army"]
        army.post("/operations", flight(50.0, 5.0, kind="aircraft"))
        told = inform(link)
        link.wait_up()
        common = link.here.get("/feed?limit=1000")["items"][-1]
        copy = backed_up(link)
        link.wait_up()
        for i in range(4):
            army.post("/operations", flight(51.0 + i, 5.0, kind="aircraft"))
        own = link.here.post("/operations", flight(49.0, 5.0, kind="convoy"), 201)["operation"]["id"]
        army.put(f"/reports/{told['first']}", {**report("What was never said", [PARTY]), "version": 2})
        late = army.post("/reports", report("Nor this", [PARTY]))["id"]
        account = {"version": 2, "text": "Nor that", "language": "en", "person": "Lina"}
        link.here.put(f"/incidents/{told['wrong']}/account", account)
        link.wait_up()
        assert link.here.get(f"/reports/{told['first']}")["title"] == "What was never said"
        read = link.here.get("/feed?limit=1")["last"]
        assert "went_back" not in link.link()
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        put_back(link, copy)
        army.put(f"/reports/{told['first']}", {**report("Said instead", [PARTY]), "version": 2})
        link.there.get(f"/reports/{told['first']}")
        army.put(f"/reports/{told['first']}", {**report("And then", [PARTY]), "version": 3})
        for i in range(meanwhile):
            army.post("/operations", flight(60.0 + i, 5.0, kind="aircraft"))
        assert (link.there.get("/feed?limit=1")["last"] > read) == bool(meanwhile), "beyond what was read, or not"
        link.wire.mend()
        link.wait_up()
        said = link.link()["went_back"]
        assert (said["read"], said["common"], said["common_at"]) == (read, common["number"], common["at"])
        assert link.here("GET", f"/operations/{own}")[0] == 404
        assert link.here("GET", f"/reports/{late}")[0] == 404
        assert link.here.get(f"/reports/{told['first']}")["title"] == "And then"
        assert differences(everything(link.there), everything(link.here)) == []
        assert "office-went-back" in link.centre.log.read_text()  # type: ignore[union-attr]
        link.centre.kill()  # type: ignore[union-attr]
        link.start_centre()
        link.wait_up()
        assert link.link()["went_back"] == said, "it is not forgotten"
        again = link.here.post("/operations", flight(49.0, 5.0, kind="convoy"), 201)["operation"]["id"]
        link.wait_up()
        assert link.there.get(f"/operations/{again}")["owner"] == PARTY


def test_another_office_behind_the_address_gets_nothing(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        link.speakers["army"].post("/operations", flight(50.0, 5.0, kind="aircraft"))
        link.wait_up()
        before = everything(link.here)
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        queued = link.here.post("/operations", flight(49.0, 5.0, kind="convoy"), 202)["queued"]
        other = tmp_path / "other"
        other.mkdir()
        found_office(other / "office.db")
        with running_office(other / "office.db", link.identity.public_file, "--keys", str(tmp_path / "keys")) as wrong:
            link.wire.to_port = wrong.port
            link.wire.mend()
            link.wait_until(lambda: "another office" in link.link()["reason"])
            assert link.link()["waiting"] == 1
            assert everything(link.here) == before
            link.wire.cut()
            wrong_one = Speaker(wrong, link.identity, PARTY)
            assert wrong_one.get("/operations?owner=relief")["items"] == []
        link.wire.to_port = link.office.port
        link.wire.mend()
        link.wait_up()
        assert link.here.get(f"/outbox/{queued}")["state"] == "done"
        link.centre.stop()  # type: ignore[union-attr]
        with running_office(other / "office.db", link.identity.public_file, "--keys", str(tmp_path / "keys")) as wrong:
            link.wire.to_port, link.options = wrong.port, ("--any-office",)
            link.start_centre()
            link.wait_until(lambda: link.link()["link"] == "up")
            assert link.link()["went_back"]["common"] == 0
            assert differences(everything(Speaker(wrong, link.identity, PARTY)), everything(link.here)) == []


def test_keys_that_change_are_followed_without_a_new_start(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        link.office.kill()
        (tmp_path / "keys").rename(tmp_path / "old-keys")
        init_keys(tmp_path / "keys")
        shutil.copy2(tmp_path / "old-keys" / "clients.toml", tmp_path / "keys" / "clients.toml")
        link.start_office_again()
        link.wait_up()  # another key signs, and the old token is not believed
        assert link.here.post("/operations", flight(49.0, 5.0, kind="convoy"), 201)
        link.office.kill()
        shutil.rmtree(tmp_path / "keys")
        secrets = init_keys(tmp_path / "keys")
        link.start_office_again()
        link.wait_until(lambda: "no token" in link.link().get("reason", ""))
        queued = link.here.post("/operations", flight(48.0, 5.0, kind="convoy"), 202)["queued"]
        (tmp_path / "secret").write_text(secrets[PARTY])
        link.wait_up()
        eventually(lambda: link.here.get(f"/outbox/{queued}")["state"] == "done")
