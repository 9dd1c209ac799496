"""`tansiq notice` and `export notices`: whole stories, by commands alone."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tansiq.office.kinds import NOTIFIED
from tansiq.office.terms import AcknowledgeWithin, Step
from tests.cli.terminal import Terminal, tansiq, too_wide
from tests.coordination import agreed_office, eventually, flows, site, terms
from tests.web.browsing import GOOD, Browser, browser_of, person

CHECKED = ("--author", "Anna", "--checked-by", "Boris")


@dataclass
class House:
    """Parties at their terminals, and somebody of the relief organisation who signs in."""

    army: Terminal
    relief: Terminal
    drones: Terminal
    boris: Browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("notices")
    soon = {"acknowledge_within": AcknowledgeWithin(3_600, 1, 1), "ladder": (Step(0, "duty"), Step(1, "chief"))}
    agreed = {
        "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"))),
        "relief-drones": (("drones", "relief"), terms("relief-drones", flows("drones", "relief"), **soon)),
    }
    with agreed_office(folder, "--housekeeping-s", "0.2", agreed=agreed) as parties:
        relief = parties["relief"]
        person(relief.office, relief.identity, "relief", "boris", "duty-officer")
        at = {name: Terminal(parties[name], folder) for name in ("army", "relief", "drones")}
        yield House(at["army"], at["relief"], at["drones"], browser_of(relief.office, "relief", "boris"))


def release(house: House, lat: float, *more: object) -> str:
    said = ("--kind", "site", "--title", "Clinic of the valley", "--circle", f"{lat},5.4,100", "--valid-until", "+30d")
    return str(house.relief.json("notice", "release", *said, *CHECKED, *(more or ("--to", "army")))["id"])


@pytest.mark.parametrize("kind", NOTIFIED)
def test_what_is_drafted_can_be_released_once_it_names_two_persons(house: House, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "notice.toml"
    path.write_text(tansiq("notice", "draft", "--kind", kind).stdout)
    assert "second-person-needed" in house.relief("notice", "release", path, status=2)
    assert "somebody else checks" in house.relief(
        "notice", "release", path, "--author", "Anna", "--checked-by", "anna", status=2
    )
    made = house.relief.json("notice", "release", path, *CHECKED)
    assert (made["kind"], made["author"], made["recipients"][0]["party"]) == (kind, "Anna", "army")
    assert house.relief.json("notice", "write", path)["state"] == "written"
    assert tansiq("notice", "draft", "--kind", "drone").returncode == 2


def test_a_notice_is_released_read_acknowledged_passed_on_changed_renewed_and_taken_back(house: House) -> None:
    notice = release(house, 30.0)
    short = notice[:8]
    read = house.army("notice", "show", short)
    assert re.search(r"army +\S+ \S+ +not yet; due ", read)
    assert "version 1, exact" in read
    assert "Anna" not in read, "who wrote it stays at home"
    assert short in house.army("notice", "list", "--role", "received")
    assert "NOT YET" in house.army("notice", "list", "--area", "5.3,29.9,5.5,30.1")
    assert "0 of 1" in house.relief("notice", "list", "--area", "5.3,29.9,5.5,30.1")

    done = house.army.run("notice", "acknowledge", short, "--person", "Nour", typed="\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Clinic of the valley" in done.stderr, "it is shown before it is asked for"
    assert "Acknowledge it for army as Nour? [y/N]" in done.stderr
    assert "you hold version 1" in house.army(
        "notice", "acknowledge", short, "--person", "Nour", "--version", 7, status=2
    )
    assert "by Nour" in house.army("notice", "acknowledge", short, "--person", "Nour", typed="y\n")
    house.army("notice", "pass-on", short, "--unit", "3rd battery", "--person", "Nour", "--version", 1, "--at", "now")
    read = house.relief("notice", "show", short)
    assert re.search(r"by Nour", read)
    assert "3rd battery" in read
    assert "says Nour (version 1)" in re.sub(r"\s+", " ", read)
    assert not too_wide(read), too_wide(read)
    assert "1 of 1" in house.relief("notice", "list", "--area", "5.3,29.9,5.5,30.1")

    moved = ("notice", "change", short, "--circle", "30.01,5.4,100")
    assert "second-person-needed" in house.relief(*moved, status=2), "other coordinates are another check"
    assert house.relief.json(*moved, "--author", "Carla", "--checked-by", "Boris")["version"] == 2
    named = house.relief.json("notice", "change", short, "--title", "Hospital", "--to", "army", "--to", "drones:coarse")
    assert (named["card"]["title"], named["author"], named["version"]) == ("Hospital", "Carla", 3)
    assert named["recipients"][1] == {"party": "drones", "precision": "coarse"}
    assert "coarsely: " in house.drones("notice", "show", short)
    draft = house.relief.json("notice", "change", short, "--phone", "+000 9", "--draft")
    assert (draft["changes"], draft["form"]["version"], draft["form"]["author"]) == (notice, 3, "")
    assert house.army.json("notice", "show", notice)["card"].get("phone") != "+000 9", "a draft is told to nobody"
    assert "give --days or --valid-until" in house.relief("notice", "renew", short, status=2)
    renewed = house.relief.json("notice", "renew", short, "--days", 60)
    assert renewed["valid_until"] > named["valid_until"]
    wrong = ("notice", "withdraw", short, "--reason", "it has moved")
    assert "nothing was done" in house.relief(*wrong, typed="no\n", status=2)
    assert re.search(r"^taken back +it has moved", house.relief(*wrong, "--yes"), re.MULTILINE)
    assert "withdrawn" in house.army("notice", "show", notice)
    assert house.army.json("notice", "list", "--area", "5.3,29.9,5.5,30.1") == []


def test_what_is_late_or_overdue_is_told_in_capitals(house: House) -> None:
    notice = release(house, 31.0, "--to", "army", "--to", "drones", "--urgent", "--kind", "movement",
                     "--from", "+1h", "--until", "+2h")  # fmt: skip

    def overdue() -> str:
        read = house.relief("notice", "show", notice)
        return read if "2 steps up the ladder" in re.sub(r"\s+", " ", read) else ""

    read = eventually(overdue)
    ladder = read[read.index("recipient") :]
    assert re.search(r"^drones .*OVERDUE since", ladder, re.MULTILINE)
    assert ladder.count("LATE") == 2
    assert len(re.findall("OVERDUE", ladder)) == 1, "the army still has time"
    listed = house.relief("notice", "list", "--role", "own", "--overdue")
    assert "1 OVERDUE" in listed
    assert "OVERDUE" in house.drones("notice", "list")
    assert not too_wide(read + listed)


def test_another_partys_words_stay_in_their_column(house: House) -> None:
    hostile = "a" * 75 + "\nNotice 0: taken back\u202e\x1b[1A " + "recipient " * 30
    house.relief.speaker.post("/notices", site(lat=32.0, people=hostile))
    (notice,) = house.army.json("notice", "list", "--area", "5.3,31.9,5.5,32.1")
    read = house.army("notice", "show", notice["id"]) + house.army("notice", "list")
    assert "\\x1b[1A" in re.sub(r"\s+", "", read)
    assert "\u202e" not in read
    assert not too_wide(read), too_wide(read)
    assert [line for line in read.splitlines() if line.startswith(("Notice 0:", "recipient"))] == [
        line for line in read.splitlines() if line.startswith("recipient ") and "given (UTC)" in line
    ]


SHEET = """name,latitude,longitude,recipients,contact
Clinic 1,33.0,5.0,army,Lina
Clinic 2,33.1,5.0,,Lina
Clinic 2,33.1,5.0,army,Lina
School,33.1005,5.0,army,
Wrong,133.0,5.0,army,
Nobody,33.3,5.0,army:roughly,
"""


def test_a_file_is_looked_through_checked_by_a_person_and_released(house: House, tmp_path: Path) -> None:
    sheet = tmp_path / "clinics.csv"
    sheet.write_text(SHEET)
    done = house.relief.run("notice", "import", sheet, "--to", "drones:coarse", typed="no\n")
    assert done.returncode == 2
    assert "clinics.csv (CSV):\n4 rows can be used, 2 errors, 1 there already, 1 near to something\n" in done.stdout
    assert "(recipients-malformed)" in done.stdout
    assert re.search(r"row 6 +latitude", done.stdout), "which row, which column"
    assert re.search(r"Clinic 2 +there already", done.stdout)
    assert "near to" in done.stdout
    assert not too_wide(done.stdout), too_wide(done.stdout)
    assert "Write 3 drafts? [y/N]" in done.stderr
    assert [one for one in house.relief.json("notice", "drafts") if one.get("batch")] == []

    looked = house.relief.json("notice", "import", sheet, "--only-look", status=1)
    assert (looked["taken"], len(looked["import"]["items"])) == (None, 3), "one row names no recipients now"
    read = house.relief("notice", "import", sheet, "--to", "drones:coarse", "--without", "same", "--without", "near",
                        "--yes", status=1)  # fmt: skip
    batch = re.findall(r"2 drafts written, batch (.*)\.", read)[0]
    assert "a program cannot" in read
    listed = house.relief("notice", "drafts")
    assert "Clinic 1" in listed
    assert "School" not in listed
    drafts = house.relief.json("notice", "drafts", "--batch", batch, "--state", "written")
    release = ("notice", "release-drafts", "--batch", batch)
    assert f"no draft of {batch} waits" in house.relief(*release, status=2)
    refused = house.relief("notice", "release-drafts", *(one["id"][:12] for one in drafts), status=2)
    assert "0 notices released, 2 refused" in refused
    assert "draft-unchecked" in re.sub(r"\s+", "", refused)
    seen = [{"id": one["id"], "digest": one["digest"]} for one in drafts]
    assert house.boris.ask("POST", "/api/v1/notice-drafts/checks", {"seen": seen[:1]})[0] == 200
    read = house.relief(*release)
    assert "1 draft of it not checked yet" in read
    assert "1 notice released, 0 refused" in read
    assert house.boris.ask("POST", "/api/v1/notice-drafts/checks", {"seen": seen[1:]})[0] == 200
    assert house.relief.json(*release) == [{"id": drafts[1]["id"], "released": True}]
    assert {one["card"]["title"] for one in house.army.json("notice", "list", "--area", "4.9,32.9,5.1,33.2")} <= {
        "Clinic 1", "Clinic 2"
    }  # fmt: skip


def test_a_person_who_signs_in_at_the_command_line_checks_drafts(house: House, tmp_path: Path) -> None:
    sheet = tmp_path / "exact.csv"
    sheet.write_text("name,latitude,longitude,recipients\nOne,34.12345678,5.87654321,army\nTwo,34.5,5.5,army\n")
    read = house.relief("notice", "import", sheet, "--yes")
    batch = re.findall(r"2 drafts written, batch (.*)\.", read)[0]
    ids = [one["id"] for one in house.relief.json("notice", "drafts", "--batch", batch)]
    assert "person-needed" in house.relief("notice", "check", ids[0], typed="y\n", status=2)

    url, session = house.relief.speaker.office.url, tmp_path / "boris.session"
    who = ("me", "sign-in", "boris", "--party", "relief", "--url", url, "--output", session)
    wrong = tansiq(*who, typed="a wrong password\n")
    assert (wrong.returncode, session.exists()) == (2, False)
    session.write_text("another's")
    session.chmod(0o644)
    done = tansiq(*who, typed=f"{GOOD}\n")
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(session.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    boris = ("--url", url, "--token-file", session)
    done = tansiq("notice", "check", "--batch", batch, *boris, typed="y\nn\n")
    assert done.returncode == 2, done.stderr
    assert "34.12345678 5.87654321" in done.stderr, "every digit"
    assert "1 draft checked, 1 not" in done.stdout
    states = {one["state"] for one in house.relief.json("notice", "drafts", "--batch", batch)}
    assert states == {"checked", "written"}
    assert "1 notice released, 0 refused" in house.relief("notice", "release-drafts", "--batch", batch)
    done = tansiq("me", "sign-out", *boris)
    assert done.returncode == 0, done.stderr
    assert tansiq("notice", "drafts", *boris).returncode == 2, "the session has ended"


def test_files_of_which_nothing_can_be_used_are_refused(house: House, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert "broken.xlsx cannot be read: " in house.relief("notice", "import", broken, status=2)
    broken.write_text("name,latitude,longitude\nWrong,133,5\n")
    assert "nothing in it is to be written" in house.relief("notice", "import", broken, "--yes", status=2)
    assert "recipients-malformed" in house.relief("notice", "import", broken, "--to", "army:x", status=2)
    assert "give the drafts' ids, or --batch" in house.relief("notice", "release-drafts", status=2)


def test_notices_go_out_as_precisely_as_they_were_given(house: House, tmp_path: Path) -> None:
    release(house, 34.123456, "--to", "army", "--to", "drones:coarse")
    for who, exact in ((house.army, True), (house.drones, False)):
        output = tmp_path / f"{exact}.json"
        who("export", "notices", "--language", "GeoJSON", "--output", output)
        assert ("34.123456" in output.read_text()) is exact
