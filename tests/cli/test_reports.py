"""`tansiq report`: whole stories, by commands alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, tansiq, too_wide
from tests.coordination import agreed_office
from tests.gateways.intake.hostile import docx, paragraphs
from tests.gateways.intake.pages import pages

SAID = ("--language", "en", "--source-grade", "B", "--information-grade", 2, "--marking", "TLP:AMBER", "--from", "-2h",
        "--until", "-1h", "--author", "Amal")  # fmt: skip
PAGE = next(page for page in pages() if page.language == "ar")


@dataclass
class House:
    army: Terminal
    relief: Terminal
    drones: Terminal


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("reports")
    with agreed_office(folder) as parties:
        yield House(*(Terminal(parties[name], folder) for name in ("army", "relief", "drones")))


def release(at: Terminal, title: str, *more: object, text: str = "It is open as far as the bridge.") -> str:
    said = ("--title", title, "--text", text, *SAID, *(more or ("--to", "army")))
    return str(at.json("report", "release", *said, "--yes")["id"])


def test_what_is_drafted_can_be_released_once_it_says_something(house: House, tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    path.write_text(tansiq("report", "draft").stdout)
    assert "this is missing: --title" in house.relief("report", "release", path, status=2)
    made = house.relief.json("report", "release", path, "--title", "The road", "--text", "Open.", "--to", "army",
                             "--author", "Amal")  # fmt: skip
    assert (made["title"], made["marking"], made["release"]["parties"]) == ("The road", "TLP:AMBER", ["army"])


def test_a_report_is_released_found_read_contradicted_changed_and_taken_back(house: House, tmp_path: Path) -> None:
    picture = tmp_path / "bridge.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\nthe bridge")
    first = release(house.relief, "Viaduct open", "--to", "army", "--to", "drones", "--circle", "36.2,5.4,500",
                    "--claim", "A driver: I drove over it", "--evidence", picture, "--origin", "a phone")  # fmt: skip
    short = first[:8]
    listed = house.army("report", "list", "--role", "received")
    assert short in listed
    assert "Viaduct open" in listed
    read = house.army("report", "show", short)
    for words in ("It is open as far as the bridge.", "A driver", "I drove over it", "bridge.png", "a phone", "B2"):
        assert words in read, words
    assert not too_wide(read)
    found = house.army("report", "search", "viaducts", "--circle", "36.2,5.4,900")
    assert "1 report found" in found
    assert "*Viaduct* open" in found
    assert "0 reports found" in house.army("report", "search", "viaduct", "--owner", "drones")
    assert house.army.json("report", "search", '"as far as" bridge', "--from", "-3h")["total"] >= 1
    assert "no-words" in house.army("report", "search", "؟", status=2)

    digest = hashlib.sha256(picture.read_bytes()).hexdigest()
    got = tmp_path / "got.png"
    house.army("report", "evidence", short, digest[:10], "--output", got)
    assert got.read_bytes() == picture.read_bytes()
    assert "0 files" in house.army("report", "evidence", short, "ffff", "--output", tmp_path / "x", status=2)

    denial = release(house.army, "Viaduct mined", "--to", "relief", "--contradicts", short)
    beside = house.relief("report", "subject", short)
    assert "contradicts" in beside
    assert denial[:8] in beside
    assert denial[:8] not in house.drones("report", "subject", short)

    changed = house.relief.json("report", "change", short, "--information-grade", 3, "--to", "army", "--yes")
    assert (changed["information_grade"], changed["text"]) == (3, "It is open as far as the bridge.")
    assert changed["evidence"][0]["sha256"] == digest
    assert [one["speaker"] for one in changed["claims"]] == ["A driver"]
    assert "B2" in house.relief("report", "sight", short, "drones")
    assert "sees nothing of it" in house.army("report", "sight", denial[:8], "drones")
    assert "only they change it" in house.army("report", "change", short, "--title", "No", status=2)

    asked = house.relief.run("report", "withdraw", short, "--reason", "another road", typed="\n")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "taken back for good" in asked.stderr
    house.relief("report", "withdraw", short, "--reason", "another road", "--yes")
    assert "WITHDRAWN" in house.army("report", "show", short)
    assert "another road" in house.army("report", "show", short)


def test_what_is_unusual_is_said_and_asked_about_before_anybody_is_told(house: House) -> None:
    for number in range(3):
        release(house.relief, f"Usual {number}", "--to", "army", "--author", "Omar")
    wide = ("--title", "Wide", "--text", "x", *SAID, "--author", "Omar", "--marking", "TLP:CLEAR", "--to", "army",
            "--to", "drones")  # fmt: skip
    assert "UNUSUAL: drones was given none" in house.relief("report", "outlook", *wide)
    done = house.relief.run("report", "release", *wide, typed="n\n")
    assert done.returncode == 2
    assert "less strict" not in done.stdout
    assert "UNUSUAL: TLP:CLEAR" in done.stderr
    assert house.drones.json("report", "search", "wide", "--owner", "relief")["total"] == 0
    assert house.relief.run("report", "release", *wide, typed="y\n").returncode == 0
    assert house.drones.json("report", "search", "wide", "--owner", "relief")["total"] == 1


@pytest.mark.parametrize("form", ["html", "docx", "txt"])
def test_of_a_document_a_report_is_made_once_a_person_has_read_it(house: House, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"page.{form}"
    made = {"html": PAGE.html.encode(), "docx": docx(paragraphs(PAGE)), "txt": PAGE.text.encode()}
    path.write_bytes(made[form])
    said = ("--from-intake", path, *SAID[2:], "--to", "army")
    before = len(house.relief.json("report", "list", "--role", "own"))
    done = house.relief.run("report", "release", *said, typed="y\nn\nn\nn\n")
    assert done.returncode == 2
    assert "Release it as TLP:AMBER to army? [y/N]" in done.stderr
    assert PAGE.article[0] in done.stderr.replace("\n", " ")
    assert len(house.relief.json("report", "list", "--role", "own")) == before
    done = house.relief.run("report", "release", *said, "--json", typed="y\nn\nn\ny\n")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["title"], report["text"], report["language"]) == (PAGE.title, "\n".join(PAGE.article), "ar")
    assert len(report["claims"]) == 1
    assert report["evidence"][0]["sha256"] == hashlib.sha256(made[form]).hexdigest()
    all_of_it = house.relief.json("report", "release", *said, "--claims", "all", "--yes", "--title", "Another title")
    assert len(all_of_it["claims"]) >= 2
    assert all_of_it["title"] == "Another title"


def test_what_cannot_be_taken_in_is_said_with_its_code(house: House, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"%PDF-1.4\n<html><p>both</html>")
    assert "document-two-kinds" in house.relief("report", "release", "--from-intake", path, *SAID, status=2)
    with path.open("wb") as file:
        file.truncate(200 << 20)
    assert "document-too-long" in house.relief("report", "release", "--from-intake", path, *SAID, status=2)
    assert "is not all, none" in house.relief("report", "release", "--claims", "some", status=2)
